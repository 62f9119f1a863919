internal import SurveyModel

/// How a line of text is set; the names are the classes in the document.
enum TextStyle: String, CaseIterable {
    /// A name of the author's.
    case name
    /// What a respondent reads.
    case text
    /// The title of a page or of the survey.
    case title
    /// The kind of a question, the name of a page, and what is computed.
    case tag
    /// A condition, and other words in the language.
    case code
    /// What a question offers.
    case detail
    /// What is known: dead, trap, undecided, always.
    case note

    var face: TypeFace {
        switch self {
        case .name: TypeFace(isMonospaced: true, isBold: true, size: 12)
        case .text: TypeFace(size: 12)
        case .title: TypeFace(isBold: true, size: 13)
        case .tag, .code: TypeFace(isMonospaced: true, size: 11)
        case .detail: TypeFace(size: 11)
        case .note: TypeFace(isBold: true, size: 11)
        }
    }

    /// From one line to the next.
    var leading: Int {
        switch self {
        case .name, .text: 16
        case .title: 18
        case .tag, .code, .detail, .note: 15
        }
    }
}

/// Sets the texts of a box, and says how high that makes it.
enum BoxText {
    private static let padding = 12
    private static let half = Layout.half
    private static let room = 2 * Layout.half - 2 * padding

    static func start(_ outline: Outline, _ givens: [String]) -> Layout.Box {
        var box = Layout.Box(left: half, right: half, height: 8)
        center(outline.title, .title, room - 40, 2, &box)
        center("\(outline.name), version \(outline.version)", .tag, room - 30, 1, &box)
        if !givens.isEmpty { center("given " + givens.joined(separator: ", "), .code, room - 20, 3, &box) }
        return ended(box, 10)
    }

    /// A card: a line of name and kind for each question, its text, what it offers.
    static func card(_ part: Outline.Part, isBare: Bool) -> Layout.Box {
        var box = Layout.Box(left: half, right: half, isBare: isBare)
        for (index, entry) in part.entries.enumerated() {
            let top = box.height
            if index > 0, !(isComputed(entry) && isComputed(part.entries[index - 1])) {
                box.rules.append(top)
            }
            box.height += isComputed(entry) ? 4 : 6
            let first = box.lines.count
            add(entry, &box)
            for line in box.lines.indices[first...] { box.lines[line].entry = index }
            box.height += isComputed(entry) ? 5 : 7
            box.entries.append(top..<box.height)
        }
        return box
    }

    private static func isComputed(_ entry: Outline.Entry) -> Bool { entry.tag.isEmpty }

    private static func add(_ entry: Outline.Entry, _ box: inout Layout.Box) {
        if isComputed(entry) {
            write("\(entry.name) \(entry.text)", .code, 2, &box)
            return
        }
        let tag = TextStyle.tag.face.line(of: entry.tag, width: 170)
        let tagWidth = TextStyle.tag.face.width(of: tag)
        let name = TextStyle.name.face.line(of: entry.name, width: room - tagWidth - 10)
        box.height += TextStyle.name.leading
        box.lines.append(
            .init(x: padding - half, y: box.height - 4, text: name, style: .name, isStruck: entry.isDead))
        box.lines.append(.init(x: half - padding, y: box.height - 4, text: tag, style: .tag, anchor: .end))
        note(entry.note, &box)
        write(entry.text, .text, 2, &box)
        for detail in entry.details {
            if !detail.label.isEmpty {
                write(
                    detail.label + detail.text, .detail, 4, &box, label: detail.label, isStruck: detail.isDead
                )
            } else {
                write(detail.text, .detail, detail.subjects.isEmpty ? 2 : 3, &box)
                note(detail.note, &box)
            }
        }
    }

    static func check(_ part: Outline.Part) -> Layout.Box {
        guard case .check(let word, let name, let condition, let text) = part.kind else {
            return Layout.Box()
        }
        var box = Layout.Box(left: Layout.endHalf, right: Layout.endHalf, height: 6)
        let room = 2 * Layout.endHalf - 2 * padding - 12
        write("\(word) \(name)", .name, 1, &box, from: padding - Layout.endHalf, room, isStruck: part.isDead)
        write(condition, .code, 4, &box, from: padding - Layout.endHalf, room)
        write(text, .detail, 2, &box, from: padding - Layout.endHalf, room)
        note(part.note, &box, from: padding - Layout.endHalf, room)
        return ended(box, 8)
    }

    static func ending(_ part: Outline.Part) -> Layout.Box {
        guard case .ending(let title, let text, _) = part.kind else { return Layout.Box() }
        var box = Layout.Box(left: Layout.endHalf, right: Layout.endHalf, height: 7)
        center(title, .name, 2 * Layout.endHalf - 44, 1, &box, isStruck: part.isDead)
        center(text, .text, 2 * Layout.endHalf - 40, 3, &box)
        if let known = part.note { center(signed(known), .note, 2 * Layout.endHalf - 40, 2, &box) }
        return ended(box, 9)
    }

    /// The heading of a page or a frame.
    static func heading(_ part: Outline.Part, _ box: inout Layout.Box) {
        box.height = 5
        let from = padding - box.left
        let room = box.left + box.right - 2 * padding
        switch part.kind {
        case .page(let name, let title):
            let tag = TextStyle.tag.face.line(of: "page \(name)", width: min(room / 2, 260))
            let tagWidth = TextStyle.tag.face.width(of: tag)
            let shown = title.isEmpty ? "" : TextStyle.title.face.line(of: title, width: room - tagWidth - 10)
            box.height += TextStyle.title.leading
            box.lines.append(
                .init(x: from, y: box.height - 4, text: shown, style: .title, isStruck: part.isDead))
            box.lines.append(
                .init(x: box.right - padding, y: box.height - 4, text: tag, style: .tag, anchor: .end))
        case .frame(let heading, let detail, let isRoster):
            // The sign of what is repeated or shuffled stands to the left.
            write(heading, .name, 2, &box, from: from + 24, room - 24, isStruck: part.isDead)
            if isRoster { write(detail, .detail, 2, &box, from: from + 24, room - 24) }
        case .sequence, .start, .card, .check, .ending, .branch, .slot: break
        }
        note(part.note, &box, from: from, room)
        box.height += 6
    }

    /// The label of a slot: which instances it is for.
    static func label(_ label: String, _ known: Outline.Note?, _ box: inout Layout.Box) {
        guard !label.isEmpty || known != nil else { return }
        box.left = half
        box.right = half
        write(label, .name, 2, &box, from: -half, 2 * half)
        note(known, &box, from: -half, 2 * half)
        box.height += 6
    }

    static func head(_ arm: Outline.Arm, isSplit: Bool) -> Layout.Head {
        guard let condition = arm.condition else { return Layout.Head() }
        var box = Layout.Box(height: 7)
        center(condition, .code, 2 * Layout.headHalf - 48, 6, &box, isStruck: arm.isDead)
        if let known = arm.note { center(signed(known), .note, 2 * Layout.headHalf - 48, 2, &box) }
        box = ended(box, 8)
        return Layout.Head(height: box.height, lines: box.lines)
    }

    static func split(_ name: String, _ box: inout Layout.Box) {
        box = Layout.Box(
            left: Layout.headHalf, right: Layout.headHalf, height: 6, heads: box.heads,
            isStacked: box.isStacked)
        center("split \(name), at random", .name, 2 * Layout.headHalf - 30, 1, &box)
        box = ended(box, 8)
    }

    // MARK: Lines

    private static func ended(_ box: Layout.Box, _ padding: Int) -> Layout.Box {
        var box = box
        box.height += padding
        // Halves are whole pixels.
        box.height += box.height % 2
        return box
    }

    private static func center(
        _ text: String, _ style: TextStyle, _ room: Int, _ most: Int, _ box: inout Layout.Box,
        isStruck: Bool = false
    ) {
        for line in style.face.lines(of: text, width: room, most: most) {
            box.height += style.leading
            box.lines.append(
                .init(x: 0, y: box.height - 4, text: line, style: style, anchor: .middle, isStruck: isStruck))
        }
    }

    private static func write(
        _ text: String, _ style: TextStyle, _ most: Int, _ box: inout Layout.Box, from: Int = padding - half,
        _ room: Int = room, label: String = "", isStruck: Bool = false
    ) {
        for (index, line) in style.face.lines(of: text, width: room, most: most).enumerated() {
            box.height += style.leading
            box.lines.append(
                .init(
                    x: from, y: box.height - 4, text: line, style: style,
                    label: index == 0 && line.hasPrefix(label) ? label : "", isStruck: isStruck))
        }
    }

    private static func note(
        _ note: Outline.Note?, _ box: inout Layout.Box, from: Int = padding - half, _ room: Int = room
    ) {
        if let note { write(signed(note), .note, 2, &box, from: from, room) }
    }

    /// A note with the sign of its mark, which can be told apart without colour.
    static func signed(_ note: Outline.Note) -> String {
        switch note.mark {
        case .dead, .never: "× \(note.text)"
        case .trap: "! \(note.text)"
        case .undecided: "? \(note.text)"
        case .always: "= \(note.text)"
        }
    }
}
