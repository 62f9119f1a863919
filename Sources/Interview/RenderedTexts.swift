internal import FoundationEssentials
public import SurveyModel

// The survey's texts as the respondent reads them.

extension Interview {
    /// A text in the current language with its pipes filled.
    ///
    /// An option is piped by its label, or by what was typed for it; numbers, days, times and yes/no as `format` words them,
    /// else as plain digits, ISO 8601, and `yes` or `no`. What has no answer shows its fallback, or `…`. A number chooses
    /// among plural forms by the rule of the language. A label is filled in turn, but not the labels piped by that; texts
    /// handed to fragments are filled 16 deep. Linear in what comes out, which ends after 10,000 pipes.
    public func text(_ id: TextID, format: (Value) -> String? = { _ in nil }) -> String {
        withoutActuallyEscaping(format) { format in
            var rendering = Rendering(interview: self, format: format)
            return rendering.text(id, depth: Rendering.Depth())
        }
    }

    /// What the respondent reads for an option of a question: what was typed for it where it was chosen before and is
    /// carried here, else its label with pipes filled; nothing for an option that there is not.
    public func label(
        of option: Int, in question: QuestionID, format: (Value) -> String? = { _ in nil }
    ) -> String {
        guard let list = survey[question].list, survey[list].options.indices.contains(option) else {
            return ""
        }
        return typed(for: option, in: carriedFrom(question))
            ?? text(survey[list].options[option].text, format: format)
    }

    /// How the translation of a text stands in the current language; the source language is always current.
    public func state(of id: TextID) -> LocalizedText.State { localized(id)?.state ?? .current }

    /// Notes that a text was shown that no item shows by itself, like help.
    public mutating func shown(_ id: TextID) {
        if !isStale, !isSpokenWell, !isCurrent([id]) { isStale = true }
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
        let carried = carriedFrom(item.question)
        texts += item.options.filter { typed(for: $0, in: carried) == nil }.map { options[$0].text }
        switch item.part {
        case .whole: break
        case .row(let row):
            texts.append(question.rows[row].text)
            if let group = question.rows[row].group, question.groups.indices.contains(group),
                let title = question.groups[group].text
            {
                texts.append(title)
            }
        case .specify(let option), .amount(let option): texts.append(options[option].text)
        }
        if let scale = question.scale { texts += survey[scale].labels.map(\.text) }
        if case .number(let rule) = question.kind, let unit = rule.unit { texts.append(unit) }
        if !isCurrent(texts) { isStale = true }
    }

    /// Whether texts, and those that they pipe, are good in the current language.
    private func isCurrent(_ texts: [TextID]) -> Bool {
        var open = texts
        var seen = Set(texts)
        while let id = open.popLast() {
            if state(of: id) != .current { return false }
            for pipe in survey[id].pipes {
                for text in piped(by: pipe.source) where seen.insert(text).inserted { open.append(text) }
            }
        }
        return true
    }

    /// The texts that a pipe shows.
    private func piped(by source: Text.Pipe.Source) -> [TextID] {
        switch source {
        case .number: return []
        case .text(let id): return survey.texts.indices.contains(id.position) ? [id] : []
        case .option(let list, let option, let variable):
            return labels([option], in: list, of: variable)
        case .variable(let id):
            guard survey.variables.indices.contains(id.position), let list = survey[id].domain.list else {
                return []
            }
            switch visible.answer(of: id).value {
            case .option(let option): return labels([option], in: list, of: id)
            case .options(let options), .order(let options): return labels(options, in: list, of: id)
            default: return []
            }
        }
    }

    private func labels(_ options: [Int], in list: ListID, of variable: VariableID?) -> [TextID] {
        options.compactMap { option in
            guard survey[list].options.indices.contains(option), typed(for: option, of: variable) == nil
            else {
                return nil
            }
            return survey[list].options[option].text
        }
    }

    fileprivate func localized(_ id: TextID) -> LocalizedText? {
        if locale == survey.language { return nil }
        guard let position = plan.localization[locale],
            survey.localizations[position].texts.indices.contains(id.position)
        else { return LocalizedText(state: .missing, template: survey[id].source) }
        return survey.localizations[position].texts[id.position]
    }
}

// What was typed where an option opened a text, also where the option was carried on from there.

extension Interview {
    fileprivate func typed(for option: Int, of variable: VariableID?) -> String? {
        guard let variable, survey.variables.indices.contains(variable.position),
            let question = survey[variable].question
        else { return nil }
        return typed(for: option, in: [question])
    }

    /// Looks through questions and those that they carry their options from, the nearest first.
    private func typed(for option: Int, in questions: [QuestionID]) -> String? {
        var open = Array(questions.reversed())
        while let question = open.popLast() {
            if let specify = survey[question].specify.first(where: { $0.option == option }),
                case .text(let typed)? = answer(of: specify.variable).value
            {
                return typed
            }
            open += carriedFrom(question).reversed()
        }
        return nil
    }

    /// The questions whose chosen options a question offers: all of them stand above it.
    private func carriedFrom(_ question: QuestionID) -> [QuestionID] {
        survey[question].carried.compactMap { rule in
            guard case .chosen(let variable) = rule, survey.variables.indices.contains(variable.position),
                let source = survey[variable].question, source < question
            else { return nil }
            return source
        }
    }
}

/// Fills one text.
private struct Rendering {
    let interview: Interview
    let format: (Value) -> String?
    /// How many pipes may still be filled: texts that pipe texts that pipe texts come to an end.
    var pipesLeft = 10_000

    /// How deep labels and handed texts may still nest.
    struct Depth {
        var labels = 2
        var texts = 16
    }

    init(interview: Interview, format: @escaping (Value) -> String?) {
        self.interview = interview
        self.format = format
    }

    private var survey: Survey { interview.survey }

    mutating func text(_ id: TextID, depth: Depth) -> String {
        guard survey.texts.indices.contains(id.position) else { return "" }
        let pipes = survey[id].pipes
        var text = ""
        for piece in Template(template(of: id)).pieces {
            switch piece {
            case .literal(let literal):
                text += literal
            case .pipe(let name, let fallback):
                let source = pipes.first { $0.name == name }?.source
                text += source.flatMap { filled($0, depth: depth) } ?? fallback ?? "…"
            }
        }
        return text
    }

    /// The form of a text that the language has for its number. An unknown number, and one that is not whole, take the
    /// last form, which is the one for many.
    private func template(of id: TextID) -> String {
        let source = survey[id]
        let count = source.plural.flatMap { number(of: $0.count) }
        if let localized = interview.localized(id), localized.state != .missing {
            guard source.plural != nil, let last = localized.forms.indices.last,
                let position = interview.plan.localization[interview.locale]
            else { return localized.template }
            let rule = survey.localizations[position].pluralRule
            let form = count?.exactInt.map { rule.form(for: $0) } ?? last
            return localized.forms[min(form, last)]
        }
        guard let plural = source.plural else { return source.source }
        return count?.exactInt.map { PluralRule.oneOther.form(for: $0) } == 0 ? source.source : plural.source
    }

    private func number(of source: Text.Pipe.Source) -> Decimal? {
        switch source {
        case .number(let number): number
        case .variable(let id):
            if case .number(let number)? = interview.answer(of: id).value { number } else { nil }
        case .option, .text: nil
        }
    }

    private mutating func filled(_ source: Text.Pipe.Source, depth: Depth) -> String? {
        guard pipesLeft > 0 else { return nil }
        pipesLeft -= 1
        switch source {
        case .number(let number):
            return format(.number(number)) ?? number.canonicalText
        case .text(let id):
            guard depth.texts > 0 else { return nil }
            return text(id, depth: Depth(labels: depth.labels, texts: depth.texts - 1))
        case .option(let list, let option, let variable):
            return label(of: option, in: list, of: variable, depth: depth)
        case .variable(let variable):
            return value(of: variable, depth: depth)
        }
    }

    private mutating func value(of variable: VariableID, depth: Depth) -> String? {
        guard depth.labels > 0, survey.variables.indices.contains(variable.position),
            let value = interview.answer(of: variable).value
        else { return nil }
        switch value {
        case .option(let option):
            return survey[variable].domain.list.flatMap {
                label(of: option, in: $0, of: variable, depth: depth)
            }
        case .options(let options), .order(let options):
            guard let list = survey[variable].domain.list else { return nil }
            return options.compactMap { label(of: $0, in: list, of: variable, depth: depth) }
                .joined(separator: ", ")
        case .text(let text): return text
        case .number(let number): return format(value) ?? number.canonicalText
        case .yesno(let yes): return format(value) ?? (yes ? "yes" : "no")
        case .date(let date): return format(value) ?? (date.isWritable ? date.text : nil)
        case .time(let time): return format(value) ?? time.text
        }
    }

    private mutating func label(
        of option: Int, in list: ListID, of variable: VariableID?, depth: Depth
    ) -> String? {
        guard depth.labels > 0, survey[list].options.indices.contains(option) else { return nil }
        if let typed = interview.typed(for: option, of: variable) { return typed }
        return text(
            survey[list].options[option].text, depth: Depth(labels: depth.labels - 1, texts: depth.texts))
    }
}

extension Domain {
    /// The list whose options the values are.
    fileprivate var list: ListID? {
        switch self {
        case .option(let list), .options(let list, _), .order(let list, _): list
        case .point, .yesno, .number, .text, .date, .time, .truth: nil
        }
    }
}
