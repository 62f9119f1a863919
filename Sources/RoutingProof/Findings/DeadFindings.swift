internal import SurveyModel

/// What never happens. What stands in something dead is told with it.
extension FindingSearch {
    mutating func findDead() {
        findDeadBlocks()
        findDeadQuestions()
        findDeadLines()
        findDeadEndings()
    }

    /// Things that stand at one place, and are one to the author.
    struct Site: Hashable {
        var start: Int
        var end: Int
        /// Tells apart what stands at one place.
        var part: Int

        init(_ span: Range<Int>, _ part: Int = 0) {
            start = span.lowerBound
            end = span.upperBound
            self.part = part
        }
    }

    // MARK: Blocks

    private mutating func findDeadBlocks() {
        // How many questions, and how many that are asked or may be, stand before each step.
        var all = [0]
        var alive = [0]
        for step in survey.steps {
            var isQuestion = false
            var isAlive = false
            if case .ask(let question) = step.action {
                isQuestion = true
                isAlive = verdicts.asked[question.position] != .impossible
            }
            all.append((all.last ?? 0) + (isQuestion ? 1 : 0))
            alive.append((alive.last ?? 0) + (isAlive ? 1 : 0))
        }
        func asksNobody(_ steps: Range<Int>) -> Bool {
            all[steps.upperBound] > all[steps.lowerBound]
                && alive[steps.upperBound] == alive[steps.lowerBound]
        }
        var isDead = [Bool](repeating: false, count: survey.blocks.count)
        var rosters: [BlockID: Int] = [:]
        var rounds: Set<BlockID> = []
        for (position, roster) in survey.rosters.enumerated() {
            rosters[roster.block] = position
            rounds.formUnion(roster.instances.map(\.block))
        }
        var living: Set<Site> = []
        for (position, block) in survey.blocks.enumerated() {
            let id = BlockID(position)
            switch block.kind {
            case .root: continue
            case .arm(.some, _), .unit(.some):
                isDead[position] = verdicts.blocks[position].holds == .impossible
            case .arm(nil, let previous?):
                // It takes those of whom the arm above was not true.
                isDead[position] =
                    verdicts.blocks[previous.position].fails == .impossible && asksNobody(block.steps)
            case .arm(nil, nil), .unit(nil): continue
            case .page:
                // A question outside a page is its own page, and is told as a question.
                isDead[position] = asksNobody(block.steps) && !survey.isOwnPage(id, places)
            case .collection: isDead[position] = rosters[id] != nil && asksNobody(block.steps)
            }
            if !isDead[position] { living.insert(Site(places.blocks[position], rank(block.kind))) }
        }
        var told: Set<Site> = []
        for (position, block) in survey.blocks.enumerated() {
            if let parent = block.parent, isReportedDead[parent.position] {
                isReportedDead[position] = true
                continue
            }
            let site = Site(places.blocks[position], rank(block.kind))
            let id = BlockID(position)
            guard isDead[position] else { continue }
            if rounds.contains(id) {
                tellRound(id)
                continue
            }
            guard !living.contains(site) else { continue }
            isReportedDead[position] = true
            if told.insert(site).inserted { tell(id, rosters[id]) }
        }
    }

    private func rank(_ kind: Block.Kind) -> Int {
        switch kind {
        case .root: 0
        case .page: 1
        case .arm: 2
        case .collection: 3
        case .unit: 4
        }
    }

    private mutating func tell(_ id: BlockID, _ roster: Int?) {
        let block = survey[id]
        let names = questions(in: block.steps)
        let verb = Set(names).count == 1 ? "is" : "are"
        let rest = names.isEmpty ? "" : ": \(Self.list(names)) \(verb) asked of nobody"
        switch block.kind {
        case .page(let name, _):
            addDead(
                RoutingFinding(
                    .deadPage, .error, "The page `\(Self.shown(name))` is never shown",
                    at: places.blocks[id.position],
                    "No answers lead to any question on it.",
                    suggestion: "Take it out, or change what stands before it.", subject: .page(id)))
        case .collection:
            let name = roster.map { survey.rosters[$0].name } ?? ""
            addDead(
                RoutingFinding(
                    .deadRoster, .error, "The loop over `\(name)` has no rounds for anybody",
                    at: roster.map { places.rosters[$0] } ?? places.blocks[id.position],
                    "No answers make any of its rounds happen\(rest).",
                    suggestion: "Take it out, or change what it goes through.",
                    subject: roster.map { .roster($0) }))
        case .arm(nil, _), .unit(nil):
            addDead(
                RoutingFinding(
                    .deadBranch, .error, "Nobody comes here", at: places.blocks[id.position],
                    "The arms above take everybody who comes this far\(rest).",
                    suggestion: "Take it out, or change the conditions above.",
                    subject: firstAsked(in: block.steps)))
        case .arm(let condition?, _), .unit(let condition?): tell(id, condition, names, rest)
        case .root: return
        }
    }

    private mutating func tell(_ id: BlockID, _ condition: Formula, _ names: [String], _ rest: String) {
        let span = places.blocks[id.position]
        let known = verdicts.blocks[id.position]
        let place = Place.block(id)
        if known.fails == .impossible {
            addDead(
                RoutingFinding(
                    .deadBranch, .error, "Nobody comes to this condition", at: span,
                    "No answers lead here\(rest).",
                    suggestion: "Take it out, or change what stands before it.",
                    subject: .holds(place)))
        } else if let facts = facts(at: place), isPossible([facts.isMet, facts.isFalse]) == false {
            addDead(
                RoutingFinding(
                    .neverKnown, .error, "This condition is unknown for everybody who comes to it", at: span,
                    "It reads what none of them has answered, so it is never true\(rest).",
                    suggestion: "Ask what it reads above it, of the same people.", subject: .holds(place),
                    shownBy: .fails(place)))
        } else {
            addDead(
                RoutingFinding(
                    .deadBranch, .error, "This condition is never true", at: span,
                    "Whoever comes to it has answered otherwise\(rest).",
                    suggestion: "Take it out, or change `\(text(condition))` or what it contradicts.",
                    subject: .holds(place), shownBy: .fails(place)))
        }
    }

    /// A round of a loop that never happens: the rest of the loop may.
    private mutating func tellRound(_ id: BlockID) {
        guard let parent = survey[id].parent,
            let roster = survey.rosters.firstIndex(where: { $0.block == parent }),
            survey.rosters[roster].instances.contains(where: {
                verdicts.blocks[$0.block.position].holds == .possible
            }),
            let instance = survey.rosters[roster].instances.first(where: { $0.block == id })
        else { return }
        isReportedDead[id.position] = true
        addDead(
            RoutingFinding(
                .deadRound, .info,
                "The round `\(instance.name)` of the loop over `\(survey.rosters[roster].name)` never happens",
                at: places.blocks[id.position],
                "No answers bring it, so nobody is asked \(Self.list(questions(in: survey[id].steps))) in it.",
                subject: .holds(.block(id))))
    }

    private func firstAsked(in steps: Range<Int>) -> Claim.Subject? {
        for step in survey.steps[steps] {
            if case .ask(let question) = step.action { return .asked(question) }
        }
        return nil
    }

    // MARK: Questions

    private mutating func findDeadQuestions() {
        var living: Set<Site> = []
        for (position, verdict) in verdicts.asked.enumerated() where verdict != .impossible {
            living.insert(Site(places.questions[position]))
        }
        var told: Set<Site> = []
        for (position, verdict) in verdicts.asked.enumerated() where verdict == .impossible {
            let site = Site(places.questions[position])
            let id = QuestionID(position)
            guard !isInReported(blocks[position]), !living.contains(site), told.insert(site).inserted else {
                continue
            }
            let isNote = survey[id].kind == .note
            addDead(
                RoutingFinding(
                    .deadQuestion, .error,
                    isNote ? "The note `\(name(id))` is never shown" : "`\(name(id))` is never asked",
                    at: places.questions[position], "No answers lead to it.",
                    suggestion: "Take it out, or change what stands before it.", subject: .asked(id),
                    name: name(id)))
        }
    }

    // MARK: Options and rows

    private mutating func findDeadLines() {
        var living: Set<Site> = []
        var dead: [(site: Site, finding: RoutingFinding)] = []
        for entry in verdicts.options {
            guard let list = survey[entry.question].list else { continue }
            let span = places.option(entry.option, of: list)
            let site = Site(span, 1)
            if entry.verdict != .impossible {
                living.insert(site)
            } else if verdicts.asked[entry.question.position] == .possible {
                let option = survey.optionName(entry.option, of: entry.question)
                dead.append(
                    (
                        site,
                        RoutingFinding(
                            .deadOption, .error, "Nobody can choose `\(option)`", at: span,
                            "It is never offered where `\(name(entry.question))` is asked, or always with what excludes it.",
                            suggestion: "Take it out, or change its condition.",
                            subject: .chosen(entry.question, entry.option), shownBy: .asked(entry.question),
                            name: option)
                    ))
            }
        }
        for entry in verdicts.parts {
            guard let question = survey[entry.variable].question else { continue }
            var span = places.questions[question.position]
            var part = 2
            switch survey[entry.variable].role {
            case .row(_, let row): span = places.row(row, of: question)
            // The text of an option is told with the option, a part of an allocation with its option.
            case .amount(_, let option):
                part = 3 + option
            default: continue
            }
            let site = Site(span, part)
            if entry.verdict != .impossible {
                living.insert(site)
            } else if verdicts.asked[question.position] == .possible {
                dead.append(
                    (
                        site,
                        RoutingFinding(
                            .deadRow, .error, "`\(survey[entry.variable].name)` is never asked", at: span,
                            "No answers lead to it, though `\(name(question))` is asked.",
                            suggestion: "Take it out, or change its condition.",
                            subject: .part(entry.variable),
                            shownBy: .asked(question), name: survey[entry.variable].name)
                    ))
            }
        }
        var told: Set<Site> = []
        for (site, finding) in dead where !living.contains(site) && told.insert(site).inserted {
            addDead(finding)
        }
    }

    // MARK: Endings

    private mutating func findDeadEndings() {
        for (position, step) in survey.steps.enumerated() {
            guard case .end(let ending) = step.action, verdicts.endings[ending.position] == .impossible,
                !isInReported(step.block),
                // The end of the file is there whether or not anybody comes to it.
                survey[ending].text != nil || position + 1 < survey.steps.count
            else { continue }
            addDead(
                RoutingFinding(
                    .deadEnding, .error,
                    name(ending).map { "No interview ends at `\($0)`" } ?? "No interview ends here",
                    at: places.endings[ending.position], "No answers lead to it.",
                    suggestion: "Take it out, or change what stands before it.", subject: .ends(ending)))
        }
    }
}

extension Survey {
    /// Whether a page is there only because a question stands outside every page.
    func isOwnPage(_ id: BlockID, _ places: SurveyPlaces) -> Bool {
        guard case .page = self[id].kind, self[id].steps.count == 1,
            case .ask(let question) = steps[self[id].steps.lowerBound].action
        else { return false }
        return places.questions[question.position] == places.blocks[id.position]
    }
}
