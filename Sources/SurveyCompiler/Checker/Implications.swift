internal import FoundationEssentials
internal import SurveyModel

extension Formula {
    /// The variables that must have an answer where the condition is true, or where it is false.
    ///
    /// A comparison is unknown if a side is, so it says of what it reads that it was answered.
    func answeredVariables(when truth: Bool) -> [VariableID] {
        var found: [VariableID] = []
        collectAnswered(when: truth, into: &found)
        return found
    }

    private func collectAnswered(when truth: Bool, into found: inout [VariableID]) {
        switch self {
        case .not(let inner): inner.collectAnswered(when: !truth, into: &found)
        case .and(let parts) where truth || parts.count == 1, .or(let parts) where !truth || parts.count == 1:
            for part in parts { part.collectAnswered(when: truth, into: &found) }
        case .compare(_, let left, let right):
            left.collectNeeded(into: &found)
            right.collectNeeded(into: &found)
        case .within(let inner, _), .contains(let inner, _), .matches(let inner, _):
            inner.collectNeeded(into: &found)
        case .variable(let id), .includes(let id, _): found.append(id)
        case .state(let id, nil) where truth: found.append(id)
        default: break
        }
    }

    /// The variables without which the value is unknown.
    private func collectNeeded(into found: inout [VariableID]) {
        switch self {
        case .variable(let id), .place(let id, _), .ranked(let id, _): found.append(id)
        case .arithmetic(_, let left, let right), .age(let left, let right):
            left.collectNeeded(into: &found)
            right.collectNeeded(into: &found)
        case .negate(let inner), .length(let inner), .round(let inner, _): inner.collectNeeded(into: &found)
        default: break
        }
    }
}

extension Checker {
    /// Whether a variable may lack an answer where the present statement stands, as far as that is cheap to see.
    func mayBeMissing(_ variable: VariableID) -> Bool {
        if knownAnswers[variable, default: 0] > 0 || variable == today { return false }
        guard let position = names.position(of: survey[variable].name) else { return true }
        let symbol = names.symbols[position]
        // One name in several arms: where it is read below them, one of them was usually taken.
        if symbol.declarationCount > 1 { return false }
        return symbol.mayBeMissing || !survey[variable].missing.isEmpty || !isOpen(symbol.arm)
    }

    /// Whether a computed value may be unknown.
    func mayBeUnknown(_ formula: Formula) -> Bool {
        switch formula {
        case .literal, .state, .size, .countTrue: false
        case .variable(let id), .includes(let id, _): mayBeMissing(id)
        // Not every option has a place, where fewer are ranked, and not every place an option, where fewer are offered.
        case .place, .ranked: true
        case .not(let inner), .negate(let inner), .length(let inner), .round(let inner, _),
            .within(let inner, _), .contains(let inner, _), .matches(let inner, _):
            mayBeUnknown(inner)
        case .age(let birth, let other): mayBeUnknown(birth) || mayBeUnknown(other)
        case .and(let parts), .or(let parts): parts.contains(where: mayBeUnknown)
        case .aggregate(let aggregate, let parts):
            aggregate == .mean ? parts.contains(where: mayBeUnknown) : parts.allSatisfy(mayBeUnknown)
        case .compare(_, let left, let right): mayBeUnknown(left) || mayBeUnknown(right)
        case .arithmetic(.divide, let left, .literal(.number(let divisor))) where divisor != 0:
            mayBeUnknown(left)
        case .arithmetic(.divide, _, _), .arithmetic(.remainder, _, _): true
        case .arithmetic(_, let left, let right): mayBeUnknown(left) || mayBeUnknown(right)
        }
    }

    /// Whether a block holds the present statement. The ids of open blocks rise.
    func isOpen(_ block: BlockID) -> Bool {
        var low = 0
        var high = openBlocks.count
        while low < high {
            let middle = (low + high) / 2
            if openBlocks[middle].id < block { low = middle + 1 } else { high = middle }
        }
        return low < openBlocks.count && openBlocks[low].id == block
    }
}
