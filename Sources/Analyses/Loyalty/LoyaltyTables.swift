internal import Statistics
internal import SurveyModel

/// The analyses of who came back.
struct LoyaltyTables {
    let back: ComingBack
    let subject: String
    let cell: Cell
    /// Where customers come from: `responses`, `purchases`.
    let source: String
    let loyalty: LoyaltyOptions
    let options: AnalysisOptions
    /// The last day that data reach to; nil without data.
    let until: CalendarDay?
    var excluded: [Analysis.Exclusion] = []
    var caveats: [Analysis.Caveat] = []
    /// Whether customers have classes.
    var hasClasses = false
    /// How many of the small units in which amounts are counted make one; nil where there are no amounts.
    var unit: Double?

    /// What is hidden of a cell because it is small, or would give something small away.
    struct Hidden {
        /// For each period that is shown.
        var periods: [Int: Bool] = [:]
        /// For each class.
        var classes: [Bool]
        /// Whether what they add up to is.
        var isTotal: Bool
    }

    /// The analyses of all cells, those included that are hidden. `rows` are those of
    /// `ResponseAnalysis.analyses(of:isHidden:_:)`.
    static func analyses(of rows: [[LoyaltyTables]], isHidden: [[Bool]]) -> [Analysis] {
        let hidden = hidden(in: rows, isHidden)
        return zip(rows, zip(isHidden, hidden)).flatMap { row, hides in
            zip(row, zip(hides.0, hides.1)).flatMap { tables, hides in
                hides.0
                    ? tables.kinds.map { Analysis($0, of: tables.subject, in: tables.cell, .suppressed) }
                    : tables.analyses(hides.1)
            }
        }
    }

    private var kinds: [Analysis.Kind] { unit == nil ? [.retention] : [.retention, .lifetime] }

    private func analyses(_ hidden: Hidden) -> [Analysis] {
        unit == nil ? [retention(hidden)] : [retention(hidden), lifetime(hidden)]
    }

    /// Who comes back, by period and by class.
    private func retention(_ hidden: Hidden) -> Analysis {
        whole(.retention) {
            var summary = [Measure(.customers, Double(back.customers))]
            summary += hidden.isTotal ? withheld([.retention, .churn]) : shares(back.all.retention)
            let periods = back.shownPeriods.map { row(period: $0, isHidden: hidden.periods[$0] ?? true) }
            let classes = classRows(hidden.classes) { passage in
                guard let retention = passage.retention else { return [] }
                return movements(retention) + shares(retention)
            }
            return (summary, periods + classes)
        }
    }

    /// What a customer is worth, in all and by class.
    private func lifetime(_ hidden: Hidden) -> Analysis {
        whole(.lifetime) {
            let names: [Measure.Name] = [
                .margin, .retention, .lifetime, .lifetimeWithFirstPayment, .lifetimeFinite,
            ]
            return (
                [Measure(.customers, Double(back.customers))]
                    + (hidden.isTotal ? withheld(names) : worth(back.all)),
                classRows(hidden.classes, worth)
            )
        }
    }

    private func whole(
        _ kind: Analysis.Kind, _ content: () -> (summary: [Measure], rows: [Analysis.Row])
    ) -> Analysis {
        guard back.customers > 0 else { return Analysis(kind, of: subject, in: cell, .unavailable(.empty)) }
        let (summary, rows) = content()
        return Analysis(
            kind, of: subject, in: cell,
            .table(
                .init(
                    n: back.customers, excluded: excluded, summary: summary, rows: rows,
                    settings: settings(kind), caveats: caveats)))
    }

    private func settings(_ kind: Analysis.Kind) -> [Analysis.Setting] {
        var settings: [Analysis.Setting] = [
            .init("source", .name(source)), .init("period", .name(loyalty.rule.length.rawValue)),
        ]
        if let until { settings.append(.init("until", .name(until.text))) }
        if kind == .lifetime {
            settings += [
                .init("margin_factor", .real(loyalty.margin)), .init("discount", .real(loyalty.discount)),
                .init("discount_of_period", .real(loyalty.discountOfPeriod ?? 0)),
                .init("periods", .whole(loyalty.horizon)),
            ]
        }
        return settings
    }

    // MARK: Rows

    private func row(period: Int, isHidden: Bool) -> Analysis.Row {
        let key = Analysis.Key("period", Period(loyalty.rule.length, index: Int64(period)).name)
        let marks = period > back.lastFinished ? ["unfinished"] : []
        guard !isHidden else { return .init([key], marks: marks, isSuppressed: true) }
        let here = back.periods[period] ?? .init()
        let retention = back.retention(into: period)
        var measures =
            retention.map { movements($0) + shares($0) } ?? [Measure(.customers, Double(here.customers))]
        if let unit {
            measures.append(Measure(.purchases, Double(here.times)))
            measures.append(
                Measure(
                    .spend,
                    here.customers > 0
                        ? .success(Double(here.amount) / unit / Double(here.customers)) : .failure(.empty)))
        }
        return .init([key], n: retention?.before, measures, marks: marks)
    }

    private func classRows(_ hidden: [Bool], _ measures: (ComingBack.Passage) -> [Measure])
        -> [Analysis.Row]
    {
        guard hasClasses else { return [] }
        return zip(PromoterClass.allCases, zip(back.classes, hidden)).map { name, row in
            let key = Analysis.Key("class", name.rawValue)
            guard !row.1 else { return .init([key], isSuppressed: true) }
            return .init([key], n: row.0.sums.periods, measures(row.0))
        }
    }

    private func movements(_ retention: Retention) -> [Measure] {
        [
            Measure(.customers, Double(retention.after)), Measure(.newCustomers, Double(retention.new)),
            Measure(.lostCustomers, Double(retention.lost)),
        ]
    }

    private func shares(_ retention: Retention?) -> [Measure] {
        guard let retention else { return [] }
        return [share(.retention, retention.retention), share(.churn, retention.churn)]
    }

    private func share(_ name: Measure.Name, _ proportion: Proportion) -> Measure {
        Measure(
            name, proportion.share.map { 100 * $0 },
            interval: proportion.interval(level: options.level).map { $0.times(100) }, method: "wilson")
    }

    private func worth(_ passage: ComingBack.Passage) -> [Measure] {
        guard let unit, let discount = loyalty.discountOfPeriod,
            let value = LifetimeValue(passage.sums, discount: discount)
        else { return [] }
        let factor = loyalty.margin / unit
        func measure(
            _ name: Measure.Name, _ value: Estimate<Double>, _ interval: Estimate<Interval>
        ) -> Measure {
            Measure(
                name, value.map { $0 * factor }, interval: interval.map { $0.times(factor) }, method: "delta")
        }
        func payments(_ name: Measure.Name, _ payments: LifetimeValue.Payments) -> Measure {
            measure(name, value.value(of: payments), value.interval(of: payments, level: options.level))
        }
        return [
            measure(.margin, value.margin, value.marginInterval(level: options.level)),
            share(.retention, passage.sums.retention),
            payments(.lifetime, .later),
            payments(.lifetimeWithFirstPayment, .atOnceAndLater),
            payments(.lifetimeFinite, .ofPeriods(loyalty.horizon)),
        ]
    }

    // MARK: Small cells

    private func withheld(_ names: [Measure.Name]) -> [Measure] {
        names.map { Measure($0, .failure(.suppressed(minimum: options.suppression.minimumBase))) }
    }

    /// The periods of a cell add up to all of it, and so do its classes; and each of them in the locales to everybody's. A
    /// class is judged by its customers, since one customer in ten periods is no crowd.
    private static func hidden(in rows: [[LoyaltyTables]], _ isHidden: [[Bool]]) -> [[Hidden]] {
        guard let rule = rows.first?.first?.options.suppression else { return [] }
        let periods = Set(rows.joined().flatMap { $0.back.shownPeriods }).sorted()
        let byPeriod = hidden(in: rows, isHidden, rule) { tables in
            periods.map { tables.base(of: $0, rule) }
        }
        let byClass = hidden(in: rows, isHidden, rule) { tables in tables.back.classes.map(\.customers) }
        return rows.indices.map { row in
            rows[row].indices.map { column in
                let tables = rows[row][column]
                let (inPeriods, inClasses) = (byPeriod[row][column], byClass[row][column])
                var hidden = Hidden(
                    classes: Array(inClasses.dropLast()),
                    isTotal: inPeriods.last == true || rule.hides(base: tables.back.all.customers))
                if tables.hasClasses, inClasses.last == true { hidden.isTotal = true }
                for (period, hides) in zip(periods, inPeriods) { hidden.periods[period] = hides }
                return hidden
            }
        }
    }

    private static func hidden(
        in rows: [[LoyaltyTables]], _ isHidden: [[Bool]], _ rule: SuppressionRule,
        by parts: (LoyaltyTables) -> [Int]
    ) -> [[[Bool]]] {
        let bases = rows.map { row in
            row.map { tables in
                let parts = parts(tables)
                return (locale: tables.cell.locale, parts: parts, whole: parts.reduce(0, +))
            }
        }
        return MarginTable.hidden(bases, isHidden, rule)
    }

    /// What a period is judged by: those who could come back, or those who did come if they are few.
    private func base(of period: Int, _ rule: SuppressionRule) -> Int {
        let here = back.periods[period]?.customers ?? 0
        return rule.hides(base: here) ? here : back.retention(into: period)?.before ?? 0
    }
}
