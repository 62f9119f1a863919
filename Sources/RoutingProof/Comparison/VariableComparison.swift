internal import FoundationEssentials
internal import SurveyModel

extension Comparer {
    /// Variables by name: what was added and removed, where values come from, and what they may be.
    mutating func compareVariables() {
        let gone = old.survey.variables.filter { new.variables[$0.name] == nil }
        let renamed = renamings(gone)
        replaced = Set(renamed.values)
        for variable in gone { remove(variable, renamed[variable.name]) }
        for (position, variable) in new.survey.variables.enumerated() {
            if let before = old.variables[variable.name] {
                compare(before, VariableID(position))
            } else if !replaced.contains(variable.name) {
                added(variable)
            }
        }
    }

    /// What a variable is called now, where all that its question says is as it was: its text, its kind and its place
    /// among those that are new.
    private func renamings(_ gone: [Variable]) -> [String: String] {
        var candidates: [String: [String]] = [:]
        for variable in new.survey.variables where old.variables[variable.name] == nil {
            guard let likeness = likeness(of: variable, new) else { continue }
            candidates[likeness, default: []].append(variable.name)
        }
        var renamed: [String: String] = [:]
        for variable in gone {
            guard let likeness = likeness(of: variable, old), let names = candidates[likeness],
                names.count == 1
            else { continue }
            renamed[variable.name] = names[0]
            candidates[likeness] = nil
        }
        return renamed
    }

    /// What is read and what is answered, for a question or a row.
    private func likeness(of variable: Variable, _ side: Side) -> String? {
        switch variable.role {
        case .answer(let id): "\(side.survey[id].kindName) \(side.survey[side.survey[id].text].source)"
        case .row(let id, let row):
            side.survey[id].rows.indices.contains(row)
                ? "\(side.survey[id].name) \(side.survey[side.survey[id].rows[row].text].source)" : nil
        default: nil
        }
    }

    private mutating func remove(_ variable: Variable, _ now: String?) {
        let kind = Change.Subject.Kind(variable.role)
        if case .computed = variable.role {
            add(.computedRemoved, kind, variable.name, [variable.name])
        } else if case .today = variable.role {
            // It holds the date of the start, which the response has anyway.
            add(.computedRemoved, kind, variable.name)
        } else if let now {
            add(
                .variableRenamed, kind, variable.name, [variable.name, now], before: variable.name, after: now
            )
        } else {
            add(.variableRemoved, kind, variable.name, [variable.name])
        }
    }

    private mutating func added(_ variable: Variable) {
        let kind = Change.Subject.Kind(variable.role)
        switch variable.role {
        // Questions and their rows are looked at with their neighbours.
        case .answer, .row, .amount: break
        case .given, .specify, .computed, .split, .today: add(.variableAdded, kind, variable.name)
        }
    }

    private mutating func compare(_ before: VariableID, _ after: VariableID) {
        let earlier = old.survey[before]
        let later = new.survey[after]
        let name = later.name
        let kind = Change.Subject.Kind(later.role)
        if earlier.isPersonal != later.isPersonal { add(.personal, kind, name) }
        if case .given(let could) = earlier.role, case .given(let can) = later.role, could != can {
            add(
                .givenRequired, kind, name, before: could ? "optional" : "required",
                after: can ? "optional" : "required")
        }
        guard earlier.role.source == later.role.source else {
            redefined.insert(name)
            add(
                .variableRole, kind, name, [name], before: earlier.role.source, after: later.role.source)
            return
        }
        if case .split(let weights) = earlier.role, case .split(let shares) = later.role, weights != shares,
            weights.count == shares.count
        {
            add(
                .weights, kind, name, [name], before: weights.map(String.init).joined(separator: " : "),
                after: shares.map(String.init).joined(separator: " : "))
        }
        compare(earlier, later)
    }

    private mutating func compare(_ earlier: Variable, _ later: Variable) {
        let name = later.name
        let kind = Change.Subject.Kind(later.role)
        let isAsked = later.question != nil
        let isShuffled =
            (earlier.question.map { old.survey[$0].isShuffled } ?? false)
            && (later.question.map { new.survey[$0].isShuffled } ?? false)
        switch (earlier.domain, later.domain) {
        case (.option(let before), .option(let after)):
            lists.add(
                before, after, name, owner: new.survey[after].name, isAsked: isAsked,
                isShuffled: isShuffled)
        case (.options(let before, let could), .options(let after, let can)),
            (.order(let before, let could), .order(let after, let can)):
            guard earlier.domain.isOrder == later.domain.isOrder else { return changedDomain(earlier, later) }
            lists.add(
                before, after, name, owner: new.survey[after].name, isAsked: isAsked,
                isShuffled: isShuffled)
            compareLimits(
                could, of: old.survey[before].options, can, of: new.survey[after].options, kind,
                name)
        case (.point(let before), .point(let after)):
            scales.add(
                before, after, name, owner: new.survey[after].name, isAsked: isAsked, isShuffled: false
            )
        case (.number(let before), .number(let after)):
            compareBounds(
                kind, name, (before.low, before.high), (after.low, after.high)
            ) { $0.canonicalText }
            if before.decimals != after.decimals {
                add(
                    .decimals, kind, name, [name], before: "\(before.decimals)", after: "\(after.decimals)")
            }
            // The amounts of an allocation have their unit with the question.
            compare(.unit, kind, name, before.unit, after.unit, variables: [name])
        case (.date(let before), .date(let after)): compareDates(kind, name, before, after)
        case (.time(let before), .time(let after)):
            compareBounds(kind, name, (before.low, before.high), (after.low, after.high)) { $0.text }
        case (.text(let before), .text(let after)): compareTexts(kind, name, before, after)
        case (.yesno, .yesno), (.truth, .truth): break
        default: changedDomain(earlier, later)
        }
    }

    private mutating func changedDomain(_ earlier: Variable, _ later: Variable) {
        redefined.insert(later.name)
        add(
            .domain, Change.Subject.Kind(later.role), later.name, [later.name], before: earlier.domain.word,
            after: later.domain.word)
    }

    private mutating func compareLimits(
        _ could: ClosedRange<Int>, of before: [OptionList.Option], _ can: ClosedRange<Int>,
        of after: [OptionList.Option],
        _ kind: Change.Subject.Kind, _ name: String
    ) {
        // "As many as there are" follows the list, whose change is said there.
        func isAll(_ count: Int, _ options: [OptionList.Option]) -> Bool {
            count == options.count || count == options.count { !$0.isExclusive }
        }
        let followsList = isAll(could.upperBound, before) && isAll(can.upperBound, after)
        let ranksAll = could.lowerBound == could.upperBound && can.lowerBound == can.upperBound
        guard could != can, !(followsList && (could.lowerBound == can.lowerBound || ranksAll)) else { return }
        let allowsAll = can.lowerBound <= could.lowerBound && could.upperBound <= can.upperBound
        redefined.insert(name)
        add(
            allowsAll ? .selectLimits : .narrowerSelect, kind, name, [name],
            before: "\(could.lowerBound)...\(could.upperBound)",
            after: "\(can.lowerBound)...\(can.upperBound)")
    }

    private mutating func compareBounds<Bound: Comparable & Hashable>(
        _ kind: Change.Subject.Kind, _ name: String, _ before: (Bound?, Bound?), _ after: (Bound?, Bound?),
        _ text: (Bound) -> String
    ) {
        guard before.0 != after.0 || before.1 != after.1 else { return }
        let allowsLow = after.0.map { low in before.0.map { low <= $0 } ?? false } ?? true
        let allowsHigh = after.1.map { high in before.1.map { $0 <= high } ?? false } ?? true
        func range(_ bounds: (Bound?, Bound?)) -> String {
            "\(bounds.0.map(text) ?? "")...\(bounds.1.map(text) ?? "")"
        }
        redefined.insert(name)
        add(
            allowsLow && allowsHigh ? .widerBounds : .narrowerBounds, kind, name,
            allowsLow && allowsHigh ? [] : [name], before: range(before), after: range(after))
    }

    /// Bounds that count from `today` are compared with each other only; with a fixed day nothing is known.
    private mutating func compareDates(
        _ kind: Change.Subject.Kind, _ name: String, _ before: DateRule, _ after: DateRule
    ) {
        guard before != after else { return }
        func allows(_ earlier: DateBound?, _ later: DateBound?, _ isWider: (Int, Int) -> Bool) -> Bool {
            guard let later else { return true }
            guard let earlier else { return false }
            switch (earlier, later) {
            case (.day(let before), .day(let after)): return isWider(after.number, before.number)
            case (.today(let before), .today(let after)): return isWider(after, before)
            default: return false
            }
        }
        let isWider = allows(before.low, after.low, <=) && allows(before.high, after.high, >=)
        redefined.insert(name)
        add(
            isWider ? .widerBounds : .narrowerBounds, kind, name, isWider ? [] : [name],
            before: "\(before.low?.text ?? "")...\(before.high?.text ?? "")",
            after: "\(after.low?.text ?? "")...\(after.high?.text ?? "")")
    }

    private mutating func compareTexts(
        _ kind: Change.Subject.Kind, _ name: String, _ before: TextRule, _ after: TextRule
    ) {
        if before.length != after.length {
            let isWider = after.length > before.length
            add(
                isWider ? .widerBounds : .narrowerBounds, kind, name, isWider ? [] : [name],
                before: "length \(before.length)", after: "length \(after.length)")
        }
        if before.pattern != after.pattern {
            redefined.insert(name)
            add(
                after.pattern == nil ? .widerBounds : .pattern, kind, name,
                after.pattern == nil ? [] : [name],
                before: before.pattern?.source, after: after.pattern?.source)
        }
        if before.lines != after.lines {
            // A text of several lines may hold line breaks, which one line has no place for.
            let breaks = before.lines > 1 && after.lines == 1
            add(
                breaks ? .narrowerBounds : .textLines, kind, name, breaks ? [name] : [],
                before: "lines \(before.lines)", after: "lines \(after.lines)")
        }
    }
}

extension Change.Subject.Kind {
    /// What a variable is, from where its value comes from.
    init(_ role: Variable.Role) {
        switch role {
        case .given, .today: self = .given
        case .answer: self = .question
        case .row: self = .row
        case .amount, .specify: self = .part
        case .computed: self = .computed
        case .split: self = .split
        }
    }
}

extension Variable.Role {
    /// Where the value comes from, in a word.
    fileprivate var source: String {
        switch self {
        case .given: "given"
        case .answer: "answer"
        case .row: "row"
        case .amount: "amount"
        case .specify: "text of an option"
        case .computed: "computed"
        case .split: "split"
        case .today: "today"
        }
    }
}

extension Domain {
    /// The kind of value in words.
    var word: String {
        switch self {
        case .option: "one option"
        case .options: "a set of options"
        case .order: "an order of options"
        case .point: "a point of a scale"
        case .yesno: "yes or no"
        case .number: "a number"
        case .text: "a text"
        case .date: "a day"
        case .time: "a time of day"
        case .truth: "a truth value"
        }
    }

    var isOrder: Bool { if case .order = self { true } else { false } }
}

extension DateBound {
    /// As the author writes it.
    fileprivate var text: String {
        switch self {
        case .day(let day): day.text
        case .today(let offset): offset == 0 ? "today" : "today \(offset < 0 ? "-" : "+") \(offset.magnitude)"
        }
    }
}
