internal import SurveyModel

/// What was worded for one state of an interview, so that a key that only moves the focus words nothing again.
///
/// It belongs to an interview that does not change, in one language; whoever changes either begins another one.
final class Said {
    /// Labels of options.
    var labels: [Label: String] = [:]
    /// The lines above the question, for a width.
    var head: [HeadSize: [Picture.Line]] = [:]
    /// The lines of the question and its page, for a width.
    var question: [HeadSize: [Picture.Line]] = [:]

    /// An option of a question.
    struct Label: Hashable {
        var question: QuestionID
        var option: Int
    }

    /// What lines depend on beside the interview.
    struct HeadSize: Hashable {
        var width: Int
        var isTall: Bool
    }
}
