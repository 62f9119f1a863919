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
        /// The code of answers that have more to them: sets and numbers; -1 for other variables.
        var detailed: Int32
        /// How many words the chosen options take; 0 for numbers.
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

    /// An item of a scale, as in `ScaleLayout`.
    private struct Item {
        var variable: Int32
        var count: Int32
        var first: Int64
        var step: Int64
    }

    private struct Scale {
        var items: Int32
        var count: Int32
        var offset: Int32
        var hasMoments: Bool
        var restriction: Restriction
    }

    private struct Metric {
        var series: Series
        var restriction: Restriction
    }

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
    private let items: UnsafeMutableBufferPointer<Item>
    private let truths: UnsafeMutableBufferPointer<Bool>
    /// The values of one scale.
    private let values: UnsafeMutablePointer<Int64>

    /// The metrics that are not counted here.
    let rest: [MetricPlan]

    init(_ plan: TallyPlan) {
        width = plan.width
        size = plan.width * plan.locales.count
        flags = plan.flags
        firstVersion = plan.firstVersion
        knownVersions = plan.survey.version - plan.firstVersion + 1
        amounts = .allocate(capacity: max(1, size))
        amounts.initialize(repeating: 0, count: max(1, size))
        var metrics: [Metric] = []
        var scales: [Scale] = []
        var items: [Item] = []
        var truths = [true]
        var rest: [MetricPlan] = []
        for metric in plan.countedMetrics {
            var restriction = Restriction(variable: -1, truths: 0)
            switch metric.condition {
            case nil: break
            case .table(let variable, let table)?:
                restriction = Restriction(variable: Int32(variable), truths: Int32(truths.count))
                truths += table.map { $0 == .yes }
            default:
                rest.append(metric)
                continue
            }
            switch (metric.source, metric.stored) {
            case (.variable(_, _, let offset, _), let series?):
                metrics.append(Metric(series: Series(series, offset: offset), restriction: restriction))
            case (.scale(let scale), _):
                scales.append(
                    Scale(
                        items: Int32(items.count), count: Int32(scale.items.count),
                        offset: Int32(scale.offset), hasMoments: scale.hasMoments, restriction: restriction))
                items += scale.items.map {
                    Item(variable: Int32($0.variable), count: $0.count, first: $0.first, step: $0.step)
                }
            default: rest.append(metric)
            }
        }
        self.rest = rest
        isCounted = Self.memory(plan.isCounted)
        stored = Self.memory(plan.stored.map { Series($0, offset: $0.offset) })
        self.metrics = Self.memory(metrics)
        self.scales = Self.memory(scales)
        self.items = Self.memory(items)
        self.truths = Self.memory(truths)
        values = .allocate(capacity: max(1, items.count))
        values.initialize(repeating: 0, count: max(1, items.count))
    }

    deinit {
        amounts.deallocate()
        isCounted.deallocate()
        stored.deallocate()
        metrics.deallocate()
        scales.deallocate()
        items.deallocate()
        truths.deallocate()
        values.deallocate()
    }

    private static func memory<Element>(_ list: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: list.count)
        _ = memory.initialize(from: list)
        return memory
    }

    /// Adds what was counted to tallies of the same plan.
    func add(to tallies: inout Tallies) {
        for index in 0..<size where amounts[index] != 0 { tallies.add(amounts[index], toAmount: index) }
    }

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
        }
        for index in 0..<scales.count {
            let scale = scales.baseAddress.unsafelyUnwrapped + index
            guard holds(scale.pointee.restriction, codes) else { continue }
            add(scale, codes, cell, times)
        }
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
