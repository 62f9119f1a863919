public import SurveyModel

/// A Triple-S definitions file (`.sss`) of version 1.2, 2.0 or 3.0: what is in the columns of a data file.
public struct TripleSDefinitions: Hashable, Sendable {
    /// The version of the standard.
    public var version: Version
    /// The encoding that its XML declares; UTF-8 where it declares none.
    public var declaredEncoding: String
    /// The program that wrote it.
    public var origin: String?
    /// The day that the file says it is of, as it is written there.
    public var date: String?
    /// The language of the texts that name none, where the file says.
    public var language: String?
    /// The languages that texts may be in.
    public var languages: [String]
    /// The languages that responses may be in, where a file of ours says it.
    public var responseLanguages: [String] = []
    /// What people are told of the responses, a sentence each; a reader passes it over.
    public var notes: [String] = []
    /// What the survey is called in short.
    public var name: String?
    /// The version of the survey.
    public var surveyVersion: String?
    /// The title of the survey.
    public var title: Text
    /// What a record holds; nil in a file that only says how others hang together.
    public var record: Record?
    /// The files that hang together, the uppermost first; empty in a file that has a record.
    public var levels: [Level]

    /// Makes definitions without a record.
    public init(version: Version, title: Text = Text("")) {
        self.version = version
        self.title = title
        declaredEncoding = "UTF-8"
        languages = []
        levels = []
    }

    /// The version of the standard.
    public enum Version: String, Hashable, Sendable, CaseIterable {
        case v11 = "1.1"
        case v12 = "1.2"
        case v2 = "2.0"
        case v3 = "3.0"
    }

    /// How records are written.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case fixed, csv
    }

    /// What a record holds.
    public struct Record: Hashable, Sendable {
        /// A letter that names the record.
        public var ident = "R"
        /// The data file, relative to the definitions; nil is the same name with `.asc` or `.csv`.
        public var href: String?
        /// Columns of fixed width, or separated values.
        public var format = Format.fixed
        /// The encoding of the data, where the file says.
        public var encoding: TripleSEncoding?
        /// The lines at the beginning of the data that are no records.
        public var skip = 0
        /// The variables.
        public var variables: [Variable] = []
    }

    /// What type a variable has.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case single, multiple, quantity, character, logical, date, time
    }

    /// What a variable is used for.
    public enum Use: String, Hashable, Sendable, CaseIterable {
        case serial, weight
    }

    /// A variable.
    public struct Variable: Hashable, Sendable {
        /// What it is referred to by; unique among the variables.
        public var ident: String
        /// Its short name.
        public var name: String
        /// The text of its question.
        public var label = Text("")
        /// Its type.
        public var kind: Kind
        /// What it is used for.
        public var use: Use?
        /// Whether its codes are texts rather than numbers. A multiple of zeros and ones has none: its codes are places.
        public var isLiteral = false
        /// The logical of whom it was asked, by name or ident, where the file says.
        public var filter: String?
        /// The first column, from 1; of separated values the first field.
        public var start = 1
        /// The last column or field.
        public var finish = 1
        /// How many codes a multiple has room for; nil for one that has a 0 or 1 for each code.
        public var subfields: Int?
        /// How many columns each of these codes has, where the file says.
        public var subfieldWidth: Int?
        /// The most characters of a text.
        public var size: Int?
        /// The least and the greatest value that needs no label, as they are written.
        public var range: Bounds?
        /// The values with their labels.
        public var values: [Value] = []
        /// Which codes stand for kinds of missing, where a file of ours says.
        public var missing: [Missing: String] = [:]
        /// Whether its values are the points of a scale, where a file of ours says.
        public var isScale = false
        /// Where it is defined, from 1.
        public var line = 0

        /// Makes a variable.
        public init(ident: String, name: String, kind: Kind) {
            self.ident = ident
            self.name = name
            self.kind = kind
        }
    }

    /// Two values, both included.
    public struct Bounds: Hashable, Sendable {
        /// The least.
        public var from: String
        /// The greatest.
        public var to: String

        /// Makes bounds.
        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// A value with its label.
    public struct Value: Hashable, Sendable {
        /// The code in the data.
        public var code: String
        /// What it means.
        public var label: Text
        /// What it counts in means.
        public var score: String?

        /// Makes a value.
        public init(code: String, label: Text, score: String? = nil) {
            self.code = code
            self.label = label
            self.score = score
        }
    }

    /// A file of a hierarchy.
    public struct Level: Hashable, Sendable {
        /// What it is referred to by.
        public var ident: String
        /// The definitions of its records.
        public var href: String
        /// The levels whose records its own belong to.
        public var parents: [Parent]

        /// Makes a level.
        public init(ident: String, href: String, parents: [Parent] = []) {
            self.ident = ident
            self.href = href
            self.parents = parents
        }
    }

    /// The level above another.
    public struct Parent: Hashable, Sendable {
        /// The level's ident.
        public var level: String
        /// The variable that holds the serial number of the record above.
        public var link: String
        /// Whether records stand in the order of those above.
        public var isOrdered: Bool

        /// Makes a parent.
        public init(level: String, link: String, isOrdered: Bool) {
            self.level = level
            self.link = link
            self.isOrdered = isOrdered
        }
    }

    /// A text, perhaps in several languages, or for interviewing and for analysis.
    public struct Text: Hashable, Sendable {
        /// What stands outside of `text` elements.
        public var plain: String
        /// What stands in `text` elements.
        public var wordings: [Wording]

        /// Makes a text.
        public init(_ plain: String, wordings: [Wording] = []) {
            self.plain = plain
            self.wordings = wordings
        }

        /// One of them.
        public struct Wording: Hashable, Sendable {
            /// Its language, where it says.
            public var language: String?
            /// `interview` or `analysis`, where it says.
            public var mode: String?
            /// The words.
            public var text: String

            /// Makes a wording.
            public init(language: String?, mode: String?, text: String) {
                self.language = language
                self.mode = mode
                self.text = text
            }
        }

        /// The words for respondents in a language; without one, or where the text is not in it, the first there are.
        public func text(in language: String?) -> String {
            let fitting = wordings.filter { language == nil || $0.language == language }
            return fitting.first { $0.mode == "interview" }?.text
                ?? fitting.first { $0.mode != "analysis" }?.text ?? fitting.first?.text
                ?? (plain.isEmpty ? wordings.first?.text ?? "" : plain)
        }
    }
}
