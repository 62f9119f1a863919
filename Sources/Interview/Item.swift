public import SurveyModel

extension Interview {
    /// The unit of asking: a question, a row of a grid, a part of an allocation, the text that an option opens, or a
    /// note.
    public struct Item: Hashable, Sendable {
        /// The question it belongs to.
        public var question: QuestionID
        /// Which part of the question it is.
        public var part: Part
        /// Where the answer goes; nil for a note.
        public var variable: VariableID?
        /// The page it stands on, if it stands on one.
        public var page: BlockID?
        /// Its place among the items of its question, from 0.
        public var place: Int
        /// How many items its question has now.
        public var count: Int
        /// The options that are offered, by index, in the order to show them.
        public var options: [Int]
        /// How many of them may be chosen: limits shrink to what is offered.
        public var select: ClosedRange<Int>
        /// The kinds of missing that may be chosen, those of a row included.
        public var missing: [Question.MissingOption]
        /// Whether it may be left empty.
        public var isOptional: Bool
        /// The answer given before, if it is still valid; `next` keeps it.
        public var present: Answer?
        /// The value that stands in the field where nothing was answered before; `next` takes it.
        public var suggestion: Value?
        /// Of a part of an allocation, what the parts before it have left. The last part takes all of it.
        public var remaining: Int?
        /// Of a date, which days are allowed.
        public var dates: DateRange?
        /// The innermost roster instance that it is asked for.
        public var instance: RosterInstance?

        /// Whether it is only read.
        public var isNote: Bool { variable == nil }

        /// The parts of questions.
        public enum Part: Hashable, Sendable {
            /// The question itself.
            case whole
            /// A row of a grid, by its index.
            case row(Int)
            /// The text that an option opens, by the option's index.
            case specify(Int)
            /// What an option gets of an allocation, by the option's index.
            case amount(Int)
        }

        /// The days that a date may be, with `today` worked out.
        public struct DateRange: Hashable, Sendable {
            /// The first day; nil is open.
            public var low: CalendarDay?
            /// The last day; nil is open.
            public var high: CalendarDay?
        }

        /// One pass of a roster.
        public struct RosterInstance: Hashable, Sendable {
            /// The index in `Survey.rosters`.
            public var roster: Int
            /// The index among the roster's instances.
            public var instance: Int
        }
    }

    /// Where an interview stands.
    public enum Phase: Hashable, Sendable {
        /// It has not begun.
        case ready
        /// It waits for an answer to an item.
        case asking(Item)
        /// It waits for `confirm` to a check that fired.
        case checking(CheckID)
        /// It is over.
        case finished(Disposition, EndingID?)
    }

    /// How far an interview has come, in items.
    public struct Progress: Hashable, Sendable {
        /// How many items were passed.
        public var passed: Int
        /// How many are still to come, the current one included: at least and at most so many, whatever is answered.
        public var remaining: ClosedRange<Int>
    }
}
