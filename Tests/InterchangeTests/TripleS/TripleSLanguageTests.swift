import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing
import Translations

@Suite("Languages of Triple-S")
struct TripleSLanguageTests {
    /// Two languages and both modes; some texts are in one language only.
    static let wave = """
        <sss version="3.0" xml:lang="en-GB" languages="en-GB sv" modes="interview analysis"><survey><name>wave</name>
        <title>Wave {1}<text xml:lang="sv">V\u{E5}g {1}</text></title>
        <record ident="A">
        <variable ident="1" type="single"><name>Q1</name>
        <label>Likely?<text mode="analysis">Likelihood</text><text mode="interview">How likely?</text>
        <text xml:lang="sv" mode="analysis">Sannolikhet</text><text xml:lang="sv">Hur troligt?</text></label><position start="1"/>
        <values><value code="1">1 - Not at all<text xml:lang="sv">1 - Inte alls</text></value><value code="2">2</value>
        <value code="3">3 - Very<text xml:lang="sv">3 - Mycket</text></value>
        <value code="9">Don't know<text xml:lang="sv">Vet inte</text></value></values></variable>
        <variable ident="2" type="multiple"><name>Q2</name><label>Used<text xml:lang="sv">Anv\u{E4}nt</text></label><position start="2" finish="3"/>
        <values><value code="1">Shop "A"<text xml:lang="sv">Butik \\ "A"</text></value><value code="2">2025</value></values></variable>
        <variable ident="3" type="character"><name>Q3</name><label>Why?</label><position start="4" finish="9"/></variable>
        </record></survey></sss>
        """

    private func imported(_ text: String, locale: String? = nil) throws -> TripleSImport {
        try TripleSImport(
            try TripleSDefinitions(parsing: Array(text.utf8)), fallbackName: "x", locale: locale)
    }

    /// A survey with the catalogues that come with it, and what is found wrong with them.
    private func localized(_ imported: TripleSImport) throws -> (survey: Survey, findings: [CatalogueFinding])
    {
        let survey = try TripleSCircle.compiled(imported)
        let keys = Set(survey.texts.map(\.key))
        let catalogues = try imported.translations.map { translation in
            #expect(Set(translation.texts.keys).isSubset(of: keys), "\(translation.language)")
            let catalogue = Catalogue(
                of: survey, language: translation.language, translations: translation.texts)
            // What is written is read again.
            let reading = Catalogue.read(catalogue.bytes)
            #expect(reading.faults.isEmpty, "\(reading.faults)")
            return try #require(reading.catalogue)
        }
        let result = survey.localized(with: catalogues, libraries: [:])
        return (result.survey, result.findings)
    }

    private func texts(_ survey: Survey, _ tag: String) -> [String: String] {
        let localization = survey.localizations.first { $0.tag == tag }
        var texts: [String: String] = [:]
        for (text, words) in zip(survey.texts, localization?.texts ?? []) where words.state == .current {
            texts[text.key] = words.template
        }
        return texts
    }

    @Test func `each further language becomes a catalogue, and what is in none stays untranslated`() throws {
        let imported = try imported(Self.wave)
        #expect(
            imported.text == """
                survey wave
                version 1
                language en-GB
                translations sv
                title "Wave \\{1\\}"

                /// In tables: Likelihood
                rating Q1 1...3 "How likely?" dont_know "Don't know" {
                    1 "Not at all"
                    3 "Very"
                }

                choices Q2 "Used" {
                    select 0...2
                    - Shop_A = 1 "Shop \\"A\\""
                    - o2025 = 2 "2025"
                }

                text Q3 "Why?" length 6


                """)
        #expect(imported.language == "en-GB")
        #expect(imported.remarks.contains { $0 == "has 1 of 9 texts not in sv" }, "\(imported.remarks)")
        let (survey, findings) = try localized(imported)
        #expect(
            texts(survey, "sv") == [
                "title": "Våg \\{1\\}", "question.Q1": "Hur troligt?", "question.Q1.label.1": "Inte alls",
                "question.Q1.label.3": "Mycket", "question.Q1.missing.dont_know": "Vet inte",
                "question.Q2": "Använt", "question.Q2.option.Shop_A": "Butik \\\\ \"A\"",
                "question.Q2.option.o2025": "2025",
            ])
        #expect(!findings.contains { $0.severity == .error }, "\(findings)")
    }

    @Test func `another language can be the survey's, and kinds of missing are told in English`() throws {
        let imported = try imported(Self.wave, locale: "sv")
        #expect(imported.text.hasPrefix("survey wave\nversion 1\nlanguage sv\ntranslations en-GB\n"))
        #expect(imported.text.contains("/// In tables: Sannolikhet\n"))
        #expect(imported.text.contains("rating Q1 1...3 \"Hur troligt?\""))
        // Which answer is none is known by its English words.
        #expect(imported.text.contains("dont_know \"Vet inte\""))
        #expect(imported.text.contains("text Q3 \"Why?\""))
        let (survey, _) = try localized(imported)
        #expect(texts(survey, "en-GB")["question.Q1"] == "How likely?")
        #expect(try self.imported(Self.wave, locale: "EN").language == "en-GB")
        let fault = #expect(throws: TripleSFault.self) { try self.imported(Self.wave, locale: "fi") }
        #expect(fault?.message == "its texts are in en-GB, sv, and not in fi")
    }

    @Test(arguments: [
        // What is said of languages, a text, and the languages that come of it.
        ("version=\"3.0\" xml:lang=\"fr\"", "Oui", ["fr"]),
        ("version=\"2.0\"", "Oui", ["en"]),
        ("version=\"2.0\" languages=\"fr\"", "Oui", ["fr"]),
        (
            "version=\"2.0\" languages=\"fr de\"",
            "<text xml:lang=\"de\">Ja</text><text xml:lang=\"fr\">Oui</text>", ["fr", "de"]
        ),
        ("version=\"2.0\" languages=\"fr de\"", "Oui<text xml:lang=\"de\">Ja</text>", ["fr", "de"]),
        // The first language has words of its own beside those without a language.
        ("version=\"2.0\" languages=\"fr de\"", "Yes<text xml:lang=\"fr\">Oui</text>", ["en", "fr"]),
        (
            "version=\"2.0\" languages=\"fr en-GB\"",
            "Y<text xml:lang=\"fr\">Oui</text><text xml:lang=\"en-GB\">Yes</text>", ["fr", "en-GB"]
        ),
        (
            "version=\"3.0\" xml:lang=\"el\" languages=\"fr\"", "Ναι<text xml:lang=\"fr\">Oui</text>",
            ["el", "fr"]
        ),
        (
            "version=\"1.2\"", "<text xml:lang=\"pt_BR\">Sim</text><text xml:lang=\"es\">Sí</text>",
            ["pt-BR", "es"]
        ),
        ("version=\"2.0\" languages=\"English fr\"", "Oui", ["fr"]),
        ("version=\"2.0\" languages=\"fr FR\"", "<text xml:lang=\"FR\">Oui</text>", ["fr"]),
    ])
    func `the language of words that name none follows from the file`(
        _ head: String, _ label: String, _ languages: [String]
    ) throws {
        let text = """
            <sss \(head)><survey><record ident="A"><variable ident="1" type="logical"><name>q</name>
            <label>\(label)</label><position start="1"/></variable></record></survey></sss>
            """
        let imported = try imported(text)
        #expect([imported.language] + imported.translations.map(\.language) == languages)
        #expect(imported.remarks.contains { $0.contains("\"English\"") } == head.contains("English"))
        let (survey, _) = try localized(imported)
        #expect(survey.locales == languages)
    }

    @Test func `a file that names languages without end is refused`() {
        let letters = "abcdefghijklmnopqrstuvwxyz"
        let tags = letters.flatMap { first in letters.map { "\(first)\($0)" } }
        let head = "<sss version=\"2.0\" languages=\"\(tags.joined(separator: " "))\">"
        let text = Self.wave.replacing(/<sss [^>]*>/, with: head)
        let fault = #expect(throws: TripleSFault.self) { try imported(text) }
        #expect(fault?.message == "it names more than 50 languages")
    }

    @Test(arguments: ["Tests/Conformance/everything.survey", "Surveys/service_loyalty.survey"])
    func `definitions of ours in all their languages make one survey with its translations`(
        _ path: String
    ) throws {
        let survey = try TripleSRoundTripTests.survey(path)
        let circle = try TripleSCircle(survey, try RowTests.responses(survey, count: 5), version: .v3)
        var definitions: TripleSDefinitions?
        for locale in survey.locales {
            let bytes = try #require(
                circle.files[survey.locales.count > 1 ? "answers.\(locale).sss" : "answers.sss"])
            let other = try TripleSDefinitions(parsing: bytes)
            if definitions == nil { definitions = other } else { try definitions?.add(other) }
        }
        let imported = try TripleSImport(try #require(definitions), fallbackName: "x")
        #expect(imported.language == survey.language)
        #expect(imported.translations.map(\.language) == survey.translations)
        let (back, _) = try localized(imported)
        #expect(back.locales == survey.locales)
        // Each variable is labelled as in the codebook, in each language.
        let (before, after) = (circle.layout.codebook, Codebook(back))
        var compared = 0
        for entry in before.variables where entry.isStored && entry.unit == nil {
            let name = entry.name.replacing(".", with: "_").replacing(":", with: "_")
            guard let variable = back.variable(named: name) else { continue }
            let same = after.variables[variable.position]
            for locale in survey.locales.indices {
                func words(_ text: String) -> String {
                    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                }
                #expect(
                    words(same.label.text(in: locale)) == words(entry.label.text(in: locale)),
                    "\(name) \(locale)")
                compared += 1
                for (option, other) in zip(entry.categories, same.categories) {
                    guard let label = option.label, let found = other.label else { continue }
                    #expect(
                        words(found.text(in: locale)) == words(label.text(in: locale)),
                        "\(name) \(option.code)")
                }
            }
        }
        #expect(compared > 10)
    }

    @Test func `definitions of other data, or in one language twice, are not put together`() throws {
        func definitions(_ text: String) throws -> TripleSDefinitions {
            try TripleSDefinitions(parsing: Array(text.utf8))
        }
        func file(_ tag: String, _ position: Int = 1) -> String {
            "<sss version=\"3.0\"\(tag)>\n<survey><record ident=\"A\"><variable ident=\"1\" type=\"logical\"><name>q</name><label>Q</label><position start=\"\(position)\"/></variable></record></survey></sss>"
        }
        var first = try definitions(file(" xml:lang=\"en\""))
        let faults: [(String, String)] = [
            (file(" xml:lang=\"EN\""), "it is in en, as a file before it is"),
            (file(""), "must say which language they are in"),
            (file(" xml:lang=\"sv\"", 2), "line 2: variable \"q\" is not as in the first file"),
            (Self.wave.replacing("en-GB", with: "fi"), "it describes other data"),
            (
                "<sss version=\"3.0\"><hierarchy><level ident=\"a\" href=\"a.sss\"/></hierarchy></sss>",
                "name the files of one level"
            ),
        ]
        for (text, message) in faults {
            let fault = #expect(throws: TripleSFault.self) { try first.add(try definitions(text)) }
            #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
        }
        try first.add(try definitions(file(" xml:lang=\"sv\"").replacing(">Q<", with: ">F<")))
        let fault = #expect(throws: TripleSFault.self) {
            try first.add(try definitions(file(" xml:lang=\"sv\"")))
        }
        #expect(fault?.message == "it is in sv, as a file before it is")
        let imported = try TripleSImport(first, fallbackName: "x")
        #expect(imported.translations == [try TripleSImport(first, fallbackName: "y").translations[0]])
        #expect(imported.translations[0].texts == ["question.q": "F"])
    }

    /// A document in which two values of attributes have changed places.
    private func exchanged(_ text: String, _ random: inout Seeded) -> String {
        var pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
        let values = pieces.indices.filter {
            pieces[$0 - ($0 > 0 ? 1 : 0)].hasSuffix("=") && !pieces[$0].contains("<")
        }
        let (one, other) = (values.randomElement(using: &random), values.randomElement(using: &random))
        if let one, let other { pieces.swapAt(one, other) }
        return pieces.joined(separator: "\"")
    }

    @Test(arguments: UInt64(0)..<3)
    func `damaged definitions in several languages make surveys that catalogues fit`(_ seed: UInt64) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let corpus = try Data(contentsOf: root.appending(path: "Fuzz/Corpus/triple-s/languages-3.0.sss"))
        var random = Seeded(seed)
        var languages = 0
        for round in 0..<120 {
            let whole = round % 2 == 0 ? Self.wave : String(decoding: corpus, as: UTF8.self)
            let bytes =
                round % 5 == 4
                ? TripleSDamageTests.damaged(Array(whole.utf8), times: 1, &random)
                : Array(exchanged(whole, &random).utf8)
            let end = bytes.firstRange(of: Array("</sss>".utf8))?.upperBound ?? bytes.endIndex
            guard let definitions = try? TripleSDefinitions(parsing: Array(bytes[..<end])),
                let imported = try? TripleSImport(definitions, fallbackName: "x")
            else { continue }
            let (survey, _) = try localized(imported)
            for translation in imported.translations {
                languages += 1
                #expect(survey.locales.contains(translation.language))
                let other = try TripleSImport(definitions, fallbackName: "x", locale: translation.language)
                #expect(try TripleSCircle.compiled(other).language == translation.language)
            }
        }
        #expect(languages > 20)
    }
}
