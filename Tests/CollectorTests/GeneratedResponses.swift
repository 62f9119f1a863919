import Foundation
import SampleSurveys
import SurveyModel

extension Seeded {
    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
}

/// Valid responses to any survey, with ids in rising order.
struct GeneratedResponses {
    let survey: Survey
    var numbers: Seeded
    var locales = ["en", "es", "sv", "el", "el", "es", "fr-CA"]
    /// How probable an answer, and then a kind of missing, is.
    var answered = 0.8
    /// Pieces that texts are made of.
    var words = [
        "they", "waited", "for", "hours", "gentil", "más", "ö", "καλά", "\"so\"", "—", "😀", "back\\slash",
        "a,b",
    ]
    private var clock: Int64 = 1_795_000_000_000

    init(_ survey: Survey, seed: UInt64) {
        self.survey = survey
        numbers = Seeded(seed)
    }

    mutating func next() -> Response {
        clock += Int64.random(in: 1...900, using: &numbers)
        let started = clock - 90_000
        var response = Response(
            id: id(), survey: survey.name, version: 1, structure: survey.structure,
            locale: locales.randomElement(using: &numbers) ?? "en",
            seed: numbers.chance(0.1) ? numbers.next() : UInt64.random(in: 0...99_999, using: &numbers),
            started: Timestamp(milliseconds: started), ended: Timestamp(milliseconds: clock),
            state: numbers.chance(0.8)
                ? .complete : Disposition.allCases.randomElement(using: &numbers) ?? .partial,
            answers: [], isStale: numbers.chance(0.05))
        if numbers.chance(0.7) { response.station = "athens-0\(Int.random(in: 1...9, using: &numbers))" }
        if numbers.chance(0.9) {
            response.channel = ["terminal", "kiosk", "simulated"].randomElement(using: &numbers)
        }
        response.answers =
            survey == Sample.wholeLanguage
            ? Sample.wholeAnswers(&numbers) : survey.variables.map { answer($0) }
        return response
    }

    /// A UUIDv7 of the clock and 74 random bits.
    private mutating func id() -> String {
        let time = String(format: "%012llx", clock)
        let first = String(format: "%03llx", numbers.next() & 0xFFF)
        let second = String(format: "%04llx", numbers.next() & 0x3FFF | 0x8000)
        let third = String(format: "%012llx", numbers.next() & 0xFFFF_FFFF_FFFF)
        return "\(time.prefix(8))-\(time.suffix(4))-7\(first)-\(second)-\(third)"
    }

    private mutating func answer(_ variable: Variable) -> Answer {
        guard variable.isStored else { return .notAsked }
        guard numbers.chance(answered) else {
            let kinds = Missing.allCases.filter(variable.missing.contains)
            return numbers.chance(0.5)
                ? kinds.randomElement(using: &numbers).map(Answer.missing) ?? .notAsked : .notAsked
        }
        return .answered(value(variable.domain))
    }

    private mutating func value(_ domain: Domain) -> Value {
        switch domain {
        case .option(let list): return .option(Int.random(in: survey[list].options.indices, using: &numbers))
        case .options(let list, let select):
            let options = survey[list].options
            let open = options.indices.filter { !options[$0].isExclusive }.shuffled(using: &numbers)
            let exclusive = options.indices.filter { options[$0].isExclusive }
            if let only = exclusive.first, numbers.chance(0.1) { return .options([only]) }
            let most = min(select.upperBound, open.count)
            return .options(open.prefix(Int.random(in: min(1, most)...most, using: &numbers)).sorted())
        case .point(let scale): return .number(Int.random(in: survey[scale].bounds, using: &numbers))
        case .yesno, .truth: return .yesno(numbers.chance(0.5))
        case .number(let rule):
            let low = max(rule.low ?? -1_000, -1_000)
            let high = min(rule.high ?? 4_000, 4_000)
            let steps = Int.random(in: 0...1_000, using: &numbers)
            let number = (low + (high - low) * Decimal(steps) / 1_000).rounded(toDecimals: rule.decimals)
            return .number(min(max(number, low), high))
        // `Sample.wholeAnswers` makes those.
        case .order, .date, .time: return .text("")
        case .text(let rule):
            let text = (0..<Int.random(in: 1...9, using: &numbers)).map { _ in
                words.randomElement(using: &numbers) ?? ""
            }
            .joined(separator: rule.lines > 1 && numbers.chance(0.3) ? "\n" : " ")
            return .text(String(text.prefix(rule.length)))
        }
    }
}
