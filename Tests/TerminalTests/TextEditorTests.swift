import Testing

@testable import Terminal

@Suite struct TextEditorTests {
    /// An editor with the cursor where `|` stands.
    private func editor(_ marked: String, lines: Int? = nil, characters: Int = .max) -> TextEditor {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        var editor = TextEditor(text: parts.joined(), maximumLines: lines, maximumCharacters: characters)
        editor.move(to: parts[0].count)
        return editor
    }

    /// The text with `|` where the cursor is.
    private func marked(_ editor: TextEditor) -> String {
        var text = editor.text
        text.insert("|", at: text.index(text.startIndex, offsetBy: editor.cursor))
        return text
    }

    private static let keys: [String: Key] = [
        "left": Key(.left), "right": Key(.right), "up": Key(.up), "down": Key(.down), "home": Key(.home),
        "end": Key(.end),
        "bs": Key(.backspace), "del": Key(.delete), "enter": Key(.enter), "M-bs": Key(.backspace, .alt),
        "M-del": Key(.delete, .alt), "C-left": Key(.left, .control), "C-right": Key(.right, .control),
        "M-left": Key(.left, .alt), "M-right": Key(.right, .alt), "C-home": Key(.home, .control),
        "C-end": Key(.end, .control), "M-b": Key(.character("b"), .alt), "M-f": Key(.character("f"), .alt),
        "M-d": Key(.character("d"), .alt), "M-_": Key(.character("_"), .alt), "C-a": .control("a"),
        "C-e": .control("e"),
        "C-w": .control("w"), "C-u": .control("u"), "C-k": .control("k"), "C-y": .control("y"),
        "C-_": .control("_"),
        "C-r": .control("r"), "S-left": Key(.left, .shift), "space": .character(" "),
    ]

    /// What a few keys make of a text, `|` being the cursor.
    private static let table: [(String, String, String)] = [
        // By characters: with marks, emoji of several scalars, flags, conjuncts and Hebrew points.
        ("ab|c", "left", "a|bc"), ("|ab", "left", "|ab"), ("ab|", "right", "ab|"), ("a|b", "S-left", "|ab"),
        ("κα\u{301}|ν", "left", "κ|α\u{301}ν"), ("α\u{301}|", "bs", "|"), ("|α\u{301}β", "del", "|β"),
        ("a👨‍👩‍👧|b", "bs", "a|b"), ("a|👍🏽b", "right", "a👍🏽|b"), ("🇸🇪🇪🇸|", "bs", "🇸🇪|"),
        ("क्षि|", "left", "|क्षि"), ("नमस्ते|", "bs", "नम|"), ("שָׁלוֹם|", "bs", "שָׁלוֹ|"), ("שָׁלוֹ|", "bs", "שָׁל|"),
        ("ab|c", "bs bs bs", "|c"), ("a|bc", "del del del", "a|"),
        // By words.
        ("uno dos|", "C-left", "uno |dos"), ("uno dos  |", "M-left", "uno |dos  "),
        ("|uno dos", "C-right", "uno| dos"),
        ("uno|  dos", "M-f", "uno  dos|"), ("a, b|", "M-b M-b", "a|, b"), ("a\nb|", "M-b M-b", "|a\nb"),
        ("Πω\u{301}ς είσαι|", "M-b", "Πω\u{301}ς |είσαι"), ("naïve test|", "C-w", "naïve |"),
        ("uno dos|", "M-bs", "uno |"), ("|uno dos", "M-d", "| dos"), ("|uno dos", "M-del M-del", "|"),
        ("שלום עולם|", "C-w", "שלום |"), ("hi 👍👍|", "C-w", "hi |"), ("|", "C-w", "|"),
        // By lines, as they were typed.
        ("ab\ncd|e", "home", "ab\n|cde"), ("ab\ncd|e", "C-a", "ab\n|cde"), ("a|b\ncde", "end", "ab|\ncde"),
        ("a|b\ncde", "C-e", "ab|\ncde"), ("ab\nc|d", "C-home", "|ab\ncd"), ("a|b\ncd", "C-end", "ab\ncd|"),
        ("ab\ncd|e", "C-u", "ab\n|e"), ("ab\n|cd", "C-u", "ab|cd"), ("a|b\ncd", "C-k", "a|\ncd"),
        ("ab|\ncd", "C-k", "ab|cd"), ("ab|", "C-k", "ab|"),
        // What was cut comes back, all of it where one cut followed another.
        ("uno dos|", "C-w C-y C-y", "uno dosdos|"), ("uno dos tres|", "C-w C-w home C-y", "dos tres|uno "),
        ("|ab\ncd", "C-k C-k end C-y", "cdab\n|"), ("uno dos|", "C-w left right C-w C-y", "uno |"),
        ("|uno dos", "M-d M-d C-y", "uno dos|"), ("ab|", "C-y", "ab|"),
        // Up and down keep their column, over shorter lines.
        ("abcd\nx\nab|cd", "up up", "ab|cd\nx\nabcd"),
        ("abcd|\nx\nabcd", "down down up up", "abcd|\nx\nabcd"),
        ("abcd|\nx\nabcd", "down", "abcd\nx|\nabcd"), ("漢字|\nabcd", "down", "漢字\nabcd|"),
        ("漢|字\nabcd", "down", "漢字\nab|cd"),
        ("a|b", "up", "a|b"), ("a|b", "down", "a|b"),
        // Line breaks.
        ("a|b", "enter", "a\n|b"), ("a\n|b", "bs", "a|b"),
        // What joins when what stood between is gone, and what a mark joins.
        ("e|\n\u{301}x", "del", "e\u{301}|x"), ("🇸|a🇪", "del", "🇸🇪|"), ("|🇪🇸🇪", "del", "|🇪"),
        // Taking back and doing again.
        ("ab|", "bs C-_", "ab|"), ("ab|", "bs bs C-_ C-r", "|"), ("uno dos|", "C-w C-_ M-_", "uno |"),
        ("|", "C-_ C-r", "|"),
        ("a|b", "enter C-_", "a|b"), ("ab|", "bs home C-_", "ab|"),
    ]

    @Test func eachKeyDoesWhatTheTableSays() {
        for (before, keys, after) in Self.table {
            var editor = editor(before)
            for name in keys.split(separator: " ") { _ = editor.take(Self.keys[String(name)]!) }
            #expect(marked(editor) == after, "\(before.debugDescription) \(keys)")
            #expect(editor.count == editor.text.count)
        }
    }

    @Test func keysThatDoNotEditAreLeftToOthers() {
        var one = editor("ab|", lines: 1)
        let others: [Key] = [
            Key(.tab), Key(.escape), Key(.enter), Key(.up), Key(.down), Key(.pageUp), Key(.insert),
            Key(.function(1)),
            .control("c"), .control("z"), Key(.character("x"), .alt), .character("\u{202E}"),
            .character("\n"),
        ]
        for key in others { #expect(one.take(key) == false, "\(key)") }
        #expect(one == editor("ab|", lines: 1))
        var several = editor("ab|")
        #expect(!several.take(Key(.up)) && !several.take(Key(.down)))
        for key in [Key(.left), Key(.backspace), Key(.home), .control("y"), .character("é")] {
            #expect(one.take(key) == true)
        }
    }

    @Test func aMarkThatIsTypedAloneJoinsTheLetterBefore() {
        var greek = TextEditor(maximumCharacters: 4)
        for scalar in "και\u{301}".unicodeScalars { #expect(greek.take(.character(scalar)) == true) }
        #expect(greek.text == "και\u{301}" && greek.count == 3 && greek.cursor == 3)
        _ = greek.take(Key(.backspace))
        #expect(greek.text == "κα")

        var family = TextEditor(maximumCharacters: 1)
        for scalar in "👨‍👩‍👧".unicodeScalars { _ = family.take(.character(scalar)) }
        // The joiner joins what comes, so that one character is one at the end; there was no room for a second one.
        #expect(family.text == "👨‍👩‍👧" && family.cursor == 1)

        var india = TextEditor()
        for scalar in "क्षि".unicodeScalars { _ = india.take(.character(scalar)) }
        #expect(india.text == "क्षि" && india.count == "क्षि".count)

        var between = editor("a|b")
        _ = between.take(.character("\u{308}"))
        #expect(marked(between) == "a\u{308}|b")
        var first = TextEditor()
        _ = first.take(.character("\u{301}"))
        #expect(first.count == 1 && first.cursor == 1)
    }

    @Test func whatDoesNotFitIsLeftOutInWholeCharacters() {
        var editor = TextEditor(maximumCharacters: 3)
        #expect(editor.insert("ab👨‍👩‍👧cd") == false)
        #expect(editor.text == "ab👨‍👩‍👧" && editor.didNotFit)
        #expect(editor.take(.character("x")) == true)
        #expect(editor.count == 3 && editor.didNotFit)
        // A mark needs no room of its own.
        _ = editor.take(Key(.backspace))
        #expect(!editor.didNotFit)
        #expect(editor.insert("e") && editor.insert("\u{301}"))
        #expect(editor.text == "abe\u{301}")
        #expect(editor.insert("\u{302}x") == false)
        #expect(editor.text == "abe\u{301}\u{302}")
        #expect(TextEditor(text: "abc", maximumCharacters: 0).isEmpty)
        #expect(TextEditor(text: "abc", maximumCharacters: -1).isEmpty)
        // A letter of a flag that makes those behind it pair anew.
        var flags = self.editor("a|🇸🇪", characters: 2)
        #expect(flags.take(.character("\u{1F1EA}")) == true)
        #expect(marked(flags) == "a|🇸🇪" && flags.didNotFit)
        flags = self.editor("a|🇸🇪", characters: 3)
        #expect(flags.take(.character("\u{1F1EA}")) == true)
        #expect(flags.text == "a\u{1F1EA}\u{1F1F8}\u{1F1EA}" && flags.count == 3 && flags.cursor == 2)
    }

    @Test func aTextHasNoMoreBytesThanItMay() {
        var editor = TextEditor(maximumLines: nil)
        #expect(editor.insert(String(repeating: "é", count: TextEditor.maximumBytes)) == false)
        #expect(editor.text.utf8.count == TextEditor.maximumBytes)
        #expect(editor.take(.character("x")) && editor.didNotFit)
        #expect(editor.insert("x") == false)
        _ = editor.take(Key(.home))
        #expect(editor.take(.character("\u{301}")) && editor.didNotFit)
        #expect(editor.text.utf8.count == TextEditor.maximumBytes)
        // One character with ever so many marks.
        var tall = TextEditor(text: "e" + String(repeating: "\u{301}", count: 20_000))
        #expect(tall.count == 1)
        _ = tall.take(.character("\u{302}"))
        #expect(tall.count == 1 && tall.cursor == 1)
        _ = tall.take(Key(.backspace))
        #expect(tall.isEmpty)
    }

    @Test func pastesAreCleanedAndKeepTheLinesThatTheyMay() {
        var one = TextEditor(maximumLines: 1)
        #expect(one.insert("a\r\nb\tc\u{1B}[31m\u{202E}d") == true)
        #expect(one.text == "a b c[31md")
        var three = TextEditor(text: "x", maximumLines: 3)
        #expect(three.insert("\n1\n2\n3") == true)
        #expect(three.text == "x\n1\n2 3")
        #expect(three.take(Key(.enter)) == false)
        #expect(TextEditor(text: "a\nb").text == "a b")
        #expect(TextEditor(text: "a\nb", maximumLines: 0).maximumLines == 1)
    }

    @Test func typingIsTakenBackByWords() {
        var editor = TextEditor(maximumLines: nil)
        for scalar in "uno dos  tre\u{301}s, 4".unicodeScalars { _ = editor.take(.character(scalar)) }
        var seen: [String] = []
        while !editor.isEmpty {
            _ = editor.take(.control("_"))
            seen.append(editor.text)
        }
        #expect(seen == ["uno dos  tre\u{301}s, ", "uno dos  ", "uno ", ""])
        for _ in 0..<9 { _ = editor.take(.control("r")) }
        #expect(editor.text == "uno dos  tre\u{301}s, 4")
        // Erasing by single characters goes by words as well, and a move ends a step.
        for _ in 0..<9 { _ = editor.take(Key(.backspace)) }
        #expect(editor.text == "uno dos")
        _ = editor.take(.control("_"))
        #expect(editor.text.hasPrefix("uno dos "))
        var moved = TextEditor()
        _ = moved.take(.character("a"))
        _ = moved.take(Key(.home))
        _ = moved.take(Key(.end))
        _ = moved.take(.character("b"))
        _ = moved.take(.control("_"))
        #expect(moved.text == "a")
        // A new edit forgets what was taken back.
        _ = moved.take(.character("c"))
        _ = moved.take(.control("r"))
        #expect(moved.text == "ac")
    }

    @Test func takingBackIsBounded() {
        var editor = TextEditor(maximumLines: nil)
        let text = String(repeating: "lorem ipsum ", count: TextEditor.maximumBytes / 12)
        for _ in 0..<6 {
            #expect(editor.insert(text) == true)
            _ = editor.take(Key(.home, .control))
            _ = editor.take(.control("k"))
            #expect(editor.isEmpty)
        }
        #expect(editor.history.size <= EditHistory.maximumBytes && editor.history.count < 6)
        for _ in 0..<EditHistory.maximumEdits + 9 {
            _ = editor.take(.character("x"))
            _ = editor.take(Key(.home))
        }
        #expect(editor.history.count == EditHistory.maximumEdits)
        for _ in 0..<EditHistory.maximumEdits + 9 { _ = editor.take(.control("_")) }
        #expect(editor.text == "xxxxxxxxx")
    }

    @Test func clearingLeavesNothingToBringBack() {
        var editor = TextEditor(text: "secret words", maximumCharacters: 40)
        _ = editor.take(.control("w"))
        _ = editor.take(.control("_"))
        editor.clear()
        for key in [Key.control("y"), .control("_"), .control("r")] { _ = editor.take(key) }
        #expect(editor == TextEditor(maximumCharacters: 40))
        #expect(editor.take(.character("a")) && editor.text == "a")
    }

    @Test func aMaskedTextTellsNothingButItsLength() {
        var editor = TextEditor(text: "12 34")
        editor.isMasked = true
        #expect(
            editor.layout(width: 20)
                == TextEditor.Layout(lines: ["*****"], cursor: Position(row: 0, column: 5)))
        _ = editor.take(Key(.left, .control))
        #expect(editor.cursor == 0)
        _ = editor.take(Key(.right, .control))
        _ = editor.take(.control("w"))
        #expect(editor.isEmpty)
    }
}
