internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// `grid`: rows, each rated on a scale or answered from a list.
    func gridShape(of draft: inout QuestionDraft) -> QuestionShape {
        guard let from = draft.view.from else {
            let scale = declaredScale(of: draft)
            if scale != nil, let select = draft.properties.select {
                report(
                    .doesNotFit(
                        "select", "a grid on a scale", at: select.range,
                        "only a grid that takes its answers `from` a list has several in a row"))
            }
            let rows = rows(of: &draft)
            guard let scale, !rows.isEmpty else { return .failed }
            return .grid(.grid(scale, rows: rows.map(\.row)), .point(scale), rows)
        }
        if let bound = draft.view.bound { report(.gridWithoutList(draft.name, at: bound.range)) }
        if let label = draft.lines.first(where: \.isLabel) {
            report(.lineDoesNotFit("a label", "grid", at: label.range))
        }
        if let group = draft.groups.first {
            report(
                .misplacedGroup("Options have no score, so neither have rows of them.", at: group.name.span))
        }
        let offered = offeredOptions(from)
        let rows = rows(of: &draft)
        guard let offered, !rows.isEmpty else { return .failed }
        draft.carried = offered.carried
        let select = draft.properties.select.map { selection($0, from: offered) }
        return .grid(
            .choiceGrid(offered.list, select: select, rows: rows.map(\.row)),
            select.map { .options(offered.list, select: $0) } ?? .option(offered.list), rows)
    }

    private func rows(of draft: inout QuestionDraft) -> [RowDraft] {
        var rows: [RowDraft] = []
        var spans: [String: Range<Int>] = [:]
        for case .option(let view, let around) in draft.lines {
            guard let name = view.name.map(Name.init) else { continue }
            checkForm(of: name)
            let key = "\(draft.key).row.\(name.text)"
            let text = view.text.map { lower($0, key: key, note: view.notes) } ?? TextID(0)
            let isRated = draft.view.from == nil
            let properties = check(
                view.properties,
                allowed: isRated ? Self.propertiesOfRow : Self.propertiesOfRow.subtracting([.reversed]),
                kind: .note, key: key, owner: isRated ? "a row" : "a row of options")
            let condition = joined(around.conditions, view.condition)
            if let code = view.codeToken { report(.codeOfRow(at: code.range)) }
            if let first = spans[NameTable.canonical(name.text)] {
                report(.repeatedOption("row", name, firstAt: first))
                continue
            }
            spans[NameTable.canonical(name.text)] = name.span
            for missing in properties.missing
            where draft.properties.missing.contains(where: { $0.kind == missing.kind }) {
                report(.repeatedMissing(missing.kind.rawValue, name, draft.name))
            }
            guard rows.count < Self.optionLimit else {
                report(.tooManyOptions(Self.optionLimit, at: name.span))
                break
            }
            rows.append(
                RowDraft(
                    name: name,
                    row: .init(
                        name: name.text, text: text, isReversed: properties.isReversed,
                        missing: properties.missing, condition: condition, shuffleGroup: around.shuffle,
                        group: around.group),
                    condition: view.condition?.range ?? around.conditionSpan))
        }
        if rows.isEmpty { report(.noOptions("grid", draft.name)) }
        if rows.count > 7 { report(.longGrid(rows.count, draft.name)) }
        checkGroups(of: &draft, rows, spans)
        return rows
    }

    private func checkGroups(
        of draft: inout QuestionDraft, _ rows: [RowDraft], _ spans: [String: Range<Int>]
    ) {
        guard draft.view.from == nil else { return }
        let filled = Set(rows.compactMap(\.row.group))
        for (index, group) in draft.groups.enumerated() {
            if let row = spans[NameTable.canonical(group.name.text)] {
                report(.groupNamedAsRow(group.name, draft.name, rowAt: row))
                draft.groups[index].isTaken = true
            } else if !filled.contains(index) {
                report(.emptyGroup(group.name))
            }
        }
    }
}
