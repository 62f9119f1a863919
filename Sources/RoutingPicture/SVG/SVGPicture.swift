internal import SurveyModel

/// Writes the picture as an SVG document, flat and in reading order: no element lies deeper than a few others, so that
/// readers with limits can read it whatever the survey nests.
struct SVGPicture {
    let outline: Outline
    private let layout: Layout
    private var out = SVGElements()
    private static let margin = 24

    init(_ outline: Outline) {
        self.outline = outline
        layout = Layout(outline)
    }

    /// The document.
    var text: String {
        var copy = self
        return copy.write()
    }

    private mutating func write() -> String {
        let summary = PictureSummary(outline)
        let width = max(layout.width, 2 * Layout.half + 340) + 2 * Self.margin
        var legend = Legend(outline, width: width - 2 * Self.margin)
        let top = Self.margin + 22 + legend.height + 12
        let height = top + layout.height + Self.margin
        out.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("class", "sondeo-routing"),
                ("role", "graphics-document document"), ("aria-labelledby", "routing-title routing-summary"),
                ("width", "\(width)"), ("height", "\(height)"), ("viewBox", "0 0 \(width) \(height)"),
            ])
        out.element("title", [("id", "routing-title")], "Routing of \(outline.title)")
        out.element("desc", [("id", "routing-summary")], summary.text)
        out.raw("<style>\n\(Palette.styleSheet)\n</style>\n")
        out.rect("paper box", 0, 0, width, height)
        let heading = TextStyle.text.face.line(of: summary.text, width: width - 2 * Self.margin)
        out.text(.init(x: 0, y: 0, text: heading, style: .text), Self.margin, Self.margin + 12)
        legend.draw(&out, Self.margin, Self.margin + 22)
        // What stands in frames of a frame follows it, and lies on it.
        out.open("g", [("transform", "translate(\(Self.margin) \(top))")])
        for index in outline.parts.indices { draw(index) }
        out.close("g")
        out.close("svg")
        return out.text
    }

    private mutating func draw(_ index: Int) {
        let part = outline.parts[index]
        let box = layout.boxes[index]
        switch part.kind {
        case .sequence: drawEdges(of: part)
        case .start: drawStart(part, box)
        case .card: drawCard(part, box)
        case .check: drawCheck(part, box)
        case .ending(_, _, let disposition): drawEnding(part, box, disposition)
        case .page, .frame: drawFrame(part, box)
        case .slot: drawLines(box.lines, part, box)
        case .branch(let split, let hasBypass):
            drawHeads(part, box, split)
            BranchEdges(outline: outline, layout: layout, index: index, hasBypass: hasBypass).draw(&out)
        }
    }

    // MARK: What follows each other

    private mutating func drawEdges(of part: Outline.Part) {
        for (from, to) in zip(part.children, part.children.dropFirst()) where outline.parts[from].goesOn {
            let (above, below) = (layout.boxes[from], layout.boxes[to])
            out.edge(
                [(above.x, above.y + above.height), (above.x, below.y + below.entry)],
                isDead: outline.parts[to].isDead)
        }
    }

    // MARK: Boxes

    private mutating func drawStart(_ part: Outline.Part, _ box: Layout.Box) {
        open(part, "start", words: "The interview begins.")
        out.rect(
            "start box", box.x - box.left, box.y, box.left + box.right, box.height, radius: box.height / 2)
        drawLines(box.lines, part, box)
        out.close("g")
    }

    private mutating func drawCard(_ part: Outline.Part, _ box: Layout.Box) {
        out.open("g", [("class", part.isDead && !box.isBare ? "isdead" : "card")])
        let (left, width) = (box.x - box.left, box.left + box.right)
        if box.isBare {
            // The frame of the page shows around it.
            out.rect("paper box", left + 1, box.y, width - 2, box.height - 1, radius: 5)
        } else {
            out.rect("card box", left, box.y, width, box.height, radius: 5)
        }
        for rule in box.rules { out.path("rule", "M\(left + 8) \(box.y + rule)h\(width - 16)") }
        out.close("g")
        var lines = box.lines[...]
        for (index, entry) in part.entries.enumerated() {
            let own = lines.prefix { $0.entry == index }
            lines = lines.dropFirst(own.count)
            out.open("g", [("id", entry.id), ("role", "graphics-object")])
            out.element("title", [], Self.words(for: entry))
            if entry.isDead, !part.isDead || box.isBare, box.entries.indices.contains(index) {
                let range = box.entries[index]
                out.path(
                    "edge isdead",
                    "M\(left + 5) \(box.y + range.lowerBound + 5)V\(box.y + range.upperBound - 4)")
            }
            for line in own { out.text(line, box.x, box.y, note: Self.mark(of: line, entry)) }
            out.close("g")
        }
    }

    private mutating func drawCheck(_ part: Outline.Part, _ box: Layout.Box) {
        guard case .check(let word, let name, let condition, let text) = part.kind else { return }
        open(part, "check", words: "\(word) \(name): \(condition). \(text)")
        let (left, right) = (box.x - box.left, box.x + box.right)
        let fold = 12
        out.path(
            "check box",
            "M\(left) \(box.y)H\(right - fold)l\(fold) \(fold)V\(box.y + box.height)H\(left)z")
        out.path("rule", "M\(right - fold) \(box.y)v\(fold)h\(fold)")
        drawLines(box.lines, part, box)
        out.close("g")
    }

    private mutating func drawEnding(_ part: Outline.Part, _ box: Layout.Box, _ disposition: Disposition) {
        guard case .ending(let title, let text, _) = part.kind else { return }
        open(part, "ending", words: "\(title): \(text)")
        let style = disposition.rawValue
        let (left, width, round) = (box.x - box.left, box.left + box.right, min(24, box.height / 2))
        out.rect(
            "\(style) box\(disposition == .refused ? " thick" : "")", left, box.y, width, box.height,
            radius: round)
        if disposition == .screened {
            out.rect(
                "\(style) box", left + 4, box.y + 4, width - 8, box.height - 8, radius: max(4, round - 4))
        }
        drawLines(box.lines, part, box)
        out.close("g")
    }

    private mutating func drawFrame(_ part: Outline.Part, _ box: Layout.Box) {
        let left = box.x - box.left
        var width = box.left + box.right
        let words =
            switch part.kind {
            case .page(let name, let title): "Page \(name): \(title)"
            case .frame(let heading, let detail, _): "\(heading): \(detail)"
            default: ""
            }
        open(part, "frame", words: words)
        let isFrame = if case .frame = part.kind { true } else { false }
        if case .frame(_, _, isRoster: true) = part.kind {
            // Behind it stand the next instances.
            let stack = Layout.stack
            width -= stack
            out.rect("frame box", left + stack, box.y - stack, width, box.height, radius: 6)
            out.rect("frame box", left + stack / 2, box.y - stack / 2, width, box.height, radius: 6)
        }
        out.rect("frame box", left, box.y, width, box.height, radius: 6)
        if case .frame(let heading, _, let isRoster) = part.kind {
            Sign.draw(isRoster && !heading.contains("random") ? .again : .random, &out, left + 20, box.y + 14)
        }
        drawLines(box.lines, part, box)
        out.close("g")
        drawFrameEdges(part, box, isFrame: isFrame)
    }

    /// The way into a frame and out of it.
    private mutating func drawFrameEdges(_ part: Outline.Part, _ box: Layout.Box, isFrame: Bool) {
        guard !isFrame else {
            let inner = part.children.map { layout.boxes[$0] }
            for (above, below) in zip(inner, inner.dropFirst()) {
                let y = (above.y + above.height + below.y) / 2
                out.path("rule", "M\(box.x - box.left + 8) \(y)H\(box.x + box.right - 8)", dashes: "2 4")
            }
            return
        }
        guard let sequence = part.children.first, let first = outline.parts[sequence].children.first,
            let last = outline.parts[sequence].children.last, !layout.boxes[first].isBare
        else { return }
        out.edge(
            [
                (box.x, box.y + (box.rules.first ?? 0)),
                (box.x, layout.boxes[first].y + layout.boxes[first].entry),
            ],
            isDead: outline.parts[first].isDead)
        if outline.parts[last].goesOn {
            let end = layout.boxes[last]
            out.edge(
                [(box.x, end.y + end.height), (box.x, box.y + box.height)], isDead: part.isDead,
                hasArrow: false)
        }
    }

    private mutating func drawHeads(_ part: Outline.Part, _ box: Layout.Box, _ split: String?) {
        if split != nil {
            open(part, "split", words: box.lines.map(\.text).joined(separator: " "))
            let height = (box.lines.map(\.y).max() ?? 0) + 12
            out.rect(
                "split box", box.x - Layout.headHalf, box.y, 2 * Layout.headHalf, height, radius: height / 2)
            Sign.draw(.random, &out, box.x - Layout.headHalf + 20, box.y + height / 2)
            drawLines(box.lines, part, box)
            out.close("g")
        }
        for (arm, head) in zip(part.arms, box.heads) where arm.condition != nil {
            let (x, y) = (box.x + head.x, box.y + head.y)
            let (half, rise) = (Layout.headHalf, head.height / 2)
            out.open(
                "g",
                [("id", arm.id), ("role", "graphics-object"), ("class", arm.isDead ? "isdead" : "condition")])
            out.element("title", [], Self.words(for: arm, isSplit: split != nil))
            if split == nil {
                out.path(
                    "if box",
                    "M\(x - half) \(y)l16 \(-rise)h\(2 * half - 32)l16 \(rise)l-16 \(rise)h\(32 - 2 * half)z")
            } else {
                out.rect("split box", x - half, y - rise, 2 * half, head.height, radius: 5)
            }
            for line in head.lines { out.text(line, x, y - rise, note: arm.note) }
            out.close("g")
        }
    }

    // MARK: Words

    private mutating func open(_ part: Outline.Part, _ kind: String, words: String) {
        var attributes = [("role", "graphics-object"), ("class", part.isDead ? "isdead" : kind)]
        if !part.id.isEmpty { attributes.insert(("id", part.id), at: 0) }
        out.open("g", attributes)
        out.element("title", [], words + (part.note.map { " (\($0.text))" } ?? ""))
    }

    private mutating func drawLines(_ lines: [Layout.Line], _ part: Outline.Part, _ box: Layout.Box) {
        for line in lines { out.text(line, box.x, box.y, note: part.note) }
    }

    /// The note that a line of a card shows.
    private static func mark(of line: Layout.Line, _ entry: Outline.Entry) -> Outline.Note? {
        if !line.label.isEmpty || line.isStruck && line.style == .detail {
            return entry.details.first { !$0.label.isEmpty && line.text.hasPrefix($0.label) }?.note
        }
        guard line.style == .note else { return nil }
        if let note = entry.note, line.text.hasPrefix(String(BoxText.signed(note).prefix(8))) { return note }
        return entry.details.compactMap(\.note).first {
            line.text.hasPrefix(String(BoxText.signed($0).prefix(8)))
        }
    }

    static func words(for entry: Outline.Entry) -> String {
        var words =
            entry.tag.isEmpty ? "\(entry.name) \(entry.text)" : "\(entry.name) (\(entry.tag)): \(entry.text)"
        if let note = entry.note { words += " (\(note.text))" }
        for detail in entry.details where !detail.text.isEmpty {
            words +=
                "\n\(detail.label)\(detail.text)"
                + (detail.label.isEmpty ? detail.note.map { " (\($0.text))" } ?? "" : "")
        }
        return words
    }

    static func words(for arm: Outline.Arm, isSplit: Bool) -> String {
        (isSplit ? "" : "if ") + (arm.condition ?? "") + (arm.note.map { " (\($0.text))" } ?? "")
    }
}
