internal import SurveyModel

extension Formula {
    /// The formula with what is the same for everybody worked out, so that a pass of a loop holds only what can happen
    /// in it. Recursion is safe: the parser bounds the depth.
    var folded: Formula {
        switch self {
        case .and(let parts): return Self.joined(parts.map(\.folded), isAnd: true)
        case .or(let parts): return Self.joined(parts.map(\.folded), isAnd: false)
        case .not(let inner):
            let inner = inner.folded
            return inner.constantTruth.map { .literal(.yesno(!$0)) } ?? .not(inner)
        case .compare, .within:
            guard variables.isEmpty else { return self }
            switch truth(in: [Answer]()) {
            case .yes: return .literal(.yesno(true))
            case .no: return .literal(.yesno(false))
            case .unknown: return self
            }
        default: return self
        }
    }

    /// Whether it is plainly true or plainly false; nil if it depends on answers.
    var constantTruth: Bool? {
        if case .literal(.yesno(let truth)) = self { return truth }
        return nil
    }

    private static func joined(_ parts: [Formula], isAnd: Bool) -> Formula {
        if parts.contains(where: { $0.constantTruth == !isAnd }) { return .literal(.yesno(!isAnd)) }
        let open = parts.filter { $0.constantTruth == nil }
        guard let first = open.first else { return .literal(.yesno(isAnd)) }
        return open.count == 1 ? first : isAnd ? .and(open) : .or(open)
    }
}
