internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

// What the plain front says to ask an item: lines that make sense read aloud, one after the other. First the question,
// then what can be answered, last how to type it.

extension ItemWords {
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

    /// The labelled points of a question's scale.
    private func scaleLines(_ question: Question) -> [String] {
        scaleLabels(question).map { point, label in
            "  " + texts(.pointLabel, ["point": "\(point)", "label": label])
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
}
