internal import Collector
internal import Interchange
internal import ResponseStore
internal import RoutingProof
internal import SurveyModel
internal import Tallies

/// Where the responses of `stats` come from, and which survey they answer.
struct StatsSources {
    /// Files and stores, folders looked into.
    let all: [ResponsePass.Source]
    /// The newest version of the survey.
    let survey: Survey
    /// Every version that is known.
    let versions: [Survey]

    /// Whether everything that was found could be read.
    let isWhole: Bool

    /// The only source.
    var single: ResponsePass.Source? { all.count == 1 ? all.first : nil }

    /// Opens the sources. `surveys` are the paths of survey files.
    ///
    /// Throws a failure for what cannot be read, or where it is not clear which survey is asked about.
    init(_ paths: [String], surveys: [String], _ csv: CSVOptions) throws {
        let found: FoundSources
        do { found = try FoundSources(paths) } catch { throw Failure.inputOutput(error.message) }
        for skipped in found.skipped { Console.note("\(skipped.path): skipped, \(skipped.reason)") }
        for source in found.sources where source.kind == .lines {
            if let words = try ForeignFile.words(for: source.path) {
                throw Failure.findings(
                    "\(source.path) is \(words); stores, JSON Lines, CSV and XML of ours are read")
            }
        }
        guard !found.sources.isEmpty else {
            throw Failure.findings("there are no answers in \(paths.joined(separator: ", "))")
        }
        var stores: [Store] = []
        var isWhole = !found.skipped.contains(where: \.isFault)
        var opened: [String: Store] = [:]
        for source in found.sources where source.kind == .store {
            do {
                let store = try Store(opening: source.path, mode: .readOnly)
                stores.append(store)
                opened[source.path] = store
            } catch {
                // Of a folder the others are counted; what was named by itself has to be there.
                if paths.contains(source.path) { throw error }
                Console.note("\(error.message); it is left out")
                isWhole = false
            }
        }
        self.isWhole = isWhole
        // A name says which survey of a store; there is no file of that name.
        var named: Set<String> = []
        for store in stores { named.formUnion(try store.surveys().map(\.name)) }
        let names = surveys.filter { named.contains($0) && !Files.exists($0) }
        let told = try surveys.filter { !names.contains($0) }.map { try LoadedSurvey.require($0) }
        guard Set(told.map(\.name) + names).count <= 1 else {
            throw Failure.usage("--survey names several surveys; statistics are of one")
        }
        if stores.isEmpty, told.isEmpty {
            throw Failure.usage("\(paths[0]) is no store, so say which survey it answers: --survey FILE")
        }
        let name = try told.first?.name ?? names.first ?? Self.onlyName(stores)
        var known = told
        // Those that a store holds.
        var held: [Survey] = []
        for store in stores {
            for stored in try store.surveys() where stored.name == name {
                if let same = known.first(where: {
                    $0.version == stored.version && $0.structure == stored.structure
                }) {
                    held.append(same)
                } else if let survey = try store.survey(named: name, version: stored.version) {
                    known.append(survey)
                    held.append(survey)
                }
            }
        }
        // Of a store alone, its own newest version is asked about, whatever file names the survey.
        let candidates = found.sources.allSatisfy { $0.kind == .store } ? held : known
        guard let newest = (candidates.isEmpty ? known : candidates).max(by: { $0.version < $1.version })
        else {
            throw Failure.findings("\(paths.joined(separator: ", ")) holds no answers")
        }
        survey = newest
        versions = known
        all = try found.sources.compactMap { source in
            switch source.kind {
            case .store: return opened[source.path].map { .store($0) }
            case .xml: return .made { [known] in try XMLLines(path: source.path, surveys: known) }
            case .lines, .csv, .folder:
                let lines: LineSource = source.path == "-" ? .standardInput : .file(source.path)
                guard let map = try csv.map(for: source.path) else {
                    guard source.path == "-" else { return .lines(lines) }
                    return .later { [known] in
                        guard SourceKind.ofStandardInput() == .xml else { return .lines(lines) }
                        return .made { try XMLLines(path: "-", surveys: known) }
                    }
                }
                return .csv(lines, map)
            }
        }
    }

    /// The tallies that a store keeps, those of comparable versions together; responses are read again only where versions
    /// that the store counts together must be told apart.
    func pooled(_ store: Store) throws -> PooledResponses {
        let pooled: PooledResponses?
        do { pooled = try store.pooledResponses(to: survey.name, populations: .proved) } catch let error
            as TallyFault
        {
            throw Failure.findings(
                "\(store.path): \(error.message); run sondeo verify --rebuild \(store.path)")
        }
        guard let pooled else {
            throw Failure.findings(
                "\(store.path) does not hold the survey \(survey.name) any more; run sondeo verify")
        }
        return pooled
    }

    private static func onlyName(_ stores: [Store]) throws -> String {
        var names: Set<String> = []
        for store in stores { names.formUnion(try Stores.answeredSurveys(of: store)) }
        guard names.count <= 1 else {
            throw Failure.usage(
                "there are answers to several surveys (\(names.sorted().joined(separator: ", "))); say which with --survey"
            )
        }
        guard let name = names.first else {
            throw Failure.findings("\(stores.first?.path ?? "the store") holds no answers")
        }
        return name
    }
}
