internal import FoundationEssentials
internal import SurveyModel

/// How a condition without connectives is looked into.
enum Shape {
    /// It reads one plain variable, and is true or false for each cell of it.
    case single(VariableID)
    /// It compares options that are answers or places of rankings.
    case options
    /// It reads a few variables of few values: every combination is tried.
    case table([VariableID])
    /// A weighted sum is compared with 0.
    case sum(Formula.Comparison, LinearForm)
    /// A weighted sum of means, and perhaps of other things, is compared with 0.
    case means(Formula.Comparison, LinearForm)
    /// A mean of simple parts, or a least or a greatest of any, is compared with a number.
    case summary(Formula.Aggregate, [Formula], Formula.Comparison, Decimal)
    /// A number over variables of many values is compared with others.
    case value(Formula.Comparison, Formula, Decimal)
    /// It is the same as another.
    case same(Formula)
    /// It is not looked into.
    case free
}

/// What a survey says about its variables that decides how conditions are looked into.
struct Shapes {
    let survey: Survey
    /// For each variable its axis, if its domain is ordered.
    let axes: [Axis?]

    init(_ survey: Survey) {
        self.survey = survey
        axes = survey.variables.map { Axis($0.domain, in: survey) }
    }

    /// How many values a variable may have where each is a cell of its own.
    static let expandable = 128
    /// How many combinations a table may have.
    static let table = 4_096
    /// In how many ways several means may be of so many answers each.
    static let meanWays = 64
    /// How many values of one variable are tried, where a condition over it has no simpler form.
    static let tried = 2_048

    func axis(_ id: VariableID) -> Axis? { axes[id.position] }

    func isSmall(_ id: VariableID) -> Bool {
        switch survey[id].domain {
        case .yesno: true
        case .option(let list): survey[list].options.count <= Self.expandable
        default: axis(id)?.count.map { $0 <= Self.expandable } ?? false
        }
    }

    func isPlain(_ id: VariableID) -> Bool {
        switch survey[id].domain {
        case .option, .point, .yesno, .number, .date, .time, .text: true
        case .options, .order, .truth: false
        }
    }

    /// About how many answers a variable has.
    private func width(_ id: VariableID) -> Int {
        switch survey[id].domain {
        case .yesno: 3
        case .option(let list): survey[list].options.count + 2
        default: (axis(id)?.count ?? Self.table) + 2
        }
    }

    func shape(of formula: Formula) -> Shape {
        let variables = distinct(formula.variables)
        if let options = optionShape(formula) { return options }
        if variables.count == 1, isPlain(variables[0]), formula.readsAnswersOnly {
            if case .text = survey[variables[0]].domain { return .single(variables[0]) }
            return axis(variables[0]) == nil || cuts(of: formula, over: variables[0]) != nil
                ? .single(variables[0]) : .free
        }
        if case .within(let inner, let members) = formula {
            let parts = members.map { member -> Formula in
                switch member {
                case .value(let value): .compare(.equal, inner, .literal(value))
                case .range(let low, let high):
                    .and([
                        .compare(.greaterOrEqual, inner, .literal(low)),
                        .compare(.lessOrEqual, inner, .literal(high)),
                    ])
                }
            }
            return .same(.or(parts))
        }
        if case .compare(let comparison, let left, let right) = formula {
            if let shape = numericShape(comparison, left, right) { return shape }
        }
        let isTable =
            variables.allSatisfy { isPlain($0) && isSmall($0) } && formula.readsAnswersOnly
            && variables.reduce(1) { min(Self.table + 1, $0 * width($1)) } <= Self.table
        if isTable { return .table(variables) }
        if case .compare(let comparison, let left, let right) = formula {
            if case .literal(let value) = right, let number = value.ordinalNumber,
                variables.allSatisfy({ axis($0) != nil }), left.isArithmetic
            {
                return .value(comparison, left, number)
            }
            if case .literal(let value) = left, let number = value.ordinalNumber,
                variables.allSatisfy({ axis($0) != nil }), right.isArithmetic
            {
                return .value(comparison.mirrored, right, number)
            }
        }
        return .free
    }

    private func optionShape(_ formula: Formula) -> Shape? {
        func isTerm(_ formula: Formula) -> Bool {
            switch formula {
            case .ranked, .literal(.option): return true
            case .variable(let id): if case .option = survey[id].domain { return true } else { return false }
            default: return false
            }
        }
        switch formula {
        case .compare(.equal, let left, let right), .compare(.notEqual, let left, let right):
            guard isTerm(left), isTerm(right) else { return nil }
            if case .literal = left, case .literal = right { return nil }
            return .options
        case .within(let inner, _): return isTerm(inner) ? .options : nil
        default: return nil
        }
    }

    private func numericShape(
        _ comparison: Formula.Comparison, _ left: Formula, _ right: Formula
    ) -> Shape? {
        guard let leftForm = LinearForm(left), let rightForm = LinearForm(right) else { return nil }
        let form = leftForm.plus(rightForm.times(-1))
        if form.terms.isEmpty { return nil }
        if form.terms.count == 1, form.terms[0].weight != 0,
            case .aggregate(let aggregate, let parts) = form.terms[0].atom, aggregate != .sum
        {
            guard aggregate != .mean || parts.allSatisfy({ simplePart($0) != nil }) else { return .free }
            let bound = -form.constant / form.terms[0].weight
            guard bound.isFinite, bound * form.terms[0].weight == -form.constant else { return .free }
            return .summary(
                aggregate, parts, form.terms[0].weight < 0 ? comparison.mirrored : comparison, bound)
        }
        if form.terms.allSatisfy({ isSummable($0.atom) }) {
            if let plain = form.plainVariables, plain.count == 2,
                width(plain[0]) * width(plain[1]) <= 400
            {
                return .table(plain)
            }
            return .sum(comparison, form)
        }
        if let ways = meanWays(form), ways <= Self.meanWays { return .means(comparison, form) }
        if let plain = form.plainVariables, plain.allSatisfy({ axis($0) != nil }) {
            // The variables on one side, in a fixed order, so that what is looked at several times is one thing.
            let sorted = form.terms.sorted { left, right in
                guard case .variable(let first) = left.atom, case .variable(let second) = right.atom else {
                    return false
                }
                return first < second
            }
            let lead = sorted.first { $0.weight != 0 }?.weight ?? 1
            let flips = lead < 0
            var sum: Formula?
            for term in sorted {
                guard case .variable(let id) = term.atom else { return nil }
                let weight = flips ? -term.weight : term.weight
                let part = Formula.arithmetic(.multiply, .literal(.number(weight)), .variable(id))
                sum = sum.map { .arithmetic(.add, $0, part) } ?? part
            }
            guard let sum else { return nil }
            return .value(
                flips ? comparison.mirrored : comparison, sum, flips ? form.constant : -form.constant)
        }
        return nil
    }

    /// In how many ways the means of a sum can be of so many answers each; nil where there is something else in it.
    private func meanWays(_ form: LinearForm) -> Int? {
        var ways = 1
        for term in form.terms {
            if case .aggregate(.mean, let parts) = term.atom {
                guard !parts.isEmpty, parts.count <= 12, parts.allSatisfy({ simplePart($0) != nil }) else {
                    return nil
                }
                ways = min(Self.meanWays + 1, ways * parts.count)
            } else if !isSummable(term.atom) {
                return nil
            }
        }
        return ways
    }

    private func isSummable(_ atom: LinearForm.Atom) -> Bool {
        switch atom {
        case .variable(let id): axis(id) != nil && isSmall(id)
        case .count, .size, .place: true
        case .aggregate(.sum, let parts):
            parts.allSatisfy { part in simplePart(part).map { isSmall($0.variable) } ?? false }
        case .aggregate: false
        }
    }

    /// A part of a summary that is a variable, or a variable turned: `factor * variable + constant`.
    func simplePart(_ part: Formula) -> (variable: VariableID, factor: Decimal, constant: Decimal)? {
        switch part {
        case .variable(let id):
            return axis(id) != nil && isSmall(id) ? (id, 1, 0) : nil
        case .arithmetic(_, .literal, .variable):
            guard let form = LinearForm(part), form.terms.count == 1,
                case .variable(let id) = form.terms[0].atom, isSmall(id), axis(id) != nil
            else { return nil }
            return (id, form.terms[0].weight, form.constant)
        default: return nil
        }
    }
}

extension Shapes {
    /// Where the truth of a condition over one ordered variable may change: at each cut a new cell begins. Nil where that is
    /// not known.
    func cuts(of formula: Formula, over id: VariableID) -> Set<Int>? {
        guard let axis = axis(id) else { return nil }
        if let direct = directCuts(formula, id, axis) { return direct }
        if let count = axis.count, let low = axis.low, count <= Self.tried {
            var cuts: Set<Int> = []
            var last: Truth?
            for ordinal in low..<low + count {
                let truth = formula.truth(in: OneAnswer(id, .answered(axis.value(ordinal))))
                if truth != last { cuts.insert(ordinal) }
                last = truth
            }
            return cuts
        }
        return solvedCuts(formula, id, axis)
    }

    private func directCuts(_ formula: Formula, _ id: VariableID, _ axis: Axis) -> Set<Int>? {
        switch formula {
        case .compare(_, .variable(id), .literal(let value)), .compare(_, .literal(let value), .variable(id)):
            return cuts(around: value, axis)
        case .within(.variable(id), let members):
            var found: Set<Int> = []
            for member in members {
                switch member {
                case .value(let value): found.formUnion(cuts(around: value, axis))
                case .range(let low, let high):
                    found.formUnion(cuts(around: low, axis))
                    found.formUnion(cuts(around: high, axis))
                }
            }
            return found
        default: return nil
        }
    }

    /// Below a value, the value itself, and above it.
    private func cuts(around value: Value, _ axis: Axis) -> Set<Int> {
        if let exact = axis.ordinal(of: value, rounding: .none) { return [exact, exact + 1] }
        return axis.ordinal(of: value, rounding: .up).map { [$0] } ?? []
    }

    /// The cuts of a comparison whose one side rises or falls with the variable, found by halving.
    private func solvedCuts(_ formula: Formula, _ id: VariableID, _ axis: Axis) -> Set<Int>? {
        guard case .compare(_, let left, let right) = formula else { return nil }
        let side: Formula
        let bound: Formula
        if right.variables.isEmpty {
            (side, bound) = (left, right)
        } else if left.variables.isEmpty {
            (side, bound) = (right, left)
        } else {
            guard let left = LinearForm(left), let right = LinearForm(right) else { return nil }
            return linearCuts(left.plus(right.times(-1)), axis)
        }
        if let form = LinearForm(formula.difference) { return linearCuts(form, axis) }
        guard side.isMonotone, let target = bound.value(in: [])?.ordinalNumber else { return nil }
        func number(_ ordinal: Int) -> Decimal? {
            side.value(in: OneAnswer(id, .answered(axis.value(ordinal))))?.ordinalNumber
        }
        let low = axis.low ?? -Axis.reach
        let high = axis.high ?? Axis.reach
        guard low < high, let first = number(low), let last = number(high) else { return nil }
        /// The first ordinal at which the side has passed the target.
        func crossing(_ isPast: (Decimal) -> Bool) -> Int? {
            guard !isPast(first), isPast(last) else { return nil }
            var below = low
            var past = high
            while past - below > 1 {
                let middle = below + (past - below) / 2
                guard let value = number(middle) else { return nil }
                if isPast(value) { past = middle } else { below = middle }
            }
            return past
        }
        let rises = first <= last
        let cuts = [
            crossing { rises ? $0 >= target : $0 <= target },
            crossing { rises ? $0 > target : $0 < target },
        ]
        return Set(cuts.compactMap(\.self))
    }

    private func linearCuts(_ form: LinearForm, _ axis: Axis) -> Set<Int>? {
        guard form.terms.count == 1, form.terms[0].weight != 0 else { return [] }
        let root = -form.constant / form.terms[0].weight * Decimal(axis.scale)
        guard root.isFinite, root.magnitude < Decimal(Axis.reach),
            let whole = root.truncated(toDecimals: 0).exactInt
        else { return root.isFinite ? [] : nil }
        // The root lies within one of these, wherever rounding puts it.
        return [whole - 1, whole, whole + 1, whole + 2]
    }
}

/// The elements in order, without repetitions.
func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
    if elements.count < 2 { return elements }
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
}

extension Value {
    /// The number of a number, a day or a time of day.
    var ordinalNumber: Decimal? {
        switch self {
        case .number(let number): number
        case .date(let day): Decimal(day.number)
        case .time(let time): Decimal(time.minutes)
        case .option, .options, .order, .text, .yesno: nil
        }
    }
}

extension Formula {
    /// Whether it reads answers as they are, and none by way of sets, orders or conditions of its own.
    var readsAnswersOnly: Bool {
        var open = [self]
        while let next = open.popLast() {
            switch next {
            case .countTrue, .size, .place, .ranked, .includes: return false
            default: open += next.parts
            }
        }
        return true
    }

    /// Whether it is made of sums, differences, products and the like.
    var isArithmetic: Bool {
        switch self {
        case .literal(let value): value.ordinalNumber != nil
        case .variable: true
        case .negate(let inner), .round(let inner, _): inner.isArithmetic
        case .arithmetic(.add, let left, let right), .arithmetic(.subtract, let left, let right),
            .arithmetic(.multiply, let left, let right), .age(let left, let right):
            left.isArithmetic && right.isArithmetic
        default: false
        }
    }

    /// Whether it only rises or only falls with the one variable that it reads.
    var isMonotone: Bool {
        switch self {
        case .variable: true
        case .negate(let inner), .round(let inner, _): inner.isMonotone
        case .age(let birth, let other):
            birth.variables.isEmpty ? other.isMonotone : other.variables.isEmpty && birth.isMonotone
        case .arithmetic(.add, let left, let right), .arithmetic(.subtract, let left, let right),
            .arithmetic(.multiply, let left, let right):
            left.variables.isEmpty ? right.isMonotone : right.variables.isEmpty && left.isMonotone
        case .arithmetic(.divide, let left, let right): right.variables.isEmpty && left.isMonotone
        default: false
        }
    }

    /// The difference of the sides of a comparison; itself where it is none.
    var difference: Formula {
        guard case .compare(_, let left, let right) = self else { return self }
        return .arithmetic(.subtract, left, right)
    }
}
