internal import FoundationEssentials
internal import SurveyModel

// Comparisons of sums and of summaries.

extension Lowering {
    /// A weighted sum compared with 0. Nil where the numbers are too large to be added.
    mutating func sum(_ comparison: Formula.Comparison, _ form: LinearForm) -> Truths? {
        var scale = 1
        for term in form.terms {
            guard let fine = fineness(of: term) else { return nil }
            scale = max(scale, fine)
        }
        guard form.constant.fractionDigits <= 9 else { return nil }
        scale = max(scale, Self.power(form.constant.fractionDigits))
        guard let constant = whole(form.constant, scale) else { return nil }
        var terms: [Sum.Term] = []
        var known: [FactID] = []
        for term in form.terms {
            switch term.atom {
            case .variable(let id):
                guard let added = self.terms(of: id, factor: term.weight, scale: scale) else { return nil }
                terms += added
                known.append(isAnswered(id))
            case .count(let parts):
                guard let weight = whole(term.weight, scale) else { return nil }
                for part in parts { terms.append(Sum.Term(weight, when: truths(part).isTrue)) }
            case .size(let id):
                guard let weight = whole(term.weight, scale) else { return nil }
                terms += sizeTerms(of: id, weight: weight)
            case .place(let id, let option):
                guard let weight = whole(term.weight, scale) else { return nil }
                let place = placeTerms(of: id, option, weight: weight)
                terms += place.terms
                known.append(place.isKnown)
            case .aggregate(_, let parts):
                var answered: [FactID] = []
                for part in parts {
                    guard let simple = shapes.simplePart(part),
                        let added = self.terms(
                            of: simple.variable, factor: term.weight * simple.factor, scale: scale),
                        let constant = whole(term.weight * simple.constant, scale)
                    else { return nil }
                    let isAnswered = isAnswered(simple.variable)
                    terms += added
                    if constant != 0 { terms.append(Sum.Term(constant, when: isAnswered)) }
                    answered.append(isAnswered)
                }
                known.append(builder.or(answered))
            }
        }
        return compared(comparison, terms, constant, isKnown: builder.and(known))
    }

    /// A mean, a least or a greatest of parts compared with a number.
    mutating func summary(
        _ aggregate: Formula.Aggregate, _ parts: [Formula], _ comparison: Formula.Comparison, _ bound: Decimal
    ) -> Truths? {
        switch aggregate {
        case .sum: return nil
        case .mean:
            var variables: [(id: VariableID, factor: Decimal, constant: Decimal)] = []
            for part in parts {
                guard let simple = shapes.simplePart(part) else { return nil }
                variables.append((simple.variable, simple.factor, simple.constant))
            }
            let answered = variables.map { isAnswered($0.id) }
            // The parts less the bound, added up where they were answered; and at least half of what was offered.
            var scale = 1
            for part in variables {
                guard let fine = fineness(of: .init(weight: part.factor, atom: .variable(part.id))) else {
                    return nil
                }
                scale = max(scale, fine, Self.power(min(9, (part.constant - bound).fractionDigits)))
            }
            var terms: [Sum.Term] = []
            for (part, isAnswered) in zip(variables, answered) {
                guard let added = self.terms(of: part.id, factor: part.factor, scale: scale),
                    let constant = whole(part.constant - bound, scale)
                else { return nil }
                terms += added
                if constant != 0 { terms.append(Sum.Term(constant, when: isAnswered)) }
            }
            let half = builder.and(builder.or(answered), isHalf(parts, answered))
            return compared(comparison, terms, 0, isKnown: half)
        case .min, .max:
            // Whether some part is so, by part: the greatest is at least a bound where some part is.
            let answered = parts.map { isKnown($0) }
            var atLeast: [FactID] = []
            var atMost: [FactID] = []
            for part in parts {
                atLeast.append(truths(.compare(.greaterOrEqual, part, .literal(.number(bound)))).isTrue)
                atMost.append(truths(.compare(.lessOrEqual, part, .literal(.number(bound)))).isTrue)
            }
            func all(_ facts: [FactID]) -> FactID {
                builder.and(zip(facts, answered).map { builder.or($0, builder.not($1)) })
            }
            let some = builder.or(answered)
            let isAtLeast = aggregate == .max ? builder.or(atLeast) : all(atLeast)
            let isAtMost = aggregate == .max ? all(atMost) : builder.or(atMost)
            return truths(comparison, isAtLeast: isAtLeast, isAtMost: isAtMost, isKnown: some)
        }
    }

    /// A weighted sum of means compared with 0: for each number of answers that each mean may be of, a sum by itself.
    mutating func means(_ comparison: Formula.Comparison, _ form: LinearForm) -> Truths? {
        struct Mean {
            var weight: Decimal
            var parts: [Formula]
            var answered: [FactID]
        }
        var others = form
        others.terms = []
        var means: [Mean] = []
        var known: [FactID] = []
        for term in form.terms {
            if case .aggregate(.mean, let parts) = term.atom {
                let answered = parts.map { isKnown($0) }
                means.append(Mean(weight: term.weight, parts: parts, answered: answered))
                known.append(builder.and(builder.or(answered), isHalf(parts, answered)))
            } else {
                others.terms.append(term)
            }
        }
        // What all numbers of answers divide.
        let whole = means.reduce(1) { whole, mean in
            (1...mean.parts.count).reduce(whole) { $0 / Self.divisor($0, $1) * $1 }
        }
        var ways: [[Int]] = [[]]
        for mean in means { ways = ways.flatMap { way in (1...mean.parts.count).map { way + [$0] } } }
        var isTrue: [FactID] = []
        var isFalse: [FactID] = []
        for way in ways {
            var sum = others.times(Decimal(whole))
            var isSo: [FactID] = known
            for (mean, count) in zip(means, way) {
                let factor = mean.weight * Decimal(whole / count)
                sum = sum.plus(LinearForm(summing: mean.parts, weight: factor))
                let counted = mean.answered.map { Sum.Term(1, when: $0) }
                let turned = mean.answered.map { Sum.Term(-1, when: $0) }
                isSo.append(builder.sum(counted, atLeast: count))
                isSo.append(builder.sum(turned, atLeast: -count))
            }
            guard let truths = self.sum(comparison, sum) else { return nil }
            let isHere = builder.and(isSo)
            isTrue.append(builder.and(isHere, truths.isTrue))
            isFalse.append(builder.and(isHere, truths.isFalse))
        }
        return Truths(isTrue: builder.or(isTrue), isFalse: builder.or(isFalse))
    }

    private static func divisor(_ first: Int, _ second: Int) -> Int {
        var (first, second) = (first, second)
        while second != 0 { (first, second) = (second, first % second) }
        return first
    }

    private mutating func compared(
        _ comparison: Formula.Comparison, _ terms: [Sum.Term], _ constant: Int, isKnown: FactID
    ) -> Truths? {
        var magnitude = constant.magnitude
        for term in terms {
            let (sum, overflows) = magnitude.addingReportingOverflow(
                term.weights.map(\.magnitude).max() ?? 0)
            guard !overflows, sum < UInt(Int.max) / 4 else { return nil }
            magnitude = sum
        }
        let turned = terms.map { term -> Sum.Term in
            var term = term
            term.weights = term.weights.map { -$0 }
            return term
        }
        let isAtLeast =
            comparison == .lessOrEqual || comparison == .greater
            ? FactID.always : builder.sum(terms, atLeast: -constant)
        let isAtMost =
            comparison == .greaterOrEqual || comparison == .less
            ? FactID.always : builder.sum(turned, atLeast: constant)
        return truths(comparison, isAtLeast: isAtLeast, isAtMost: isAtMost, isKnown: isKnown)
    }

    private mutating func truths(
        _ comparison: Formula.Comparison, isAtLeast: FactID, isAtMost: FactID, isKnown: FactID
    ) -> Truths {
        let both = builder.and(isAtLeast, isAtMost)
        let holds: FactID =
            switch comparison {
            case .equal: both
            case .notEqual: builder.not(both)
            case .less: builder.not(isAtLeast)
            case .lessOrEqual: isAtMost
            case .greater: builder.not(isAtMost)
            case .greaterOrEqual: isAtLeast
            }
        return Truths(
            isTrue: builder.and(isKnown, holds), isFalse: builder.and(isKnown, builder.not(holds)))
    }

    // MARK: Terms

    /// The terms of an ordered variable, each value times the factor and the scale.
    private mutating func terms(of id: VariableID, factor: Decimal, scale: Int) -> [Sum.Term]? {
        guard let axis = shapes.axis(id) else { return nil }
        var terms: [Sum.Term] = []
        for source in readings[id.position].sources {
            let input: InputID
            var isCounted = source.isAsked
            switch source.kind {
            case .plain(let plain): input = plain
            case .amount(let status, let amount):
                guard let amount else { return nil }
                input = amount
                isCounted = builder.and(isCounted, cells(of: status) { !$0.isMissing })
            case .set, .order, .computed, .truth: return nil
            }
            var weights: [Int] = []
            for cell in builder.program[input].cells {
                switch cell.content {
                case .values(let values) where values.count == 1:
                    guard let ordinal = axis.ordinal(of: values[0], rounding: .none),
                        let weight = whole(Decimal(ordinal) / Decimal(axis.scale) * factor, scale)
                    else { return nil }
                    weights.append(weight)
                case .missing: weights.append(0)
                case .values, .range, .answered, .index: return nil
                }
            }
            terms.append(Sum.Term(input, weights: weights, when: isCounted))
        }
        return terms
    }

    mutating func sizeTerms(of id: VariableID, weight: Int) -> [Sum.Term] {
        var terms: [Sum.Term] = []
        for source in readings[id.position].sources {
            switch source.kind {
            case .set(let status, let members, let others):
                for member in distinct(members) { terms.append(Sum.Term(weight, when: member)) }
                if let others {
                    let isAnswered = builder.and(source.isAsked, cells(of: status) { !$0.isMissing })
                    let count = builder.program[others].cells.count
                    terms.append(
                        Sum.Term(others, weights: (0..<count).map { $0 * weight }, when: isAnswered))
                }
            case .order(_, _, let members):
                for member in members { terms.append(Sum.Term(weight, when: member)) }
            case .plain, .amount, .computed, .truth: continue
            }
        }
        return terms
    }

    private mutating func placeTerms(
        of id: VariableID, _ option: Int, weight: Int
    ) -> (terms: [Sum.Term], isKnown: FactID) {
        var terms: [Sum.Term] = []
        var known: [FactID] = []
        for source in readings[id.position].sources {
            guard case .order(let status, let places, _) = source.kind else { continue }
            let isAnswered = builder.and(source.isAsked, cells(of: status) { !$0.isMissing })
            for (place, input) in places.enumerated() {
                let isHere = builder.and(
                    isAnswered, builder.program[input].isMade, cells(of: input) { $0.holds(option) })
                terms.append(Sum.Term((place + 1) * weight, when: isHere))
                known.append(isHere)
            }
        }
        return (terms, builder.or(known))
    }

    // MARK: Scales

    private static func power(_ digits: Int) -> Int { (0..<digits).reduce(1) { product, _ in product * 10 } }

    /// The power of ten that makes a term whole.
    private func fineness(of term: LinearForm.Term) -> Int? {
        var digits = term.weight.fractionDigits
        func add(_ id: VariableID) {
            if case .number(let decimals)? = shapes.axis(id)?.kind { digits += decimals }
        }
        switch term.atom {
        case .variable(let id): add(id)
        case .count, .size, .place: break
        case .aggregate(_, let parts):
            let all = parts.compactMap { shapes.simplePart($0) }
            guard all.count == parts.count else { return nil }
            let before = digits
            var most = digits
            for part in all {
                digits = before + max(part.factor.fractionDigits, part.constant.fractionDigits)
                add(part.variable)
                most = max(most, digits)
            }
            digits = most
        }
        return digits <= 12 ? Self.power(digits) : nil
    }

    private func whole(_ number: Decimal, _ scale: Int) -> Int? {
        let scaled = number * Decimal(scale)
        guard scaled.isFinite, scaled.magnitude < Decimal(Axis.reach) else { return nil }
        return scaled.exactInt
    }
}
