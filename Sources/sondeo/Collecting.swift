internal import Collector
internal import Glibc
internal import Interchange
internal import ResponseStore
internal import SurveyModel

/// Taking sources into a store for `collect` and `merge`: what is shown while it goes on, said when it is over, and written
/// beside.
final class Collecting {
    private let rejected: OutputFile?
    private let reasons: OutputFile?
    private var total = CollectionCounts()
    private var withdrawn = 0
    private var hasFault = false
    private var hasDamage = false
    /// How much there is to read, where that is known.
    private var size: Int?
    private var source = ""
    private var begin = Stores.now()
    private var shown = Stores.now()

    private init(rejected: OutputFile?, reasons: OutputFile?) {
        self.rejected = rejected
        self.reasons = reasons
    }

    /// Looks for the sources that paths lead to.
    static func find(_ paths: [String], excluding outputs: [String]) throws -> FoundSources {
        do throws(ReadingFault) { return try FoundSources(paths, excluding: outputs) } catch {
            throw Failure.inputOutput(error.message)
        }
    }

    /// Runs the collecting of a command: the two files are there when all of it is done, or not at all.
    ///
    /// Throws the exit code where something was rejected, in conflict or could not be read.
    static func run(
        rejected: String?, reasons: String?, _ body: (Collecting) throws -> Void
    ) throws {
        func with(_ path: String?, _ body: (OutputFile?) throws -> Void) throws {
            guard let path else { return try body(nil) }
            try OutputFile.write(to: path) { try body($0) }
        }
        var status: (any Error)?
        do {
            try with(rejected) { rejected in
                try with(reasons) { reasons in
                    let collecting = Collecting(rejected: rejected, reasons: reasons)
                    defer { Console.endProgress() }
                    try body(collecting)
                    status = try collecting.finish()
                }
            }
        } catch let fault as OutputFault { throw Failure.inputOutput(fault.description) }
        if let status { throw status }
    }

    /// A collector for what a store knows now.
    func collector(_ store: Store) throws -> StoreCollector {
        try StoreCollector(
            store, at: Stores.now(),
            report: { [self] finding, bytes in
                try reasons?.write(finding.text + "\n")
                guard let rejected, !bytes.isEmpty else { return }
                try rejected.write(UnsafeRawBufferPointer(bytes))
                try rejected.write("\n")
            }, progress: { [self] progress in show(progress) })
    }

    /// Says that a source is next.
    func start(_ name: String) {
        source = name == "-" ? "standard input" : name
        size = Files.size(of: name)
        begin = Stores.now()
    }

    private func show(_ progress: CollectionProgress) {
        let now = Stores.now()
        guard now.milliseconds - shown.milliseconds >= 100 else { return }
        shown = now
        let speed = progress.lines * 1_000 / max(1, Int(now.milliseconds - begin.milliseconds))
        var text = "\(source): \(counted(progress.lines, "response")), \(speed) a second"
        if let size, size > 0 { text += ", \(min(100, progress.bytes * 100 / size)) %" }
        Console.progress(text)
    }

    /// Notes what became of a source, and says it if there are `several`.
    func add(_ report: CollectionReport, of name: String, several: Bool) throws {
        Console.endProgress()
        for finding in report.findings { Console.note(finding.text) }
        let unsaid = report.counts.rejected + report.counts.conflicts - report.findings.count
        if unsaid > 0 { Console.note("… and \(counted(unsaid, "line")) more of \(name)") }
        for (survey, count) in report.passedOver.sorted(by: { $0.key < $1.key }) {
            Console.note(
                "\(name) holds \(counted(count, "response")) to \(survey) too, which were not asked for; give --survey of it to "
                    + "take them")
        }
        note(report.gaps, of: name)
        if let fault = report.fault { note(fault) }
        if several { try Console.line("\(name): \(Self.words(report.counts))") }
        total.taken += report.counts.taken
        total.known += report.counts.known
        total.conflicts += report.counts.conflicts
        total.rejected += report.counts.rejected
        withdrawn += report.withdrawn
    }

    /// Says why a source is left out, and goes on: the exit code will tell.
    func note(_ fault: StoreFault) {
        Console.endProgress()
        Console.note("sondeo: \(fault.message); the rest is taken")
        if fault.kind.isInputOutput { hasFault = true } else { hasDamage = true }
    }

    /// The same for a source that is no store.
    func note(_ fault: ReadingFault) {
        Console.endProgress()
        Console.note("sondeo: \(fault.message); the rest is taken")
        hasFault = true
    }

    /// The same for a CSV, with all that was found in it.
    func note(_ fault: CSVFault) {
        Console.endProgress()
        for problem in fault.problems { Console.note("sondeo: \(problem.text)") }
        if fault.errorNumber == nil { hasDamage = true } else { hasFault = true }
    }

    /// The same for a document; what came before the fault is taken, as the report says.
    func note(_ fault: MadeLinesFault, after report: CollectionReport? = nil) {
        Console.endProgress()
        let isTaken = (report?.counts.lines ?? 0) > 0
        Console.note("sondeo: \(fault.message)" + (isTaken ? "; what comes before that is taken" : ""))
        if fault.isInputOutput || fault.endsEarly { hasFault = true } else { hasDamage = true }
    }

    /// Says what of the survey a CSV has no column for: its responses have no answer there, and nobody refused one.
    private func note(_ gaps: CSVGaps, of name: String) {
        if !gaps.columns.isEmpty {
            let shown = gaps.columns.prefix(5).joined(separator: ", ")
            let rest = gaps.columns.count - min(5, gaps.columns.count)
            Console.note(
                "\(name) has no column for \(shown)\(rest > 0 ? " and \(rest) more" : ""), so its responses say nothing there"
            )
        }
        for roster in gaps.rosters {
            let table = name == "-" ? nil : Files.path(beside: name, with: roster)
            let there = table.map { Files.exists($0) ? "\($0) is its table, and " : "" } ?? ""
            Console.note(
                "\(name) has no column of the roster \(roster): \(there)tables of rosters are not read; to collect it too, "
                    + "export with --rosters wide, or as jsonl or xml")
        }
    }

    /// Says what was found in folders and is no source.
    func note(_ skipped: [FoundSources.Skipped]) {
        for skipped in skipped {
            Console.note("\(skipped.path) is skipped: \(skipped.reason)")
            if skipped.isFault { hasFault = true }
        }
    }

    private static func words(_ counts: CollectionCounts) -> String {
        "\(counts.taken) taken, \(counts.known) known already, \(counts.conflicts) in conflict, "
            + "\(counts.rejected) rejected"
    }

    private func finish() throws -> (any Error)? {
        if withdrawn > 0 {
            Console.note(
                "\(counted(withdrawn, "response")) left out: consent was withdrawn in another of the stores")
        }
        try Console.line(Self.words(total))
        if hasFault { return ExitStatus.inputOutput }
        return hasDamage || total.rejected > 0 || total.conflicts > 0 ? ExitStatus.findings : nil
    }
}

/// Where lines that do not count are written.
struct RejectedOptions {
    let rejected: String?
    let reasons: String?

    /// Throws if nothing may be written there: a file that is named as a source or lies in a folder that is read, the store,
    /// or one file for both.
    func check(_ found: FoundSources, store: String) throws {
        let outputs = [rejected, reasons].compactMap(\.self).filter { $0 != "-" }
        let read = found.sources.map(\.path) + found.skipped.map(\.path) + [store]
        for output in outputs {
            for path in read where output == path || Files.isSame(output, path) {
                throw Failure.usage(
                    "\(output) is \(path == store ? "the store" : "among the sources"); name another file for what is rejected"
                )
            }
        }
        if outputs.count == 2, outputs[0] == outputs[1] || Files.isSame(outputs[0], outputs[1]) {
            throw Failure.usage("--rejected and --reasons name one file; name two")
        }
    }
}
