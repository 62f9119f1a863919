public import Analyses
internal import FoundationEssentials
public import ResponseStore
public import RoutingProof
public import SurveyModel
public import Tallies

/// Goes through the responses of files and stores, each of them once, as codes of the newest version's plan.
///
/// What tallies do not keep is read this way: conditions and groups that were asked for on the command line, periods,
/// weights, pairs of answers. A response that comes again, from whatever source, counts once. Responses to earlier versions
/// stand in what they are comparable in, as in figures.
///
/// Memory: some megabytes, and 24 bytes for each response in rising order of ids (up to twice that for those out of
/// order).
public final class ResponsePass {
    /// Where responses come from.
    public enum Source {
        /// JSON Lines.
        case lines(LineSource)
        /// CSV, ours or a foreign one with its map, of the newest version.
        case csv(LineSource, CSVMap)
        /// A store.
        case store(Store)
        /// Records of another format, made into lines of the newest version or of any that is known; opened for each pass.
        case made(() throws -> any MadeLines)
        /// What is known when it is read: nothing is waited for before.
        case later(() throws -> Source)

        /// Whether each response is in it once by itself.
        fileprivate var tellsApart: Bool { if case .store = self { true } else { false } }
    }

    /// The newest version's plan, in whose codes responses are given.
    public let plan: TallyPlan
    /// What became of the lines.
    public private(set) var counts = CollectionCounts()
    /// The first lines that do not count.
    public private(set) var findings: [LineFinding] = []
    /// Why sources could not be read, or not to their end: what came before, and the other sources, are in the pass. Each is a
    /// `ReadingFault`, a `CSVFault` or a `MadeLinesFault`.
    public private(set) var faults: [any Error] = []
    /// The responses that count, but are not looked at, for each reason.
    public private(set) var leftOut: [Analysis.Exclusion.Reason: Int] = [:]
    /// The responses to versions that were not asked for.
    public private(set) var otherVersions = 0
    /// The responses that count and are looked at.
    public private(set) var selected = 0

    private let selection: ResponseSelection
    private let condition: WhereCondition?
    private var groups: GroupFinder
    private let hash = ContentHash()
    private let versions: [Survey]
    private let lenses: [String: VersionLens]
    private var lens: VersionLens
    private let populations: PopulationProof
    private var answered: [MaskKey: Answered] = [:]
    /// What the line before answered: the next one nearly always answers the same.
    private var last: (lens: VersionLens, answered: Answered)?
    private var index = ResponseIndex()
    private let feed = LineFeed()
    private let kept: Int
    /// Whether ids need not be remembered: a store has each of them once.
    private var isApart = false

    /// A version that was answered, and how often.
    private final class Answered {
        let version: Int
        let mask: VersionMask
        var count = 0

        init(_ version: Int, _ mask: VersionMask) {
            self.version = version
            self.mask = mask
        }
    }

    private struct MaskKey: Hashable {
        var structure: String
        var version: Int
    }

    /// Makes a pass. `versions` are the surveys that responses may answer, the plan's among them or not; the first `kept`
    /// findings are kept.
    public init(
        _ plan: TallyPlan, versions: [Survey] = [], selection: ResponseSelection = ResponseSelection(),
        populations: PopulationProof = .proved, kept: Int = 20
    ) {
        self.plan = plan
        self.selection = selection
        self.populations = populations
        self.kept = kept
        condition = selection.condition.map { WhereCondition($0, plan.codings) }
        groups = GroupFinder(selection.by, plan)
        let all = versions.filter { $0.name == plan.survey.name } + [plan.survey]
        self.versions = all
        let own = VersionLens(plan.survey, target: plan, hash)
        var lenses = [plan.survey.structure: own]
        // The newest version of a structure stands for it.
        for survey in all.sorted(by: { $0.version > $1.version }) where lenses[survey.structure] == nil {
            lenses[survey.structure] = VersionLens(survey, target: plan, hash)
        }
        self.lenses = lenses
        lens = own
        blank = TallyRow(plan)
    }

    private let blank: TallyRow

    /// Which earlier versions were counted, and in what; nil if all responses that were asked for were to one version.
    public var pooling: Pooling? {
        let others = answered.values.compactMap { answered -> Pooling.Version? in
            answered.count == 0 ? nil : answered.mask.describe?(answered.version, answered.count)
        }
        return others.isEmpty
            ? nil
            : Pooling(version: plan.survey.version, others: others.sorted { $0.version < $1.version })
    }

    /// Gives the responses of the sources one after the other. May be called again for another pass: what was seen is
    /// forgotten first.
    ///
    /// A source that cannot be read to its end is in `faults`. Throws the first of these where no source gave anything,
    /// `StoreFault`, and what `body` throws.
    public func forEach(in sources: [Source], _ body: (borrowing CodedResponse) throws -> Void) throws {
        var coded = blankResponse
        try forEachLine(in: sources, .arrival) { line, source in
            guard let mask = try accept(line, source), mask.isCounted else { return }
            guard select(mask, &coded) else { return }
            try body(coded)
        }
    }

    /// Gives the responses of the sources as rows for writers, those of a store in the order of their ids; the row is valid
    /// until the next one. As `forEach` otherwise.
    ///
    /// Pooled, rows are of the newest version's plan, without what is not comparable. As given, each is of the plan of its
    /// own structure, with everything that it says.
    ///
    /// Responses are read on a thread of their own while those before them are used, so `body` must not ask the pass or its
    /// sources anything.
    public func forEachRow(
        in sources: [Source], as form: RowForm, weights: ResponseWeighing? = nil,
        _ body: (ResponseRow) throws -> Void
    ) throws {
        var coded = blankResponse
        try RowRelay.run { rows in
            try forEachLine(in: sources, .id) { line, source in
                guard let mask = try accept(line, source), mask.isCounted || form == .given else { return }
                // Codes of the newest version are needed for what is looked for, and not to write a response as it was given.
                let isPlain = condition == nil && weights == nil
                if isPlain { countSelected() } else if !select(mask, &coded) { return }
                try rows.add(of: form == .given ? lens.layout.plan : plan) { row in
                    lens.fill(row, asGiven: form == .given)
                    if form == .pooled {
                        for variable in mask.variablesLeftOut(in: plan.locales[row.codes.cell]) {
                            row.clear(variable)
                        }
                    }
                    row.weight = weights?.weight(of: coded)
                }
            }
        } use: { row in
            try body(row)
        }
    }

    /// How responses to several versions are given.
    public enum RowForm: Hashable, Sendable {
        /// As codes of the newest version.
        case pooled
        /// Each as codes of its own structure.
        case given
    }

    private var blankResponse: CodedResponse {
        CodedResponse(
            row: blank, id: (0, 0), started: Timestamp(milliseconds: 0), ended: Timestamp(milliseconds: 0),
            station: nil
        ) { [unowned self] in storedAnswers() }
    }

    private func forEachLine(
        in sources: [Source], _ order: Store.Order, _ body: (LineFeed.Line, String) throws -> Void
    ) throws {
        counts = CollectionCounts()
        findings = []
        faults = []
        leftOut = [:]
        selected = 0
        index = ResponseIndex()
        for answered in answered.values { answered.count = 0 }
        otherVersions = 0
        isApart = sources.count == 1 && sources[0].tellsApart
        var hasStore = false
        for source in sources {
            do {
                var source = source
                while case .later(let choose) = source { source = try choose() }
                switch source {
                case .later: break
                case .lines(let lines):
                    try feed.read(lines, longest: reserve) { number in
                        note(.rejected, lines.name, number, nil, Ledger.oversizedMessage)
                    } _: {
                        try body($0, lines.name)
                    }
                case .csv(let lines, let map): try records(of: lines, map) { try body($0, lines.name) }
                case .made(let open):
                    let lines = try open()
                    try records(of: lines) { try body($0, lines.name) }
                case .store(let store):
                    hasStore = true
                    try StoreFeed.read(store, ofSurvey: plan.survey.name, in: order) { buffer in
                        try feed.read(buffer, longest: reserve) { try body($0, store.path) }
                    }
                    counts.conflicts += try store.conflictCount()
                }
            } catch {
                // Sources throw these, and nobody who is given their responses does.
                guard error is ReadingFault || error is CSVFault || error is MadeLinesFault else {
                    throw error
                }
                faults.append(error)
            }
        }
        if let fault = faults.first, counts.lines == 0, !hasStore { throw fault }
    }

    // MARK: The present response

    private var mask: VersionMask?
    private var cell = 0
    private var completed: [Answer]?

    /// The metrics, by their position, that the response which `body` has does not count in, since it was given to another
    /// version.
    public var metricsLeftOut: Set<Int> { mask?.metricsLeftOut(in: plan.locales[cell]) ?? [] }

    /// Adds the response that `body` has to tallies of the plan, or of one with further metrics behind the plan's.
    package func add(_ response: borrowing CodedResponse, to tallies: inout Tallies) {
        tallies.add(
            response.row, leavingOut: metricsLeftOut,
            hidden: mask?.variablesLeftOut(in: plan.locales[cell]) ?? [], answers: storedAnswers)
    }

    /// What it says, computed values left out.
    private func storedAnswers() -> [Answer] {
        let answers = lens.answers()
        return mask?.applied(to: answers, plan, cell) ?? answers
    }

    /// What it says, computed values worked out once.
    private func allAnswers() -> [Answer] {
        if let completed { return completed }
        let all = plan.survey.completed(storedAnswers())
        completed = all
        return all
    }

    /// The lines that the records of a CSV make.
    private func records(
        of source: LineSource, _ map: CSVMap, _ body: (LineFeed.Line) throws -> Void
    ) throws {
        let stream = try CSVLineStream(source, of: plan.survey, map: map)
        defer { reword = nil }
        reword = { stream.reworded($0) }
        while let line = try stream.next() {
            if let fault = line.fault {
                note(.rejected, source.name, line.number, fault.offset.map { $0 + 1 }, fault.message)
            } else {
                try feed.give(line.bytes, number: line.number, longest: reserve, body)
            }
        }
    }

    /// The lines that the records of another format make.
    private func records(of lines: any MadeLines, _ body: (LineFeed.Line) throws -> Void) throws {
        defer { reword = nil }
        reword = { lines.reworded($0) }
        while let line = try lines.next() {
            if let fault = line.fault {
                note(.rejected, lines.name, line.number, fault.offset.map { $0 + 1 }, fault.message)
            } else {
                try feed.give(line.bytes, number: line.number, longest: reserve, body)
            }
        }
    }

    /// Says what is wrong with a line in the words of what it was made of.
    private var reword: ((ResponseFault) -> ResponseFault)?

    private func reserve(_ count: Int) { for lens in lenses.values { lens.reserve(count) } }

    /// Reads a line, and says what of it is comparable; nil for what is no response, comes again, or is not looked at.
    private func accept(_ line: LineFeed.Line, _ source: String) throws -> VersionMask? {
        guard !line.isBlank, let reading = read(line, source) else { return nil }
        switch isApart ? .new : index.insert(reading.entry) {
        case .new: counts.taken += 1
        case .known:
            counts.known += 1
            return nil
        case .conflict:
            note(.conflict, source, line.number, nil, Ledger.conflictMessage(reading.entry.id))
            return nil
        }
        if let versions = selection.versions, !versions.contains(reading.version) {
            otherVersions += 1
            return nil
        }
        guard selection.contains(reading.started) else {
            leftOut[.outsidePeriod, default: 0] += 1
            return nil
        }
        let answered = answered(version: reading.version)
        // A condition cannot be looked at in what is not comparable at all; that it was asked for otherwise is told.
        if !answered.mask.isCounted { answered.count += 1 }
        counted = answered.mask.isCounted ? answered : nil
        self.reading = reading
        return answered.mask
    }

    /// Counts the response that was accepted last as one that was asked for.
    private func countSelected() {
        selected += 1
        counted?.count += 1
    }

    /// The version of what was accepted last, if it counts with the newest.
    private var counted: Answered?

    /// Fills in the response that was accepted last; false if it is not looked at.
    private func select(_ mask: VersionMask, _ coded: inout CodedResponse) -> Bool {
        guard let reading else { return false }
        lens.fill(&coded.row)
        mask.apply(to: &coded.row, plan)
        self.mask = mask
        cell = coded.row.cell
        completed = nil
        if let condition, condition.truth(in: coded.row.codes, allAnswers) != .yes { return false }
        countSelected()
        coded.id = (reading.entry.high, reading.entry.low)
        coded.started = reading.started
        coded.ended = reading.ended
        coded.station = lens.station
        if !selection.by.isEmpty { coded.group = groups.group(of: coded.row, allAnswers) }
        return true
    }

    /// What was accepted last.
    private var reading: VersionLens.Reading?

    /// Reads a line with the lens of its structure, which then is the present one; nil if it is no response.
    private func read(_ line: LineFeed.Line, _ source: String) -> VersionLens.Reading? {
        if let reading = lens.read(line.start, count: line.count) { return reading }
        let bytes = line.bytes
        if let structure = Self.structure(in: bytes), let other = lenses[structure], other !== lens {
            lens = other
            if let reading = lens.read(line.start, count: line.count) { return reading }
        }
        do { return try lens.readStrictly(bytes) } catch {
            let fault = reword?(error) ?? error
            note(.rejected, source, line.number, fault.offset.map { $0 + 1 }, fault.message)
            return nil
        }
    }

    /// What stands behind the first `"structure":`; the reader decides whether it is what it seems.
    private static func structure(in line: [UInt8]) -> String? {
        guard let key = line.firstRange(of: Array("\"structure\"".utf8)) else { return nil }
        var rest = line[key.upperBound...].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3A }
        guard rest.first == 0x22 else { return nil }
        rest = rest.dropFirst()
        return String(decoding: rest.prefix { $0 != 0x22 }, as: UTF8.self)
    }

    private func note(
        _ kind: LineFinding.Kind, _ source: String, _ line: Int, _ column: Int?, _ message: String
    ) {
        if kind == .rejected { counts.rejected += 1 } else { counts.conflicts += 1 }
        guard findings.count < kept else { return }
        findings.append(LineFinding(kind: kind, source: source, line: line, column: column, message: message))
    }

    private func answered(version: Int) -> Answered {
        if let last, last.lens === lens, last.answered.version == version { return last.answered }
        let key = MaskKey(structure: lens.survey.structure, version: version)
        let found =
            answered[key]
            ?? Answered(
                version,
                VersionMask(
                    version: version, structure: key.structure, versions, newest: plan.survey, populations))
        answered[key] = found
        last = (lens, found)
        return found
    }
}
