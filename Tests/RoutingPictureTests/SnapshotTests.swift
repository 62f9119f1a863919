import Foundation
import RoutingPicture
import RoutingProof
import SurveyModel
import Testing

private func small() throws -> Survey {
    try survey(at: Folder.snapshots.appendingPathComponent("Small.survey"))
}

@Test
func `every shape is drawn`() throws {
    let picture = RoutingPicture(try small())
    try expectSnapshot(picture.svg, in: Folder.snapshots.appendingPathComponent("Small.svg"))
    try expectSnapshot(picture.dot, in: Folder.snapshots.appendingPathComponent("Small.dot"))
}

@Test
func `what is known is drawn`() throws {
    let survey = try small()
    var marks = Marks()
    let line = try survey.arm("again")
    marks[.condition(.block(line))] = .never
    marks[.question(try survey.question("line"))] = .dead
    marks[.question(try survey.question("wrong.3"))] = .dead
    marks[.question(try survey.question("pleased.2"))] = .undecided
    marks[.question(try survey.question("why"))] = .trap
    marks[.option(try survey.question("channel"), 1)] = .dead
    marks[.condition(.option(try survey.question("shelf"), 1))] = .always
    marks[.check(CheckID(0))] = .never
    marks[.ending(EndingID(0))] = .dead
    marks[.condition(.block(try survey.arm("channel == other")))] = .never
    let picture = RoutingPicture(survey, marks: marks)
    try expectSnapshot(picture.svg, in: Folder.snapshots.appendingPathComponent("Known.svg"))
    try expectSnapshot(picture.dot, in: Folder.snapshots.appendingPathComponent("Known.dot"))
}

@Test
func `the picture in the documentation is the program's`() throws {
    let file = Folder.package.appendingPathComponent("Surveys/promoter.survey")
    let picture = RoutingPicture(try survey(at: file))
    try expectSnapshot(
        picture.svg, in: Folder.package.appendingPathComponent("Documentation/Picture.svg"))
}
