import Foundation
import Testing

/// `sondeo test` as a process.
@Suite struct TestCommandTests {
    let holding =
        smallSurvey + """
            test "a good day" {
                answer mood = 4
                expect not asked why
                expect metric happy = 100
            }

            """
    let failing =
        smallSurvey + """
            test "a good day" {
                answer mood = 4
                expect metric happy = 100
            }
            test "a bad day" {
                answer mood = 4
                expect asked why
            }

            """

    @Test func whatHoldsIs0WithASummary() throws {
        let scratch = try Scratch()
        let file = try scratch.write("small.survey", holding)
        let result = try Program.run("test", file)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "\(file): 1 test, none failed; 1 of 2 questions and 1 of 1 ending visited\n")
    }

    @Test func whatFailsIs1AndShowsTheInterview() throws {
        let scratch = try Scratch()
        let file = try scratch.write("small.survey", failing)
        let result = try Program.run("test", file)
        #expect(result.status == 1)
        #expect(
            result.output == """
                failed: a bad day
                    mood = 4
                    finish complete
                  \(file):21:5: expected: asked why, but that is false
                      asked why is no: `mood <= 2` is false: mood is 4

                \(file): 2 tests, 1 failed; 1 of 2 questions and 1 of 1 ending visited

                """)
    }

    @Test func severalFilesAreSummedUp() throws {
        let scratch = try Scratch()
        let good = try scratch.write("good.survey", holding)
        let bad = try scratch.write("bad.survey", failing)
        let none = try scratch.write("none.survey", smallSurvey)
        let result = try Program.run("test", good, bad, none)
        #expect(result.status == 1)
        #expect(result.output.contains("\(none): it has no tests\n"))
        #expect(result.output.hasSuffix("All files: 3 tests, 1 failed\n"))
        #expect(try Program.run("test", none).status == 0)
    }

    @Test func aBrokenFileIs1WithItsErrors() throws {
        let scratch = try Scratch()
        let file = try scratch.write("small.survey", holding.replacing("asked why", with: "asked whyy"))
        let result = try Program.run("test", file)
        #expect(result.status == 1)
        #expect(result.output.contains("error[E0201]"))
        #expect(result.output.hasSuffix("\(file): it has errors, so no test was run\n"))
    }

    @Test func aFilterRunsOnlyWhatIsCalledSo() throws {
        let scratch = try Scratch()
        let file = try scratch.write("small.survey", failing)
        let some = try Program.run("test", file, "--filter", "GOOD")
        #expect(some.status == 0)
        #expect(some.output.hasPrefix("\(file): 1 test of 2, none failed"))
        let none = try Program.run("test", file, "--filter", "nobody")
        #expect(none.output == "\(file): none of 2 tests has such a name\n")
    }

    @Test func coverageNamesWhatIsNeverVisited() throws {
        let scratch = try Scratch()
        let file = try scratch.write("small.survey", holding)
        let result = try Program.run("test", file, "--coverage")
        #expect(result.output.hasSuffix("Never visited:\n  question why\n  arm if mood <= 2\n"))
    }

    @Test func jsonHasEveryTestAndItsFailures() throws {
        let scratch = try Scratch()
        let file = try scratch.write("small.survey", failing)
        let result = try Program.run("test", "--format", "json", "--coverage", file)
        #expect(result.status == 1)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(document["tests"] as? Int == 2)
        #expect(document["failed"] as? Int == 1)
        let files = try #require(document["files"] as? [[String: Any]])
        let tests = try #require(files.first?["tests"] as? [[String: Any]])
        #expect(tests.map { $0["holds"] as? Bool } == [true, false])
        let failure = try #require((tests[1]["failures"] as? [[String: Any]])?.first)
        #expect(failure["line"] as? Int == 21)
        #expect(failure["message"] as? String == "expected: asked why, but that is false")
        #expect((failure["interview"] as? [[String: Any]])?.count == 2)
        let coverage = try #require(files.first?["coverage"] as? [String: Any])
        #expect((coverage["question"] as? [String: Any])?["visited"] as? Int == 1)
        #expect((coverage["missed"] as? [[String: Any]])?.count == 2)
    }
}
