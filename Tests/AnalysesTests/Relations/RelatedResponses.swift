import Analyses
import FoundationEssentials
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

/// A sample with relations and simulated responses that have something to find: service leads to satisfaction leads to
/// loyalty, with chance in each step.
enum Related {
    static let survey: Survey = {
        var survey = Sample.serviceLoyalty
        survey.relations = [
            Relation(
                kind: .drivers, outcome: term("recommend"),
                terms: ["quality.reliable", "quality.responsive", "ease"].map { term($0) }),
            Relation(
                kind: .chain, outcome: term("recommend"),
                terms: [
                    term("quality", ["quality.reliable", "quality.responsive", "quality.empathic"]),
                    term("overall"),
                ]),
        ]
        survey.metrics = [
            Metric(
                name: "quality", function: .mean,
                items: [
                    .init(id("quality.reliable")), .init(id("quality.responsive")),
                    .init(id("quality.empathic"), isReversed: true),
                ])
        ]
        return survey
    }()

    static func id(_ name: String) -> VariableID {
        Sample.serviceLoyalty.variable(named: name) ?? VariableID(-1)
    }

    static func term(_ path: String, _ names: [String]? = nil) -> Relation.Term {
        Relation.Term(path: path, variables: (names ?? [path]).map(id))
    }

    static func response(_ points: [String: Int], locale: String = "en") -> Response {
        var answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        for (name, point) in points { answers[id(name).position] = .answered(.number(point)) }
        return Response(
            id: "0193c0de-7a10-7c3e-9f00-5b1f0c2d3e4f", survey: survey.name, version: 1,
            structure: survey.structure, locale: locale, seed: 0, started: Timestamp(milliseconds: 0),
            ended: Timestamp(milliseconds: 1), state: .complete, answers: answers)
    }

    static func responses(_ count: Int, seed: UInt64, answered: Double = 0.9) -> [Response] {
        var numbers = Seeded(seed)
        func near(_ value: Double, _ bounds: ClosedRange<Int>) -> Int {
            let noise = Double.random(in: -1.6...1.6, using: &numbers)
            return min(bounds.upperBound, max(bounds.lowerBound, Int((value + noise).rounded())))
        }
        return (0..<count).map { _ in
            let service = Double.random(in: 1...5, using: &numbers)
            var points: [String: Int] = [:]
            for row in ["reliable", "responsive"] { points["quality.\(row)"] = near(service, 1...5) }
            points["quality.empathic"] = near(6 - service, 1...5)
            points["ease"] = near(service + 1, 1...7)
            let overall = near(service, 1...5)
            points["overall"] = overall
            points["recommend"] = near(Double(2 * overall), 0...10)
            for name in points.keys.sorted() where Double.random(in: 0..<1, using: &numbers) > answered {
                points[name] = nil
            }
            return response(points, locale: ["en", "es", "sv"].randomElement(using: &numbers) ?? "en")
        }
    }

    static let plan = TallyPlan(survey)

    static func tallied(_ responses: [Response], _ plan: TallyPlan = plan) -> Tallies {
        var tallies = Tallies(plan)
        for response in responses { tallies.add(response) }
        return tallies
    }

    static func passed<Part: ResponseAnalysis>(
        _ empty: Part, _ responses: [Response], _ plan: TallyPlan = plan
    ) -> Part {
        var part = empty
        for response in responses { part.add(CodedResponse(response, plan)) }
        return part
    }
}

extension Analysis {
    /// A measure of the summary, or of the row of an item.
    func measure(_ name: Measure.Name, _ key: String? = nil) throws -> Measure {
        let table = try #require(table)
        guard let key else { return try #require(table.summary.first { $0.name == name }) }
        let row = try #require(table.rows.first { $0.keys.contains { $0.value == key } })
        return try #require(row.measures.first { $0.name == name })
    }
}
