internal import FoundationEssentials
internal import SurveyModel

/// The values of an ordered domain as whole numbers: points, scaled decimals, day numbers, minutes.
struct Axis: Hashable {
    /// The lowest and the highest; nil is open.
    var low: Int?
    var high: Int?
    /// What a whole number stands for.
    var kind: Kind

    enum Kind: Hashable {
        case number(decimals: Int)
        case date
        case time
    }

    /// How far an axis reaches where nobody says so; far enough for every number that is written out, and near enough for
    /// sums of many not to overflow.
    static let reach = 1 << 52

    /// The axis of a domain; nil for one without order, and for numbers too large to be counted.
    init?(_ domain: Domain, in survey: Survey) {
        switch domain {
        case .point(let scale):
            let bounds = survey[scale].bounds
            self.init(low: bounds.lowerBound, high: bounds.upperBound, kind: .number(decimals: 0))
        case .number(let rule):
            // A computed number may have any decimals; six are as fine as anything that is compared with it.
            let decimals = min(rule.decimals, 9)
            self.init(low: nil, high: nil, kind: .number(decimals: decimals))
            if let bound = rule.low {
                guard let ordinal = ordinal(of: .number(bound), rounding: .up) else { return nil }
                low = ordinal
            }
            if let bound = rule.high {
                guard let ordinal = ordinal(of: .number(bound), rounding: .down) else { return nil }
                high = ordinal
            }
        case .date(let rule):
            func number(_ bound: DateBound?, _ otherwise: CalendarDay) -> Int {
                guard case .day(let day)? = bound else { return otherwise.number }
                return day.number
            }
            self.init(
                low: number(rule.low, .first), high: number(rule.high, .last), kind: .date)
        case .time(let rule):
            self.init(low: rule.low?.minutes ?? 0, high: rule.high?.minutes ?? 1_439, kind: .time)
        case .option, .options, .order, .yesno, .text, .truth:
            return nil
        }
    }

    private init(low: Int?, high: Int?, kind: Kind) {
        self.low = low
        self.high = high
        self.kind = kind
    }

    /// How many values there are; nil if there is no end to them.
    var count: Int? {
        guard let low, let high, low <= high else { return low != nil && high != nil ? 0 : nil }
        let (difference, overflows) = high.subtractingReportingOverflow(low)
        return overflows || difference == .max ? nil : difference + 1
    }

    enum Rounding { case up, down, none }

    /// The whole number of a value, rounded where it lies between two; nil where it does not fit.
    func ordinal(of value: Value, rounding: Rounding) -> Int? {
        switch (kind, value) {
        case (.number(let decimals), .number(let number)):
            let scaled = number * power(of: decimals)
            guard scaled.isFinite, scaled.magnitude <= Decimal(Self.reach) else { return nil }
            if let exact = scaled.exactInt { return exact }
            guard rounding != .none, let whole = scaled.truncated(toDecimals: 0).exactInt else { return nil }
            switch rounding {
            case .up: return scaled > 0 ? whole + 1 : whole
            default: return scaled < 0 ? whole - 1 : whole
            }
        case (.date, .date(let day)): return day.number
        case (.time, .time(let time)): return time.minutes
        default: return nil
        }
    }

    /// The value that a whole number stands for.
    func value(_ ordinal: Int) -> Value {
        switch kind {
        case .number(let decimals): .number(Decimal(ordinal) / power(of: decimals))
        case .date: .date(CalendarDay(number: ordinal))
        case .time: .time(TimeOfDay(minutes: ordinal))
        }
    }

    /// The factor between values and whole numbers.
    var scale: Int {
        guard case .number(let decimals) = kind else { return 1 }
        return (0..<decimals).reduce(1) { product, _ in product * 10 }
    }

    private func power(of decimals: Int) -> Decimal { Decimal(scale) }

    /// The cells between cuts: each begins at a cut or at the low end, and ends before the next.
    func cells(cutAt cuts: Set<Int>) -> [ClosedRange<Int>] {
        let low = low ?? -Self.reach
        let high = high ?? Self.reach
        guard low <= high else { return [] }
        var starts = [low]
        for cut in cuts.sorted() where cut > low && cut <= high { starts.append(cut) }
        return starts.enumerated().map { place, start in
            start...(place + 1 < starts.count ? starts[place + 1] - 1 : high)
        }
    }

    /// A cell of the program for a range of whole numbers.
    func cell(_ range: ClosedRange<Int>) -> Cell {
        let isOpenBelow = low == nil && range.lowerBound == -Self.reach
        let isOpenAbove = high == nil && range.upperBound == Self.reach
        let size = isOpenBelow || isOpenAbove ? nil : range.count
        if range.count == 1 { return Cell(.values([value(range.lowerBound)]), size: 1) }
        return Cell(
            .range(
                isOpenBelow ? nil : value(range.lowerBound), isOpenAbove ? nil : value(range.upperBound)),
            size: size)
    }
}

extension Cell.Content {
    /// An answer that falls into the cell; for a set or an order, an answer that stands for all.
    var sample: Answer {
        switch self {
        case .values(let values): values.first.map(Answer.answered) ?? .notAsked
        case .range(let low?, _): .answered(low)
        case .range(nil, let high?): .answered(high)
        case .range(nil, nil): .answered(.number(0))
        case .missing(let kind): .missing(kind)
        case .answered: .answered(.options([]))
        case .index(let number): .answered(.number(number))
        }
    }

    var isMissing: Bool { if case .missing = self { true } else { false } }
}
