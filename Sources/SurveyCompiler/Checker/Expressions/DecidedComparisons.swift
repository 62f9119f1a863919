internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// A number, a day or a time on one line of numbers: days since 1970, minutes since midnight. What is relative counts from
/// `today`.
struct Scalar {
    var number: Decimal
    var isRelative = false

    init(_ number: Decimal, isRelative: Bool = false) {
        self.number = number
        self.isRelative = isRelative
    }
}

/// Comparisons that are true, or false, for every answer.
extension Checker {
    /// The ends of what an expression can be; nil is open or not known.
    struct Bounds {
        var low: Scalar?
        var high: Scalar?
        /// How many decimals a value can have.
        var decimals = 0
        var type = ValueType.number
    }

    /// What an expression can be, as far as a single variable, place or count tells; nil if nothing is known.
    func bounds(of formula: Formula) -> Bounds? {
        switch formula {
        case .variable(let variable): bounds(of: survey[variable].domain)
        case .size(let variable):
            Bounds(low: .init(0), high: .init(Decimal(selection(of: variable).upperBound)))
        case .place(let variable, _):
            Bounds(low: .init(1), high: .init(Decimal(max(1, selection(of: variable).upperBound))))
        case .countTrue(let parts): Bounds(low: .init(0), high: .init(Decimal(parts.count)))
        default: nil
        }
    }

    private func bounds(of domain: Domain) -> Bounds? {
        switch domain {
        case .point(let scale):
            let bounds = survey[scale].bounds
            return Bounds(low: .init(Decimal(bounds.lowerBound)), high: .init(Decimal(bounds.upperBound)))
        case .number(let rule) where rule.low != nil || rule.high != nil:
            return Bounds(
                low: rule.low.map { .init($0) }, high: rule.high.map { .init($0) }, decimals: rule.decimals)
        case .date(let rule) where rule.low != nil || rule.high != nil:
            return Bounds(low: rule.low.map(Self.scalar), high: rule.high.map(Self.scalar), type: .date)
        case .time(let rule) where rule.low != nil || rule.high != nil:
            return Bounds(
                low: rule.low.map { .init(Decimal($0.minutes)) },
                high: rule.high.map { .init(Decimal($0.minutes)) },
                type: .time)
        default: return nil
        }
    }

    private static func scalar(_ bound: DateBound) -> Scalar {
        switch bound {
        case .day(let day): Scalar(Decimal(day.number))
        case .today(let offset): Scalar(Decimal(offset), isRelative: true)
        }
    }

    /// The place of a constant, or of `today` and so many days; nil for everything else.
    func scalar(_ formula: Formula) -> Scalar? {
        switch formula {
        case .literal(.number(let number)): return Scalar(number)
        case .literal(.date(let day)): return Scalar(Decimal(day.number))
        case .literal(.time(let time)): return Scalar(Decimal(time.minutes))
        case .variable(let variable) where variable == today: return Scalar(0, isRelative: true)
        case .arithmetic(let operation, .variable(let variable), .literal(.number(let days)))
        where variable == today:
            return Scalar(operation == .subtract ? -days : days, isRelative: true)
        default: return nil
        }
    }

    /// Warns of a comparison with a constant that is true, or false, for every answer.
    func warnIfDecided(
        _ comparison: Formula.Comparison, _ first: Operand, _ second: Operand, at span: Range<Int>
    ) {
        guard reading != .expectation else { return }
        var (value, constant, comparison) = (first, scalar(second.formula), comparison)
        if let left = scalar(first.formula) {
            (value, constant, comparison) = (second, left, comparison.mirrored)
        }
        guard let constant, let bounds = bounds(of: value.formula) else { return }
        let number = constant.number
        // A fixed end says nothing of a day that counts from today, nor the other way round.
        let low = bounds.low.flatMap { $0.isRelative == constant.isRelative ? $0.number : nil }
        let high = bounds.high.flatMap { $0.isRelative == constant.isRelative ? $0.number : nil }
        let isBelowAll = low.map { number < $0 } ?? false
        let isAboveAll = high.map { number > $0 } ?? false
        let isLowest = low == number
        let isHighest = high == number
        let isBetweenSteps = number.fractionDigits > bounds.decimals
        let verdict: Bool? =
            switch comparison {
            case .less: isAboveAll ? true : isBelowAll || isLowest ? false : nil
            case .lessOrEqual: isAboveAll || isHighest ? true : isBelowAll ? false : nil
            case .greater: isBelowAll ? true : isAboveAll || isHighest ? false : nil
            case .greaterOrEqual: isBelowAll || isLowest ? true : isAboveAll ? false : nil
            case .equal: isBelowAll || isAboveAll || isBetweenSteps ? false : nil
            case .notEqual: isBelowAll || isAboveAll || isBetweenSteps ? true : nil
            }
        guard let verdict else { return }
        // An option that was not ranked has no place, so `wishes.price <= 3` says that it was.
        if verdict, case .place = value.formula { return }
        let words = describe(value, bounds)
        report(verdict ? .alwaysTrue(words, at: span) : .neverTrue(words, at: span))
    }

    /// Warns of a range that holds every answer, or none.
    func warnIfDecided(_ value: Operand, _ low: Scalar, _ high: Scalar, at span: Range<Int>) {
        guard reading != .expectation, let bounds = bounds(of: value.formula) else { return }
        func isAbove(_ left: Scalar?, _ right: Scalar) -> Bool {
            left.map { $0.isRelative == right.isRelative && $0.number > right.number } ?? false
        }
        func isAtLeast(_ left: Scalar?, _ right: Scalar) -> Bool {
            left.map { $0.isRelative == right.isRelative && $0.number >= right.number } ?? false
        }
        let isBelow = bounds.high.map { isAbove(low, $0) } ?? false
        if isBelow || isAbove(bounds.low, high) {
            report(.neverTrue(describe(value, bounds), at: span))
        } else if isAtLeast(bounds.low, low), let highest = bounds.high, isAtLeast(high, highest) {
            report(.alwaysTrue(describe(value, bounds), at: span))
        }
    }

    private func describe(_ value: Operand, _ bounds: Bounds) -> String {
        let text = Diagnostic.shown(self.text(at: value.span))
        let low = bounds.low.map { Self.words($0, bounds.type) }
        let high = bounds.high.map { Self.words($0, bounds.type) }
        switch (low, high) {
        case (let low?, let high?): return "`\(text)` is from \(low) to \(high)"
        case (let low?, nil): return "`\(text)` is at least \(low)"
        case (nil, let high?): return "`\(text)` is at most \(high)"
        case (nil, nil): return "`\(text)` can be any number"
        }
    }

    private static func words(_ scalar: Scalar, _ type: ValueType) -> String {
        let number = scalar.number.exactInt ?? 0
        if scalar.isRelative {
            return number == 0 ? "today" : "today \(number < 0 ? "-" : "+") \(abs(number))"
        }
        return switch type {
        case .date: CalendarDay(number: number).text
        case .time: TimeOfDay(minutes: number).text
        default: scalar.number.canonicalText
        }
    }
}
