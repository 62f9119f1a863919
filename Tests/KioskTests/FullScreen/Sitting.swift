import Foundation
import Interview
import SampleSurveys
import SurveyModel
import Terminal
import Testing
import Translations

@testable import Kiosk

/// An interview on a screen, with somebody at the keys.
struct Sitting {
    var screen: InterviewScreen
    var columns = 80
    var rows = 24
    var now = Duration.zero
    /// What the session was told to do last.
    var commands: [ScreenCommand] = []

    /// One for each test: a test runs on one thread, and so does a front.
    private static var phrasebook: Phrasebook { Phrasebook(Shipped.program) }

    init(
        _ survey: Survey, locale: String? = nil, givens: [String: Value] = [:], seed: UInt64 = 1,
        journal: any AnswerJournal = NoJournal(), options: InterviewScreen.Options = .init(),
        columns: Int = 80,
        rows: Int = 24
    ) throws {
        let known = try Dictionary(
            uniqueKeysWithValues: givens.map { name, value in
                (try #require(survey.variable(named: name)), value)
            })
        let interview = try Interview(
            survey: survey, givens: known, seed: seed, locale: locale, today: EveryKind.today)
        screen = InterviewScreen(
            interview, journal: journal, phrasebook: Self.phrasebook, options: options, today: EveryKind.today
        )
        (self.columns, self.rows) = (columns, rows)
        try screen.begin(at: now)
    }

    /// Presses keys by name, `Enter Shift-Tab F1 Up Ctrl-C`; other words are typed letter by letter.
    mutating func press(_ names: String...) throws {
        for name in names.flatMap({ $0.split(separator: " ") }) {
            for key in Self.keys(String(name)) {
                now += .seconds(1)
                commands = try screen.take(.key(key), at: now)
                _ = canvas()
            }
        }
    }

    /// Types a text with its spaces.
    mutating func type(_ text: String) throws {
        for scalar in text.unicodeScalars {
            now += .milliseconds(200)
            commands = try screen.take(.key(.character(scalar)), at: now)
        }
    }

    /// Does something that somebody may do, which often leads on: answers of every kind are among it.
    mutating func wander(_ random: inout Seeded) throws {
        let answers = [
            "y Tab", "1 Tab", "2 Tab", "1 2 Tab", "Down Space Tab", "2 1 1 1 2 0 2 6 Tab", "1 2 3 0 Tab",
            "5 Tab", "Up Tab", "1 0 0 Tab Tab Tab", "word Tab", "Tab",
        ]
        if Int.random(in: 0..<3, using: &random) == 0, let keys = answers.randomElement(using: &random) {
            return try press(keys)
        }
        _ = canvas()
        now += .milliseconds(Int.random(in: 1...400, using: &random))
        commands = try screen.take(InterviewScreenTests.event(screen, &random), at: now)
    }

    /// Presses what stands where a text is on the screen.
    mutating func touch(_ text: String) throws {
        let canvas = canvas()
        for row in 0..<canvas.rows {
            let line = (0..<canvas.columns).map { canvas[row, $0].character.map(String.init) ?? "" }
            let joined = line.joined()
            guard let range = joined.range(of: text) else { continue }
            let column = String(joined[..<range.lowerBound]).displayWidth
            now += .seconds(1)
            commands = try screen.take(.mouse(Mouse(.press, at: Position(row: row, column: column))), at: now)
            return
        }
        Issue.record("\"\(text)\" is not on the screen:\n\(canvas.text)")
    }

    /// The screen as it is now.
    mutating func canvas() -> Canvas {
        var canvas = Canvas(columns: columns, rows: rows)
        screen.draw(on: &canvas)
        return canvas
    }

    /// The screen as text.
    mutating func text() -> String { canvas().text }

    /// The answer to a variable as it stands.
    func answer(_ name: String) throws -> Answer {
        screen.interview.answer(of: try #require(screen.interview.survey.variable(named: name)))
    }

    private static func keys(_ name: String) -> [Key] {
        var name = name[...]
        var modifiers: Key.Modifiers = []
        for (prefix, modifier) in [("Shift-", Key.Modifiers.shift), ("Ctrl-", .control), ("Alt-", .alt)] {
            if name.hasPrefix(prefix) {
                name = name.dropFirst(prefix.count)
                modifiers.insert(modifier)
            }
        }
        let named: [Substring: Key.Code] = [
            "Enter": .enter, "Tab": .tab, "Esc": .escape, "Backspace": .backspace, "Delete": .delete,
            "Up": .up,
            "Down": .down, "Left": .left, "Right": .right, "Home": .home, "End": .end, "PageUp": .pageUp,
            "PageDown": .pageDown, "Space": .character(" "), "F1": .function(1), "F4": .function(4),
        ]
        if let code = named[name] { return [Key(code, modifiers)] }
        return (modifiers.contains(.control) ? name.lowercased() : String(name)).unicodeScalars.map {
            Key(.character($0), modifiers)
        }
    }
}

/// Compares a screen with the one kept in `Snapshots`, beside the test; with `UPDATE_SNAPSHOTS=1` it is written anew.
func expectScreen(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation,
    file: String = #filePath
) throws {
    let url = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
        try Data(text.utf8).write(to: url)
        return
    }
    let kept = (try? String(decoding: Data(contentsOf: url), as: UTF8.self)) ?? "(there is no such file)"
    #expect(text == kept, "\(name) has changed:\n\(text)", sourceLocation: sourceLocation)
}
