internal import Statistics
internal import SurveyModel
internal import Tallies

/// Weights by raking: one for each pattern of answers to the variables of the margins.
struct MarginWeights: Sendable {
    private let name: String
    private let isCounted: [Bool]
    private let caps: ClosedRange<Double>?
    private let locales: [String]
    private var margins: [MarginTargets.Margin]
    /// The variables of patterns, and how many codes each has, with one for an answer that is missing.
    private var variables: [(position: Int, size: UInt64)] = []
    private var counts: [UInt64: Int] = [:]
    private var hasTooMany = false
    private var weights: [UInt64: Int64] = [:]
    private var rounds = 0

    /// The most patterns of answers.
    static let patternLimit = 1_000_000

    init(_ table: SmallTable, _ plan: TallyPlan, _ caps: ClosedRange<Double>?) throws(FileFindings) {
        name = table.name
        isCounted = plan.isCounted
        self.caps = caps
        locales = plan.locales
        margins = try MarginTargets(table, plan).margins
        var size = UInt64(locales.count)
        for margin in margins {
            guard let position = margin.position, !variables.contains(where: { $0.position == position })
            else {
                continue
            }
            let codes = UInt64(margin.categories.count + 1)
            variables.append((position, codes))
            let (product, overflow) = size.multipliedReportingOverflow(by: codes)
            guard !overflow else {
                throw FileFindings(name, "it has too many variables to be raked to at once")
            }
            size = product
        }
    }

    // MARK: Patterns

    /// The number of a row's pattern: the locale first, then the variables, each with a digit of its own base.
    private func pattern(_ row: borrowing TallyRow) -> UInt64 {
        var pattern = UInt64(row.cell)
        for (position, size) in variables {
            pattern = pattern * size + min(UInt64(row.codes[position]), size - 1)
        }
        return pattern
    }

    /// The locale and the code of each variable; nil where the answer is missing.
    private func codes(of pattern: UInt64) -> (locale: Int, codes: [Int: Int?]) {
        var (rest, codes) = (pattern, [Int: Int?]())
        for (position, size) in variables.reversed() {
            let code = rest % size
            codes[position] = .some(code == size - 1 ? nil : Int(code))
            rest /= size
        }
        return (Int(rest), codes)
    }

    mutating func count(_ response: borrowing CodedResponse) {
        guard isCounted[response.row.state] else { return }
        add(1, to: pattern(response.row))
    }

    private mutating func add(_ count: Int, to pattern: UInt64) {
        guard counts.count < Self.patternLimit || counts[pattern] != nil else {
            hasTooMany = true
            return
        }
        counts[pattern, default: 0] += count
    }

    mutating func merge(_ other: Self) {
        hasTooMany = hasTooMany || other.hasTooMany
        for (pattern, count) in other.counts { add(count, to: pattern) }
    }

    func weight(of response: borrowing CodedResponse) -> Int64 {
        isCounted[response.row.state] ? weights[pattern(response.row)] ?? 0 : 0
    }

    // MARK: Raking

    /// The category of a pattern in each margin, nil where the margin is about another locale; nil if an answer is
    /// missing.
    private func categories(of pattern: UInt64) -> [Int?]? {
        let (locale, codes) = codes(of: pattern)
        var categories: [Int?] = []
        for margin in margins {
            if let own = margin.locale, own != locale {
                categories.append(nil)
            } else if let position = margin.position {
                guard let code = codes[position] ?? nil else { return nil }
                categories.append(code)
            } else {
                categories.append(locale)
            }
        }
        return categories
    }

    mutating func settle() throws(FileFindings) {
        guard !hasTooMany else {
            throw FileFindings(
                name,
                "the answers to its variables make more than \(Self.patternLimit) patterns; leave variables out"
            )
        }
        let all = counts.keys.sorted().compactMap { key in categories(of: key).map { (key, $0) } }
        guard !all.isEmpty else {
            throw FileFindings(name, "no response has an answer to all of its variables")
        }
        var perLocale = [Int](repeating: 0, count: locales.count)
        for (key, _) in all { perLocale[codes(of: key).locale] += counts[key] ?? 0 }
        if margins.contains(where: { $0.locale != nil }), !margins.contains(where: { $0.position == nil }) {
            try addSampleLocales(perLocale)
            return try settle()
        }
        let shares = localeShares(perLocale)
        for (position, margin) in margins.enumerated() where margin.locale.map({ shares[$0] == 0 }) ?? false {
            throw finding(
                .noRespondent(variable: margin.variable, category: firstTarget(position), part: part(margin)))
        }
        let raking: Raking
        do throws(RakingFault) {
            raking = try Raking(
                all.map { RakingPattern($0.1, count: counts[$0.0] ?? 0) },
                to: margins.map { margin in
                    RakingMargin(
                        variable: margin.variable, categories: margin.categories,
                        targets: margin.targets.map { $0?.value }, part: part(margin),
                        share: margin.locale.map { shares[$0] } ?? 1)
                }, caps: caps)
        } catch { throw finding(error) }
        rounds = raking.rounds
        var weights: [UInt64: Int64] = [:]
        for ((key, _), weight) in zip(all, raking.weights) {
            guard let scaled = Weighting.billionths(weight) else {
                throw FileFindings(
                    name, "it takes weights of more than four billion; a category has too few respondents")
            }
            weights[key] = scaled
        }
        self.weights = weights
    }

    /// Where margins are about locales and nothing says how large those are, each stays as large as it is in the
    /// sample.
    private mutating func addSampleLocales(_ counts: [Int]) throws(FileFindings) {
        margins.append(
            MarginTargets.Margin(
                variable: MarginTargets.locale, position: nil, locale: nil, categories: locales,
                targets: counts.map { $0 > 0 ? .init(value: Double($0), line: 0) : nil }))
    }

    /// What share of everybody each locale is to be.
    private func localeShares(_ counts: [Int]) -> [Double] {
        guard let margin = margins.first(where: { $0.position == nil }) else { return counts.map { _ in 1 } }
        let total = margin.targets.reduce(0) { $0 + ($1?.value ?? 0) }
        return margin.targets.map { total > 0 ? ($0?.value ?? 0) / total : 0 }
    }

    private func part(_ margin: MarginTargets.Margin) -> String? { margin.locale.map { locales[$0] } }

    private func firstTarget(_ margin: Int) -> String {
        margins[margin].targets.firstIndex { $0 != nil }.map { margins[margin].categories[$0] } ?? ""
    }

    // MARK: Faults

    private func finding(_ fault: RakingFault) -> FileFindings {
        func line(_ variable: String, _ category: String?, _ part: String?) -> Int? {
            guard let margin = margins.first(where: { $0.variable == variable && self.part($0) == part })
            else {
                return nil
            }
            let place = category.flatMap { margin.categories.firstIndex(of: $0) }
            let target = place.map { margin.targets[$0] } ?? margin.targets.first { $0 != nil } ?? nil
            return target.flatMap { $0.line > 0 ? $0.line : nil }
        }
        func of(_ variable: String, _ part: String?) -> String {
            part.map { "\(variable) in \($0)" } ?? variable
        }
        let number = MarginWeights.number
        switch fault {
        case .nobody: return FileFindings(name, "no response is left that could have a weight")
        case .invalidTarget(let variable, let category, let part):
            return FileFindings(
                name, line: line(variable, category, part), "this target is no count and no share")
        case .invalidTotal(let variable, let part, _):
            return FileFindings(
                name, line: line(variable, nil, part), "the targets of \(of(variable, part)) add up to zero")
        case .shares(let variable, let part, let total):
            return FileFindings(
                name, line: line(variable, nil, part),
                "the shares of \(of(variable, part)) add up to \(number(total)) and not to 1")
        case .totals(let first, let firstTotal, let second, let secondTotal, let part):
            return FileFindings(
                name, line: line(second, nil, part),
                "the targets of \(of(second, part)) add up to \(number(secondTotal)), those of \(first) to "
                    + "\(number(firstTotal)); they have to be of the same population, or shares")
        case .noRespondent(let variable, let category, let part):
            return FileFindings(
                name, line: line(variable, category, part),
                "\(of(variable, part)): \"\(category)\" has a target, but nobody is in it; merge it with another"
            )
        case .noTarget(let variable, let category, let part):
            return FileFindings(
                name, line: line(variable, nil, part),
                "\(of(variable, part)): \"\(category)\" has respondents, but no target; add one, 0 to leave them out"
            )
        case .notConverging(let variable, let category, let part, let error, let rounds):
            return FileFindings(
                name, line: line(variable, category, part),
                "no weights reach all targets: after \(rounds) rounds \(of(variable, part)) \"\(category)\" is still "
                    + "\(Self.percent(error)) % off; the targets contradict each other in the answers that there are"
            )
        case .capsTooTight(let variable, let category, let part, let error, let rounds):
            return FileFindings(
                name, line: line(variable, category, part),
                "no weights within the caps reach all targets: after \(rounds) rounds \(of(variable, part)) "
                    + "\"\(category)\" is still \(Self.percent(error)) % off; widen the caps")
        case .invalidCaps: return FileFindings(name, "caps are two numbers around 1, such as 0.3 and 3")
        case .shape: return FileFindings(name, "its margins do not fit the survey")
        }
    }

    /// A share in percent with at most two decimals.
    private static func percent(_ share: Double) -> String {
        let hundredths = (share * 10_000).rounded()
        return abs(hundredths) < 1e15 ? number(hundredths / 100) : number(100 * share)
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    // MARK: What weights do

    /// How many responses weigh nothing, and why. Linear in the patterns.
    var notices: FileFindings? {
        var notices = FileFindings(name)
        var (all, unanswered, unwanted) = (0, 0, 0)
        for (pattern, count) in counts {
            all += count
            guard weights[pattern] ?? 0 == 0 else { continue }
            if categories(of: pattern) == nil { unanswered += count } else { unwanted += count }
        }
        if unanswered > 0 {
            notices.add(
                line: nil,
                "\(Weighting.some(unanswered, of: all)) no answer to one of its variables, so \(Weighting.nothing(unanswered))"
            )
        }
        if unwanted > 0 {
            notices.add(
                line: nil,
                "\(Weighting.some(unwanted, of: all)) a category whose target is 0, so \(Weighting.nothing(unwanted))"
            )
        }
        return notices.count > 0 ? notices : nil
    }

    func content(_ options: AnalysisOptions) -> Analysis.Content {
        guard !weights.isEmpty else { return .unavailable(.empty) }
        var (sample, unweighted) = (WeightedCount(), 0)
        var perLocale = [Int](repeating: 0, count: locales.count)
        // Respondents and weights of each category of each margin.
        var reached = margins.map { $0.categories.map { _ in WeightedCount() } }
        for (pattern, count) in counts {
            let own = WeightedCount(count, weight: weights[pattern] ?? 0)
            sample.add(own)
            perLocale[codes(of: pattern).locale] += own.n
            if own.n == 0 { unweighted += count }
            for (margin, category) in (categories(of: pattern) ?? []).enumerated() {
                if let category { reached[margin][category].add(own) }
            }
        }
        guard !options.suppression.hides(base: sample.n) else { return .suppressed }
        let isHidden = SmallCells.hidden(bases: perLocale + [sample.n], options.suppression)
        let used = weights.values.filter { $0 > 0 }
        let one = Double(CodedResponse.one)
        var rows: [Analysis.Row] = []
        for (margin, counts) in zip(margins, reached) {
            let total = margin.targets.reduce(0) { $0 + ($1?.value ?? 0) }
            let all = counts.reduce(into: WeightedCount()) { $0.add($1) }
            for (place, category) in margin.categories.enumerated() {
                guard let target = margin.targets[place] else { continue }
                var keys = [Analysis.Key("variable", margin.variable), Analysis.Key("category", category)]
                if let locale = margin.locale { keys.insert(Analysis.Key("locale", locales[locale]), at: 0) }
                if let locale = margin.locale, isHidden[locale] {
                    rows.append(Analysis.Row(keys, isSuppressed: true))
                    continue
                }
                rows.append(
                    Analysis.Row(
                        keys, n: counts[place].n,
                        [
                            Measure(.share, Self.percent(Double(counts[place].n), of: Double(all.n))),
                            Measure(.target, Self.percent(target.value, of: total)),
                            Measure(
                                .achieved, Self.percent(Double(counts[place].weight), of: Double(all.weight))),
                        ]))
            }
        }
        var settings: [Analysis.Setting] = [
            .init("weights", .name("raking")), .init("rounds", .whole(rounds)),
        ]
        if let caps {
            settings += [
                .init("lower_cap", .real(caps.lowerBound)), .init("upper_cap", .real(caps.upperBound)),
            ]
        }
        return .table(
            Analysis.Table(
                n: sample.n, excluded: [.init(.unweighted, unweighted)],
                summary: Weighting.summary(
                    sample, smallest: Double(used.min() ?? 0) / one, largest: Double(used.max() ?? 0) / one),
                rows: rows, settings: settings, caveats: [.weighted]))
    }

    private static func percent(_ value: Double, of total: Double) -> Estimate<Double> {
        total > 0 ? .success(100 * value / total) : .failure(.empty)
    }
}
