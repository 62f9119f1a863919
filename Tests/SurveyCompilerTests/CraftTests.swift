import SurveyCompiler
import Testing

/// Lints over words: what they find, and what they must leave alone.
@Suite struct CraftTests {
    static func names(_ body: String, language: String = "en", translations: String = "") -> [String] {
        let header =
            "survey s\nversion 1\nlanguage \(language)\n"
            + (translations.isEmpty ? "" : "translations \(translations)\n")
        let compilation = compile(SourceFile(name: "s.survey", text: header + body))
        #expect(!compilation.hasErrors, "\(compilation.diagnostics.map(\.message))")
        return compilation.diagnostics.compactMap(\.name)
    }

    @Test(arguments: [
        ("en", "How satisfied were you with the staff and the prices?", ["double_barrelled"]),
        ("en", "How satisfied were you with the brandy?", []),
        ("en", "They didn’t keep me waiting.", ["negated"]),
        ("en", "They didn't keep me waiting.", ["negated"]),
        ("en", "NOT too long", ["negated"]),
        ("en", "A notable place", []),
        ("es", "¿Qué le parecieron el personal y los precios?", ["double_barrelled"]),
        ("es", "¿Qué le pareció el yogur?", []),
        ("es", "No tuve que esperar.", ["negated"]),
        ("sv", "Hur nöjda var du med personalen och priserna?", ["double_barrelled"]),
        ("sv", "Jag behövde inte vänta.", ["negated"]),
        ("el", "Πόσο ικανοποιημένοι είστε από το προσωπικό και τις τιμές;", ["double_barrelled"]),
        ("el", "Δεν χρειάστηκε να περιμένω.", ["negated"]),
        ("el", "Το “και” είναι λέξη.", ["double_barrelled"]),
        ("fi", "Henkilökunta ja hinnat, ei jono and not", []),
    ])
    func wordsOfTheLanguageTell(_ language: String, _ text: String, _ expected: [String]) {
        #expect(Self.names("csat q \"\(text)\"\n", language: language) == expected)
    }

    @Test func onlyRatingsAreDoubleBarrelled() {
        #expect(Self.names("text q \"What was good and what was bad?\"\n").isEmpty)
        #expect(
            Self.names("nps q \"How likely are you to recommend us to friends and colleagues?\"\n").isEmpty)
        #expect(Self.names("yesno q \"Did you call and write?\"\n").isEmpty)
        #expect(Self.names("yesno q \"Did you not call?\"\n") == ["negated"])
    }

    @Test func aNoteBesideItSilencesALint() {
        let text = "csat q \"How satisfied were you with the staff and the prices?\""
        #expect(Self.names("\(text)  // allow: double_barrelled\n").isEmpty)
        #expect(Self.names("// allow: double_barrelled\n\(text)\n").isEmpty)
        #expect(Self.names("csat q \"How was it?\"  // allow: double_barrelled\n") == ["idle_allow"])
    }

    @Test(arguments: [
        ("Why did you choose {way}, please?", ["inflected_pipe"]), ("You chose: {way}. Why?", []),
        ("{way}: why?", []), ("Why “{way}”?", []), ("Why ({way})?", []), ("Why «{way}»?", []),
    ])
    func whatIsPipedStandsAlone(_ text: String, _ expected: [String]) {
        let body = "choice way \"Which way?\" {\n    - shop \"In the shop\"\n    - phone \"By phone\"\n}\n"
        #expect(Self.names(body + "text q \"\(text)\"\n", translations: "el") == expected)
        // Without translations nobody has to inflect it.
        #expect(Self.names(body + "text q \"\(text)\"\n").isEmpty)
    }

    @Test(arguments: [
        ("In all {n} nights?", ["plural_missing"]), ("Is {n} right?", []), ("Is {n} is it?", []),
        ("Nights: {n}. Right?", []), ("In all {n} € a night?", []),
    ])
    func aWordAfterANumberNeedsItsForms(_ text: String, _ expected: [String]) {
        let body = "number n 1...30 \"How many nights?\"\n"
        #expect(Self.names(body + "yesno q \"\(text)\"\n", translations: "el") == expected)
    }

    @Test func scalesRunOneWay() {
        let up = "rating a 1...5 \"How was it?\" {\n    1 \"Bad\"\n    5 \"Good\"\n}\n"
        let down = "rating b 1...7 \"How was it then?\" {\n    1 \"good\"\n    7 \"bad\"\n}\n"
        #expect(Self.names(up + up.replacing("rating a", with: "rating b")).isEmpty)
        #expect(Self.names(up + down) == ["flipped_scale"])
    }
}
