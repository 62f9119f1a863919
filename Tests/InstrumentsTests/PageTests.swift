import Authoring
import Foundation
import SurveyModel
import Testing

private let page: String = {
    let file = Instrument.package.appending(path: "Documentation/Instruments.md")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
}()

@Test(arguments: Instrument.names)
func `the page about the instruments says the minutes that they take`(name: String) throws {
    let row = try #require(page.split(separator: "\n").first { $0.hasPrefix("| [`\(name)`]") })
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    let survey = try Instrument.named(name).survey
    let minutes = survey.locales.map { ReadingTime(of: survey, locale: $0).minutes }.max()
    #expect(cells.count == 5 && cells[3] == minutes.map(String.init))
}

@Test(arguments: Instrument.names)
func `the page about the instruments names metrics that there are, and all headline ones`(name: String) throws
{
    let survey = try Instrument.named(name).survey
    let sections = page.components(separatedBy: "\n## ")
    let section = try #require(sections.first { $0.hasPrefix("\(name)\n") })
    let words = section.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    // A range of names ends in a dot and three, commands have blanks, and groups of others are named in their own section.
    let names = words.filter { word in !word.contains(" ") && !word.contains("…") && word != "by_branch" }
    #expect(names.count >= 4)
    let known = Set(survey.metrics.map(\.name) + survey.variables.map(\.name))
    for name in names { #expect(known.contains(name), "\(survey.name) has no \(name)") }
}
