internal import ArgumentParser
internal import Collector
internal import Interchange
internal import ResponseStore
internal import SurveyModel

struct Collect: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take responses into a store, each of them once.",
        discussion: """
            A SOURCE is a file of JSON Lines, or - for standard input. A response that was taken before counts once; a \
            different one under the same id is kept aside as a conflict. Lines that are no response to the survey are \
            named, and the rest is taken: exit code 1 if there was a conflict or a rejected line.

              sondeo collect monday.jsonl tuesday.jsonl --store answers.db --survey Surveys/service_loyalty.survey
            """)

    @Argument(help: "Files of JSON Lines, or -.", completion: .file())
    var sources: [String]

    @ArgumentParser.Option(help: "The store; it is made if it is not there.", completion: .file())
    var store: String

    @ArgumentParser.Option(
        help: "The survey that is answered; needed once for each store.",
        completion: .file(extensions: ["survey"]))
    var survey: String?

    @ArgumentParser.Option(help: "Also write what was said about each rejected or conflicting line to FILE.")
    var rejected: String?

    func execute() throws {
        let told = try survey.map { try LoadedSurvey.require($0) }
        try Stores.translating {
            // A store is not made for nothing: the sources have to be there first.
            for source in sources where source != "-" {
                guard Files.exists(source) else {
                    throw Failure.inputOutput("\(source) cannot be read: No such file or directory")
                }
                if Files.isFolder(source) {
                    throw Failure.inputOutput("\(source) is a folder; name a file in it")
                }
            }
            if told == nil, !Files.exists(store) {
                throw Failure.usage("\(store) is new, so say which survey is answered: --survey FILE")
            }
            let opened = try Stores.open(store)
            if let told { try Stores.register(told, in: opened) }
            let survey = try told ?? Stores.newestSurvey(of: opened, named: nil)
            var counts = CollectionCounts()
            var notes: [String] = []
            for source in sources {
                let report: CollectionReport
                do {
                    report = try opened.collect(
                        source == "-" ? .standardInput : .file(source), of: survey, at: Stores.now()
                    ) { finding in
                        if rejected != nil { notes.append(finding.text) }
                    }
                } catch let fault as ReadingFault { throw Failure.inputOutput(fault.message) }
                for finding in report.findings { Console.note(finding.text) }
                counts.taken += report.counts.taken
                counts.known += report.counts.known
                counts.conflicts += report.counts.conflicts
                counts.rejected += report.counts.rejected
                let unsaid = report.counts.rejected + report.counts.conflicts - report.findings.count
                if unsaid > 0 { Console.note("… and \(counted(unsaid, "line")) more of \(source)") }
            }
            if let rejected { try write(notes, to: rejected) }
            try Console.line(
                "\(counts.taken) taken, \(counts.known) known already, \(counts.conflicts) in conflict, "
                    + "\(counts.rejected) rejected")
            if counts.rejected > 0 || counts.conflicts > 0 { throw ExitStatus.findings }
        }
    }

    private func write(_ notes: [String], to path: String) throws {
        do {
            try OutputFile.write(to: path) { file in for note in notes { try file.write(note + "\n") } }
        } catch let fault as OutputFault { throw Failure.inputOutput(fault.description) }
    }
}
