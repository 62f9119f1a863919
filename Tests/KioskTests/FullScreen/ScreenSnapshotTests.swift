import Foundation
import SampleSurveys
import SurveyModel
import Testing
import Translations

@testable import Kiosk

/// What the screens of an interview look like, one file for each language and size in `Snapshots/`.
@Suite struct ScreenSnapshotTests {
    /// Someone who answers every kind of question.
    @Test(arguments: [("en", 80, 24), ("es", 60, 18), ("sv", 80, 24), ("el", 40, 12)])
    func everyKindOfQuestion(locale: String, columns: Int, rows: Int) throws {
        var sitting = try Sitting(
            EveryKind.survey(locale), givens: ["wording": .option(1)], seed: 3, columns: columns, rows: rows)
        var album = Album()
        for keys in [
            "1", "Enter t", "Enter 0 9 3 0", "Enter Up", "Enter Down 1 1", "Enter 6 0 Down 1 5 Down",
            "Enter 1 4", "Enter", "Sauna", "Enter 4", "Enter 5", "Enter 2", "Enter 3 1", "Enter Space Down",
            "Enter Tab", "5 4 5", "Enter 1", "Enter guest@example", "Enter", ".org", "Enter", "Enter A1",
            "Enter",
            "Backspace Backspace B12", "Enter",
        ] {
            try sitting.press(keys)
            album.add(keys, sitting.text())
        }
        try expectScreen(album.text, "kinds.\(locale).\(columns)x\(rows)")
    }

    /// The shipped survey and what can lie over a question.
    @Test(arguments: [("en", 80, 24), ("es", 80, 24), ("sv", 40, 12), ("el", 80, 24)])
    func theShippedSurvey(locale: String, columns: Int, rows: Int) throws {
        var sitting = try Sitting(
            Shipped.serviceLoyalty, locale: locale, givens: ["branch": .text("athens-02")], seed: 3,
            journal: Shared(), columns: columns, rows: rows)
        var album = Album()
        for keys in [
            "Space", "F1", "Esc F4", "Esc Ctrl-C", "Esc Enter 4", "Enter 4 5", "3 4 5", "Enter 5 Enter 6",
            "Enter",
            "3", "Enter 1 2", "Enter", "Tab", "4 Enter 3 0 0 0 Enter",
        ] {
            try sitting.press(keys)
            album.add(keys, sitting.text())
        }
        let yes = try #require(Shipped.texts(locale)[.yesWords].first)
        try sitting.press(String(yes))
        album.add(String(yes), sitting.text())
        try expectScreen(album.text, "shipped.\(locale).\(columns)x\(rows)")
    }

    /// A wide screen keeps lines to a width that people read with ease.
    @Test func aWideScreen() throws {
        var sitting = try Sitting(
            Shipped.serviceLoyalty, givens: ["branch": .text("athens-02")], seed: 3, columns: 200, rows: 60)
        try sitting.press("1 Enter 4 Enter 4 5")
        try expectScreen(sitting.text(), "grid.en.200x60")
    }

    /// Right-to-left letters stay in logical order, and the frame around them stays where it is.
    @Test func rightToLeft() throws {
        var draft = Draft()
        draft.survey.title = draft.text("שביעות רצון")
        let places = draft.list([("shop", "בחנות"), ("phone", "بالهاتف"), ("mail", "E-mail שלי")])
        draft.ask("how", .choice(places), "איך פנית אלינו היום?")
        var sitting = try Sitting(draft.finished, columns: 60, rows: 16)
        try sitting.press("2")
        try expectScreen(sitting.text(), "right-to-left.60x16")
    }
}

/// Screens with the keys that led to them.
private struct Album {
    var text = ""

    mutating func add(_ keys: String, _ screen: String) {
        text += "---- \(keys)\n\(screen)"
    }
}

/// The screens that the documentation shows are screens there are.
@Suite struct DocumentedScreenTests {
    @Test func theInterviewsPageShowsWhatIsOnTheScreen() throws {
        let page = try String(
            contentsOf: Shipped.root.appending(path: "Documentation/Interview.md"), encoding: .utf8)
        let section = try #require(page.split(separator: "### What it looks like").last)
        let shown = section.split(separator: "## Line by line")[0].components(separatedBy: "```\n")
        let kept = try ["kinds.en.80x24", "kinds.el.40x12", "shipped.en.80x24"].flatMap { name in
            let file = Shipped.root.appending(path: "Tests/KioskTests/FullScreen/Snapshots/\(name).txt")
            return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "---- ").dropFirst()
                .map {
                    Self.lines($0.drop { $0 != "\n" })
                }
        }
        let screens = shown.enumerated().filter { $0.offset % 2 == 1 }.map { Self.lines($0.element[...]) }
        #expect(screens.count >= 14)
        for screen in screens {
            #expect(kept.contains(screen), "nothing looks like\n\(screen.joined(separator: "\n"))")
        }
    }

    /// Empty lines are not told apart: a page shows fewer of them.
    private static func lines(_ text: Substring) -> [Substring] {
        text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
    }
}
