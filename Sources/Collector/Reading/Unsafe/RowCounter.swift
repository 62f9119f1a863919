internal import SurveyModel
internal import Tallies

/// Counts the rows of the fast reader where the parser left them: what `Tallies.add` does, in memory of one
/// thread, without reference counts, which threads would have to share.
///
/// Metrics that need more than codes are left to `Tallies`; see `rest`.
final class RowCounter {
    /// The series of a variable, in the order of use.
    private struct Series {
        var variable: Int32
        var offset: Int32
        /// The code of answers that have more to them: sets, orders and numbers; -1 for other variables.
        var detailed: Int32
        /// How many words the chosen options take; 0 for numbers; minus the number of options for an order.
        var words: Int32
        var wordOffset: Int32

        init(_ stored: StoredSeries, offset: Int) {
            variable = Int32(stored.variable)
            self.offset = Int32(offset)
            detailed = Int32(stored.detailed)
            words = Int32(stored.words)
            wordOffset = Int32(stored.wordOffset)
        }
    }

    /// A series that counts only with some codes of a variable; -1 is none, and then the only truth decides.
    private struct Restriction {
        var variable: Int32
        /// Where its truths stand.
        var truths: Int32
    }

    /// The groups of a metric that is broken down; `parts` of 0 and no `width` for one that is not.
    private struct Grouping {
        var first: Int32 = 0
        var parts: Int32 = 0
        var instance: Int32 = 0
        /// How many bins a group has; 0 for a metric without groups.
        var width: Int32 = 0
    }

    /// A variable that makes groups, and how many values it has.
    private struct Part {
        var variable: Int32
        var values: Int32
    }

    private struct Scale {
        var items: Int32
        var count: Int32
        var offset: Int32
        var hasMoments: Bool
        var restriction: Restriction
        var grouping: Grouping
    }

    private struct Metric {
        var series: Series
        var restriction: Restriction
        var grouping: Grouping
    }

    /// An event that one variable decides.
    private struct Event {
        var variable: Int32
        /// Where the bins of its codes stand.
        var bins: Int32
        var offset: Int32
        var restriction: Restriction
        var grouping: Grouping
    }

    private let memory = FlatMemory()
    private let width: Int
    private let size: Int
    private let flags: Int
    private let firstVersion: Int
    private let knownVersions: Int
    /// The amounts of all cells, as in `Tallies`.
    private let amounts: UnsafeMutablePointer<Int128>
    private let isCounted: UnsafeMutableBufferPointer<Bool>
    private let stored: UnsafeMutableBufferPointer<Series>
    private let metrics: UnsafeMutableBufferPointer<Metric>
    private let scales: UnsafeMutableBufferPointer<Scale>
    private let items: UnsafeMutableBufferPointer<FlatItem>
    private let events: UnsafeMutableBufferPointer<Event>
    private let eventBins: UnsafeMutableBufferPointer<Int32>
    private let parts: UnsafeMutableBufferPointer<Part>
    private let truths: UnsafeMutableBufferPointer<Bool>
    private let relations: RelationCounter
    /// The values of one scale.
    private let values: UnsafeMutablePointer<Int64>

    /// The metrics that are not counted here.
    let rest: [MetricPlan]
    /// The relations that are not counted here.
    var restRelations: [RelationPlan] { relations.rest }
    /// Whether anything is left to `Tallies`.
    let hasRest: Bool

    init(_ plan: TallyPlan) {
        width = plan.width
        size = plan.width * plan.locales.count
        flags = plan.flags
        firstVersion = plan.firstVersion
        knownVersions = plan.survey.version - plan.firstVersion + 1
        amounts = memory.values(repeating: 0, count: size)
        var metrics: [Metric] = []
        var scales: [Scale] = []
        var items: [FlatItem] = []
        var truths = [true]
        var rest: [MetricPlan] = []
        var events: [Event] = []
        var eventBins: [Int32] = []
        var parts: [Part] = []
        for metric in plan.countedMetrics {
            guard Self.isSimple(metric) else {
                rest.append(metric)
                continue
            }
            var grouping = Grouping(first: Int32(parts.count), parts: Int32(metric.breakdown.parts.count))
            if metric.breakdown.groups > 0 { grouping.width = Int32(metric.width) }
            parts += metric.breakdown.parts.map {
                Part(variable: Int32($0.variable.position), values: Int32($0.values.count))
            }
            for strand in metric.strands {
                grouping.instance = Int32(strand.instance)
                var restriction = Restriction(variable: -1, truths: 0)
                if case .table(let variable, let table)? = strand.condition {
                    restriction = Restriction(variable: Int32(variable), truths: Int32(truths.count))
                    truths += table.map { $0 == .yes }
                }
                switch metric.measure {
                case .series:
                    guard let stored = strand.stored else { continue }
                    metrics.append(
                        Metric(
                            series: Series(stored, offset: metric.offset), restriction: restriction,
                            grouping: grouping))
                case .event:
                    guard let event = strand.event, case .table(let variable, _) = event.condition,
                        let bins = event.bins
                    else { continue }
                    events.append(
                        Event(
                            variable: Int32(variable), bins: Int32(eventBins.count),
                            offset: Int32(metric.offset), restriction: restriction, grouping: grouping))
                    eventBins += bins
                case .scale(let scale):
                    guard let points = strand.items else { continue }
                    scales.append(
                        Scale(
                            items: Int32(items.count), count: Int32(points.count),
                            offset: Int32(metric.offset), hasMoments: scale.hasMoments,
                            restriction: restriction, grouping: grouping))
                    items += points.map(FlatItem.init)
                case .values, .gap, .index, .lifetime, .unsupported: break
                }
            }
        }
        self.rest = rest
        relations = RelationCounter(plan)
        hasRest = !rest.isEmpty || !relations.rest.isEmpty
        isCounted = memory.list(plan.isCounted)
        stored = memory.list(plan.stored.map { Series($0, offset: $0.offset) })
        self.metrics = memory.list(metrics)
        self.scales = memory.list(scales)
        self.items = memory.list(items)
        self.events = memory.list(events)
        self.eventBins = memory.list(eventBins)
        self.parts = memory.list(parts)
        self.truths = memory.list(truths)
        values = memory.values(repeating: 0, count: items.count)
    }

    /// Whether codes alone decide all of a metric, by tables.
    private static func isSimple(_ metric: MetricPlan) -> Bool {
        let isCounted =
            switch metric.measure {
            case .series: metric.strands.allSatisfy { $0.stored != nil }
            case .event: metric.strands.allSatisfy { $0.event?.bins != nil }
            case .scale: metric.strands.allSatisfy { $0.items != nil }
            case .values, .gap, .index, .lifetime, .unsupported: false
            }
        let isRestrictedByTables = metric.strands.allSatisfy { strand in
            switch strand.condition {
            case nil, .table?: true
            case .not?, .and?, .or?, .formula?: false
            }
        }
        return isCounted && isRestrictedByTables && !metric.breakdown.isOpen
            && metric.breakdown.parts.allSatisfy(\.isStored)
    }

    /// Adds what was counted to tallies of the same plan.
    func add(to tallies: inout Tallies) {
        for index in 0..<size where amounts[index] != 0 { tallies.add(amounts[index], toAmount: index) }
    }

    /// Forgets what was counted.
    func clear() { amounts.update(repeating: 0, count: max(1, size)) }

    /// Adds the line that a parser of the same plan read last, or takes it away with `times` -1.
    func add(_ line: LineParser, times: Int64 = 1) {
        let head = line.head
        let cell = amounts + head.pointee.cell &* width
        let step = Int128(times)
        cell[head.pointee.state] &+= step
        if head.pointee.isStale { cell[flags] &+= step }
        if head.pointee.isSynthetic { cell[flags &+ 1] &+= step }
        let version = head.pointee.version &- firstVersion
        cell[flags &+ 2 &+ (version >= 0 && version < knownVersions ? version : knownVersions)] &+= step
        guard isCounted[head.pointee.state] else { return }
        let codes = UnsafePointer(line.codes)
        let stored = UnsafePointer(stored.baseAddress)
        for index in 0..<self.stored.count { add(stored.unsafelyUnwrapped + index, line, cell, step) }
        for index in 0..<metrics.count {
            let metric = metrics.baseAddress.unsafelyUnwrapped + index
            guard holds(metric.pointee.restriction, codes) else { continue }
            withUnsafePointer(to: &metric.pointee.series) { add($0, line, cell, step) }
            if let group = group(metric.pointee.grouping, codes, cell) {
                withUnsafePointer(to: &metric.pointee.series) { add($0, line, group, step) }
            }
        }
        for index in 0..<events.count {
            let event = events.baseAddress.unsafelyUnwrapped + index
            guard holds(event.pointee.restriction, codes) else { continue }
            let code = codes[Int(event.pointee.variable)]
            let bin = eventBins.baseAddress.unsafelyUnwrapped[Int(event.pointee.bins &+ code)]
            let offset = Int(event.pointee.offset &+ bin)
            cell[offset] &+= step
            if let group = group(event.pointee.grouping, codes, cell) { group[offset] &+= step }
        }
        for index in 0..<scales.count {
            let scale = scales.baseAddress.unsafelyUnwrapped + index
            guard holds(scale.pointee.restriction, codes) else { continue }
            add(scale, codes, cell, times)
            if let group = group(scale.pointee.grouping, codes, cell) { add(scale, codes, group, times) }
        }
        relations.add(codes, cell, times)
    }

    /// The cell, moved so that the bins of a metric are those of the group that a line is in; nil if it is in none.
    @inline(__always)
    private func group(
        _ grouping: Grouping, _ codes: UnsafePointer<Int32>, _ cell: UnsafeMutablePointer<Int128>
    ) -> UnsafeMutablePointer<Int128>? {
        guard grouping.width > 0 else { return nil }
        var group = grouping.instance
        for index in 0..<Int(grouping.parts) {
            let part = parts.baseAddress.unsafelyUnwrapped[Int(grouping.first) &+ index]
            let code = codes[Int(part.variable)]
            guard code < part.values else { return nil }
            group = group &* part.values &+ code
        }
        return cell + (Int(group) &+ 1) &* Int(grouping.width)
    }

    @inline(__always)
    private func holds(_ restriction: Restriction, _ codes: UnsafePointer<Int32>) -> Bool {
        let code = restriction.variable < 0 ? 0 : codes[Int(restriction.variable)]
        return truths.baseAddress.unsafelyUnwrapped[Int(restriction.truths &+ code)]
    }

    @inline(__always)
    private func add(
        _ series: UnsafePointer<Series>, _ line: LineParser, _ cell: UnsafeMutablePointer<Int128>,
        _ step: Int128
    ) {
        let variable = Int(series.pointee.variable)
        let bins = cell + Int(series.pointee.offset)
        let code = line.codes[variable]
        bins[Int(code)] &+= step
        guard code == series.pointee.detailed else { return }
        if series.pointee.words == 0 {
            // Amounts stay below `Coding.numberLimit`, so the squares fit.
            let number = line.amounts[variable]
            bins[1] &+= step &* Int128(number)
            bins[2] &+= step &* (Int128(number) &* Int128(number))
            return
        }
        let words = line.chosen + Int(series.pointee.wordOffset)
        if series.pointee.words < 0 {
            let count = Int(-series.pointee.words)
            for option in 0..<count where words[option] > 0 {
                bins[option] &+= step
                if words[option] == 1 { bins[count &+ option] &+= step }
                bins[2 &* count &+ option] &+= step &* Int128(words[option])
            }
            return
        }
        for word in 0..<Int(series.pointee.words) {
            var bits = words[word]
            while bits != 0 {
                bins[word &* 64 &+ bits.trailingZeroBitCount] &+= step
                bits &= bits &- 1
            }
        }
    }

    @inline(__always)
    private func add(
        _ scale: UnsafePointer<Scale>, _ codes: UnsafePointer<Int32>, _ cell: UnsafeMutablePointer<Int128>,
        _ times: Int64
    ) {
        let items = items.baseAddress.unsafelyUnwrapped + Int(scale.pointee.items)
        let count = Int(scale.pointee.count)
        var answered = 0
        var sum: Int64 = 0
        for index in 0..<count {
            let code = codes[Int(items[index].variable)]
            let isAnswered = code < items[index].count
            let value = isAnswered ? items[index].first &+ items[index].step &* Int64(code) : 0
            answered &+= isAnswered ? 1 : 0
            values[index] = value
            sum &+= value
        }
        let level = cell + (Int(scale.pointee.offset) &+ 3 &* answered)
        level[0] &+= Int128(times)
        level[1] &+= Int128(times &* sum)
        level[2] &+= Int128(times) &* (Int128(sum) &* Int128(sum))
        guard scale.pointee.hasMoments, answered == count else { return }
        let sums = cell + (Int(scale.pointee.offset) &+ 3 &* (count &+ 1))
        var product = sums + count
        for first in 0..<count {
            let value = times &* values[first]
            sums[first] &+= Int128(value)
            for second in first..<count {
                product[0] &+= Int128(value &* values[second])
                product += 1
            }
        }
    }
}
