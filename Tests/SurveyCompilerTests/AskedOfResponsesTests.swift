import SurveyCompiler
import SurveyModel
import Testing

@Suite struct AskedOfResponsesTests {
    private static let survey: Survey = {
        let compilation = compile(
            SourceFile(
                name: "visit.survey",
                text: """
                    survey visit
                    version 1
                    language en
                    given branch: text
                    scale agreement 1...5 {
                        1 "No"
                        5 "Yes"
                    }
                    choice channel "How?" {
                        - store "Store"
                        - phone "Phone"
                    }
                    grid quality agreement "How far?" {
                        - kept "Kept"
                        - quick "Quick"
                    }
                    nps recommend "Recommend?"
                    finish "Bye."
                    metric promoter = nps(recommend)
                    """))
        return compilation.survey ?? Survey(name: "", version: 1, language: "")
    }()

    private func formula(_ text: String) -> Formula? { try? condition(text, of: Self.survey).get() }

    private func fault(_ text: String) -> String? {
        if case .failure(let fault) = condition(text, of: Self.survey) { fault.message } else { nil }
    }

    @Test(arguments: [
        ("nix == 1", 1), ("recommend <= 6 and nix == 1", 20), ("branch == \"Åbo\" and nix == 1", 21),
        ("recommend <=", 13),
    ]) func `where a condition does not fit is counted in characters`(text: String, column: Int) throws {
        guard case .failure(let fault) = condition(text, of: Self.survey) else {
            Issue.record("it compiles")
            return
        }
        #expect(fault.column == column, "\(fault)")
    }

    @Test func aConditionMeansWhatItMeansInAMetric() throws {
        #expect(Self.survey.variables.count == 5)
        let channel = try #require(Self.survey.variable(named: "channel"))
        #expect(formula("channel == phone") == .compare(.equal, .variable(channel), .literal(.option(1))))
        #expect(formula("recommend <= 6 and\n branch == \"athens\"") != nil)
        #expect(formula("quality.kept >= 4 or any(quality <= 2)") != nil)
        #expect(formula("not answered(recommend)") != nil)
    }

    @Test(arguments: [
        ("chanel == phone", "Did you mean `channel`?"), ("channel == fax", "fax"), ("recommend", "condition"),
        ("channel = phone", "=="), ("", ""), ("recommend <= 6) metric x = nps(recommend", ""),
        ("true)\nsurvey x (", ""), (String(repeating: "(", count: 10_000), ""), ("recommend <= \u{0}", ""),
    ]) func whatIsWrongIsSaid(_ text: String, _ part: String) throws {
        let message = try #require(fault(text))
        #expect(message.contains(part), "\(message.prefix(300))")
    }

    @Test func metricsCanBeAddedAndNothingElse() throws {
        let asked = try adding(
            "metric top = share(quality.kept >= 4) where channel == store\ndrivers of recommend: quality.kept, quality.quick",
            to: Self.survey, named: "--metric"
        ).get()
        #expect(asked.metrics.map(\.name) == ["promoter", "top"] && asked.relations.count == 1)
        #expect(asked.variables == Self.survey.variables && asked.structure == Self.survey.structure)
        #expect(throws: AskedFault.self) {
            try adding("metric promoter = nps(recommend)", to: Self.survey, named: "--metric").get()
        }
        #expect(throws: AskedFault.self) {
            try adding("given x: text", to: Self.survey, named: "--metric").get()
        }
        #expect(throws: AskedFault.self) {
            try adding("choice x \"X\" { - a \"A\" }", to: Self.survey, named: "m").get()
        }
    }
}
