import FoundationEssentials
import Interview
import SurveyModel

extension Survey {
    /// A survey of random shape: nested ifs with several arms, conditional options and rows, computed values, checks,
    /// endings in the middle.
    static func random(_ generator: inout SeededGenerator) -> Survey {
        var draft = SurveyDraft()
        draft.variable(
            "visits", .given(isOptional: true), .number(NumberRule(low: 0, high: 9)), missing: [.skipped])
        draft.variable("today", .today, .date(DateRule()))
        var names = 0
        if generator.below(4) == 0 {
            if generator.below(2) == 0 { draft.split("early", weights: [1, 2]) }
            if generator.below(2) == 0 { draft.note("welcome") }
            draft.consent("consent")
        }
        fill(&draft, &generator, &names, depth: 0)
        if generator.below(2) == 0 { draft.finish() }
        return draft.finished()
    }

    private static func fill(
        _ draft: inout SurveyDraft, _ generator: inout SeededGenerator, _ names: inout Int, depth: Int
    ) {
        for _ in 0..<(depth > 2 ? 1 : 2) + generator.below(depth > 1 ? 3 : 5) {
            names += 1
            let name = "q\(names)"
            switch generator.below(depth < 4 ? 26 : 19) {
            case 0: draft.rating(name, -2...3, isOptional: generator.below(3) == 0, missing: [.dontKnow])
            case 1: draft.yesno(name)
            case 2:
                draft.number(name, NumberRule(low: 0, high: 9, decimals: 1), isOptional: true)
                if generator.below(2) == 0 { draft.change { $0.suggestion = .number(3) } }
            case 3: draft.write(name, TextRule(length: 9), isOptional: generator.below(2) == 0)
            case 4: draft.note(name)
            case 5, 6:
                let options = self.options(&draft, &generator)
                if generator.below(2) == 0 {
                    draft.choice(name, options, shuffled: generator.below(2) == 0)
                } else {
                    let low = generator.below(3)
                    draft.choices(
                        name, options, select: low...low + 1 + generator.below(3),
                        shuffled: generator.below(2) == 0,
                        isOptional: generator.below(3) == 0)
                }
                if generator.below(3) == 0 { draft.change { $0.draw = 1 + generator.below(2) } }
            case 7:
                let rows = (0..<1 + generator.below(4)).map { index in
                    (
                        name: "r\(index)",
                        condition: generator.below(3) == 0 ? condition(draft, &generator) : nil
                    )
                }
                draft.grid(name, rows, shuffled: generator.below(2) == 0)
                if generator.below(3) == 0 { draft.change { $0.draw = 1 + generator.below(3) } }
            case 8:
                let numbers = draft.readable.filter { draft.survey[$0].isNumeric }.map(Formula.variable)
                draft.compute(name, .aggregate(.sum, [.literal(.number(1))] + numbers.suffix(3)))
            case 9: draft.check(condition(draft, &generator), isSoft: generator.below(3) > 0)
            case 10 where depth > 0 && generator.below(4) == 0: draft.finish(.screened)
            case 10: draft.yesno(name)
            case 11: draft.date(name, DateRule(low: .today(offset: -9), high: .today(offset: 2)))
            case 12: draft.time(name, TimeRule(low: TimeOfDay(minutes: 480), high: nil))
            case 13:
                let list = draft.options(name, self.options(&draft, &generator))
                let low = generator.below(3)
                draft.ranking(
                    name, list, select: low...low + 1 + generator.below(2),
                    isOptional: generator.below(3) == 0)
            case 14:
                let list = draft.options(name, self.options(&draft, &generator))
                draft.allocate(
                    name, list, total: 10 * generator.below(3), isOptional: generator.below(3) == 0,
                    missing: generator.below(2) == 0 ? [.dontKnow] : [])
            case 15:
                let list = draft.options(name, self.options(&draft, &generator))
                draft.choiceGrid(
                    name, list, select: generator.below(2) == 0 ? nil : 1...2,
                    (0..<1 + generator.below(3)).map { (name: "r\($0)", condition: nil) })
            case 16, 17, 18: carried(&draft, &generator, name)
            case 19:
                draft.page(name)
                fill(&draft, &generator, &names, depth: depth + 1)
                draft.close()
            case 20, 21, 22:
                draft.collection(
                    isShuffled: generator.below(2) == 0,
                    draw: generator.below(2) == 0 ? nil : generator.below(4))
                for _ in 0...generator.below(4) {
                    draft.unit(generator.below(3) == 0 ? condition(draft, &generator) : nil)
                    if generator.below(8) > 0 { fill(&draft, &generator, &names, depth: depth + 1) }
                    draft.close()
                }
                draft.close()
            case 23:
                let split = draft.split(
                    name, weights: (0...generator.below(3)).map { _ in generator.below(4) })
                var previous: BlockID?
                for arm in 0...2 {
                    previous = draft.arm(
                        .compare(.equal, .variable(split), .literal(.option(arm))), after: previous)
                    fill(&draft, &generator, &names, depth: depth + 1)
                    draft.close()
                }
            default:
                var previous: BlockID?
                for _ in 0...generator.below(3) {
                    previous = draft.arm(condition(draft, &generator), after: previous)
                    if generator.below(5) > 0 { fill(&draft, &generator, &names, depth: depth + 1) }
                    draft.close()
                }
                if generator.below(2) == 0 {
                    draft.arm(nil, after: previous)
                    fill(&draft, &generator, &names, depth: depth + 1)
                    draft.close()
                }
            }
        }
    }

    private static func options(
        _ draft: inout SurveyDraft, _ generator: inout SeededGenerator
    ) -> [OptionList.Option] {
        let hasGroups = generator.below(4) == 0
        return (0..<1 + generator.below(5)).map { index in
            draft.option(
                "o\(index)", exclusive: index == 4, pinned: index == 0 && generator.below(2) == 0,
                specify: generator.below(3) == 0,
                if: generator.below(3) == 0 ? condition(draft, &generator) : nil,
                group: hasGroups && index > 1 ? 1 + index / 4 : nil)
        }
    }

    /// A question whose options come from an earlier one, or a roster over it.
    private static func carried(
        _ draft: inout SurveyDraft, _ generator: inout SeededGenerator, _ name: String
    ) {
        let sources = draft.readable.filter { id in
            guard case .answer = draft.survey[id].role else { return false }
            return draft.survey[id].options != nil
        }
        guard !sources.isEmpty else { return draft.yesno(name) }
        let source = sources[generator.below(sources.count)]
        guard let list = draft.survey[source].options else { return }
        switch generator.below(5) {
        case 0:
            draft.ask(name, .choice(list), .option(list))
            draft.change { $0.carried = [.chosen(source)] }
        case 1:
            draft.ask(name, .choices(list, select: 0...2), .options(list, select: 0...2))
            draft.change { $0.carried = [.exceptChosen(source)] }
        case 2:
            draft.ranking(name, list, select: 1...3)
            draft.change { $0.carried = [.chosen(source), .except([1])] }
        case 3:
            draft.allocate(name, list, total: 100)
            draft.change { $0.carried = [.chosen(source)] }
        default:
            let block = draft.collection(
                isShuffled: generator.below(2) == 0, draw: generator.below(2) == 0 ? nil : 2)
            var roster = Roster(name: "\(name)c", source: .options(list, of: source), block: block)
            for (index, option) in draft.survey[list].options.enumerated() where !option.isExclusive {
                let condition: Formula =
                    if case .option = draft.survey[source].domain {
                        .compare(.equal, .variable(source), .literal(.option(index)))
                    } else {
                        .includes(source, option: index)
                    }
                let unit = draft.unit(condition)
                roster.instances.append(.init(name: option.name, value: index, block: unit))
                draft.rating("\(name).\(option.name)")
                draft.change { $0.stem = name }
                draft.write("\(name).\(option.name).why", isOptional: true)
                draft.change { $0.stem = name + ".why" }
                draft.close()
            }
            draft.close()
            draft.survey.rosters.append(roster)
        }
    }

    /// A condition over what stands above.
    private static func condition(_ draft: SurveyDraft, _ generator: inout SeededGenerator) -> Formula {
        let readable = draft.readable
        let id = readable[generator.below(readable.count)]
        let variable = Formula.variable(id)
        let plain: Formula
        switch draft.survey[id].domain {
        case .yesno, .truth: plain = variable
        case .point, .number:
            plain = .compare(.lessOrEqual, variable, .literal(.number(1 + generator.below(4))))
        case .option: plain = .compare(.equal, variable, .literal(.option(generator.below(3))))
        case .options: plain = .includes(id, option: generator.below(3))
        case .order where generator.below(2) == 0: plain = .includes(id, option: generator.below(3))
        case .order:
            plain = .compare(.equal, .ranked(id, place: 1), .literal(.option(generator.below(3))))
        case .date:
            plain = .compare(
                .less, variable, .arithmetic(.subtract, .variable(VariableID(1)), .literal(.number(3))))
        case .time: plain = .compare(.less, variable, .literal(.time(TimeOfDay(minutes: 700))))
        case .text: plain = .state(id, nil)
        }
        switch generator.below(6) {
        case 0: return .not(plain)
        case 1: return .or([plain, .state(id, .notAsked)])
        case 2: return .and([plain, .not(.state(id, .skipped))])
        default: return plain
        }
    }
}

extension Variable {
    var isNumeric: Bool {
        switch domain {
        case .number, .point: true
        case .option, .options, .order, .yesno, .text, .truth, .date, .time: false
        }
    }

    /// The list whose options the values are.
    var options: ListID? {
        switch domain {
        case .option(let list), .options(let list, _), .order(let list, _): list
        default: nil
        }
    }
}

extension SeededGenerator {
    /// An entry for an item that is accepted, whatever the item.
    mutating func entry(for item: Interview.Item, in survey: Survey) -> Interview.Entry {
        guard let variable = item.variable else { return .skip }
        if let kind = item.missing.randomElement(using: &self)?.kind, below(6) == 0 { return .missing(kind) }
        if item.isOptional, below(4) == 0 { return .skip }
        switch survey[variable].domain {
        case .point(let scale):
            let bounds = survey[scale].bounds
            return .value(.number(bounds.lowerBound + below(bounds.count)))
        case .yesno where survey[item.question].kind == .consent: return .value(.yesno(below(6) > 0))
        case .yesno, .truth: return .value(.yesno(below(2) == 0))
        case .number where item.remaining != nil:
            let remaining = item.remaining ?? 0
            let isLast = item.place == item.count - 1
            return .value(.number(isLast || below(4) == 0 ? remaining : below(remaining + 1)))
        case .date:
            guard let low = item.dates?.low, let high = item.dates?.high else { return .skip }
            return .value(.date(CalendarDay(number: low.number + below(high.number - low.number + 1))))
        case .time: return .value(.time(TimeOfDay(minutes: 480 + below(960))))
        case .order:
            let count = item.select.lowerBound + below(item.select.count)
            return .value(.order(Array(item.options.shuffled(using: &self).prefix(count))))
        case .number: return .value(.number(Decimal(below(91)) / 10))
        case .text: return .value(.text("text \(below(9))"))
        case .option: return .value(.option(item.options[below(item.options.count)]))
        case .options(let list, _):
            let exclusive = item.options.filter { survey[list].options[$0].isExclusive }
            var free = item.options.filter { !survey[list].options[$0].isExclusive }
            if let alone = exclusive.first, free.isEmpty || below(5) == 0 { return .value(.options([alone])) }
            free.shuffle(using: &self)
            let count = item.select.lowerBound + below(item.select.count)
            return .value(.options(Array(free.prefix(count))))
        }
    }
}
