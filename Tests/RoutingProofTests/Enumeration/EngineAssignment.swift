import Interview
import SurveyModel

@testable import RoutingProof

/// The cells that an interview which is over falls into, with what answers alone do not say: what was drawn, and texts.
struct EngineCells {
    let survey: Survey
    let program: Program
    private let lowering: Lowering
    private let cells: AnswerCells

    init(_ survey: Survey) {
        self.survey = survey
        var lowering = Lowering(survey)
        lowering.run()
        self.lowering = lowering
        program = lowering.builder.program
        cells = AnswerCells(of: survey, program)
    }

    func assignment(of observed: Enumeration.Observed) -> Assignment {
        var answers = survey.variables.indices.map { observed.interview.answer(of: VariableID($0)) }
        if case .finished(.refused, _) = observed.interview.phase, let consent = observed.items.last?.variable
        {
            answers[consent.position] = .answered(.yesno(false))
        }
        var assignment = cells.assignment(of: answers)
        for (position, input) in program.inputs.enumerated() {
            switch input.role {
            case .unit(let block): assignment[InputID(position)] = observed.interview.hasBegun(block) ? 1 : 0
            case .drawn(let question, let index):
                let isHere = observed.items.contains { item in
                    guard item.question == question else { return false }
                    return survey[question].rows.isEmpty
                        ? item.options.contains(index) : item.part == .row(index)
                }
                assignment[InputID(position)] = isHere ? 1 : 0
            case .answer(let variable):
                guard case .text(let text)? = answers[variable.position].value,
                    let truths = lowering.textTruths[InputID(position)]
                else { continue }
                let value = OneAnswer(variable, .answered(.text(text)))
                assignment[InputID(position)] = truths.indices.first { cell in
                    guard !input.cells[cell].content.isMissing else { return false }
                    return truths[cell].allSatisfy { $0.key.truth(in: value) == $0.value }
                }
            case .member, .others, .place, .value, .truth: continue
            }
        }
        return assignment
    }
}
