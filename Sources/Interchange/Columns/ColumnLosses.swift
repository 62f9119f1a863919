internal import Codebook
internal import SurveyModel

extension ColumnLayout {
    /// What a table of these columns cannot carry whatever its format and its answers: computed variables, and labels in
    /// other languages than the one that was chosen.
    ///
    /// `language` is an index of `Codebook.locales`; nil where all of them are written. `describesComputed` says that
    /// computed variables are described elsewhere in the file. Linear in variables.
    public func losses(language: Int?, describesComputed: Bool = false) -> [Loss] {
        var losses: [Loss] = []
        if !describesComputed {
            let absent = Set(personal)
            for entry in codebook.variables where !entry.isStored {
                let unknown = stored(under: entry.position).filter(absent.contains)
                let names =
                    unknown.prefix(3).map { codebook.variables[$0].name }
                    + (unknown.count > 3 ? ["\(unknown.count - 3) more"] : [])
                losses.append(
                    Loss(
                        .leftOut, of: entry.name,
                        unknown.isEmpty
                            ? "is computed, and can be computed again"
                            : "is computed of personal data that are left out: \(names.joined(separator: ", "))"
                    ))
            }
        }
        if let language, codebook.locales.indices.contains(language) {
            let others = codebook.locales.indices.filter { $0 != language }.map { codebook.locales[$0] }
            if !others.isEmpty {
                losses.append(
                    Loss(
                        .leftOut,
                        "labels are in \(codebook.locales[language]) only, not in \(others.joined(separator: ", ")); the codebook has all"
                    ))
            }
        }
        if let language, language > 0 { losses += untranslated(language) }
        return losses
    }

    /// The variables of responses that a computed one comes from in the end, in the order of the survey.
    private func stored(under position: Int) -> [Int] {
        let variables = codebook.survey.variables
        var seen: Set<Int> = [position]
        var rest = [position]
        while let next = rest.popLast() {
            guard case .computed(let formulas) = variables[next].role else { continue }
            for variable in formulas.flatMap(\.variables) where seen.insert(variable.position).inserted {
                rest.append(variable.position)
            }
        }
        return seen.filter { variables[$0].isStored }.sorted()
    }

    /// That texts of the author's have no translation, or an old one, in the language of labels.
    private func untranslated(_ language: Int) -> [Loss] {
        var missing = 0
        var stale = 0
        func look(at label: Label?) {
            guard let label, label.origin == .author, label.wordings.indices.contains(language) else {
                return
            }
            switch label.wordings[language].state {
            case .missing: missing += 1
            case .stale: stale += 1
            case .current: break
            }
        }
        for entry in codebook.variables where entry.isStored && !personal.contains(entry.position) {
            look(at: entry.label)
            for category in entry.categories { look(at: category.label) }
        }
        let locale = codebook.locales[language]
        var losses: [Loss] = []
        if missing > 0 {
            losses.append(
                Loss(
                    .simplified, count: missing,
                    "labels that are not translated to \(locale) stand in \(codebook.locales[0])"))
        }
        if stale > 0 {
            losses.append(
                Loss(.simplified, count: stale, "labels in \(locale) translate what the survey said before"))
        }
        return losses
    }
}
