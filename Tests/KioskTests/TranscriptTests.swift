import Foundation
import Interview
import Kiosk
import SurveyModel
import Testing

/// Whole interviews as they read, in `Transcripts/`. With `UPDATE_SNAPSHOTS=1` in the environment they are written anew.
@Suite struct TranscriptTests {
    /// A contented customer in the store, who goes back once, and once over the whole grid.
    private static let promoter = [
        "1", "5", "4", "5", "5", "4", "5", "<", "5", "5", "7", "10", "{praise}", "41{decimal}50",
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
            "3", "1 2 3 4", "6 1", "5", "Nobody rang", "I waited\nfor an hour.\n.", "5000", "n", "", "y",
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
