internal import Dispatch
public import ResponseStore
public import SurveyModel
internal import Tallies

/// What became of the lines of one source that were collected into a store.
public struct CollectionReport: Hashable, Sendable {
    /// How many of each.
    public var counts = CollectionCounts()
    /// The first lines that do not count.
    public var findings: [LineFinding] = []
    /// How many responses were left where they are because their respondents withdrew consent elsewhere.
    public var withdrawn = 0
    /// How many responses of a store were not looked at, by the survey that they answer, which is not asked for.
    public var passedOver: [String: Int] = [:]
    /// What the survey has and a CSV has no column for, where no map says what is taken.
    public var gaps = CSVGaps()
    /// Why a store could not be read to its end.
    public var fault: StoreFault?

    /// Nothing read.
    public init() {}
}

/// How far the reading of sources is.
public struct CollectionProgress: Hashable, Sendable {
    /// Bytes that are dealt with.
    public var bytes: Int
    /// Lines that are dealt with, empty ones aside.
    public var lines: Int
}

/// Takes responses in bulk into a store, each of them once.
///
/// Two threads read and check, a third one, the caller's, writes: what it costs is what SQLite costs. Every line is read on the
/// survey version that it names, of those that the store knows. What is stored, counted and kept aside is the same as
/// `Response(line:of:index:)` and `Store.take` give for one line after the other.
///
/// Each transaction is whole or not at all, with the tallies in it; what was interrupted is completed by reading again.
/// Memory: some chunks of 256 KiB and the cache of SQLite, however long the input.
public final class StoreCollector {
    /// Gets a line that does not count, and its bytes without the line break; those of a line over the limit are not there.
    public typealias Report = (LineFinding, UnsafeBufferPointer<UInt8>) throws -> Void

    private let store: Store
    private let known: KnownSurveys
    private let received: Timestamp
    private let kept: Int
    private let report: Report?
    private let progress: ((CollectionProgress) -> Void)?
    private let threads: Int
    private var counters: [Int: LineCounter] = [:]
    /// Where the responses of each structure go, in the transaction that is going on.
    private var targets: [Intake.Target?] = []
    private var done = CollectionProgress(bytes: 0, lines: 0)

    /// How much is taken in one transaction at most, a chunk more or less: it is held from other writers for so long.
    private static let transactionLines = 40_000
    private static let transactionBytes = 32 << 20
    private static let chunks = 12

    /// Makes a collector for the surveys that the store knows now.
    ///
    /// The first `kept` findings of a source are in its report; `report` gets all of them, in the order of the input, after
    /// the transaction that they belong to. `received` is the moment that lines are marked with. Throws `StoreFault`.
    public init(
        _ store: Store, at received: Timestamp, kept: Int = 20, threads: Int = 2, report: Report? = nil,
        progress: ((CollectionProgress) -> Void)? = nil
    ) throws {
        self.store = store
        self.received = received
        self.kept = kept
        self.report = report
        self.progress = progress
        self.threads = max(1, min(threads, 16))
        known = try KnownSurveys(store)
        guard !known.entries.isEmpty else {
            throw StoreFault(
                .unknownSurvey, "\(store.path) knows no survey; say which one is answered: --survey FILE")
        }
    }

    /// Takes the responses of JSON Lines. Throws `ReadingFault` if the source and `StoreFault` if the store fails, and what
    /// `report` throws; earlier transactions stay.
    public func read(_ source: LineSource) throws -> CollectionReport {
        let (report, fault) = try readAsFarAsPossible(source)
        if let fault { throw fault }
        return report
    }

    /// The same; a source that cannot be read to its end gives what it gave, and the fault.
    public func readAsFarAsPossible(_ source: LineSource) throws -> (CollectionReport, ReadingFault?) {
        let reading: SharedReading
        do { reading = try SharedReading(source) } catch { return (CollectionReport(), error) }
        var batch = Batch([source.name], kept: kept)
        try drain(&batch, honoursWithdrawal: false, readers: threads) { $0.run(reading, $1) }
        return (batch.reports[0], reading.fault)
    }

    /// Takes the responses of a CSV, with a map if it is a foreign one. Findings have the line where a record begins, and the
    /// bytes of the record.
    ///
    /// Throws `CSVFault` if the header, the map and the survey do not fit or the file cannot be read, and `StoreFault`.
    public func read(
        csv source: LineSource, of survey: Survey, map: CSVMap = CSVMap()
    ) throws -> CollectionReport {
        let (report, fault) = try readAsFarAsPossible(csv: source, of: survey, map: map)
        if let fault { throw fault }
        return report
    }

    /// The same; a file that cannot be read to its end gives what it gave, and the fault.
    public func readAsFarAsPossible(
        csv source: LineSource, of survey: Survey, map: CSVMap = CSVMap()
    ) throws -> (CollectionReport, CSVFault?) {
        let reading = try CSVReading(source, of: survey, map: map)
        var batch = Batch([source.name], kept: kept)
        batch.line = reading.headerLines
        batch.reports[0].gaps = reading.gaps
        try drain(&batch, honoursWithdrawal: false, readers: threads) { $0.run(reading, $1) }
        return (batch.reports[0], reading.shared.fault.map { CSVFault($0, of: source.name) })
    }

    /// Takes the responses that records of another format make, with the numbers of the lines where those begin.
    ///
    /// Throws what the source throws if it cannot be read to its end, and `StoreFault`.
    public func read(made source: any MadeLines) throws -> CollectionReport {
        let (report, fault) = try readAsFarAsPossible(made: source)
        if let fault { throw fault }
        return report
    }

    /// The same; a source that cannot be read to its end gives what it gave, and the fault.
    public func readAsFarAsPossible(
        made source: any MadeLines
    ) throws -> (CollectionReport, MadeLinesFault?) {
        let lines = MadeLineChunks(source, received: received)
        var batch = Batch([source.name], kept: kept)
        try drain(&batch, honoursWithdrawal: false, readers: 1) { $0.run(lines, $1) }
        guard let fault = lines.fault else { return (batch.reports[0], nil) }
        guard let fault = fault as? MadeLinesFault else { throw fault }
        return (batch.reports[0], fault)
    }

    /// Takes the responses of other stores, and what they kept aside, in the order of their ids; of surveys of these names
    /// only, unless nil. One report for each store.
    ///
    /// The stores are only read, page by page, so they may be in use; interviews that are open in them are left alone. What
    /// ends in a new store does not depend on the order of the stores; see `Documentation/Collecting.md`. A store that
    /// cannot be read to its end is left out from there on, with its fault in the report.
    public func read(_ stores: [Store], named names: Set<String>? = nil) throws -> [CollectionReport] {
        let lines = StoreLines(stores, wanted: names)
        var batch = Batch(stores.map(\.path), kept: kept)
        try drain(&batch, honoursWithdrawal: true, readers: 1) { $0.run(lines, $1) }
        for (source, fault) in lines.faults { batch.reports[source].fault = fault }
        for (source, passed) in lines.passedOver.enumerated() { batch.reports[source].passedOver = passed }
        return batch.reports
    }

    /// Lets readers run, each on a thread, and writes what they hand over, until they have ended.
    private func drain(
        _ batch: inout Batch, honoursWithdrawal: Bool, readers: Int,
        _ run: @escaping @Sendable (ReadingThread, Conveyor) -> Void
    ) throws {
        let conveyor = Conveyor(chunks: Self.chunks, readers: readers)
        let queue = DispatchQueue(label: "collecting", attributes: .concurrent)
        for _ in 0..<readers {
            let reader = ReadingThread(LineSorter(known))
            queue.async { run(reader, conveyor) }
        }
        done = CollectionProgress(bytes: 0, lines: 0)
        do {
            try store.whileTakingMany {
                while let first = conveyor.next(waiting: true) {
                    try takeSome(first, conveyor, &batch, honoursWithdrawal)
                }
            }
        } catch {
            conveyor.cancel()
            throw error
        }
    }

    /// One transaction: what is there, up to the limit. Where the readers are slower, nothing waits uncommitted for them.
    private func takeSome(
        _ first: SortedChunk, _ conveyor: Conveyor, _ batch: inout Batch, _ honoursWithdrawal: Bool
    ) throws {
        var lines = 0
        var bytes = 0
        try store.intake { intake in
            targets = Array(repeating: nil, count: known.entries.count)
            var next: SortedChunk? = first
            while let chunk = next {
                try take(chunk, into: intake, &batch, honoursWithdrawal)
                lines += chunk.lines.count
                bytes += chunk.byteCount
                conveyor.give(chunk)
                next =
                    lines < Self.transactionLines && bytes < Self.transactionBytes
                    ? conveyor.next(waiting: false) : nil
            }
            for (place, counter) in counters where counter.count > 0 {
                try intake.add(counter.take(), to: target(place, intake))
            }
        }
        try batch.settle(report)
        try store.boundLog()
        done.lines += lines
        done.bytes += bytes
        progress?(done)
    }

    private func take(
        _ chunk: SortedChunk, into intake: Intake, _ batch: inout Batch, _ honoursWithdrawal: Bool
    ) throws {
        if chunk.isOversized {
            batch.find(.rejected, 0, batch.line + 1, nil, chunk.oversizedMessage, [])
            batch.line += chunk.oversizedLines
            return
        }
        for line in chunk.lines {
            let origin =
                chunk.origins.isEmpty
                ? SortedChunk.Origin(
                    source: 0, number: batch.line + line.number, received: received.milliseconds)
                : chunk.origins[line.number - 1]
            if case .rejected(let position) = line.verdict {
                let fault = chunk.faults[position]
                batch.find(
                    .rejected, origin.source, origin.number, fault.offset.map { $0 + 1 }, fault.message,
                    chunk.original(of: line))
                continue
            }
            let receipt = try enter(line, of: chunk, origin, intake, batch, honoursWithdrawal)
            switch receipt {
            case .receipt(.taken):
                batch.reports[origin.source].counts.taken += 1
                try count(line, of: chunk, intake)
            case .receipt(.known): batch.reports[origin.source].counts.known += 1
            case .receipt(.conflict):
                batch.find(
                    .conflict, origin.source, origin.number, nil,
                    Ledger.conflictMessage(id(of: line, chunk)), chunk.original(of: line))
            case .withdrawn: batch.reports[origin.source].withdrawn += 1
            case .withdrawnTooLate:
                batch.find(
                    .conflict, origin.source, origin.number, nil,
                    "consent to \(id(of: line, chunk)) was withdrawn, and \(store.path) holds its answers, which are never "
                        + "edited; merge into a new store to leave them out", chunk.original(of: line))
            }
        }
        if chunk.origins.isEmpty { batch.line += chunk.lineCount }
    }

    private func target(_ place: Int, _ intake: Intake) throws -> Intake.Target {
        if let target = targets[place] { return target }
        let survey = known.entries[place].survey
        let target = try intake.target(ofSurvey: survey.name, structure: survey.structure)
        targets[place] = target
        return target
    }

    private func id(of line: SortedChunk.Line, _ chunk: SortedChunk) -> String {
        if case .strict(let position) = line.verdict { return chunk.strict[position].response.id }
        return String(decoding: chunk.bytes(of: line)[Self.idRange], as: UTF8.self)
    }

    /// Where the id stands in a line of our writers.
    private static let idRange = 13..<49

    private func enter(
        _ line: SortedChunk.Line, of chunk: SortedChunk, _ origin: SortedChunk.Origin, _ intake: Intake,
        _ batch: Batch, _ honoursWithdrawal: Bool
    ) throws -> IntakeReceipt {
        let target = try target(line.place, intake)
        func take(
            _ raw: UnsafeBufferPointer<UInt8>, _ locale: UnsafeBufferPointer<UInt8>
        ) throws -> IntakeReceipt {
            try intake.take(
                IntakeRow(
                    id: UnsafeBufferPointer(rebasing: raw[Self.idRange]), locale: locale, state: line.state,
                    started: line.started, ended: line.ended, raw: raw, received: origin.received),
                to: target, from: batch.names[origin.source], honoursWithdrawal: honoursWithdrawal)
        }
        guard case .strict(let position) = line.verdict else {
            let locale = UnsafeBufferPointer(
                start: UnsafePointer(chunk.buffer.start + line.localeOffset), count: line.localeCount)
            return try take(chunk.bytes(of: line), locale)
        }
        let (response, written) = chunk.strict[position]
        return try written.withUnsafeBufferPointer { raw in
            try Array(response.locale.utf8).withUnsafeBufferPointer { try take(raw, $0) }
        }
    }

    private func count(_ line: SortedChunk.Line, of chunk: SortedChunk, _ intake: Intake) throws {
        let plan = try target(line.place, intake).plan
        let counter: LineCounter
        if let known = counters[line.place], known.plan === plan {
            counter = known
        } else {
            counter = LineCounter(plan)
            counters[line.place] = counter
        }
        if case .strict(let position) = line.verdict {
            counter.add(chunk.strict[position].response)
        } else {
            counter.add(line, of: chunk)
        }
    }
}
