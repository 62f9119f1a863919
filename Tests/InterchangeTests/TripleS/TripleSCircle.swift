import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyCompiler
import SurveyModel
import SurveySyntax
import Tallies
import Testing

/// Writing responses as Triple-S, and reading them again.
struct TripleSCircle {
    let survey: Survey
    let layout: ColumnLayout
    let options: TripleSOptions
    /// The files by name.
    let files: [String: [UInt8]]
    let losses: LossReport

    init(
        _ survey: Survey, _ responses: [Response], version: TripleSDefinitions.Version = .v2,
        format: TripleSDefinitions.Format = .fixed, rosters: ColumnLayout.Rosters = .wide,
        locales: [Int]? = nil, includesPersonal: Bool = true, weights: [Int64]? = nil
    ) throws {
        let codebook = Codebook(survey)
        layout = ColumnLayout(
            codebook, includesPersonal: includesPersonal, rosters: rosters, hasWeights: weights != nil)
        options = TripleSOptions(
            version: version, format: format, locales: locales, of: codebook.locales.count)
        self.survey = survey
        var sinks: [String: MemoryOutput] = [:]
        for name in TripleSWriter.files(layout, options, stem: "answers") { sinks[name] = MemoryOutput() }
        let plan = TallyPlan(survey)
        var writer = try TripleSWriter(
            layout, options, stem: "answers", plan: plan, beside: "-", to: sinks)
        let row = ResponseRow(plan)
        for response in responses {
            row.fill(response)
            try writer.write(row)
        }
        try writer.finish()
        files = sinks.mapValues(\.bytes)
        losses = writer.losses
    }

    func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }

    /// The definitions in the first language.
    var definitions: TripleSDefinitions {
        get throws {
            let name = TripleSWriter.files(layout, options, stem: "answers")[0]
            return try TripleSDefinitions(parsing: try #require(files[name]))
        }
    }

    /// The data.
    var data: [UInt8] { files["answers.asc"] ?? files["answers.csv"] ?? [] }

    /// What comes back: the survey that the definitions make, and the responses to it.
    func back() throws -> (survey: Survey, responses: [Response]) {
        let imported = try TripleSImport(try definitions, fallbackName: "back")
        return try TripleSCircle.read(imported, data)
    }

    static func compiled(_ imported: TripleSImport, _ place: SourceLocation = #_sourceLocation) throws
        -> Survey
    {
        let compilation = compile(SourceFile(name: "imported.survey", text: imported.text))
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        #expect(
            errors.isEmpty, "\(errors.map(\.message).joined(separator: "; "))\n\(imported.text)",
            sourceLocation: place)
        let survey = try #require(compilation.survey, sourceLocation: place)
        // What the command writes is laid out, and then laid out for good.
        let laid = try #require(compilation.tree.flatMap { format($0) }, sourceLocation: place)
        let again = try #require(SurveyTree(parsing: laid).flatMap { format($0) }, sourceLocation: place)
        #expect(laid == again, sourceLocation: place)
        return survey
    }

    static func read(
        _ imported: TripleSImport, _ data: [UInt8]
    ) throws -> (survey: Survey, responses: [Response]) {
        let survey = try compiled(imported)
        let lines = try TripleSLines(
            imported, survey, from: .bytes(data, name: "answers.asc"), moment: Timestamp(milliseconds: 0))
        var index: [String: VariableID] = [:]
        for (position, variable) in survey.variables.enumerated() {
            index[variable.name] = VariableID(position)
        }
        var responses: [Response] = []
        while let line = try lines.next() {
            if let fault = line.fault {
                Issue.record("line \(line.number): \(fault.message)")
                continue
            }
            do {
                responses.append(try Response(line: line.bytes, of: survey, index: index))
            } catch {
                Issue.record(
                    "line \(line.number): \(error.message)\n\(String(decoding: line.bytes, as: UTF8.self))")
            }
        }
        return (survey, responses)
    }
}

/// An answer in words that two surveys have in common: labels, numbers, texts.
struct PlainAnswer {
    let codebook: Codebook

    init(_ survey: Survey) { codebook = Codebook(survey) }

    func words(_ answer: Answer, of position: Int) -> String {
        let entry = codebook.variables[position]
        switch answer {
        case .missing(let kind): return ".\(kind.rawValue)"
        case .answered(.option(let index)): return label(entry, index)
        case .answered(.options(let chosen)):
            return chosen.map { label(entry, $0) }.joined(separator: "|")
        case .answered(.number(let number)): return number.canonicalText
        case .answered(.text(let text)): return text
        case .answered(.yesno(let yes)): return yes ? "Yes" : "No"
        case .answered(.date(let date)): return date.text
        case .answered(.time(let time)): return time.text
        case .answered(.order): return "?"
        }
    }

    /// A label as formats without line breaks have it; the code where there is none.
    func label(_ entry: Codebook.Entry, _ index: Int) -> String {
        let words = (entry.categories[index].label?.text(in: 0) ?? "").split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? "\(entry.categories[index].code)" : words.joined(separator: " ")
    }
}
