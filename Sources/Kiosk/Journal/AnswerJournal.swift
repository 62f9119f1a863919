public import Interview
public import SurveyModel

/// Where a front writes what must not be lost.
///
/// Every call is durable when it returns, or throws: a front shows the next question, or "thank you", only after.
public protocol AnswerJournal {
    /// Whether anything is kept, so that a front does not promise what is not true.
    var keepsAnswers: Bool { get }
    /// Records a committed, changed or cleared answer, or an arm that was drawn. The first answer begins the interview.
    mutating func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) throws
    /// Ends the interview with its response. Once; later calls do nothing.
    mutating func finish(_ interview: Interview, state: Disposition) throws
}

/// A journal that keeps nothing: for trying a survey out.
public struct NoJournal: AnswerJournal {
    /// Makes a journal that keeps nothing.
    public init() {}
    /// Nothing is kept.
    public var keepsAnswers: Bool { false }
    /// Does nothing.
    public mutating func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) {}
    /// Does nothing.
    public mutating func finish(_ interview: Interview, state: Disposition) {}
}
