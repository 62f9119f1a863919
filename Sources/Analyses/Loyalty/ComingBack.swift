internal import Statistics

/// Who came back, counted over customers one after the other: by period, by class, and in all.
struct ComingBack {
    /// What happened in one period.
    struct Period {
        /// Who was there.
        var customers = 0
        /// Who was there in the period before as well.
        var kept = 0
        /// How often they were there.
        var times = 0
        /// What they spent.
        var amount: Int128 = 0
    }

    /// What happened from each period to the next, over all of them that are over.
    struct Passage {
        /// How many customers were there in a period after which another one was over.
        var customers = 0
        /// Who was there in the later period and not in the earlier.
        var new = 0
        /// The periods, after how many of them the customer stayed, and the margins.
        var sums = CustomerSums()
    }

    /// By number.
    private(set) var periods: [Int: Period] = [:]
    /// By the place of the class.
    private(set) var classes = [Passage](repeating: Passage(), count: PromoterClass.allCases.count)
    /// Of whatever class.
    private(set) var all = Passage()
    /// How many customers were there at all.
    private(set) var customers = 0
    /// The first period that anybody was there in.
    let first: Int
    /// The last period that is over.
    let lastFinished: Int

    init(first: Int, lastFinished: Int) {
        self.first = first
        self.lastFinished = lastFinished
    }

    /// Takes in a customer: the periods they were there in, in order, and from which period on they are of which class.
    mutating func add(
        _ visits: [(period: Int, times: Int, amount: Int128)], said: ArraySlice<(period: Int, PromoterClass)>
    ) {
        guard !visits.isEmpty else { return }
        customers += 1
        var sums = [(periods: Int, staying: Int, margin: Int128)](
            repeating: (0, 0, 0), count: PromoterClass.allCases.count)
        var next = said.startIndex
        var current = PromoterClass.none
        /// The class by what was said before a period; to be asked for later and later ones.
        func place(before period: Int) -> Int {
            while next < said.endIndex, said[next].period < period {
                current = said[next].1
                next += 1
            }
            return current.position
        }
        for (index, visit) in visits.enumerated() {
            let wasThere = index > 0 && visits[index - 1].period == visit.period - 1
            periods[visit.period, default: Period()].add(visit, wasThere: wasThere)
            if !wasThere, visit.period > first, visit.period <= lastFinished {
                classes[place(before: visit.period)].new += 1
                all.new += 1
            }
            guard visit.period < lastFinished else { continue }
            let stays = index + 1 < visits.count && visits[index + 1].period == visit.period + 1
            let place = place(before: visit.period + 1)
            sums[place].periods += 1
            sums[place].staying += stays ? 1 : 0
            sums[place].margin += visit.amount
        }
        let total = sums.reduce((0, 0, 0)) { ($0.0 + $1.periods, $0.1 + $1.staying, $0.2 + $1.margin) }
        all.add(periods: total.0, staying: total.1, margin: total.2)
        for (place, sum) in sums.enumerated() {
            classes[place].add(periods: sum.periods, staying: sum.staying, margin: sum.margin)
        }
    }

    /// From the period before to this one; nil for the first.
    func retention(into period: Int) -> Retention? {
        guard period > first else { return nil }
        let (before, here) = (periods[period - 1] ?? Period(), periods[period] ?? Period())
        return Retention(before: before.customers, after: here.customers, new: here.customers - here.kept)
    }

    /// The periods in which anybody was there, or was expected back, in order.
    var shownPeriods: [Int] {
        let last = periods.keys.max() ?? first
        let expected = periods.keys.lazy.map { $0 + 1 }.filter { $0 <= max(last, self.lastFinished) }
        return Set(periods.keys).union(expected).sorted()
    }
}

extension ComingBack.Period {
    fileprivate mutating func add(_ visit: (period: Int, times: Int, amount: Int128), wasThere: Bool) {
        customers += 1
        kept += wasThere ? 1 : 0
        times += visit.times
        amount += visit.amount
    }
}

extension ComingBack.Passage {
    fileprivate mutating func add(periods: Int, staying: Int, margin: Int128) {
        guard periods > 0 else { return }
        customers += 1
        sums.add(periods: periods, staying: staying, margin: margin)
    }

    /// From each period to the next, taken together.
    var retention: Retention? {
        Retention(before: sums.periods, after: sums.staying + new, new: new)
    }
}
