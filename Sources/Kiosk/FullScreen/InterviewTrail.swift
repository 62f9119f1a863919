internal import SurveyModel

/// What happened in an interview, for an audit trail: never what was answered.
enum InterviewTrail: Hashable, Sendable {
    /// A question came onto the screen.
    case entered(QuestionID)
    /// An answer to it was committed.
    case answered(QuestionID)
    /// An entry was refused, for a reason by its name.
    case refused(QuestionID, kind: String)
    /// The respondent went back from it.
    case wentBack(QuestionID)
    /// A check fired.
    case checked(CheckID)
    /// The language was changed.
    case language(String)
}
