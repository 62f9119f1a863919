internal import SurveyModel

/// Which statements of a body belong to one `use`: their names and the keys of their texts tell.
extension SourceWriter {
    /// What tells whether statements stand in a fragment.
    struct Need {
        /// The prefixes of the names that they declare, `""` for none.
        var aliases: Set<String> = []
        /// The fragments that their text keys tell of, `""` for the file itself.
        var fragments: Set<String> = []
        /// Whether a text of theirs pipes an argument.
        var pipesArgument = false

        mutating func form(_ other: Need) {
            aliases.formUnion(other.aliases)
            fragments.formUnion(other.fragments)
            pipesArgument = pipesArgument || other.pipesArgument
        }

        /// Whether it declares nothing and says nothing, so that it may stand in any fragment.
        var isNeutral: Bool { fragments.isEmpty && aliases.subtracting([""]).isEmpty }

        /// The fragment that all of it is of.
        var fragment: String? {
            guard fragments.count == 1, let only = fragments.first, !only.isEmpty else { return nil }
            return only
        }

        /// The prefix that all share, `""` for none; nil if they need no fragment, or not the same.
        var alias: String? {
            let named = aliases.subtracting([""])
            if named.count == 1, aliases.count == 1, let only = named.first { return only }
            guard named.isEmpty else { return nil }
            return fragment != nil || pipesArgument ? "" : nil
        }
    }

    /// Statements that are written together: of one fragment, or one that is of none.
    struct Run {
        var range: Range<Int>
        var alias: String?
        var fragment: String?
    }

    /// Whether something tells of a fragment: a key, a name, an argument.
    func tellsOfFragments() -> Bool {
        survey.texts.contains { text in
            text.key.hasPrefix("fragment.")
                || text.pipes.contains { if case .text = $0.source { true } else { false } }
        }
            || survey.questions.indices.contains { stem(of: QuestionID($0)).contains(".") }
            || survey.variables.indices.contains { position in
                let id = VariableID(position)
                return survey[id].question == nil && bareName(id, names.rounds[id] ?? Round()).contains(".")
            }
    }

    /// Cuts a body into runs.
    func runs(of groups: [[Statement]]) -> [Run] {
        // Looking at all that a block holds, in each block around it, is for surveys that need it.
        guard hasFragments else { return groups.indices.map { Run(range: $0..<$0 + 1) } }
        let needs = groups.map { need(of: $0) }
        var runs: [Run] = []
        var next = 0
        while next < groups.count {
            let first = needs[next]
            guard let alias = first.alias, !first.isNeutral, !readsOutside(groups[next]),
                !goesThroughOutside(groups[next])
            else {
                runs.append(Run(range: next..<next + 1))
                next += 1
                continue
            }
            var end = next + 1
            var look = end
            var fragment = first.fragment
            while look < groups.count {
                let more = needs[look]
                let isSame =
                    more.alias == alias && !more.isNeutral
                    && (more.fragment == fragment || fragment == nil || more.fragment == nil)
                let isPart =
                    more.aliases.subtracting([""]).isEmpty && fragment != nil && more.fragment == fragment
                // What says nothing goes along only where more of the fragment follows.
                guard isSame || isPart || more.isNeutral, !goesThroughOutside(groups[look]) else { break }
                look += 1
                if isSame || isPart {
                    end = look
                    fragment = fragment ?? more.fragment
                }
            }
            runs.append(Run(range: next..<end, alias: alias, fragment: fragment))
            next = end
        }
        return runs
    }

    /// Whether it is an `if` about what stands above: that stands around the `use`, as far as one can tell.
    private func readsOutside(_ group: [Statement]) -> Bool {
        var declared: Set<String> = []
        declare(group, &declared)
        return group.contains { statement in
            guard case .chain(let arms) = statement else { return false }
            return arms.contains { arm in
                arm.condition?.variables.contains { !declared.contains(survey[$0].name) } ?? false
            }
        }
    }

    /// Whether it is a loop over the options that a question above has: a parameter cannot say which.
    private func goesThroughOutside(_ group: [Statement]) -> Bool {
        group.contains { statement in
            guard case .loop(let roster, _) = statement,
                case .options(_, let source?) = survey.rosters[roster].source
            else { return false }
            let name = survey[source].name
            return alias(in: survey[source].question.map { stem(of: $0) } ?? name).isEmpty
        }
    }

    func need(of statements: [Statement]) -> Need {
        var need = Need()
        for statement in statements { need.form(self.need(of: statement)) }
        return need
    }

    func need(of statement: Statement) -> Need {
        var need = Need()
        switch statement {
        case .question(let id):
            need.aliases = [alias(in: stem(of: id))]
            need.fragments = [origin(of: survey[id].text)]
            for text in survey.texts(of: id) { look(at: text, &need) }
        case .compute(let id, _):
            need.aliases = [alias(in: bareName(id, names.rounds[id] ?? Round()))]
        case .check(let id): see(survey[id].text, &need)
        case .end(let id): if let text = survey[id].text { see(text, &need) }
        case .page(let name, let title, let body):
            if let title { see(title, &need) }
            if body.isEmpty { need.aliases = [alias(in: name)] }
            need.form(self.need(of: body))
        case .chain(let arms): for arm in arms { need.form(self.need(of: arm.body)) }
        case .split(let id, let arms):
            need.aliases = [alias(in: bareName(id, names.rounds[id] ?? Round()))]
            if let list = survey[id].domain.list, let option = survey[list].options.first {
                need.fragments = [origin(of: option.text)]
            }
            for arm in arms { need.form(self.need(of: arm)) }
        case .collection(_, _, let units): for unit in units { need.form(self.need(of: unit.body)) }
        case .loop(_, let passes): for pass in passes { need.form(self.need(of: pass.body)) }
        }
        return need
    }

    private func alias(in stem: String) -> String {
        let name = stem.dropFirst(scope?.prefix.count ?? 0)
        return name.contains(".") ? String(name.prefix { $0 != "." }) : ""
    }

    private func see(_ id: TextID, _ need: inout Need) {
        need.fragments.insert(origin(of: id))
        look(at: id, &need)
    }

    /// The fragment that the key of a text tells of; empty for the file, and for the fragment that is being written.
    private func origin(of id: TextID) -> String {
        let parts = survey[id].key.split(separator: ".", maxSplits: 2)
        guard parts.count == 3, parts[0] == "fragment", parts[1] != scope?.fragment ?? "" else { return "" }
        return String(parts[1])
    }

    private func look(at id: TextID, _ need: inout Need) {
        // Inside of a fragment, what is piped becomes a parameter of it anyway.
        guard scope == nil else { return }
        let text = survey[id]
        for source in text.pipes.map(\.source) + (text.plural.map { [$0.count] } ?? []) {
            if case .text = source { need.pipesArgument = true }
        }
    }
}
