internal import ArgumentParser
internal import ResponseStore

struct Verify: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Inspect a store: the file itself, and the tallies recomputed from the raw responses.",
        discussion: """
            Changes nothing. Ends with exit code 1 if anything is wrong. --rebuild makes the tallies again from the \
            responses, which are never edited, and then inspects.
            """)

    @Argument(help: "A store.", completion: .file(extensions: ["db"]))
    var store: String

    @Flag(help: "First make the tallies again from the raw responses.")
    var rebuild = false

    func execute() throws {
        try Stores.translating {
            let opened = try Store(opening: store, mode: rebuild ? .readWrite : .readOnly)
            if rebuild { try opened.rebuildTallies() }
            let report = try opened.verify()
            for finding in report.findings {
                try Console.line("\(finding.kind.rawValue): \(finding.message)")
            }
            let more = report.counts.values.reduce(0, +) - report.findings.count
            if more > 0 { try Console.line("… and \(more) more") }
            let facts = [
                counted(report.surveys, "survey"), counted(report.responses, "response"),
                counted(report.conflicts, "conflict"), counted(report.closedInterviews, "ended interview"),
                counted(report.openInterviews, "open interview"), "\(report.tallies) tallies compared",
            ]
            try Console.line(
                "\(store): \(report.isSound ? "sound" : "damaged"); " + facts.joined(separator: ", "))
            if !report.isSound { throw ExitStatus.findings }
        }
    }
}
