internal import ArgumentParser
internal import Collector
internal import Interchange
internal import ResponseStore
internal import SurveyModel

struct Collect: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take responses into a store, each of them once.",
        discussion: """
            A SOURCE is a file of JSON Lines, CSV or XML, another store, - for JSON Lines or XML on standard input, or a folder of these; any mix. Columns of CSV are named as variables, or as a map says. A response \
            that was taken before counts once; a different one under the same id is kept aside as a conflict. Each line is \
            checked on the survey version that it names, of those that the store knows. Lines that are no response to one are \
            named, and the rest is taken: exit code 1 if there was a conflict or a rejected line, 74 if a source could not be \
            read to its end. What was interrupted is completed by running it again.

              sondeo collect monday.jsonl tuesday.jsonl --store answers.db --survey Surveys/service_loyalty.survey
              sondeo collect kiosks/ --store answers.db --rejected rejected.jsonl
            """)

    @Argument(help: "Files of JSON Lines, CSV or XML, stores, folders, or -.", completion: .file())
    var sources: [String]

    @ArgumentParser.Option(help: "The store; it is made if it is not there.", completion: .file())
    var store: String

    @ArgumentParser.Option(
        help: "A survey that is answered; may be repeated, for its versions. Needed once for each store.",
        completion: .file(extensions: ["survey"]))
    var survey: [String] = []

    @ArgumentParser.Option(
        help: "Write each rejected or conflicting line to FILE as it came, to be mended and sent again.",
        completion: .file())
    var rejected: String?

    @ArgumentParser.Option(
        help: "Write to FILE why each of them was rejected, a line each.", completion: .file())
    var reasons: String?

    @OptionGroup(title: "CSV") var csv: CSVOptions

    func execute() throws {
        let told = try survey.map { try LoadedSurvey.require($0) }
        try Stores.translating {
            // A store is not made for nothing: the sources have to be there first.
            let outputs = [store, rejected, reasons].compactMap(\.self)
            let found = try Collecting.find(sources, excluding: outputs)
            try RejectedOptions(rejected: rejected, reasons: reasons).check(found, store: store)
            try Collecting.run(rejected: rejected, reasons: reasons) {
                try collect(found, told, $0)
            }
        }
    }

    private func collect(
        _ found: FoundSources, _ told: [Survey], _ collecting: Collecting
    ) throws {
        collecting.note(found.skipped)
        var stores: [String: Store] = [:]
        for source in found.sources where source.kind == .store {
            do { stores[source.path] = try Store(opening: source.path, mode: .readOnly) } catch {
                if sources.contains(source.path) { throw error }
                collecting.note(error)
            }
        }
        let readable = found.sources.filter { $0.kind != .store || stores[$0.path] != nil }
        if told.isEmpty, stores.isEmpty, !Files.exists(store) {
            throw Failure.usage("\(store) is new, so say which survey is answered: --survey FILE")
        }
        let opened = try Stores.open(store)
        for survey in told { try Stores.register(survey, in: opened) }
        let names = Set(try opened.surveys().map(\.name))
        let wanted = names.isEmpty ? nil : names
        try opened.learnSurveys(
            of: readable.compactMap { stores[$0.path] }, named: wanted)
        let collector = try collecting.collector(opened)
        for source in readable {
            collecting.start(source.path)
            if let other = stores[source.path] {
                let report = try collector.read([other], named: wanted)[0]
                try collecting.add(report, of: source.path, several: readable.count > 1)
                continue
            }
            let map = try csv.map(for: source.path)
            let isXML = source.path == "-" && map == nil && SourceKind.ofStandardInput() == .xml
            if isXML || source.kind == .xml {
                do {
                    let lines = try XMLLines(path: source.path, surveys: Self.known(in: opened))
                    let (report, fault) = try collector.readAsFarAsPossible(made: lines)
                    try collecting.add(report, of: lines.name, several: readable.count > 1)
                    if let fault { collecting.note(fault, after: report) }
                } catch let fault as MadeLinesFault { collecting.note(fault) }
                continue
            }
            if let map {
                let survey = try told.last ?? Stores.newestSurvey(of: opened, named: nil)
                do {
                    let (report, fault) = try collector.readAsFarAsPossible(
                        csv: source.path == "-" ? .standardInput : .file(source.path), of: survey, map: map)
                    try collecting.add(report, of: source.path, several: readable.count > 1)
                    if let fault { collecting.note(fault) }
                } catch let fault as CSVFault { collecting.note(fault) }
                continue
            }
            let lines: LineSource = source.path == "-" ? .standardInput : .file(source.path)
            let (report, fault) = try collector.readAsFarAsPossible(lines)
            try collecting.add(report, of: lines.name, several: readable.count > 1)
            if let fault { collecting.note(fault) }
        }
    }

    /// Every version of every survey that a store knows.
    private static func known(in store: Store) throws -> [Survey] {
        try store.surveys().compactMap { try store.survey(named: $0.name, version: $0.version) }
    }
}
