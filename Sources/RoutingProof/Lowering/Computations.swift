internal import FoundationEssentials
internal import SurveyModel

// Numbers over variables of many values, and conditions that are not looked into: inputs of their own.

extension Lowering {
    /// How many combinations of cells are looked at to see which values a computation can have.
    private static let combinations = 256

    /// A computation over variables of many values, compared with a number: an input that is cut where it is compared.
    ///
    /// Which of its cells are permitted follows from the cells of its variables. That is less than the whole truth where
    /// the same variables stand in several computations, so the input may be inexact.
    mutating func value(
        _ comparison: Formula.Comparison, _ computation: Formula, _ bound: Decimal
    ) -> Truths? {
        guard let place = needs.thresholds[computation]?.sorted() else { return nil }
        guard let threshold = place.firstIndex(of: bound) else { return nil }
        let input: InputID
        if let known = values[computation] {
            input = known
        } else {
            let variables = distinct(computation.variables)
            let isMade = builder.and(variables.map { isAnswered($0) })
            if isMade == .never { return .unknown }
            let index = builder.computation(Computation(computation, thresholds: place))
            input = builder.input(
                Input(
                    .value(index), cells: (0...2 * place.count).map { Cell(.index($0), size: nil) },
                    isMade: isMade, isExact: isExact(computation, variables)))
            permit(input, computation, variables, place)
            builder.then(.choose(input))
            let violated = forbidden(input, isMade)
            keep(builder.not(violated), nil)
            values[computation] = input
        }
        var cells: (yes: [Int], no: [Int]) = ([], [])
        for cell in 0...2 * place.count {
            let isAtLeast = cell >= 2 * threshold + 1
            let isAtMost = cell <= 2 * threshold + 1
            if comparison.holds(isAtLeast: isAtLeast, isAtMost: isAtMost) {
                cells.yes.append(cell)
            } else {
                cells.no.append(cell)
            }
        }
        let isMade = builder.program[input].isMade
        return Truths(
            isTrue: builder.and(isMade, builder.cell(input, cells.yes)),
            isFalse: builder.and(isMade, builder.cell(input, cells.no)))
    }

    /// Whether every permitted cell can be met whatever else is answered: nothing else looks at the variables, and each
    /// value may take the computation anywhere.
    private func isExact(_ computation: Formula, _ variables: [VariableID]) -> Bool {
        guard let form = LinearForm(computation), form.terms.allSatisfy({ $0.weight.magnitude == 1 }) else {
            return false
        }
        return variables.allSatisfy { id in
            let need = needs.variables[id.position]
            guard case .date = survey[id].domain else {
                if case .time = survey[id].domain { return false }
                return false
            }
            return need.computations.count == 1 && need.cuts.isEmpty && !need.isExpanded
        }
    }

    /// Permits the cells that the cells of the variables allow.
    private mutating func permit(
        _ input: InputID, _ computation: Formula, _ variables: [VariableID], _ thresholds: [Decimal]
    ) {
        struct Box {
            var fact = FactID.always
            var ranges: [VariableID: Span] = [:]
        }
        var boxes = [Box()]
        for id in variables {
            guard let axis = shapes.axis(id) else { return }
            var choices: [(FactID, Span)] = []
            for source in readings[id.position].sources {
                let cells: InputID
                switch source.kind {
                case .plain(let plain): cells = plain
                case .amount(_, let amount?): cells = amount
                default: return
                }
                for (place, cell) in builder.program[cells].cells.enumerated() {
                    guard let span = axis.span(of: cell.content) else { continue }
                    let here = builder.cell(cells, [place])
                    let fact =
                        readings[id.position].sources.count > 1 ? builder.and(source.isAsked, here) : here
                    choices.append((fact, span))
                }
            }
            guard boxes.count * choices.count <= Self.combinations else { return }
            boxes = boxes.flatMap { box in
                choices.map { choice in
                    var box = box
                    box.fact = builder.and(box.fact, choice.0)
                    box.ranges[id] = choice.1
                    return box
                }
            }
        }
        var permitted = [[FactID]](repeating: [], count: 2 * thresholds.count + 1)
        for box in boxes {
            guard var span = computation.span(over: box.ranges) else { return }
            clip(&span, computation)
            for cell in permitted.indices where span.meets(cell: cell, of: thresholds) {
                permitted[cell].append(box.fact)
            }
        }
        for (cell, facts) in permitted.enumerated() {
            builder.permit(input, cell: cell, where: facts.count == boxes.count ? .always : builder.or(facts))
        }
    }

    /// A date that is bounded by the day of the interview: how far it lies from it.
    private func clip(_ span: inout Span, _ computation: Formula) {
        guard let today = survey.today, let form = LinearForm(computation), form.terms.count == 2 else {
            return
        }
        guard let own = form.terms.first(where: { $0.atom == .variable(today) }),
            let other = form.terms.first(where: { $0.atom != .variable(today) }),
            case .variable(let id) = other.atom, own.weight == -other.weight,
            case .date(let rule) = survey[id].domain
        else { return }
        // The other date less today, times its weight.
        var low: Decimal?
        var high: Decimal?
        if case .today(let offset)? = rule.low { low = Decimal(offset) }
        if case .today(let offset)? = rule.high { high = Decimal(offset) }
        let weight = other.weight
        if weight > 0 {
            span.raise(low.map { $0 * weight })
            span.lower(high.map { $0 * weight })
        } else {
            span.raise(high.map { $0 * weight })
            span.lower(low.map { $0 * weight })
        }
    }

    /// A condition that is not looked into: true, false or unknown as it likes, where what it needs was answered.
    mutating func free(_ formula: Formula) -> Truths {
        let input: InputID
        if let known = frees[formula] {
            input = known
        } else {
            let all = distinct(formula.variables)
            let asked = all.map { builder.not(state(of: $0, .notAsked)) }
            let isMade =
                formula.toleratesMissing ? builder.or(asked) : builder.and(all.map { isAnswered($0) })
            if isMade == .never { return Truths(formula.truth(in: [])) }
            let index = builder.computation(Computation(formula))
            // Unknown is a third cell: division by zero, a part that is missing.
            input = builder.input(
                Input(
                    .truth(index), cells: (0..<3).map { Cell(.index($0), size: nil) }, isMade: isMade,
                    isExact: false))
            builder.then(.choose(input))
            frees[formula] = input
        }
        let isMade = builder.program[input].isMade
        var truths = Truths(
            isTrue: builder.and(isMade, builder.cell(input, [1])),
            isFalse: builder.and(isMade, builder.cell(input, [0])))
        switch formula.truth(in: []) {
        case .yes: truths.isTrue = builder.or(truths.isTrue, builder.not(isMade))
        case .no: truths.isFalse = builder.or(truths.isFalse, builder.not(isMade))
        case .unknown: break
        }
        return truths
    }
}

/// All numbers from one to another; nil is open.
struct Span {
    var low: Decimal?
    var high: Decimal?

    mutating func raise(_ bound: Decimal?) {
        if let bound { low = low.map { max($0, bound) } ?? bound }
    }

    mutating func lower(_ bound: Decimal?) {
        if let bound { high = high.map { min($0, bound) } ?? bound }
    }

    /// Whether one of its numbers falls into a cell between thresholds.
    func meets(cell: Int, of thresholds: [Decimal]) -> Bool {
        if let low, let high, low > high { return false }
        if cell % 2 == 1 {
            let threshold = thresholds[cell / 2]
            return (low.map { $0 <= threshold } ?? true) && (high.map { $0 >= threshold } ?? true)
        }
        if cell / 2 > 0, let high, high <= thresholds[cell / 2 - 1] { return false }
        if cell / 2 < thresholds.count, let low, low >= thresholds[cell / 2] { return false }
        return true
    }
}

extension Axis {
    /// The numbers of a cell; nil for a missing kind.
    fileprivate func span(of content: Cell.Content) -> Span? {
        switch content {
        case .values(let values):
            let numbers = values.compactMap(\.ordinalNumber)
            guard let low = numbers.min(), let high = numbers.max() else { return nil }
            return Span(low: low, high: high)
        case .range(let low, let high): return Span(low: low?.ordinalNumber, high: high?.ordinalNumber)
        case .missing: return nil
        case .answered, .index: return Span(low: nil, high: nil)
        }
    }
}

extension Formula {
    /// Where a number lies if its variables lie in these spans; nil where that is not known.
    fileprivate func span(over ranges: [VariableID: Span]) -> Span? {
        switch self {
        case .literal(let value): return value.ordinalNumber.map { Span(low: $0, high: $0) }
        case .variable(let id): return ranges[id]
        case .negate(let inner):
            return inner.span(over: ranges).map { Span(low: $0.high.map { -$0 }, high: $0.low.map { -$0 }) }
        case .round(let inner, let decimals):
            return inner.span(over: ranges).map {
                Span(
                    low: $0.low.map { $0.rounded(toDecimals: decimals) },
                    high: $0.high.map { $0.rounded(toDecimals: decimals) })
            }
        case .arithmetic(let operation, let left, let right):
            guard let left = left.span(over: ranges), let right = right.span(over: ranges) else { return nil }
            switch operation {
            case .add: return Span(low: left.low.plus(right.low), high: left.high.plus(right.high))
            case .subtract:
                return Span(
                    low: left.low.plus(right.high.map { -$0 }), high: left.high.plus(right.low.map { -$0 }))
            case .multiply:
                guard let a = left.low, let b = left.high, let c = right.low, let d = right.high else {
                    if let a = left.low, a == left.high { return right.times(a) }
                    if let c = right.low, c == right.high { return left.times(c) }
                    return Span(low: nil, high: nil)
                }
                let corners = [a * c, a * d, b * c, b * d]
                guard corners.allSatisfy(\.isFinite) else { return Span(low: nil, high: nil) }
                return Span(low: corners.min(), high: corners.max())
            case .divide, .remainder: return Span(low: nil, high: nil)
            }
        case .age(let birth, let other):
            guard let birth = birth.span(over: ranges), let other = other.span(over: ranges) else {
                return nil
            }
            func years(_ from: Decimal?, _ to: Decimal?) -> Decimal? {
                guard let from = from?.exactInt, let to = to?.exactInt else { return nil }
                return Decimal(CalendarDay(number: from).years(until: CalendarDay(number: to)))
            }
            return Span(low: years(birth.high, other.low), high: years(birth.low, other.high))
        default: return nil
        }
    }
}

extension Span {
    fileprivate func times(_ factor: Decimal) -> Span {
        let ends = (low.map { $0 * factor }, high.map { $0 * factor })
        return factor < 0
            ? Span(low: ends.1, high: ends.0)
            : factor == 0 ? Span(low: 0, high: 0) : Span(low: ends.0, high: ends.1)
    }
}

extension Decimal? {
    fileprivate func plus(_ other: Decimal?) -> Decimal? {
        guard let self, let other else { return nil }
        return self + other
    }
}
