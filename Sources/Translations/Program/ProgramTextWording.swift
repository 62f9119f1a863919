extension ProgramText {
    /// The English text, a template; for a counted text the one for 1.
    public var source: String { wording.source }

    /// The English text for every other number than 1, in counted texts; it stands beside `{n}`.
    public var plural: String? { wording.plural }

    /// What a translator has to know.
    public var note: String? { wording.note }

    /// The parts of the program, each with the wording of its own texts, in a file of the folder `Wording`.
    static let parts: [@Sendable (ProgramText) -> Wording?] = [
        \.interviewWording, \.fullScreenWording, \.kioskWording, \.reportWording, \.workbookWording,
        \.analysisWording, \.analysisNotesWording, \.explanationWording, \.previewWording, \.codebookWording,
    ]

    /// The wording of a text, which exactly one part has: a test asks each for each text.
    private var wording: Wording {
        for part in Self.parts {
            if let wording = part(self) { return wording }
        }
        return Wording(rawValue)
    }
}
