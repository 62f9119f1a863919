internal import FoundationEssentials
internal import SurveyModel

/// Options, rows and labels.
extension SourceWriter {
    /// What stands in the braces of a question beside its properties; nil if it differs in more than a round changes.
    func body(_ all: [InRound<Question>]) -> [String]? {
        let first = all[0].content
        let (outer, isWhole) = (lines, first.rows.isEmpty)
        lines = []
        defer { lines = outer }
        if let scale = first.scale, isOwn(scale) {
            labels(
                all.compactMap { place in
                    place.content.scale.map { InRound(round: place.round, content: $0) }
                })
        }
        if !isWhole {
            guard rows(all) else { return nil }
        } else if let list = first.list, isOwn(list), !first.carried.contains(where: isChosen) {
            let lists = all.compactMap { place in
                place.content.list.map { InRound(round: place.round, content: $0) }
            }
            guard options(lists) else { return nil }
        }
        return lines
    }

    private func isChosen(_ rule: Question.Carried) -> Bool { if case .chosen = rule { true } else { false } }

    func labels(_ scales: [InRound<ScaleID>]) {
        for (index, label) in survey[scales[0].content].labels.enumerated() {
            note(of: label.text)
            let texts = scales.compactMap { place -> InRound<TextID>? in
                let labels = survey[place.content].labels
                return labels.indices.contains(index)
                    ? InRound(round: place.round, content: labels[index].text) : nil
            }
            line("\(label.point) \(string(texts))")
        }
    }

    /// The options of lists that are one list in the file.
    func options(_ lists: [InRound<ListID>]) -> Bool {
        let first = survey[lists[0].content].options
        guard lists.allSatisfy({ survey[$0.content].options.map(\.name) == first.map(\.name) }) else {
            return false
        }
        let isPinned =
            survey.version > 1 || first.enumerated().contains { $1.code != $0 + 1 }
        var group: Int?
        for (index, option) in first.enumerated() {
            change(&group, to: option.shuffleGroup)
            note(of: option.text)
            var text = "- \(option.name)"
            if isPinned { text += " = \(option.code)" }
            let texts = lists.map { place in
                InRound(round: place.round, content: survey[place.content].options[index].text)
            }
            text += " " + string(texts)
            if option.hasSpecify { text += " specify" }
            if option.isExclusive { text += " exclusive" }
            if option.isPinned { text += " pinned" }
            let conditions = lists.compactMap { place in
                survey[place.content].options[index].condition.map {
                    InRound(round: place.round, content: $0)
                }
            }
            guard let condition = whole(conditions, of: lists.count) else { return false }
            line(text + condition)
        }
        change(&group, to: nil)
        return true
    }

    /// ` if …`, or nothing; nil where some rounds have a condition and others none.
    private func whole(_ conditions: [InRound<Formula>], of count: Int) -> String? {
        if conditions.isEmpty { return "" }
        guard conditions.count == count, let text = condition(conditions) else { return nil }
        return " if \(text)"
    }

    private func change(_ group: inout Int?, to next: Int?) {
        guard group != next else { return }
        if group != nil { line("}") }
        if next != nil { line("shuffle {") }
        group = next
    }

    private func rows(_ all: [InRound<Question>]) -> Bool {
        let first = all[0].content
        guard all.allSatisfy({ $0.content.rows.map(\.name) == first.rows.map(\.name) }) else { return false }
        var open: [Braces] = []
        var written: Set<Int> = []
        for (index, row) in first.rows.enumerated() {
            let around = braces(around: row, of: first)
            while !around.starts(with: open) {
                open.removeLast()
                line("}")
            }
            for next in around.dropFirst(open.count) {
                switch next {
                case .shuffle: line("shuffle {")
                case .group(let group):
                    if !written.insert(group).inserted {
                        lose(
                            first.name, "a dimension whose rows stand apart", "a group stands in one place")
                    }
                    begin(group, all)
                }
            }
            open = around
            guard self.row(index, all) else { return false }
        }
        for _ in open { line("}") }
        for (index, lost) in first.groups.enumerated() where !written.contains(index) {
            lose("\(first.name).\(lost.name)", "a dimension without rows", "a group holds rows")
        }
        return true
    }

    /// What stands around a row.
    private enum Braces: Equatable {
        case group(Int)
        case shuffle(Int)
    }

    /// The braces around a row, outermost first: a group in a shuffle only where the shuffle is of several groups.
    private func braces(around row: Question.Row, of question: Question) -> [Braces] {
        let group =
            row.group.flatMap { question.groups.indices.contains($0) ? [Braces.group($0)] : nil } ?? []
        guard let shuffle = row.shuffleGroup else { return group }
        let groups = Set(question.rows.filter { $0.shuffleGroup == shuffle }.map(\.group))
        return groups.count > 1 ? [.shuffle(shuffle)] + group : group + [.shuffle(shuffle)]
    }

    private func begin(_ group: Int, _ all: [InRound<Question>]) {
        let dimension = all[0].content.groups[group]
        guard let text = dimension.text else { return line("group \(dimension.name) {") }
        note(of: text)
        let texts = all.compactMap { place in
            place.content.groups.indices.contains(group)
                ? place.content.groups[group].text.map { InRound(round: place.round, content: $0) } : nil
        }
        line("group \(dimension.name) \(string(texts)) {")
    }

    private func row(_ index: Int, _ all: [InRound<Question>]) -> Bool {
        let row = all[0].content.rows[index]
        note(of: row.text)
        var text =
            "- \(row.name) "
            + string(all.map { InRound(round: $0.round, content: $0.content.rows[index].text) })
        if row.isReversed { text += " reversed" }
        for (number, missing) in row.missing.enumerated() {
            let texts = all.compactMap { place -> InRound<TextID>? in
                let missing = place.content.rows[index].missing
                return missing.indices.contains(number)
                    ? InRound(round: place.round, content: missing[number].text) : nil
            }
            text += " \(missing.kind.rawValue) \(string(texts))"
        }
        let conditions = all.compactMap { place in
            place.content.rows[index].condition.map { InRound(round: place.round, content: $0) }
        }
        guard let condition = whole(conditions, of: all.count) else { return false }
        line(text + condition)
        return true
    }
}
