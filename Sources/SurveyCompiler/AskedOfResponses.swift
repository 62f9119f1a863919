public import SurveyModel
internal import SurveySyntax

// What an analyst asks of responses that are there already, in the words of the language: the survey's file need not be
// changed, and need not even be at hand.

/// What was written does not compile.
public struct AskedFault: Error, Hashable, Sendable {
    /// What was seen, and what to do about it.
    public let message: String
    /// The errors that the compiler has to say, by position; none where the form as a whole is wrong.
    public let errors: [Diagnostic]
    /// Where the first error is in a condition, in characters from 1; nil in declarations, and where there is no place.
    public private(set) var column: Int?

    init(_ message: String) {
        self.message = message
        errors = []
    }

    /// The same, of a text that stands in a declaration behind so many bytes.
    fileprivate func of(_ text: String, behind count: Int) -> AskedFault {
        guard let first = errors.first else { return self }
        var fault = self
        let before = text.utf8.prefix(max(0, first.span.lowerBound - count))
        fault.column = String(decoding: before, as: UTF8.self).count + 1
        return fault
    }

    init(_ errors: [Diagnostic]) {
        self.errors = errors
        message = errors.map { $0.message + ($0.suggestion.map { ". \($0)" } ?? "") }.joined(separator: "; ")
    }
}

/// Compiles a condition over the variables of a compiled survey, as it may stand behind `where` in a metric.
///
/// Names, options and types are checked as in a survey file. Linear in the survey and the text.
public func condition(_ text: String, of survey: Survey) -> Result<Formula, AskedFault> {
    // Parentheses let it run over lines; whatever else the text closes or opens is an error within its declaration.
    let beginning = "metric asked = share(\n"
    let source = SourceFile(name: "where", text: beginning + text + "\n)\n")
    switch declared(source, of: survey) {
    case .failure(let fault): return .failure(fault.of(text, behind: beginning.utf8.count))
    case .success(let asked):
        let added = asked.metrics.dropFirst(survey.metrics.count)
        guard let metric = added.first, added.count == 1, asked.relations.count == survey.relations.count
        else {
            return .failure(AskedFault("it is not one condition; join conditions with `and` or `or`"))
        }
        guard metric.strands.count == 1, let event = metric.strands.first?.event else {
            return .failure(
                AskedFault("it reads all rounds of a loop at once; name the round, as in `satisfied.store`"))
        }
        return .success(event)
    }
}

/// Adds metrics, `drivers of` and `chain of` to a compiled survey, written as in a survey file.
///
/// Nothing else may be declared: what responses mean stays as it is. Linear in the survey and the text.
public func adding(_ declarations: String, to survey: Survey, named name: String) -> Result<
    Survey, AskedFault
> {
    declared(SourceFile(name: name, text: declarations + "\n"), of: survey)
}

private func declared(_ source: SourceFile, of survey: Survey) -> Result<Survey, AskedFault> {
    guard let importer = Importer(source, load: { _ in nil }) else {
        return .failure(AskedFault([.fileTooLarge(source.bytes.count)]))
    }
    let checker = Checker(SourceMap(importer.sources), importer.trees)
    for tree in importer.trees { checker.findings.add(syntaxErrorsOf: tree) }
    for declaration in checker.declarations {
        switch declaration {
        case .metric, .drivers: continue
        default:
            return .failure(
                AskedFault("only `metric`, `drivers of` and `chain of` can be asked of responses"))
        }
    }
    checker.know(survey)
    checker.checkMetricsAndTests()
    checker.explainUnresolvedNames()
    let errors = checker.findings.sorted(in: source.bytes).0.filter { $0.severity == .error }
    return errors.isEmpty ? .success(checker.survey) : .failure(AskedFault(errors))
}

extension Checker {
    /// Takes a compiled survey as if its file had been read: every name is declared, and nothing can be read below.
    fileprivate func know(_ survey: Survey) {
        self.survey = survey
        openBlocks = [OpenBlock(id: BlockID(0), start: -1)]
        today = survey.today
        optionIndices = survey.lists.map { list in
            Dictionary(
                list.options.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
        metricNames = Set(survey.metrics.map(\.name))
        for metric in survey.metrics { canonicalMetricNames[NameTable.canonical(metric.name)] = 0..<0 }
        func declare(_ name: String, _ entity: Entity) {
            guard names.position(near: name) == nil else { return }
            names.add(
                Symbol(
                    name: name, span: 0..<0, latest: 0, entity: entity, arm: BlockID(0), isUsed: true,
                    mayBeMissing: true))
        }
        for (position, variable) in survey.variables.enumerated() where variable.role != .today {
            declare(variable.name, .variable(VariableID(position)))
        }
        for (position, question) in survey.questions.enumerated() {
            let id = QuestionID(position)
            if question.variables.isEmpty {
                declare(question.name, .note)
                continue
            }
            declare(question.name, .grid(id))
            for (index, group) in question.groups.enumerated() {
                declare("\(question.name).\(group.name)", .group(id, index))
            }
        }
    }
}
