import Terminal

func check(_ bytes: [UInt8]) {
    var (whole, single) = (InputParser(), InputParser())
    let events = whole.parse(bytes)
    precondition(
        bytes.flatMap { single.parse(CollectionOfOne($0)) } == events,
        "the events depend on how bytes are cut")
    precondition(events.count <= bytes.count, "there are no more events than bytes")
    let settled = whole.flush(endingPaste: true)
    precondition(single.flush(endingPaste: true) == settled, "a silence depends on how bytes were cut")
    precondition(!whole.isPending && !whole.isPasting, "a silence settles everything")
    precondition(whole.parse([0x61]) == [.key(.character("a"))], "a key is heard after a silence")

    // The first byte chooses the text's rules, so that small ones are met.
    let rules = bytes.first ?? 0
    var editor = TextEditor(
        maximumLines: rules & 1 == 0 ? nil : 1 + Int(rules >> 6),
        maximumCharacters: rules & 2 == 0 ? .max : Int(rules >> 2))
    editor.isMasked = rules & 32 != 0
    editor.width = Int(rules & 31)
    for event in (events + settled).prefix(400) {
        switch event {
        case .key(let key):
            if case .character(let scalar) = key.code {
                precondition(!scalar.isForbiddenAtTerminals, "no key is a forbidden scalar")
            }
            _ = editor.take(key)
        case .paste(let text):
            precondition(cleaned(text, lineBreaks: .kept) == text, "what is pasted is clean")
            editor.insert(text)
        case .mouse(let mouse): editor.move(to: mouse.position, width: editor.width, height: 5)
        case .cursor(let place): editor.move(to: place, width: editor.width)
        case .focus: editor.width = editor.width * 2 % 97
        }
    }
    let text = editor.text
    precondition(text.count == editor.count, "characters are counted as String counts them")
    precondition((0...editor.count).contains(editor.cursor), "the cursor is in the text")
    precondition(editor.count <= editor.maximumCharacters, "the text has no more characters than it may")
    precondition(text.utf8.count <= TextEditor.maximumBytes, "the text has no more bytes than it may")
    precondition(
        text.unicodeScalars.allSatisfy { !$0.isForbiddenAtTerminals || $0 == "\n" && editor.hasLines },
        "the text is clean")
    let layout = editor.layout(width: editor.width, height: 7)
    precondition(layout.lines.indices.contains(layout.cursor.row), "the cursor is in a line that is shown")
    precondition(
        (0..<max(1, editor.width)).contains(layout.cursor.column), "the cursor is in a column that is shown")
    editor.clear()
    precondition(editor.isEmpty && !editor.take(.character("\u{202E}")), "nothing is left")
}
