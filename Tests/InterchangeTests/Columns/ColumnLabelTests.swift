import Codebook
import SampleSurveys
import SurveyModel
import Testing
import XMLTree

@testable import Interchange

/// What columns are called, which no two formats may say differently.
@Suite struct ColumnLabelTests {
    private static let sets = """
        options ways {
            - store "In the store"
            - phone "By phone"
        }
        given seen: choices from ways optional
        grid tried from ways "Which did you try?" {
            select 0...2
            - ordering "Ordering"
            - paying "Paying"
        }
        ranking best from ways "Which is best?" { select 1 }
        """

    @Test func `a column of a grid of sets is called by its row and its option`() throws {
        let survey = try PackageWriterTests.survey(Self.sets)
        for format in [PackageFormat.sav, .dta] {
            let file = try PackageWriterTests.write(format, survey, PackageWriterTests.spool(survey, [])).file
            let point = format == .dta ? "_" : "."
            #expect(
                file.variable("tried\(point)ordering_store")?.label
                    == "Which did you try? – Ordering – In the store")
            #expect(
                file.variable("tried\(point)paying_store")?.label
                    == "Which did you try? – Paying – In the store")
            #expect(file.variable("seen_phone")?.label == "seen – By phone")
        }
    }

    @Test func `no two columns of a file have one label, and all formats have the same`() throws {
        var surveys = [Sample.serviceLoyalty, try PackageWriterTests.survey(Self.sets)]
        surveys += [try DDITests.survey("Tests/Conformance/everything.survey")]
        surveys += [try DDITests.survey("Surveys/service_loyalty.survey")]
        for survey in surveys {
            let codebook = Codebook(survey)
            let layout = ColumnLayout(codebook, includesPersonal: true)
            let package = DataPackage(layout, file: "answers.csv").json
            let titles =
                package["resources"]?.array?[0]["schema"]?["fields"]?.array?
                .compactMap { $0["title"]?.string } ?? []
            let root = try DDITests.document(survey, language: 0, includesPersonal: true, count: 0).root
            let variables = try #require(root["dataDscr"]).children.filter {
                $0.name == "var" && $0.attributes["files"] == "F1"
            }
            #expect(variables.map { $0["labl"]?.text } == titles)
            let file = try PackageWriterTests.write(.sav, survey, PackageWriterTests.spool(survey, [])).file
            let cut = TextLimit.bytes(256)
            var compared = 0
            for (variable, (column, title)) in zip(file.variables, zip(layout.columns, titles)) {
                // A unit stands behind the question there, and what is long is cut.
                let unit = column.variable.flatMap { codebook.variables[$0].unit }
                guard unit == nil, cut.holds(title) else { continue }
                #expect(variable.label == title)
                compared += 1
            }
            #expect(compared > 10)
            let parts = zip(layout.columns, titles).filter { column, _ in
                if case .option = column.source { true } else { false }
            }
            // Rounds of a loop that do not name their option are alike, as the author wrote them.
            let stems = Set(parts.map { column, _ in codebook.variables[column.variable ?? 0].position })
            for position in stems {
                let own = parts.filter { $0.0.variable == position }.map(\.1)
                #expect(Set(own).count == own.count)
            }
        }
    }
}
