import FoundationEssentials
import SurveyCompiler
import SurveyModel
import SurveySyntax
import SurveyWriting
import Testing

/// A survey beside what comes of its text written back and compiled again.
struct WrittenBack {
    var name: String
    var survey: Survey
    var original = ""

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func shipped() throws -> [String] {
        var found: [String] = ["Tests/Conformance/everything.survey"]
        for folder in ["Surveys"] {
            let folderPath = root.appending(path: folder).path(percentEncoded: false)
            for file in try FileManager.default.contentsOfDirectory(atPath: folderPath).sorted()
            where file.hasSuffix(".survey") { found.append("\(folder)/\(file)") }
        }
        return found
    }

    static func compiled(_ path: String) throws -> Survey {
        func file(_ path: String) -> SourceFile? {
            let bytes = FileManager.default.contents(
                atPath: root.appending(path: path).path(percentEncoded: false))
            return bytes.map { SourceFile(name: path, bytes: Array($0)) }
        }
        let source = try #require(file(path))
        return try #require(compile(source) { file($0) }.survey)
    }

    init(path: String) throws {
        self.init(name: path, survey: try Self.compiled(path))
    }

    init(name: String, survey: Survey, original: String = "") {
        self.name = name
        self.survey = survey
        self.original = original
    }

    func check() throws {
        let source = SurveySource(survey)
        let compilation = compile(SourceFile(name: "written.survey", text: source.text))
        guard let written = compilation.survey else {
            Issue.record(
                "\(name)\n\(render(compilation.diagnostics.filter { $0.severity == .error }, in: compilation.source))\n\(original)\n---\n\(source.text)"
            )
            return
        }
        let layout = SurveyTree(parsing: Array(source.text.utf8)).flatMap { format($0) }
        #expect(layout == Array(source.text.utf8), "\(name) is not laid out")
        // Where a fragment is used in ways that differ, its texts have keys of their own in each.
        let hasOtherKeys = source.losses.contains { $0.what.hasPrefix("the keys of the texts") }
        let losses = source.losses.filter { !$0.what.hasPrefix("the keys of the texts") }
        #expect(losses.map(\.text) == [], "\(name)\n\(source.text)")
        guard written.structure == survey.structure else {
            let (left, right) = (survey.structuralForm.prettyText, written.structuralForm.prettyText)
            Issue.record(
                "\(name) has another structure:\n\(Self.difference(left, right))\n\(original)\n---\n\(source.text)"
            )
            return
        }
        if hasOtherKeys {
            #expect(Set(written.texts.map(\.source)) == Set(survey.texts.map(\.source)), "\(name)")
            return
        }
        let (left, right) = (Self.comparable(survey), Self.comparable(written))
        if left != right {
            Issue.record(
                "\(name) differs:\n\(Self.difference(left, right))\n\(original)\n---\n\(source.text)")
        }
    }

    /// The document without what the text of one file cannot hold: translations, and which library a text is from.
    static func comparable(_ survey: Survey) -> String {
        var survey = survey
        survey.localizations = []
        survey.texts = survey.texts.map { text in
            var text = text
            text.catalogue = nil
            return text
        }
        return survey.json.prettyText
    }

    static func difference(_ left: String, _ right: String) -> String {
        let (left, right) = (left.split(separator: "\n"), right.split(separator: "\n"))
        guard let first = zip(left, right).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset
        else { return "\(left.count) lines, \(right.count) lines" }
        return
            "line \(first): \(left[max(0, first - 6)..<min(left.count, first + 3)].joined(separator: "\n"))\nbut\n\(right[max(0, first - 6)..<min(right.count, first + 3)].joined(separator: "\n"))"
    }
}
