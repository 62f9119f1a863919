public import SurveyModel
public import Translations

/// The variable model: what every export says about a variable, derived once from the compiled survey.
///
/// Writers draw on it and never on the survey itself, so that two formats cannot disagree about a label, a code or a kind
/// of missing.
public struct Codebook: Sendable {
    /// The survey it describes.
    public let survey: Survey
    /// The languages of its labels: the survey's, that of the source texts first.
    public let locales: [String]
    /// What the survey is called.
    public let title: Label
    /// The variables in the order of the survey, computed ones among them.
    public let variables: [Entry]
    /// The variables of rosters without their instances, each once; see `entry(ofStem:)`.
    let stems: [Entry]
    /// The place in `stems` of each variable that is of a roster, by its position.
    let stemOf: [Int: Int]
    /// Variables that belong together: the options of a set, the places of a ranking, the rows of a grid, the amounts of
    /// an allocation.
    public let groups: [Group]
    /// The rosters, outer ones first; several of one name where they stand in another.
    public let rosters: [RosterLevel]
    /// What yes is called.
    public let yes: Label
    /// What no is called.
    public let no: Label
    /// Whether a label has the name of a variable in braces, in place of what was answered there.
    public let namesAnswers: Bool
    /// The program's own texts in each of the languages; English ones for a language that it does not speak.
    public let programTexts: [ProgramTexts]

    /// A variable.
    public struct Entry: Hashable, Sendable {
        /// Its position among the survey's variables.
        public var position: Int
        /// Its name in responses: `quality.reliable`.
        public var name: String
        /// The name without instances of rosters: `satisfied` of `satisfied.store`.
        public var stem: String
        /// Where its value comes from.
        public var role: Role
        /// What its values are.
        public var type: ValueType
        /// The text of its question, and behind it that of its row or option where it is about one; its name where there
        /// is no text.
        public var label: Label
        /// The text of the question; nil for what is not asked.
        public var question: Label?
        /// The text of its row or option in a question with several variables; for what was typed at an option it says that
        /// it is that.
        public var part: Label?
        /// The texts of its question where it has several, each with whom it is read to: one name in several arms of an `if`
        /// or a `split` is one variable. Empty where there is one text; `question` has them all, one behind the other.
        public var phrasings: [Phrasing]
        /// The name of its question, with instances; nil for what is not asked.
        public var questionName: String?
        /// The number of its question among those that ask, from 1, as the preview has it: the rounds of a loop share theirs.
        public var questionNumber: Int?
        /// What `?` shows.
        public var help: Label?
        /// The author's note for the codebook.
        public var note: String?
        /// The options of its list, or the points of its scale, in the order of the survey; empty for other types. Points
        /// without a label are among them.
        public var categories: [Category]
        /// The kinds of missing that it can have, with what the respondent chose; *not asked* is always among them, as
        /// the last.
        public var missing: [MissingKind]
        /// The smallest number, point, day or time that is allowed, as a text; `today-30` of a day that counts from today.
        public var low: String?
        /// The largest.
        public var high: String?
        /// The unit of a number.
        public var unit: Label?
        /// The group that it is in, an index of `Codebook.groups`.
        public var group: Int?
        /// The instances of rosters that it is of, outermost first.
        public var instances: [Instance]
        /// Who it is asked of.
        public var base: Base
        /// Whether it is left out of exports unless asked for.
        public var isPersonal: Bool
        /// Whether scores count it from the other end; values are as they were answered.
        public var isReversed: Bool
        /// Whether its question asks for consent, so that no response has a no.
        public var isConsent: Bool
        /// Whether responses hold it; computed values they do not.
        public var isStored: Bool
        /// The formulas of a computed value, as the author wrote them.
        public var formulas: [String]
    }

    /// Where a value comes from.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        case given, answer, row, amount, specify, computed, split, today
    }

    /// What values are.
    public enum ValueType: Hashable, Sendable {
        /// One option; values are the codes of categories.
        case option
        /// A set of options, so many at least and at most.
        case set(select: ClosedRange<Int>)
        /// An order of options, so many at least and at most.
        case ranking(select: ClosedRange<Int>)
        /// A point of a scale.
        case point(ClosedRange<Int>)
        /// Yes or no; also what a `let` finds true or false.
        case yesno
        /// A number with so many decimals.
        case number(decimals: Int)
        /// A text of so many characters and lines at most.
        case text(length: Int, lines: Int)
        /// A day.
        case date
        /// A time of day.
        case time

        /// Its name in outputs.
        public var name: String {
            switch self {
            case .option: "option"
            case .set: "set"
            case .ranking: "ranking"
            case .point: "point"
            case .yesno: "yesno"
            case .number: "number"
            case .text: "text"
            case .date: "date"
            case .time: "time"
            }
        }
    }

    /// One of several texts of a question.
    public struct Phrasing: Hashable, Sendable {
        /// The number of the question that has it, as the preview counts.
        public var number: Int?
        /// The text.
        public var text: Label
        /// Who reads it.
        public var base: Base
    }

    /// A value with its label.
    public struct Category: Hashable, Sendable {
        /// The number that stands for it in exports: the code of an option, the point itself.
        public var code: Int
        /// The option's name; the point in digits.
        public var name: String
        /// What the respondent reads; nil for a point without a label.
        public var label: Label?
        /// Whether choosing it excludes the others.
        public var isExclusive = false
        /// The variable of the text that it opens.
        public var specify: Int?
    }

    /// A kind of missing that a variable can have.
    public struct MissingKind: Hashable, Sendable {
        /// Which kind.
        public var kind: Missing
        /// What the respondent chose, or what the kind is called.
        public var label: Label

        /// Makes one.
        public init(kind: Missing, label: Label) {
            self.kind = kind
            self.label = label
        }
    }

    /// Variables, or options of a set, that belong together.
    public struct Group: Hashable, Sendable {
        /// What makes them a group.
        public enum Kind: String, Hashable, Sendable {
            /// One variable, a set: a multiple-response group of its options.
            case set
            /// One variable, a ranking.
            case ranking
            /// The rows of a grid.
            case grid
            /// The amounts of an allocation.
            case allocation
        }

        /// Which it is.
        public var kind: Kind
        /// The name of the question.
        public var name: String
        /// The text of the question.
        public var label: Label
        /// The positions of its variables.
        public var variables: [Int]
    }

    /// A roster: the same variables for each instance.
    public struct RosterLevel: Hashable, Sendable {
        /// The name of its variable in the survey.
        public var name: String
        /// The instances, with their labels.
        public var instances: [RosterInstance]
        /// The instances of the rosters around it.
        public var within: [Instance]
    }

    /// One pass of a roster.
    public struct RosterInstance: Hashable, Sendable {
        /// The part that it adds to names.
        public var name: String
        /// The code of its option, or its number.
        public var code: Int
        /// What it is called.
        public var label: Label
    }

    /// Which instance of which roster.
    public struct Instance: Hashable, Sendable {
        /// An index of `Codebook.rosters`.
        public var roster: Int
        /// An index of its instances.
        public var instance: Int
    }

    /// Who is asked.
    public struct Base: Hashable, Sendable {
        /// The conditions as the author wrote them, all of them together; nil is everybody who takes part. What stands
        /// behind `not` is an earlier arm or an ending before: who took it is left out, not who left it unknown.
        public var condition: String?
        /// The same as a sentence without its full stop, in each language; nil where everybody is asked.
        public var words: Label?
        /// Whether a draw decides as well, so that not everybody of whom the condition is true is asked.
        public var isDrawn: Bool

        /// Makes a base.
        public init(condition: String? = nil, words: Label? = nil, isDrawn: Bool = false) {
            self.condition = condition
            self.words = words
            self.isDrawn = isDrawn
        }
    }
}
