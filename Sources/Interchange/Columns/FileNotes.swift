internal import Codebook
internal import SurveyModel
public import Tallies
internal import Translations

/// What whoever opens a file has to know of all of it, and what no column says: that a program made the responses, that answers
/// to an earlier version are missing, what names in braces are.
///
/// Every format that has a place for words says it there. Count each response, and say what became of versions, before the
/// writer finishes.
public struct FileNotes: Hashable, Sendable {
    /// Responses to an earlier version, of which a table of the newest does not have every answer.
    public struct Version: Hashable, Sendable {
        /// The version.
        public var version: Int
        /// How many responses there are to it.
        public var responses: Int
        /// The variables whose answers cannot be compared; nil where none can.
        public var variables: [String]?

        /// Makes one.
        public init(version: Int, responses: Int, variables: [String]?) {
            self.version = version
            self.responses = responses
            self.variables = variables
        }
    }

    /// How many responses were counted.
    public private(set) var responses = 0
    /// How many of them a program made.
    public private(set) var synthetic = 0
    /// What is missing of earlier versions.
    public var versions: [Version] = []

    /// The channel of responses that a program made.
    static let syntheticChannel = "simulated"

    /// Makes notes of no response.
    public init() {}

    /// Counts a response.
    public mutating func count(_ head: ResponseRow.Head) {
        responses += 1
        if head.channel == Self.syntheticChannel { synthetic += 1 }
    }

    /// Whether a program made all of the responses.
    var isSynthetic: Bool { synthetic > 0 && synthetic == responses }

    /// That responses are synthetic; nil where none are.
    func syntheticLabel(_ codebook: Codebook) -> Label? { syntheticNote?.label(codebook) }

    /// What is missing of earlier versions, a sentence each.
    func versionLabels(_ codebook: Codebook) -> [Label] { versionNotes(codebook).map { $0.label(codebook) } }

    /// All of it in one language, an index of `Codebook.locales`, a sentence each. Linear in the names that it has.
    func sentences(_ codebook: Codebook, in locale: Int) -> [String] {
        notes(codebook).map { $0.label(codebook).text(in: locale) }
    }

    /// All of it in English, for where other letters have no place.
    func english(_ codebook: Codebook) -> [String] { notes(codebook).map(\.english) }

    // MARK: Sentences

    /// A text of the program that is filled in.
    private struct Note {
        var text: ProgramText
        var count: Int?
        var values: [String: String] = [:]

        func label(_ codebook: Codebook) -> Label {
            count.map { codebook.label(text, count: $0, values) } ?? codebook.label(text, values)
        }

        var english: String {
            count.map { ProgramTexts()(text, count: $0, values) } ?? ProgramTexts()(text, values)
        }
    }

    private func notes(_ codebook: Codebook) -> [Note] {
        [syntheticNote].compactMap(\.self) + versionNotes(codebook)
            + (codebook.namesAnswers ? [Note(text: .codebookBraces)] : [])
    }

    private var syntheticNote: Note? {
        guard synthetic > 0 else { return nil }
        return isSynthetic ? Note(text: .synthetic) : Note(text: .syntheticSome, count: synthetic)
    }

    private func versionNotes(_ codebook: Codebook) -> [Note] {
        versions.map { version in
            var note = Note(text: .noneComparable, count: version.responses)
            note.values = ["version": "\(version.version)", "newest": "\(codebook.survey.version)"]
            if let names = version.variables {
                note.text = .notComparable
                note.values["names"] = names.joined(separator: ", ")
            }
            return note
        }
    }
}
