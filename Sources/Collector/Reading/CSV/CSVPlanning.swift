internal import SurveyModel

/// Lets a header, a map and a survey meet. Everything that does not fit is gathered, and thrown at once.
struct CSVPlanning {
    let survey: Survey
    let map: CSVMap
    var plan: CSVPlan
    var problems: [CSVFault.Problem] = []
    /// The positions of the columns by their names.
    private var places: [[UInt8]: Int] = [:]
    let index: [String: VariableID]
    /// Columns of sets and rankings that were found so far.
    var members: [Int: [CSVPlan.Member]] = [:]
    var parts: [Int: CSVPlan.VariablePart] = [:]
    private var taken: Set<Int> = []
    /// What a list says never changes, and large surveys use one in many questions.
    private var words: [ListID: CSVVocabulary] = [:]

    private static let problemLimit = 20

    /// Makes the plan. Linear in the columns, the map and the options of the survey. Throws `CSVFault`.
    static func plan(
        _ header: [String], of survey: Survey, map: CSVMap, separator: UInt8, source: String
    ) throws(CSVFault) -> CSVPlan {
        var planning = CSVPlanning(header, survey, map, separator, source)
        planning.bind()
        if !planning.problems.isEmpty, let roster = CSVGaps.roster(ofTable: header, of: survey) {
            throw CSVFault(
                source, line: 1,
                "it is the table of the roster \"\(roster)\", and such tables are not read; export with --rosters wide, "
                    + "or as jsonl or xml, and collect that")
        }
        guard planning.problems.isEmpty else { throw CSVFault(planning.problems) }
        if map.columns.isEmpty, map.constants.isEmpty {
            planning.plan.gaps = CSVGaps(planning.plan, of: survey)
        }
        return planning.plan
    }

    private init(_ header: [String], _ survey: Survey, _ map: CSVMap, _ separator: UInt8, _ source: String) {
        self.survey = survey
        self.map = map
        index = survey.variableIndex
        plan = CSVPlan(source: source, columns: header, separator: separator)
        plan.isSpreadsheetSafe = map.isSpreadsheetSafe
    }

    private mutating func bind() {
        var isIgnored: Set<[UInt8]> = Set(map.ignored.map { Array($0.text.utf8) })
        for (column, name) in plan.columns.enumerated() {
            let bytes = Array(name.utf8)
            if isIgnored.contains(bytes) {
                taken.insert(column)
                places[bytes] = column
            } else if let other = places[bytes] {
                problem(
                    1,
                    "the column \(quoted(name)) stands twice, as the \(ordinal(other)) and the \(ordinal(column))",
                    in: plan.source)
            } else {
                places[bytes] = column
            }
        }
        for word in map.ignored where places[Array(word.text.utf8)] == nil {
            // A file of another year need not have it.
            isIgnored.remove(Array(word.text.utf8))
        }
        let ours: [CSVPlan.HeadKey] = [
            .id, .survey, .version, .structure, .locale, .seed, .started, .ended, .state,
        ]
        plan.isOurs = ours.allSatisfy { places[Array("response:\($0.rawValue)".utf8)] != nil }
        for column in map.columns { bind(column) }
        bindTheRest()
        for constant in map.constants { bind(constant) }
        finish()
    }

    // MARK: Columns

    private mutating func bind(_ column: CSVMap.Column) {
        guard let place = places[Array(column.name.text.utf8)] else {
            let close = DidYouMean.closest(to: column.name.text, among: plan.columns)
            return problem(
                column.name.line,
                "\(plan.source) has no column \(quoted(column.name.text))"
                    + (close.map { "; did you mean \(quoted($0))?" } ?? ""))
        }
        guard taken.insert(place).inserted else {
            return problem(
                column.name.line, "the column \(quoted(column.name.text)) is mapped or ignored already")
        }
        guard let target = Target(column.target.text, survey, index) else {
            return problem(column.target.line, unknown(column.target.text))
        }
        bind(target, to: place, column, line: column.target.line)
    }

    /// The columns that the map does not speak of have the names of variables.
    private mutating func bindTheRest() {
        var strangers: [(Int, String)] = []
        for (place, name) in plan.columns.enumerated() where !taken.contains(place) {
            // Our own files may have weights, which are worked out from the responses and are no part of them.
            if name == "response:weight" { continue }
            guard let target = Target(name, survey, index, isHeader: true) else {
                strangers.append((place, name))
                continue
            }
            bind(target, to: place, nil, line: 1)
        }
        for (place, name) in strangers.prefix(Self.problemLimit) {
            guard !name.isEmpty else {
                problem(
                    1, "the \(ordinal(place)) column has no name; leave it out with ignore \"\"",
                    in: plan.source)
                continue
            }
            problem(
                1, "the column \(unknown(name)); map it, or leave it out with ignore \(quoted(name))",
                in: plan.source)
        }
        if strangers.count > Self.problemLimit {
            let rest = strangers.count - Self.problemLimit
            problem(1, "and \(rest) more columns are no variables of \(survey.name)", in: plan.source)
        }
    }

    private mutating func bind(_ target: Target, to place: Int, _ column: CSVMap.Column?, line: Int) {
        let name = column == nil ? plan.source : map.name
        switch target {
        case .head(let key):
            guard plan.head[key] == nil else {
                return problem(line, "two columns are response:\(key.rawValue)", in: name)
            }
            var part = CSVPlan.HeadPart(content: .column(place))
            if let column { head(&part, key, column) }
            if key == .stale { part.vocabulary.add(CSVVocabulary.truths) }
            plan.head[key] = part
        case .variable(let id):
            guard parts[id.position] == nil, members[id.position] == nil else {
                return problem(line, "two columns are \(survey[id].name)", in: name)
            }
            guard survey[id].isStored else {
                return problem(
                    line,
                    "\(quoted(survey[id].name)) is computed from other answers; leave it out with ignore",
                    in: name)
            }
            var part = CSVPlan.VariablePart(variable: id.position, shape: .column(place))
            variable(&part, column)
            parts[id.position] = part
        case .option(let id, let option):
            guard parts[id.position] == nil else {
                return problem(line, "two columns are \(survey[id].name)", in: name)
            }
            if members[id.position]?.contains(where: { $0.option == option }) ?? false {
                return problem(line, "two columns are \(target.text(survey))", in: name)
            }
            var member = CSVPlan.Member(column: place, option: option)
            if let column {
                if column.format ?? column.zone ?? column.split ?? column.decimal != nil {
                    problem(
                        line,
                        "\(target.text(survey)) holds 1 or 0; format, zone, split and decimal say nothing of it"
                    )
                }
                member.vocabulary.add(
                    column.values.compactMap { value in
                        memberMeaning(value.value, id).map { (value.cell.text, $0) }
                    })
            }
            member.vocabulary.add(missing(of: survey[id]) + CSVVocabulary.kinds)
            if case .options = survey[id].domain { member.vocabulary.add(CSVVocabulary.flags) }
            members[id.position, default: []].append(member)
        }
    }

    private mutating func head(
        _ part: inout CSVPlan.HeadPart, _ key: CSVPlan.HeadKey, _ column: CSVMap.Column
    ) {
        part.format = pattern(column.format, needsDay: true)
        part.zone = zone(column.zone)
        if let unused = column.split ?? column.decimal {
            problem(unused.line, "response:\(key.rawValue) is one text; split and decimal say nothing of it")
        }
        if key != .started, key != .ended, let unused = column.format ?? column.zone {
            problem(unused.line, "response:\(key.rawValue) is no time; format and zone say nothing of it")
        }
        part.vocabulary.add(
            column.values.compactMap { value in
                constant(value.value, key, part).map { (value.cell.text, .answer(json: $0, option: 0)) }
            })
    }

    private mutating func variable(_ part: inout CSVPlan.VariablePart, _ column: CSVMap.Column?) {
        let variable = survey.variables[part.variable]
        part.decimal = map.decimal
        if let decimal = column?.decimal {
            do { part.decimal = try CSVMapParser.decimalMark(decimal, map.name) } catch {
                problems += error.problems
            }
        }
        if let zone = column?.zone {
            problem(zone.line, "\(quoted(variable.name)) has no time zone; leave zone out")
        }
        switch variable.domain {
        case .date: part.format = pattern(column?.format, needsDay: true)
        case .time: part.format = pattern(column?.format, needsTime: true)
        default:
            if let format = column?.format {
                problem(format.line, "\(quoted(variable.name)) is no date and no time; leave format out")
            }
        }
        if let split = column?.split {
            let bytes = Array(split.text.utf8)
            if bytes.count == 1, bytes[0] < 0x80 {
                part.split = bytes[0]
            } else {
                problem(split.line, "options in one cell are split at one character, such as \";\"")
            }
        }
        let own = column?.values ?? []
        let list = own.isEmpty && map.missing.isEmpty ? variable.domain.list : nil
        if let list, let known = words[list] {
            part.vocabulary = known
            part.empty = empty(variable)
            return
        }
        part.vocabulary.add(
            own.compactMap { value in
                meaning(value.value, VariableID(part.variable)).map { (value.cell.text, $0) }
            })
        let codesAreOurs = !own.contains { value in
            if case .answer? = part.vocabulary.exact[Array(value.cell.text.utf8)] {
                return value.cell.text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
            return false
        }
        part.vocabulary.add(missing(of: variable) + CSVVocabulary.kinds)
        switch variable.domain {
        case .option(let list), .options(let list, _), .order(let list, _):
            part.vocabulary.addOptions(of: survey[list], codes: codesAreOurs, survey)
        case .point(let scale): part.vocabulary.addLabels(of: survey[scale], survey)
        case .yesno, .truth: part.vocabulary.add(CSVVocabulary.truths)
        case .number, .text, .date, .time: break
        }
        if let list { words[list] = part.vocabulary }
        part.empty = part.vocabulary.exact[[]] ?? empty(variable)
    }

    /// What an empty cell means where nobody says: our own files write *not asked* so; in others a question that may be
    /// left empty was.
    private func empty(_ variable: Variable) -> CSVVocabulary.Meaning {
        .missing(!plan.isOurs && variable.missing.contains(.skipped) ? .skipped : .notAsked)
    }

    /// The codes of missing answers that the map has for all columns, as far as a variable allows them.
    private func missing(of variable: Variable) -> [(String, CSVVocabulary.Meaning)] {
        map.missing.compactMap { code in
            guard let kind = Self.kind(code.value.text), kind == .notAsked || variable.missing.contains(kind)
            else { return nil }
            return (code.cell.text, .missing(kind))
        }
    }

    // MARK: What is still missing

    private mutating func finish() {
        for code in map.missing where Self.kind(code.value.text) == nil {
            problem(
                code.value.line,
                "\(quoted(code.value.text)) is no kind of missing; there are \(Self.kindWords)")
        }
        if plan.head[.id] != nil, plan.head[.key] != nil {
            problem(nil, "response:id and response:key cannot both be there", in: plan.source)
        }
        if plan.head[.started] == nil, plan.head[.ended] == nil {
            problem(
                nil,
                "nothing says when a response was given; map a column to response:started, or write "
                    + "value response:started = 2019-03-01 into a map", in: plan.source)
        }
        for (position, members) in members {
            var part = CSVPlan.VariablePart(
                variable: position, shape: .columns(members.sorted { $0.option < $1.option }))
            part.empty = empty(survey.variables[position])
            if let code = map.missing.first(where: { $0.cell.text.isEmpty }),
                let kind = Self.kind(code.value.text)
            {
                part.empty = .missing(kind)
            }
            parts[position] = part
        }
        plan.variables = parts.values.sorted { $0.variable < $1.variable }
    }

    // MARK: Words

    mutating func problem(_ line: Int?, _ message: String, in source: String? = nil) {
        // One more than the user is shown would be of no use.
        guard problems.count < 2 * Self.problemLimit else { return }
        problems.append(.init(source: source ?? map.name, line: line, message: message))
    }

    func quoted(_ text: String) -> String { "\"\(excerpt(text))\"" }

    private func ordinal(_ column: Int) -> String {
        let number = column + 1
        switch (number % 10, number % 100) {
        case (1, let tens) where tens != 11: return "\(number)st"
        case (2, let tens) where tens != 12: return "\(number)nd"
        case (3, let tens) where tens != 13: return "\(number)rd"
        default: return "\(number)th"
        }
    }

    func unknown(_ name: String) -> String {
        let names = survey.variables.lazy.filter(\.isStored).map(\.name)
        var candidates = Array(names.prefix(1_900))
        candidates += CSVPlan.HeadKey.allCases.map { "response:\($0.rawValue)" }
        if let colon = name.firstIndex(of: ":"), let id = index[String(name[..<colon])],
            let list = survey[id].domain.list
        {
            candidates = survey[list].options.map { "\(survey[id].name):\($0.name)" }
        }
        let close = DidYouMean.closest(to: name, among: candidates)
        return "\(quoted(name)) is no variable of \(survey.name)"
            + (close.map { "; did you mean \(quoted($0))?" } ?? "")
    }

    static let kindWords = Missing.allCases.map(\.rawValue).joined(separator: ", ")

    /// A kind of missing, with or without a point before it.
    static func kind(_ text: String) -> Missing? {
        Missing(rawValue: text.hasPrefix(".") ? String(text.dropFirst()) : text)
    }
}
