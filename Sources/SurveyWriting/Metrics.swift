internal import FoundationEssentials
internal import SurveyModel

/// Metrics and relations, which may read everything.
extension SourceWriter {
    func metrics() {
        for metric in survey.metrics {
            guard let text = text(of: metric) else {
                lose(metric.name, "a metric", "its rounds are computed in different ways")
                continue
            }
            line("metric \(metric.name) = \(text)")
        }
        rounds = [Round()]
        for relation in survey.relations {
            let terms = relation.terms.map(\.path).joined(separator: ", ")
            line("\(relation.kind.rawValue) of \(relation.outcome.path): \(terms)")
        }
    }

    private func text(of metric: Metric) -> String? {
        let strands = metric.strands.map { strand in
            InRound(round: round(of: strand), content: strand)
        }
        guard let first = strands.first else { return nil }
        rounds = strands.map(\.round)
        var arguments: [String] = []
        switch metric.function {
        case .share, .retention, .churn: break
        case .gap:
            let pairs = strands.map { strand in
                (0..<2).map { side in
                    InRound(
                        round: strand.round,
                        content: strand.content.items.enumerated().filter { $0.offset % 2 == side }.map(
                            \.element))
                }
            }
            for side in 0..<2 {
                let plain = pairs.map { pair in
                    InRound(
                        round: pair[side].round, content: pair[side].content.map { unweighted($0, metric) })
                }
                guard let items = items(plain) else { return nil }
                arguments.append(items.count == 1 ? items[0] : "[\(items.joined(separator: ", "))]")
            }
        default:
            guard
                let items = items(
                    strands.map { InRound(round: $0.round, content: $0.content.items) })
            else { return nil }
            arguments = items
        }
        let events = strands.compactMap { strand in
            strand.content.event.map { InRound(round: strand.round, content: $0) }
        }
        if !events.isEmpty {
            guard events.count == strands.count, let event = text(events) else { return nil }
            arguments.append(event)
        }
        if case .lifetime(let discount) = metric.function {
            arguments.append("discount: \(discount.canonicalText)")
        }
        var text = "\(metric.function.name)(\(arguments.joined(separator: ", ")))"
        guard let condition = condition(of: strands, first) else { return nil }
        if !condition.isEmpty { text += " where \(condition)" }
        var by = metric.by.map { survey[$0].name }
        if metric.isByInstance, let roster = first.content.instance?.roster { by.append(roster) }
        if !by.isEmpty { text += " by \(by.joined(separator: ", "))" }
        return text
    }

    private func unweighted(_ item: Metric.Item, _ metric: Metric) -> Metric.Item {
        guard item.weight != 1 else { return item }
        lose(metric.name, "a weight", "only the items of an index have weights")
        return Metric.Item(item.variable, isReversed: item.isReversed)
    }

    // MARK: Rounds

    /// The round that a strand is about; none if it says so.
    private func round(of strand: Metric.Strand) -> Round {
        guard strand.instance != nil else { return Round() }
        let read = strand.items.map(\.variable) + (strand.event?.variables ?? [])
        let rounds = read.compactMap { names.rounds[$0] }
        return rounds.max { $0.levels.count < $1.levels.count } ?? Round()
    }

    /// `where`, with the rounds that are left out; nil if it cannot be said, empty if there is none.
    private func condition(
        of strands: [InRound<Metric.Strand>], _ first: InRound<Metric.Strand>
    ) -> String? {
        let written = strands.map { strand in
            InRound(round: strand.round, content: strand.content.condition ?? .literal(.yesno(true)))
        }
        let read = first.content.items.map(\.variable) + (first.content.event?.variables ?? [])
        let deepest = read.filter { names.rounds[$0] == first.round }.first
        if !first.round.levels.isEmpty, let deepest { rounds = instances(like: deepest) }
        defer { rounds = strands.map(\.round) }
        let isAlways = written.allSatisfy { $0.content == .literal(.yesno(true)) }
        if isAlways { return guardText(written.map(\.round)) ?? "" }
        return condition(written)
    }

    // MARK: Items

    private func items(_ places: [InRound<[Metric.Item]>]) -> [String]? {
        var found: [String] = []
        var next = 0
        let first = places[0].content
        guard places.allSatisfy({ $0.content.count == first.count }) else { return nil }
        while next < first.count {
            let (name, count) = item(places, at: next)
            guard let name else { return nil }
            let weight = first[next].weight
            found.append(weight == 1 ? name : "\(name): \(weight.canonicalText)")
            next += count
        }
        return found
    }

    /// The name of a grid or dimension whose rows begin at an item, or of one variable.
    private func item(_ places: [InRound<[Metric.Item]>], at index: Int) -> (String?, Int) {
        let first = places[0].content[index]
        for (position, set) in rowSets(of: first.variable).enumerated() where set.rows.count > 1 {
            let end = index + set.rows.count
            guard end <= places[0].content.count else { continue }
            let full = places.compactMap { place -> InRound<String>? in
                let sets = rowSets(of: place.content[index].variable)
                guard sets.indices.contains(position),
                    place.content[index..<end].map(\.variable) == sets[position].rows,
                    place.content[index..<end].allSatisfy({ $0.weight == first.weight })
                else { return nil }
                return InRound(round: place.round, content: sets[position].name)
            }
            if full.count == places.count, let name = name(full) { return (name, set.rows.count) }
        }
        let full = places.map {
            InRound(round: $0.round, content: survey[$0.content[index].variable].name)
        }
        return (name(full), 1)
    }
}
