import Foundation
import SurveyModel
import Testing
import XMLTree

@testable import RoutingPicture

/// Texts that a document must not take as they are.
private let hostile = [
    "]]>", "<script>alert(1)</script>", "\"><svg onload='x'>", "&amp; &lt; & <", "\\N\\G\\\"", "<B>bold</B>",
    "\u{0}\u{1}\u{8}\u{B}\u{1B}[31m\u{7F}\u{9F}", "\u{FFFE}\u{FFFF}", "\u{202E}reversed\u{202C}",
    "\u{2066}\u{2069}",
    "line\nbreak\r\nand\ttab\u{2028}\u{2029}", "e" + String(repeating: "\u{301}", count: 4_000),
    String(repeating: "W", count: 5_000),
    String(repeating: "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", count: 300),
    "שלום, מה שלומך? (טוב)", "مرحبا بكم في الاستبيان، كيف كانت زيارتكم لنا اليوم؟ نرجو أن تكون قد أعجبتكم",
    "请问您对我们的服务满意吗？请从一到五打分，一表示非常不满意，五表示非常满意。谢谢您的参与，祝您愉快。", "\u{301}\u{302}", "", " ", "{", "\\{",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
]

private func small(saying text: String) throws -> Survey {
    var survey = try survey(at: Folder.snapshots.appendingPathComponent("Small.survey"))
    for index in survey.texts.indices { survey.texts[index].source = text }
    return survey
}

@Test(arguments: hostile)
func `texts of any kind leave both documents well formed`(text: String) throws {
    let survey = try small(saying: text)
    let picture = RoutingPicture(survey)
    #expect(Element.parse(Array(picture.svg.utf8)) != nil)
    let graph = try Graph(picture.dot)
    #expect(graph.isSound, "\(graph.faults)")
    for document in [picture.svg, picture.dot] {
        for scalar in document.unicodeScalars
        where scalar != "\n" && scalar != "\u{2068}" && scalar != "\u{2069}" {
            #expect(!TextRule.isForbidden(scalar), "U+\(String(scalar.value, radix: 16))")
        }
        // What is a text has no markup of its own.
        #expect(!document.contains("<script") && !document.contains("onload='"))
    }
}

@Test(arguments: hostile)
func `names of any kind leave both documents well formed`(text: String) throws {
    var survey = try small(saying: "Is it so?")
    survey.name = text
    for index in survey.variables.indices { survey.variables[index].name += text }
    for index in survey.questions.indices { survey.questions[index].stem += text }
    for index in survey.checks.indices { survey.checks[index].name = text }
    for index in survey.endings.indices { survey.endings[index].name = text }
    for list in survey.lists.indices {
        for index in survey.lists[list].options.indices { survey.lists[list].options[index].name += text }
    }
    for index in survey.blocks.indices {
        if case .page(_, let title) = survey.blocks[index].kind {
            survey.blocks[index].kind = .page(name: text, title: title)
        }
    }
    let picture = RoutingPicture(survey)
    let drawing = try #require(Element.parse(Array(picture.svg.utf8)))
    let ids = drawing.all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let graph = try Graph(picture.dot)
    #expect(graph.isSound, "\(graph.faults)")
}

@Test
func `blocks and steps that do not fit together are drawn all the same`() throws {
    var survey = try small(saying: "Is it so?")
    for index in survey.steps.indices { survey.steps[index].block = BlockID(index % survey.blocks.count) }
    for index in survey.blocks.indices.dropFirst() { survey.blocks[index].steps = 90..<95 }
    #expect(Element.parse(Array(RoutingPicture(survey).svg.utf8)) != nil)
    for index in survey.blocks.indices.dropFirst() {
        survey.blocks[index].parent = BlockID(survey.blocks.count - 1)
    }
    #expect(Element.parse(Array(RoutingPicture(survey).svg.utf8)) != nil)
    #expect(try Graph(RoutingPicture(survey).dot).nodes.isEmpty == false)
}

// MARK: Setting of texts

@Test(arguments: hostile)
func `a text is broken between characters and fits its lines`(text: String) {
    let face = TypeFace(size: 12)
    let line = text.inOneLine
    for most in 1...3 {
        let lines = face.lines(of: line, width: 200, most: most)
        #expect(lines.count <= most)
        for line in lines { #expect(face.width(of: line) <= 200 || line.count <= 2, "\(line)") }
        // What is kept is the beginning of the text, character by character, but for blanks where a line ends.
        let kept = lines.joined().filter { $0 != " " && $0 != "…" }
        #expect(line.filter { $0 != " " && $0 != "…" }.starts(with: kept))
    }
}

@Test
func `a text that fits is kept as it is, and one that does not ends in an ellipsis`() {
    let face = TypeFace(size: 12)
    #expect(face.lines(of: "Is it so?", width: 200, most: 2) == ["Is it so?"])
    #expect(
        face.lines(of: "How likely are you to recommend us?", width: 130, most: 3).joined(separator: " ")
            == "How likely are you to recommend us?")
    #expect(face.line(of: "How likely are you to recommend us?", width: 100) == "How likely are…")
    #expect(face.lines(of: "", width: 100, most: 2).isEmpty)
}

@Test
func `a text that is read from the right is isolated from what stands beside it`() {
    #expect(SVGElements.isolated("שלום") == "\u{2068}שלום\u{2069}")
    #expect(SVGElements.isolated("Hello") == "Hello")
}
