internal import SurveyModel
internal import SurveySyntax

/// A line of a list, with the conditions of the `if` blocks around it.
enum GatheredLine {
    case option(OptionSyntax, conditions: [Formula])
    case label(LabelSyntax)

    var isLabel: Bool { if case .label = self { true } else { false } }

    var range: Range<Int> {
        switch self {
        case .option(let view, _): view.range
        case .label(let view): view.range
        }
    }
}

extension Checker {
    /// The most `if` blocks around a line of a list: each option repeats the conditions around it.
    private static let listDepthLimit = 16

    /// The lines of a list in order, out of the blocks they stand in; property lines go to `properties`.
    func gather(_ list: ListSyntax?, into properties: inout [PropertySyntax]) -> [GatheredLine] {
        guard let list else { return [] }
        var gathered: [GatheredLine] = []
        var open: [(lines: [ListLine], next: Int, conditions: [Formula])] = [(list.lines, 0, [])]
        while let top = open.last {
            guard top.next < top.lines.count else {
                open.removeLast()
                continue
            }
            open[open.count - 1].next += 1
            switch top.lines[top.next] {
            case .option(let view): gathered.append(.option(view, conditions: top.conditions))
            case .label(let view): gathered.append(.label(view))
            case .property(let view):
                if open.count > 1 { report(.propertyInListIf(view.word.spelling, at: view.range)) }
                properties.append(view)
            case .if(let view):
                let condition = view.condition.map { routingCondition($0) }
                guard top.conditions.count < Self.listDepthLimit else {
                    report(.listTooDeep(Self.listDepthLimit, at: view.syntax.firstToken?.range ?? view.range))
                    continue
                }
                open.append((view.list?.lines ?? [], 0, top.conditions + (condition.map { [$0] } ?? [])))
            case .group(let view):
                hasGroups = true
                report(.notInThisVersion(.group, at: view.syntax.firstToken?.range ?? view.range))
                open.append((view.list?.lines ?? [], 0, top.conditions))
            case .shuffle(let view):
                report(.notInThisVersion(.shuffleLines, at: view.syntax.firstToken?.range ?? view.range))
                open.append((view.list?.lines ?? [], 0, top.conditions))
            }
        }
        return gathered
    }

    /// Conditions around a line and its own, as one; nil if there is none.
    func joined(_ conditions: [Formula], _ own: ExpressionSyntax?) -> Formula? {
        let all = conditions + (own.map { [routingCondition($0)] } ?? [])
        return all.count > 1 ? .and(all) : all.first
    }
}
