/// What became of the lines of sources: what a transaction gave counts only when that is committed.
struct Batch {
    let names: [String]
    var reports: [CollectionReport]
    /// The lines of the source that are dealt with, where they are numbered by it.
    var line = 0
    private let kept: Int
    private var pending: [(finding: LineFinding, source: Int, bytes: [UInt8])] = []

    init(_ names: [String], kept: Int) {
        self.names = names
        self.kept = kept
        reports = names.map { _ in CollectionReport() }
    }

    /// Notes a line that does not count.
    mutating func find(
        _ kind: LineFinding.Kind, _ source: Int, _ line: Int, _ column: Int?, _ message: String,
        _ bytes: some Sequence<UInt8>
    ) {
        let finding = LineFinding(
            kind: kind, source: names[source], line: line, column: column, message: message)
        pending.append((finding, source, Array(bytes)))
    }

    /// Reports what was found, when it is certain.
    mutating func settle(_ report: StoreCollector.Report?) throws {
        for (finding, source, bytes) in pending {
            switch finding.kind {
            case .rejected: reports[source].counts.rejected += 1
            case .conflict: reports[source].counts.conflicts += 1
            }
            if reports[source].findings.count < kept { reports[source].findings.append(finding) }
            try bytes.withUnsafeBufferPointer { try report?(finding, $0) }
        }
        pending.removeAll(keepingCapacity: true)
    }
}
