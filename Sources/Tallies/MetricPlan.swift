package import SurveyModel

/// How one metric of a survey is counted.
package struct MetricPlan: Sendable {
    /// Where its figures come from.
    package enum Source: Sendable {
        /// The series of one variable, whole or restricted; computed variables have a series of the metric.
        case variable(VariableID, coding: Coding, offset: Int, isOwn: Bool)
        /// The moments of a scale over several items.
        case scale(ScaleLayout)
        /// It cannot be counted, for this reason.
        case unsupported(String)
    }

    package let source: Source
    package let condition: WhereCondition?
    let needsAnswers: Bool
    /// The stored variable that a restricted metric is about.
    package let stored: StoredSeries?
    /// Whether it has series of its own.
    let isCounted: Bool

    init(
        _ metric: Metric, _ survey: Survey, _ codings: [Coding?], _ series: [StoredSeries?],
        _ layout: inout Layout
    ) {
        condition = metric.condition.map { WhereCondition($0, codings) }
        let readsComputed = metric.items.contains { !survey[$0.variable].isStored }
        needsAnswers = readsComputed || condition?.needsAnswers == true
        guard metric.items.count == 1, let item = metric.items.first else {
            stored = nil
            if let scale = ScaleLayout(metric, codings, &layout) {
                source = .scale(scale)
                isCounted = true
            } else {
                isCounted = false
                source = .unsupported("not all of its items are points of a scale")
            }
            return
        }
        let variable = survey[item.variable]
        stored = series[item.variable.position]
        if metric.condition == nil, let coding = codings[item.variable.position], let stored {
            source = .variable(item.variable, coding: coding, offset: stored.offset, isOwn: false)
            isCounted = false
        } else {
            isCounted = true
            let coding = Coding(variable, in: survey)
            let offset = layout.append("metric.\(metric.name)", coding.bins(of: variable, in: survey))
            source = .variable(item.variable, coding: coding, offset: offset, isOwn: true)
        }
    }
}

/// Where the moments of a scale stand in a cell.
///
/// First, for each k from 0 to the number of items, how many respondents answered k items, the sum of their
/// sums and the sum of the squares of their sums. Then, over those who answered all items, the sum of each
/// item and of each product of two items.
package struct ScaleLayout: Sendable {
    /// The items, reversed ones turned.
    package let items: [Item]
    package let offset: Int
    package let hasMoments: Bool

    /// An item, and what its codes are worth.
    package struct Item: Sendable {
        package let variable: Int
        /// The value of code 0.
        package let first: Int64
        /// What the next code adds: 1, or -1 for a reversed item.
        package let step: Int64
        package let count: Int32
    }

    init?(_ metric: Metric, _ codings: [Coding?], _ layout: inout Layout) {
        var items: [Item] = []
        for item in metric.items {
            guard case .point(let low, let count)? = codings[item.variable.position],
                low.magnitude < 1_000_000
            else {
                return nil
            }
            let first = item.isReversed ? Int64(low + count - 1) : Int64(low)
            items.append(
                Item(
                    variable: item.variable.position, first: first, step: item.isReversed ? -1 : 1,
                    count: Int32(count)))
        }
        guard items.count > 1 else { return nil }
        self.items = items
        hasMoments = items.count <= ScaleMoments.itemLimit
        var bins: [String] = []
        for answered in 0...items.count {
            bins += ["\(answered).n", "\(answered).sum", "\(answered).squares"]
        }
        if hasMoments {
            bins += items.indices.map { "x\($0 + 1)" }
            for first in items.indices { bins += (first..<items.count).map { "x\(first + 1)*x\($0 + 1)" } }
        }
        offset = layout.append("scale.\(metric.name)", bins)
    }

    func add(_ row: TallyRow, at base: Int, times: Int64, to amounts: inout [Int128]) {
        let items = items.span
        let codes = row.codes.span
        var amounts = amounts.mutableSpan
        var answered = 0
        var sum: Int64 = 0
        for index in items.indices {
            let code = codes[items[index].variable]
            guard code < items[index].count else { continue }
            answered += 1
            sum &+= items[index].value(code)
        }
        let start = base + offset + 3 * answered
        amounts[start] &+= Int128(times)
        amounts[start + 1] &+= Int128(times &* sum)
        amounts[start + 2] &+= Int128(times) &* Int128(sum) &* Int128(sum)
        guard hasMoments, answered == items.count else { return }
        let sums = base + offset + 3 * (items.count + 1)
        var product = sums + items.count
        for first in items.indices {
            let value = times &* items[first].value(codes[items[first].variable])
            amounts[sums + first] &+= Int128(value)
            for second in first..<items.count {
                amounts[product] &+= Int128(value &* items[second].value(codes[items[second].variable]))
                product += 1
            }
        }
    }
}

extension ScaleLayout.Item {
    @inline(__always)
    fileprivate func value(_ code: Int32) -> Int64 { first &+ step &* Int64(code) }
}
