/// Puts the elements of a document together.
struct SVGElements {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    mutating func raw(_ markup: String) { text += markup }

    mutating func open(_ name: String, _ attributes: [(String, String)]) {
        start(name, attributes)
        text += ">\n"
    }

    mutating func close(_ name: String) { text += "</\(name)>\n" }

    /// An element that holds a text only.
    mutating func element(_ name: String, _ attributes: [(String, String)], _ content: String) {
        start(name, attributes)
        text += ">\(escaped(content))</\(name)>\n"
    }

    private mutating func start(_ name: String, _ attributes: [(String, String)]) {
        text += "<\(name)"
        for (name, value) in attributes { text += " \(name)=\"\(escaped(value))\"" }
    }

    mutating func rect(
        _ style: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int, radius: Int = 0
    ) {
        text += "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\""
        if radius > 0 { text += " rx=\"\(radius)\"" }
        text += "/>\n"
    }

    mutating func path(_ style: String, _ data: String, dashes: String? = nil) {
        text += "<path class=\"\(style)\" d=\"\(data)\""
        if let dashes { text += " stroke-dasharray=\"\(dashes)\"" }
        text += "/>\n"
    }

    /// A way through points, straight from each to the next, with a head at its end.
    mutating func edge(_ points: [(x: Int, y: Int)], isDead: Bool, hasArrow: Bool = true) {
        guard let first = points.first, let last = points.last, points.count > 1 else { return }
        var data = "M\(first.x) \(first.y)"
        for (from, to) in zip(points, points.dropFirst()) {
            if from.x == to.x {
                data += "V\(to.y)"
            } else if from.y == to.y {
                data += "H\(to.x)"
            } else {
                data += "L\(to.x) \(to.y)"
            }
        }
        path(isDead ? "edge isdead" : "edge", data)
        guard hasArrow else { return }
        let isSideways = points[points.count - 2].y == last.y
        let head = isSideways ? "M\(last.x) \(last.y)l-8 -4v8z" : "M\(last.x) \(last.y)l-4 -8h8z"
        path(isDead ? "arrow isdead" : "arrow", head)
    }

    /// Words beside an edge.
    mutating func aside(_ words: String, _ x: Int, _ y: Int) {
        text += "<text class=\"aside\" x=\"\(x)\" y=\"\(y)\">\(escaped(words))</text>\n"
    }

    /// A line of text, from a place.
    mutating func text(_ line: Layout.Line, _ x: Int, _ y: Int, note: Outline.Note? = nil) {
        guard !line.text.isEmpty else { return }
        var style = line.style.rawValue
        if line.style == .note, let note { style += " \(Self.style(of: note))" }
        if line.isStruck, line.label.isEmpty { style += " struck" }
        text += "<text class=\"\(style)\" x=\"\(x + line.x)\" y=\"\(y + line.y)\""
        if line.anchor != .start { text += " text-anchor=\"\(line.anchor.rawValue)\"" }
        text += ">"
        if line.label.isEmpty {
            text += escaped(Self.isolated(line.text))
        } else {
            let rest = line.text.dropFirst(line.label.count)
            // A blank at the end of a span would be lost.
            let label = line.label.hasSuffix(" ") ? line.label.dropLast() : line.label[...]
            let mark = note.map { " class=\"note \(Self.style(of: $0))\"" } ?? ""
            text += "<tspan\(mark)>\(escaped(label))</tspan>\(label.count < line.label.count ? " " : "")"
            text +=
                "<tspan\(line.isStruck ? " class=\"struck\"" : "")>\(escaped(Self.isolated(rest)))</tspan>"
        }
        text += "</text>\n"
    }

    private static func style(of note: Outline.Note) -> String {
        note.mark == .never ? "dead" : note.mark.rawValue
    }

    /// A text that is read from the right is isolated, so that it begins at its own end and still stands in its box.
    static func isolated(_ text: some StringProtocol) -> String {
        let readsFromRight = text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
        return readsFromRight ? "\u{2068}\(text)\u{2069}" : String(text)
    }
}

/// Small drawings in the headings of frames.
enum Sign {
    /// One after the other, and by chance.
    case again, random

    static func draw(_ sign: Sign, _ out: inout SVGElements, _ x: Int, _ y: Int) {
        switch sign {
        case .again:
            // A turn with an arrow.
            out.path("rule sign", "M\(x + 5) \(y - 2)a5.5 5.5 0 1 0 0 4")
            out.path("arrow", "M\(x + 8) \(y - 4)l-1 6l-5 -3z")
        case .random:
            // Two ways that cross.
            out.path("rule sign", "M\(x - 7) \(y - 4)h3l7 8h3M\(x - 7) \(y + 4)h3l7 -8h3")
            out.path("arrow", "M\(x + 9) \(y - 4)l-5 -3v6zM\(x + 9) \(y + 4)l-5 -3v6z")
        }
    }
}
