/// What each customer said, period by period: customers in the order of their keys, periods in theirs.
struct WhatCustomersSaid {
    private var keys: [CustomerKey] = []
    private var ends: [Int] = []
    private var classes: [(period: Int, PromoterClass)] = []

    /// Adds the next customer.
    mutating func append(_ key: CustomerKey, _ said: some Sequence<(period: Int, PromoterClass)>) {
        keys.append(key)
        classes += said
        ends.append(classes.count)
    }

    /// Finds customers who are asked for in the order of their keys, in one walk.
    struct Walk {
        let all: WhatCustomersSaid
        var next = 0

        /// What a customer said; nil for one who is not there.
        mutating func said(_ key: CustomerKey) -> ArraySlice<(period: Int, PromoterClass)>? {
            while next < all.keys.count, all.keys[next] < key { next += 1 }
            guard next < all.keys.count, all.keys[next] == key else { return nil }
            return all.classes[(next == 0 ? 0 : all.ends[next - 1])..<all.ends[next]]
        }
    }

    /// Begins with the first customer.
    var walk: Walk { Walk(all: self) }
}
