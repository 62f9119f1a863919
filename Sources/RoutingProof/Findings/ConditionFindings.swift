internal import SurveyModel

/// Conditions that decide nothing, or something else than their author thought.
extension FindingSearch {
    mutating func findConditions() {
        findAlwaysTrue()
        findUnknown()
        findReadBeforeAsked()
    }

    /// The places of routing conditions, in the order of the program.
    private var routing: [(place: Place, block: BlockID)] {
        program.conditions.compactMap { condition in
            switch condition.place {
            case .block(let id): (condition.place, survey[id].parent ?? BlockID(0))
            case .row(let question, _), .option(let question, _): (condition.place, blocks[question.position])
            case .check, .metric: nil
            }
        }
    }

    // MARK: Always true

    private mutating func findAlwaysTrue() {
        let rounds = Set(survey.rosters.map(\.block))
        var living: Set<Site> = []
        var found: [(site: Site, finding: RoutingFinding)] = []
        for (place, block) in routing {
            let known = verdicts.condition(at: place)
            let site = Site(span(of: place), 4)
            guard known.holds == .possible, known.fails == .impossible else {
                if known.isMet != .impossible { living.insert(site) }
                continue
            }
            var isElse = false
            if case .block(let id) = place {
                if case .unit = survey[id].kind, rounds.contains(block) { continue }
                if case .arm(_, let previous?) = survey[id].kind {
                    isElse = verdicts.blocks[previous.position].holds != .none
                }
            }
            guard let condition = condition(at: place), isWrittenByAuthor(condition) else { continue }
            found.append(
                (
                    site,
                    RoutingFinding(
                        .alwaysTrue, isElse ? .info : .warning,
                        "This condition is true for everybody who comes to it", at: span(of: place),
                        isElse
                            ? "The arms above have taken all others."
                            : "What was answered before leaves nothing else.",
                        suggestion: isElse
                            ? "`else` says the same." : "Take the condition out, or change it.",
                        subject: .fails(place), shownBy: .holds(place))
                ))
        }
        var told: Set<Site> = []
        for (site, finding) in found where !living.contains(site) && told.insert(site).inserted {
            addDead(finding)
        }
    }

    /// The arms of a `split` are conditions that the compiler writes.
    private func isWrittenByAuthor(_ condition: Formula) -> Bool {
        !condition.variables.contains { variable in
            if case .split = survey[variable].role { true } else { false }
        }
    }

    // MARK: Unknown

    /// Screening that a missing answer decides: what leads to a `finish` or opens a page is unknown where an answer that
    /// it reads was asked for and is missing, and nothing around it says what happens then.
    private mutating func findUnknown() {
        var told: Set<Site> = []
        for (position, block) in survey.blocks.enumerated() {
            let id = BlockID(position)
            guard case .arm(let condition?, _) = block.kind,
                verdicts.blocks[position].unknown == .possible, isWrittenByAuthor(condition),
                let effect = screening(id)
            else { continue }
            let place = Place.block(id)
            let site = Site(span(of: place))
            guard !told.contains(site) else { continue }
            let read = answers(readBy: condition).filter {
                mayBeMissing($0) && !isStateAsked(of: $0, around: id)
            }
            guard !read.isEmpty, let unknown = claimFact(.unknown(place)) else { continue }
            // Everything that it reads was asked, and still it is unknown: then an answer is missing.
            let asked = answers(readBy: condition).compactMap { askedFact($0) }
            guard !asked.isEmpty, isPossible([unknown] + asked) == true else { continue }
            told.insert(site)
            let names = Self.list(read.map { survey[$0].name })
            var finding = RoutingFinding(
                .mayBeUnknown, .warning, "This condition is unknown where the answer to \(names) is missing",
                at: span(of: place),
                "\(read.count == 1 ? missingWords(read[0]) : "An answer that it reads can be missing"); then it is neither true nor false, and \(effect).",
                suggestion:
                    "Say what happens then, as in `if \(stateWord(read[0]))(\(survey[read[0]].name)) { … }`, or let the answer not be missing.",
                subject: .unknown(place), shownBy: .unknown(place))
            finding.shownByFacts = [unknown] + asked
            found.append(finding)
        }
    }

    /// What does not happen where the condition of an arm is unknown, if that screens somebody: the interview goes on
    /// past a `finish`, or a page is not shown.
    private func screening(_ id: BlockID) -> String? {
        if let ending = screens[id.position].ending {
            return name(ending).map { "the interview does not end at `\($0)`" }
                ?? "the interview does not end here"
        }
        guard let page = screens[id.position].page, case .page(let name, _) = survey[page].kind else {
            return nil
        }
        return "the page `\(Self.shown(name))` is not shown"
    }

    /// The answers to questions that a condition reads, through computed values too, each once.
    func answers(readBy condition: Formula) -> [VariableID] {
        var seen: Set<VariableID> = []
        var found: [VariableID] = []
        var open = Array(condition.variables.reversed())
        while let id = open.popLast() {
            guard seen.insert(id).inserted else { continue }
            if case .computed(let formulas) = survey[id].role {
                open += formulas.flatMap(\.variables).reversed()
            }
            if survey[id].question != nil { found.append(id) }
        }
        return found
    }

    private func mayBeMissing(_ variable: VariableID) -> Bool {
        survey[variable].missing.contains { $0 != .notAsked }
    }

    private func missingWords(_ variable: VariableID) -> String {
        let missing = survey[variable].missing
        let name = survey[variable].name
        if missing.contains(.refused) { return "`\(name)` can be refused" }
        if missing.contains(.dontKnow) { return "`\(name)` can be answered with “don't know”" }
        if missing.contains(.notApplicable) { return "`\(name)` can be answered with “not applicable”" }
        return "`\(name)` is optional"
    }

    private func stateWord(_ variable: VariableID) -> String {
        Missing.allCases.first { $0 != .notAsked && $0 != .skipped && survey[variable].missing.contains($0) }?
            .rawValue ?? "skipped"
    }

    /// Whether an arm of the same `if`, or the one around it, asks for the state of an answer: then its author thought of it.
    private func isStateAsked(of variable: VariableID, around block: BlockID) -> Bool {
        var arms: [BlockID] = []
        var previous: BlockID? = block
        while let id = previous, case .arm(_, let before) = survey[id].kind, arms.count < Self.armLimit {
            arms.append(id)
            previous = before
        }
        var following = screens[block.position].nextArm
        while let id = following, arms.count < 2 * Self.armLimit {
            arms.append(id)
            following = screens[id.position].nextArm
        }
        return arms.contains { arm in
            condition(at: .block(arm)).map { $0.asksForState(of: variable) } ?? false
        }
    }

    /// Nobody writes longer chains of arms; hostile files do.
    private static let armLimit = 200

    func claimFact(_ subject: Claim.Subject) -> FactID? {
        guard case .unknown(let place) = subject else { return nil }
        return unknownClaims[place]
    }

    /// The fact that a variable's answer was asked for.
    func askedFact(_ variable: VariableID) -> FactID? {
        if let claim = verdicts.partClaims[variable] { return program.claims[claim].fact }
        let questions = sources[variable] ?? []
        let claims = questions.map { Int(verdicts.askedClaims[$0.position]) }.filter { $0 >= 0 }
        let alive = claims.first { decisions[$0] == .possible } ?? claims.first
        return alive.map { program.claims[$0].fact }
    }

    // MARK: Read before asked

    /// Conditions that read what was not asked of anybody who comes to them.
    private mutating func findReadBeforeAsked() {
        var living: Set<Site> = []
        var dead: [(site: Site, finding: RoutingFinding)] = []
        for (place, block) in routing {
            guard verdicts.condition(at: place).isMet == .possible, let facts = facts(at: place),
                let condition = condition(at: place)
            else { continue }
            for (index, variable) in Set(condition.variables).sorted().enumerated() {
                guard let questions = sources[variable] else { continue }
                let site = Site(span(of: place), 5 + index)
                let isAsked = isAsked(variable, of: questions, where: facts.isMet, in: block)
                if isAsked || questions.allSatisfy({ verdicts.asked[$0.position] == .impossible }) {
                    living.insert(site)
                    continue
                }
                let name = survey[variable].name
                dead.append(
                    (
                        site,
                        RoutingFinding(
                            .readBeforeAsked, .warning,
                            "`\(Self.shown(name))` has been asked of nobody who comes to this condition",
                            at: span(of: place),
                            "What reads it is the same for all of them: a comparison with it is never true.",
                            suggestion: "Ask it above, of the same people, or leave it out here.",
                            shownBy: .holds(place))
                    ))
            }
        }
        var told: Set<Site> = []
        for (site, finding) in dead where !living.contains(site) && told.insert(site).inserted {
            var finding = finding
            if case .holds(let place)? = finding.shownBy, verdicts.condition(at: place).holds != .possible {
                // A condition that is never true was told already, with what is never asked.
                continue
            }
            finding.subject = finding.shownBy
            found.append(finding)
        }
    }

    /// Whether some of those who come to a condition were asked for a variable before.
    private mutating func isAsked(
        _ variable: VariableID, of questions: [QuestionID], where isMet: FactID, in block: BlockID
    ) -> Bool {
        for question in questions where verdicts.asked[question.position] != .impossible {
            // What stands in a block around the condition is asked where the condition is met.
            let isPart = verdicts.partClaims[variable] != nil
            // Everybody comes to a condition that stands in nothing.
            if !isPart, isMet == .always, verdicts.asked[question.position] == .possible { return true }
            if !isPart, isAround(opening(of: blocks[question.position]), block) { return true }
            let claim = Int(verdicts.askedClaims[question.position])
            if claim < 0 || isPossible([isMet, program.claims[claim].fact]) != false { return true }
        }
        return false
    }

    /// The block that a page stands in, since a page is always shown where that happens.
    private func opening(of block: BlockID) -> BlockID {
        guard case .page = survey[block].kind else { return block }
        return survey[block].parent ?? block
    }

    /// Whether a block is the other, or around it.
    private func isAround(_ outer: BlockID, _ block: BlockID) -> Bool {
        guard outer <= block else { return false }
        let (around, inner) = (survey[outer].steps, survey[block].steps)
        return around.lowerBound <= inner.lowerBound && inner.upperBound <= around.upperBound
    }
}

extension Formula {
    /// Whether it asks whether a variable is answered, or how it is missing. The parser bounds the depth.
    func asksForState(of variable: VariableID) -> Bool {
        switch self {
        case .state(let id, _): id == variable
        case .not(let inner): inner.asksForState(of: variable)
        case .and(let parts), .or(let parts): parts.contains { $0.asksForState(of: variable) }
        default: false
        }
    }
}
