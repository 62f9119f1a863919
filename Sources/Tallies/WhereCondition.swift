package import SurveyModel

/// A `where` condition, made quick: parts that read one closed variable are looked up by the code of its
/// answer.
///
/// Only what cannot be looked up runs the evaluator, on the answers themselves.
package indirect enum WhereCondition: Sendable {
    /// The truth for each code of a variable.
    case table(Int, [Truth])
    case not(WhereCondition)
    case and([WhereCondition])
    case or([WhereCondition])
    /// What reads numbers, texts, sets, computed values or several variables at once.
    case formula(Formula)

    package init(_ formula: Formula, _ codings: [Coding?]) {
        switch formula {
        case .not(let inner): self = .not(Self(inner, codings))
        case .and(let parts): self = .and(parts.map { Self($0, codings) })
        case .or(let parts): self = .or(parts.map { Self($0, codings) })
        default:
            let read = Set(formula.variables)
            guard read.count <= 1 else {
                self = .formula(formula)
                return
            }
            guard let variable = read.first else {
                self = .table(-1, [formula.truth(in: [Answer]())])
                return
            }
            guard let coding = codings[variable.position], let answers = coding.answers else {
                self = .formula(formula)
                return
            }
            self = .table(
                variable.position, answers.map { formula.truth(in: OneAnswer(variable, $0)) })
        }
    }

    /// Whether it can need the answers themselves.
    var needsAnswers: Bool {
        switch self {
        case .table: false
        case .not(let inner): inner.needsAnswers
        case .and(let parts), .or(let parts): parts.contains(where: \.needsAnswers)
        case .formula: true
        }
    }

    /// The truth for a row; `answers` are computed at most when a formula is reached.
    package func truth(in codes: [Int32], _ answers: () -> [Answer]) -> Truth {
        switch self {
        case .table(let variable, let truths):
            return truths[variable < 0 ? 0 : Int(codes[variable])]
        case .not(let inner):
            return !inner.truth(in: codes, answers)
        case .and(let parts):
            var result = Truth.yes
            for part in parts {
                switch part.truth(in: codes, answers) {
                case .no: return .no
                case .unknown: result = .unknown
                case .yes: break
                }
            }
            return result
        case .or(let parts):
            var result = Truth.no
            for part in parts {
                switch part.truth(in: codes, answers) {
                case .yes: return .yes
                case .unknown: result = .unknown
                case .no: break
                }
            }
            return result
        case .formula(let formula):
            return formula.truth(in: answers())
        }
    }
}

extension Coding {
    /// The answer that each code stands for, where a code tells the whole answer.
    fileprivate var answers: [Answer]? {
        let values: [Answer]
        switch self {
        case .point(let low, let count): values = (0..<count).map { .answered(.number(low + $0)) }
        case .option(let count): values = (0..<count).map { .answered(.option($0)) }
        case .yesno: values = [.answered(.yesno(false)), .answered(.yesno(true))]
        case .options, .order, .number, .date, .time, .text: return nil
        }
        return values + Self.missingKinds.map(Answer.missing)
    }
}
