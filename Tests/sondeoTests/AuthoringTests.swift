import Foundation
import Testing

@Suite struct AuthoringCommandTests {
    @Test func aNewSurveyIsWholeAndWithoutAFinding() throws {
        let scratch = try Scratch()
        let new = try Program.run("new", "visit", in: scratch.url)
        #expect(new.status == 0, "\(new.errors)")
        #expect(new.output.hasPrefix("Surveys/visit.survey\nLocales/visit/es.po\n"))
        let survey = scratch.path("Surveys/visit.survey")
        let check = try Program.run("check", survey)
        #expect(check.output == "\(survey): 3 questions, no errors\n")
        #expect(try Program.run("format", "--check", survey).status == 0)
        #expect(
            try Program.run("test", survey).output
                == "\(survey): 2 tests, none failed; 3 of 3 questions and 1 of 1 ending visited\n")
        let status = try Program.run("translate", "status", survey)
        #expect(status.status == 0)
        #expect(status.output.contains("visit el: 8 current, 0 stale, 0 missing"))
        let swedish = try Program.run("preview", survey, "--locale", "sv")
        #expect(swedish.output.hasPrefix("Hur skötte vi oss i dag?\n"))
    }

    @Test func aNewSurveyReplacesNothing() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path("Locales/visit"), withIntermediateDirectories: true)
        try scratch.write("Locales/visit/sv.po", "mine")
        let result = try Program.run("new", "visit", in: scratch.url)
        #expect(result.status == 74)
        #expect(result.errors.contains("Locales/visit/sv.po is there already"))
        #expect(try scratch.read("Locales/visit/sv.po") == "mine")
        #expect(scratch.names == ["Locales"])
    }

    @Test(arguments: [
        ["new", "1st"], ["new", "../x"], ["new", "x", "--translations", "en"], ["new", "ελ"],
    ])
    func aWrongNameOrTagIs64(_ arguments: [String]) throws {
        let scratch = try Scratch()
        let process = Program.process(arguments, in: scratch.url)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
        #expect(scratch.names.isEmpty)
    }

    @Test func certainFixesAreAppliedAndGuessesAreNot() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            "a.survey",
            """
            survey a
            version 2
            language en
            choice way "Which way?" {
                - shop "Shop"
                - phone "Phone"
            }
            if way = shop { text why "Why?" optional }
            if wya == phone { text how "How?" optional }

            """)
        let result = try Program.run("check", "--fix", path)
        #expect(result.status == 1)
        #expect(result.errors == "\(path): 2 fixes applied\n")
        #expect(result.output.contains("Did you mean `way`?"))
        let fixed = try scratch.read("a.survey")
        #expect(fixed.contains("- shop = 1 \"Shop\"") && fixed.contains("- phone = 2 \"Phone\""))
        #expect(fixed.contains("if way == shop") && fixed.contains("if wya == phone"))
        // Nothing is left to fix, so nothing is written.
        #expect(try Program.run("check", "--fix", path).errors == "")
        #expect(try Program.run("check", "--fix", "-").status == 64)
    }

    @Test func codesArePinnedAsTheyAre() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            "a.survey",
            """
            survey a
            version 1
            language en

            yesno far "Do you live far away?"
            choice way "Which way?" {
                - shop "Shop"
                if far {
                    - phone "Phone"
                }
                - other = 9 "Another" specify
                - none "None"
            }

            """)
        #expect(try Program.run("format", "--pin", "--check", path).status == 1)
        let before = try Program.run("compile", path, "--to", "json").output
        #expect(try Program.run("format", "--pin", path).status == 0)
        let pinned = try scratch.read("a.survey")
        for code in ["shop  = 1", "phone = 2", "other = 9", "none  = 4"] {
            let bare = pinned.replacing("  ", with: " ")
            #expect(bare.contains("- " + code.replacing("  ", with: " ")), "\(pinned)")
        }
        #expect(try Program.run("compile", path, "--to", "json").output == before)
        #expect(try Program.run("format", "--pin", "--check", path).status == 0)
    }

    @Test func explainKnowsCodesAndSaysWhatItDoesNotKnow() throws {
        let page = try Program.run("explain", "e0302")
        #expect(page.status == 0)
        #expect(page.output.hasPrefix("E0302 "))
        #expect(page.output.contains("It is printed like this:\n\nerror[E0302]"))
        let list = try Program.run("explain").output
        #expect(list.split(separator: "\n").count > 150)
        let wrong = try Program.run("explain", "E9999")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("there is no diagnostic \"E9999\""))
    }

    @Test func aPreviewOfALanguageThatIsNotThereIs64() throws {
        let result = try Program.run("preview", Program.survey, "--locale", "fr")
        #expect(result.status == 64)
        #expect(result.errors.contains("it is in en, es, sv, el"))
    }
}
