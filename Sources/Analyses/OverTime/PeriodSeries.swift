internal import Statistics
internal import Tallies

/// What is known of one cell over periods, without what is hidden.
struct PeriodSeries {
    let cell: Cell
    /// Whether all of it is hidden.
    let isHidden: Bool
    let rule: PeriodRule
    let periods: [Period]
    /// The counts of each period; nil if they are hidden.
    let counts: [MetricCounts?]
    /// All periods that are shown or hidden, together.
    let all: MetricCounts
    /// How many responses are in no period: too early, or at times that are not believed.
    let outside: Int

    /// The series of a table of cells, the first row being that of everybody and the last cell of each all of it.
    ///
    /// A period is a part of its cell, of the same period of all locales, and a group's of the same period of everybody;
    /// none can be found by subtraction from the others. Who is in no period is a part that is not shown.
    static func series(
        of rows: [[(cell: Cell, part: MetricTrend)]], isHidden: [[Bool]], _ periods: [Period],
        _ rule: SuppressionRule
    ) -> [PeriodSeries] {
        let counts = rows.map { row in row.map { _, part in periods.map { part.counts(of: $0) } } }
        let wholes = rows.map { row in
            row.map { _, part in part.base + part.reader.counts(part.outside).n }
        }
        let hidden = MarginTable.hidden(
            rows.indices.map { row in
                rows[row].indices.map {
                    (rows[row][$0].cell.locale, counts[row][$0].map(\.n), wholes[row][$0])
                }
            }, isHidden, rule, wholesAreShown: true)
        return rows.indices.flatMap { row in
            rows[row].indices.map { column in
                let (cell, part) = rows[row][column]
                let counts = counts[row][column]
                let hidden = hidden[row][column]
                return PeriodSeries(
                    cell: cell, isHidden: hidden[periods.count], rule: part.rule, periods: periods,
                    counts: counts.indices.map { hidden[$0] ? nil : counts[$0] },
                    all: part.pooled(periods),
                    outside: wholes[row][column] - counts.reduce(0) { $0 + $1.n })
            }
        }
    }

    /// The base of all periods.
    var n: Int { all.n }

    var exclusions: [Analysis.Exclusion] { [.init(.outsidePeriod, outside)] }

    func settings(_ options: AnalysisOptions) -> [Analysis.Setting] {
        [
            .init("level", .real(options.level.value)), .init("period", .name(rule.length.rawValue)),
            .init("offset_minutes", .whole(rule.offsetMinutes)),
        ]
    }

    func key(_ index: Int) -> Analysis.Key { .init("period", periods[index].name) }
}

extension MetricTrend {
    func counts(of period: Period) -> MetricCounts {
        reader.counts(periods[period.index] ?? [Int128](repeating: 0, count: reader.width))
    }

    /// Several periods as one: counts are added, values never averaged.
    func pooled(_ periods: [Period]) -> MetricCounts {
        var sums = [Int128](repeating: 0, count: reader.width)
        for period in periods {
            for (place, amount) in (self.periods[period.index] ?? []).enumerated() { sums[place] &+= amount }
        }
        return reader.counts(sums)
    }
}

extension MetricCounts {
    /// Both counted together; nil if they are of different kinds.
    func adding(_ other: MetricCounts) -> MetricCounts? {
        switch (self, other) {
        case (.promoter(let a, let b, let c), .promoter(let d, let e, let f)):
            .promoter(detractors: a + d, passives: b + e, promoters: c + f)
        case (.share(let a, let b), .share(let c, let d)): .share(yes: a + c, no: b + d)
        case (.mean(let a, let b, let c, let unit), .mean(let d, let e, let f, let other)):
            unit == other ? .mean(n: a + d, sum: b &+ e, squares: c &+ f, unit: unit) : nil
        case (.scale(let a), .scale(let b)):
            a.count == b.count
                ? .scale(
                    zip(a, b).map {
                        .init(
                            respondents: $0.respondents + $1.respondents, sum: $0.sum &+ $1.sum,
                            squares: $0.squares &+ $1.squares)
                    }) : nil
        default: nil
        }
    }
}
