import FoundationEssentials
import Interview
import SurveyModel

/// The answers that an enumeration gives to an item: every value of a small domain, and of a larger one the points at which
/// the survey could tell two values apart, with what lies beside them. The interview itself says which are accepted.
struct AnswerChoices {
    let survey: Survey
    let constants: SurveyConstants

    init(_ survey: Survey) {
        self.survey = survey
        constants = SurveyConstants(survey)
    }

    /// One way to answer.
    struct Choice {
        var entry: Interview.Entry
        /// How many values it stands for.
        var size: Int
    }

    /// Everything worth trying. Values may be among them that the item does not accept.
    func choices(for item: Interview.Item, in interview: Interview) -> [Choice] {
        guard let variable = item.variable else { return [] }
        var choices: [Choice]
        switch survey[variable].domain {
        case .option: choices = item.options.sorted().map { Choice(entry: .value(.option($0)), size: 1) }
        case .options:
            choices = Self.subsets(item.options.sorted()).map { .init(entry: .value(.options($0)), size: 1) }
        case .order:
            choices = Self.orders(item.options.sorted()).map { .init(entry: .value(.order($0)), size: 1) }
        case .yesno, .truth:
            choices = [true, false].map { Choice(entry: .value(.yesno($0)), size: 1) }
        case .point(let scale):
            choices = whole(survey[scale].bounds, of: variable)
        case .number(let rule):
            if let remaining = item.remaining {
                choices = (0...max(0, remaining)).map { Choice(entry: .value(.number($0)), size: 1) }
            } else {
                choices = numbers(rule, of: variable)
            }
        case .text(let rule): choices = texts(rule, isOpened: item.part != .whole, of: variable)
        case .date(let rule): choices = days(rule, of: variable, in: interview)
        case .time(let rule): choices = minutes(rule, of: variable, in: interview)
        }
        choices += item.missing.map { Choice(entry: .missing($0.kind), size: 1) }
        if item.isOptional { choices.append(Choice(entry: .skip, size: 1)) }
        return choices
    }

    /// The values that a given may have; nil is none.
    func values(ofGiven variable: VariableID) -> [Value?] {
        var values: [Value?] = []
        switch survey[variable].domain {
        case .option(let list): values = survey[list].options.indices.map { .option($0) }
        case .yesno: values = [.yesno(true), .yesno(false)]
        case .point(let scale): values = survey[scale].bounds.map { .number($0) }
        case .number(let rule):
            if let low = rule.low?.exactInt, let high = rule.high?.exactInt, rule.decimals == 0,
                high - low <= 12
            {
                values = (low...high).map { .number($0) }
            } else {
                values = numbers(rule, of: variable).compactMap { choice in
                    if case .value(let value) = choice.entry { value } else { nil }
                }
            }
        default: break
        }
        if case .given(isOptional: true) = survey[variable].role { values.append(nil) }
        return values
    }

    /// The days that today may be: around every day that the survey names.
    var todays: [CalendarDay?] {
        guard let today = survey.today else { return [nil] }
        guard constants.read.contains(today) else { return [CalendarDay(number: 20_456)] }
        var numbers: Set<Int> = [20_456]
        for day in constants.dates where day > 20_400 { numbers.formUnion([day - 1, day, day + 1]) }
        return numbers.sorted().map { CalendarDay(number: $0) }
    }

    // MARK: Domains

    private func whole(_ bounds: ClosedRange<Int>, of variable: VariableID) -> [Choice] {
        if !constants.read.contains(variable), bounds.count > 2 {
            return [
                Choice(entry: .value(.number(bounds.lowerBound)), size: 1),
                Choice(entry: .value(.number(bounds.upperBound)), size: bounds.count - 1),
            ]
        }
        return bounds.map { Choice(entry: .value(.number($0)), size: 1) }
    }

    private func numbers(_ rule: NumberRule, of variable: VariableID) -> [Choice] {
        if let low = rule.low?.exactInt, let high = rule.high?.exactInt, rule.decimals == 0, high - low <= 12
        {
            return whole(low...high, of: variable)
        }
        let unit = Decimal(sign: .plus, exponent: -rule.decimals, significand: 1)
        var points: Set<Decimal> = [rule.low ?? -1_000_000, rule.high ?? 1_000_000]
        if constants.read.contains(variable) {
            for number in constants.numbers {
                for point in [
                    number, number - Decimal(sign: .plus, exponent: -1, significand: 5),
                    number + Decimal(sign: .plus, exponent: -1, significand: 5),
                ] {
                    let point = point.truncated(toDecimals: rule.decimals)
                    points.formUnion([point - unit, point, point + unit])
                }
            }
        }
        return sized(points.filter(rule.allows).sorted()) { low, high in
            ((high - low) / unit).exactInt ?? 1
        }.map { Choice(entry: .value(.number($0.0)), size: $0.1) }
    }

    /// Points with what lies between two of them counted with the higher one, a value of which no formula tells it apart.
    private func sized<Point>(_ points: [Point], distance: (Point, Point) -> Int) -> [(Point, Int)] {
        points.indices.map { ($0 > 0 ? (points[$0], distance(points[$0 - 1], points[$0])) : (points[$0], 1)) }
    }

    private func days(_ rule: DateRule, of variable: VariableID, in interview: Interview) -> [Choice] {
        let low = rule.low?.day(today: interview.today)?.number
        let high = rule.high?.day(today: interview.today)?.number
        var points: Set<Int> = []
        if let low, let high, high - low <= 4 {
            points = Set(low...max(low, high))
        } else {
            points = [low ?? CalendarDay.first.number, high ?? CalendarDay.last.number]
            if constants.read.contains(variable) {
                var bases = constants.dates
                if let today = interview.today { bases.insert(today.number) }
                for other in survey.variables.indices.map(VariableID.init) where other != variable {
                    if case .date(let day)? = interview.answer(of: other).value { bases.insert(day.number) }
                }
                let offsets = constants.numbers.compactMap(\.exactInt).filter { abs($0) < 8 }
                for base in bases {
                    for offset in offsets + [0] + offsets.map({ -$0 }) {
                        points.formUnion([base + offset - 1, base + offset, base + offset + 1])
                    }
                }
                if let today = interview.today {
                    for number in constants.numbers { anniversary(number, today, &points) }
                }
            }
        }
        return sized(points.filter { rule.allows(CalendarDay(number: $0), today: interview.today) }.sorted())
        {
            $1 - $0
        }.map { Choice(entry: .value(.date(CalendarDay(number: $0.0))), size: $0.1) }
    }

    /// The days around which somebody turns so many years old today.
    private func anniversary(_ years: Decimal, _ today: CalendarDay, _ points: inout Set<Int>) {
        guard let years = years.exactInt, (8...100).contains(years) else { return }
        var low = today.number - (years + 1) * 366
        var high = today.number - (years - 1) * 365
        while low < high {
            let middle = low + (high - low) / 2
            if CalendarDay(number: middle).years(until: today) >= years {
                low = middle + 1
            } else {
                high = middle
            }
        }
        points.formUnion([low - 1, low, low + 1])
    }

    private func minutes(_ rule: TimeRule, of variable: VariableID, in interview: Interview) -> [Choice] {
        var points: Set<Int> = [rule.low?.minutes ?? 0, rule.high?.minutes ?? 1_439]
        if constants.read.contains(variable) {
            for time in constants.times { points.formUnion([time - 1, time, time + 1]) }
        }
        return sized(points.filter { rule.allows(TimeOfDay(minutes: $0)) }.sorted()) { $1 - $0 }
            .map { Choice(entry: .value(.time(TimeOfDay(minutes: $0.0))), size: $0.1) }
    }

    private func texts(_ rule: TextRule, isOpened: Bool, of variable: VariableID) -> [Choice] {
        var texts = ["x"]
        if let pattern = rule.pattern {
            texts = ["AB1", "a@b.example"] + (pattern.example.map { [$0] } ?? [])
        }
        if !isOpened, constants.read.contains(variable) {
            texts += ["AB1", "XY2", "a vip", "VIP", "vip@b.example", "vip1@b.org"]
            for length in constants.numbers.compactMap(\.exactInt) where (1...40).contains(length) {
                for count in [length - 1, length, length + 1] where count > 0 {
                    texts.append(String(repeating: "z", count: count))
                }
            }
            texts += constants.texts
        }
        return Array(Set(texts)).sorted().map { Choice(entry: .value(.text($0)), size: 1) }
    }

    static func subsets(_ options: [Int]) -> [[Int]] {
        guard options.count < 12 else { return options.map { [$0] } }
        return (0..<1 << options.count).map { bits in
            options.indices.filter { bits >> $0 & 1 == 1 }.map { options[$0] }
        }
    }

    /// Every order of every subset.
    static func orders(_ options: [Int]) -> [[Int]] {
        var orders: [[Int]] = [[]]
        var last: [[Int]] = [[]]
        for _ in options {
            last = last.flatMap { order in options.filter { !order.contains($0) }.map { order + [$0] } }
            orders += last
        }
        return orders
    }
}
