internal import FoundationEssentials
internal import SurveyModel

/// What the field of an imported variable becomes.
enum TripleSTarget: Hashable, Sendable {
    /// What makes the id of a response.
    case serial
    /// A part of the response that a file of ours has: `id`, `started_date`.
    case head(String)
    /// The answer to a variable of the survey.
    case answer(String, TripleSAnswerKind)
    /// Nothing; the remarks say why.
    case ignored
}

/// How an answer is read from a field.
enum TripleSAnswerKind: Hashable, Sendable {
    /// An option, by its code.
    case option([String: Int], missing: [String: Missing])
    /// Options, by their codes.
    case set([String: Int], missing: [String: Missing])
    /// A number or a point of a scale.
    case number(missing: [Decimal: Missing])
    case yesno
    /// A text, whose line breaks are kept or stand as spaces.
    case text(hasLines: Bool)
    case date
    case time
}

extension TripleSDefinitions.Variable {
    /// A code as it is compared: numbers without the zeros and spaces before them.
    func canonical(_ code: String) -> String {
        let code = code.trimmed
        return isLiteral ? code : Int(code).map(String.init) ?? code
    }

    /// The columns or fields, as people say them.
    var place: String { start == finish ? "\(start)" : "\(start)-\(finish)" }
}
