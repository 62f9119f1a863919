internal import SurveyModel
internal import SurveySyntax

/// A line of a list, with what the blocks around it say.
enum GatheredLine {
    case option(OptionSyntax, Surroundings)
    case label(LabelSyntax)

    /// What `if`, `shuffle` and `group` around a line make of it.
    struct Surroundings {
        /// The conditions of the `if` blocks, outermost first.
        var conditions: [Formula] = []
        /// Where the innermost of them stands.
        var conditionSpan: Range<Int>?
        /// The number of the `shuffle { … }`, from 1.
        var shuffle: Int?
        /// The index of the `group`.
        var group: Int?
    }

    var isLabel: Bool { if case .label = self { true } else { false } }

    var range: Range<Int> {
        switch self {
        case .option(let view, _): view.range
        case .label(let view): view.range
        }
    }
}

extension Checker {
    /// The most `if` blocks around a line of a list: each option repeats the conditions around it.
    private static let listDepthLimit = 16

    /// The lines of a list in order, out of the blocks they stand in; property lines go to `properties`, groups to
    /// `groups`. `key` is what the keys of the groups' texts begin with.
    func gather(
        _ list: ListSyntax?, into properties: inout [PropertySyntax], groups: inout [GroupDraft], key: String
    ) -> [GatheredLine] {
        guard let list else { return [] }
        var gathered: [GatheredLine] = []
        var shuffles = 0
        var open: [(lines: [ListLine], next: Int, around: GatheredLine.Surroundings)] = [
            (list.lines, 0, .init())
        ]
        while let top = open.last {
            guard top.next < top.lines.count else {
                open.removeLast()
                continue
            }
            open[open.count - 1].next += 1
            var around = top.around
            switch top.lines[top.next] {
            case .option(let view): gathered.append(.option(view, around))
            case .label(let view): gathered.append(.label(view))
            case .property(let view):
                if open.count > 1 { report(.propertyInListIf(view.word.spelling, at: view.range)) }
                properties.append(view)
            case .if(let view):
                let condition = view.condition.map { routingCondition($0) }
                guard around.conditions.count < Self.listDepthLimit else {
                    report(.listTooDeep(Self.listDepthLimit, at: keyword(of: view)))
                    continue
                }
                if let condition {
                    around.conditions.append(condition)
                    around.conditionSpan = view.condition?.range
                }
                open.append((view.list?.lines ?? [], 0, around))
            case .group(let view):
                if around.group == nil, let index = add(view, to: &groups, key: key) {
                    around.group = index
                } else if around.group != nil {
                    report(.misplacedGroup("A group stands inside a group.", at: keyword(of: view)))
                }
                open.append((view.list?.lines ?? [], 0, around))
            case .shuffle(let view):
                if around.shuffle == nil {
                    shuffles += 1
                    around.shuffle = shuffles
                } else {
                    report(.shuffleInShuffle(at: keyword(of: view)))
                }
                open.append((view.list?.lines ?? [], 0, around))
            }
        }
        return gathered
    }

    /// The index of a new group; nil if it has no name or one that is taken, which is reported.
    private func add(_ view: GroupSyntax, to groups: inout [GroupDraft], key: String) -> Int? {
        guard let name = view.name.map(Name.init) else { return nil }
        checkForm(of: name)
        let text = view.text.map { lower($0, key: "\(key).group.\(name.text)", note: view.notes) }
        // A grid has a handful of groups; a hostile one no more than this.
        let canonical = NameTable.canonical(name.text)
        if let first = groups.prefix(1_000).first(where: { NameTable.canonical($0.name.text) == canonical }) {
            report(.repeatedOption("group", name, firstAt: first.name.span))
            return nil
        }
        guard groups.count < 1_000 else {
            report(.tooManyOptions(1_000, at: name.span))
            return nil
        }
        groups.append(GroupDraft(name: name, text: text))
        return groups.count - 1
    }

    private func keyword(of view: some SyntaxView) -> Range<Int> {
        view.syntax.firstToken?.range ?? view.range
    }

    /// Conditions around a line and its own, as one; nil if there is none.
    func joined(_ conditions: [Formula], _ own: ExpressionSyntax?) -> Formula? {
        let all = conditions + (own.map { [routingCondition($0)] } ?? [])
        return all.count > 1 ? .and(all) : all.first
    }
}
