import Interchange
import SurveyCompiler
import SurveyModel
import SurveySyntax

private let end = Array("</sss>".utf8)

func check(_ bytes: [UInt8]) {
    // All of it, with whatever stands behind the definitions.
    _ = try? TripleSDefinitions(parsing: bytes)
    let cut = bytes.firstRange(of: end)?.upperBound ?? bytes.endIndex
    guard let definitions = try? TripleSDefinitions(parsing: Array(bytes[..<cut])),
        let imported = try? TripleSImport(definitions, fallbackName: "fuzz")
    else { return }
    let compilation = compile(SourceFile(name: "fuzz.survey", text: imported.text))
    guard let survey = compilation.survey else {
        let errors = compilation.diagnostics.filter { $0.severity == .error }.map(\.message)
        preconditionFailure("an import has errors: \(errors.joined(separator: "; "))\n\(imported.text)")
    }
    guard let tree = SurveyTree(parsing: Array(imported.text.utf8)), format(tree) != nil else {
        preconditionFailure("an import cannot be laid out:\n\(imported.text)")
    }
    precondition(
        (try? TripleSImport(definitions, fallbackName: "fuzz"))?.text == imported.text,
        "two surveys of the same definitions")
    translate(definitions, imported, survey)
    let data = Array(bytes[cut...].drop { $0 == 0x0D || $0 == 0x0A })
    read(data, imported, survey)
}

/// What comes in further languages is of texts of the survey, and each of these could be its own.
private func translate(_ definitions: TripleSDefinitions, _ imported: TripleSImport, _ survey: Survey) {
    let keys = Set(survey.texts.map(\.key))
    for translation in imported.translations.prefix(2) {
        precondition(translation.texts.keys.allSatisfy(keys.contains), "a translation of no text")
        guard
            let other = try? TripleSImport(
                definitions, fallbackName: "fuzz", locale: translation.language),
            compile(SourceFile(name: "fuzz.survey", text: other.text)).survey != nil
        else { preconditionFailure("no survey in \(translation.language)") }
    }
    var twice = definitions
    precondition((try? twice.add(definitions)) == nil, "one language twice")
}

private func read(_ data: [UInt8], _ imported: TripleSImport, _ survey: Survey) {
    guard
        let lines = try? TripleSLines(
            imported, survey, from: .bytes(data, name: "fuzz"), moment: Timestamp(milliseconds: 0))
    else { return }
    let index = survey.variableIndex
    var last = 0
    while let line = try? lines.next() {
        precondition(line.number > last, "lines are not numbered upwards")
        last = line.number
        guard line.fault == nil else { continue }
        precondition((try? JSONValue(parsing: line.bytes)) != nil, "a line that is no JSON was made")
        _ = try? Response(line: line.bytes, of: survey, index: index)
    }
}
