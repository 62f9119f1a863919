internal import RoutingProof
internal import Scenarios
internal import SurveyCompiler
internal import SurveyModel

/// `sondeo test FILE --mutate`: small changes of the routing, and which of them no test notices.
struct MutationRun {
    let survey: Survey
    let report: MutationReport
    let testCount: Int
    /// Where the changes stand that some test should have noticed, and those that none can.
    private let positions: [Mutation.Site: Position]

    private struct Position {
        var file: String
        var line: Int
        var column: Int
    }

    init(_ loaded: LoadedSurvey, survey: Survey, most: Int) {
        self.survey = survey
        let check = MutationCheck(survey, loaded.compilation.scenarios)
        testCount = check.testCount
        let places = loaded.compilation.places
        report = check.run(
            Mutation.all(of: survey) { places.written($0, in: survey) }, most: most)
        var rendering = PlaceRendering(loaded.compilation.sources)
        var positions: [Mutation.Site: Position] = [:]
        for (mutation, _) in report.tried where positions[mutation.site] == nil {
            guard let span = places.written(mutation.site, in: survey) else { continue }
            let (file, line, column) = rendering.position(of: span)
            positions[mutation.site] = Position(file: file, line: line, column: column)
        }
        self.positions = positions
    }

    /// What is said of it.
    var text: String {
        var lines = [summary]
        for (outcome, title) in [
            (MutationReport.Outcome.unnoticed, "No test notices:"),
            (.undecided, "No test notices, and whether any interview shows it was not decided:"),
        ] {
            let mutations = report.mutations(outcome)
            if mutations.isEmpty { continue }
            lines.append(title)
            lines += mutations.map { "  " + words($0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: String {
        var words = "Changes: \(report.noticedCount) of \(report.countable) noticed"
        let equivalent = report.mutations(.equivalent).count
        if equivalent > 0 { words += "; \(equivalent) more that no interview shows" }
        if report.tried.count < report.count {
            words += "; \(report.tried.count) of \(report.count) were tried, evenly spread (--mutants)"
        }
        if testCount == 0 { words += "; no test holds, so none can notice anything" }
        return words
    }

    private func words(_ mutation: Mutation) -> String {
        let place = positions[mutation.site].map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        return
            "\(place)\(mutation.place(in: survey)): \(mutation.original(in: survey)) -> \(mutation.changed(in: survey))"
    }

    /// The same for programs.
    var json: JSONValue {
        .object([
            "changes": .number(report.count), "tried": .number(report.tried.count),
            "noticed": .number(report.noticedCount),
            "unnoticed": .array(report.mutations(.unnoticed).map(json)),
            "undecided": .array(report.mutations(.undecided).map(json)),
            "equivalent": .array(report.mutations(.equivalent).map(json)),
        ])
    }

    private func json(_ mutation: Mutation) -> JSONValue {
        let at = positions[mutation.site]
        return .object([
            "at": .string(mutation.place(in: survey)), "was": .string(mutation.original(in: survey)),
            "becomes": .string(mutation.changed(in: survey)), "file": at.map { .string($0.file) },
            "line": at.map { .number($0.line) }, "column": at.map { .number($0.column) },
        ])
    }
}

extension SurveyPlaces {
    /// Where a condition is written; nil where that is not known.
    fileprivate func written(_ place: Place, in survey: Survey) -> Range<Int>? {
        var span: Range<Int>?
        switch place {
        case .block(let block): span = blocks[block.position]
        case .row(let id, let row): span = condition(ofRow: row, of: id)
        case .option(let id, let option):
            if let list = survey[id].list { span = condition(ofOption: option, of: list) }
        case .check(let check): span = checks[check.position]
        case .metric(let metric, _): span = metricConditions[metric]
        }
        return known(span)
    }

    /// Where what is changed is written; nil where that is not known.
    fileprivate func written(_ site: Mutation.Site, in survey: Survey) -> Range<Int>? {
        switch site {
        case .condition(let places): places.first.flatMap { written($0, in: survey) }
        case .otherwise(let block): known(blocks[block.position])
        case .offer(let id, _): known(questions[id.position])
        case .ending(let ending): known(endings[ending.position])
        }
    }

    private func known(_ span: Range<Int>?) -> Range<Int>? { span.flatMap { $0.isEmpty ? nil : $0 } }
}
