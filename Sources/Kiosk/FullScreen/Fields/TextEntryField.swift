internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// A text that is typed: a line, several lines, an e-mail address, a phone number, or what an option asks to be told.
///
/// Enter goes on from a text of one line. In one of several it begins a new line, as long as there is one; on an empty last
/// line it goes on, and so do Tab and Ctrl-D from anywhere.
struct TextEntryField: Field {
    private let item: Interview.Item
    private let rule: TextRule
    private var editor: TextEditor
    private var missing: MissingRows
    /// What stood there before anything was typed.
    private let before: String
    private var note: Note?
    private var hasMentionedSigns = false

    /// What is to be said about the last entry.
    private enum Note: Hashable { case wasCut, signsRemoved }

    init(_ item: Interview.Item, _ rule: TextRule, _ scene: Scene) {
        self.item = item
        self.rule = rule
        missing = MissingRows(item.missing, present: item.present)
        let text = if case .text(let text)? = item.standing?.value { text } else { "" }
        editor = TextEditor(
            text: text, maximumLines: max(1, rule.lines), maximumCharacters: max(0, rule.length))
        before = editor.text
    }

    mutating func clear() { editor.clear() }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        if missing.take(touch) { return .changed }
        switch touch {
        case .paste(let text): insert(text)
        case .press(0): missing.leave()
        case .press, .scroll: return .ignored
        case .key(let key): return take(key, scene)
        }
        return .changed
    }

    private mutating func take(_ key: Key, _ scene: Scene) -> FieldResponse {
        if key == .control("d") { return proceed(scene) }
        let text = editor.text
        note = nil
        if case .character(let scalar) = key.code, key.modifiers.isEmpty, TextRule.isForbidden(scalar) {
            mentionSigns()
            return .changed
        }
        editor.width = max(1, scene.width - 1)
        guard editor.take(key) else {
            return key.code == .down && missing.focus == nil && missing.enter() ? .changed : .ignored
        }
        missing.leave()
        if editor.text != text { missing.clear() }
        return .changed
    }

    private mutating func insert(_ text: String) {
        note = nil
        var clean = cleaned(text, lineBreaks: editor.hasLines ? .kept : .replacedBySpaces)
        if clean.unicodeScalars.contains(where: { $0 != "\n" && TextRule.isForbidden($0) }) {
            clean.unicodeScalars.removeAll { $0 != "\n" && TextRule.isForbidden($0) }
        }
        // Line breaks become spaces where there is no line for them, which takes nothing away.
        let hasSigns = text.unicodeScalars.contains {
            TextRule.isForbidden($0) && !"\n\r\t".unicodeScalars.contains($0)
        }
        if hasSigns { mentionSigns() }
        let fits = editor.insert(clean)
        if !fits { note = .wasCut }
        missing.clear()
    }

    private mutating func mentionSigns() {
        if !hasMentionedSigns { note = .signsRemoved }
        hasMentionedSigns = true
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        note = nil
        if let event = missing.event(isTouched: isTouched) { return .send([event]) }
        let typed = editor.text
        if typed == before, !missing.isChanged { return .send([.next]) }
        let text = typed.trimmed
        if text.isEmpty {
            guard item.isOptional else {
                return .refused(scene.words.refusal(for: .required, at: item, typed: ""))
            }
            return .send([.answer(.skip)])
        }
        if let problem = scene.interview.problem(with: .value(.text(text))) {
            return .refused(scene.words.refusal(for: problem, at: item, typed: text))
        }
        return .send([.answer(.value(.text(text)))])
    }

    var isTouched: Bool { editor.text != before || missing.isChanged }
    var takesText: Bool { true }
    var typed: String { editor.text.trimmed }

    var wantsEnter: Bool {
        guard editor.hasLines, missing.focus == nil, !editor.isEmpty else { return false }
        let text = editor.text
        let isOnEmptyLastLine = text.utf8.last == 0x0A && editor.cursor == editor.count
        return !isOnEmptyLastLine && text.utf8.count { $0 == 0x0A } < rule.lines - 1
    }

    func keys(_ scene: Scene) -> [KeyHint] {
        var keys = wantsEnter ? [KeyHint("Enter", scene.texts[.entryNewLine])] : []
        if !missing.options.isEmpty {
            keys.append(KeyHint(scene.texts[.keyDown], scene.texts[.entryOtherAnswers]))
        }
        return keys
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        if let hint = hint(scene), picture.lines.count + missing.options.count + 3 < height {
            picture.addParagraph(hint, .hint, width: width)
        }
        if editor.hasLines {
            let others = picture.lines.count + missing.options.count + 3
            drawLines(on: &picture, width: width, height: max(1, height - others))
        } else {
            // As wide as what may be typed, with a cell for the cursor behind it.
            let size = min(max(1, width - 3), max(6, rule.length < 1_000 ? rule.length + 1 : 1_000))
            var line = Picture.Line()
            picture.add(editor, to: &line, size: size, hasFocus: missing.focus == nil)
            picture.targets.append(.init(rows: picture.rows(1), columns: 0..<max(1, width), number: 0))
            picture.lines.append(line)
        }
        for (text, role) in remarks(scene) { picture.addParagraph(text, role, width: width, indent: 1) }
        missing.draw(on: &picture, scene, width: width)
        return picture.clipped(to: width)
    }

    private func hint(_ scene: Scene) -> String? {
        switch rule.pattern?.kind {
        case .email: scene.texts[.typeEmail]
        case .phone: scene.texts[.typePhone]
        case .expression, nil: nil
        }
    }

    /// What is said below: about the last entry, and how many characters are left when there are few.
    private func remarks(_ scene: Scene) -> [(String, Role)] {
        var remarks: [(String, Role)] = []
        switch note {
        case .wasCut: remarks.append((scene.texts[.entryCut], .fault))
        case .signsRemoved: remarks.append((scene.texts[.signsRemoved], .hint))
        case nil: break
        }
        let left = max(0, rule.length - editor.count)
        if left <= min(50, max(5, rule.length / 10)), !editor.isEmpty {
            remarks.append((scene.texts(.entryCharactersLeft, count: left), left == 0 ? .fault : .hint))
        } else if editor.didNotFit, note == nil {
            remarks.append((scene.texts[.entryCut], .fault))
        }
        return remarks
    }

    /// A box without sides, so that what is marked and copied from the screen is the text.
    private func drawLines(on picture: inout Picture, width: Int, height: Int) {
        let inner = max(1, width - 1)
        let layout = editor.layout(width: inner, height: max(1, height))
        let shown = max(layout.lines.count, min(rule.lines, height))
        let rule = String(repeating: "-", count: inner)
        func border(_ isCut: Bool, _ mark: String) -> Picture.Line {
            .init(" " + (isCut && inner > 8 ? rule.dropLast(5) + " \(mark) --" : rule), .hint)
        }
        picture.lines.append(border(layout.linesAbove > 0, "^"))
        let start = picture.lines.count
        for index in 0..<shown {
            let text = layout.lines.indices.contains(index) ? layout.lines[index] : ""
            let isFocused = missing.focus == nil && index == layout.cursor.row
            var line = Picture.Line(isFocused ? ">" : " ", isFocused ? .focused : .normal)
            line.add(text.fitted(to: inner, mark: ""), .entry)
            picture.lines.append(line)
        }
        picture.targets.append(
            .init(rows: start..<picture.lines.count, columns: 0..<max(1, width), number: 0))
        picture.lines.append(border(layout.linesBelow > 0, "v"))
        let row = start + layout.cursor.row
        picture.cursor = Position(row: row, column: 1 + layout.cursor.column)
        picture.focus = row...row
    }
}

extension Scene {
    /// The field for a text, also for one that an option opens.
    func textField(for item: Interview.Item) -> any Field {
        var rule = TextRule()
        if let variable = item.variable, case .text(let own) = survey[variable].domain { rule = own }
        return TextEntryField(item, rule, self)
    }
}
