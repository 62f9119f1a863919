import Foundation
import Testing

/// `sondeo kiosk` as far as it needs no terminal; what needs one is in `Tests/Terminal`.
@Suite struct KioskCommandTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func settings(_ lines: String) throws -> String { try scratch.write("kiosk.conf", lines + "\n") }

    @Test func theExampleIsCheckedWithoutAFinding() throws {
        let example = try Program.run("kiosk", "--example-settings")
        #expect(example.status == 0 && example.output.contains("\nidle = 45 s\n"))
        try scratch.write("small.survey", smallSurvey)
        let path = try settings(
            example.output.replacingOccurrences(of: "#survey =", with: "survey = small.survey"))
        let check = try Program.run("kiosk", "--check", path)
        #expect(check.status == 0 && check.errors == "")
        #expect(check.output == "\(path): nothing is wrong with it; the kiosk is called kiosk\n")
    }

    @Test func everyMistakeIsSaidAndNoKioskStarts() throws {
        try scratch.write("small.survey", smallSurvey)
        let path = try settings("survey = small.survey\nidel = 3 s\nthanks = 5")
        let check = try Program.run("kiosk", "--check", path)
        #expect(check.status == 1 && check.output == "")
        #expect(
            check.errors == """
                \(path):2: there is no setting "idel"; did you mean idle?
                \(path):3: thanks: "5" is not a time from 1 s to 5 min, such as 45 s, 250 ms, 2 min or 1 h
                sondeo: \(path) has 2 mistakes; no kiosk starts with any

                """)
        // What the command line says is checked the same way.
        #expect(try Program.run("kiosk", "--check", path, "--setting", "idle=x").status == 1)
    }

    @Test func whatTheSurveyDoesNotHaveIsAMistake() throws {
        try scratch.write("small.survey", smallSurvey)
        let path = try settings(
            "survey = small.survey\nlocales = en, fi\n[idle]\nmod = 1 min\n[givens]\nbranch = a")
        let check = try Program.run("kiosk", "--check", path)
        #expect(check.status == 1)
        #expect(check.errors.contains("kiosk.conf:2: locales: small is not in \"fi\"; it is in en, es\n"))
        #expect(
            check.errors.contains("kiosk.conf:4: [idle]: small has no question \"mod\"; did you mean mood?\n")
        )
        let given = try settings("survey = small.survey\n[givens]\nbrunch = a")
        let wrong = try Program.run("kiosk", "--check", given)
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("kiosk.conf:3: [givens]: small has no given \"brunch\"; "))
    }

    @Test func aSurveyWithErrorsIsAMistake() throws {
        try scratch.write("small.survey", "survey small\nversion 1\nlanguage en\nchoice x \"?\" {\n}\n")
        #expect(try Program.run("kiosk", "--check", settings("survey = small.survey")).status == 1)
    }

    @Test func aGivenThatIsMissingIsNoticedBeforeAnybodyComes() throws {
        try scratch.write(
            "small.survey",
            smallSurvey.replacingOccurrences(of: "text optional\n\ncsat", with: "text\n\ncsat"))
        let check = try Program.run("kiosk", "--check", settings("survey = small.survey"))
        #expect(check.status == 1 && check.errors.contains("or write it below [givens] in the settings"))
    }

    @Test func aGivenThatDoesNotFitIsFoundAtItsLine() throws {
        try scratch.write(
            "small.survey",
            smallSurvey.replacingOccurrences(
                of: "text optional\n\ncsat", with: "number 1...3 optional\n\ncsat"))
        let path = try settings("survey = small.survey\n[givens]\nbranch = many")
        let check = try Program.run("kiosk", "--check", path)
        #expect(check.status == 1 && check.errors.contains("\(path):3: [givens]: \"branch\" must be a"))
        #expect(!check.errors.contains("--set"))
    }

    @Test func whatCannotBeReadIs74() throws {
        #expect(try Program.run("kiosk", "--check", scratch.path("none.conf")).status == 74)
        #expect(try Program.run("kiosk", "--check", scratch.url.path).status == 74)
        #expect(try Program.run("kiosk", "status", "--store", scratch.path("none.db")).status == 74)
    }

    @Test func withoutATerminalThereIsNoKiosk() throws {
        try scratch.write("small.survey", smallSurvey)
        let start = try Program.run("kiosk", scratch.path("small.survey"), "--store", scratch.path("a.db"))
        #expect(start.status == 64 && start.errors.contains("needs a terminal"))
        #expect(scratch.names == ["small.survey"])
        #expect(try Program.run("kiosk", "--check", "a", "--set-pin").status == 64)
    }

    @Test func aPINBecomesALineThatTheCheckTakes() throws {
        let pin = try Program.run("kiosk", "--set-pin", input: "314159\n")
        #expect(pin.status == 0 && pin.errors == "")
        #expect(pin.output.hasPrefix("operator-pin = $y$jBT$") && !pin.output.contains("314159"))
        try scratch.write("small.survey", smallSurvey)
        let path = try settings("survey = small.survey\n" + pin.output)
        #expect(try Program.run("kiosk", "--check", path).status == 0)
    }

    @Test(arguments: [
        "", "\n", "12345\n", "12345678901234567\n", "12a456\n", "111111\n", "121212\n", "１２３４５６\n",
    ])
    func whatIsNoPINIsRefused(input: String) throws {
        let pin = try Program.run("kiosk", "--set-pin", input: input)
        #expect(pin.status == 1 && pin.output == "" && pin.errors.contains("a PIN "))
    }

    @Test func aStoreWithoutAKioskIsNotWell() throws {
        let survey = try scratch.write("small.survey", smallSurvey)
        let answers = try scratch.write("answers.json", "{\"mood\":4}")
        let store = scratch.path("answers.db")
        #expect(try Program.run("run", survey, "--answers", answers, "--store", store).status == 0)
        let status = try Program.run("kiosk", "status", "--store", store)
        #expect(status.status == 1 && status.errors == "")
        #expect(status.output.contains("kiosk      none has left its files here\n"))
        #expect(status.output.contains("responses  1 today, 1 in all; 0 interviews without an end"))
        #expect(status.output.contains("           small complete en: 1 today, 1 in all\n"))
        let named = try Program.run("kiosk", "status", "--store", store, "--station", "hall")
        #expect(named.output.contains("kiosk      none called hall has left its files here\n"))
        let json = try Program.run("kiosk", "status", "--store", store, "--format", "json")
        #expect(json.status == 1)
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(object?["healthy"] as? Bool == false)
        #expect((object?["responses"] as? [String: Any])?["total"] as? Int == 1)
        // A dead kiosk that has left its files.
        try FileManager.default.createDirectory(atPath: store + "-kiosk", withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: store + "-kiosk/desk.lock"))
        let dead = try Program.run("kiosk", "status", "--store", store, "--station", "desk")
        #expect(dead.status == 1 && dead.output.contains("desk: NOT WELL; its processes are not there"))
    }
}
