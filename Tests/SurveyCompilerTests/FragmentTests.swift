import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// What `fragment`, `use` and `import` are in the compiled survey, and what files may be.
@Suite struct FragmentTests {
    static let library = """
        language en
        translations es
        scale five 1...5 {
            1 "Bad"
            5 "Good"
        }
        options ways {
            - store "In the store"
            - phone "By phone"
        }
        /// Asked about anything.
        fragment contact(who: text, agree: scale = five, most: number = 10, more: yesno = no) {
            page about "About {who}" {
                text name "Who was it at {who}?" personal
                grid quality agree "How was {name}?" {
                    - kept "Kept their word"
                    - fast "Was fast"
                }
                if more { number spend 0...most "How much?" }
                if most > 5 and quality.kept <= 2 { text name2 "Why?" }
            }
        }
        """

    /// Compiles `main.survey` of a folder of files.
    static func compiled(_ files: [String: String], _ name: String = "surveys/main.survey") -> Compilation {
        let text = files[name] ?? ""
        return compile(SourceFile(name: name, text: text)) { path in
            files[path].map { SourceFile(name: path, text: $0) }
        }
    }

    static func files(_ body: String) -> [String: String] {
        [
            "surveys/main.survey": "survey visit\nversion 1\nlanguage en\nimport \"parts/core.survey\"\n"
                + body,
            "surveys/parts/core.survey": library,
        ]
    }

    @Test func aUseHasItsNamesAndTextsAndOnePrefix() throws {
        let compilation = Self.compiled(
            Self.files(
                """
                use contact(who: "the shop") as shop
                use contact(who: "the {shop.name} bar", most: 3, more: yes) as bar
                if mean(bar.quality) < 3 and bar.spend > 1 { text why "Why not {bar.name}?" }
                """))
        #expect(
            compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: compilation.sources))")
        let survey = try #require(compilation.survey)
        #expect(
            survey.variables.map(\.name) == [
                "shop.name", "shop.quality.kept", "shop.quality.fast", "shop.name2", "bar.name",
                "bar.quality.kept", "bar.quality.fast", "bar.spend", "why",
            ])
        #expect(!compilation.isLibrary)
        #expect(compilation.sources.map(\.name) == ["surveys/main.survey", "surveys/parts/core.survey"])
        let names = survey.texts.filter { $0.key == "fragment.contact.question.name" }
        #expect(names.count == 2)
        #expect(names.allSatisfy { $0.catalogue == "core" && $0.source == "Who was it at {who}?" })
        let shop = try #require(survey.texts.firstIndex { $0.key == "use.shop.who" })
        #expect(names[0].pipes == [.init(name: "who", source: .text(TextID(shop)))])
        #expect(survey.texts[shop].catalogue == nil)
        let bar = try #require(survey.texts.first { $0.key == "use.bar.who" })
        #expect(bar.pipes == [.init(name: "shop.name", variable: VariableID(0))])
        let spend = try #require(survey.variable(named: "bar.spend"))
        #expect(survey[spend].domain == .number(NumberRule(low: 0, high: 3)))
        // The shared scale is there once.
        #expect(survey.scales.count == 1)
        #expect(survey.scales[0].name == "five")
    }

    @Test func aLibraryIsCheckedAndTranslatedByItself() throws {
        let compilation = Self.compiled(
            ["parts/core.survey": Self.library], "parts/core.survey")
        #expect(
            compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: compilation.sources))")
        #expect(compilation.isLibrary)
        let survey = try #require(compilation.survey)
        #expect(survey.name == "core")
        #expect(survey.translations == ["es"])
        #expect(survey.texts.allSatisfy { $0.catalogue == nil })
        let used = Self.compiled(Self.files("use contact(who: \"a\", most: 2, more: yes)\n"))
        let keys = Set(survey.texts.map { "\($0.key)=\($0.source)" })
        let needed = try #require(used.survey).texts.filter { $0.catalogue == "core" }
        #expect(!needed.isEmpty)
        #expect(needed.allSatisfy { keys.contains("\($0.key)=\($0.source)") })
        // A wrong name in a fragment is found there.
        let broken = Self.library.replacingOccurrences(of: "{name}", with: "{nam}")
        #expect(
            Self.compiled(["core.survey": broken], "core.survey").diagnostics.map(\.code) == ["E0221"])
    }

    @Test func oneFileByTwoPathsIsOne() throws {
        let files = [
            "main.survey": """
            survey visit
            version 1
            language en
            import "a/one.survey"
            import "a/../b/two.survey"
            import "./shared.survey"
            rating kept five "Kept?"
            """,
            "a/one.survey": "language en\nimport \"../shared.survey\"\nscale one 1...2 {}\n",
            "b/two.survey": "language en\nimport \"../b/../shared.survey\"\nscale two 1...2 {}\n",
            "shared.survey": "language en\nscale five 1...5 {}\n",
        ]
        let compilation = Self.compiled(files, "main.survey")
        #expect(
            compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: compilation.sources))")
        #expect(
            compilation.sources.map(\.name) == [
                "main.survey", "a/one.survey", "b/two.survey", "shared.survey",
            ] || compilation.sources.count == 4)
    }

    @Test func placesAreInTheirFiles() throws {
        let compilation = Self.compiled(
            [
                "main.survey": "survey visit\nversion 1\nlanguage en\nimport \"core.survey\"\nuse f()\n",
                "core.survey": "language en\nfragment f() {\n    nps a \"A\" top 3\n}\n",
            ], "main.survey")
        let text = render(compilation.diagnostics, in: compilation.sources)
        #expect(text.contains("--> core.survey:3:15"))
        let json = renderJSON(compilation.diagnostics, in: compilation.sources)
        #expect(json.array?.first?["file"]?.string == "core.survey")
        #expect(json.array?.first?["line"]?.int == 3)
        #expect(json.array?.first?["offset"]?.int == 41)
    }

    @Test func errorsOfSeveralUsesAreSaidOnce() {
        let body = """
            fragment f() {
                text why "{nobody}"
            }
            use f() as one
            use f() as two
            """
        #expect(compile(survey(body)).diagnostics.map(\.code) == ["E0221"])
        let loop = "for g in 1...20 {\n    text why \"{nobody}\"\n}\n"
        #expect(compile(survey(loop)).diagnostics.map(\.code) == ["E0201"])
    }

    @Test func usesInLoopsAndLoopsInUsesNest() throws {
        let source = survey(
            """
            options ways {
                - store "In the store"
                - phone "By phone"
            }
            fragment visit(where: text) {
                for g in 1...2 { csat mood "How was guest {g} at {where}?" }
                if any(mood <= 2) { text why "Why at {where}?" }
            }
            for c in ways {
                use visit(where: c) as at
                if at.mood.1 == 1 { note sorry "Sorry." }
            }
            if mean(at.mood) > 3 { note thanks "Thank you." }
            """)
        let compilation = compile(source)
        #expect(
            compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: compilation.sources))")
        let survey = try #require(compilation.survey)
        #expect(
            survey.variables.map(\.name) == [
                "at.mood.store.1", "at.mood.store.2", "at.why.store", "at.mood.phone.1", "at.mood.phone.2",
                "at.why.phone",
            ])
    }

    @Test func hostileFragmentsAreBounded() {
        let doubling =
            (0..<40).map { "fragment f\($0)() {\n use f\($0 + 1)() as a\n use f\($0 + 1)() as b\n}\n" }
            .joined()
            + "fragment f40() {\n csat q \"Q\"\n}\nuse f0()\n"
        #expect(!compile(survey(doubling)).diagnostics.isEmpty)
        let ring = (0..<3_000).map { "fragment f\($0)() {\n use f\(($0 + 1) % 3_000)() as a\n}\n" }.joined()
        #expect(compile(survey(ring + "use f0()\n")).diagnostics.contains { $0.code == "E0430" })
        let imports = compile(
            SourceFile(name: "0.survey", text: "language en\nimport \"1.survey\"\nscale a 1...2 {}\n")
        ) {
            path in
            let number = Int(path.dropLast(7)) ?? 0
            return SourceFile(
                name: path, text: "language en\nimport \"\(number + 1).survey\"\nscale s\(number) 1...2 {}\n")
        }
        #expect(imports.diagnostics.map(\.code) == ["E0810"])
    }

    // MARK: Comments that allow warnings

    @Test(arguments: [
        "page a {\n}  // allow: empty\n", "page a { }  // allow: empty\n", "// allow: empty\npage a { }\n",
        "// allow: unused, empty\n// Why it is empty.\n/// A note.\npage a { }\nlet x = 1\n",
    ])
    func allowedWarningsAreSilent(_ body: String) {
        let codes = compile(survey(body + "nps recommend \"Would you?\"\n")).diagnostics.map(\.code)
        switch body {
        // The comment is on another line than what is empty, or what is unused.
        case let body where body.hasPrefix("page a {\n}"): #expect(codes == ["W1009", "W1103"])
        case let body where body.contains("unused"): #expect(codes == ["W1103", "W1001"])
        default: #expect(codes.isEmpty)
        }
    }

    @Test func aFileCanAllowAName() {
        let text =
            "// allow-file: empty\nsurvey visit\nversion 1\nlanguage en\npage a { }\npage b { }\nnps q \"Q?\"\n"
        #expect(compile(SourceFile(name: "x", text: text)).diagnostics.isEmpty)
        let late =
            text.replacingOccurrences(of: "// allow-file: empty\n", with: "") + "// allow-file: empty\n"
        #expect(compile(SourceFile(name: "x", text: late)).diagnostics.map(\.code) == ["W1009", "W1009"])
    }

    @Test func everyWarningHasAKnownName() throws {
        let folder = Folder.package.appendingPathComponent("Sources/SurveyCompiler/Diagnostics")
        var names: Set<String> = []
        for file in try Folder.files(folder, ending: "swift") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /name: "([a-z_]+)"\)/) { names.insert(String(match.1)) }
        }
        #expect(names == Diagnostic.names)
    }
}
