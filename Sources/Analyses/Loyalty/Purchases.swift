internal import Statistics
package import SurveyModel

/// A table of purchases: who came when and spent how much.
///
///     var purchases = Purchases(keys: CustomerKeys(), LoyaltyOptions())
///     while let chunk = try file.next() { try purchases.read(chunk.span) { fault in print(fault.text) } }
///     try purchases.finish { fault in print(fault.text) }
///     purchases.analyses(AnalysisOptions())
///
/// The first line names the columns. A line is one purchase, also one like another. A customer is there in a period with a
/// purchase in it, also one of nothing; an amount below zero is a return: it lessens what was spent in its period, or in the
/// last one before it with a purchase, and is no purchase. Days count as they are written, whatever the time zone of a time.
///
/// Streams: memory grows with customers and their periods, not with lines.
package struct Purchases: Sendable {
    /// What the columns are called in the file.
    package struct Columns: Hashable, Sendable {
        package var customer: String
        package var date: String
        package var amount: String

        package init(customer: String = "customer", date: String = "date", amount: String = "amount") {
            self.customer = customer
            self.date = date
            self.amount = amount
        }

        /// Reads `customer=kund,date=datum,amount=belopp`, in any order, each of them once or not at all. Nil for anything
        /// else.
        package init?(_ text: String) {
            self.init()
            var seen: Set<Substring> = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard sides.count == 2, !sides[1].isEmpty, seen.insert(sides[0]).inserted else { return nil }
                switch sides[0] {
                case "customer": customer = String(sides[1])
                case "date": date = String(sides[1])
                case "amount": amount = String(sides[1])
                default: return nil
                }
            }
        }
    }

    /// How many of the units that amounts are counted in make one.
    static let unit = 10_000.0

    private struct Bought: PeriodContent {
        var times: UInt32
        var amount: Int128

        mutating func combine(_ other: Bought) {
            let (sum, overflows) = times.addingReportingOverflow(other.times)
            times = overflows ? .max : sum
            amount += other.amount
        }
    }

    private let keys: CustomerKeys
    private let loyalty: LoyaltyOptions
    private let columns: Columns
    private var lines = TableLines()
    private var cells: PurchaseCells
    /// Where the columns stand, once the header was read.
    private var places: Places?
    private var bought = CustomerPeriods<Bought>()
    /// How many lines were taken.
    package private(set) var taken = 0
    /// How many of them are of a later day than the last one that was asked for; they count nowhere.
    package private(set) var later = 0
    /// How many lines were not, for each reason.
    package private(set) var rejected: [PurchaseFault.Reason: Int] = [:]
    /// The last day with a purchase or a return.
    package private(set) var latest: CalendarDay?

    /// A table of which nothing was read.
    package init(keys: CustomerKeys, _ loyalty: LoyaltyOptions, columns: Columns = Columns()) {
        self.keys = keys
        self.loyalty = loyalty
        self.columns = columns
        cells = PurchaseCells(loyalty.rule.length)
    }

    /// Reads the next bytes of the file. Tells of each line that cannot be taken, and throws where the header cannot.
    package mutating func read(_ chunk: Span<UInt8>, _ reject: (PurchaseFault) -> Void) throws(PurchaseFault)
    {
        var lines = TableLines()
        swap(&lines, &self.lines)
        defer { swap(&lines, &self.lines) }
        try lines.read(chunk) { row throws(PurchaseFault) in try take(row, reject) }
    }

    /// Ends the file: takes its last line.
    package mutating func finish(_ reject: (PurchaseFault) -> Void) throws(PurchaseFault) {
        var lines = TableLines()
        swap(&lines, &self.lines)
        try lines.finish { row throws(PurchaseFault) in try take(row, reject) }
        if places == nil { throw PurchaseFault(line: 1, reason: .noHeader) }
        bought.settle()
    }

    private mutating func take(_ row: borrowing TableLines.Row, _ reject: (PurchaseFault) -> Void)
        throws(PurchaseFault)
    {
        guard let places else {
            self.places = try header(row)
            return
        }
        if let reason = fault(in: row, places) {
            rejected[reason, default: 0] += 1
            reject(PurchaseFault(line: row.line, reason: reason))
        } else {
            taken += 1
        }
    }

    private func header(_ row: borrowing TableLines.Row) throws(PurchaseFault) -> Places {
        var found: [String: Int] = [:]
        for cell in 0..<row.count {
            let name = row.text(cell).trimmingBlanks.lowercased()
            if found[name] == nil { found[name] = cell }
        }
        guard row.fault == nil, let customer = found[columns.customer.lowercased()],
            let date = found[columns.date.lowercased()], let amount = found[columns.amount.lowercased()]
        else { throw PurchaseFault(line: row.line, reason: .noHeader) }
        return Places(customer: customer, date: date, amount: amount, count: row.count)
    }

    /// Takes a line, or says why not.
    private mutating func fault(in row: borrowing TableLines.Row, _ places: Places) -> PurchaseFault.Reason? {
        switch row.fault {
        case .tooLong: return .tooLong
        case .textAfterQuote, .openQuote: return .quotes
        case nil: break
        }
        guard row.count >= places.count else { return .tooFewCells }
        guard row.count == places.count else { return .tooManyCells }
        guard let key = keys.key(of: row[places.customer]) else { return .noCustomer }
        guard let (day, period) = cells.day(row[places.date]) else { return .noDate }
        switch PurchaseCells.amount(row[places.amount]) {
        case .failure(let reason): return reason
        case .success(let amount):
            if let last = loyalty.until, day > last {
                later += 1
                return nil
            }
            latest = max(latest ?? day, day)
            bought.add(key, period: period, Bought(times: amount < 0 ? 0 : 1, amount: Int128(amount)))
            return nil
        }
    }

    /// What is to be said of all who bought, without what they said themselves.
    package func analyses(_ options: AnalysisOptions) -> [Analysis] {
        let tables = LoyaltyTables(
            back: comingBack(said: WhatCustomersSaid()), subject: "", cell: .everybody, source: "purchases",
            loyalty: loyalty, options: options, until: until, unit: Self.unit)
        return LoyaltyTables.analyses(
            of: [[tables]], isHidden: [[options.suppression.hides(base: tables.back.customers)]])
    }

    /// The last day that the table reaches to; nil if it is empty.
    var until: CalendarDay? { loyalty.until ?? latest }

    /// The same with everything sorted in, for who reads it often.
    func settled() -> Self {
        var copy = self
        copy.bought.settle()
        return copy
    }

    /// Who came back. Customers are of the class that they had said before a period; with
    /// `ofThoseOnly` the others are left out.
    func comingBack(
        said: WhatCustomersSaid, ofThoseOnly: Bool = false
    ) -> ComingBack {
        guard let until else { return ComingBack(first: .max, lastFinished: .min) }
        var first = Int.max
        var walk = said.walk
        bought.forEachCustomer { records in
            guard !ofThoseOnly || walk.said(records[records.startIndex].key) != nil,
                let visit = records.first(where: { $0.content.times > 0 })
            else { return }
            first = min(first, Int(visit.period))
        }
        var back = ComingBack(first: first, lastFinished: loyalty.lastFinished(by: until))
        walk = said.walk
        bought.forEachCustomer { records in
            let mine = walk.said(records[records.startIndex].key)
            guard !ofThoseOnly || mine != nil else { return }
            var visits: [(period: Int, times: Int, amount: Int128)] = []
            for record in records {
                if record.content.times > 0 {
                    visits.append((Int(record.period), Int(record.content.times), record.content.amount))
                } else if let last = visits.indices.last {
                    visits[last].amount += record.content.amount
                }
            }
            back.add(visits, said: mine ?? [])
        }
        return back
    }

    /// How many of these customers bought anything.
    func customers(among said: WhatCustomersSaid) -> Int {
        var count = 0
        var walk = said.walk
        bought.forEachCustomer { records in
            let isThere = walk.said(records[records.startIndex].key) != nil
            if isThere, records.contains(where: { $0.content.times > 0 }) { count += 1 }
        }
        return count
    }

    /// Where the columns stand.
    private struct Places: Sendable {
        var customer: Int
        var date: Int
        var amount: Int
        var count: Int
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        String(decoding: ArraySlice(utf8).trimmed, as: UTF8.self)
    }
}
