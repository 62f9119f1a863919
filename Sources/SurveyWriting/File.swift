internal import FoundationEssentials
internal import SurveyModel

/// The order of a file: its header, what is declared, the questions, and what is computed at the end.
extension SourceWriter {
    func file() {
        header()
        let statements = Outline(survey).statements
        var body: [[String]] = []
        var starts: [Start] = []
        for run in runs(of: statements.map { [$0] }) {
            let group = Array(statements[run.range])
            lines = []
            _ = write([InRound(round: Round(), content: group)])
            body.append(lines)
            starts.append(start(of: group))
        }
        lines = []
        metrics()
        let metrics = lines
        lines = []
        header()
        var next = declarations(before: starts)
        add(next.removeValue(forKey: 0) ?? [])
        for fragment in fragments {
            line("")
            line("fragment \(fragment.name)(\(fragment.head)) {")
            lines += fragment.body
            line("}")
        }
        for (index, statement) in body.enumerated() {
            add(next.removeValue(forKey: index) ?? [])
            if statement.count > 1 || index == 0 || body[index - 1].count > 1 { line("") }
            lines += statement
        }
        add(next.removeValue(forKey: body.count) ?? [])
        if !metrics.isEmpty {
            line("")
            lines += metrics
        }
    }

    /// Declarations, with an empty line before what has a body, and before the first.
    private func add(_ declarations: [[String]]) {
        for (index, declaration) in declarations.enumerated() {
            if index == 0 || declaration.count > 1 || declarations[index - 1].count > 1 { line("") }
            lines += declaration
        }
    }

    private func header() {
        line("survey \(survey.name)")
        line("version \(survey.version)")
        line("language \(survey.language)")
        if !survey.translations.isEmpty {
            line("translations \(survey.translations.joined(separator: ", "))")
        }
        if let title = survey.title { line("title \(string(title))") }
    }

    // MARK: Places of declarations

    /// The first text, variable and scale of a statement, which say what stands above it.
    private struct Start {
        var text = Int.max
        var variable = Int.max
        var scale = Int.max
    }

    private func start(of statements: [Statement]) -> Start {
        var start = Start()
        for statement in statements { look(at: statement, &start) }
        return start
    }

    private func look(at statement: Statement, _ start: inout Start) {
        func see(_ id: TextID?) { if let id { start.text = min(start.text, id.position) } }
        func see(_ id: VariableID) { start.variable = min(start.variable, id.position) }
        switch statement {
        case .question(let id):
            see(survey[id].text)
            for variable in survey[id].variables { see(variable) }
            if let scale = survey[id].scale { start.scale = min(start.scale, scale.position) }
        case .compute(let id, _): see(id)
        case .check(let id): see(survey[id].text)
        case .end(let id): see(survey[id].text)
        case .page(_, let title, let body):
            see(title)
            for statement in body { look(at: statement, &start) }
        case .chain(let arms):
            for statement in arms.flatMap(\.body) { look(at: statement, &start) }
        case .split(let id, let arms):
            see(id)
            if let list = survey[id].domain.list { see(survey[list].options.first?.text) }
            for statement in arms.joined() { look(at: statement, &start) }
        case .collection(_, _, let units):
            for statement in units.flatMap(\.body) { look(at: statement, &start) }
        case .loop(_, let passes):
            for statement in passes.flatMap(\.body) { look(at: statement, &start) }
        }
    }

    /// The declarations of the file, by the statement that they stand above: what is numbered by its place in the file
    /// gets the same number again.
    private func declarations(before starts: [Start]) -> [Int: [[String]]] {
        var found: [(slot: Int, key: Int, lines: [String])] = []
        func slot(_ isBelow: (Start) -> Bool) -> Int { starts.firstIndex(where: isBelow) ?? starts.count }
        var key = -1
        for (position, variable) in survey.variables.enumerated() {
            guard case .given = variable.role else { continue }
            lines = []
            let text = given(VariableID(position))
            if let text { key = max(key, text.position) }
            // A list that stands further down is numbered where the given asks for it.
            if let list = variable.domain.list, let first = survey[list].options.first {
                key = max(key, first.text.position)
            }
            let slot = slot { $0.variable > position && $0.variable < Int.max }
            found.append((slot, key, lines))
        }
        key = -1
        for (position, scale) in survey.scales.enumerated() where !ownScales.contains(ScaleID(position)) {
            lines = []
            line("scale \(scale.name) \(scale.bounds.lowerBound)...\(scale.bounds.upperBound) {")
            labels([InRound(round: Round(), content: ScaleID(position))])
            line("}")
            let first = scale.labels.map(\.text.position).min()
            if let first { key = max(key, first) }
            let slot = slot { start in
                if let first { return start.text > first && start.text < Int.max }
                return start.scale >= position && start.scale < Int.max
            }
            found.append((slot, key, lines))
        }
        for (position, list) in survey.lists.enumerated() where !ownLists.contains(ListID(position)) {
            lines = []
            line("options \(list.name) {")
            if !options([InRound(round: Round(), content: ListID(position))]) {
                lose(list.name, "a list", "its options cannot be said")
            }
            line("}")
            let first = list.options.map(\.text.position).min() ?? 0
            found.append((slot { $0.text > first && $0.text < Int.max }, first, lines))
        }
        lines = []
        header()
        // A sort that keeps what is equal in its order.
        let sorted = found.enumerated().sorted {
            ($0.element.slot, $0.element.key, $0.offset) < ($1.element.slot, $1.element.key, $1.offset)
        }
        return Dictionary(grouping: sorted.map(\.element), by: \.slot).mapValues { $0.map(\.lines) }
    }

    /// Writes a given; gives its first text.
    private func given(_ id: VariableID) -> TextID? {
        let variable = survey[id]
        var words: [String] = []
        var text: TextID?
        switch variable.domain {
        case .number(let rule):
            words.append("number")
            if let low = rule.low, let high = rule.high {
                words.append("\(low.canonicalText)...\(high.canonicalText)")
            }
            if rule.decimals != 0 { words.append("decimals \(rule.decimals)") }
            if let unit = rule.unit {
                words.append("unit \(string(unit))")
                text = unit
            }
        case .text(let rule): words = ["text"] + Self.words(of: rule)
        case .yesno, .truth: words.append("yesno")
        case .point(let scale):
            let bounds = survey[scale].bounds
            words.append("rating \(bounds.lowerBound)...\(bounds.upperBound)")
        case .date(let rule):
            words.append("date")
            if rule.low != nil { words.append(Self.text(of: rule)) }
        case .time(let rule):
            words.append("time")
            if let low = rule.low, let high = rule.high { words.append("\(low.text)...\(high.text)") }
        case .option(let list): words.append("choice from \(listName(list))")
        case .options(let list, let select), .order(let list, let select):
            words.append("choices from \(listName(list))")
            let most = max(1, survey[list].options.count { !$0.isExclusive })
            if select != 1...most { words.append("select \(select.lowerBound)...\(select.upperBound)") }
            if case .order = variable.domain {
                lose(variable.name, "a given order", "a given is at most a set")
            }
        }
        if case .given(true) = variable.role { words.append("optional") }
        var isSaid = false
        if case .text(let rule) = variable.domain, let kind = rule.pattern?.kind {
            isSaid = kind != .expression
        }
        if variable.isPersonal, !isSaid { words.append("personal") }
        line("given \(variable.name): \(words.joined(separator: " "))")
        return text
    }
}
