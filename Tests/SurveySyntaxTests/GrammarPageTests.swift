import Foundation
import SampleSurveys
import Testing

@testable import SurveySyntax

/// The grammar that `Documentation/Reference.md` prints is the one that the parser reads.
@Suite struct GrammarPageTests {
    static let grammar: Grammar? = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try? String(
            contentsOf: folder.appending(path: "Documentation/Reference.md"), encoding: .utf8)
        let block = page?.components(separatedBy: "```ebnf\n").dropFirst().first
        return block?.components(separatedBy: "\n```").first.flatMap(Grammar.init)
    }()

    @Test func everyRuleIsDefinedUsedAndFinite() throws {
        let grammar = try #require(Self.grammar)
        var used: Set<String> = ["File"]
        for form in grammar.rules.values {
            form.forEach { if case .reference(let name) = $0 { used.insert(name) } }
        }
        #expect(used.subtracting(grammar.rules.keys) == Grammar.tokens)
        #expect(Set(grammar.rules.keys).subtracting(used) == [])
        #expect(grammar.heights.keys.count == grammar.rules.count)
    }

    @Test func theWordsOfThePageAreTheWordsOfTheParser() throws {
        var written: Set<String> = []
        for form in try #require(Self.grammar).rules.values {
            form.forEach {
                if case .literal(let text) = $0, text.allSatisfy({ $0.isLetter || $0 == "_" }) {
                    written.insert(text)
                }
            }
        }
        #expect(written == Set(Word.allCases.filter { $0 != .none }.map(\.spelling)))
    }

    /// Sentences of the grammar are surveys without an error, and formatting them twice is formatting them once.
    @Test(arguments: 0..<20)
    func theParserAcceptsWhatTheGrammarMakes(seed: Int) throws {
        let grammar = try #require(Self.grammar)
        for round in 0..<20 {
            var sentence = Sentence(grammar, seed: UInt64(seed * 1_000 + round))
            let text = sentence.file()
            let made = try tree(text)
            guard made.errorCount == 0 else {
                Issue.record("\(try errors(text))\n\(text)")
                return
            }
            let formatted = try #require(format(made))
            let again = try tree(formatted)
            #expect(again.words == made.words)
            #expect(again.root.dump == made.root.dump)
            #expect(format(again) == formatted, "\(String(decoding: formatted, as: UTF8.self))")
        }
    }

    /// The sentences are not all of one kind: together they have every node that the parser can make.
    @Test func theSentencesHaveEveryKindOfNode() throws {
        let grammar = try #require(Self.grammar)
        var missing = Set((0...SyntaxKind.missing.rawValue).compactMap(SyntaxKind.init))
        missing.subtract([.unexpected, .missing])
        for seed in 0..<1_000 where !missing.isEmpty {
            var sentence = Sentence(grammar, seed: UInt64(seed))
            let made = try tree(sentence.file())
            for node in made.nodes { missing.remove(node.kind) }
        }
        #expect(missing.map { "\($0)" } == [])
    }
}

/// A grammar in the notation of the page: `{ }` repeats, `[ ]` may be left out, `|` separates, a full stop ends a rule.
struct Grammar: Sendable {
    indirect enum Form: Sendable {
        case literal(String)
        case reference(String)
        case sequence([Form])
        case choice([Form])
        case optional(Form)
        case repeated(Form)

        func forEach(_ body: (Form) -> Void) {
            body(self)
            switch self {
            case .literal, .reference: break
            case .sequence(let parts), .choice(let parts): for part in parts { part.forEach(body) }
            case .optional(let part), .repeated(let part): part.forEach(body)
            }
        }
    }

    /// What is made of characters, not of other rules.
    static let tokens: Set<String> = ["NAME", "INT", "NUM", "DATE", "TIME", "STRING", "TAG", "BULLET"]

    private(set) var rules: [String: Form] = [:]
    /// How many rules stand inside one another in the smallest sentence of a rule.
    private(set) var heights: [String: Int] = [:]

    /// Reads a grammar; `nil` if it is none.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map { line in
            line.components(separatedBy: "//").first ?? ""
        }
        var reader = Reader(words: Self.words(lines.joined(separator: "\n")))
        while let name = reader.next() {
            guard reader.next() == "=", let form = reader.choice(), reader.next() == ".", rules[name] == nil
            else {
                return nil
            }
            rules[name] = form
        }
        var isChanged = true
        while isChanged {
            isChanged = false
            for (name, form) in rules {
                guard let height = height(form), height + 1 < heights[name] ?? .max else { continue }
                heights[name] = height + 1
                isChanged = true
            }
        }
    }

    /// The least height of a form; `nil` if it is not known to end.
    func height(_ form: Form) -> Int? {
        switch form {
        case .literal, .optional, .repeated: return 0
        case .reference(let name): return Self.tokens.contains(name) ? 0 : heights[name]
        case .sequence(let parts):
            let heights = parts.compactMap(height)
            return heights.count == parts.count ? heights.max() ?? 0 : nil
        case .choice(let parts): return parts.compactMap(height).min()
        }
    }

    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var rest = text[...]
        while let first = rest.first {
            if first == "\"" {
                let end = rest.dropFirst().firstIndex(of: "\"") ?? rest.index(before: rest.endIndex)
                words.append(String(rest[...end]))
                rest = rest[rest.index(after: end)...]
            } else if first.isLetter {
                let word = rest.prefix { $0.isLetter }
                words.append(String(word))
                rest = rest.dropFirst(word.count)
            } else {
                if !first.isWhitespace { words.append(String(first)) }
                rest = rest.dropFirst()
            }
        }
        return words
    }

    private struct Reader {
        var words: [String]
        var at = 0

        var peek: String? { at < words.count ? words[at] : nil }

        mutating func next() -> String? {
            defer { at += 1 }
            return peek
        }

        mutating func choice() -> Form? {
            var parts: [Form] = []
            repeat {
                if !parts.isEmpty { at += 1 }
                guard let part = sequence() else { return nil }
                parts.append(part)
            } while peek == "|"
            return parts.count == 1 ? parts[0] : .choice(parts)
        }

        mutating func sequence() -> Form? {
            var parts: [Form] = []
            while let word = peek, !["|", ")", "]", "}", "."].contains(word) {
                at += 1
                switch word {
                case "(":
                    guard let part = choice(), next() == ")" else { return nil }
                    parts.append(part)
                case "[":
                    guard let part = choice(), next() == "]" else { return nil }
                    parts.append(.optional(part))
                case "{":
                    guard let part = choice(), next() == "}" else { return nil }
                    parts.append(.repeated(part))
                case _ where word.hasPrefix("\""): parts.append(.literal(String(word.dropFirst().dropLast())))
                case _ where word.first?.isLetter == true: parts.append(.reference(word))
                default: return nil
                }
            }
            return parts.isEmpty ? nil : .sequence(parts)
        }
    }
}

/// A random sentence of the grammar, with line breaks where lines have to end and, now and then, where they may.
struct Sentence {
    private let grammar: Grammar
    private var random: Seeded
    private var text = ""
    /// Open braces, by which lines are indented: at column 0 some words close blocks.
    private var depth = 0
    /// Open parentheses and brackets, inside which lines may break.
    private var brackets = 0
    /// The next word follows without a blank.
    private var isGlued = true
    private var followsBrace = false

    /// What begins on a line of its own, or after `{`.
    private static let lines: Set<String> = ["Decl", "Stmt", "Arm", "Line", "TestLine"]

    init(_ grammar: Grammar, seed: UInt64) {
        self.grammar = grammar
        random = Seeded(seed)
    }

    mutating func file() -> String {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            add(.reference("Decl"), in: "File", budget: [10, 14, 18, 22].randomElement(using: &random) ?? 10)
        }
        return text + "\n"
    }

    private mutating func add(_ form: Grammar.Form, in rule: String, budget: Int) {
        switch form {
        case .literal(let word): literal(word, in: rule)
        case .reference(let name) where Grammar.tokens.contains(name): token(name, in: rule)
        case .reference(let name):
            guard let body = grammar.rules[name] else { return }
            // A statement of the file is the declaration whose line has begun.
            if Self.lines.contains(name), rule != "Decl", !(followsBrace && random.chance(30)) { breakLine() }
            followsBrace = false
            add(body, in: name, budget: budget - 1)
        case .sequence(let parts): for part in parts { add(part, in: rule, budget: budget) }
        case .choice(let parts):
            let small = parts.filter { grammar.height($0) ?? .max <= budget }
            let smallest = parts.min { grammar.height($0) ?? .max < grammar.height($1) ?? .max }
            guard let part = small.randomElement(using: &random) ?? smallest else { return }
            add(part, in: rule, budget: budget)
        case .optional(let part):
            if random.chance(50), grammar.height(part) ?? .max <= budget {
                add(part, in: rule, budget: budget)
            }
        case .repeated(let part):
            for _ in 0..<4 where grammar.height(part) ?? .max <= budget {
                guard random.chance(55) else { return }
                add(part, in: rule, budget: budget)
            }
        }
    }

    private mutating func literal(_ word: String, in rule: String) {
        switch word {
        case "{":
            write(word)
            depth += 1
            followsBrace = true
        case "}":
            depth -= 1
            followsBrace = false
            if random.chance(70) { breakLine() }
            write(word)
        case ".", "[":
            if rule == "Tail" { isGlued = true }
            write(word)
            if word == "[" { brackets += 1 }
            if rule == "Tail" { isGlued = true }
        case ")", "]":
            brackets -= 1
            write(word)
        default:
            write(word)
            if word == "(" { brackets += 1 }
            if brackets > 0, [",", "+", "==", "and", "or"].contains(word), random.chance(15) {
                breakLine(isContinued: true)
            }
        }
    }

    private mutating func token(_ name: String, in rule: String) {
        var choices: [String]
        switch name {
        case "NAME" where rule == "Option" && random.chance(30):
            // Words are names where a name stands.
            choices = ["phone", "note", "if", "page", "optional", "group", "text", "metric"]
        case "NAME":
            choices = ["store", "overall", "q1", "Used", "_x", "c", "a_name_that_is_somewhat_longer"]
        case "INT": choices = ["0", "1", "5", "10000"]
        case "NUM": choices = ["0", "12", "1.5", "0.25"]
        case "DATE": choices = ["2026-11-21"]
        case "TIME": choices = ["09:30"]
        case "TAG": choices = ["en", "pt-BR", "zh-Hant", "es-419"]
        case "BULLET": choices = ["-"]
        default:
            if rule == "Text", random.chance(10) { breakLine(isContinued: true) }
            choices = ["\"Text\"", #""Say \"{q1}\".""#, "\"Grüße, {c | you}\"", "\"\"", "\"a // b\""]
        }
        write(choices.randomElement(using: &random) ?? choices[0])
    }

    private mutating func write(_ word: String) {
        text += isGlued ? word : " " + word
        isGlued = false
    }

    private mutating func breakLine(isContinued: Bool = false) {
        if !text.isEmpty { text += "\n" }
        text += String(repeating: "    ", count: depth + (isContinued ? 1 : 0))
        isGlued = true
    }
}
