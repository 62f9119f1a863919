internal import FoundationEssentials
public import SurveyModel

// The survey's texts as the respondent reads them.

extension Interview {
    /// A text in the current language with its pipes filled.
    ///
    /// An option is piped by its label, or by what was typed for it; numbers and yes/no as `format` words them, else as
    /// plain digits and `yes` or `no`. What has no answer shows its fallback, or `…`. Linear in the text and in what it
    /// pipes; a label is filled in turn, but not the labels piped by that.
    public func text(_ id: TextID, format: (Value) -> String? = { _ in nil }) -> String {
        text(id, depth: 2, format: format)
    }

    /// How the translation of a text stands in the current language; the source language is always current.
    public func state(of id: TextID) -> LocalizedText.State { localized(id)?.state ?? .current }

    /// Notes that a text was shown that no item shows by itself, like help.
    public mutating func shown(_ id: TextID) {
        if state(of: id) != .current { isStale = true }
    }

    /// Whether every text in the current language is good, so that nothing need be noted.
    var isSpokenWell: Bool {
        if locale == survey.language { return true }
        return plan.localization[locale].map { plan.isCurrent[$0] } ?? false
    }

    /// Notes every text that an item shows.
    mutating func noteTexts(of item: Item) {
        let question = survey[item.question]
        var texts = [question.text] + item.missing.map(\.text)
        if let page = item.page, case .page(_, let title?) = survey[page].kind { texts.append(title) }
        let options = question.list.map { survey[$0].options } ?? []
        switch item.part {
        case .whole: texts += item.options.map { options[$0].text }
        case .row(let row): texts.append(question.rows[row].text)
        case .specify(let option): texts.append(options[option].text)
        }
        if let scale = question.scale { texts += survey[scale].labels.map(\.text) }
        if case .number(let rule) = question.kind, let unit = rule.unit { texts.append(unit) }
        if texts.contains(where: { state(of: $0) != .current }) { isStale = true }
    }

    private func localized(_ id: TextID) -> LocalizedText? {
        if locale == survey.language { return nil }
        guard let position = plan.localization[locale],
            survey.localizations[position].texts.indices.contains(id.position)
        else { return LocalizedText(state: .missing, template: survey[id].source) }
        return survey.localizations[position].texts[id.position]
    }

    private func text(_ id: TextID, depth: Int, format: (Value) -> String?) -> String {
        let source = survey[id]
        return Template(localized(id)?.template ?? source.source).rendered { name in
            guard depth > 0, let pipe = source.pipes.first(where: { $0.name == name }) else { return nil }
            return piped(pipe.variable, depth: depth - 1, format: format)
        }
    }

    private func piped(_ variable: VariableID, depth: Int, format: (Value) -> String?) -> String? {
        guard survey.variables.indices.contains(variable.position), let value = answer(of: variable).value
        else { return nil }
        switch (value, survey[variable].domain) {
        case (.option(let option), .option(let list)):
            return label(of: option, in: list, of: variable, depth: depth, format: format)
        case (.options(let options), .options(let list, _)):
            return options.map { label(of: $0, in: list, of: variable, depth: depth, format: format) }
                .joined(separator: ", ")
        case (.text(let text), _):
            return text
        case (.number(let number), _):
            return format(value) ?? number.canonicalText
        case (.yesno(let yes), _):
            return format(value) ?? (yes ? "yes" : "no")
        case (.option, _), (.options, _):
            return nil
        }
    }

    private func label(
        of option: Int, in list: ListID, of variable: VariableID, depth: Int, format: (Value) -> String?
    ) -> String {
        if let question = survey[variable].question,
            let specify = survey[question].specify.first(where: { $0.option == option }),
            case .text(let typed)? = answer(of: specify.variable).value
        {
            return typed
        }
        return text(survey[list].options[option].text, depth: depth, format: format)
    }
}
