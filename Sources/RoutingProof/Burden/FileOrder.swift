import SurveyModel

/// The interviews in which rounds come in the order of the file.
///
/// A program lets rounds that are shuffled not wait for each other, so none of them says which was left out because
/// another ended the interview before. In the order of the file that is known.
enum FileOrder {
    /// Whether what is asked depends on the order of a survey's rounds: where one of them may end the interview.
    static func matters(to survey: Survey) -> Bool {
        survey.blocks.contains { block in
            guard case .collection(isShuffled: true, _) = block.kind else { return false }
            return survey.steps[block.steps].contains { step in
                switch step.action {
                case .end: true
                case .ask(let question): survey[question].kind == .consent
                default: false
                }
            }
        }
    }

    /// The program with nothing happening behind an ending that was taken. Linear in it.
    static func followed(by program: Program) -> Program {
        var facts = AddedFacts(program: program)
        var ended = FactID.never
        var goesOn = FactID.always
        for (index, moment) in program.course.enumerated() {
            switch moment {
            case .choose(let input):
                let place = Int(input.position)
                facts.program.inputs[place].isMade = facts.and(program[input].isMade, goesOn)
            case .keep(let fact): facts.program.course[index] = .keep(facts.or(fact, ended))
            case .meet(let meeting, let fact):
                facts.program.course[index] = .meet(meeting, facts.and(fact, goesOn))
            case .end(let ending, let fact):
                let own = facts.and(fact, goesOn)
                facts.program.course[index] = .end(ending, own)
                ended = facts.or(ended, own)
                goesOn = facts.not(ended)
            }
        }
        return facts.program
    }
}
