import Testing

@testable import Terminal

/// The editor without any thought for speed: everything is cut into characters anew after each key.
private struct SlowEditor {
    var text: [Character] = []
    var cursor = 0
    let maximumCharacters: Int
    let hasLines: Bool

    private var before: String { String(text[..<cursor]) }
    private var behind: String { String(text[cursor...]) }

    /// Takes a text, the cursor going to the first place between characters that is not before so many scalars.
    private mutating func set(_ new: String, scalars: Int) {
        text = Array(new)
        var (place, passed) = (0, 0)
        while passed < scalars {
            passed += text[place].unicodeScalars.count
            place += 1
        }
        cursor = place
    }

    mutating func insert(_ added: String) {
        var whole = Array(added)
        while !whole.isEmpty {
            let start = before + String(whole)
            if (start + behind).count <= maximumCharacters {
                return set(start + behind, scalars: start.unicodeScalars.count)
            }
            whole.removeLast()
        }
    }

    mutating func remove(_ range: Range<Int>) {
        let scalars = String(text[..<range.lowerBound]).unicodeScalars.count
        set(String(text[..<range.lowerBound]) + String(text[range.upperBound...]), scalars: scalars)
    }

    private func sort(_ place: Int) -> Int {
        let character = text[place]
        if character.isWhitespace { return 0 }
        return character.isLetter || character.isNumber || character == "_" ? 1 : 2
    }

    var wordStart: Int {
        var place = cursor
        while place > 0, sort(place - 1) == 0 { place -= 1 }
        guard place > 0 else { return 0 }
        let kind = sort(place - 1)
        while place > 0, sort(place - 1) == kind { place -= 1 }
        return place
    }

    var wordEnd: Int {
        var place = cursor
        while place < text.count, sort(place) == 0 { place += 1 }
        guard place < text.count else { return place }
        let kind = sort(place)
        while place < text.count, sort(place) == kind { place += 1 }
        return place
    }

    var lineStart: Int { (text[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
    var lineEnd: Int { text[cursor...].firstIndex(of: "\n") ?? text.count }

    mutating func take(_ key: Key) {
        switch (key.code, key.modifiers) {
        case (.left, []): cursor = max(0, cursor - 1)
        case (.right, []): cursor = min(text.count, cursor + 1)
        case (.left, _): cursor = wordStart
        case (.right, _): cursor = wordEnd
        case (.home, []): cursor = lineStart
        case (.end, []): cursor = lineEnd
        case (.home, _): cursor = 0
        case (.end, _): cursor = text.count
        case (.backspace, []): if cursor > 0 { remove((cursor - 1)..<cursor) }
        case (.delete, []): if cursor < text.count { remove(cursor..<(cursor + 1)) }
        case (.backspace, _): if wordStart < cursor { remove(wordStart..<cursor) }
        case (.delete, _): if wordEnd > cursor { remove(cursor..<wordEnd) }
        case (.enter, _): if hasLines { insert("\n") }
        case (.character("u"), .control):
            let start = lineStart == cursor ? max(0, cursor - 1) : lineStart
            if start < cursor { remove(start..<cursor) }
        case (.character("k"), .control):
            let end = lineEnd == cursor ? min(text.count, cursor + 1) : lineEnd
            if end > cursor { remove(cursor..<end) }
        case (.character(let scalar), _): insert(String(scalar))
        default: break
        }
    }
}

@Suite struct TextEditorModelTests {
    private static let scalars: [Unicode.Scalar] =
        Array(
            "ab c_.,é漢👍\u{301}\u{200D}\u{FE0F}\u{1F3FD}\u{1F1F8}\u{1F1EA}\u{1F468}कष\u{94D}\u{93F}שׁ\u{5B8}\u{E33}\u{600}각\u{1100}"
                .unicodeScalars)
    private static let pastes = [
        "", "uno dos", "α\u{301}", "\u{301}x", "👨‍👩‍👧", "🇸🇪🇪🇸", "\u{1F1F8}", "\u{200D}👧", "क्षि", "x\u{94D}", "שָׁלוֹם",
        "a\nb\n", "\n\u{301}", "  ",
    ]
    private static let commands: [Key] = [
        Key(.left), Key(.right), Key(.left), Key(.right), Key(.left, .control), Key(.right, .alt), Key(.home),
        Key(.end),
        Key(.home, .control), Key(.end, .control), Key(.backspace), Key(.backspace), Key(.delete),
        Key(.delete),
        Key(.backspace, .alt), Key(.delete, .control), .control("u"), .control("k"), Key(.enter), Key(.enter),
    ]

    @Test(arguments: 0..<60)
    func thousandsOfRandomKeysGiveWhatTheSlowEditorGives(seed: Int) {
        var random = SeededNumbers(UInt64(seed))
        let most = seed % 3 == 0 ? Int.random(in: 0...12, using: &random) : .max
        let hasLines = seed % 4 != 1
        var editor = TextEditor(maximumLines: hasLines ? nil : 1, maximumCharacters: most)
        var slow = SlowEditor(maximumCharacters: most, hasLines: hasLines)
        for step in 0..<120 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                let paste = Self.pastes.randomElement(using: &random)!
                editor.insert(paste)
                slow.insert(hasLines ? paste : paste.replacing("\n", with: " "))
            case 1...5:
                let key = Key.character(Self.scalars.randomElement(using: &random)!)
                _ = editor.take(key)
                slow.take(key)
            default:
                let key = Self.commands.randomElement(using: &random)!
                _ = editor.take(key)
                slow.take(key)
            }
            let text = editor.text
            #expect(
                text.unicodeScalars.elementsEqual(String(slow.text).unicodeScalars),
                "seed \(seed), step \(step)")
            #expect(
                editor.count == slow.text.count && editor.cursor == slow.cursor, "seed \(seed), step \(step)")
            #expect(editor.count <= most)
            #expect(
                editor.clusters == text.map(Cluster.init)
                    && editor.cursorByte == text.prefix(editor.cursor).utf8.count)
            if text.count != editor.count { break }
        }
    }

    @Test(arguments: 0..<40)
    func takingBackAndDoingAgainRestoresExactly(seed: Int) {
        var random = SeededNumbers(UInt64(1_000 + seed))
        var editor = TextEditor(text: "Ωραία 👨‍👩‍👧\nनमस्ते", maximumLines: nil, maximumCharacters: 60)
        let start = editor.text
        var seen: Set<String> = [start]
        for _ in 0..<150 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: editor.insert(Self.pastes.randomElement(using: &random)!)
            case 1...6: _ = editor.take(.character(Self.scalars.randomElement(using: &random)!))
            case 7:
                _ = editor.take([.control("_"), .control("r"), .control("y")].randomElement(using: &random)!)
            default: _ = editor.take(Self.commands.randomElement(using: &random)!)
            }
            seen.insert(editor.text)
        }
        for _ in 0..<EditHistory.maximumEdits { _ = editor.take(.control("r")) }
        let end = editor.text
        var states = [end]
        while editor.history.count > 0 {
            _ = editor.take(.control("_"))
            states.append(editor.text)
            #expect(seen.contains(editor.text))
            #expect(editor.clusters == editor.text.map(Cluster.init))
        }
        #expect(states.last == start)
        for state in states.dropLast().reversed() {
            _ = editor.take(.control("r"))
            #expect(editor.text == state)
        }
        #expect(editor.text.unicodeScalars.elementsEqual(end.unicodeScalars))
        // Doing again what there is not to be done changes nothing.
        let before = editor
        _ = editor.take(.control("r"))
        #expect(editor.text == before.text && editor.cursor == before.cursor)
    }

    @Test func longTextsOfTheWorstSortAreEditedInTime() {
        // Quadratic work would take minutes here.
        for unit in ["\u{1F1F8}", "e\u{301}", "\u{301}", "👨‍", "क्", "\u{600}", "a ", "\n"] {
            let text = String(repeating: unit, count: TextEditor.maximumBytes / unit.utf8.count)
            var editor = TextEditor(text: text, maximumLines: nil)
            #expect(editor.text == text)
            for key in [
                Key(.home, .control), .character("\u{1F1F8}"), Key(.backspace), Key(.delete), .control("_"),
                Key(.right, .alt),
                Key(.end, .control), Key(.left, .control), .control("u"), .control("y"), .control("_"),
                Key(.up), Key(.down),
            ] { _ = editor.take(key) }
            #expect(editor.layout(width: 40, height: 10).lines.count <= 10)
            #expect(editor.clusters == editor.text.map(Cluster.init))
        }
    }
}
