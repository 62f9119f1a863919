internal import Statistics
package import SurveyModel
package import Tallies

/// Customers who answered more than once, told apart by a key that their responses carry: do they come back, and do those
/// who say that they will?
///
/// A customer is there in a period if a response of theirs is in it, by when it was started. Their class is that
/// of their latest response with an answer to the promoter question before the period in question. With a table of purchases
/// the customers are those who responded, and what they do is what they bought; everybody is then all who bought, of whom
/// those who did not respond have no class.
///
/// Weights play no part. Takes memory for each customer and period.
package struct RespondingCustomers: ResponseAnalysis {
    /// The variable that holds the key.
    private let customer: VariableID
    private let name: String
    /// The promoter question, with points from 0 to 10.
    private let score: VariableID?
    private let loyalty: LoyaltyOptions
    private let keys: CustomerKeys
    /// What customers bought, the same in all parts.
    private let purchases: Purchases?

    private var visits = CustomerPeriods<Visit>()
    private var unidentified = 0
    private var outside = 0
    private var latest: CalendarDay?

    /// What is known of a customer's responses in a period.
    private struct Visit: PeriodContent {
        var times: UInt32 = 1
        var amount: Int128 { 0 }
        /// The latest response that answered the promoter question.
        var said: Said?

        struct Said: Hashable, Sendable {
            var at: Int64
            var high: UInt64
            var low: UInt64
            var promoterClass: PromoterClass
        }

        mutating func combine(_ other: Visit) {
            let (sum, overflows) = times.addingReportingOverflow(other.times)
            times = overflows ? .max : sum
            guard let theirs = other.said else { return }
            guard let mine = said else {
                said = theirs
                return
            }
            let order = (mine.at, mine.high, mine.low, mine.promoterClass.position)
            if order < (theirs.at, theirs.high, theirs.low, theirs.promoterClass.position) { said = theirs }
        }
    }

    /// Nil unless `customer` is a stored text or number, and `score`, if there is one, has the points 0 to 10.
    ///
    /// `keys` are those that `purchases` were read with.
    package init?(
        _ plan: TallyPlan, customer: VariableID, score: VariableID?, _ loyalty: LoyaltyOptions,
        keys: CustomerKeys, purchases: Purchases? = nil
    ) {
        let variable = plan.survey[customer]
        guard variable.isStored, Self.isKey(variable.domain) else { return nil }
        if let score, plan.codings[score.position] != .point(low: 0, count: 11) { return nil }
        self.customer = customer
        name = variable.name
        self.score = score
        self.loyalty = loyalty
        self.keys = keys
        self.purchases = purchases?.settled()
    }

    private static func isKey(_ domain: Domain) -> Bool {
        switch domain {
        case .text, .number: true
        case .option, .options, .order, .point, .yesno, .date, .time, .truth: false
        }
    }

    /// How many customers responded; with purchases, how many of them bought.
    package var base: Int { purchases?.customers(among: said()) ?? visits.customers }

    package var names: [(kind: Analysis.Kind, subject: String)] {
        purchases == nil ? [(.retention, name)] : [(.retention, name), (.lifetime, name)]
    }

    package mutating func add(_ response: borrowing CodedResponse) {
        guard let period = loyalty.rule.period(of: response.started) else {
            outside += 1
            return
        }
        let day = CalendarDay(of: response.started, secondsFromGMT: loyalty.rule.offsetMinutes * 60)
        guard let key = key(of: response.answers().answer(of: customer)) else {
            unidentified += 1
            return
        }
        var visit = Visit()
        if let score, response.row.codes[score.position] < 11 {
            visit.said = .init(
                at: response.started.milliseconds, high: response.id.high, low: response.id.low,
                promoterClass: PromoterClass(point: Int(response.row.codes[score.position])))
        }
        latest = max(latest ?? day, day)
        visits.add(key, period: Int(period.index), visit)
    }

    private func key(of answer: Answer) -> CustomerKey? {
        switch answer.value {
        case .text(let text): keys.key(of: text)
        case .number(let number): keys.key(of: number.canonicalText)
        default: nil
        }
    }

    package mutating func merge(_ other: Self) {
        visits.merge(other.visits)
        unidentified += other.unidentified
        outside += other.outside
        if let theirs = other.latest { latest = max(latest ?? theirs, theirs) }
    }

    /// A cell alone, of which nothing else is published.
    package func analyses(in cell: Cell, _ options: AnalysisOptions) -> [Analysis] {
        Self.analyses(of: [[(cell, self)]], isHidden: [[options.suppression.hides(base: base)]], options)
    }

    package static func analyses(
        of rows: [[(cell: Cell, part: Self)]], isHidden: [[Bool]], _ options: AnalysisOptions
    ) -> [Analysis] {
        let tables = rows.map { row in row.map { cell, part in part.tables(in: cell, options) } }
        return LoyaltyTables.analyses(of: tables, isHidden: isHidden)
    }

    private func tables(in cell: Cell, _ options: AnalysisOptions) -> LoyaltyTables {
        let everybody = cell == .everybody
        let excluded: [Analysis.Exclusion] = [
            .init(.unidentified, unidentified), .init(.outsidePeriod, outside),
        ]
        return LoyaltyTables(
            back: purchases?.comingBack(said: said(), ofThoseOnly: !everybody) ?? comingBack(),
            subject: name, cell: cell, source: purchases == nil ? "responses" : "purchases",
            loyalty: loyalty, options: options, until: purchases?.until ?? loyalty.until ?? latest,
            excluded: excluded, caveats: purchases != nil && everybody ? [] : [.respondentsOnly],
            hasClasses: score != nil, unit: purchases == nil ? nil : Purchases.unit)
    }

    /// What each customer who responded said, in order.
    private func said() -> WhatCustomersSaid {
        var said = WhatCustomersSaid()
        visits.forEachCustomer { said.append($0[$0.startIndex].key, Self.classes(in: $0)) }
        return said
    }

    private static func classes(in records: ArraySlice<CustomerPeriods<Visit>.Record>)
        -> [(period: Int, PromoterClass)]
    {
        records.compactMap { record in
            record.content.said.map { (period: Int(record.period), $0.promoterClass) }
        }
    }

    private func comingBack() -> ComingBack {
        var first = Int.max
        guard let until = loyalty.until ?? latest else { return ComingBack(first: first, lastFinished: .min) }
        visits.forEachCustomer { first = min(first, Int($0[$0.startIndex].period)) }
        var back = ComingBack(first: first, lastFinished: loyalty.lastFinished(by: until))
        visits.forEachCustomer { records in
            back.add(
                records.map { (Int($0.period), Int($0.content.times), 0) },
                said: Self.classes(in: records)[...])
        }
        return back
    }
}
