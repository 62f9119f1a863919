import Analyses
import Codebook
import Collector
import Foundation
import Interchange
import Statistics
import SurveyModel
import Tallies
import Testing

@Suite("The examples in Documentation/Formats.md")
struct FormatsPageTests {
    /// nps recommend; if recommend <= 6 { choices failings }.
    private let survey = Survey(
        name: "visit", version: 1, language: "en", translations: ["es"], title: TextID(0),
        structure: "sha256:9f2c",
        texts: [
            Text(key: "title", source: "How was it?"),
            Text(key: "question.recommend", source: "Would you recommend us?"),
            Text(key: "question.failings", source: "What went wrong?", note: "Asked of detractors."),
            Text(key: "question.failings.option.empathy", source: "Nobody seemed to care"),
            Text(key: "question.failings.option.other", source: "Something else"),
        ],
        localizations: [
            Localization(
                tag: "es",
                texts: [
                    LocalizedText(state: .current, template: "¿Qué tal ha ido?"),
                    LocalizedText(state: .current, template: "¿Nos recomendaría?"),
                    LocalizedText(state: .stale, template: "¿Qué ha fallado?"),
                    LocalizedText(state: .current, template: "Nadie parecía interesarse"),
                    LocalizedText(state: .missing, template: "Something else"),
                ])
        ],
        lists: [
            OptionList(
                name: "failings",
                options: [
                    .init(name: "empathy", code: 1, text: TextID(3)),
                    .init(name: "other", code: 2, text: TextID(4), hasSpecify: true),
                ])
        ],
        scales: [Scale(name: "recommend", bounds: 0...10)],
        variables: [
            Variable(name: "recommend", role: .answer(QuestionID(0)), domain: .point(ScaleID(0))),
            Variable(
                name: "failings", role: .answer(QuestionID(1)), domain: .options(ListID(0), select: 1...2),
                missing: [.skipped]),
            Variable(
                name: "failings.other", role: .specify(QuestionID(1), 1), domain: .text(TextRule()),
                missing: [.skipped]),
        ],
        questions: [
            Question(name: "recommend", kind: .nps(ScaleID(0)), text: TextID(1), variables: [VariableID(0)]),
            Question(
                name: "failings", kind: .choices(ListID(0), select: 1...2), text: TextID(2),
                variables: [VariableID(1)],
                specify: [.init(option: 1, variable: VariableID(2))], isOptional: true),
        ],
        endings: [Ending()],
        blocks: [
            Block(kind: .root, parent: nil, steps: 0..<3),
            Block(
                kind: .arm(
                    condition: .compare(.lessOrEqual, .variable(VariableID(0)), .literal(.number(6))),
                    previous: nil),
                parent: BlockID(0), steps: 1..<2),
        ],
        steps: [
            Step(.ask(QuestionID(0)), in: BlockID(0)), Step(.ask(QuestionID(1)), in: BlockID(1)),
            Step(.end(EndingID(0)), in: BlockID(0)),
        ],
        metrics: [Metric(name: "promoter", function: .nps, items: [.init(VariableID(0))])])

    private func response(_ score: Int, _ failings: Answer = .notAsked, _ other: Answer = .notAsked)
        -> Response
    {
        Response(
            id: "0193c0de-7a10-7c3e-9f00-5b1f0c2d3e0\(score)", survey: "visit", version: 1,
            structure: "sha256:9f2c",
            locale: "es", station: "athens-02", channel: "terminal", seed: 4_242,
            started: Timestamp(milliseconds: 1_795_256_130_120),
            ended: Timestamp(milliseconds: 1_795_256_222_480),
            state: .complete, answers: [.answered(.number(score)), failings, other])
    }

    /// What goes with recommending, as the page shows it.
    private let analyses = [
        Analysis(
            .drivers, of: "recommend", in: .everybody,
            .table(
                .init(
                    n: 38, excluded: [.init(.incomplete, 2)], summary: [Measure(.rSquared, 0.41)],
                    rows: [
                        .init(
                            [.init("item", "ease")],
                            [
                                Measure(
                                    .importanceShare, .success(62.5),
                                    interval: .success(Interval(lower: 41.25, upper: 80)), method: "bootstrap"
                                ),
                                Measure(.varianceInflation, .failure(.tooFewItems(minimum: 2))),
                            ]),
                        .init([.init("item", "comfort")], isSuppressed: true),
                    ], settings: [.init("seed", .name("7")), .init("replicates", .whole(2_000))],
                    caveats: [.notACause])))
    ]

    private func examples() throws -> [String] {
        let responses = [
            response(3, .answered(.options([1])), .answered(.text("The \"queue\", again"))),
            response(6, .missing(.skipped)), response(9),
        ]
        var tallies = Tallies(TallyPlan(survey))
        for index in 0..<40 { tallies.add(responses[index % 3]) }
        let statistics = SurveyStatistics(tallies, options: .init(byLocale: false))
        let outputs = (0..<8).map { _ in MemoryOutput() }
        try survey.writeJSON(to: outputs[0])
        try survey.writeXML(to: outputs[1])
        var lines = JSONLinesWriter(survey, to: outputs[2])
        try lines.write(all: responses)
        var rows = try CSVWriter(survey, to: outputs[3])
        try rows.write(all: responses)
        var elements = try XMLResponseWriter(survey, to: outputs[4])
        try elements.write(all: responses)
        try statistics.writeJSON(to: outputs[5])
        try statistics.writeXML(to: outputs[6])
        try statistics.writeCSV(to: outputs[7])
        var asked = statistics
        asked.analyses = analyses
        let document = try #require(asked.json["analyses"])
        let xml = MemoryOutput()
        try asked.writeXML(to: xml)
        let analysis = try #require(xml.text.split(separator: "\n").first { $0.hasPrefix("<analysis") })
        let table = MemoryOutput()
        try asked.writeAnalysesCSV(to: table)
        let datasets = try #require(statistics.jsonStat(Codebook(survey))["link"]?["item"]?.array)
        let dataset = try #require(datasets.first { $0["dimension"]?["metric"] != nil })
        let texts =
            outputs.map(\.text) + [dataset.prettyText + "\n"] + [
                document.prettyText + "\n", analysis + "\n", table.text,
            ]
        return texts.map { $0.replacingOccurrences(of: "\r\n", with: "\n") }
    }

    @Test func `are what the program writes`() throws {
        let page = try String(
            contentsOfFile: shippedSchema("../Documentation/Formats.md"), encoding: .utf8)
        for example in try examples() {
            #expect(page.contains("\n" + example + "```\n"), "\(example)")
        }
        #expect(try Survey(json: survey.json) == survey)
    }
}
