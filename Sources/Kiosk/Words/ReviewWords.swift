internal import Interview
internal import SurveyModel
internal import Translations

// What was answered, question by question, as it is shown before it is sent.

extension ItemWords {
    /// The answers to a question in lines, each part of a grid or an allocation by its name.
    func reviewLines(of id: QuestionID) -> [String] {
        let question = interview.survey[id]
        var lines: [String] = []
        for (place, variable) in question.variables.enumerated() {
            let answer = interview.answer(of: variable)
            guard answer != .notAsked else { continue }
            let rowMissing = question.rows.indices.contains(place) ? question.rows[place].missing : []
            let said =
                words(for: answer, of: variable, in: id, missing: question.missing + rowMissing)
                ?? point(answer)
                ?? texts[.noAnswer]
            switch question.kind {
            case .grid, .choiceGrid: lines.append(line(question.rows[place].text) + ": " + said)
            case .allocate: lines.append(label(place, id) + ": " + said)
            default: lines.append(said)
            }
        }
        for specify in question.specify {
            let answer = interview.answer(of: specify.variable)
            guard case .answered(.text) = answer,
                let said = words(for: answer, of: specify.variable, in: id, missing: [])
            else { continue }
            lines.append(label(specify.option, id) + ": " + said)
        }
        return lines
    }

    private func point(_ answer: Answer) -> String? {
        if case .answered(.number(let number)) = answer { writing.text(number) } else { nil }
    }
}
