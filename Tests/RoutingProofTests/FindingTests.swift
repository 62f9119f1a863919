import Foundation
import Interview
import RoutingProof
import SurveyCompiler
import SurveyModel
import Testing

/// What an author sees of a proof: `Findings` has small surveys, and beside each what is found in it.
@Suite("What the proof finds")
struct FindingTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Findings")

    static var files: [URL] {
        let all = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        return (all ?? []).filter { $0.pathExtension == "survey" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// A compiled survey, its proof, and what was found.
    struct Proved {
        let survey: Survey
        let compilation: Compilation
        var proof: Proof
        let findings: [RoutingFinding]

        init(_ source: SourceFile) throws {
            compilation = compile(source)
            let compiled = compilation.survey
            survey = try #require(
                compiled, "\(render(compilation.diagnostics, in: compilation.sources))")
            proof = prove(survey)
            findings = proof.findings(
                at: compilation.places, burden: burden(of: survey, proof.program))
        }

        init(_ body: String) throws {
            try self.init(
                SourceFile(name: "visit.survey", text: "survey visit\nversion 1\nlanguage en\n" + body))
        }

        func text(_ span: Range<Int>) -> String {
            String(decoding: compilation.source.bytes[span], as: UTF8.self)
        }

        /// `error dead_branch channel == phone`, each with its severity and place.
        var lines: [String] {
            findings.map { "\($0.severity) \($0.kind.rawValue) \(text($0.span))" }
        }

        /// The findings as an author reads them.
        mutating func rendered() -> String {
            var remarks: [SourceRemark] = []
            for finding in findings {
                var notes: [SourceRemark.Note] = []
                if let script = proof.script(for: finding) {
                    notes.append(.init(word: "shown by", text: script.words(in: survey)))
                }
                if let suggestion = finding.suggestion { notes.append(.init(word: "help", text: suggestion)) }
                remarks.append(
                    SourceRemark(
                        severity: SourceRemark.Severity(rawValue: finding.severity.rawValue) ?? .error,
                        name: finding.kind.rawValue, message: finding.message, span: finding.span,
                        labels: finding.labels.map { .init(span: $0.span, text: $0.text) },
                        explanation: finding.explanation, notes: notes))
            }
            return render(remarks, in: compilation.sources)
        }
    }

    @Test("each survey has the findings beside it, the first kind in its name", arguments: files)
    func snapshots(file: URL) throws {
        var proved = try Proved(
            SourceFile(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file))))
        let kind = String(file.lastPathComponent.prefix { $0 != "-" })
        #expect(proved.findings.contains { $0.kind.rawValue == kind })
        let rendered = proved.rendered()
        let beside = file.deletingPathExtension().appendingPathExtension("txt")
        if ProcessInfo.processInfo.environment["SONDEO_WRITE_SNAPSHOTS"] != nil {
            try Data(rendered.utf8).write(to: beside)
            return
        }
        let committed = try String(contentsOf: beside, encoding: .utf8)
        #expect(rendered == committed, "\(beside.lastPathComponent) differs; see SONDEO_WRITE_SNAPSHOTS")
    }

    @Test("every kind of finding has a survey, but for what takes a budget or a share")
    func kinds() {
        let seen = Set(Self.files.map { String($0.lastPathComponent.prefix { $0 != "-" }) })
        #expect(
            Set(RoutingFinding.Kind.allCases.map(\.rawValue)).subtracting(seen)
                == ["narrow_base", "undecided"])
    }

    @Test("the answers that show a finding lead there in the interview", arguments: files)
    func witnesses(file: URL) throws {
        var proved = try Proved(
            SourceFile(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file))))
        for finding in proved.findings {
            guard let subject = finding.shownBy else { continue }
            let found = proved.proof.script(for: finding)
            let script = try #require(found, "\(finding.message)")
            #expect(script.shows(subject, in: proved.survey), "\(finding.message)")
        }
    }
}

/// What depends on more than one line of a snapshot.
@Suite("What the proof says once, and what it does not say")
struct FindingRuleTests {
    private func lines(_ body: String) throws -> [String] { try FindingTests.Proved(body).lines }

    @Test("what loops write out is dead only where it is so in every round")
    func rounds() throws {
        let loop = """
            choices used "What did you use?" {
                - store "The store"
                - phone "The phone"
            }
            yesno near "Do you live near by?"

            """
        // One round asks nobody, the other does.
        #expect(
            try lines(
                loop + """
                    if near and store not in used {
                        for c in used {
                            csat fine "How was {c}?"
                            if fine <= 2 { text why "Why?" }
                        }
                    }
                    """) == ["info dead_round used"])
        #expect(
            try lines(
                loop + """
                    for c in used {
                        csat fine "How was {c}?"
                        if fine > 4 and fine < 4 or fine <= 2 and not near and near { text why "Why?" }
                    }
                    """
            ).filter { $0.contains("dead_branch") }.count == 1)
    }

    @Test("an option is dead only where no question offers it to anybody")
    func sharedOptions() throws {
        #expect(
            try lines(
                """
                yesno digital "Do you use our website?"
                options channels {
                    - store "The store"
                    - site  "The website"  if digital
                }
                choice first from channels "Which first?"
                if not digital { choice last from channels "Which last?" }
                """) == [])
    }

    @Test("the arms of a split, and rounds that always happen, are no finding")
    func written() throws {
        #expect(
            try lines(
                """
                number party 1...3 "How many were you?"
                split wording {
                    - plain { note one "One" }
                    - warm { note two "Two" }
                }
                for g in 1...party { yesno fine "Was guest {g} fine?" }
                """) == [])
    }

    @Test("a condition that looks at the state of an answer was thought of")
    func thoughtOf() throws {
        let age = "number age 0...120 \"How old are you?\" { refused \"No\" }\n"
        let rest = "\nyesno wine \"Wine?\"\n"
        let screen = "if age < 18 { finish screened young \"Sorry.\" }"
        #expect(try lines(age + screen + rest) == ["warning may_be_unknown age < 18"])
        #expect(
            try lines(age + screen + " else if refused(age) { finish screened no \"Sorry.\" }" + rest) == [])
        #expect(
            try lines(age + "if age < 18 or refused(age) { finish screened young \"Sorry.\" }" + rest) == [])
        // What only asks one more question does not screen.
        #expect(try lines(age + "if age < 18 { yesno school \"School?\" }" + rest) == [])
        // Who was not asked has not withheld anything.
        #expect(
            try lines(
                """
                yesno adult "Adult?"
                if adult { number age 0...120 "How old?" }
                if age < 18 { finish screened young "Sorry." }
                yesno wine "Wine?"
                """) == [])
    }

    @Test("what follows from a check that nobody passes is told with it")
    func consequences() throws {
        let proved = try FindingTests.Proved(
            """
            number age 0...120 "How old?"
            require age > 120 else old "Sure?"
            yesno one "One?"
            if one { yesno two "Two?" }
            """)
        #expect(proved.lines == ["error check_never_passes age > 120"])
        #expect(proved.findings[0].explanation.contains("`one`"))
        #expect(proved.findings[0].contradiction == Contradiction(reasons: [], isMinimal: true))
    }

    @Test("a driver and a where that most do not see make the base narrow, their own question is a remark")
    func narrow() throws {
        let found = try FindingTests.Proved(
            """
            nps recommend "How likely?"
            if recommend <= 2 {
                rating comfort 1...5 "Comfort?"
                yesno rain "Rain?"
            }
            metric promoter = nps(recommend) where rain
            metric comfort  = mean(comfort)
            """)
        #expect(
            found.lines == ["warning narrow_base rain", "info narrow_base comfort"])
        #expect(found.findings[0].message.contains("`rain`, which 27 % of interviews ask"))
    }

    @Test("what was not decided is named, and nothing is called dead")
    func undecided() throws {
        var body = ""
        for index in 0..<24 { body += "rating q\(index) 1...7 \"Q?\"\n" }
        let left = (0..<12).map { "q\($0) * \(3 * $0 + 7)" }.joined(separator: " + ")
        let right = (12..<24).map { "q\($0) * \(5 * $0 - 31)" }.joined(separator: " + ")
        body += "if \(left) == \(right) { yesno rare \"Rare?\" }\n"
        let source = SourceFile(name: "x.survey", text: "survey x\nversion 1\nlanguage en\n" + body)
        let compilation = compile(source)
        let survey = try #require(compilation.survey)
        var proof = prove(survey, budget: Budget(nodes: 1_000, steps: 10))
        let findings = proof.findings(at: compilation.places)
        #expect(Set(findings.map(\.kind)) == [.undecided])
        #expect(findings.contains { $0.message.contains("rare is asked") })
        #expect(findings.allSatisfy { $0.severity == .warning })
    }

    @Test("a long survey with a finding at each question is told in time, and each thing once")
    func many() throws {
        var body = "yesno q0 \"Q?\"\n"
        for index in 1..<200 {
            body += "if q0 { if not q0 { yesno q\(index) \"Q?\" } }\n"
        }
        let lines = try lines(body)
        #expect(lines.count == 199)
        #expect(lines.allSatisfy { $0 == "error dead_branch not q0" })
    }

    @Test("conditions are said without what the rest implies")
    func conditions() throws {
        var proved = try FindingTests.Proved(
            """
            number age 0...120 "How old?"
            if age < 18 { finish screened young "Sorry." }
            yesno member "Member?"
            if member {
                if age >= 30 { yesno card "Card?" }
            } else if age >= 60 {
                yesno old "Old?"
            }
            """)
        func text(_ name: String) -> String? {
            proved.survey.questions.firstIndex { $0.name == name }.flatMap {
                proved.proof.condition(of: .asked(QuestionID($0)))?.text
            }
        }
        #expect(text("age") == "always")
        #expect(text("member") == "not ended at young (age < 18)")
        #expect(text("card") == "member, and age >= 30")
        #expect(text("old") == "not taken: member, and age >= 60")
    }

    @Test("the page about the proof shows what is found")
    func documentation() throws {
        let package = FindingTests.folder.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(
            contentsOf: package.appendingPathComponent("Documentation/Proof.md"), encoding: .utf8)
        let shown = FindingTests.files.filter { file in
            let beside = file.deletingPathExtension().appendingPathExtension("txt")
            return (try? String(contentsOf: beside, encoding: .utf8)).map(page.contains) ?? false
        }
        #expect(shown.count == 3)
        for kind in RoutingFinding.Kind.allCases { #expect(page.contains("`\(kind.rawValue)`")) }
    }
}
