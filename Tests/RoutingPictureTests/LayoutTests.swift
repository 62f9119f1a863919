import Foundation
import SampleSurveys
import SurveyModel
import Testing
import XMLTree

@testable import RoutingPicture

/// A rectangle: its edges.
private struct Area: CustomStringConvertible {
    var left: Int
    var right: Int
    var top: Int
    var bottom: Int
    var description: String { "\(left)...\(right) by \(top)...\(bottom)" }

    init(_ box: Layout.Box) {
        (left, right) = (box.x - box.left, box.x + box.right)
        (top, bottom) = (box.y, box.y + box.height)
    }

    init(_ head: Layout.Head, in box: Layout.Box) {
        (left, right) = (box.x + head.x - Layout.headHalf, box.x + head.x + Layout.headHalf)
        (top, bottom) = (box.y + head.y - head.height / 2, box.y + head.y + head.height / 2)
    }

    func overlaps(_ other: Area) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ other: Area) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }
}

@Test
func `boxes do not overlap, and lie in what they stand in`() throws {
    for survey in try manySurveys.get() {
        let outline = Outline(of: survey, marks: Marks())
        let layout = Layout(outline)
        let picture = Area(layout.boxes[0])
        // From the top down: only boxes that have not ended above can overlap.
        var solid: [Area] = []
        for (index, part) in outline.parts.enumerated() {
            let box = layout.boxes[index]
            let area = Area(box)
            #expect(picture.contains(area), "\(survey.name)")
            for child in part.children {
                let inner = Area(layout.boxes[child])
                #expect(area.contains(inner), "\(survey.name): \(part.kind) at \(area) around \(inner)")
            }
            switch part.kind {
            case .start, .card, .check, .ending: solid.append(area)
            case .branch:
                for (arm, head) in zip(part.arms, box.heads) where arm.condition != nil {
                    let own = Area(head, in: box)
                    #expect(area.contains(own), "\(survey.name): \(own) out of \(area)")
                    solid.append(own)
                }
            case .sequence, .page, .frame, .slot: break
            }
        }
        solid.sort { ($0.top, $0.left) < ($1.top, $1.left) }
        for (place, area) in solid.enumerated() {
            for other in solid[(place + 1)...].prefix(while: { $0.top < area.bottom }) {
                #expect(!area.overlaps(other), "\(survey.name): \(area) and \(other)")
            }
        }
    }
}

@Test
func `what follows each other follows downwards, with room for an arrow`() throws {
    for survey in try manySurveys.get() {
        let outline = Outline(of: survey, marks: Marks())
        let layout = Layout(outline)
        for part in outline.parts where part.kind == .sequence {
            for (above, below) in zip(part.children, part.children.dropFirst()) {
                let (upper, lower) = (layout.boxes[above], layout.boxes[below])
                #expect(upper.x == lower.x)
                #expect(lower.y + lower.entry - upper.y - upper.height >= 16, "\(survey.name)")
            }
        }
    }
}

@Test
func `everything that is drawn is in the picture`() throws {
    for survey in try manySurveys.get() {
        let root = try #require(Element.parse(Array(RoutingPicture(survey).svg.utf8)))
        let size = try #require(root.attributes["viewBox"]).split(separator: " ").compactMap { Int($0) }
        let (width, height) = (size[2], size[3])
        try visit(root, x: 0, y: 0) { element, x, y in
            var points: [(Int, Int)] = []
            switch element.name {
            case "rect":
                let (left, top) = (try number(element, "x"), try number(element, "y"))
                points = [
                    (left, top),
                    (left + (try number(element, "width")), top + (try number(element, "height"))),
                ]
                #expect(try number(element, "width") > 0 && number(element, "height") > 0)
            case "text":
                let style = element.attributes["class"]?.split(separator: " ").first.map(String.init) ?? ""
                let face = (TextStyle(rawValue: style) ?? .detail).face
                let long = face.width(of: element.wholeText)
                let left = try number(element, "x")
                let start =
                    switch element.attributes["text-anchor"] {
                    case "middle": left - long / 2
                    case "end": left - long
                    default: left
                    }
                points = [
                    (start, try number(element, "y") - 10), (start + long, try number(element, "y") + 3),
                ]
            case "path": points = corners(element.attributes["d"] ?? "")
            default: break
            }
            for (pointX, pointY) in points {
                let isInside = (0...width).contains(pointX + x) && (0...height).contains(pointY + y)
                #expect(
                    isInside, "\(survey.name): \(element.name) \(element.attributes) \(element.wholeText)")
            }
        }
    }
}

private func visit(
    _ element: Element, x: Int, y: Int, _ body: (Element, Int, Int) throws -> Void
) throws {
    var (x, y) = (x, y)
    if let shift = element.attributes["transform"] {
        let numbers = shift.split { !"-0123456789".contains($0) }.compactMap { Int($0) }
        (x, y) = (x + numbers[0], y + numbers[1])
    }
    try body(element, x, y)
    for child in element.children { try visit(child, x: x, y: y, body) }
}

private func number(_ element: Element, _ name: String) throws -> Int {
    try #require(element.attributes[name].flatMap { Int($0) }, "\(element.name) has no \(name)")
}

/// The places that the data of a path name, with moves, lines and, of curves, only where they begin.
private func corners(_ data: String) -> [(Int, Int)] {
    var points: [(Int, Int)] = []
    var (x, y) = (0, 0)
    var command: Character = "M"
    var numbers: [Int] = []
    var text = ""
    func takeNumber() {
        if let number = Int(text) { numbers.append(number) }
        text = ""
    }
    func take() {
        takeNumber()
        switch command {
        case "M", "L": if numbers.count >= 2 { (x, y) = (numbers[0], numbers[1]) }
        case "l":
            for pair in 0..<numbers.count / 2 { (x, y) = (x + numbers[2 * pair], y + numbers[2 * pair + 1]) }
        case "H": if let last = numbers.last { x = last }
        case "V": if let last = numbers.last { y = last }
        case "h": x += numbers.last ?? 0
        case "v": y += numbers.last ?? 0
        default: break
        }
        points.append((x, y))
        numbers = []
    }
    for character in data {
        if character.isLetter {
            take()
            command = character
        } else if character == " " {
            takeNumber()
        } else {
            if character == "-" { takeNumber() }
            text.append(character)
        }
    }
    take()
    return Array(points.dropFirst())
}

// MARK: Large surveys

@Test(arguments: [false, true])
func `deep nesting neither crashes nor costs more than its length`(isElse: Bool) throws {
    func size(_ depth: Int) throws -> Int {
        var body = "given g: yesno\n"
        for level in 0..<depth {
            body +=
                isElse
                ? "  if g {\n yesno a\(level) \"So?\"\n } else {\n" : "  if g {\n yesno a\(level) \"So?\"\n"
        }
        body += " yesno last \"Is it so?\"\n" + String(repeating: " }\n", count: depth)
        let picture = RoutingPicture(try survey(body))
        #expect(picture.dot.utf8.count < depth * 1_500)
        return picture.svg.utf8.count
    }
    let (small, large) = (try size(300), try size(3_000))
    #expect(large < 11 * small)
}

@Test
func `ten thousand questions cost ten times what a thousand do`() throws {
    func size(_ count: Int) throws -> Int {
        let lines = (0..<count).map { "yesno q\($0) \"Is it so?\"" }
        let picture = RoutingPicture(try survey(lines.joined(separator: "\n") + "\n"))
        #expect(picture.dot.utf8.count < count * 350 + 2_000)
        return picture.svg.utf8.count
    }
    let (small, large) = (try size(1_000), try size(10_000))
    #expect(large < 11 * small)
}

@Test
func `many arms stand under each other`() throws {
    var body = "given n: number 0...1000\n"
    for arm in 0..<1_000 { body += (arm > 0 ? " else " : "") + "if n == \(arm) {\n yesno q\(arm) \"So?\"\n}" }
    let outline = Outline(of: try survey(body + "\n"), marks: Marks())
    let layout = Layout(outline)
    #expect(layout.width < 1_000)
    #expect(outline.parts.map(\.arms.count).max() == 1_000)
}
