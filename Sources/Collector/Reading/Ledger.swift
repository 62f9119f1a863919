internal import SurveyModel

/// What becomes of the lines, in the order of the input: written by one thread at a time, in turn.
final class Ledger: @unchecked Sendable {
    var index = ResponseIndex()
    var counts = CollectionCounts()
    private(set) var findings: [LineFinding] = []
    /// The lines of the source that were committed.
    var line = 0
    private var source = ""
    private let kept: Int
    private let report: (@Sendable (LineFinding) -> Void)?

    init(kept: Int, report: (@Sendable (LineFinding) -> Void)?) {
        self.kept = kept
        self.report = report
    }

    /// Begins with a source, of which so many lines were read before.
    func begin(_ source: LineSource, after lines: Int = 0) {
        self.source = source.name
        line = lines
    }

    /// Counts a line that is no response; the fault is worded only if somebody reads it.
    func reject(chunkLine: Int, _ fault: () -> ResponseFault) {
        counts.rejected += 1
        guard isRead else { return }
        let fault = fault()
        note(.rejected, line + chunkLine, fault.offset.map { $0 + 1 }, fault.message)
    }

    /// Counts a line, or a record of so many lines, that is too long to be held.
    func rejectOversized(lines: Int = 1, _ message: String = Ledger.oversizedMessage) {
        counts.rejected += 1
        if isRead { note(.rejected, line + 1, nil, message) }
        line += lines
    }

    func conflict(_ entry: ResponseIndex.Entry, chunkLine: Int) {
        counts.conflicts += 1
        guard isRead else { return }
        note(.conflict, line + chunkLine, nil, Self.conflictMessage(entry.id))
    }

    static let oversizedMessage = "the line is longer than \(SharedReading.lineLimit >> 20) MiB"

    static func conflictMessage(_ id: String) -> String {
        "another response has the id \(id) and says something else; the first counts"
    }

    private var isRead: Bool { report != nil || findings.count < kept }

    private func note(_ kind: LineFinding.Kind, _ line: Int, _ column: Int?, _ message: String) {
        let finding = LineFinding(kind: kind, source: source, line: line, column: column, message: message)
        if findings.count < kept { findings.append(finding) }
        report?(finding)
    }
}

extension ResponseIndex.Entry {
    /// The id as text.
    var id: String {
        let digits = [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
        var id = ""
        for (offset, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(offset) { id.append("-") }
            id.append(digit)
        }
        return id
    }
}
