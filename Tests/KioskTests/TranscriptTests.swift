import Foundation
import Interview
import Kiosk
import SurveyModel
import Testing

/// Whole interviews as they read, in `Transcripts/`. With `UPDATE_SNAPSHOTS=1` in the environment they are written anew.
@Suite struct TranscriptTests {
    /// A contented customer in the store, who goes back once, and once over the whole grid.
    private static let promoter = [
        "1", "5", "4", "5", "5", "4", "5", "<", "5", "5", "7", "10", "{praise}", "5", "41{decimal}50",
    ]
    private static let praise = [
        "en": "The staff", "es": "La atención", "sv": "Bemötandet på Östermalm", "el": "Η εξυπηρέτηση",
    ]

    @Test(arguments: ["en", "es", "sv", "el"]) func aWholeInterviewReadsWellInEveryLanguage(locale: String)
        throws
    {
        let answers = Self.promoter.map {
            $0.replacing("{praise}", with: Self.praise[locale] ?? "").replacing(
                "{decimal}", with: locale == "en" ? "." : ",")
        }
        let conversation = try converse(
            Shipped.serviceLoyalty, answers, locale: locale, givens: ["branch": .text("athens-02")])
        #expect(conversation.outcome == .finished(.complete))
        #expect(conversation.typed == answers.count)
        #expect(try conversation.answer("spend") == .answered(.number(Decimal(string: "41.5") ?? 0)))
        #expect(try conversation.answer("praise") == .answered(.text(Self.praise[locale] ?? "")))
        #expect(!conversation.front.interview.isStale)
        try expect(conversation.transcript, isInFile: "promoter.\(locale).txt")
    }

    @Test func aDetractorWhoMistypesIsLedToTheEnd() throws {
        let answers = [
            "?", "9", "by phone", "", "6", "  fax \u{1B}[31m ", "4", "0", "6", "4", "4", "*", "4", "2", "11",
            "3", "1 2 3 4", "6 1", "5", "Nobody rang", "I waited\nfor an hour.\n.", "2",
            "5000", "n", "", "y",
        ]
        let conversation = try converse(
            Shipped.serviceLoyalty, answers, givens: ["branch": .text("athens-02")], seed: 4)
        #expect(conversation.outcome == .finished(.complete) && conversation.typed == answers.count)
        #expect(try conversation.answer("why") == .answered(.text("I waited\nfor an hour.")))
        try expect(conversation.transcript, isInFile: "detractor.en.txt")
    }

    @Test func theLanguageCanBeChangedInTheMiddle() throws {
        let answers = [
            "2", "4", "@", "svenska", "4", "@9", "1", "@el", "5", "5", "7", "10", "@", "<", "-", "!",
        ]
        let conversation = try converse(
            Shipped.serviceLoyalty, answers, givens: ["branch": .text("athens-02")])
        #expect(conversation.outcome == .left)
        #expect(conversation.front.interview.locale == "el")
        try expect(conversation.transcript, isInFile: "languages.txt")
    }

    /// A guest who answers every kind of question, some of them not at the first try.
    @Test(arguments: ["en", "es", "sv", "el"]) func everyKindReadsWellInEveryLanguage(locale: String) throws {
        let yes = ["en": "y", "es": "s", "sv": "j", "el": "ν"][locale] ?? ""
        let yesterday = ["en": "yesterday", "es": "ayer", "sv": "igår", "el": "χθες"][locale] ?? ""
        let tomorrow = ["en": "tomorrow", "es": "mañana", "sv": "i morgon", "el": "αύριο"][locale] ?? ""
        // Only English needs to ask which of two days this is.
        let unclear = locale == "en" ? ["5/11/2026"] : []
        let answers =
            [yes, tomorrow, "23/11/2026"] + unclear + [
                "21/11/26", "31.9.2026", "2026-08-01", yesterday,
                "7.30", "930", "", "4 1", "2 2 1", "2 3 1", "120", "60", "50", "25", "10", "", "1 4", "Sauna",
                "4", "5", "2", "3", "1", "1,2", "", "5", "4", "5", yes, "nobody", "guest@example.org",
                "+30 abc",
                "", "room 12", "B12",
            ]
        let said = try converse(
            EveryKind.survey(locale), answers, givens: ["wording": .option(1)], seed: 3)
        try expect(said.transcript, isInFile: "kinds.\(locale).txt")
        #expect(said.outcome == .finished(.complete) && said.typed == answers.count)
        #expect(try said.answer("came") == .answered(.date(try #require(CalendarDay("2026-11-21")))))
        #expect(try said.answer("today") == .answered(.date(EveryKind.today)))
        #expect(try said.answer("rank") == .answered(.order([1, 2, 0])))
        #expect(try said.answer("euros.staff") == .answered(.number(15)))
        #expect(try said.answer("wording") == .answered(.option(1)))
    }

    private func expect(_ transcript: String, isInFile name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try Data(transcript.utf8).write(to: file)
        }
        #expect(
            try String(contentsOf: file, encoding: .utf8) == transcript,
            "\(name) reads otherwise now:\n\(transcript)")
    }
}
