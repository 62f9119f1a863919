internal import RoutingPicture
internal import RoutingProof
internal import SurveyCompiler
internal import SurveyModel

/// A survey file with what was proved of it.
struct ProvedSurvey {
    let loaded: LoadedSurvey
    let survey: Survey
    var proof: Proof
    /// How long the proof took, in milliseconds.
    let milliseconds: Double

    /// Reads a file and proves what can be proved. Throws `Failure` for a file with errors.
    init(_ file: String, locales: String?, budget: Budget) throws {
        (loaded, survey) = try LoadedSurvey.requireLoaded(file, locales: locales)
        let clock = ContinuousClock()
        let start = clock.now
        proof = prove(survey, budget: budget)
        let taken = start.duration(to: clock.now).components
        milliseconds = Double(taken.seconds) * 1_000 + Double(taken.attoseconds) / 1e15
    }

    /// Answers that lead to what a name stands for, as one line of JSON. Throws `Failure` where nothing leads there (exit
    /// code 1), and for a name that stands for nothing (64).
    mutating func answers(for name: String) throws -> String {
        let subjects = proof.subjects(named: name)
        guard !subjects.isEmpty else {
            throw Failure.usage(
                "\"\(name)\" is nothing of \(survey.name) that can happen; say asked:QUESTION, page:PAGE, "
                    + "chosen:QUESTION.OPTION, ends:ENDING, fires:CHECK or base:METRIC")
        }
        for subject in subjects {
            if let script = proof.script(for: subject) { return script.document(of: survey).compactText }
        }
        if subjects.contains(where: { proof.verdict(of: $0) == .undecided }) {
            throw Failure.findings(
                "it was not decided whether \(survey.words(for: subjects[0])) in some interview")
        }
        throw Failure.findings("there is no interview in which \(survey.words(for: subjects[0]))")
    }

    /// Writes the survey in another form than a report.
    func write(_ form: Prove.Form, _ output: OutputOptions) throws {
        switch form {
        case .dot:
            try output.write(RoutingPicture(survey, marks: Marks(proof)).dot, isOurs: OurFiles.dot)
        case .svg:
            try output.write(RoutingPicture(survey, marks: Marks(proof)).svg, isOurs: OurFiles.svg)
        case .smt2:
            // What is known stands beside each question, so that another solver can be compared.
            let expected = proof.verdicts.map { verdict -> Bool? in
                switch verdict {
                case .possible: true
                case .impossible: false
                case .undecided: nil
                }
            }
            try output.write(smtlib(proof.program, verdicts: expected), isOurs: OurFiles.smt2)
        }
    }
}
