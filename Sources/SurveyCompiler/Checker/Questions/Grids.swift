internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// `grid`: a scale, and rows.
    func gridShape(of draft: QuestionDraft) -> QuestionShape {
        let scale = declaredScale(of: draft)
        var rows: [RowDraft] = []
        var spans: [String: Range<Int>] = [:]
        for case .option(let view, let conditions) in draft.lines {
            guard let name = view.name.map(Name.init) else { continue }
            checkForm(of: name)
            let key = "\(draft.key).row.\(name.text)"
            let text = view.text.map { lower($0, key: key, note: view.notes) } ?? TextID(0)
            let properties = check(
                view.properties, allowed: Self.propertiesOfRow, kind: .note, key: key, owner: "a row")
            let condition = joined(conditions, view.condition)
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
                        missing: properties.missing,
                        condition: condition)))
        }
        if rows.isEmpty { report(.noOptions("grid", draft.name)) }
        if rows.count > 7 { report(.longGrid(rows.count, draft.name)) }
        guard let scale, !rows.isEmpty else { return .failed }
        return .grid(scale, rows)
    }
}
