internal import Dispatch
public import Tallies

/// Reads responses from JSON Lines straight into tallies, without keeping them: for `stats` on files.
///
/// Every value of every line is checked as the strict reader `Response(line:of:index:)` checks it, and a line
/// counts only if all of it is a response to the survey. Empty lines are skipped, and so are a byte order
/// mark at the beginning and carriage returns at line ends. A response that comes again counts once, whatever
/// the order of its keys; another one under the same id is a conflict, and the first in the order of the
/// input counts. The result does not depend on the number of threads.
///
/// Memory: some megabytes, and 24 bytes for each response in rising order of ids (up to twice that for those
/// out of order), however long the input.
public final class LineCollector {
    /// What is counted.
    public let plan: TallyPlan
    private let ledger: Ledger
    private let readers: [ChunkReader]

    /// Makes a collector. The first `kept` findings are kept for `findings`; `report` gets all of them, in
    /// the order of the input, while lines are read and on any thread, one at a time.
    public init(
        _ plan: TallyPlan, threads: Int = 2, kept: Int = 20, report: (@Sendable (LineFinding) -> Void)? = nil
    ) {
        self.plan = plan
        ledger = Ledger(kept: max(0, kept), report: report)
        let layout = LineLayout(plan)
        let hash = ContentHash()
        readers = (0..<max(1, min(threads, 16))).map { _ in ChunkReader(layout, hash) }
    }

    /// Reads a source to its end. May be called for several sources, one after the other.
    ///
    /// Throws `ReadingFault` if it cannot be opened or read; what was read before stands.
    public func read(_ source: LineSource) throws(ReadingFault) {
        let reading = try SharedReading(source)
        ledger.begin(source)
        share { $0.run(reading, self.ledger) }
        if let fault = reading.fault { throw fault }
    }

    /// Reads a CSV to its end: one of ours, or a foreign one with a map that says what its columns and values mean. May be
    /// called for several sources, of lines or of CSV, one after the other.
    ///
    /// Throws `CSVFault` if it cannot be opened or read, or if its header, the map and the survey do not fit; what was read
    /// before stands. Findings have the line where a record begins, and name its column.
    public func read(csv source: LineSource, map: CSVMap = CSVMap()) throws(CSVFault) {
        let reading = try CSVReading(source, of: plan.survey, map: map)
        ledger.begin(source, after: reading.headerLines)
        share { $0.run(reading, self.ledger) }
        if let fault = reading.shared.fault { throw CSVFault(fault, of: source.name) }
    }

    /// Has each thread run its reader.
    private func share(_ run: (ChunkReader) -> Void) {
        if readers.count == 1 { return run(readers[0]) }
        withoutActuallyEscaping(run) { run in
            let team = Team(readers: readers, run: run)
            DispatchQueue.concurrentPerform(iterations: readers.count) { team.run($0) }
        }
    }

    /// The responses that count so far.
    public var tallies: Tallies {
        var all = Tallies(plan)
        for reader in readers { all.merge(reader.tallies) }
        return all
    }

    /// What became of the lines so far.
    public var counts: CollectionCounts { ledger.counts }

    /// The first lines that do not count.
    public var findings: [LineFinding] { ledger.findings }
}

/// Readers, each used by one thread.
private struct Team: @unchecked Sendable {
    let readers: [ChunkReader]
    let run: (ChunkReader) -> Void

    func run(_ position: Int) { run(readers[position]) }
}
