internal import SurveyModel

/// Finds out what is the same statement in the rounds of a loop. The compiler writes a loop out and leaves out of a round
/// what cannot happen in it; what is left knows its origin by the keys of its texts.
extension SourceWriter {
    /// The statements of several rounds, those of one origin together, in an order that all rounds agree with.
    func merged(_ places: [InRound<[Statement]>]) -> [[InRound<Statement>]] {
        guard places.count > 1 else {
            return (places.first?.content ?? []).map { [InRound(round: places[0].round, content: $0)] }
        }
        var sets = DisjointSets()
        var members: [[Int]] = []
        var owners: [String: Int] = [:]
        for place in places {
            var own: [Int] = []
            for (index, statement) in place.content.enumerated() {
                let item = sets.add()
                own.append(item)
                for key in keys(of: statement, in: place.round, index) {
                    if let owner = owners[key] { sets.join(owner, item) } else { owners[key] = item }
                }
            }
            members.append(own)
        }
        let order = sets.ordered(members)
        if order.isCircular {
            lose("for", "the order of a loop's body", "its rounds do not agree on one")
        }
        return order.groups.map { group in
            var found: [InRound<[Statement]>] = []
            for (place, own) in zip(places, members) {
                let statements = zip(own, place.content).filter { sets.root($0.0) == group }.map(\.1)
                if !statements.isEmpty { found.append(InRound(round: place.round, content: statements)) }
            }
            return unified(found)
        }
    }

    /// An `if` that is decided in some rounds is only its body there: it is made an arm again.
    private func unified(_ found: [InRound<[Statement]>]) -> [InRound<Statement>] {
        func isChain(_ statement: Statement) -> Bool { if case .chain = statement { true } else { false } }
        let hasChain = found.contains { $0.content.contains(where: isChain) }
        let isPlain = found.allSatisfy { $0.content.count == 1 && isChain($0.content[0]) == hasChain }
        if isPlain { return found.map { InRound(round: $0.round, content: $0.content[0]) } }
        return found.map { place in
            if place.content.count == 1, isChain(place.content[0]) {
                return InRound(round: place.round, content: place.content[0])
            }
            return InRound(
                round: place.round, content: .chain([.init(condition: nil, body: place.content)]))
        }
    }

    /// What tells where a statement comes from.
    private func keys(of statement: Statement, in round: Round, _ index: Int) -> [String] {
        switch statement {
        case .question(let id): return ["question " + survey[survey[id].text].key]
        case .check(let id): return ["check " + survey[survey[id].text].key]
        case .end(let id): return ["end " + (survey[id].text.map { survey[$0].key } ?? "")]
        case .compute(let id, _): return ["let " + bareName(id, round)]
        case .split(let id, _): return ["split " + bareName(id, round)]
        case .page(let name, let title, let body):
            let own = title.map { survey[$0].key } ?? bare(name, round)
            return ["page " + own] + keys(of: body, in: round)
        case .chain(let arms):
            let inner = arms.flatMap { keys(of: $0.body, in: round) }
            return inner.isEmpty ? ["if \(index)"] : inner
        case .collection(_, _, let units):
            let inner = units.flatMap { keys(of: $0.body, in: round) }
            return inner.isEmpty ? ["collection \(index)"] : inner
        case .loop(let roster, let passes):
            var inner: [String] = []
            for pass in passes { inner += keys(of: pass.body, in: self.round(round, roster, pass.instance)) }
            return ["for " + survey.rosters[roster].name] + inner
        }
    }

    private func keys(of body: [Statement], in round: Round) -> [String] {
        body.enumerated().flatMap { keys(of: $1, in: round, $0) }
    }

    private func bare(_ name: String, _ round: Round) -> String {
        let suffix = round.suffixes.last ?? ""
        return name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    }

    func round(_ outer: Round, _ roster: Int, _ instance: Int) -> Round {
        let roster = survey.rosters[roster]
        return Round(levels: outer.levels + [Level(roster, roster.instances[instance])])
    }

    // MARK: Arms

    /// Writes an `if` of several rounds, arm by arm; false if it cannot be one.
    func chain(_ group: [InRound<Statement>]) -> Bool {
        var sets = DisjointSets()
        var members: [[Int]] = []
        var owners: [String: Int] = [:]
        var chains: [InRound<[Statement.Arm]>] = []
        for place in group {
            guard case .chain(let arms) = place.content else { return false }
            chains.append(InRound(round: place.round, content: arms))
            var own: [Int] = []
            // The same `let` may stand in several arms.
            var counts: [String: Int] = [:]
            for (index, arm) in arms.enumerated() {
                let item = sets.add()
                own.append(item)
                // In one round, there is nothing to compare with.
                let inner = group.count == 1 ? [] : Set(keys(of: arm.body, in: place.round))
                for bare in inner.isEmpty ? ["arm \(index)"] : inner {
                    counts[bare, default: 0] += 1
                    let key = "\(bare) \(counts[bare, default: 0])"
                    if let owner = owners[key] { sets.join(owner, item) } else { owners[key] = item }
                }
            }
            members.append(own)
        }
        let order = sets.ordered(members)
        guard !order.isCircular else { return false }
        var decided: Set<Round> = []
        for (number, arm) in order.groups.enumerated() {
            var present: [InRound<Statement.Arm>] = []
            for (place, own) in zip(chains, members) {
                let arms = zip(own, place.content).filter { sets.root($0.0) == arm }.map(\.1)
                guard arms.count <= 1 else { return false }
                if let arm = arms.first { present.append(InRound(round: place.round, content: arm)) }
            }
            let isElse = present.allSatisfy { $0.content.condition == nil }
            let there = Set(present.map(\.round))
            let isLast = number == order.groups.count - 1
            let reachesAll = chains.allSatisfy { there.contains($0.round) || decided.contains($0.round) }
            if isElse, isLast, number > 0, reachesAll {
                line("} else {")
            } else {
                let conditions = present.map { place in
                    InRound(
                        round: place.round, content: place.content.condition ?? .literal(.yesno(true)))
                }
                guard let test = condition(conditions) else { return false }
                line((number == 0 ? "if " : "} else if ") + test + " {")
            }
            let outer = rounds
            _ = write(present.map { InRound(round: $0.round, content: $0.content.body) })
            rounds = outer
            for place in present where place.content.condition == nil { decided.insert(place.round) }
        }
        line("}")
        return true
    }
}

/// Which things are the same.
struct DisjointSets {
    private var parents: [Int] = []

    mutating func add() -> Int {
        parents.append(parents.count)
        return parents.count - 1
    }

    func root(_ item: Int) -> Int {
        var item = item
        while parents[item] != item { item = parents[item] }
        return item
    }

    mutating func join(_ first: Int, _ second: Int) {
        let (low, high) = (min(root(first), root(second)), max(root(first), root(second)))
        parents[high] = low
        parents[second] = low
    }

    /// The sets in an order in which each sequence of members rises, and whether there is none.
    func ordered(_ sequences: [[Int]]) -> (groups: [Int], isCircular: Bool) {
        var seen: [Int] = []
        var known: Set<Int> = []
        var before: [Int: Set<Int>] = [:]
        for sequence in sequences {
            var last: Int?
            for item in sequence {
                let own = root(item)
                if known.insert(own).inserted { seen.append(own) }
                if let last, last != own { before[own, default: []].insert(last) }
                last = own
            }
        }
        var done: Set<Int> = []
        var groups: [Int] = []
        while groups.count < seen.count {
            guard
                let next = seen.first(where: {
                    !done.contains($0) && before[$0, default: []].isSubset(of: done)
                })
            else { return (groups + seen.filter { !done.contains($0) }, true) }
            done.insert(next)
            groups.append(next)
        }
        return (groups, false)
    }
}
