/// A `test` of the survey file, with every name resolved: what respondents do, and what is expected of it.
///
/// A scenario is read beside the survey it was written in and refers to its positions. It is no part of the survey: it
/// does not travel with it.
public struct Scenario: Hashable, Sendable {
    /// The text after `test`.
    public var name: String
    /// Where it begins.
    public var place: Place
    /// What happens, in the order of the file.
    public var moves: [Move]

    /// Makes a scenario.
    public init(name: String, place: Place, moves: [Move]) {
        self.name = name
        self.place = place
        self.moves = moves
    }

    /// Whether somebody answers beside the respondents of `interview` blocks.
    public var hasOwnRespondent: Bool {
        var hasBlock = false
        for move in moves {
            switch move.action {
            case .answer: return true
            case .interview: hasBlock = true
            case .given, .today, .locale, .seed, .expect: continue
            }
        }
        return !hasBlock
    }

    /// A place of the file as people count it, from 1.
    public struct Place: Hashable, Sendable, Comparable {
        /// The line.
        public var line: Int
        /// The column, in Unicode scalars.
        public var column: Int

        /// Makes a place.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        /// Orders as one reads.
        public static func < (left: Self, right: Self) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }

    /// One line of a test.
    public struct Move: Hashable, Sendable {
        /// What happens.
        public var action: Action
        /// Where it stands.
        public var place: Place

        /// Makes a move.
        public init(_ action: Action, at place: Place) {
            self.action = action
            self.place = place
        }
    }

    /// What a line of a test does.
    public enum Action: Hashable, Sendable {
        /// `given branch = "athens-02"`: a given, or the arm of a split. Nil leaves an optional given out.
        case given(VariableID, Input?)
        /// `given today = 2026-11-21`
        case today(CalendarDay)
        /// `given locale = sv`
        case locale(String)
        /// `given seed = 7`
        case seed(UInt64)
        /// `answer quality = 2`
        case answer(Reply)
        /// `expect asked why`
        case expect(Expectation)
        /// `interview 3 { … }`: so many respondents who do this. Its moves hold no such block.
        case interview(Int, [Move])
    }

    /// What is entered somewhere.
    public enum Input: Hashable, Sendable {
        /// A value.
        case value(Value)
        /// A day that may depend on when the interview starts.
        case day(DateBound)
        /// One of the kinds of missing; *skipped* leaves it empty.
        case missing(Missing)

        /// The value, once it is known which day it is; nil for a missing kind.
        public func value(today: CalendarDay) -> Value? {
            switch self {
            case .value(let value): value
            case .day(let bound): bound.day(today: today).map(Value.date)
            case .missing: nil
            }
        }
    }

    /// An `answer`.
    public struct Reply: Hashable, Sendable {
        /// What is answered, as the author wrote it.
        public var path: String
        /// The variables that get the answer, as far as they are asked: one, or those of a grid or roster.
        public var variables: [VariableID]
        /// The answer.
        public var input: Input

        /// Makes a reply.
        public init(path: String, variables: [VariableID], input: Input) {
            self.path = path
            self.variables = variables
            self.input = input
        }
    }

    /// An `expect`.
    ///
    /// What only tests can ask is a query. Queries stand in the condition as variables behind those of the survey: the
    /// first query is the variable at the position `Survey.variables.count`. So conditions of tests mean what conditions
    /// mean everywhere.
    public struct Expectation: Hashable, Sendable {
        /// The condition, as the author wrote it.
        public var words: String
        /// What must be true.
        public var condition: Formula
        /// What only tests can ask, in reading order.
        public var queries: [Query]

        /// Makes an expectation.
        public init(words: String, condition: Formula, queries: [Query] = []) {
            self.words = words
            self.condition = condition
            self.queries = queries
        }

        /// The query that a variable of the condition stands for, if it is one.
        public func query(_ variable: VariableID, of survey: Survey) -> Query? {
            let position = variable.position - survey.variables.count
            return queries.indices.contains(position) ? queries[position] : nil
        }
    }

    /// Something that only a test can ask.
    public struct Query: Hashable, Sendable {
        /// As the author wrote it: `asked why`.
        public var words: String
        /// What it asks.
        public var subject: Subject

        /// Makes a query.
        public init(words: String, subject: Subject) {
            self.words = words
            self.subject = subject
        }

        /// What can be asked of an interview.
        public enum Subject: Hashable, Sendable {
            /// Whether any of these questions, or the item of any of these variables, was asked.
            case asked([QuestionID], [VariableID])
            /// Whether any of these questions offered the option.
            case offered([QuestionID], option: Int)
            /// Whether any of these checks fired.
            case check([CheckID])
            /// Whether it ended at one of these endings.
            case ending([EndingID])
            /// Whether it ended so.
            case disposition(Disposition)
            /// The value of a metric over the interviews of the test: `Survey.metrics` at this index. Rounded to so
            /// many decimals, if it is compared with a number of so many.
            case metric(Int, decimals: Int?)
            /// What a text says; it belongs to this question.
            case text(TextID, of: QuestionID)
            /// The date of today in the interview, where the survey itself does not read it.
            case today
            /// Whether entering this for a variable would be refused.
            case invalid(VariableID, Input)
        }

        /// Whether it is about one interview, and not about all of the test.
        public var isAboutOneInterview: Bool {
            if case .metric = subject { false } else { true }
        }
    }
}
