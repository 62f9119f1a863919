internal import FoundationEssentials
public import ResponseStore
public import RoutingProof
public import SurveyModel
public import Tallies

/// What a store holds of one survey, all comparable versions together.
public struct PooledResponses: Sendable {
    /// The newest version, which figures are about.
    public let survey: Survey
    /// The counts.
    public let tallies: Tallies
    /// What is counted together; nil if there are responses to one version only.
    public let pooling: Pooling?
}

extension Store {
    /// Counts the responses to every version of a survey as the newest version counts them, each where it is comparable.
    ///
    /// Where versions need not be told apart the counts that the store keeps are added up by name, and no response is read
    /// again. They are read, by the fast reader, where two versions of one structure differ in their wording, or where an
    /// earlier version did not have a metric in its present form.
    ///
    /// Throws `StoreFault`, `ReadingFault`, and `TallyFault` for counts that no survey knows.
    public func pooledResponses(to name: String, populations: PopulationProof) throws -> PooledResponses? {
        let versions = try surveys().filter { $0.name == name }
        guard let newest = versions.max(by: { $0.version < $1.version }),
            let survey = try survey(named: name, version: newest.version)
        else { return nil }
        var pool = try Pool(store: self, survey: survey)
        for structure in Set(versions.map(\.structure)).sorted() {
            try pool.take(
                structure, versions.filter { $0.structure == structure }.map(\.version), populations)
        }
        return try pool.finished()
    }
}

/// Gathers counts of several structures under the plan of one survey.
private struct Pool {
    let store: Store
    let survey: Survey
    let plan: TallyPlan
    private var entries: [TallyEntry] = []
    private var others: [Pooling.Version] = []
    private let versionBins: Set<String>
    private let locales: Set<String>

    init(store: Store, survey: Survey) throws {
        self.store = store
        self.survey = survey
        plan = TallyPlan(survey)
        versionBins = Set((max(1, survey.version - 63)...max(1, survey.version)).map(String.init))
        locales = Set(plan.locales)
    }

    /// Versions of one structure whose responses count in the same things.
    private struct Group {
        var versions: Set<Int>
        var filter: Filter?
    }

    mutating func take(_ structure: String, _ registered: [Int], _ populations: PopulationProof) throws {
        let stored = try store.tallies(ofSurvey: survey.name, structure: structure)
        guard let newest = registered.max() else { return }
        let counts = try versions(of: structure, stored, latest: newest)
        var groups: [Group] = []
        for (version, count) in counts.sorted(by: { $0.key < $1.key }) {
            // Nothing is known of a version that was never registered here but its structure.
            let nearest = registered.contains(version) ? version : newest
            guard version != survey.version, nearest != survey.version else {
                add(version, nil, to: &groups)
                continue
            }
            guard let earlier = try store.survey(named: survey.name, version: nearest) else { continue }
            let comparison = Comparison(from: earlier, to: survey, populations: populations)
            let poolability = Poolability(comparison, from: earlier, to: survey)
            let other = Pooling.Version(version, responses: count, comparison, poolability, survey)
            others.append(other)
            let filter = Filter(survey, poolability, isCounted: other.isCounted)
            add(version, structure == survey.structure && filter.takesAll ? nil : filter, to: &groups)
        }
        guard let definition = try store.survey(named: survey.name, version: newest) else { return }
        let needed = groups.filter { $0.filter?.takesNothing != true }
        guard !needed.isEmpty else { return }
        let wanted = translatedMetrics(to: definition, needed)
        // What the store keeps is of the metrics that the newest version of the structure has.
        let hasAll = wanted.allSatisfy { metric in
            definition.metrics.contains {
                $0.name == metric.name && $0.definition(in: definition) == metric.definition(in: definition)
            }
        }
        var reading = definition
        reading.metrics = wanted
        reading.relations = translatedRelations(to: definition)
        if groups.count == 1, hasAll,
            zip(reading.relations, definition.relations).allSatisfy({ $0.isLike($1) })
                && reading.relations.count == definition.relations.count
        {
            entries += taken(stored, groups[0].filter, TallyPlan(definition))
            return
        }
        try recount(reading, needed)
    }

    private func add(_ version: Int, _ filter: Filter?, to groups: inout [Group]) {
        if let place = groups.firstIndex(where: { $0.filter == filter }) {
            groups[place].versions.insert(version)
        } else {
            groups.append(Group(versions: [version], filter: filter))
        }
    }

    /// The metrics of the newest version that any group counts in, over the variables of another structure.
    private func translatedMetrics(to definition: Survey, _ groups: [Group]) -> [Metric] {
        if definition.structure == survey.structure { return survey.metrics }
        let translation = MetricTranslation(from: survey, to: definition)
        return survey.metrics.enumerated().compactMap { position, metric in
            let isWanted = groups.contains { $0.filter?.takesMetric(position) ?? true }
            return isWanted ? translation(metric) : nil
        }
    }

    /// The relations of the newest version over the variables of another structure, in the same places: one that reads what
    /// that does not have is about nothing there, and not counted.
    private func translatedRelations(to definition: Survey) -> [Relation] {
        if definition.structure == survey.structure { return survey.relations }
        let translation = MetricTranslation(from: survey, to: definition)
        return survey.relations.map { relation in
            translation(relation)
                ?? Relation(
                    kind: relation.kind, outcome: .init(path: relation.outcome.path, variables: []),
                    terms: [])
        }
    }

    /// Reads the responses of a structure again, each group by itself.
    private mutating func recount(_ reading: Survey, _ groups: [Group]) throws {
        let plan = TallyPlan(reading)
        let collectors = groups.map { _ in LineCollector(plan, kept: 0) }
        var pending = [[UInt8]](repeating: [], count: groups.count)
        func flush(_ place: Int) throws {
            guard !pending[place].isEmpty else { return }
            try collectors[place].read(.bytes(pending[place], name: store.path))
            pending[place].removeAll(keepingCapacity: true)
        }
        var places: [Int: Int] = [:]
        for (place, group) in groups.enumerated() {
            for version in group.versions { places[version] = place }
        }
        try store.forEachResponse(ofStructure: reading.structure) { response in
            guard let version = Self.version(of: response.line), let place = places[version] else { return }
            pending[place] += response.line.utf8
            pending[place].append(UInt8(ascii: "\n"))
            if pending[place].count > 8 << 20 { try flush(place) }
        }
        for (place, group) in groups.enumerated() {
            try flush(place)
            entries += taken(collectors[place].tallies.entries, group.filter, plan)
        }
    }

    /// The version in a line as stores write it, where it follows the survey's name.
    private static func version(of line: String) -> Int? {
        guard let mark = line.firstRange(of: ",\"version\":") else { return nil }
        return Int(line[mark.upperBound...].prefix { $0.isNumber })
    }

    /// How many responses there are to each version of a structure. Where there are more versions than counts tell apart,
    /// the lines are asked.
    private func versions(
        of structure: String, _ entries: [TallyEntry], latest: Int
    ) throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for entry in entries where entry.series == "versions" {
            guard let version = Int(entry.bin) else {
                counts = [:]
                try store.forEachResponse(ofStructure: structure) { response in
                    counts[Self.version(of: response.line) ?? latest, default: 0] += 1
                }
                return counts
            }
            counts[version, default: 0] += Int(truncatingIfNeeded: max(0, min(entry.amount, 1 << 48)))
        }
        return counts
    }

    /// The counts of comparable things, under the locales and versions of the newest survey. `source` is what they were
    /// counted by.
    private func taken(
        _ entries: [TallyEntry], _ filter: Filter?, _ source: TallyPlan
    ) -> [TallyEntry] {
        let alike = Set(
            zip(plan.relations, source.relations).enumerated().compactMap { position, plans in
                plans.0.counts(alike: plans.1) ? position : nil
            })
        return entries.compactMap { entry in
            guard filter?.takes(entry) ?? true else { return nil }
            if let relation = entry.relation, !alike.contains(relation) { return nil }
            var entry = entry
            if !locales.contains(entry.cell) { entry.cell = TallyPlan.otherLocale }
            if entry.series == "versions", !versionBins.contains(entry.bin) { entry.bin = "#other" }
            return entry
        }
    }

    func finished() throws -> PooledResponses {
        let all = others.sorted { $0.version < $1.version }
        return PooledResponses(
            survey: survey, tallies: try Tallies(plan: plan, entries: entries),
            pooling: all.isEmpty ? nil : Pooling(version: survey.version, others: all))
    }
}

/// Which counts of an earlier version are taken.
private struct Filter: Equatable {
    /// Whether those that are about the response as a whole are.
    let isCounted: Bool
    /// The series that are left out, and in which languages; nil is all.
    private let variables: [String: [String]?]
    private let metrics: [String: [String]?]
    private let positions: [Bool]
    /// The relations that are left out, and in which languages; nil is all.
    private let relations: [Int: [String]?]

    init(_ survey: Survey, _ poolability: Poolability, isCounted: Bool) {
        self.isCounted = isCounted
        var variables: [String: [String]?] = [:]
        for (variable, obstacle) in zip(survey.variables, poolability.variables) {
            if let obstacle { variables[variable.name] = .some(obstacle.locales) }
        }
        var metrics: [String: [String]?] = [:]
        for (metric, obstacle) in zip(survey.metrics, poolability.metrics) {
            if let obstacle { metrics[metric.name] = .some(obstacle.locales) }
        }
        self.variables = variables
        self.metrics = metrics
        var relations: [Int: [String]?] = [:]
        for (position, relation) in survey.relations.enumerated() {
            let names = ([relation.outcome] + relation.terms).flatMap(\.variables).map { survey[$0].name }
            let obstacles = names.compactMap { variables[$0] }
            guard !obstacles.isEmpty else { continue }
            let locales = obstacles.compactMap(\.self)
            relations[position] = .some(
                locales.count == obstacles.count ? Array(Set(locales.joined())).sorted() : nil)
        }
        self.relations = relations
        positions = poolability.metrics.map { obstacle in obstacle.map { $0.locales != nil } ?? true }
        known = Set(survey.variables.map(\.name))
        knownMetrics = Set(survey.metrics.map(\.name))
    }

    private let known: Set<String>
    private let knownMetrics: Set<String>

    var takesAll: Bool { isCounted && variables.isEmpty && metrics.isEmpty }
    var takesNothing: Bool { !isCounted }

    func takesMetric(_ position: Int) -> Bool { isCounted && positions[position] }

    /// Whether an amount counts: by the variable or the metric in the name of its series.
    func takes(_ entry: TallyEntry) -> Bool {
        guard isCounted else { return false }
        if entry.series == "responses" || entry.series == "versions" { return true }
        if let relation = entry.relation {
            guard let left = relations[relation] else { return true }
            return left.map { !$0.contains(entry.cell) } ?? false
        }
        let series = entry.series.prefix { $0 != "@" }
        guard let point = series.firstIndex(of: ".") else { return false }
        let name = String(series[series.index(after: point)...])
        let isVariable = series[..<point] == "answers"
        guard (isVariable ? known : knownMetrics).contains(name) else { return false }
        guard let left = isVariable ? variables[name] : metrics[name] else { return true }
        return left.map { !$0.contains(entry.cell) } ?? false
    }
}

extension TallyEntry {
    /// The position of the relation that it is about: that of `relation.2.moments` is 1.
    fileprivate var relation: Int? {
        let parts = series.split(separator: ".", maxSplits: 2)
        guard parts.count == 3, parts[0] == "relation" else { return nil }
        return Int(parts[1]).flatMap { $0 > 0 ? $0 - 1 : nil }
    }
}

extension Relation {
    /// Whether it reads the same variables in the same places.
    fileprivate func isLike(_ other: Relation) -> Bool {
        outcome.variables == other.outcome.variables
            && terms.map(\.variables) == other.terms.map(\.variables)
    }
}
