import Interview
import ResponseStore
import SampleSurveys
import SurveyModel
import Terminal
import Testing
import Translations

@testable import Kiosk

/// What could steer a terminal, or hide and reorder what is read, comes neither to it nor into a store: not from keys, not from
/// pastes, not from what is piped, not from the texts of a survey, and not from its translations.
@Suite struct UntrustedTextTests {
    /// Every scalar that is forbidden, in the middle of what people write.
    private static let forbidden = (UInt32(0)...0xE01FF).compactMap(Unicode.Scalar.init).filter {
        $0.isForbiddenAtTerminals
    }
    private static let good = "👩‍👩‍👧 ❤️ می‌خواهم"

    @Test func nothingThatIsTypedOrPastedBringsThemIn() throws {
        let scratch = try Scratch()
        let store = try Store(opening: scratch.store, mode: .create)
        let survey = try survey(
            """
            text typed "Type?" length 1000
            text pasted "Paste?" lines 9 length 1000
            text again "{typed} and {pasted}?" optional
            finish "Thank you, {typed}."
            """)
        try store.register(survey, at: moment(0))
        let start = InterviewStart(
            id: responseID, locale: "en", channel: "terminal", seed: 1, started: moment(0))
        var program = FullScreenInterview(
            try Interview(survey: survey, seed: 1),
            journal: StoreJournal(store, start: start) { moment(1) }, catalogues: { _ in [] },
            theme: Theme(.dark))
        var renderer = Renderer(capabilities: Capabilities(name: "xterm-256color"))
        var parser = InputParser()
        var now = Duration.zero
        func handle(_ event: ScreenEvent) throws {
            now += .seconds(1)
            _ = try program.take(event, at: now)
            var canvas = Canvas(columns: 80, rows: 24)
            program.draw(on: &canvas)
            expectClean(canvas, &renderer)
        }
        func type(_ text: String) throws {
            for event in parser.parse(Array(text.utf8)) + parser.flush() { try handle(.input(event)) }
        }
        // Controls among keys are keys, some of which lead elsewhere; as letters only those beyond ASCII arrive.
        let letters = String(
            String.UnicodeScalarView(Self.forbidden.filter { $0.value >= 0x80 }.flatMap { ["x", $0] }))
        let pasted = String(
            String.UnicodeScalarView(Self.forbidden.filter { $0 != "\u{1B}" }.flatMap { ["y", $0] }))
        try handle(.began)
        try type(Self.good + letters + "\r")
        try type("\u{1B}[200~" + Self.good + pasted + "\u{1B}[31m\u{1B}]0;title\u{7}\u{1B}[201~")
        try type("\t")
        #expect(program.interview.item.map { survey[$0.question].name } == "again")
        try type("\t\r")
        var lines: [String] = []
        try store.forEachResponse(in: .arrival) { lines.append($0.line) }
        let line = try #require(lines.first)
        let response = try Response(line: line.utf8, of: survey, index: survey.variableIndex)
        let texts = response.answers.compactMap { if case .text(let text)? = $0.value { text } else { nil } }
        #expect(texts.count == 2)
        for text in texts {
            #expect(text.hasPrefix(Self.good))
            let found = text.unicodeScalars.filter { $0 != "\n" && $0.isForbiddenAtTerminals }
            #expect(found.isEmpty, "\(found.map { String($0.value, radix: 16) })")
        }
        #expect(
            texts[0].unicodeScalars.count { $0 == "x" } == letters.unicodeScalars.count { $0 == "x" })
    }

    /// No compiler lets such a text through; a front must not depend on that.
    @Test(arguments: ["en", "sv"]) func noTextOfASurveyBringsThemToTheTerminal(locale: String) throws {
        let evil = "A" + String(String.UnicodeScalarView(Self.forbidden)) + "Z \u{1B}[2J\u{9B}31m" + Self.good
        var draft = Draft()
        draft.survey.title = draft.text(evil)
        let list = draft.list([("a", evil), ("b+", evil)])
        let scale = draft.scale(1...3, [1: evil, 3: evil])
        let rows = [draft.row("r", evil), draft.row("s", evil)]
        for (name, kind) in [
            ("note", Question.Kind.note), ("choice", .choice(list)), ("rating", .rating(scale)),
            ("grid", .grid(scale, rows: rows)), ("rank", .ranking(list, select: 1...2)),
            ("sum", .allocate(list, total: 10)), ("text", .text(TextRule(length: 10))),
        ] {
            draft.ask(name, kind, evil) { question, draft in
                question.help = draft.text(evil)
                question.isOptional = kind != .note
            }
        }
        let texts = draft.survey.texts.map { _ in LocalizedText(state: .current, template: evil) }
        draft.survey.translations = ["sv"]
        draft.survey.localizations = [Localization(tag: "sv", texts: texts)]
        var sitting = try Sitting(draft.finished, locale: locale)
        var renderer = Renderer(capabilities: Capabilities(name: "linux"))
        for _ in 0..<20 {
            for keys in ["F1", "Esc", "F4", "Esc", "Tab"] {
                try sitting.press(keys)
                expectClean(sitting.canvas(), &renderer)
            }
        }
        #expect(sitting.screen.outcome == .finished(.complete))
    }

    /// What is sent holds no control characters but escape sequences that draw, and what is drawn none at all.
    private func expectClean(_ canvas: Canvas, _ renderer: inout Renderer) {
        let drawn = canvas.cells.compactMap(\.character).flatMap(\.unicodeScalars)
        #expect(drawn.allSatisfy { !$0.isForbiddenAtTerminals })
        let sent = String(decoding: renderer.render(canvas), as: UTF8.self).unicodeScalars
        let controls = Set(sent.filter(\.isForbiddenAtTerminals))
        #expect(controls.isSubset(of: ["\u{1B}", "\r", "\n", "\u{8}"]), "\(controls)")
        let sequences = sent.split(separator: "\u{1B}", omittingEmptySubsequences: false).dropFirst()
        // Cursor, erasing, looks, and modes; no other sequence draws.
        #expect(sequences.allSatisfy { $0.first == "[" })
    }
}
