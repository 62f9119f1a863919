import Foundation
import Interview
import Kiosk
import SampleSurveys
import SurveyModel
import Testing

@Suite struct FuzzTests {
    private static let everything = """
        title "Everything"
        scale agreement -2...2 {
            -2 "No"
            2 "Yes"
        }
        note hello "Hello."
        yesno again "Again?" refused "Rather not"
        choice channel "Which?" {
            shuffle
            - a "A"
            - b "B"
            - c "C" specify
            dont_know "No idea"
        }
        choices faults "Faults?" optional {
            select 0...2
            shuffle
            - d "D"
            - e "E" specify
            - f "F" if channel == a
            - g "G" exclusive
        }
        grid service agreement "Service?" {
            shuffle
            - h "H"
            - i "I {channel}" not_applicable "Was not there"
            - j "J" if again
        }
        if again { nps likely "Likely?" } else { text why "Why not?" lines 3 length 40 }
        number spend -10...99999 "Spent?" optional decimals 2 unit "kr"
        confirm spend <= 100 else "Is {spend} right?"
        number guests 0...20 "Guests?"
        require guests <= spend + 10 else "Too many guests for {spend | nothing}."
        text name "Name?" optional
        csat overall "Satisfied, {name | stranger}?"
        """

    private static let asked = Result { try survey(everything, translations: "sv") }

    private static let junk: [[UInt8]] = [
        [], [0x20], [0x1B, 0x5B, 0x41], [0x00], [0xFF, 0xFE], [0xC2, 0x9B, 0x33], [0xE2, 0x80, 0xAE],
        [0x09, 0x31], [0x0D],
        [0x7F], Array("\u{E0001}\u{FEFF}".utf8), Array("e\u{301}\u{301}\u{301}".utf8), Array("👩‍👩‍👧".utf8),
        Array(repeating: 0x61, count: 70_000), Array(repeating: 0xCC, count: 999), Array("{name}".utf8),
    ]
    private static let words = [
        "<", "?", "!", "@", "*", "-", "<<", "@sv", "@1", "@@", "*1", "*2", "**", ".", "y", "n", "j", "ja",
        "nej", "s", "0", "1", "2",
        "3", "4", "1 2", "2,3", "1 2 3 4", "-1", "-2", "10", "11", "99.5", "99,5", "1.000", "999999999999",
        "Ann", "svenska",
    ]

    private func line(_ generator: inout Seeded) -> [UInt8] {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0, 1: return Self.junk.randomElement(using: &generator) ?? []
        case 2:
            return (0..<Int.random(in: 1...30, using: &generator)).map { _ in
                let byte = UInt8.random(in: 0...255, using: &generator)
                return byte == 0x0A ? 0x20 : byte
            }
        case 3: return []
        default:
            // Leaving is rare, so that most interviews come far.
            let word = Self.words.randomElement(using: &generator) ?? ""
            return word == "!" && Bool.random(using: &generator) ? [] : Array(word.utf8)
        }
    }

    @Test(arguments: UInt64(0)..<120) func whateverIsTypedTheInterviewEndsInOrder(seed: UInt64) throws {
        var generator = Seeded(seed)
        let asked = try Self.asked.get()
        let answers = (0..<Int.random(in: 0...60, using: &generator)).map { _ in line(&generator) }
        let said = try converse(
            asked, answers, locale: Bool.random(using: &generator) ? "en" : "sv", seed: seed,
            journal: KeptInMind())
        #expect(said.error == nil)
        let outcome = try #require(said.outcome)
        #expect(outcome == .left || outcome == .finished(.complete))
        // What was written, without what the test typed: no control character but line breaks, no bidi control.
        var written = said.transcript
        for answer in answers.prefix(said.typed) where !answer.isEmpty {
            if let range = written.range(
                of: "> " + String(decoding: answer, as: UTF8.self), options: .literal)
            {
                written.replaceSubrange(range, with: "> ")
            }
        }
        let forbidden = written.unicodeScalars.filter { $0 != "\n" && TextRule.isForbidden($0) }
        #expect(forbidden.isEmpty, "\(forbidden)")
        #expect(said.front.journal.ends.count <= 1)
        #expect(said.front.journal.ends.isEmpty == !said.front.interview.hasAnswers)
        let state: Disposition = outcome == .left ? .partial : .complete
        #expect(said.response.state == state)
        let read = try Response(
            line: Array(said.response.line(of: asked).utf8), of: asked, index: asked.variableIndex)
        #expect(read == said.response)
    }
}
