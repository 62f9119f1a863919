public import SurveyModel
internal import Translations

extension Codebook {
    /// A column that exports have of a response beside its answers.
    public struct ResponseColumn: Hashable, Sendable {
        /// A value with its label.
        public struct Value: Hashable, Sendable {
            /// What stands in cells.
            public var name: String
            /// What it means.
            public var label: Label
        }

        /// What it has of the response: `id`, `state`.
        public var part: String
        /// What it is called.
        public var label: Label
        /// Its values, where they are few.
        public var values: [Value]
        /// The name of the column: `response:id`.
        public var name: String { "response:\(part)" }
    }

    /// The columns that exports have of a response beside its answers, in their order; the last one, the weight, only where
    /// responses are weighed.
    public var responseColumns: [ResponseColumn] {
        Self.parts.map { part, text in
            var values: [ResponseColumn.Value] = []
            switch part {
            case "state":
                values = Disposition.allCases.map {
                    ResponseColumn.Value(name: $0.rawValue, label: label(Self.word(for: $0)))
                }
            case "stale":
                values = [
                    ResponseColumn.Value(name: "true", label: yes),
                    ResponseColumn.Value(name: "false", label: no),
                ]
            default: break
            }
            return ResponseColumn(part: part, label: label(text), values: values)
        }
    }

    /// What the column of a part of the response is called, `id`; the part itself where there is no such column.
    public func label(ofResponse part: String) -> Label {
        Self.parts.first { $0.part == part }.map { label($0.text) }
            ?? Label(locales.map { _ in Label.Wording(part) }, origin: .name)
    }

    /// What a state of a response is called, in each language.
    public func label(of state: Disposition) -> Label { label(Self.word(for: state)) }

    /// What a state of a response is called.
    static func word(for state: Disposition) -> ProgramText {
        switch state {
        case .complete: .stateComplete
        case .partial: .statePartial
        case .screened: .stateScreened
        case .refused: .stateRefused
        case .abandoned: .stateAbandoned
        }
    }

    private static let parts: [(part: String, text: ProgramText)] = [
        ("id", .partID), ("survey", .partSurvey), ("version", .partVersion), ("structure", .partStructure),
        ("locale", .partLocale), ("station", .partStation), ("channel", .partChannel), ("seed", .partSeed),
        ("started", .partStarted), ("ended", .partEnded), ("state", .partState), ("stale", .partStale),
        ("weight", .partWeight),
    ]
}
