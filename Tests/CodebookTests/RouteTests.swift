import Foundation
import SampleSurveys
import Simulation
import SurveyCompiler
import SurveyModel
import Tallies
import Testing

@testable import Codebook

/// What is said of who is asked is held against interviews: somebody is asked exactly where the routes say so.
@Suite struct RouteTests {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let files = [
        "Surveys/channels.survey", "Surveys/loyalty_reasons.survey", "Surveys/promoter.survey",
        "Surveys/relationship.survey", "Surveys/satisfaction.survey", "Surveys/service_audit.survey",
        "Surveys/service_loyalty.survey", "Surveys/service_quality.survey", "Surveys/service_steps.survey",
        "Surveys/staff.survey", "Tests/Conformance/everything.survey",
    ]

    @Test func `the work for bases grows with endings, not with the questions behind them`() throws {
        var lines = ["survey long", "version 1", "language en"]
        for index in 0..<400 {
            lines.append("yesno q\(index) \"Question \(index)?\"")
            if index.isMultiple(of: 10) { lines.append("if q\(index) { finish \"Thank you.\" }") }
        }
        lines.append("finish \"Thank you.\"")
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        let survey = try #require(compile(SourceFile(name: "long.survey", bytes: bytes)).survey)
        let labels = CodebookLabels(survey, [:])
        var bases = CodebookBases(survey, labels, QuestionNumbers(survey))
        for position in survey.variables.indices { _ = bases.base(of: VariableID(position)) }
        #expect(bases.routes.worked == 40)
        #expect(bases.worded == 41)
    }

    static func survey(_ name: String) throws -> Survey {
        let path = package.appendingPathComponent(name).path
        func source(_ path: String) -> SourceFile? {
            (try? Data(contentsOf: URL(fileURLWithPath: path))).map {
                SourceFile(name: path, bytes: Array($0))
            }
        }
        let compilation = compile(try #require(source(path))) { source($0) }
        return try #require(compilation.survey)
    }

    @Test(arguments: files)
    func `somebody is asked where the routes to a variable say so`(_ file: String) throws {
        try check(try Self.survey(file))
    }

    @Test func `the survey with everything keeps to its routes`() throws { try check(Sample.everything) }

    private func check(_ survey: Survey) throws {
        let labels = CodebookLabels(survey, [:])
        var bases = CodebookBases(survey, labels, QuestionNumbers(survey))
        let routes = survey.variables.indices.map { bases.routes(to: VariableID($0)) }
        var asked = 0
        var simulator = try Simulator(
            survey: survey, seed: 7, start: Timestamp(milliseconds: 1_800_000_000_000))
        for _ in 0..<60 {
            let response = simulator.next()
            // Whoever left early was not asked what came after.
            guard response.state == .complete || response.state == .screened else { continue }
            let answers = survey.completed(response.answers)
            for (position, variable) in survey.variables.enumerated() where variable.isStored {
                let isAsked = response.answers[position] != .missing(.notAsked)
                if case .given = variable.role { continue }
                if case .today = variable.role { continue }
                let isExpected = routes[position].contains { $0.holds(for: answers) }
                let isDrawn = routes[position].contains(where: \.isDrawn)
                // A draw takes some of those whom the routes let through.
                let isRight = isDrawn ? isExpected || !isAsked : isAsked == isExpected
                #expect(isRight, "\(variable.name): asked \(isAsked), expected \(isExpected)")
                asked += isAsked ? 1 : 0
            }
        }
        #expect(asked > 60)
    }
}
