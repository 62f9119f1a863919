internal import FoundationEssentials
internal import SurveyModel

/// Loops, folded back from the rounds that the compiler wrote out.
extension SourceWriter {
    func loop(_ places: [InRound<(roster: Int, passes: [Statement.Pass])>]) -> Bool {
        let first = survey.rosters[places[0].content.roster]
        guard let set = set(places), !first.instances.isEmpty else { return false }
        var name = first.name
        if let scope, name.hasPrefix(scope.prefix) { name = String(name.dropFirst(scope.prefix.count)) }
        if name.contains(".") {
            lose(name, "a name with a dot", "it comes of a fragment that could not be written")
            name = name.split(separator: ".").joined(separator: "_")
        }
        var head = "for \(name) in \(set)"
        if case .collection(let isShuffled, let draw) = survey[first.block].kind {
            if let draw { head += " draw \(draw)" }
            if isShuffled { head += " shuffle" }
        }
        if let display = first.display { head += " as \(display.rawValue)" }
        line(head + " {")
        let bodies = places.flatMap { place in
            place.content.passes.map { pass in
                InRound(
                    round: round(place.round, place.content.roster, pass.instance), content: pass.body)
            }
        }
        _ = write(bodies)
        line("}")
        return true
    }

    /// What a loop goes through; nil if no set of the language says it.
    private func set(_ places: [InRound<(roster: Int, passes: [Statement.Pass])>]) -> String? {
        let first = survey.rosters[places[0].content.roster]
        guard case .options(let list, let variable) = first.source else { return numbers(places) }
        var base: String
        if variable != nil {
            var full: [InRound<String>] = []
            for place in places {
                guard case .options(_, let own?) = survey.rosters[place.content.roster].source else {
                    return nil
                }
                full.append(InRound(round: place.round, content: survey[own].name))
            }
            guard let name = name(full) else { return nil }
            base = name
        } else {
            base = listName(list)
        }
        let present = Set(first.instances.map(\.value))
        let left = survey[list].options.enumerated().filter {
            !$1.isExclusive && !present.contains($0)
        }
        if !left.isEmpty { base += " except [\(left.map(\.element.name).joined(separator: ", "))]" }
        var rules: [InRound<[VariableID]>] = []
        for place in places {
            guard let pass = place.content.passes.first,
                let own = exceptions(of: pass, in: survey.rosters[place.content.roster])
            else { return nil }
            rules.append(InRound(round: place.round, content: own))
        }
        for index in rules[0].content.indices {
            let full = rules.compactMap { rule in
                rule.content.indices.contains(index)
                    ? InRound(round: rule.round, content: survey[rule.content[index]].name) : nil
            }
            guard full.count == rules.count, let name = name(full) else { return nil }
            base += " except \(name)"
        }
        return base
    }

    /// The questions whose options a round is not about, out of the condition of its block.
    private func exceptions(of pass: Statement.Pass, in roster: Roster) -> [VariableID]? {
        guard case .options(let list, let variable) = roster.source else { return [] }
        let option = roster.instances[pass.instance].value
        let base = variable.map { chosen($0, option) } ?? survey[list].options[option].condition
        guard let condition = pass.condition else { return base == nil ? [] : nil }
        var rules: [Formula]
        if condition == base {
            rules = []
        } else if case .and(let parts) = condition {
            if let base {
                guard parts.first == base else { return nil }
                rules = Array(parts.dropFirst())
            } else {
                rules = parts
            }
        } else {
            rules = [condition]
        }
        var found: [VariableID] = []
        for rule in rules {
            guard case .not(let inner) = rule else { return nil }
            var taken = inner
            if case .and(let parts) = inner, parts.count == 2, case .state(_, nil) = parts[0] {
                taken = parts[1]
            }
            guard let other = taken.variables.first, taken == chosen(other, option) else { return nil }
            found.append(other)
        }
        return found
    }

    private func chosen(_ variable: VariableID, _ option: Int) -> Formula {
        switch survey[variable].domain {
        case .options: .includes(variable, option: option)
        case .order: .compare(.greaterOrEqual, .place(variable, option: option), .literal(.number(1)))
        default: .compare(.equal, .variable(variable), .literal(.option(option)))
        }
    }

    /// `1...3`, `1...party`
    private func numbers(_ places: [InRound<(roster: Int, passes: [Statement.Pass])>]) -> String? {
        var lows: [InRound<Decimal>] = []
        var highs: [InRound<Decimal>] = []
        var tops: [InRound<String>] = []
        for place in places {
            let instances = survey.rosters[place.content.roster].instances
            guard let low = instances.first?.value, let high = instances.last?.value,
                low <= high, high.subtractingReportingOverflow(low) == (instances.count - 1, false),
                zip(instances, low...high).allSatisfy({ $0.value == $1 })
            else { return nil }
            lows.append(InRound(round: place.round, content: Decimal(low)))
            highs.append(InRound(round: place.round, content: Decimal(high)))
            if case .compare(.greaterOrEqual, .variable(let top), .literal)? = place.content.passes.first?
                .condition
            {
                tops.append(InRound(round: place.round, content: survey[top].name))
            }
        }
        guard let low = number(lows) else { return nil }
        if tops.isEmpty { return number(highs).map { "\(low)...\($0)" } }
        guard tops.count == places.count, let top = name(tops) else { return nil }
        return "\(low)...\(top)"
    }
}
