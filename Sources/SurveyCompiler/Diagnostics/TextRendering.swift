internal import SurveyModel
internal import SurveySyntax

/// A diagnostic as a person reads it: message, place, the line of the file with marks under it, and what to do.
///
/// ```
/// error[E0301]: `=` gives a name its value; here two values are compared
///   --> visit.survey:12:16
///    |
/// 12 |     if channel = store {
///    |                ^
///    = A comparison is written with two equal signs.
///    = help: Write `==`.
/// ```
///
/// Columns are counted in characters from 1. Tabs are shown as spaces up to the next multiple of four, control
/// characters as `\u{FFFD}`, and long lines are cut around the place.
public func render(_ diagnostic: Diagnostic, in source: SourceFile, colour: Bool = false) -> String {
    render([diagnostic], in: source, colour: colour)
}

/// Several diagnostics of one file, with an empty line between them.
public func render(_ diagnostics: [Diagnostic], in source: SourceFile, colour: Bool = false) -> String {
    render(diagnostics, in: [source], colour: colour)
}

/// Diagnostics of a survey and what it imports, with an empty line between them; `sources` are those of the
/// compilation. Each place says its file. Indexes each file once.
public func render(_ diagnostics: [Diagnostic], in sources: [SourceFile], colour: Bool = false) -> String {
    render(diagnostics.map { SourceRemark($0) }, in: sources, colour: colour)
}

/// Remarks about the files of a survey, with an empty line between them, as diagnostics look. Indexes each file once.
public func render(_ remarks: [SourceRemark], in sources: [SourceFile], colour: Bool = false) -> String {
    var places = Places(sources)
    return remarks.map { remark in
        var rendering = TextRendering(places: places, colour: colour)
        rendering.write(remark)
        places = rendering.places
        return rendering.text
    }.joined(separator: "\n")
}

private struct TextRendering {
    var places: Places
    let colour: Bool
    var text = ""

    /// The most columns of the file that are shown of one line.
    private static let width = 100

    private enum Style: String {
        case error = "\u{1B}[1;31m"
        case warning = "\u{1B}[1;33m"
        case info = "\u{1B}[1;36m"
        case frame = "\u{1B}[34m"
        case bold = "\u{1B}[1m"
    }

    mutating func write(_ remark: SourceRemark) {
        let style: Style =
            switch remark.severity {
            case .error: .error
            case .warning: .warning
            case .info: .info
            }
        text += styled("\(remark.severity.rawValue)[\(remark.name)]", style)
        text += styled(": \(Self.clean(remark.message))", .bold) + "\n"
        let marks = [(remark.span, "")] + remark.labels.map { ($0.span, $0.text) }
        var gutter = 1
        for mark in marks {
            let (_, lines, span) = places.place(of: mark.0)
            gutter = max(gutter, String(lines.position(of: span.lowerBound).line).count)
        }
        let blank = String(repeating: " ", count: gutter)
        for (index, place) in marks.enumerated() {
            write(place.0, label: place.1, isMain: index == 0, gutter: gutter, index == 0 ? style : .frame)
        }
        text += blank + styled(" = ", .frame) + Self.clean(remark.explanation) + "\n"
        for note in remark.notes {
            text +=
                blank + styled(" = ", .frame) + styled(Self.clean(note.word), .bold) + ": "
                + Self.clean(note.text) + "\n"
        }
    }

    private mutating func write(_ span: Range<Int>, label: String, isMain: Bool, gutter: Int, _ style: Style)
    {
        let blank = String(repeating: " ", count: gutter)
        let (source, lines, span) = places.place(of: span)
        let start = lines.position(of: span.lowerBound)
        let arrow = isMain ? "-->" : ":::"
        text += blank + styled(arrow, .frame) + " \(Self.clean(source.name)):\(start.line):\(start.column)\n"
        let line = lines.range(ofLine: start.line)
        let (shown, from, count) = excerpt(of: line, around: span, in: source)
        let number = String(start.line)
        if isMain { text += styled("\(blank) |", .frame) + "\n" }
        text +=
            styled(String(repeating: " ", count: gutter - number.count) + number + " |", .frame) + " " + shown
            + "\n"
        let mark = String(repeating: isMain ? "^" : "-", count: count)
        let remark = label.isEmpty ? "" : " " + Self.clean(label)
        text +=
            styled("\(blank) |", .frame) + " " + String(repeating: " ", count: from)
            + styled(mark + remark, style) + "\n"
    }

    /// The line, or what fits of it around the place, and where the mark under it begins and how long it is.
    private func excerpt(of line: Range<Int>, around span: Range<Int>, in source: SourceFile) -> (
        text: String, from: Int, count: Int
    ) {
        // A line of a megabyte is not decoded: four bytes a column are enough.
        let reach = 4 * Self.width
        let place = min(max(span.lowerBound, line.lowerBound), line.upperBound)
        let isCutBefore = place - line.lowerBound > reach
        let isCutAfter = line.upperBound - place > reach
        let start = isCutBefore ? place - reach : line.lowerBound
        let end = isCutAfter ? place + reach : line.upperBound
        var before = Self.columns(source.bytes[start..<place], from: 0)
        let spanEnd = min(max(span.upperBound, place), end)
        let marked = Self.columns(source.bytes[place..<spanEnd], from: before.count)
        var after = Self.columns(source.bytes[spanEnd..<end], from: before.count + marked.count)
        var prefix = ""
        if isCutBefore || before.count > Self.width * 2 / 3 {
            before = Array(before.suffix(Self.width / 2))
            prefix = "…"
        }
        let room = max(0, Self.width - before.count)
        let middle = Array(marked.prefix(room))
        let rest = after.count
        after = Array(after.prefix(room - middle.count))
        let suffix = isCutAfter || after.count < rest || middle.count < marked.count ? "…" : ""
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: before)
        shown.append(contentsOf: middle)
        shown.append(contentsOf: after)
        var body = String(shown)
        if suffix.isEmpty { while body.last == " " { body.removeLast() } }
        return (prefix + body + suffix, prefix.count + before.count, max(1, middle.count))
    }

    /// One scalar for each column: tabs become spaces, what a terminal must not get becomes U+FFFD, and marks that
    /// combine with the letter before them are left out, as they take no column.
    private static func columns(_ bytes: ArraySlice<UInt8>, from column: Int) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar == "\t" {
                repeat { result.append(" ") } while (column + result.count) % 4 != 0
            } else if TextRule.isForbidden(scalar) {
                result.append("\u{FFFD}")
            } else if scalar.properties.generalCategory != .nonspacingMark {
                result.append(scalar)
            }
        }
        return result
    }

    /// A text without what a terminal must not get: names and pieces of the file stand in messages.
    private static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: TextRule.isForbidden) else { return text }
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { clean.append(TextRule.isForbidden(scalar) ? "\u{FFFD}" : scalar) }
        return String(clean)
    }

    private func styled(_ text: String, _ style: Style) -> String {
        colour ? style.rawValue + text + "\u{1B}[0m" : text
    }
}
