import ProcessorTime
import SampleSurveys
import SurveyModel
import Testing

@Suite struct TextPatternTests {
    static let table: [(String, [String], [String])] = [
        (#"\d{5}"#, ["12345"], ["1234", "123456", "1234a", "", "١٢٣٤٥"]),
        ("[A-Z]{2}-[0-9]+", ["AB-1", "ZZ-0099"], ["AB-", "ab-1", " AB-1", "AB-1\n"]),
        ("(a|bc)*d?", ["", "a", "bcad", "d", "abcbc"], ["b", "dd", "da"]),
        ("a{2,3}", ["aa", "aaa"], ["a", "aaaa", ""]),
        ("a{2,}b{0}", ["aa", "aaaaaaa"], ["a", "aab"]),
        ("a{0,2}|b{3}", ["", "a", "aa", "bbb"], ["aaa", "bb", "ab"]),
        (".+", ["x", "é😀"], ["", "a\nb"]),
        ("[^0-9]*", ["", "abc", "a\nb"], ["a1"]),
        ("[a-c.x-]", ["a", "c", ".", "x", "-"], ["d", "ax", ""]),
        (#"[\]\\\-^]+"#, [#"]\-^"#], ["a", "["]),
        (#"[\d\p{Lu}]+"#, ["4Ω", "Å1"], ["å"]),
        (#"\p{L}+(['’ -]\p{L}+)*"#, ["O'Neill", "Ελένη", "Anna Karin"], ["O'", "4", "a  b"]),
        (#"\w+\s\W"#, ["a_1é !", "naïve\u{A0}-"], ["a!", "- -"]),
        (#"\P{L}\D\S"#, ["1ab", "!!!"], ["a a", "!1!"]),
        (#"\.\*\(\)\|\+\?\{\}\[\]\^\$"#, [".*()|+?{}[]^$"], ["."]),
        (#"\p{Ll}\p{N}"#, ["a½", "ß4"], ["A4", "aa"]),
        ("(|a)b", ["b", "ab"], ["a", "aab"]),
        ("()", [""], ["a"]),
        ("((a?){3}b)+", ["b", "aaab", "bab"], ["aaaab", "a"]),
    ]

    @Test(arguments: table)
    func theWholeTextIsCompared(source: String, good: [String], bad: [String]) throws {
        let pattern = try TextPattern(source)
        for text in good { #expect(pattern.matches(text), "\(source) should take \(text)") }
        for text in bad { #expect(!pattern.matches(text), "\(source) should refuse \(text)") }
    }

    @Test(arguments: [
        ("", 0, "empty"), ("a)", 1, "closes nothing"), ("x(a", 1, "not closed"), ("ab]", 2, "closes nothing"),
        ("}", 0, "closes nothing"), ("*a", 0, "nothing before"), ("(+)", 1, "nothing before"),
        ("a|?", 2, "nothing before"), ("a**", 2, "in a row"), ("a+?", 2, "in a row"),
        ("a{2}{3}", 4, "in a row"),
        ("a{,3}", 1, "count"), ("a{x}", 1, "count"), ("a{2", 1, "count"), ("a{3,2}", 1, "down"),
        ("a{1001}", 1, "at most 1000"), ("a{99999999999999999999}", 1, "at most 1000"),
        ("^a", 0, "not needed"),
        ("a$", 1, "not needed"), ("[", 0, "not closed"), ("[a", 0, "not closed"), ("[]", 0, "empty"),
        ("[z-a]", 1, "lower"), (#"[a-\d]"#, 1, "lower"), ("[[a]", 1, "inside a class"),
        ("a\\", 1, "ends the pattern"),
        (#"(a)\1"#, 3, "back"), (#"\bx"#, 0, "no meaning"), (#"\p{Greek}"#, 0, "letters"),
        (#"\p"#, 0, "letters"),
        (#"\é"#, 0, "leave it out"), ("(?:a)", 0, "group"), ("((a{100}){100}){100}", 15, "too large"),
    ])
    func whatIsNoPatternIsSaidWithItsPlace(source: String, offset: Int, word: String) {
        let fault = #expect(throws: TextPatternFault.self) { try TextPattern(source) }
        #expect(fault?.offset == offset, "\(source)")
        #expect(fault?.message.contains(word) == true, "\(fault?.message ?? "")")
    }

    @Test func sizesAreBounded() throws {
        #expect(throws: TextPatternFault.self) { try TextPattern(String(repeating: "a", count: 2_001)) }
        #expect(
            try TextPattern(String(repeating: "a", count: 2_000)).matches(
                String(repeating: "a", count: 2_000)))
        let deep = String(repeating: "(", count: 999) + "a" + String(repeating: ")", count: 999)
        #expect(try TextPattern(deep).matches("a"))
        #expect(throws: TextPatternFault.self) { try TextPattern(String(repeating: "(", count: 1_000_000)) }
    }

    @Test func equalMeansTheSameBytes() throws {
        #expect(try TextPattern("a+") == TextPattern("a+"))
        #expect(try TextPattern("é") != TextPattern("e\u{301}"))
        #expect(try TextPattern("email") != .email)
        #expect(Set([try TextPattern("a"), try TextPattern("a"), .email, .phone]).count == 3)
    }

    /// A megabyte takes as long as a megabyte takes, whatever the pattern invites.
    @Test(arguments: [
        ("(a*)*b", 1_000_000), ("(a|a)*b", 100_000), ("(a?){50}a{50}b", 10_000), ("(a+)+", 100_000),
        ("(.*)(.*)(.*)x", 100_000), ("((a|aa)+)+b", 100_000),
    ])
    func hostilePatternsStayLinear(source: String, length: Int) throws {
        let pattern = try TextPattern(source)
        let text = String(repeating: "a", count: length)
        let time = processorTime { #expect(pattern.matches(text) == (source == "(a+)+")) }
        // Backtracking takes longer than the universe has; a debug build of this some seconds.
        #expect(time < .seconds(120))
    }

    @Test func agreesWithBacktrackingOnRandomPatterns() throws {
        var random = Seeded(21)
        var matched = 0
        for _ in 0..<4_000 {
            let tree = Regex.random(depth: 3, &random)
            let pattern = try TextPattern(tree.source)
            for _ in 0..<6 {
                let length = Int.random(in: 0...6, using: &random)
                let text = (0..<length).map { _ in ["a", "b", "c"].randomElement(using: &random) ?? "a" }
                let expected = tree.ends(in: text, from: [0]).contains(text.count)
                #expect(pattern.matches(text.joined()) == expected, "\(tree.source) on \(text.joined())")
                if expected { matched += 1 }
            }
        }
        #expect(matched > 1_000)
    }

    @Test func noRandomExpressionTraps() {
        var random = Seeded(22)
        let pieces = [
            "a", "(", ")", "|", "*", "+", "?", "{", "}", "2", ",", "[", "]", "^", "-", "\\", "d", "p{L}", ".",
            "é",
        ]
        var accepted = 0
        for _ in 0..<20_000 {
            let source = (0..<Int.random(in: 1...10, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            do {
                _ = try TextPattern(source).matches("aa2é")
                accepted += 1
            } catch {
                #expect((0...source.unicodeScalars.count).contains(error.offset))
            }
        }
        #expect(accepted > 1_000)
    }

    @Test(arguments: [
        ("ana@example.org", true), ("a.b+c_d@sub.example.co", true), ("ο@παράδειγμα.ελ", true),
        ("a@b.cd", true),
        ("o'neill@x-y.example", true), ("", false), ("@", false), ("a@b", false), ("a@@b.cd", false),
        ("a b@c.de", false), (".a@b.cd", false), ("a.@b.cd", false), ("a..b@c.de", false), ("a@b..cd", false),
        ("a@-b.cd", false), ("a@b-.cd", false), ("a@b.c", false), ("a@1.23", false), ("a@b.cd.", false),
        ("<a@b.cd>", false), ("\"a\"@b.cd", false), ("a@b.cd\n", false),
        (String(repeating: "a", count: 64) + "@b.cd", true),
        (String(repeating: "a", count: 65) + "@b.cd", false),
        ("a@" + String(repeating: "b", count: 64) + ".cd", false),
        ("a@" + String(repeating: "b.", count: 126) + "cd", false),
    ])
    func addressesHaveOneAtAndAPoint(text: String, isAddress: Bool) {
        #expect(TextPattern.email.matches(text) == isAddress, "\(text)")
    }

    @Test(arguments: [
        ("+30 210 123 4567", true), ("08-123 456", true), ("(020) 7946.0018", true), ("12345", true),
        ("1234", false),
        ("1234567890123456", false), ("123456789012345", true), ("++30210123", false), ("30+210123", false),
        ("call 12345", false), ("", false), ("٠١٢٣٤٥٦", false), ("(+34) 600/100/200", true),
    ])
    func telephoneNumbersHaveFiveToFifteenDigits(text: String, isNumber: Bool) {
        #expect(TextPattern.phone.matches(text) == isNumber, "\(text)")
    }
}

/// A pattern as a tree, matched in the plainest way there is: by the set of places where it can end.
private indirect enum Regex {
    case letter(String)
    case any
    case sequence([Regex])
    case either([Regex])
    case repeated(Regex, Int, Int?, String)

    static func random(depth: Int, _ random: inout Seeded) -> Regex {
        guard depth > 0 else {
            return random.chance(80) ? .letter(["a", "b", "c"].randomElement(using: &random) ?? "a") : .any
        }
        func parts() -> [Regex] {
            (0..<Int.random(in: 1...3, using: &random)).map { _ in Regex.random(depth: depth - 1, &random) }
        }
        switch Int.random(in: 0...3, using: &random) {
        case 0: return .sequence(parts())
        case 1: return .either(parts())
        case 2:
            let inner = Regex.random(depth: depth - 1, &random)
            let low = Int.random(in: 0...2, using: &random)
            let high = low + Int.random(in: 0...2, using: &random)
            let forms: [Regex] = [
                .repeated(inner, 0, nil, "*"), .repeated(inner, 1, nil, "+"), .repeated(inner, 0, 1, "?"),
                .repeated(inner, low, low, "{\(low)}"), .repeated(inner, low, nil, "{\(low),}"),
                .repeated(inner, low, high, "{\(low),\(high)}"),
            ]
            return forms.randomElement(using: &random) ?? inner
        default: return Regex.random(depth: depth - 1, &random)
        }
    }

    var source: String {
        switch self {
        case .letter(let letter): letter
        case .any: "."
        case .sequence(let parts): "(" + parts.map(\.source).joined() + ")"
        case .either(let parts): "(" + parts.map(\.source).joined(separator: "|") + ")"
        case .repeated(let inner, _, _, let sign): "(\(inner.source))\(sign)"
        }
    }

    func ends(in text: [String], from starts: Set<Int>) -> Set<Int> {
        switch self {
        case .letter(let letter):
            return Set(starts.filter { $0 < text.count && text[$0] == letter }.map { $0 + 1 })
        case .any: return Set(starts.filter { $0 < text.count }.map { $0 + 1 })
        case .sequence(let parts): return parts.reduce(starts) { $1.ends(in: text, from: $0) }
        case .either(let parts):
            return parts.reduce(into: []) { $0.formUnion($1.ends(in: text, from: starts)) }
        case .repeated(let inner, let low, let high, _):
            var places = starts
            for _ in 0..<low { places = inner.ends(in: text, from: places) }
            var all = places
            for _ in 0..<(high.map { $0 - low } ?? text.count + 1) {
                places = inner.ends(in: text, from: places)
                all.formUnion(places)
            }
            return all
        }
    }
}
