import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

@Suite("Triple-S, written and read again")
struct TripleSRoundTripTests {
    static let formats: [(TripleSDefinitions.Version, TripleSDefinitions.Format)] = [
        (.v2, .fixed), (.v2, .csv), (.v3, .fixed), (.v3, .csv),
    ]

    /// The surveys of the project's folders, compiled.
    static func survey(_ path: String) throws -> Survey {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let bytes = [UInt8](try Data(contentsOf: root.appending(path: path)))
        return try #require(compile(SourceFile(name: path, bytes: bytes)).survey)
    }

    /// What an answer is after the journey, by the rules that the losses name.
    private func expected(_ answer: Answer, _ entry: Codebook.Entry, _ words: PlainAnswer, isLatin: Bool)
        -> String
    {
        switch answer {
        case .missing(let kind):
            switch entry.type {
            case .text, .date, .time: return ".not_asked"
            default: return ".\(kind.rawValue)"
            }
        case .answered(.option(let index)): return words.label(entry, index)
        case .answered(.options(let chosen)):
            return chosen.map { words.label(entry, $0) }.joined(separator: "|")
        case .answered(.number(let number)):
            return number.canonicalText
        case .answered(.yesno(let yes)): return yes ? "Yes" : "No"
        case .answered(.text(let text)):
            let scalars = text.unicodeScalars.map { scalar -> Character in
                if scalar.value < 0x20 { return " " }
                return isLatin && !Self.isLatin(scalar) ? "?" : Character(scalar)
            }
            var flat = scalars.map(String.init).joined()
            while flat.unicodeScalars.last == " " { flat.unicodeScalars.removeLast() }
            return flat.isEmpty ? ".not_asked" : flat
        case .answered(.date(let date)): return date.text
        case .answered(.time(let time)): return time.text
        case .answered(.order): return "?"
        }
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value)
            || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars.contains(scalar)
    }

    private func name(_ name: String) -> String {
        // `today` is a word of the language.
        name == "today" ? "today_" : name.replacing(".", with: "_").replacing(":", with: "_")
    }

    private func check(
        _ survey: Survey, _ responses: [Response], _ version: TripleSDefinitions.Version,
        _ format: TripleSDefinitions.Format, _ what: String
    ) throws {
        let circle = try TripleSCircle(survey, responses, version: version, format: format, locales: [0])
        let (back, read) = try circle.back()
        #expect(read.count == responses.count, "\(what)")
        let codebook = circle.layout.codebook
        let original = PlainAnswer(survey)
        let words = PlainAnswer(back)
        var compared = 0
        for (before, after) in zip(responses, read) {
            #expect(after.id == before.id, "\(what)")
            #expect(after.state == before.state, "\(what)")
            #expect(after.locale == before.locale, "\(what)")
            #expect(after.started.milliseconds == before.started.milliseconds / 1_000 * 1_000, "\(what)")
            for entry in codebook.variables where entry.isStored {
                let answer = before.answers[entry.position]
                if case .ranking = entry.type {
                    compared += ranking(answer, entry, after, back, (original, words), what)
                    continue
                }
                let wanted = expected(answer, entry, original, isLatin: version == .v2)
                let variable = try #require(back.variable(named: name(entry.name)), "\(what) \(entry.name)")
                let found = words.words(after.answers[variable.position], of: variable.position)
                #expect(found == wanted, "\(what): \(entry.name)")
                if let codes = codes(answer, entry) {
                    let after = after.answers[variable.position]
                    #expect(
                        self.codes(after, words.codebook.variables[variable.position]) == codes,
                        "\(what): \(entry.name)")
                }
                compared += 1
            }
        }
        #expect(compared > responses.count, "\(what)")
    }

    /// Codes below 0, and 0 in a set, are others afterwards; the losses say so.
    private func codes(_ answer: Answer, _ entry: Codebook.Entry) -> [Int]? {
        let low = if case .answered(.options) = answer { 1 } else { 0 }
        guard entry.categories.allSatisfy({ $0.code >= low }) else { return nil }
        return switch answer {
        case .answered(.option(let index)): [entry.categories[index].code]
        case .answered(.options(let chosen)): chosen.map { entry.categories[$0].code }
        default: nil
        }
    }

    private func ranking(
        _ answer: Answer, _ entry: Codebook.Entry, _ after: Response, _ back: Survey,
        _ words: (PlainAnswer, PlainAnswer),
        _ what: String
    ) -> Int {
        guard case .ranking(let select) = entry.type else { return 0 }
        let places = max(1, min(select.upperBound, entry.categories.count))
        for place in 1...places {
            guard let variable = back.variable(named: "\(name(entry.name))_\(place)") else {
                Issue.record("\(what): there is no \(entry.name), place \(place)")
                return 0
            }
            let found = words.1.words(after.answers[variable.position], of: variable.position)
            var wanted = ".not_asked"
            switch answer {
            case .answered(.order(let order)) where place <= order.count:
                wanted = words.0.label(entry, order[place - 1])
            case .missing(let kind): wanted = ".\(kind.rawValue)"
            default: break
            }
            #expect(found == wanted, "\(what): \(entry.name), place \(place)")
        }
        return places
    }

    @Test(arguments: ["Tests/Conformance/everything.survey", "Surveys/service_loyalty.survey"])
    func `answers to shipped surveys come back by their labels`(_ path: String) throws {
        let survey = try Self.survey(path)
        let responses = try RowTests.responses(survey, count: 120)
        for (version, format) in Self.formats {
            try check(survey, responses, version, format, "\(path) \(version.rawValue) \(format.rawValue)")
        }
    }

    @Test(arguments: UInt64(0)..<12)
    func `answers to any survey come back by their labels`(_ seed: UInt64) throws {
        let survey = SurveyGenerator.survey(seed: seed)
        let responses = ResponseGenerator.responses(survey, count: 20, seed: seed)
        let (version, format) = Self.formats[Int(seed % 4)]
        try check(survey, responses, version, format, "seed \(seed)")
    }
}
