import FoundationEssentials
import SampleSurveys
import SurveyCompiler
import SurveyModel
import SurveyWriting
import Testing

/// Documents that our compiler did not make.
@Suite struct ForeignSurveyTests {
    @Test func `a survey without the keys of a compiler still becomes a file`() throws {
        for survey in [Sample.serviceLoyalty, Sample.everything, Sample.wholeLanguage] {
            let source = SurveySource(survey)
            #expect(source.text.hasPrefix("survey \(survey.name)\n"))
            #expect(!source.losses.contains { $0.what == "the file" }, "\(source.text)")
        }
    }

    @Test func `what the language cannot say is told`() throws {
        var survey = try #require(
            compile(
                SourceFile(
                    name: "a.survey",
                    text: "survey a\nversion 1\nlanguage en\nnumber n 0...9 \"N?\"\nfinish \"Bye\"\n")
            ).survey)
        var rule = NumberRule(low: 0)
        survey.questions[0].kind = .number(rule)
        rule.high = 3
        survey.endings[0].disposition = .partial
        let losses = SurveySource(survey).losses.map(\.text)
        #expect(losses.contains { $0.contains("a number with one bound") })
        #expect(losses.contains { $0.contains("how it ends") })
    }

    /// Changes a document somewhere: what the reader lets through must be written, whatever it is.
    private struct Damage {
        var random: Seeded

        mutating func damaged(_ value: JSONValue, _ depth: Int = 0) -> JSONValue {
            switch value {
            case .object(var members):
                guard !members.isEmpty else { return value }
                let index = Int.random(in: 0..<members.count, using: &random)
                if depth > 2, random.chance(6) {
                    members.remove(at: index)
                } else {
                    members[index].value = damaged(members[index].value, depth + 1)
                }
                return .object(members)
            case .array(var elements):
                guard !elements.isEmpty else { return value }
                let index = Int.random(in: 0..<elements.count, using: &random)
                switch Int.random(in: 0..<14, using: &random) {
                case 0: elements.remove(at: index)
                case 1: elements.swapAt(index, Int.random(in: 0..<elements.count, using: &random))
                case 2 where depth > 2: elements.append(elements[index])
                default: elements[index] = damaged(elements[index], depth + 1)
                }
                return .array(elements)
            case .number(let number): return .number(number + Decimal(Int.random(in: -2...2, using: &random)))
            case .bool(let truth): return .bool(!truth)
            case .string(let text):
                return .string(random.chance(40) ? text + "\"x{" : String(text.dropLast()))
            default: return value
            }
        }
    }

    @Test func `damaged documents that can be read are written, and never end the program`() throws {
        var damage = Damage(random: Seeded(5))
        var documents = try ["Surveys/channels.survey", "Surveys/satisfaction.survey"].map {
            try WrittenBack.compiled($0).json
        }
        documents += [Sample.everything.json, Sample.wholeLanguage.json]
        var read = 0
        for round in 0..<1_200 {
            var document = documents[round % documents.count]
            for _ in 0..<Int.random(in: 1...3, using: &damage.random) { document = damage.damaged(document) }
            guard let survey = try? Survey(json: document) else { continue }
            read += 1
            #expect(SurveySource(survey).text.hasPrefix("survey "))
        }
        #expect(read > 100, "\(read)")
    }
}
