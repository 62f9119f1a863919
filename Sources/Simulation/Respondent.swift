internal import FoundationEssentials
internal import Interview
internal import SurveyModel

/// One synthetic respondent on the way through a real interview.
struct Respondent {
    private var generator: SeededGenerator
    private let attitude: Attitude
    private let style: ResponseStyle
    private let texts: SyntheticTexts
    private let today: CalendarDay
    /// Where the middle of attitudes lies on every scale: most people who answer are rather content.
    private static let center = 0.62
    /// How much of a scale one unit of attitude is.
    private static let unit = 0.22
    /// Milliseconds spent so far.
    private(set) var elapsed: Int64 = 0

    init(generator: SeededGenerator, locale: String, today: CalendarDay) {
        self.generator = generator
        self.today = today
        attitude = Attitude(from: &self.generator)
        style = ResponseStyle(locale: locale)
        texts = SyntheticTexts(locale: locale)
    }

    /// Takes the interview to its end, or breaks off. It always ends: what cannot be answered is left.
    mutating func take(_ interview: inout Interview) {
        // One copy for the whole interview: the survey has many parts, and each copy counts every one.
        let survey = interview.survey
        var corrections = 0
        var changes = 0
        var event = Interview.Event.start
        while true {
            let effects = interview.handle(event)
            switch interview.phase {
            case .ready, .finished:
                return
            case .checking:
                elapsed += 3_000
                corrections += 1
                let isSoft = effects.contains { if case .check(_, true, _) = $0 { true } else { false } }
                if isSoft {
                    event = .confirm(corrections > 2 || generator.happens(0.7))
                } else {
                    event = corrections > 8 ? .leave : .confirm(false)
                }
            case .asking(let item):
                elapsed += time(for: item, in: survey)
                let wasRefused = effects.contains { if case .invalid = $0 { true } else { false } }
                if wasRefused || (generator.happens(0.003) && interview.hasAnswers) {
                    event = .leave
                } else if changes < 2, generator.happens(0.006) {
                    changes += 1
                    event = .back
                } else {
                    event = reply(to: item, in: survey)
                }
            }
        }
    }

    /// A value for a given, nil where the domain has none.
    mutating func given(_ domain: Domain, in survey: Survey) -> Value? {
        switch domain {
        case .text(let rule) where rule.pattern != nil:
            return texts.matching(rule, pick: generator.below(SyntheticTexts.variety)).map(Value.text)
        case .text(let rule):
            let name = "simulated-0\(1 + generator.below(6))"
            return .text(String(name.prefix(max(1, rule.length))))
        case .number(let rule):
            return number(rule, median: 4)
        case .option(let list):
            let count = survey[list].options.count
            return count == 0 ? nil : .option(generator.below(count))
        case .options(let list, let select):
            let free = survey[list].options.indices.filter { !survey[list].options[$0].isExclusive }
            return .options(some(of: free, select: select))
        case .point(let scale):
            return point(survey[scale].bounds, generator.normal())
        case .yesno:
            return .yesno(generator.happens(0.5))
        case .order(let list, let select):
            return .order(order(of: Array(survey[list].options.indices), select: select))
        case .date(let rule):
            return date(rule.low?.day(today: today), rule.high?.day(today: today), near: today)
        case .time(let rule):
            return time(rule)
        case .truth:
            return nil
        }
    }

    private mutating func reply(to item: Interview.Item, in survey: Survey) -> Interview.Event {
        guard let variable = item.variable else { return .next }
        if !item.missing.isEmpty, generator.happens(0.06) {
            return .answer(.missing(item.missing[generator.below(item.missing.count)].kind))
        }
        let domain = survey[variable].domain
        if item.isOptional {
            if case .text = domain, generator.happens(0.5) { return .answer(.skip) }
            if generator.happens(0.1) { return .answer(.skip) }
        }
        if item.suggestion != nil, item.remaining != nil || generator.happens(0.4) { return .next }
        guard let value = answer(to: item, domain, in: survey) else {
            if item.isOptional { return .answer(.skip) }
            return item.missing.first.map { .answer(.missing($0.kind)) } ?? .leave
        }
        return .answer(.value(value))
    }

    private mutating func answer(to item: Interview.Item, _ domain: Domain, in survey: Survey) -> Value? {
        switch domain {
        case .point(let scale):
            let bounds = survey[scale].bounds
            switch survey.questions[item.question.position].kind {
            case .nps: return point(bounds, attitude.loyalty)
            case .csat: return point(bounds, attitude.satisfaction)
            case .ces: return point(bounds, attitude.ease)
            default:
                let noted = 0.8 * attitude.service + 0.6 * generator.normal()
                guard case .row(let row) = item.part else { return point(bounds, noted) }
                return point(bounds, noted, isReversed: survey[item.question].rows[row].isReversed)
            }
        case .option:
            return option(of: item).map(Value.option)
        case .options(let list, _):
            return .options(options(of: item, in: survey[list]))
        case .yesno where survey.questions[item.question.position].kind == .consent:
            return .yesno(generator.happens(0.94))
        case .yesno:
            return .yesno(attitude.loyalty + 0.8 * generator.normal() > -0.3)
        case .number(let rule):
            return item.remaining.map { share(of: $0, of: item) } ?? number(rule, median: 40)
        case .text(let rule) where rule.pattern != nil:
            return texts.matching(rule, pick: generator.below(SyntheticTexts.variety)).map(Value.text)
        case .text(let rule):
            let text = texts.answer(
                isContent: attitude.satisfaction > 0, pick: generator.below(SyntheticTexts.variety))
            return .text(String(text.prefix(max(1, rule.length))))
        case .order:
            return .order(order(of: item.options, select: item.select))
        case .date:
            return date(item.dates?.low, item.dates?.high, near: today)
        case .time(let rule):
            return time(rule)
        case .truth:
            return nil
        }
    }

    /// The point of a scale that an attitude leads to, as this locale uses scales.
    private mutating func point(
        _ bounds: ClosedRange<Int>, _ attitude: Double, isReversed: Bool = false
    ) -> Value {
        let isAtMidpoint = generator.happens(style.midpoint)
        let meant = Self.center + attitude * Self.unit * style.spread
        let place = isAtMidpoint ? 0.5 : (isReversed ? 1 - meant : meant) + style.acquiescence
        let (span, overflows) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
        guard !overflows, span < 1 << 52 else { return .number(bounds.lowerBound) }
        let offset = (Double(span) * min(1, max(0, place))).rounded()
        return .number(bounds.lowerBound + min(span, Int(offset)))
    }

    /// One of the offered options; those that stand first in the survey are chosen more often.
    private mutating func option(of item: Interview.Item) -> Int? {
        let options = item.options.sorted()
        guard !options.isEmpty else { return nil }
        return options[min(generator.below(options.count), generator.below(options.count))]
    }

    private mutating func options(of item: Interview.Item, in list: OptionList) -> [Int] {
        let exclusive = item.options.filter { list.options[$0].isExclusive }
        let free = item.options.filter { !list.options[$0].isExclusive }.sorted()
        if !exclusive.isEmpty, free.isEmpty || generator.happens(0.06) {
            return [exclusive[generator.below(exclusive.count)]]
        }
        return some(of: free, select: item.select)
    }

    private mutating func some(of options: [Int], select: ClosedRange<Int>) -> [Int] {
        let high = min(options.count, max(0, select.upperBound), 1_000)
        let low = min(high, max(0, select.lowerBound))
        let wanted = low + min(generator.below(high - low + 1), generator.below(high - low + 1))
        var chosen: Set<Int> = []
        while chosen.count < wanted { chosen.insert(options[generator.below(options.count)]) }
        return chosen.sorted()
    }

    /// A number that keeps the rule, nil if none was found.
    ///
    /// The first try nearly always keeps it; what comes after divides decimals, which is slow.
    private mutating func number(_ rule: NumberRule, median: Double) -> Value? {
        let low = rule.low ?? rule.high.map { min(0, $0 - 100) } ?? 0
        let places = min(2, max(0, rule.decimals))
        let whole = Int(min(1e9, generator.skewed(median: median)) * [1, 10, 100][places])
        let first = low + Decimal(sign: .plus, exponent: -places, significand: Decimal(whole))
        if rule.allows(first) { return .number(first) }
        var candidates: [Decimal] = []
        if let high = rule.high {
            let unit = Decimal(sign: .plus, exponent: -min(6, max(0, rule.decimals)), significand: 1)
            let steps = min(1e9, Double(((high - low) / unit).truncated(toDecimals: 0).canonicalText) ?? 0)
            candidates = [low + unit * Decimal(generator.below(Int(max(0, steps)) + 1)), high]
        }
        candidates += [low, (low + 1).truncated(toDecimals: 0)]
        return candidates.first(where: rule.allows).map(Value.number)
    }

    /// Some of the options, those that stand first in the survey more often before the others.
    private mutating func order(of options: [Int], select: ClosedRange<Int>) -> [Int] {
        var left = options.sorted()
        let high = min(left.count, max(0, select.upperBound))
        let low = min(high, max(0, select.lowerBound))
        return (0..<low + generator.below(high - low + 1)).map { _ in
            left.remove(at: min(generator.below(left.count), generator.below(left.count)))
        }
    }

    /// A part of what is left: around what each of the parts to come would get, sometimes nothing.
    private mutating func share(of remaining: Int, of item: Interview.Item) -> Value {
        let parts = max(1, item.count - item.place)
        if parts == 1 || remaining <= 0 { return .number(max(0, remaining)) }
        if generator.happens(0.15) { return .number(0) }
        return .number(generator.below(min(remaining, remaining / parts * 2) + 1))
    }

    /// A day within bounds, near this one where they are open; nil where there is none.
    private mutating func date(_ low: CalendarDay?, _ high: CalendarDay?, near today: CalendarDay) -> Value? {
        let days = Int(min(20_000, generator.skewed(median: 30)))
        let first = max(low ?? .first, .first)
        let last = min(high ?? .last, .last)
        guard first <= last else { return nil }
        switch (low, high) {
        case (_?, _?):
            return .date(CalendarDay(number: first.number + generator.below(last.number - first.number + 1)))
        case (_?, nil): return .date(min(last, CalendarDay(number: first.number + days)))
        case (nil, _?): return .date(max(first, CalendarDay(number: last.number - days)))
        case (nil, nil): return .date(CalendarDay(number: min(max(first, today), last).number))
        }
    }

    /// A time within bounds, by day where they are open; nil where there is none.
    private mutating func time(_ rule: TimeRule) -> Value? {
        let low = rule.low?.minutes ?? min(8 * 60, rule.high?.minutes ?? 8 * 60)
        let high = rule.high?.minutes ?? max(20 * 60, low)
        guard low <= high, low >= 0, high < 1_440 else { return nil }
        return .time(TimeOfDay(minutes: low + generator.below(high - low + 1)))
    }

    private mutating func time(for item: Interview.Item, in survey: Survey) -> Int64 {
        let median: Double
        switch (item.variable.map { survey[$0].domain }, item.part) {
        case (.text, _): median = 14_000
        case (.options, _): median = 8_000
        case (_, .row): median = 3_000
        default: median = 4_500
        }
        return 800 + Int64(min(180_000, generator.skewed(median: median)))
    }
}
