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

    /// A survey in which some things cannot happen.
    static let routed = """
        survey routed
        version 1
        language en

        options ways {
            - store "In the store"
            - phone "By phone"
            - other "Another way"  specify
        }
        choices used from ways "Which did you use?"
        choice  best from used "Which was best?"
        rating  mood 1...5 "How was it?"
        if mood <= 2 {
            text why "Why?" optional
            if mood >= 3 { note never "Nobody reads this." }
        }
        finish "Thank you."

        test "a bad day" {
            answer used = [store, phone]
            answer best = phone
            answer mood = 1
            expect asked why
        }

        """

    @Test func whatCannotBeVisitedIsNotCountedAsMissed() throws {
        let scratch = try Scratch()
        let file = try scratch.write("routed.survey", Self.routed)
        let result = try Program.run("test", file, "--coverage")
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n").map(String.init)
        let never = try #require(lines.firstIndex(of: "Never visited:"))
        let cannot = try #require(lines.firstIndex(of: "Cannot be visited:"))
        #expect(
            lines[(never + 1)..<cannot].filter { !$0.hasPrefix("  ") } == [
                "Only by answers that were filled in:"
            ])
        #expect(lines[never...].contains("  option used.other"))
        #expect(lines[never...].contains("  not true: if mood <= 2"))
        #expect(
            Array(lines[(cannot + 1)...]) == [
                "  question never", "  arm if mood >= 3",
            ])
        let json = try Program.run("test", file, "--coverage", "--format", "json")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        let coverage = try #require(files.first?["coverage"] as? [String: Any])
        #expect((coverage["impossible"] as? [[String: Any]])?.count == 2)
        #expect((coverage["undecided"] as? [[String: Any]])?.isEmpty == true)
        #expect((coverage["question"] as? [String: Any])?["of"] as? Int == 4)
    }

    @Test func aCoveringSetIsWrittenAndPassesInTheFile() throws {
        let scratch = try Scratch()
        let file = try scratch.write("routed.survey", Self.routed)
        let output = scratch.path("covering.txt")
        let result = try Program.run("test", file, "--write-covering", output)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("\(output): 3 interviews that visit "))
        #expect(result.output.contains("; no smaller set does\nCannot be visited:\n  question never\n"))
        let written = try scratch.read("covering.txt")
        #expect(written.hasPrefix("// Written by `sondeo test --write-covering` for version 1 of routed.\n"))
        // As the comment says: at the end of the survey.
        try scratch.write("routed.survey", Self.routed + written)
        let again = try Program.run("test", file, "--coverage")
        #expect(again.status == 0, "\(again.output)")
        #expect(again.output.contains(": 4 tests, none failed;"))
        #expect(!again.output.contains("Never visited"))
        #expect(try Program.run("format", "--check", file).status == 0)
        // Nothing is left for a second set.
        let rest = try Program.run("test", file, "--write-covering", output, "--beside-existing")
        #expect(rest.output.contains("\(output): 0 interviews that visit 0 of 0; no smaller set does\n"))
        #expect(scratch.names == ["covering.txt", "routed.survey"])
    }

    @Test func theSetBesideTheTestsOfTheFileIsSmaller() throws {
        let scratch = try Scratch()
        let file = try scratch.write("routed.survey", Self.routed)
        let output = scratch.path("covering.txt")
        let result = try Program.run(
            "test", file, "--write-covering", output, "--beside-existing", "--format", "json")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        let covering = try #require(files.first?["covering"] as? [String: Any])
        #expect(covering["interviews"] as? Int == 2)
        #expect(covering["atLeast"] as? Int == 2)
        #expect(!(try scratch.read("covering.txt")).contains("answer best = phone"))
    }

    @Test func theSurveyItselfIsNeverOverwritten() throws {
        let scratch = try Scratch()
        let file = try scratch.write("routed.survey", Self.routed)
        let itself = try Program.run("test", file, "--write-covering", file)
        #expect(itself.status == 64)
        #expect(itself.errors == "sondeo: \(file) is the survey itself; name another file for its tests\n")
        let link = scratch.path("link.survey")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(try Program.run("test", file, "--write-covering", link).status == 64)
        let other = try scratch.write("notes.txt", "my notes\n")
        let notes = try Program.run("test", file, "--write-covering", other)
        #expect(notes.status == 74)
        #expect(notes.errors.contains("is there already and is something else"))
        #expect(try scratch.read("notes.txt") == "my notes\n")
        #expect(try scratch.read("routed.survey") == Self.routed)
        #expect(try Program.run("test", file, "--write-covering", "-").status == 64)
        #expect(try Program.run("test", file, file, "--write-covering", scratch.path("x")).status == 64)
        #expect(try Program.run("test", file, "--beside-existing").status == 64)
    }

    @Test func changesThatNoTestNoticesAreNamed() throws {
        let scratch = try Scratch()
        let file = try scratch.write("routed.survey", Self.routed)
        let result = try Program.run("test", file, "--mutate")
        #expect(result.status == 0)
        #expect(result.output.contains("mood <= 2 -> mood < 2\n"))
        #expect(!result.output.contains("mood <= 2 -> never true\n"))
        #expect(result.output.contains("more that no interview shows"))
        let few = try Program.run("test", file, "--mutate", "--mutants", "4")
        #expect(few.output.contains("; 4 of "))
        let json = try Program.run("test", file, "--mutate", "--format", "json")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        let mutation = try #require(files.first?["mutation"] as? [String: Any])
        let unnoticed = try #require(mutation["unnoticed"] as? [[String: Any]])
        #expect(unnoticed.contains { $0["becomes"] as? String == "mood < 2" })
        #expect(mutation["tried"] as? Int == mutation["changes"] as? Int)
        #expect(try Program.run("test", file, "--mutate", "--mutants", "0").status == 64)
    }

    @Test func aConditionOfALoopIsChangedInAllPassesAndSaysWhereItStands() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "looped.survey",
            """
            survey looped
            version 1
            language en

            options ways {
                - store "Store"
                - phone "Phone"
            }
            choices used from ways "Which?"
            for w in used {
                csat satisfied "How: {w}?"
                if satisfied <= 2 { text wrong "What?" optional }
            }
            finish "Thank you."

            test "a bad day" {
                answer used = [store, phone]
                answer satisfied = 1
                expect asked wrong
            }

            """)
        let result = try Program.run("test", file, "--mutate")
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n").map(String.init)
        let always = lines.filter { $0.contains(":12:8: ") && $0.hasSuffix("<= 2 -> always true") }
        #expect(always.count == 1, "\(result.output)")
        #expect(lines.contains { $0.hasPrefix("  \(file):12:8: ") }, "\(result.output)")
        let json = try Program.run("test", file, "--mutate", "--format", "json")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        let mutation = try #require(files.first?["mutation"] as? [String: Any])
        let unnoticed = try #require(mutation["unnoticed"] as? [[String: Any]])
        let first = try #require(unnoticed.first { $0["line"] as? Int == 12 })
        #expect(first["becomes"] is String && first["column"] as? Int == 8)
        #expect(first["file"] as? String == file)
    }

    /// What `Documentation/Testing.md` says that the program prints for its third example, it prints, byte for byte.
    @Test func thePagePrintsWhatTheProgramPrints() throws {
        let page = try String(
            contentsOf: Program.package.appending(path: "Documentation/Testing.md"), encoding: .utf8)
        let scratch = try Scratch()
        try scratch.write("routed.survey", Self.routed)
        #expect(page.contains("```\n\(Self.routed)```"))
        for arguments in [["--coverage"], ["--write-covering", "covering.txt"], ["--mutate"]] {
            let command = (["sondeo", "test", "routed.survey"] + arguments).joined(separator: " ")
            let process = Program.process(["test", "routed.survey"] + arguments, in: scratch.url)
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let printed = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            let sample = "```\n$ \(command)\n\(String(decoding: printed, as: UTF8.self))```\n"
            #expect(page.contains(sample), "the page does not have: \(sample)")
        }
        #expect(page.contains("```\n\(try scratch.read("covering.txt"))```\n"))
    }

    @Test func nothingIsWrittenWhereNothingCanBe() throws {
        let scratch = try Scratch()
        let broken = try scratch.write("broken.survey", Self.routed + "if nobody {}\n")
        let output = scratch.path("covering.txt")
        #expect(try Program.run("test", broken, "--write-covering", output, "--mutate").status == 1)
        let file = try scratch.write("routed.survey", Self.routed)
        let folder = try Program.run("test", file, "--write-covering", scratch.url.path)
        #expect(folder.status == 74 && !folder.errors.isEmpty)
        let nowhere = try Program.run("test", file, "--write-covering", scratch.path("no/where.txt"))
        #expect(nowhere.status == 74 && nowhere.errors.contains("where.txt"))
        #expect(try Program.run("test", file, "--write-covering", "/dev/full").status == 74)
        #expect(scratch.names == ["broken.survey", "routed.survey"])
        // From standard input, too.
        let piped = try Program.run("test", "-", "--mutate", input: Self.routed)
        #expect(piped.status == 0 && piped.output.contains("Changes: 2 of 10 noticed"), "\(piped.errors)")
    }
}
