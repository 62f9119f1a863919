internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// What the units of a `shuffle` or `draw` have in common.
struct UnitCollection {
    var word: String
    var keyword: Range<Int>
    var isDrawn: Bool
    var start: Int
}

/// `shuffle { … }`, `draw n { … }` and `split`.
extension Checker {
    func begin(_ view: ShuffleStmt, _ tasks: inout [Task]) {
        begin("shuffle", view.block, keyword(view), draw: nil, &tasks)
    }

    func begin(_ view: DrawStmt, _ tasks: inout [Task]) {
        let statements = view.block?.statements ?? []
        let count = view.count.flatMap {
            statements.isEmpty ? nil : drawCount($0, of: statements.count, "things in its braces")
        }
        begin("draw", view.block, keyword(view), draw: count, &tasks)
    }

    private func begin(
        _ word: String, _ block: BlockSyntax?, _ keyword: Range<Int>, draw: Int?, _ tasks: inout [Task]
    ) {
        warnIfEmpty(block, "body of this `\(word)`", at: keyword)
        openBlock(.collection(isShuffled: word == "shuffle", draw: draw), at: keyword)
        tasks.append(.closeBlock)
        tasks.append(
            .units(
                block?.statements ?? [], from: 0,
                collection: UnitCollection(
                    word: word, keyword: keyword, isDrawn: word == "draw", start: ordinal)))
    }

    func open(
        _ statements: [Statement], _ next: Int, _ collection: UnitCollection, _ tasks: inout [Task]
    ) {
        guard next < statements.count else { return }
        let statement = statements[next]
        if next + 1 < statements.count {
            tasks.append(.units(statements, from: next + 1, collection: collection))
        }
        let unit = OpenUnit(
            word: collection.word, keyword: collection.keyword, collectionStart: collection.start, start: 0,
            forbidsFinish: true)
        tasks.append(.unitEnded)
        switch statement {
        case .let, .check:
            report(.notAUnit(collection.word, at: keyword(statement), around: collection.keyword))
        case .if(let view):
            // Whether a plain `if` is drawn depends on its condition.
            let arms = view.arms
            if arms.count == 1, let condition = arms[0].condition, !arms[0].isElse {
                let formula = routingCondition(condition)
                openUnit(condition: formula, at: condition.range, isArm: true, unit)
                tasks.append(.statements(arms[0].block?.statements ?? [], from: 0))
                return
            }
        case .page, .for, .shuffle, .draw, .split, .finish, .use, .question: break
        }
        openUnit(condition: nil, at: keyword(statement), isArm: collection.isDrawn, unit)
        tasks.append(.statements([statement], from: 0))
    }

    private func keyword(_ statement: Statement) -> Range<Int> {
        statement.syntax.firstToken?.range ?? statement.syntax.range
    }

    // MARK: Split

    /// `split wording { - plain { … } - warm weight 2 { … } }`: the arm is drawn into a variable, and the bodies are
    /// arms of an `if` about it.
    func begin(_ view: SplitStmt, _ tasks: inout [Task]) {
        guard let stem = view.name.map(Name.init) else { return }
        let name = qualified(stem)
        var options: [OptionList.Option] = []
        var armPlaces: [SurveyPlaces.Line] = []
        var weights: [Int] = []
        var spans: [String: Range<Int>] = [:]
        var index: [String: Int] = [:]
        var bodies: [SplitArm] = []
        for arm in view.arms {
            guard let armName = arm.name.map(Name.init) else { continue }
            checkForm(of: armName)
            if let first = spans[NameTable.canonical(armName.text)] {
                report(.repeatedOption("arm", armName, firstAt: first))
                continue
            }
            spans[NameTable.canonical(armName.text)] = armName.span
            warnIfEmpty(arm.block, "arm `\(armName.shown)`", at: armName.span)
            if let token = arm.weight {
                let weight = token.integer ?? 0
                if !(1...1_000_000).contains(weight) { report(.badWeight(Name(token))) }
                weights.append(max(1, min(weight, 1_000_000)))
            } else {
                weights.append(1)
            }
            guard options.count < Self.optionLimit else {
                report(.tooManyOptions(Self.optionLimit, at: armName.span))
                break
            }
            let label = add(
                Text(
                    key: key("split.\(stem.text).\(armName.text)", at: armName.span.lowerBound),
                    source: armName.text, catalogue: sources.catalogue(at: armName.span.lowerBound)),
                at: armName.span)
            index[armName.text] = options.count
            armPlaces.append(.init(name: armName.span))
            options.append(.init(name: armName.text, code: options.count + 1, text: label))
            bodies.append(arm)
        }
        if options.count < 2, view.syntax.first(.splitBlock) != nil {
            report(.splitNeedsArms(options.count, name))
        }
        let list = add(
            OptionList(name: self.stem(of: name), options: options), index, armPlaces,
            at: stem.span.lowerBound)
        var variable: VariableID?
        switch claim(name) {
        case .again(let position): report(.duplicateName(name, firstAt: names.symbols[position].span))
        case .taken: break
        case .fresh:
            variable = addVariable(
                Variable(name: name.text, role: .split(weights: weights), domain: .option(list)),
                at: name.span)
            declare(name, variable.map { .variable($0) } ?? .unknown)
        }
        if let variable { addStep(.draw(variable)) }
        let arms = bodies.enumerated().map { position, arm in
            Arm(
                formula: variable.map {
                    .compare(.equal, .variable($0), .literal(.option(position)))
                },
                isElse: false, span: arm.syntax.firstToken?.range ?? arm.range, name: arm.name?.range,
                block: arm.block)
        }
        tasks.append(.arms(arms, from: 0, chain: .init(start: nextOrdinal())))
    }
}
