import SampleSurveys
import Testing

@testable import SurveySyntax

/// The one layout, and what it never changes.
@Suite struct FormatterTests {
    /// Formats a text, checks what has to hold for every one, and gives the result. `nil` if the text has errors.
    @discardableResult func formatted(_ text: String, _ location: SourceLocation = #_sourceLocation) throws
        -> String?
    {
        let before = try tree(text)
        guard let bytes = format(before) else { return nil }
        let after = try tree(bytes)
        #expect(after.words == before.words, sourceLocation: location)
        #expect(after.comments == before.comments, sourceLocation: location)
        #expect(after.root.dump == before.root.dump, sourceLocation: location)
        #expect(after.errors.isEmpty, sourceLocation: location)
        let result = String(decoding: bytes, as: UTF8.self)
        let again = format(after).map { String(decoding: $0, as: UTF8.self) }
        #expect(again == result, "formatting twice is formatting once", sourceLocation: location)
        return result
    }

    @Test func examplesAreInTheLayout() throws {
        for example in Examples.all { #expect(try formatted(example) == example) }
    }

    @Test(arguments: [
        ("", ""),
        ("survey   x", "survey x\n"),
        ("\u{FEFF}survey x\r\n\r\n\r\n\r\nversion  1\r\n\r\n", "survey x\n\nversion 1\n"),
        ("page a\n{\n\n\nnps q   \"Q\"\n\n}", "page a {\n    nps q \"Q\"\n}\n"),
        ("if a==1{nps q \"Q\"}\nelse{nps r \"R\"}", "if a == 1 { nps q \"Q\" } else { nps r \"R\" }\n"),
        ("if a { nps q \"Q\"\n}", "if a {\n    nps q \"Q\"\n}\n"),
        (
            "choice c \"C\" {\n- a \"A\"\n- long \"L\"   specify\n}",
            "choice c \"C\" {\n    - a    \"A\"\n    - long \"L\"  specify\n}\n"
        ),
        (
            "choice c \"C\" {\n- a = 1 \"A\"\n- long=-2 \"L\" if x\n}",
            "choice c \"C\" {\n    - a = 1     \"A\"\n    - long = -2 \"L\"  if x\n}\n"
        ),
        ("csat a \"A\"\nrating bcd 1 ... 5 \"B\"", "csat   a   \"A\"\nrating bcd 1...5 \"B\"\n"),
        (
            "metric a=mean(q)\nmetric bcd = f( x , y ) by c,d",
            "metric a   = mean(q)\nmetric bcd = f(x, y) by c, d\n"
        ),
        ("let x = ( a+b )*-c", "let x = (a + b) * -c\n"),
        ("let x = [a,\n   b,\n c\n]", "let x = [a,\n    b,\n    c\n]\n"),
        ("note n\n \"One, \"\n \"two\"", "note n\n    \"One, \"\n    \"two\"\n"),
        ("survey x // one\nversion 1        // two", "survey x         // one\nversion 1        // two\n"),
        (
            "survey x// one\nversion 1// two\n\n\n// three   ",
            "survey x   // one\nversion 1  // two\n\n// three\n"
        ),
        (
            "page a { // why\n// inside\n/// note\nnps q \"Q\"\n// end\n}\n",
            "page a {  // why\n    // inside\n    /// note\n    nps q \"Q\"\n    // end\n}\n"
        ),
        (
            "if a { nps q \"Q\" }\n// then\nelse { nps r \"R\" }",
            "if a { nps q \"Q\" }\n// then\nelse { nps r \"R\" }\n"
        ),
        ("choice c \"C\" { select 1...3   shuffle }", "choice c \"C\" { select 1...3 shuffle }\n"),
        (
            "scale s -5...5 {\n-5 \"L\"\n5 \"H\"\n- 0 \"M\"\n}",
            "scale s -5...5 {\n    -5  \"L\"\n    5   \"H\"\n    - 0 \"M\"\n}\n"
        ),
        (
            "language pt-BR\nfragment f ( a : text ) {}\nuse f ( a : 1 ) as g",
            "language pt-BR\nfragment f(a: text) { }\nuse f(a: 1) as g\n"
        ),
    ])
    func layout(text: String, expected: String) throws {
        #expect(try formatted(text) == expected)
    }

    @Test func aFileWithErrorsIsLeftAlone() throws {
        #expect(try formatted("nps q") == nil)
    }

    /// Other white space between the words of the examples, comments at some line ends.
    @Test func otherWhiteSpaceChangesNothingElse() throws {
        var random = Seeded(7)
        var count = 0
        for example in Examples.all {
            let tree = try tree(example)
            for _ in 0..<20 {
                var text = ""
                for token in tree.allTokens {
                    switch token.kind {
                    case .whitespace:
                        text += [" ", "  ", "\t", "         "].randomElement(using: &random) ?? " "
                    case .newline:
                        text +=
                            ["\n", "\n", "\r\n", "\n\n\n", "   // c\n", "\n  // own line \n"].randomElement(
                                using: &random) ?? "\n"
                    default: text += token.text
                    }
                }
                if try formatted(text) != nil { count += 1 }
            }
        }
        #expect(count == 60)
    }

    /// Pieces of the examples put together anew, and words taken out where that is allowed.
    @Test func mutatedFilesKeepTheirMeaning() throws {
        var random = Seeded(8)
        var count = 0
        for example in Examples.all {
            let tree = try tree(example)
            let tokens = Array(tree.allTokens)
            for _ in 0..<120 {
                var texts = tokens.map(\.text)
                for _ in 0..<2 {
                    let place = Int.random(in: 0..<texts.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: texts[place] = ""
                    case 1:
                        texts.insert(["\n", " ", "// c\n"].randomElement(using: &random) ?? "", at: place)
                    default: texts[place] = tokens.randomElement(using: &random)?.text ?? ""
                    }
                }
                if try formatted(texts.joined()) != nil { count += 1 }
            }
        }
        #expect(count > 60)
    }
}
