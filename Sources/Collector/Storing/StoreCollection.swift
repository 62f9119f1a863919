public import ResponseStore
public import SurveyModel

/// What became of the lines that were collected into a store.
public struct CollectionReport: Hashable, Sendable {
    /// How many of each.
    public var counts = CollectionCounts()
    /// The first lines that do not count.
    public var findings: [LineFinding] = []
}

extension Store {
    /// How many responses are taken in one transaction.
    private static let batchLength = 1_000
    /// How many bytes of lines are held at most, a line more or less.
    private static let batchBytes = 8 << 20

    /// Takes the responses of JSON Lines into the store, some at a time, each batch whole or not at all.
    ///
    /// The survey has to be registered. Lines are read by the strict reader; those that are no response to
    /// the survey are rejected and the rest is taken. Sending the same lines again changes nothing. The first
    /// `kept` findings are in the report; `report` gets all of them, those of a batch together, rejected
    /// lines before conflicts.
    ///
    /// Throws `ReadingFault` if the source and `StoreFault` if the store fails; earlier batches stay taken.
    public func collect(
        _ source: LineSource, of survey: Survey, at received: Timestamp, kept: Int = 20,
        report: ((LineFinding) -> Void)? = nil
    ) throws -> CollectionReport {
        var result = CollectionReport()
        var batch: [(line: Int, response: Response)] = []
        var held = 0
        func note(_ finding: LineFinding) {
            if result.findings.count < kept { result.findings.append(finding) }
            report?(finding)
        }
        func flush() throws {
            guard !batch.isEmpty else { return }
            let receipts = try take(batch.map(\.response), from: source.name, at: received)
            for (receipt, (line, response)) in zip(receipts, batch) {
                switch receipt {
                case .taken: result.counts.taken += 1
                case .known: result.counts.known += 1
                case .conflict:
                    result.counts.conflicts += 1
                    note(
                        LineFinding(
                            kind: .conflict, source: source.name, line: line, column: nil,
                            message: Ledger.conflictMessage(response.id)))
                }
            }
            batch.removeAll(keepingCapacity: true)
            held = 0
        }
        try source.forEachLine(to: survey) { finding in
            result.counts.rejected += 1
            note(finding)
        } _: { line in
            batch.append((line.number, line.response))
            held += line.byteCount
            if batch.count == Self.batchLength || held > Self.batchBytes { try flush() }
        }
        try flush()
        return result
    }
}
