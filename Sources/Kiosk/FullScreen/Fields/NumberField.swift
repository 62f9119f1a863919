internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// A number, as the language writes it, with its unit beside it. Whole numbers with a bound can be turned up and down.
struct NumberField: Field {
    private let item: Interview.Item
    private let rule: NumberRule
    private var editor: TextEditor
    private var missing: MissingRows
    /// What stood there before anything was typed.
    private var before: String

    private static let size = 40
    private static let less = 100, more = 101

    init(_ item: Interview.Item, _ rule: NumberRule, _ scene: Scene) {
        self.item = item
        self.rule = rule
        missing = MissingRows(item.missing, present: item.present)
        before = Self.start(item, scene)
        editor = Self.editor(before)
    }

    private static func editor(_ text: String) -> TextEditor {
        TextEditor(text: text, maximumLines: 1, maximumCharacters: max(size, text.count))
    }

    /// The answer or the suggestion that the field begins with.
    private static func start(_ item: Interview.Item, _ scene: Scene) -> String {
        if case .number(let number)? = item.standing?.value { scene.words.writing.text(number) } else { "" }
    }

    mutating func move(to item: Interview.Item, _ scene: Scene) {
        // Another language may write the number with another sign.
        guard item.question == self.item.question, !isTouched else { return }
        before = Self.start(item, scene)
        editor = Self.editor(before)
    }

    mutating func clear() { editor.clear() }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        if missing.take(touch) { return .changed }
        switch touch {
        case .paste(let text):
            editor = Self.editor("")
            editor.insert(text.trimmed)
            missing.clear()
        case .press(Self.less) where isTurnable: turn(by: -1, scene)
        case .press(Self.more) where isTurnable: turn(by: 1, scene)
        case .press(0): missing.leave()
        case .press, .scroll: return .ignored
        case .key(let key): return take(key, scene)
        }
        return .changed
    }

    private mutating func take(_ key: Key, _ scene: Scene) -> FieldResponse {
        switch key.code {
        case .character(MissingRows.sign): return missing.chooseNext() ? .changed : .ignored
        case .up where isTurnable: turn(by: 1, scene)
        case .down:
            // Nothing is below the lowest number, or below none, but the kinds of missing.
            let isLowest = value(scene).map { $0 <= (rule.low ?? $0 - 1) } ?? true
            if !isTurnable || isLowest && !missing.options.isEmpty {
                return missing.enter() ? .changed : .ignored
            }
            turn(by: -1, scene)
        case .pageUp where isTurnable: turn(by: 10, scene)
        case .pageDown where isTurnable: turn(by: -10, scene)
        case .up, .enter: return .ignored
        case .character(let scalar) where key.modifiers.isEmpty && !isTyped(scalar, scene): return .ignored
        default:
            let text = editor.text
            guard editor.take(key) else { return .ignored }
            missing.leave()
            if editor.text != text { missing.clear() }
        }
        return .changed
    }

    /// Whether a sign can stand in the number or in its unit.
    private func isTyped(_ scalar: Unicode.Scalar, _ scene: Scene) -> Bool {
        if "0123456789-\u{2212}., \u{A0}\u{202F}".unicodeScalars.contains(scalar) { return true }
        guard let unit = rule.unit.map(scene.words.line) else { return false }
        return unit.unicodeScalars.contains(scalar) || unit.lowercased().unicodeScalars.contains(scalar)
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse {
        if let event = missing.event(isTouched: isTouched) { return .send([event]) }
        if !isTouched { return .send([.next]) }
        let typed = editor.text.trimmed
        if typed.isEmpty {
            guard item.isOptional else {
                return .refused(scene.words.refusal(for: .required, at: item, typed: ""))
            }
            return .send([.answer(.skip)])
        }
        guard let number = value(scene) else {
            return .refused(Refusal(scene.texts(.notNumber, ["typed": PlainEntry.excerpt(typed)])))
        }
        if let problem = scene.interview.problem(with: .value(.number(number))) {
            let typed = scene.words.writing.text(number)
            return .refused(scene.words.refusal(for: problem, at: item, typed: typed))
        }
        return .send([.answer(.value(.number(number)))])
    }

    var typed: String { editor.text.trimmed }
    var isTouched: Bool { editor.text != before || missing.isChanged }

    func keys(_ scene: Scene) -> [KeyHint] {
        let turns = isTurnable ? [KeyHint(scene.texts[.keyUpDown], scene.texts[.entryChange])] : []
        return turns + missing.keys(scene)
    }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        var line = Picture.Line()
        let size = min(max(1, width - 3), boxSize(scene))
        picture.targets.append(.init(rows: 0..<1, columns: 0..<size + 3, number: 0))
        picture.add(editor, to: &line, size: size, hasFocus: missing.focus == nil)
        var unit = rule.unit.map { scene.words.line($0) } ?? ""
        if !unit.isEmpty, line.width + 1 + unit.displayWidth <= width {
            line.add(" " + unit)
            unit = ""
        }
        if isTurnable, line.width + 9 <= width {
            line.add("  ")
            picture.addButton("[-]", Self.less, to: &line, row: 0)
            line.add(" ")
            picture.addButton("[+]", Self.more, to: &line, row: 0)
            picture.lines.append(line)
        } else {
            picture.lines.append(line)
            let buttons = isTurnable ? [("-", Self.less), ("+", Self.more)] : []
            picture.addButtons(buttons, width: width, indent: 1)
        }
        if !unit.isEmpty { picture.addParagraph(unit, .normal, width: width, indent: 1) }
        if picture.lines.count + missing.options.count < height {
            var shown = rule
            shown.unit = nil
            picture.addParagraph(scene.words.numberHint(shown), .hint, width: width, indent: 1)
        }
        missing.draw(on: &picture, scene, width: width)
        return picture.clipped(to: width)
    }

    /// How wide the box is: for the longest number that is possible, where there is one.
    private func boxSize(_ scene: Scene) -> Int {
        guard let low = rule.low, let high = rule.high else { return 16 }
        let widest = max(scene.words.writing.text(low).count, scene.words.writing.text(high).count)
        return min(24, max(6, widest + 2 + (rule.decimals > 0 ? rule.decimals + 1 : 0)))
    }

    // MARK: Turning

    private func value(_ scene: Scene) -> Decimal? {
        scene.words.writing.number(scene.words.withoutUnit(editor.text.trimmed, rule))
    }

    private var isTurnable: Bool {
        rule.decimals == 0 && [rule.low, rule.high].contains { $0?.exactInt != nil }
    }

    private mutating func turn(by step: Int, _ scene: Scene) {
        missing.clear()
        let low = rule.low?.exactInt ?? -1_000_000_000
        let high = max(low, rule.high?.exactInt ?? 1_000_000_000)
        var next = min(max(low, 0), high)
        if let now = value(scene)?.exactInt {
            let (sum, overflows) = now.addingReportingOverflow(step)
            next = overflows ? now : min(max(low, sum), high)
        }
        editor = Self.editor(scene.words.writing.text(Decimal(next)))
    }
}
