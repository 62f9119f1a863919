import Foundation
import Interchange
import SurveyCompiler
import SurveyModel

private let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas").path()

private func bytes(of name: String) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
        fatalError("no \(name)")
    }
    return Array(data)
}

nonisolated(unsafe) private let xmlSchemas: [XMLSchema] = ["survey", "responses", "statistics"].map { name in
    do { return try XMLSchema(file: folder + "/sondeo-\(name).xsd") } catch { fatalError("\(error)") }
}

private let jsonSchemas: [JSONSchema] = ["survey", "response", "statistics", "proof", "losses"].map { name in
    do { return try JSONSchema(parsing: bytes(of: "sondeo-\(name).schema.json")) } catch {
        fatalError("\(error)")
    }
}

/// The survey that the corpus of responses answers.
private let survey: Survey = {
    let text = """
        survey fuzz
        version 1
        language en
        nps recommend "Recommend?" dont_know "No idea"
        text why "Why?" optional
        """
    guard let survey = compile(SourceFile(name: "fuzz.survey", text: text)).survey else {
        fatalError("no survey")
    }
    return survey
}()

func check(_ bytes: [UInt8]) {
    for schema in xmlSchemas {
        let (problems, count) = schema.check(bytes, limit: 20)
        precondition(problems.count == min(count, 20), "problems are lost")
        precondition(problems == schema.check(bytes, limit: 20).problems, "two words on one document")
    }
    readResponses(bytes)
    guard let document = try? JSONValue(parsing: bytes, allowsExponents: true) else {
        precondition(
            (try? JSONValue(parsing: bytes)) == nil, "the strict reader takes what the other refuses")
        return
    }
    for schema in jsonSchemas {
        let (faults, count) = schema.faults(in: document, limit: 20)
        precondition(faults.count == min(count, 20), "faults are lost")
        precondition(schema.allows(document) == (count == 0), "yes and no of one document")
        let lines = bytes.count { $0 == 0x0A } + 1
        for fault in faults {
            precondition((1...lines).contains(fault.path.line(in: bytes)), "a line beyond the end")
        }
    }
    // What is a survey to the schema and its reader can be written and read again.
    if jsonSchemas[0].allows(document), let survey = try? Survey(json: document) {
        precondition(jsonSchemas[0].allows(survey.json), "a survey is written that its schema refuses")
    }
}

private func readResponses(_ bytes: [UInt8]) {
    var rest = bytes[...]
    let lines = XMLLines(name: "fuzz", surveys: [survey]) {
        defer { rest = rest.dropFirst(4_096) }
        return Array(rest.prefix(4_096))
    }
    let index = survey.variableIndex
    while let line = try? lines.next() {
        guard line.fault == nil else { continue }
        // A line is JSON, whatever it was made of; the rules of responses say the rest.
        precondition((try? JSONValue(parsing: line.bytes)) != nil, "a line that is no JSON was made")
        _ = try? Response(line: line.bytes, of: survey, index: index)
    }
}
