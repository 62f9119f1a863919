import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// Each file `CODE-name.survey` is a broken survey; `CODE-name.txt` beside it is all that the compiler says about it.
@Suite struct DiagnosticTests {
    /// Codes whose file would be too large to commit, or for which only hostile files give cause.
    static let withoutFile: Set<String> = [
        "E0100", "E0105", "E0114", "E0121", "E0125", "E0129", "E0212", "E0319", "E0633",
        "E0810", "E0812",
    ]

    @Test(arguments: (try? Folder.files(Folder.diagnostics, ending: "survey")) ?? [])
    func rendersAsCommitted(_ file: URL) throws {
        let source = try Folder.source(file)
        let compilation = Folder.compile(source)
        let code = String(file.lastPathComponent.prefix(5))
        #expect(compilation.diagnostics.contains { $0.code == code })
        #expect((compilation.survey == nil) == compilation.diagnostics.contains { $0.severity == .error })
        // A file about one thing gives no diagnostics about others.
        #expect(compilation.diagnostics.allSatisfy { $0.code == code })
        try expectSnapshot(
            render(compilation.diagnostics, in: compilation.sources),
            in: file.deletingPathExtension().appendingPathExtension("txt"))
    }

    @Test func everyCodeHasAFile() throws {
        let files = Set(
            try Folder.files(Folder.diagnostics, ending: "survey").map {
                String($0.lastPathComponent.prefix(5))
            })
        let missing = try Self.codesInSource().subtracting(files).subtracting(Self.withoutFile)
        #expect(missing.isEmpty, "\(missing.sorted())")
        #expect(files.isSubset(of: try Self.codesInSource()))
    }

    @Test func documentationIsWhatTheCompilerSays() throws {
        let page = try Documentation.diagnostics()
        try expectSnapshot(page, in: Folder.package.appendingPathComponent("Documentation/Diagnostics.md"))
        for code in try Self.codesInSource() {
            #expect(page.contains("### \(code) "), "\(code) has no section")
        }
        try expectSnapshot(
            Documentation.source(of: page),
            in: Folder.package.appendingPathComponent(
                "Sources/SurveyCompiler/Explanations/DiagnosticsPage.swift"))
    }

    @Test func everyWarningHasANameThatCanBeAllowed() throws {
        var names: Set<String> = []
        for file in try Folder.files(Folder.diagnostics, ending: "survey") {
            for diagnostic in compile(try Folder.source(file)).diagnostics {
                #expect((diagnostic.name != nil) == (diagnostic.severity == .warning), "\(diagnostic.code)")
                if let name = diagnostic.name { names.insert(name) }
            }
        }
        #expect(names == Diagnostic.names)
    }

    @Test func everyCodeIsExplainedWithWhatIsPrinted() throws {
        for code in try Self.codesInSource() {
            let entries = Explanation.entries(for: code.lowercased())
            #expect(!entries.isEmpty, "\(code)")
            for entry in entries {
                #expect(entry.code == code && !entry.title.isEmpty && !entry.why.isEmpty)
                #expect(entry.page().hasPrefix("\(code) "))
            }
        }
        let page = try #require(Explanation.entries(for: "never_true").first).page()
        #expect(page.hasPrefix("W1003 Never true (never_true)\n"))
        #expect(page.contains("It is printed like this:\n\nwarning[W1003"))
        #expect(Explanation.entries(for: "E9999").isEmpty)
        #expect(Explanation.closest(to: "never_tru") == "never_true")
    }

    /// Every code that the compiler's sources can give.
    static func codesInSource() throws -> Set<String> {
        let folder = Folder.package.appendingPathComponent("Sources/SurveyCompiler/Diagnostics")
        var codes: Set<String> = []
        for file in try Folder.files(folder, ending: "swift")
        where file.lastPathComponent.hasSuffix("Diagnostics.swift") {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: /"([EW]\d{4})"/) {
                codes.insert(String(match.1))
            }
        }
        return codes
    }

    @Test func fixesPutRightWhatTheySayTheyDo() throws {
        for file in try Folder.files(Folder.diagnostics, ending: "survey") {
            let source = try Folder.source(file)
            for diagnostic in Folder.compile(source).diagnostics where !diagnostic.fix.isEmpty {
                var bytes = source.bytes
                for edit in diagnostic.fix.sorted(by: { $0.span.lowerBound > $1.span.lowerBound }) {
                    bytes.replaceSubrange(edit.span, with: Array(edit.replacement.utf8))
                }
                let fixed = Folder.compile(SourceFile(name: source.name, bytes: bytes))
                let stays = fixed.diagnostics.contains {
                    $0.code == diagnostic.code && $0.span.lowerBound == diagnostic.span.lowerBound
                }
                #expect(!stays, "\(file.lastPathComponent)")
            }
        }
    }

    @Test func jsonHasEveryKeyInOrder() throws {
        let source = survey(
            "choice channel \"Καλημέρα\" {\n\t- store \"A\"\n}\nif channel = store { text why \"Why?\" }\n")
        let diagnostics = compile(source).diagnostics
        let json = renderJSON(diagnostics, in: source)
        guard case .object(let members)? = json.array?.first else {
            Issue.record("no object")
            return
        }
        #expect(
            members.map(\.key) == [
                "file", "code", "severity", "message", "line", "column", "endLine", "endColumn", "offset",
                "length",
                "explanation", "suggestion", "labels", "fix",
            ])
        #expect(json.array?.first?["line"]?.int == 7)
        #expect(json.array?.first?["column"]?.int == 12)
        #expect(json.array?.first?["length"]?.int == 1)
        #expect(json.array?.first?["fix"]?.array?.first?["replacement"]?.string == "==")
        #expect(try JSONValue(parsing: Array(json.compactText.utf8)) == json)
    }

    @Test func marksStandUnderGreekLettersAndBehindTabs() {
        let source = survey("\tκαλό\n")
        let text = render(compile(source).diagnostics, in: source)
        #expect(text.contains("4 |     καλό\n"))
        #expect(text.contains("  |     ^^^^"))
    }

    @Test func aLineOfAMegabyteIsCutAroundThePlace() {
        let source = survey("text why \"" + String(repeating: "α", count: 500_000) + "\\q\"\n")
        let text = render(compile(source).diagnostics, in: source)
        #expect(text.utf8.count < 2_000)
        #expect(text.contains("^^"))
    }

    @Test func noControlCharacterReachesTheTerminal() {
        let source = SourceFile(
            name: "a\u{1B}[2J.survey", text: "survey \u{1B}]0;x\u{7} \"\u{202E}\"\u{9B}\n")
        let text = render(compile(source).diagnostics, in: source)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && TextRule.isForbidden($0) })
    }
}
