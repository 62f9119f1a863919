internal import Codebook
internal import SurveyModel
internal import Translations

/// What stands below a question's text on paper: boxes, scales, lines to write on.
struct QuestionLines {
    let survey: Survey
    let texts: ProgramTexts
    let conditions: ConditionWords
    let line: (TextID) -> String

    /// A line with the sign in front of it.
    struct Line {
        var mark = ""
        var text: String
    }

    func lines(for question: Question) -> [Line] {
        answers(of: question) + question.missing.map { Line(mark: "( ) ", text: line($0.text)) }
            + (question.suggestion.map { [Line(text: suggestion($0, question))] } ?? [])
    }

    private func answers(of question: Question) -> [Line] {
        switch question.kind {
        case .note: []
        case .nps(let scale), .csat(let scale, _), .ces(let scale, _), .rating(let scale): [scaleLine(scale)]
        case .choice(let list): options(list, of: question, mark: "( ) ")
        case .choices(let list, let select):
            choosing(select, list) + options(list, of: question, mark: "[ ] ")
        case .grid(let scale, _): [scaleLine(scale)] + rows(of: question)
        case .choiceGrid(let list, let select, _):
            (select.map { choosing($0, list) } ?? []) + options(list, of: question, mark: "( ) ")
                + rows(of: question)
        case .ranking(let list, let select):
            [
                Line(
                    text: select.upperBound < survey[list].options.count
                        ? texts(.previewRankSome, count: select.upperBound) : texts[.previewRank])
            ] + options(list, of: question, mark: "__ ")
        case .allocate(let list, let total):
            [Line(text: texts(.previewDivide, count: total))] + options(list, of: question, mark: "___ ")
        case .yesno: [yesNo]
        case .consent: [yesNo, Line(text: texts[.previewConsent])]
        case .number(let rule): [number(rule)]
        case .date(let rule): [Line(mark: "____-__-__ ", text: date(rule))]
        case .time(let rule):
            [Line(mark: "__:__ ", text: span(texts[.previewTime], rule.low?.text, rule.high?.text))]
        case .text(let rule): text(rule)
        }
    }

    private var yesNo: Line { Line(text: "( ) \(texts[.yes])   ( ) \(texts[.no])") }

    private func scaleLine(_ id: ScaleID) -> Line {
        let scale = survey[id]
        let labels = scale.labels.map { label in
            texts(.pointLabel, ["point": "\(label.point)", "label": line(label.text)])
        }
        let bounds = scale.bounds
        let points =
            bounds.count <= 11
            ? bounds.map { "(\($0))" }.joined(separator: " ")
            : texts(.range, ["low": "\(bounds.lowerBound)", "high": "\(bounds.upperBound)"])
        return Line(text: points + (labels.isEmpty ? "" : "   " + labels.joined(separator: ", ")))
    }

    /// How many boxes may be ticked; nothing where any number may.
    private func choosing(_ select: ClosedRange<Int>, _ list: ListID) -> [Line] {
        let (low, high) = (select.lowerBound, select.upperBound)
        let most = survey[list].options.count { !$0.isExclusive }
        if low == high { return [Line(text: texts(.previewChooseExactly, count: low))] }
        if low > 1 {
            return [Line(text: texts(.previewChooseBetween, ["low": "\(low)", "high": "\(high)"]))]
        }
        return high < most ? [Line(text: texts(.previewChooseUpTo, count: high))] : []
    }

    private func options(_ id: ListID, of question: Question, mark: String) -> [Line] {
        var removed: Set<Int> = []
        for carried in question.carried {
            switch carried {
            case .except(let options): removed.formUnion(options)
            // What is carried forward leaves out options that exclude the others.
            case .chosen:
                removed.formUnion(survey[id].options.indices.filter { survey[id].options[$0].isExclusive })
            case .exceptChosen: break
            }
        }
        return survey[id].options.enumerated().compactMap { index, option in
            guard !removed.contains(index) else { return nil }
            var remarks: [String] = []
            if option.isExclusive { remarks.append(texts[.previewAlone]) }
            if question.specify.contains(where: { $0.option == index }) {
                remarks.append(texts[.previewWrite])
            }
            if let condition = option.condition { remarks.append(onlyIf(condition)) }
            return Line(mark: mark, text: remarked(line(option.text), remarks))
        }
    }

    private func rows(of question: Question) -> [Line] {
        var lines: [Line] = []
        var group: Int?
        for row in question.rows {
            if row.group != group, let next = row.group, let text = question.groups[next].text {
                lines.append(Line(text: line(text) + ":"))
            }
            group = row.group
            let remarks = (row.condition.map { [onlyIf($0)] } ?? []) + row.missing.map { line($0.text) }
            lines.append(Line(mark: "- ", text: remarked(line(row.text), remarks)))
        }
        return lines
    }

    private func onlyIf(_ condition: Formula) -> String {
        texts(.previewIfOption, ["condition": conditions.words(condition)])
    }

    private func remarked(_ text: String, _ remarks: [String]) -> String {
        text + (remarks.isEmpty ? "" : " [\(remarks.joined(separator: "; "))]")
    }

    private func number(_ rule: NumberRule) -> Line {
        let unit = rule.unit.map { " " + line($0) } ?? ""
        return Line(
            mark: "______\(unit) ", text: span("", rule.low?.canonicalText, rule.high?.canonicalText))
    }

    private func date(_ rule: DateRule) -> String {
        func words(_ bound: DateBound) -> String {
            switch bound {
            case .day(let day): day.text
            case .today(offset: 0): "today"
            case .today(let offset): offset < 0 ? "today - \(-offset)" : "today + \(offset)"
            }
        }
        return span(texts[.previewDate], rule.low.map(words), rule.high.map(words))
    }

    /// What is asked for, and between what.
    private func span(_ what: String, _ low: String?, _ high: String?) -> String {
        let words: String? =
            switch (low, high) {
            case (let low?, let high?): texts(.numberBetween, ["low": low, "high": high])
            case (let low?, nil): texts(.numberFrom, ["low": low])
            case (nil, let high?): texts(.numberTo, ["high": high])
            case (nil, nil): nil
            }
        return [what, words ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func text(_ rule: TextRule) -> [Line] {
        var lines: [Line] = []
        switch rule.pattern?.kind {
        case .email?: lines.append(Line(text: texts[.previewEmail]))
        case .phone?: lines.append(Line(text: texts[.previewPhone]))
        case .expression?, nil: break
        }
        let rules = Array(repeating: Line(text: String(repeating: "_", count: 16)), count: min(rule.lines, 4))
        return lines + rules
    }

    private func suggestion(_ value: Value, _ question: Question) -> String {
        let shown: String =
            switch value {
            case .option(let option): name(of: option, question)
            case .options(let options), .order(let options):
                options.map { name(of: $0, question) }.joined(separator: ", ")
            case .number(let number): number.canonicalText
            case .text(let text): text
            case .yesno(let yes): texts[yes ? .yes : .no]
            case .date(let date): date.text
            case .time(let time): time.text
            }
        return texts(.previewSuggestion, ["value": shown])
    }

    private func name(of option: Int, _ question: Question) -> String {
        guard let list = question.list, survey[list].options.indices.contains(option) else {
            return "\(option)"
        }
        return line(survey[list].options[option].text)
    }
}
