import Foundation
import Interview
import Kiosk
import ResponseStore
import SampleSurveys
import SurveyModel
import Testing

/// Random lines typed at every kind of question, into a store.
@Suite struct EveryKindFuzzTests {
    private static let surveys = ["en": EveryKind.survey("en"), "sv": EveryKind.survey("sv")]

    private static let words = [
        "y", "n", "j", "nej", "<", "<", "-", "*", "?", "@", "", "", "0", "1", "2", "3", "4", "1 2", "2 1",
        "3 1 2",
        "1 2 3", "4 1", "1 2 3 4", "1 1", "60", "40", "15", "25", "100", "101", "-1", "99.5", "2026-11-21",
        "21/11/2026", "5/11/2026", "20261101", "yesterday", "igår", "i dag", "today", "31.2.2026", "21/11/26",
        "1/1/1", "9999-12-31", "0001-01-01", "930", "9:30", "9.30 pm", "0:00", "2359", "24:00",
        "a@example.org",
        "guest@example", "+44 20 7946 0000", "B12", "room", "5", "10", "\u{202E}b", "e\u{301}",
        "99999999999999999999",
        String(repeating: "9", count: 200), String(repeating: "1 ", count: 500), "/////", "1//2/2026", "١٢",
    ]

    /// A line that goes on, more often than not.
    private func line(_ generator: inout Seeded, _ language: String) -> [UInt8] {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0:
            return (0..<Int.random(in: 1...30, using: &generator)).map { _ in
                let byte = UInt8.random(in: 0...255, using: &generator)
                return byte == 0x0A ? 0x20 : byte
            }
        case 1, 2: return Array((language == "en" ? "y" : "j").utf8)
        case 3: return Array("2026-11-\(Int.random(in: 10...25, using: &generator))".utf8)
        default: return Array((Self.words.randomElement(using: &generator) ?? "").utf8)
        }
    }

    @Test(arguments: UInt64(0)..<40) func nothingIsStoredThatTheSurveyDoesNotAllow(seed: UInt64) throws {
        var generator = Seeded(seed)
        let language = Bool.random(using: &generator) ? "en" : "sv"
        let survey = try #require(Self.surveys[language])
        let scratch = try Scratch()
        let store = try Store(opening: scratch.store, mode: .create)
        try store.register(survey, at: moment(0))
        let start = InterviewStart(
            id: responseID, locale: language, channel: "terminal", seed: seed, started: moment(0))
        // The first line consents, so that most interviews come far.
        let first = seed % 8 == 0 ? "n" : language == "en" ? "y" : "j"
        let count = Int.random(in: 0...250, using: &generator)
        var lines = [Array(first.utf8)]
        for _ in 0..<count { lines.append(line(&generator, language)) }
        let isCutOff = seed % 3 == 0
        let said = try converse(
            survey, lines, seed: seed, journal: StoreJournal(store, start: start, now: { moment(1) }),
            failsAt: isCutOff ? Int.random(in: 1...40, using: &generator) : .max)
        if let error = said.error { #expect(isCutOff && error is BrokenPipe, "\(error)") }

        let response = said.response
        let written = Array(response.line(of: survey).utf8)
        #expect(try Response(line: written, of: survey, index: survey.variableIndex) == response)
        let parts = try ["bed", "food", "staff"].map { try said.answer("euros.\($0)") }
        let divided = parts.compactMap { answer -> Decimal? in
            if case .number(let number)? = answer.value { number } else { nil }
        }
        if divided.count == 3 { #expect(divided.reduce(0, +) == 100) }
        #expect(divided.reduce(0, +) <= 100)
        #expect(try said.answer("euros.other") == .notAsked)
        if case .order(let order)? = try said.answer("rank").value { #expect(order.sorted() == [0, 1, 2]) }

        let recorded = try store.interview(responseID)
        if said.error != nil {
            // Whatever was acknowledged before the line was cut is in the store, and nothing else.
            #expect((recorded == nil) == !said.front.interview.hasAnswers)
            if let recorded { #expect(try recorded.abandonedResponse().answers == response.answers) }
        } else {
            if let recorded {
                for (last, answer) in zip(recorded.lastAnswers, response.answers) where answer != .notAsked {
                    #expect(last == answer)
                }
            }
            #expect(try store.verify().isSound)
        }
        if response.state == .refused {
            for (position, answer) in response.answers.enumerated() where answer != .notAsked {
                #expect(survey.variables[position].role == .today)
            }
        }
    }

    @Test func aRefusalIsCountedAndHoldsNoAnswer() throws {
        let survey = EveryKind.survey()
        let scratch = try Scratch()
        let store = try Store(opening: scratch.store, mode: .create)
        try store.register(survey, at: moment(0))
        let start = InterviewStart(
            id: responseID, locale: "en", channel: "terminal", seed: 1, started: moment(0))
        let said = try converse(
            survey, [Array("n".utf8)], journal: StoreJournal(store, start: start, now: { moment(1) }))
        #expect(said.response.state == .refused)
        var states: [Disposition] = []
        try store.forEachResponse(in: .arrival) { stored in
            let response = try Response(
                line: Array(stored.line.utf8), of: survey, index: survey.variableIndex)
            states.append(response.state)
            for (variable, answer) in zip(survey.variables, response.answers) where variable.role != .today {
                #expect(answer == .notAsked)
            }
        }
        #expect(states == [.refused])
        #expect(try store.verify().isSound)
    }

    @Test func anArmThatIsDrawnBeforeTheFirstAnswerBeginsNothing() throws {
        var draft = Draft()
        draft.split(
            "wording",
            [
                ("plain", { $0.ask("one", .yesno, "One?") }), ("warm", { $0.ask("two", .yesno, "Two?") }),
            ])
        let survey = draft.finished
        for (typed, count) in [(["!"], 0), (["y"], 1)] {
            let scratch = try Scratch()
            let store = try Store(opening: scratch.store, mode: .create)
            try store.register(survey, at: moment(0))
            let start = InterviewStart(
                id: responseID, locale: "en", channel: "terminal", seed: 1, started: moment(0))
            let said = try converse(
                survey, typed.map { Array($0.utf8) },
                journal: StoreJournal(store, start: start, now: { moment(1) }))
            #expect(said.error == nil)
            var found = 0
            try store.forEachResponse(in: .arrival) { stored in
                found += 1
                #expect(stored.line.contains("\"wording\":"))
            }
            #expect(found == count)
            #expect((try store.interview(responseID) == nil) == (count == 0))
            #expect(try store.verify().isSound)
        }
    }

    @Test(arguments: [0, 1]) func anArmThatIsSetComesBackAfterACrash(arm: Int) throws {
        let survey = EveryKind.survey()
        let scratch = try Scratch()
        let store = try Store(opening: scratch.store, mode: .create)
        try store.register(survey, at: moment(0))
        let start = InterviewStart(
            id: responseID, locale: "en", channel: "terminal", seed: 1, started: moment(0))
        let lines = [
            "y", "2026-11-21", "09:00", "", "1 2 3", "100", "", "", "1", "5", "1", "1", "1", "", "", "1", "1",
            "1",
            "y", "",
        ]
        let said = try converse(
            survey, lines.map { Array($0.utf8) }, givens: ["wording": .option(arm)],
            journal: StoreJournal(store, start: start, now: { moment(1) }), failsAt: lines.count - 1)
        #expect(said.error is BrokenPipe)
        #expect(try said.answer(arm == 0 ? "again" : "again_warm") == .answered(.yesno(true)))
        let recovered = try #require(try store.interview(responseID)).abandonedResponse()
        #expect(recovered.answers == said.response.answers)
    }
}
