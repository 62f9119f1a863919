/// What is known of a customer in one period. Parts combine in any order into the same.
package protocol PeriodContent: Hashable, Sendable {
    /// How often they were there: purchases or responses.
    var times: UInt32 { get }
    /// What they spent, in whole numbers of a small unit.
    var amount: Int128 { get }
    /// Takes in what else is known of the same customer and period.
    mutating func combine(_ other: Self)
}

/// For each customer the periods in which anything is known of them, in order.
///
/// Takes memory for each customer and period, not for each thing that was added: additions are gathered, sorted and combined
/// whenever there are half as many as there are records, which takes `O(n log n)` in all.
package struct CustomerPeriods<Content: PeriodContent>: Sendable {
    /// A customer in a period.
    package struct Record: Hashable, Sendable {
        package let key: CustomerKey
        package let period: Int32
        package fileprivate(set) var content: Content

        fileprivate func isBefore(_ other: Self) -> Bool {
            key != other.key ? key < other.key : period < other.period
        }
    }

    /// Sorted by customer, then period; one for each.
    private var records: [Record] = []
    private var pending: [Record] = []
    private static var leastPending: Int { 1 << 12 }

    /// Nobody.
    package init() {}

    /// Takes in what is known of a customer in a period.
    package mutating func add(_ key: CustomerKey, period: Int, _ content: Content) {
        let period = Int32(clamping: period)
        // Files are often sorted by customer.
        if let last = pending.indices.last, pending[last].period == period, pending[last].key == key {
            pending[last].content.combine(content)
            return
        }
        pending.append(Record(key: key, period: period, content: content))
        if pending.count > max(Self.leastPending, records.count / 2) { settle() }
    }

    /// Takes in the customers of another part.
    package mutating func merge(_ other: Self) {
        settle()
        take(other.settled().records)
    }

    /// Sorts what was added last in.
    package mutating func settle() {
        guard !pending.isEmpty else { return }
        pending.sort { $0.isBefore($1) }
        let added = pending
        pending.removeAll(keepingCapacity: records.count < 1 << 20)
        take(added)
    }

    /// The same with everything sorted in.
    package func settled() -> Self {
        var copy = self
        copy.settle()
        return copy
    }

    /// How many customers there are.
    package var customers: Int {
        var count = 0
        forEachCustomer { _ in count += 1 }
        return count
    }

    /// Hands over the records of one customer after the other, in the order of their keys.
    package func forEachCustomer(_ body: (ArraySlice<Record>) -> Void) {
        let records = settled().records
        var start = 0
        while start < records.count {
            var end = start + 1
            while end < records.count, records[end].key == records[start].key { end += 1 }
            body(records[start..<end])
            start = end
        }
    }

    /// Merges records that are sorted.
    private mutating func take(_ added: [Record]) {
        guard !added.isEmpty else { return }
        var merged: [Record] = []
        merged.reserveCapacity(records.count + added.count)
        func put(_ record: Record) {
            if let last = merged.indices.last, merged[last].period == record.period,
                merged[last].key == record.key
            {
                merged[last].content.combine(record.content)
            } else {
                merged.append(record)
            }
        }
        var (mine, other) = (0, 0)
        while mine < records.count || other < added.count {
            if other == added.count || (mine < records.count && !added[other].isBefore(records[mine])) {
                put(records[mine])
                mine += 1
            } else {
                put(added[other])
                other += 1
            }
        }
        records = merged
    }
}
