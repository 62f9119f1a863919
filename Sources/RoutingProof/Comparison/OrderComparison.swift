internal import SurveyModel

/// Where the questions of a survey stand: their order, pages, and what is random about it.
struct Standing {
    /// For each question the block that its step stands in; the root for one that is never asked.
    let blocks: [BlockID]
    /// For each block the innermost page around it, itself included.
    private let pages: [BlockID?]
    /// For each block the outermost shuffled collection around it, and the unit of it that it stands in.
    private let shuffled: [(collection: BlockID, unit: BlockID)?]
    /// For each block how often it is shuffled with others, and what is drawn around it.
    private let random: [Luck]

    /// What is random about a place.
    struct Luck: Equatable {
        /// How many shuffled collections are around it.
        var shuffles = 0
        /// What is drawn around it, folded into a number that is the same in every survey.
        var draws: UInt64 = 0
        /// The innermost draw in words; empty if there is none.
        var drawn = ""
    }

    init(_ survey: Survey) {
        var blocks = [BlockID](repeating: BlockID(0), count: survey.questions.count)
        for step in survey.steps {
            if case .ask(let question) = step.action { blocks[question.position] = step.block }
        }
        self.blocks = blocks
        var units = [Int](repeating: 0, count: survey.blocks.count)
        for block in survey.blocks {
            if case .unit = block.kind, let parent = block.parent { units[parent.position] += 1 }
        }
        var pages: [BlockID?] = []
        var shuffled: [(collection: BlockID, unit: BlockID)?] = []
        var random: [Luck] = []
        for (position, block) in survey.blocks.enumerated() {
            let id = BlockID(position)
            let parent = block.parent?.position
            var page = parent.flatMap { pages[$0] }
            if case .page = block.kind { page = id }
            pages.append(page)
            var around = parent.flatMap { shuffled[$0] }
            if around == nil, let parent, case .collection(true, _) = survey.blocks[parent].kind {
                around = (BlockID(parent), id)
            }
            shuffled.append(around)
            var luck = parent.map { random[$0] } ?? Luck()
            if case .collection(let isShuffled, let draw) = block.kind {
                if isShuffled { luck.shuffles += 1 }
                if let draw {
                    luck.drawn = "\(draw) of \(units[position])"
                    let these = UInt64(truncatingIfNeeded: draw) << 32 ^ UInt64(units[position])
                    luck.draws = (luck.draws ^ these) &* 0x100_0000_01B3 &+ 1
                }
            }
            random.append(luck)
        }
        self.pages = pages
        self.shuffled = shuffled
        self.random = random
    }

    /// The page of a question; nil for one that is its own page.
    func page(of question: QuestionID) -> BlockID? { pages[blocks[question.position].position] }

    /// What is random about the place of a question.
    func random(_ question: QuestionID) -> Luck { random[blocks[question.position].position] }

    /// Questions in their order; those of a shuffled collection unit by unit, in an order that does not depend on the file.
    func order(_ questions: [QuestionID], names: (QuestionID) -> String) -> [QuestionID] {
        var ordered: [QuestionID] = []
        ordered.reserveCapacity(questions.count)
        var pending: [(unit: BlockID, questions: [QuestionID])] = []
        var collection: BlockID?
        func flush() {
            let sorted = pending.map { (name: $0.questions.map(names).min() ?? "", $0.questions) }
                .sorted { $0.name < $1.name }
            for unit in sorted { ordered += unit.1 }
            pending = []
        }
        for question in questions {
            let place = shuffled[blocks[question.position].position]
            if place?.collection != collection {
                flush()
                collection = place?.collection
            }
            guard let place else {
                ordered.append(question)
                continue
            }
            if pending.last?.unit != place.unit { pending.append((place.unit, [])) }
            pending[pending.count - 1].questions.append(question)
        }
        flush()
        return ordered
    }
}

extension Comparer {
    /// The order of the questions that both versions have. The order of units that are shuffled does not count.
    mutating func compareOrder() {
        let before = order(old, new)
        let after = order(new, old)
        var places: [Side.Key: Int] = [:]
        for (place, id) in before.enumerated() { places[old.keys[id.position]] = place }
        func inverted(_ questions: [QuestionID]) -> [QuestionID] {
            let moved = Inversions(questions.map { places[new.keys[$0.position]] ?? 0 })
            return questions.indices.filter { moved.takesPart[$0] }.map { questions[$0] }
        }
        let opinions = inverted(after.filter { !new.survey[$0].isFactual })
        if let first = opinions.first {
            add(
                .questionOrder, .question, new.survey[first].name,
                opinions.flatMap { new.variableNames(of: $0) },
                before: before.filter(
                    Set(opinions.compactMap { old.questions[new.keys[$0.position]] }).contains
                )
                .map { old.survey[$0].name }.joined(separator: ", "),
                after: opinions.map { new.survey[$0].name }.joined(separator: ", "))
            return
        }
        let facts = inverted(after)
        if let first = facts.first {
            add(
                .factualOrder, .question, new.survey[first].name,
                after: facts.map { new.survey[$0].name }.joined(separator: ", "))
        }
    }

    private func order(_ side: Side, _ other: Side) -> [QuestionID] {
        let common = side.survey.questions.indices.filter { position in
            side.survey.questions[position].kind != .note && other.questions[side.keys[position]] != nil
        }.map(QuestionID.init)
        return Standing(side.survey).order(common) { side.survey[$0].name }
    }

    /// Pages: names, titles, which questions share one, and what was put before a rating on its page.
    mutating func comparePages() {
        let before = Standing(old.survey)
        let after = Standing(new.survey)
        comparePageTitles(before, after)
        var lastPair: (old: QuestionID, new: QuestionID)?
        var inserted: [BlockID: String] = [:]
        for (position, key) in new.keys.enumerated() {
            let id = QuestionID(position)
            let question = new.survey[id]
            let page = after.page(of: id)
            guard question.kind != .note else { continue }
            guard let earlier = old.questions[key] else {
                let isNew = new.variableNames(of: id).contains {
                    old.variables[$0] == nil && !replaced.contains($0)
                }
                if isNew, let page, inserted[page] == nil { inserted[page] = question.name }
                continue
            }
            if let page, let cause = inserted[page], question.scale != nil {
                add(
                    .questionInserted, .question, question.name,
                    new.variableNames(of: id).filter { old.variables[$0] != nil }, after: cause)
            }
            if let last = lastPair, last.old < earlier {
                let wasTogether = before.page(of: last.old).map { $0 == before.page(of: earlier) } ?? false
                let isTogether = after.page(of: last.new).map { $0 == page } ?? false
                if wasTogether != isTogether {
                    add(
                        .pageBreaks, .question, question.name,
                        before: wasTogether
                            ? "on one page with \(new.survey[last.new].name)" : "on another page",
                        after: isTogether
                            ? "on one page with \(new.survey[last.new].name)" : "on another page")
                }
            }
            lastPair = (earlier, id)
        }
    }

    private mutating func comparePageTitles(_ before: Standing, _ after: Standing) {
        /// The pages of each name: in a roster there is one for each instance.
        var earlier: [String: [TextID?]] = [:]
        for block in old.survey.blocks {
            if case .page(let name, let title) = block.kind { earlier[name, default: []].append(title) }
        }
        let later = Set(
            new.survey.blocks.compactMap { block -> String? in
                guard case .page(let name, _) = block.kind else { return nil }
                return name
            })
        /// What the page of a question was called.
        var renamed: [BlockID: String] = [:]
        for (position, key) in new.keys.enumerated() {
            guard let page = after.page(of: QuestionID(position)), renamed[page] == nil,
                let question = old.questions[key], let was = before.page(of: question),
                case .page(let name, _) = old.survey[was].kind
            else { continue }
            renamed[page] = name
        }
        var met: [String: Int] = [:]
        for (position, block) in new.survey.blocks.enumerated() {
            guard case .page(let name, let title) = block.kind else { continue }
            let was = earlier[name] == nil ? renamed[BlockID(position)] : name
            guard let was, was == name || !later.contains(was), let titles = earlier[was] else { continue }
            let place = met[was, default: 0]
            met[was] = place + 1
            guard place < titles.count else { continue }
            if was != name { add(.pageName, .page, name, before: was, after: name) }
            compare(.pageTitle, .page, name, titles[place], title)
        }
    }

    /// Whether pages and questions are shuffled or drawn as before.
    mutating func compareRandomisation() {
        let before = Standing(old.survey)
        let after = Standing(new.survey)
        struct Difference: Hashable {
            var rule: ChangeRule
            var before: String
            var after: String
        }
        var found: [Difference] = []
        var questions: [Difference: (first: String, variables: [String])] = [:]
        for (position, key) in new.keys.enumerated() {
            guard let earlier = old.questions[key] else { continue }
            let id = QuestionID(position)
            let (was, now) = (before.random(earlier), after.random(id))
            var differences: [Difference] = []
            if was.shuffles != now.shuffles {
                differences.append(
                    Difference(
                        rule: .shuffle, before: was.shuffles == 0 ? "as in the file" : "shuffled",
                        after: now.shuffles == 0 ? "as in the file" : "shuffled"))
            }
            if was.draws != now.draws {
                differences.append(
                    Difference(
                        rule: .draw, before: was.drawn.isEmpty ? "all" : was.drawn,
                        after: now.drawn.isEmpty ? "all" : now.drawn))
            }
            for difference in differences {
                if questions[difference] == nil {
                    found.append(difference)
                    questions[difference] = (new.survey[id].name, [])
                }
                questions[difference]?.variables += new.variableNames(of: id)
            }
        }
        for difference in found {
            guard let (first, variables) = questions[difference] else { continue }
            add(
                difference.rule, .question, first, variables, before: difference.before,
                after: difference.after)
        }
    }

    /// Rosters by name; their questions are compared one by one.
    mutating func compareRosters() {
        func declared(_ side: Side) -> [String: Roster] {
            Dictionary(side.survey.rosters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let (before, after) = (declared(old), declared(new))
        for name in Set(before.keys).union(after.keys).sorted() {
            guard let earlier = before[name], let later = after[name] else {
                add(.rosterDeclared, .roster, name)
                continue
            }
            if earlier.display != later.display { add(.table, .roster, name) }
            let sources = (source(earlier, old), source(later, new))
            if sources.0 != sources.1 {
                add(.rosterDeclared, .roster, name, before: sources.0, after: sources.1)
            }
        }
    }

    private func source(_ roster: Roster, _ side: Side) -> String {
        switch roster.source {
        case .options(_, .some(let variable)): side.survey[variable].name
        case .options: "the options of a list"
        case .numbers: "numbers"
        }
    }
}

extension Question {
    /// Whether it asks for a fact rather than an opinion or a choice: its answer depends little on what was asked before.
    var isFactual: Bool {
        switch kind {
        case .number, .date, .time, .text, .consent, .note: true
        case .nps, .csat, .ces, .rating, .choice, .choices, .grid, .choiceGrid, .ranking, .allocate, .yesno:
            false
        }
    }
}
