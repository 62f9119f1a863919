import FoundationEssentials
import Interview
import SampleSurveys
import Simulation
import SurveyModel
import Testing

private let sample = Sample.serviceLoyalty
private let start = Timestamp(milliseconds: 1_780_000_000_000)

private func responses(_ count: Int, seed: UInt64 = 1, locales: [String] = []) throws -> [Response] {
    var simulator = try Simulator(survey: sample, seed: seed, locales: locales, start: start)
    return (0..<count).map { _ in simulator.next() }
}

extension Response {
    fileprivate subscript(_ name: String) -> Answer {
        sample.variable(named: name).map { answers.answer(of: $0) } ?? .notAsked
    }

    fileprivate func number(_ name: String) -> Double? {
        guard case .number(let number)? = self[name].value else { return nil }
        return Double(number.canonicalText)
    }
}

/// Pearson's correlation over the responses that have both.
private func correlation(_ responses: [Response], _ first: String, _ second: String) -> Double {
    let pairs = responses.compactMap { response -> (Double, Double)? in
        guard let x = response.number(first), let y = response.number(second) else { return nil }
        return (x, y)
    }
    let n = Double(pairs.count)
    let meanX = pairs.reduce(0) { $0 + $1.0 } / n
    let meanY = pairs.reduce(0) { $0 + $1.1 } / n
    let xy = pairs.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let xx = pairs.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
    let yy = pairs.reduce(0) { $0 + ($1.1 - meanY) * ($1.1 - meanY) }
    return xy / (xx * yy).squareRoot()
}

@Test func `every response reads back under the strict reader and says that it is synthetic`() throws {
    let index = sample.variableIndex
    for response in try responses(500) {
        let read = try Response(line: Array(response.line(of: sample).utf8), of: sample, index: index)
        #expect(read == response)
        #expect(response.channel == Simulator.channel)
    }
}

@Test func `the same seed gives the same responses and another seed others`() throws {
    #expect(try responses(50, seed: 4) == responses(50, seed: 4))
    let shared = Set(try responses(50, seed: 4).map(\.id)).intersection(try responses(50, seed: 5).map(\.id))
    #expect(shared.isEmpty)
}

@Test func `ids and times rise and nobody ends before beginning`() throws {
    let all = try responses(500)
    for (earlier, later) in zip(all, all.dropFirst()) {
        #expect(earlier.id < later.id)
        #expect(earlier.started < later.started)
    }
    #expect(all.first?.started == start)
    #expect(all.allSatisfy { $0.started < $0.ended })
    // The first 48 bits of a version 7 UUID are the time in milliseconds (RFC 9562).
    let first = try #require(all.first)
    #expect(UInt64(first.id.filter { $0 != "-" }.prefix(12), radix: 16) == UInt64(start.milliseconds))
}

@Test func `good service makes satisfied and satisfied respondents recommend`() throws {
    let all = try responses(2_000)
    let links = [
        ("quality.reliable", "overall"), ("quality.empathic", "overall"),
        ("quality.reliable", "quality.empathic"),
        ("overall", "ease"), ("overall", "recommend"), ("quality.responsive", "recommend"),
    ]
    for (first, second) in links {
        let found = correlation(all, first, second)
        #expect(found > 0.3 && found < 0.9, "\(first) and \(second): \(found)")
    }
    #expect(correlation(all, "overall", "recommend") > correlation(all, "quality.reliable", "recommend"))
    #expect(abs(correlation(all, "spend", "recommend")) < 0.1)
}

@Test func `locales differ in how they use a scale`() throws {
    func share(of points: Set<Double>, _ locale: String) throws -> Double {
        let ratings = try responses(700, locales: [locale]).compactMap { $0.number("quality.reliable") }
        return Double(ratings.count { points.contains($0) }) / Double(ratings.count)
    }
    let ends: Set<Double> = [1, 5]
    #expect(try share(of: ends, "es") > share(of: ends, "en") + 0.05)
    #expect(try share(of: ends, "en") > share(of: ends, "sv") + 0.05)
    #expect(try share(of: [3], "sv") > share(of: [3], "el") + 0.05)
}

@Test func `a language outside the table has a style of its own, its variants the same`() {
    #expect(ResponseStyle(locale: "fi") != ResponseStyle(locale: "pt"))
    #expect(ResponseStyle(locale: "pt-BR") == ResponseStyle(locale: "PT"))
    #expect(ResponseStyle(locale: "es-MX") == ResponseStyle(locale: "es"))
}

@Test func `routing is kept, some break off, and some answers are missing`() throws {
    let all = try responses(1_200)
    for response in all {
        let isInStore = response["channel"] == .answered(.option(0))
        if !isInStore {
            #expect(response["comfort"] == .notAsked && response["quality.tangible"] == .notAsked)
        }
        if response.number("recommend").map({ $0 <= 6 }) != true {
            #expect(response["failings"] == .notAsked)
        }
        if response.number("recommend").map({ $0 >= 9 }) != true { #expect(response["praise"] == .notAsked) }
        #expect(response["channel"] != .notAsked, "nobody breaks off before the first answer")
        if response.state == .complete { #expect(response.number("recommend") != nil) }
    }
    let partial = all.count { $0.state == .partial }
    #expect(partial > 12 && partial < 120)
    #expect(all.contains { $0["comfort"] == .missing(.dontKnow) })
    #expect(all.contains { $0["quality.consistent"] == .missing(.notApplicable) })
    #expect(all.contains { $0["failings"] == .answered(.options([5])) })
    #expect(all.contains { if case .answered(.text) = $0["failings.other"] { true } else { false } })
    #expect(all.allSatisfy { $0["branch"].value != nil })
    #expect(Set(all.map(\.locale)) == ["en", "es", "sv", "el"])
    #expect(all.allSatisfy { $0.station?.hasPrefix("simulated-0") == true })
}

@Test func `texts say that they are synthetic in the respondent's language`() throws {
    let marks = [
        "en": "(synthetic answer)", "es": "(respuesta sintética)", "sv": "(syntetiskt svar)",
        "el": "(συνθετική απάντηση)",
    ]
    var seen: Set<String> = []
    for response in try responses(400) {
        for name in ["why", "praise", "failings.other", "channel.other"] {
            guard case .text(let text)? = response[name].value else { continue }
            #expect(text.hasSuffix(marks[response.locale] ?? "?"))
            seen.insert(response.locale)
        }
    }
    #expect(seen.count == 4)
}

@Test func `a language that the survey does not have is a fault`() {
    #expect(throws: InterviewFault.self) {
        try Simulator(survey: sample, seed: 1, locales: ["en", "fi"], start: start)
    }
}

@Test func `moments at the ends of time do not trap`() throws {
    for moment in [Int64.min, -1, 0, .max] {
        var simulator = try Simulator(survey: sample, seed: 1, start: Timestamp(milliseconds: moment))
        let index = sample.variableIndex
        for _ in 0..<20 {
            let line = simulator.next().line(of: sample)
            _ = try Response(line: Array(line.utf8), of: sample, index: index)
        }
    }
}
