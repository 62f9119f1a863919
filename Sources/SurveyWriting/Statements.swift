internal import FoundationEssentials
internal import SurveyModel

/// Pages, conditions, loops and what stands in them.
extension SourceWriter {
    /// Writes what stands in a body, in each of the rounds around it. Gives how many statements came of it.
    func write(_ places: [InRound<[Statement]>]) -> Int {
        let outer = rounds
        rounds = places.map(\.round)
        defer { rounds = outer }
        let groups = merged(places)
        let runs = runs(of: groups.map { $0.map(\.content) })
        var next = 0
        while next < runs.count {
            if let alias = runs[next].alias {
                let run = groups[runs[next].range].flatMap(\.self)
                writeRun(run, alias: alias, fragment: runs[next].fragment)
                next += 1
                continue
            }
            // What is there in the same rounds only stands in one `if`.
            let present = groups[runs[next].range.lowerBound].map(\.round)
            var end = next + 1
            while end < runs.count, runs[end].alias == nil, present.count < rounds.count,
                groups[runs[end].range.lowerBound].map(\.round) == present
            {
                end += 1
            }
            let own = runs[next..<end].map { groups[$0.range.lowerBound] }
            if own.count == 1 {
                write(group: own[0])
            } else {
                guarded(present) { for group in own { write(group: group) } }
            }
            next = end
        }
        return runs.count
    }

    private func writeRun(_ run: [InRound<Statement>], alias: String, fragment: String?) {
        let present = rounds.filter { round in run.contains { $0.round == round } }
        let bodies = present.map { round in
            InRound(round: round, content: run.filter { $0.round == round }.map(\.content))
        }
        guarded(present) {
            writeFragment(bodies, alias: alias, fragment: fragment)
        }
    }

    /// Writes something that is there in some of the rounds only.
    private func guarded(_ present: [Round], _ body: () -> Void) {
        guard let test = guardText(present) else { return body() }
        line("if \(test) {")
        let outer = rounds
        rounds = present
        body()
        rounds = outer
        line("}")
    }

    /// One statement, as far as it is the same in all of its rounds.
    private func write(group: [InRound<Statement>]) {
        let start = lines.count
        if case .chain = group[0].content, !hasElse(group), chain(group) { return }
        lines.removeSubrange(start...)
        guarded(group.map(\.round)) {
            let mark = lines.count
            if one(group) { return }
            lines.removeSubrange(mark...)
            guard group.count > 1 else {
                lose(subject(of: group[0].content), "a statement", "the language has no words for it")
                return
            }
            lose(
                subject(of: group[0].content), "the rounds of a loop",
                "they differ in more than what changes from round to round, so each is written by itself")
            for place in group { guarded([place.round]) { _ = one([place]) } }
        }
    }

    private func hasElse(_ group: [InRound<Statement>]) -> Bool {
        group.contains { place in
            guard case .chain(let arms) = place.content else { return false }
            return arms.contains { $0.condition == nil }
        }
    }

    private func subject(of statement: Statement) -> String {
        switch statement {
        case .question(let id): survey[id].name
        case .compute(let id, _), .split(let id, _): survey[id].name
        case .check(let id): survey[id].name
        case .end(let id): survey[id].name ?? "finish"
        case .page(let name, _, _): name
        case .chain: "if"
        case .collection: "shuffle"
        case .loop(let roster, _): survey.rosters[roster].name
        }
    }

    private func one(_ group: [InRound<Statement>]) -> Bool {
        func each<Content>(_ read: (Statement) -> Content?) -> [InRound<Content>] {
            group.compactMap { place in
                read(place.content).map { InRound(round: place.round, content: $0) }
            }
        }
        switch group[0].content {
        case .question: return question(each { if case .question(let id) = $0 { id } else { nil } })
        case .compute:
            return compute(
                each { if case .compute(let id, let formula) = $0 { (id, formula) } else { nil } })
        case .check: return check(each { if case .check(let id) = $0 { id } else { nil } })
        case .end: return end(each { if case .end(let id) = $0 { id } else { nil } })
        case .page: return page(each { if case .page(let n, let t, let b) = $0 { (n, t, b) } else { nil } })
        case .chain: return chain(group)
        case .split: return split(each { if case .split(let id, let arms) = $0 { (id, arms) } else { nil } })
        case .collection:
            return collection(
                each { if case .collection(let s, let d, let u) = $0 { (s, d, u) } else { nil } })
        case .loop: return loop(each { if case .loop(let r, let p) = $0 { (r, p) } else { nil } })
        }
    }

    /// The name that is declared for full names of several rounds; nil if they do not come of one.
    func declaredName(_ full: [InRound<String>]) -> String? {
        let prefix = scope?.prefix ?? ""
        var found: Set<String> = []
        for place in full {
            var name = place.content
            let suffix = place.round.suffixes.last ?? ""
            if name.hasPrefix(prefix) { name = String(name.dropFirst(prefix.count)) }
            if name.hasSuffix(suffix) { name = String(name.dropLast(suffix.count)) }
            found.insert(name)
        }
        guard found.count == 1, let name = found.first else { return nil }
        guard name.contains(".") else { return name }
        lose(name, "a name with a dot", "it comes of a fragment that could not be written")
        return name.split(separator: ".").joined(separator: "_")
    }

    // MARK: Without a body

    private func compute(_ places: [InRound<(VariableID, Int)>]) -> Bool {
        let formulas = places.compactMap { place -> InRound<Formula>? in
            guard case .computed(let formulas) = survey[place.content.0].role,
                formulas.indices.contains(place.content.1)
            else { return nil }
            return InRound(round: place.round, content: formulas[place.content.1])
        }
        guard formulas.count == places.count, let text = text(formulas),
            let name = declaredName(
                places.map { InRound(round: $0.round, content: survey[$0.content.0].name) })
        else { return false }
        line("let \(name) = \(text)")
        return true
    }

    private func check(_ places: [InRound<CheckID>]) -> Bool {
        let check = survey[places[0].content]
        guard
            let condition = condition(
                places.map { InRound(round: $0.round, content: survey[$0.content].condition) })
        else { return false }
        note(of: check.text)
        let isNamed = places.contains { place in
            let read = survey[place.content].condition.variables
            let last = read.last { survey[$0].question != nil } ?? read.last
            let standard = last.map { id in survey[id].question.map { survey[$0].name } ?? survey[id].name }
            return standard != survey[place.content].name
        }
        var name = ""
        if isNamed {
            let full = places.map { InRound(round: $0.round, content: survey[$0.content].name) }
            name = declaredName(full).map { $0 + " " } ?? ""
        }
        let text = string(places.map { InRound(round: $0.round, content: survey[$0.content].text) })
        line("\(check.isSoft ? "confirm" : "require") \(condition) else \(name)\(text)")
        return true
    }

    private func end(_ places: [InRound<EndingID>]) -> Bool {
        let ending = survey[places[0].content]
        var words = ["finish"]
        switch ending.disposition {
        case .complete: break
        case .screened: words.append("screened")
        case .partial, .refused, .abandoned:
            lose(ending.name ?? "finish", "how it ends", "a file ends interviews as complete or screened")
        }
        if let name = ending.name { words.append(name) }
        if let text = ending.text {
            note(of: text)
            words.append(
                string(
                    places.compactMap { place in
                        survey[place.content].text.map { InRound(round: place.round, content: $0) }
                    }))
        } else {
            lose(ending.name ?? "finish", "an ending without a text", "every `finish` says something")
            words.append("\"…\"")
        }
        line(words.joined(separator: " "))
        return true
    }

    // MARK: With a body

    private func page(_ places: [InRound<(name: String, title: TextID?, body: [Statement])>]) -> Bool {
        guard let name = declaredName(places.map { InRound(round: $0.round, content: $0.content.name) })
        else { return false }
        var head = "page \(name)"
        let titles = places.compactMap { place in
            place.content.title.map { InRound(round: place.round, content: $0) }
        }
        if titles.count == places.count { head += " " + string(titles) }
        line(head + " {")
        _ = write(places.map { InRound(round: $0.round, content: $0.content.body) })
        line("}")
        return true
    }

    private func split(_ places: [InRound<(VariableID, [[Statement]])>]) -> Bool {
        let id = places[0].content.0
        guard case .split(let weights) = survey[id].role, let list = survey[id].domain.list,
            let name = declaredName(
                places.map { InRound(round: $0.round, content: survey[$0.content.0].name) }),
            places.allSatisfy({ $0.content.1.count == weights.count })
        else { return false }
        line("split \(name) {")
        for (arm, weight) in weights.enumerated() {
            let weight = weight == 1 ? "" : " weight \(weight)"
            line("- \(survey[list].options[arm].name)\(weight) {")
            _ = write(places.map { InRound(round: $0.round, content: $0.content.1[arm]) })
            line("}")
        }
        line("}")
        return true
    }

    private func collection(
        _ places: [InRound<(isShuffled: Bool, draw: Int?, units: [Statement.Unit])>]
    ) -> Bool {
        let first = places[0].content
        guard
            places.allSatisfy({ $0.content.units.count == first.units.count && $0.content.draw == first.draw }
            )
        else { return false }
        if first.draw != nil, first.isShuffled {
            lose("draw", "a `draw` that shuffles as well", "`draw` keeps the order of the file")
        }
        line(first.draw.map { "draw \($0) {" } ?? "shuffle {")
        for index in first.units.indices {
            let bodies = places.map { InRound(round: $0.round, content: $0.content.units[index].body) }
            let conditions = places.compactMap { place in
                place.content.units[index].condition.map { InRound(round: place.round, content: $0) }
            }
            if conditions.isEmpty {
                unit(bodies)
            } else {
                guard let condition = condition(conditions) else { return false }
                line("if \(condition) {")
                _ = write(bodies)
                line("}")
            }
        }
        line("}")
        return true
    }

    /// A unit without a condition is one statement.
    private func unit(_ bodies: [InRound<[Statement]>]) {
        let mark = lines.count
        let count = write(bodies)
        let isOne = count == 1 && bodies.allSatisfy { !$0.content.isEmpty }
        guard !isOne else { return }
        let body = Array(lines[mark...])
        lines.removeSubrange(mark...)
        if !rounds[0].levels.isEmpty {
            // What the rounds decide stands in an `if` with an `else`, which is always moved.
            let names = Set(rounds.compactMap { $0.levels.last?.name }).sorted()
            line("if \(levelName(rounds[0].levels.count - 1)) in [\(names.joined(separator: ", "))] {")
            lines += body
            line("} else { }")
        } else {
            writeFragment(bodies, alias: "", fragment: nil)
        }
    }
}
