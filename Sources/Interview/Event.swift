public import SurveyModel

extension Interview {
    /// What can happen to an interview.
    public enum Event: Hashable, Sendable {
        /// It begins; once, before anything else.
        case start
        /// The current item is answered.
        case answer(Entry)
        /// The respondent goes on without an entry: a note is read, a kept answer is kept, an optional item is skipped.
        case next
        /// The respondent goes one item back, also from a check and from the end.
        case back
        /// A check is answered: `true` overrides a soft one; anything else goes to the question it returns to.
        case confirm(Bool)
        /// The respondent wants another language.
        case language(String)
        /// The respondent leaves, or the input ends.
        case leave
    }

    /// What a respondent enters for an item.
    public enum Entry: Hashable, Sendable {
        /// A value. A set of options may stand in any order.
        case value(Value)
        /// One of the kinds of missing that the item offers.
        case missing(Missing)
        /// Nothing: an optional item is left empty.
        case skip
    }

    /// What a front does next, in the order in which the effects stand.
    public enum Effect: Hashable, Sendable {
        /// A committed or changed answer, to be made durable before anything that follows. Answers that a later change
        /// hides stay recorded; `resume` and `response` sort them out again.
        case record(VariableID, Answer)
        /// Show this item and wait.
        case ask(Item)
        /// The entry was not accepted and nothing changed: say why, and wait again.
        case invalid(Item, Problem)
        /// A check fired: say its text and send `confirm`. `returnsTo` is the question that has to be changed.
        case check(CheckID, isSoft: Bool, returnsTo: QuestionID?)
        /// There is nothing before the current item.
        case atStart
        /// It is over; `leave` has no ending.
        case finished(Disposition, EndingID?)
    }
}
