import Codebook
import Interchange
import SampleSurveys
import SurveyModel
import Testing

@Suite("What an export could not carry")
struct LossReportTests {
    /// As an SPSS file of a survey of some size reports it.
    private var report: LossReport {
        var report = LossReport(format: "sav", survey: "service_loyalty")
        report.add(
            Loss(
                .renamed, count: 84,
                "names have _ for what SPSS does not take in a name: failings:empathy is failings_empathy"))
        for (name, other) in [
            ("by", "by_2"), ("with", "with_2"), ("not", "not_2"), ("all", "all_2"), ("to", "to_2"),
        ] {
            report.add(
                Loss(
                    .renamed, of: name, as: other,
                    "has another name, since SPSS does not take its own or has it already"))
        }
        report.add(
            Loss(
                .split, of: "priorities", as: "priorities_1 priorities_2",
                "is written as 2 variables with the places of its options"))
        for name in ["why", "failings.other"] {
            report.add(
                Loss(
                    .simplified, of: name, count: 17,
                    "is an empty text where it was skipped, as where it was not asked"))
        }
        report.add(Loss(.cut, of: "comment", count: 1, "is cut to 32,767 bytes"))
        report.add(
            Loss(
                .notComparable, of: "version 1", count: 212,
                "has no answers that are comparable with version 3"))
        report.add(Loss(.leftOut, "labels are in en only, not in es, sv, el; the codebook has all"))
        report.add(Loss(.personal, of: "phone", "is personal; --include-personal writes it"))
        return report
    }

    @Test func `every table says which variables are computed and which languages it leaves out`() {
        let codebook = Codebook(Sample.everything)
        let layout = ColumnLayout(codebook)
        let computed = codebook.variables.filter { !$0.isStored }
        #expect(!computed.isEmpty && codebook.locales == ["en", "es", "pl", "sv"])
        var report = LossReport(format: "csv", survey: codebook.survey.name)
        for loss in layout.losses(language: 1) { report.add(loss) }
        // A writer that says it as well says the same.
        for loss in layout.losses(language: 1) { report.add(loss) }
        #expect(report.losses.compactMap(\.subject) == computed.map(\.name))
        let others = report.losses.filter { $0.subject == nil }
        #expect(
            others.map(\.message) == [
                "labels are in es only, not in en, pl, sv; the codebook has all",
                "labels in es translate what the survey said before",
            ])
        #expect(layout.losses(language: nil, describesComputed: true).isEmpty)
    }

    @Test func `people get a line for each thing, personal variables first and names last`() {
        #expect(
            report.text == """
                Not all of service_loyalty fits in sav:
                - phone is personal; --include-personal writes it
                - priorities is written as 2 variables with the places of its options, as priorities_1 priorities_2
                - why and failings.other: each is an empty text where it was skipped, as where it was not asked (34 times)
                - comment is cut to 32,767 bytes (once)
                - version 1 has no answers that are comparable with version 3 (212 responses)
                - labels are in en only, not in es, sv, el; the codebook has all
                - names have _ for what SPSS does not take in a name: failings:empathy is failings_empathy (84 names)
                - by (by_2), with (with_2), not (not_2) and 2 more: each has another name, since SPSS does not take its own or has it already
                """)
    }

    @Test func `nothing lost, nothing said`() {
        #expect(LossReport(format: "csv", survey: "s").text == "")
    }

    @Test func `a long report ends with how many are left, and a report of one line more does not`() {
        func text(_ count: Int) -> [Substring] {
            var report = LossReport(format: "dta", survey: "s")
            for index in 1...count {
                report.add(Loss(.cut, of: "v\(index)", "loses its label number \(index)"))
            }
            return report.text.split(separator: "\n")
        }
        #expect(text(13).count == 14 && text(13).last == "- v13 loses its label number 13")
        #expect(text(26).count == 14 && text(26).last == "… and 14 more; --losses FILE has all of them")
    }

    @Test func `the document has all of them, in their order, and is valid`() throws {
        let document = report.json
        #expect(try JSONSchema.shipped("losses").faults(in: document).faults == [])
        #expect(document["losses"]?.array?.count == report.losses.count)
        #expect(
            document["losses"]?.array?[6].compactText
                == #"{"kind":"split","subject":"priorities","became":"priorities_1 priorities_2","#
                + #""message":"is written as 2 variables with the places of its options"}"#)
        #expect(document["losses"]?.array?[7]["count"]?.int == 17)
        let output = MemoryOutput()
        try report.writeJSON(to: output)
        #expect(try JSONValue(parsing: output.bytes) == document && output.text.hasSuffix("}\n"))
    }

    @Test func `every kind is in the schema, and no other`() throws {
        let schema = try JSONSchema.shipped("losses")
        #expect(schema.enumeration("lossKind") == Loss.Kind.allCases.map(\.rawValue))
        var report = LossReport(format: "xlsx", survey: "s")
        for kind in Loss.Kind.allCases { report.add(Loss(kind, "is gone")) }
        #expect(schema.faults(in: report.json).faults == [])
    }

    @Test(arguments: [
        (#""kind":"cut""#, #""kind":"lost""#), (#""count":1"#, #""count":-1"#),
        (#""count":1"#, #""count":1.0"#),
        (#""formatVersion":1"#, #""formatVersion":2"#), (#""to":"sav""#, #""to":"An SPSS file""#),
        (#""message":"is cut"#, #""words":"is cut"#),
    ])
    func `a damaged document is refused`(right: String, wrong: String) throws {
        let text = report.json.compactText
        try #require(text.contains(right))
        let damaged = try JSONValue(parsing: Array(text.replacing(right, with: wrong).utf8))
        #expect(!(try JSONSchema.shipped("losses").allows(damaged)))
    }
}

@Suite struct ComputedLossTests {
    @Test func `what is computed of personal data that stay out cannot be computed again`() throws {
        let survey = try PackageWriterTests.survey(
            """
            number income 0...100000 "Income" personal
            number visits 0...10 "Visits"
            let poor = income < 1000
            let often = visits >= 5
            let both = poor and often
            """)
        func message(_ name: String, includesPersonal: Bool) -> String? {
            ColumnLayout(Codebook(survey), includesPersonal: includesPersonal).losses(language: nil)
                .first { $0.subject == name }?.message
        }
        let again = "is computed, and can be computed again"
        let absent = "is computed of personal data that are left out: income"
        #expect(message("poor", includesPersonal: false) == absent)
        #expect(message("both", includesPersonal: false) == absent)
        #expect(message("often", includesPersonal: false) == again)
        #expect(["poor", "both", "often"].allSatisfy { message($0, includesPersonal: true) == again })
    }
}
