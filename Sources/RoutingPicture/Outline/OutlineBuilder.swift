internal import RoutingProof
internal import SurveyModel

extension Outline {
    /// Puts together what is drawn. Linear in the survey.
    init(of survey: Survey, marks: Marks) {
        var builder = OutlineBuilder(survey)
        builder.build()
        self = builder.outline
        name = survey.name.inOneLine
        version = survey.version
        title = survey.title.map { builder.questions.line($0, in: survey) } ?? name
        measure()
        if parts[0].goesOn { addEnd() }
        fold()
        measure()
        let notes = OutlineNotes(survey, marks)
        notes.add(to: &self)
        identify(in: survey)
    }

    private mutating func addEnd() {
        var end = Part(kind: .ending(title: "end", text: "The end of the file.", .complete))
        end.subjects = [Subject(mark: .ending(nil), instance: "")]
        end.end = parts.count + 1
        parts[0].children.append(parts.count)
        parts[0].end = end.end
        parts.append(end)
    }

    /// Finds where each part ends, and whether an interview goes on below it.
    private mutating func measure() {
        for index in parts.indices.reversed() {
            let children = parts[index].children
            parts[index].end = children.last.map { parts[$0].end } ?? index + 1
            switch parts[index].kind {
            case .start, .card, .check, .frame: break
            case .ending: parts[index].goesOn = false
            case .sequence, .page, .slot: parts[index].goesOn = children.allSatisfy { parts[$0].goesOn }
            case .branch(_, let hasBypass):
                parts[index].goesOn = hasBypass || children.contains { parts[$0].goesOn }
            }
        }
    }
}

/// Goes through blocks and steps in the order of the file, with the blocks around the present place on a stack.
private struct OutlineBuilder {
    let survey: Survey
    var outline = Outline()
    var questions = QuestionWords()
    private var names: FoldedNames
    private var rosters: [BlockID: Int] = [:]
    private var instances: [BlockID: String] = [:]
    private var open: [OpenBlock] = []

    private struct OpenBlock {
        let block: BlockID
        /// The sequence that takes what stands in the block.
        let sequence: Int
        /// The split that was drawn last, whose arms come next.
        var drawn: VariableID?
        /// The `if` that was opened last, and the last of its arms.
        var branch: (part: Int, arm: BlockID)?
        /// What was renamed, if the block is an instance of a roster.
        var renamed: FoldedNames.Renamed?
    }

    init(_ survey: Survey) {
        self.survey = survey
        names = FoldedNames(survey)
        for (index, roster) in survey.rosters.enumerated() {
            rosters[roster.block] = index
            for instance in roster.instances { instances[instance.block] = instance.name }
        }
    }

    mutating func build() {
        outline.parts = [Outline.Part(kind: .sequence)]
        open = [OpenBlock(block: BlockID(0), sequence: 0)]
        add(.start(givens: givens), to: 0)
        var next = 0
        for position in survey.blocks.indices.dropFirst() {
            let block = survey.blocks[position]
            take(upTo: block.steps.lowerBound, from: &next)
            close(to: block.parent ?? BlockID(0))
            begin(BlockID(position), block)
        }
        take(upTo: survey.steps.count, from: &next)
        close(to: BlockID(0))
    }

    private var givens: [String] {
        survey.variables.compactMap { variable in
            guard case .given(let isOptional) = variable.role else { return nil }
            return variable.name.inOneLine + (isOptional ? " (optional)" : "")
        }
    }

    // MARK: Blocks

    /// Closes blocks until one is the innermost; what belongs to a block that is not open goes to the survey itself.
    private mutating func close(to block: BlockID) {
        while let last = open.last, last.block != block, open.count > 1 {
            if let renamed = last.renamed { names.leave(renamed) }
            open.removeLast()
        }
    }

    private mutating func begin(_ id: BlockID, _ block: Block) {
        let around = open.count - 1
        let sequence = open[around].sequence
        if case .arm(let condition, let previous) = block.kind {
            arm(id, condition, after: previous)
            return
        }
        open[around].branch = nil
        var renamed: FoldedNames.Renamed?
        let holder: Int
        switch block.kind {
        case .root, .arm:
            holder = sequence
        case .page(let name, nil) where isOwnPage(name, block):
            // It stands among its neighbours, as in the file.
            open.append(OpenBlock(block: id, sequence: sequence))
            return
        case .page(let name, let title):
            holder = add(
                .page(
                    name: names.bare(name).inOneLine,
                    title: title.map { questions.line($0, in: survey) } ?? ""), to: sequence)
            outline.parts[holder].subjects = [subject(.page(id))]
        case .collection(let isShuffled, let draw):
            holder = add(frame(id, isShuffled, draw), to: sequence)
            if let roster = rosters[id] { outline.parts[holder].subjects = [subject(.roster(roster))] }
            open.append(OpenBlock(block: id, sequence: holder))
            return
        case .unit(let condition):
            // The conditions of a roster's instances stand in its heading.
            let isInstance = instances[id] != nil
            let condition = isInstance ? nil : condition
            let words = condition.map { $0.text(in: names.survey).inOneLine }
            if let name = instances[id] { renamed = names.enter(name, block.steps) }
            holder = add(.slot(label: instances[id] ?? ""), to: sequence)
            if isInstance { outline.parts[holder].subjects = [subject(.condition(.block(id)))] }
            if let words {
                let inner = add(.sequence, to: holder)
                let branch = add(.branch(split: nil, hasBypass: true), to: inner)
                outline.parts[branch].arms = [
                    Outline.Arm(condition: words, subjects: [subject(.condition(.block(id)))])
                ]
                open.append(OpenBlock(block: id, sequence: add(.sequence, to: branch)))
                return
            }
        }
        let inner = add(.sequence, to: holder)
        open.append(OpenBlock(block: id, sequence: inner, renamed: renamed))
    }

    /// Whether a page is that of a question that stands outside pages.
    private func isOwnPage(_ name: String, _ block: Block) -> Bool {
        guard block.steps.count == 1, survey.steps.indices.contains(block.steps.lowerBound),
            case .ask(let question) = survey.steps[block.steps.lowerBound].action
        else { return false }
        return survey[question].name == name
    }

    /// Adds an arm to the `if` or `split` that it continues, or begins one.
    private mutating func arm(_ id: BlockID, _ condition: Formula?, after previous: BlockID?) {
        let around = open.count - 1
        let branch: Int
        if let last = open[around].branch, last.arm == previous {
            branch = last.part
        } else {
            branch = add(.branch(split: nil, hasBypass: true), to: open[around].sequence)
            if let drawn = open[around].drawn, Self.drawnArm(condition, of: drawn) != nil {
                outline.parts[branch].kind = .branch(
                    split: names.survey[drawn].name.inOneLine, hasBypass: true)
            } else {
                open[around].drawn = nil
            }
        }
        open[around].branch = (branch, id)
        var arm = Outline.Arm()
        if let condition {
            arm.condition = condition.text(in: names.survey).inOneLine
            arm.subjects = [subject(.condition(.block(id)))]
        }
        if case .branch(let split?, _) = outline.parts[branch].kind, let drawn = open[around].drawn,
            let option = Self.drawnArm(condition, of: drawn)
        {
            arm.condition = questions.words(for: option, of: drawn, in: survey)
            let isLast = outline.parts[branch].arms.count + 1 == questions.armCount(of: drawn, in: survey)
            outline.parts[branch].kind = .branch(split: split, hasBypass: !isLast)
        } else if condition == nil, case .branch(let split, _) = outline.parts[branch].kind {
            outline.parts[branch].kind = .branch(split: split, hasBypass: false)
        }
        outline.parts[branch].arms.append(arm)
        open.append(OpenBlock(block: id, sequence: add(.sequence, to: branch)))
    }

    /// The option of a split that a condition is about.
    private static func drawnArm(_ condition: Formula?, of split: VariableID) -> Int? {
        guard case .compare(.equal, let left, let right)? = condition else { return nil }
        switch (left, right) {
        case (.variable(split), .literal(.option(let option))),
            (.literal(.option(let option)), .variable(split)):
            return option
        default: return nil
        }
    }

    private func frame(_ id: BlockID, _ isShuffled: Bool, _ draw: Int?) -> Outline.Kind {
        var order: [String] = []
        if let draw { order.append("draw \(draw), at random") }
        if isShuffled { order.append("in random order") }
        guard let index = rosters[id] else {
            return .frame(
                heading: order.isEmpty ? "in this order" : order.joined(separator: ", "), detail: "",
                isRoster: false)
        }
        let roster = survey.rosters[index]
        let source =
            switch roster.source {
            case .options(_, of: let variable?): names.survey[variable].name
            case .options(let list, of: nil): survey[list].name
            case .numbers: questions.range(of: roster, in: names.survey)
            }
        let heading = (["for each \(roster.name) in \(source)"] + order).joined(separator: ", ")
        let values = roster.instances.map(\.name).prefix(60).joined(separator: ", ")
        return .frame(heading: heading.inOneLine, detail: values.inOneLine, isRoster: true)
    }

    // MARK: Steps

    private mutating func take(upTo end: Int, from next: inout Int) {
        while next < min(end, survey.steps.count) {
            close(to: survey.steps[next].block)
            take(survey.steps[next].action)
            next += 1
        }
    }

    private mutating func take(_ action: Step.Action) {
        let around = open.count - 1
        let sequence = open[around].sequence
        open[around].branch = nil
        switch action {
        case .ask(let id):
            var entry = questions.entry(for: id, in: names.survey, isBare: names.path.isEmpty)
            entry.subjects = [subject(.question(id))]
            for detail in entry.details.indices {
                for index in entry.details[detail].subjects.indices {
                    entry.details[detail].subjects[index].instance = names.path
                }
            }
            write(entry)
            if survey[id].kind == .consent { refusal(entry.name, sequence) }
        case .compute(let variable, let formula):
            guard case .computed(let formulas) = survey[variable].role, formulas.indices.contains(formula)
            else { return }
            let name = names.survey[variable].name
            write(
                Outline.Entry(
                    name: "let \(name)".inOneLine,
                    text: "= \(formulas[formula].text(in: names.survey))".inOneLine))
        case .draw(let variable):
            open[around].drawn = variable
        case .check(let id):
            let check = survey[id]
            let part = add(
                .check(
                    word: check.isSoft ? "confirm" : "require", name: names.bare(check.name).inOneLine,
                    condition: check.condition.text(in: names.survey).inOneLine,
                    text: questions.line(check.text, in: survey)), to: sequence)
            outline.parts[part].subjects = [subject(.check(id))]
        case .end(let id):
            let ending = survey[id]
            let word = ending.disposition == .screened ? "finish screened" : "finish"
            let part = add(
                .ending(
                    title: (word + (ending.name.map { " \($0)" } ?? "")).inOneLine,
                    text: ending.text.map { questions.line($0, in: survey) } ?? "", ending.disposition),
                to: sequence)
            outline.parts[part].subjects = [subject(.ending(id))]
        }
    }

    /// What happens to those who say no to a consent.
    private mutating func refusal(_ name: String, _ sequence: Int) {
        let branch = add(.branch(split: nil, hasBypass: true), to: sequence)
        outline.parts[branch].arms = [Outline.Arm(condition: "not \(name)")]
        let arm = add(.sequence, to: branch)
        add(.ending(title: "refused", text: "Nothing is stored.", .refused), to: arm)
    }

    /// Puts a line into the card that stands last in the present sequence, or begins one.
    private mutating func write(_ entry: Outline.Entry) {
        let sequence = open[open.count - 1].sequence
        if let last = outline.parts[sequence].children.last, outline.parts[last].kind == .card {
            outline.parts[last].entries.append(entry)
        } else {
            let card = add(.card, to: sequence)
            outline.parts[card].entries = [entry]
        }
    }

    @discardableResult
    private mutating func add(_ kind: Outline.Kind, to parent: Int) -> Int {
        outline.parts.append(Outline.Part(kind: kind))
        outline.parts[parent].children.append(outline.parts.count - 1)
        return outline.parts.count - 1
    }

    private func subject(_ mark: Marks.Subject) -> Outline.Subject {
        Outline.Subject(mark: mark, instance: names.path)
    }
}
