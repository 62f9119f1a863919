internal import FoundationEssentials
internal import Interview
internal import SurveyModel

/// What stands in for an answer that a test leaves open: the first valid one.
///
/// Optional items are left empty. Of options the first in the file that is offered is taken, of a set as few as are
/// allowed; of scales and ranges the lowest point; yes; the first day allowed, or today; a short text. A missing kind is
/// never chosen.
enum FirstAnswer {
    /// Entries to try in this order; the first that is accepted, and that no hard check complains of, is taken.
    static func entries(for item: Interview.Item, in survey: Survey, today: CalendarDay) -> [Interview.Entry]
    {
        if item.isOptional { return [.skip] }
        guard let variable = item.variable else { return [] }
        if case .amount = item.part {
            let rest = item.remaining ?? 0
            let isLast = item.place + 1 == item.count
            return [.value(.number(isLast ? rest : 0)), .value(.number(rest))]
        }
        return values(of: survey[variable].domain, item, in: survey, today: today).map(Interview.Entry.value)
    }

    /// Values for a given that a test leaves open.
    static func values(of domain: Domain, in survey: Survey, today: CalendarDay) -> [Value] {
        switch domain {
        case .option(let list): survey[list].options.indices.prefix(Self.most).map(Value.option)
        case .options(let list, let select):
            [.options(Array(survey[list].options.indices.prefix(max(1, select.lowerBound))))]
        case .order(let list, let select):
            [.order(Array(survey[list].options.indices.prefix(max(1, select.lowerBound))))]
        case .point, .yesno, .number, .text, .date, .time, .truth:
            values(of: domain, nil, in: survey, today: today)
        }
    }

    /// How many values are tried of one domain.
    static let most = 40

    private static func values(
        of domain: Domain, _ item: Interview.Item?, in survey: Survey, today: CalendarDay
    ) -> [Value] {
        let offered = (item?.options ?? []).sorted()
        switch domain {
        case .option: return offered.prefix(most).map(Value.option)
        case .options(let list, _): return sets(of: offered, survey[list], item?.select ?? 1...1)
        case .order(_, _):
            let count = max(1, min(item?.select.lowerBound ?? 1, offered.count))
            return [.order(Array(offered.prefix(count))), .order(offered)]
        case .point(let scale): return survey[scale].bounds.prefix(most).map { Value.number($0) }
        case .yesno, .truth: return [.yesno(true), .yesno(false)]
        case .number(let rule): return numbers(rule).map(Value.number)
        case .text(let rule): return ShortText.candidates(rule).map(Value.text)
        case .date(let rule):
            let low = item?.dates?.low ?? rule.low?.day(today: today)
            let high = item?.dates?.high ?? rule.high?.day(today: today)
            let first = low ?? min(today, high ?? today)
            let last = high ?? first
            let near = (0..<most).map { CalendarDay(number: first.number + $0) }
            let far = [today, last]
            return (near + far).filter { $0 <= (high ?? $0) && $0 >= (low ?? $0) && $0.isWritable }
                .map(Value.date)
        case .time(let rule):
            let low = rule.low?.minutes ?? 0
            let high = rule.high?.minutes ?? 1_439
            guard low <= high else { return [] }
            return stride(from: low, through: high, by: 30).map { .time(TimeOfDay(minutes: $0)) }
        }
    }

    private static func sets(
        of offered: [Int], _ list: OptionList, _ select: ClosedRange<Int>
    ) -> [Value] {
        let free = offered.filter { !list.options[$0].isExclusive }
        let alone = offered.filter { list.options[$0].isExclusive }
        let count = max(1, select.lowerBound)
        guard free.count >= count else { return (alone + free).prefix(most).map { .options([$0]) } }
        // A window of the fewest allowed slides over the options.
        let windows = (0...(free.count - count)).prefix(most).map {
            Value.options(Array(free[$0..<$0 + count]))
        }
        return windows + alone.prefix(most).map { .options([$0]) }
    }

    private static func numbers(_ rule: NumberRule) -> [Decimal] {
        let first: Decimal =
            if let low = rule.low { low } else if let high = rule.high, high < 0 { high } else { 0 }
        // A bound may have more decimals than an answer.
        var start = first.rounded(toDecimals: rule.decimals)
        if let low = rule.low, start < low {
            start += Decimal(sign: .plus, exponent: -rule.decimals, significand: 1)
        }
        var found = (0..<most).map { start + Decimal($0) }
        if let high = rule.high { found.append(high) }
        return found.filter(rule.allows)
    }
}

/// Short texts, for answers that nobody reads.
enum ShortText {
    /// Texts that a rule allows, the shortest first.
    static func candidates(_ rule: TextRule) -> [String] {
        let found = rule.pattern.map { [$0.example].compactMap(\.self) } ?? ["a"]
        return found.filter { rule.allows($0) }
    }
}
