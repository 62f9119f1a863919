internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// What the plain front says to ask an item: lines that make sense read aloud, one after the other.
///
/// First the question, then what can be answered, last how to type it.
struct PlainItem {
    let interview: Interview
    let texts: ProgramTexts
    let writing: NumberWriting
    let dates: DateWriting
    /// The local date, for words such as "yesterday"; nil where it is not known.
    let today: CalendarDay?

    /// The lines that ask an item. `isOpening` is false for a row of a grid that follows another: what all rows share
    /// is said once.
    func lines(for item: Interview.Item, isOpening: Bool) -> [String] {
        let question = interview.survey[item.question]
        var lines: [String] = []
        switch item.part {
        case .whole:
            lines += text(question.text)
            // Whoever is asked for consent has to know to what.
            if question.kind == .consent, let help = question.help { lines += text(help) }
            lines += optionLines(for: item) + (item.isNote ? [] : scaleLines(question))
        case .row(let row):
            if isOpening {
                lines += text(question.text) + scaleLines(question) + optionLines(for: item)
                lines += groupLines(for: item)
            }
            let place = texts(.row, ["n": "\(item.place + 1)", "total": "\(item.count)"])
            lines.append(place + ": " + line(question.rows[row].text))
        case .amount(let option):
            if isOpening { lines += text(question.text) + divisionLines(for: item) }
            lines += partLines(option, of: item)
        case .specify(let option):
            lines.append(texts(.specify, ["option": label(option, item.question)]))
        }
        if item.isNote { return lines + [texts[.pressEnter]] }
        lines += missingLines(for: item)
        let isFurther =
            switch item.part {
            case .row, .amount: !isOpening
            case .whole, .specify: false
            }
        if !isFurther { lines += hintLines(for: item) }
        return lines + enterLines(for: item)
    }

    /// The text above the rows of a group.
    func groupLines(for item: Interview.Item) -> [String] {
        let question = interview.survey[item.question]
        guard case .row(let row) = item.part, let group = question.rows[row].group,
            question.groups.indices.contains(group)
        else { return [] }
        return question.groups[group].text.map(text) ?? []
    }

    /// What the respondent reads for an option: its label, or what was typed for it in an earlier question.
    func label(_ option: Int, _ question: QuestionID) -> String {
        let label = interview.label(of: option, in: question, format: words(for:))
        guard let list = interview.survey[question].list else { return label }
        let id = interview.survey[list].options[option].text
        // What was typed has no translation that could be wanting.
        let isTyped = label != interview.text(id, format: words(for:))
        return Self.onOneLine(isTyped ? label : marked(label, id))
    }

    /// A survey text in the respondent's language, with a mark where it is not a current translation.
    func text(_ id: TextID) -> [String] {
        marked(interview.text(id, format: words(for:)), id)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A survey text that has to fit into a line.
    func line(_ id: TextID) -> String { text(id).joined(separator: " ") }

    private static func onOneLine(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    }

    private func marked(_ text: String, _ id: TextID) -> String {
        switch interview.state(of: id) {
        case .current: text
        case .missing: text + " " + texts[.untranslatedMark]
        case .stale: text + " " + texts[.outdatedMark]
        }
    }

    /// How a value that a text pipes is written, nil for what needs no words of the program's.
    private func words(for value: Value) -> String? {
        switch value {
        case .number(let number): writing.text(number)
        case .yesno(let yes): texts[yes ? .yes : .no]
        case .date(let day): dates.words(day)
        case .time(let time): time.text
        case .option, .options, .order, .text: nil
        }
    }

    /// How to type an answer.
    func hintLines(for item: Interview.Item) -> [String] {
        guard let variable = item.variable else { return [texts[.pressEnter]] }
        switch interview.survey[variable].domain {
        case .option:
            return [texts[.chooseOne]]
        case .options:
            let (low, high) = (item.select.lowerBound, item.select.upperBound)
            if low == high { return [texts(.chooseExactly, count: low)] }
            if low > 1 {
                return [
                    high < item.options.count
                        ? texts(.chooseBetween, ["low": "\(low)", "high": "\(high)"])
                        : texts(.chooseAtLeast, count: low)
                ]
            }
            let choose = high < item.options.count ? texts(.chooseUpTo, count: high) : texts[.chooseSeveral]
            return low == 0 ? [choose, texts[.noneAllowed]] : [choose]
        case .point(let scale):
            let bounds = interview.survey[scale].bounds
            return [texts(.rate, ["low": "\(bounds.lowerBound)", "high": "\(bounds.upperBound)"])]
        case .order: return orderHint(for: item)
        case .date: return [dateHint(for: item)]
        case .time(let rule): return [timeHint(rule)]
        case .yesno, .truth:
            return [texts[.typeYesNo]]
        case .number(let rule):
            if case .amount = item.part { return [partHint(for: item)] }
            return [numberHint(rule)]
        case .text(let rule):
            let type =
                switch rule.pattern?.kind {
                case .email: texts[.typeEmail]
                case .phone: texts[.typePhone]
                case .expression, nil: texts[rule.lines > 1 ? .typeLines : .typeText]
                }
            return rule.length < TextRule().length ? [type, texts(.lengthLimit, count: rule.length)] : [type]
        }
    }

    /// The kinds of missing that may be chosen, with what to type for them.
    func missingLines(for item: Interview.Item) -> [String] {
        item.missing.enumerated().map { index, missing in
            "  " + PlainEntry.Sign.missing + (item.missing.count == 1 ? "" : "\(index + 1)") + "  "
                + line(missing.text)
        }
    }

    /// What Enter alone does, and how an answer is taken back.
    private func enterLines(for item: Interview.Item) -> [String] {
        if let present = item.present, let answer = words(for: present, item) {
            let keep = texts(.keepAnswer, ["answer": answer])
            return item.isOptional && present != .missing(.skipped) ? [keep, texts[.clearAnswer]] : [keep]
        }
        if offersRest(item), let rest = item.remaining {
            return [texts(.takeRest, ["n": writing.text(Decimal(rest))])]
        }
        if let suggestion = item.suggestion, let answer = words(for: .answered(suggestion), item) {
            let take = texts(.suggested, ["answer": answer])
            return item.isOptional ? [take, texts[.clearAnswer]] : [take]
        }
        return item.isOptional ? [texts[.optional]] : []
    }

    private func optionLines(for item: Interview.Item) -> [String] {
        let width = String(item.options.count).count
        return item.options.enumerated().map { index, option in
            "  " + "\(index + 1)".padded(to: width, alignment: .right) + "  "
                + label(option, item.question)
        }
    }

    /// The labelled points of a question's scale; the standard scales have ends of their own.
    private func scaleLines(_ question: Question) -> [String] {
        guard let id = question.scale else { return [] }
        let scale = interview.survey[id]
        var labels = scale.labels.map { ($0.point, line($0.text)) }
        if labels.isEmpty, let ends = standardEnds(of: question.kind) {
            labels = [
                (scale.bounds.lowerBound, texts[ends.low]), (scale.bounds.upperBound, texts[ends.high]),
            ]
        }
        return labels.map { point, label in
            "  " + texts(.pointLabel, ["point": "\(point)", "label": label])
        }
    }

    private func standardEnds(of kind: Question.Kind) -> (low: ProgramText, high: ProgramText)? {
        switch kind {
        case .nps: (.npsLow, .npsHigh)
        case .csat: (.csatLow, .csatHigh)
        case .ces: (.cesLow, .cesHigh)
        default: nil
        }
    }

    func numberHint(_ rule: NumberRule) -> String {
        var words = [texts[rule.decimals == 0 ? .typeWholeNumber : .typeNumber]]
        switch (rule.low, rule.high) {
        case (let low?, let high?):
            words.append(texts(.numberBetween, ["low": writing.text(low), "high": writing.text(high)]))
        case (let low?, nil): words.append(texts(.numberFrom, ["low": writing.text(low)]))
        case (nil, let high?): words.append(texts(.numberTo, ["high": writing.text(high)]))
        case (nil, nil): break
        }
        if rule.decimals > 0 { words.append(texts(.numberDecimals, count: rule.decimals)) }
        if let unit = rule.unit { words.append(texts(.numberUnit, ["unit": line(unit)])) }
        return words.joined(separator: " ")
    }

    /// A typed number without the unit that the question names, before or behind it: `€ 50`, `50 kr`.
    func withoutUnit(_ typed: String, _ rule: NumberRule) -> String {
        guard let unit = rule.unit.map({ interview.text($0).trimmed.lowercased() }), !unit.isEmpty else {
            return typed
        }
        let small = typed.lowercased()
        if small.hasSuffix(unit) { return String(small.dropLast(unit.count)).trimmed }
        if small.hasPrefix(unit) { return String(small.dropFirst(unit.count)).trimmed }
        return typed
    }
}
