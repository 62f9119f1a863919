import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Texts of one line and of several.
@Suite struct TextEntryFieldTests {
    private func text(
        _ rule: TextRule = TextRule(), isOptional: Bool = false, missing: Int = 1, suggestion: String? = nil
    ) throws -> FieldTrial {
        try FieldTrial { _ in
            .text(rule)
        } adjust: { question, draft in
            question.isOptional = isOptional
            question.suggestion = suggestion.map(Value.text)
            let kinds = [(Missing.dontKnow, "Don't know"), (.refused, "I would rather not say")]
            question.missing = kinds.prefix(missing).map { draft.missing($0.0, $0.1) }
        }
    }

    @Test func aLineIsTypedIntoABox() throws {
        var trial = try text()
        #expect(trial.text(30) == ">[                           ]\n ( ) Don't know\n")
        #expect(trial.picture(30).cursor == Position(row: 0, column: 2))
        trial.type("It space was space fine")
        #expect(trial.text(30) == ">[It was fine                ]\n ( ) Don't know\n")
        #expect(trial.picture(30).cursor == Position(row: 0, column: 13))
        #expect(!trial.field.wantsEnter)
        trial.type("space enter")
        #expect(try trial.answer() == .answered(.text("It was fine")))
        _ = trial.send(.back)
        #expect(!trial.field.isTouched)
        trial.type("enter")
        #expect(trial.sent.last == .next)
    }

    @Test func aLongLineIsAWindowAroundTheCursor() throws {
        var trial = try text(missing: 0)
        trial.type("abcdefghijklmnopqrstuvwxyz")
        for width in [80, 40, 20, 5, 3, 1] {
            let picture = trial.picture(width)
            #expect(picture.lines.allSatisfy { $0.width <= width })
            #expect((0..<width).contains(picture.cursor.column))
        }
        #expect(trial.text(20).hasPrefix(">[<") && trial.text(20).contains("xyz"))
        trial.type("home")
        #expect(trial.text(20) == ">[abcdefghijklmnop>]\n")
        #expect(trial.picture(20).cursor == Position(row: 0, column: 2))
    }

    @Test func greekLettersAreTypedWithTheirMarksApart() throws {
        var trial = try text(TextRule(length: 4), missing: 0)
        // Alpha with a tonos in two scalars is one character of the four.
        trial.type("A\u{301}ννα")
        #expect(trial.text(30) == ">[A\u{301}ννα  ]\n 0 characters left\n")
        #expect(trial.picture(30).cursor == Position(row: 0, column: 6))
        trial.type("ς")
        #expect(trial.text(30).hasPrefix(">[A\u{301}ννα  ]\n"))
        trial.type("home backspace right backspace")
        #expect(trial.text(30) == ">[ννα   ]\n 1 character left\n")
        trial.type("A \u{301} enter")
        guard case .answered(.text(let typed)) = try trial.answer() else {
            Issue.record("no text")
            return
        }
        #expect(Array(typed.unicodeScalars) == Array("A\u{301}ννα".unicodeScalars))
    }

    @Test func rightToLeftTextStaysInLogicalOrder() throws {
        var trial = try text(missing: 0)
        trial.type("שלום space abc")
        #expect(trial.text(20) == ">[שלום abc         ]\n")
        #expect(trial.picture(20).cursor == Position(row: 0, column: 10))
        trial.take(.key(.character("\u{202E}")))
        #expect(trial.text(60).contains("Signs that cannot be shown were left out."))
        trial.type("enter")
        #expect(try trial.answer() == .answered(.text("שלום abc")))
    }

    @Test func severalLinesStandInABoxWithoutSides() throws {
        var trial = try text(TextRule(lines: 3), missing: 1)
        #expect(!trial.field.wantsEnter)
        trial.type("One")
        #expect(trial.field.wantsEnter)
        #expect(trial.field.keys(trial.scene).first == KeyHint("Enter", "new line"))
        trial.type("enter two")
        #expect(
            trial.text(20) == """
                 -------------------
                 One
                >two

                 -------------------
                 ( ) Don't know

                """)
        #expect(trial.picture(20).cursor == Position(row: 2, column: 4))
        trial.type("enter three")
        // No line is left, so Enter goes on.
        #expect(!trial.field.wantsEnter)
        trial.type("enter")
        #expect(try trial.answer() == .answered(.text("One\ntwo\nthree")))
    }

    @Test(arguments: [
        ("One enter two enter enter", "One\ntwo"), ("One enter two tab", "One\ntwo"), ("One ^d", "One"),
        ("One enter enter", "One"), ("One home enter end tab", "One"),
        ("One enter two up up end X tab", "OneX\ntwo"),
    ])
    func severalLinesAreSent(keys: String, text: String) throws {
        var trial = try self.text(TextRule(lines: 5), missing: 0)
        for word in keys.split(separator: " ") {
            if word == "^d" { trial.take(.key(.control("d"))) } else { trial.type(String(word)) }
        }
        #expect(try trial.answer() == .answered(.text(text)))
    }

    @Test func aPasteThatDoesNotFitIsCutAndThatIsSaid() throws {
        var trial = try text(TextRule(length: 20), missing: 0)
        trial.take(.paste("a line\nand another one that is long"))
        #expect(
            trial.text(40) == """
                >[a line and another o ]
                 The text was too long; what did not fit
                 was left out.
                 0 characters left

                """)
        trial.type("backspace")
        #expect(trial.text(40) == ">[a line and another   ]\n 1 character left\n")
        trial = try text(TextRule(lines: 2), missing: 0)
        trial.take(.paste("one\r\ntwo\nthree"))
        trial.type("tab")
        #expect(try trial.answer() == .answered(.text("one\ntwo three")))
        trial = try text(missing: 0)
        trial.take(.paste("a\u{1B}[31mb\u{FFFE}"))
        #expect(trial.text(60).contains("Signs that cannot be shown were left out."))
        trial.take(.paste("\u{1B}"))
        #expect(!trial.text(60).contains("Signs"))
        trial.type("enter")
        #expect(try trial.answer() == .answered(.text("a[31mb")))
    }

    @Test func kindsOfMissingStandBelow() throws {
        for (keys, kind) in [
            ("down enter", Missing.dontKnow), ("down down enter", .refused),
            ("abc down space up enter", .dontKnow),
            ("#-2 enter", .refused), ("down space down enter", .refused),
            ("down down down space tab", .refused),
        ] {
            var trial = try text(missing: 2)
            trial.type(keys)
            #expect(try trial.answer() == .missing(kind), "\(keys)")
            _ = trial.send(.back)
            #expect(!trial.field.isTouched)
            trial.type("enter")
            #expect(trial.sent.last == .next)
        }
        // What is typed takes the choice back, and a sign is a sign.
        var trial = try text(missing: 2)
        trial.type("down space * 1 enter")
        #expect(try trial.answer() == .answered(.text("*1")))
        trial = try text(missing: 2)
        trial.type("down space")
        #expect(
            trial.text(20) == """
                 [                 ]
                >(*) Don't know
                 ( ) I would rather
                     not say

                """)
        trial.type("space up")
        #expect(!trial.field.isTouched)
    }

    @Test func nothingTypedIsNoText() throws {
        var trial = try text()
        trial.type("space space enter")
        #expect(trial.refusal == ["This question needs an answer; “Don't know” is one too."])
        trial = try text(isOptional: true)
        trial.type("x enter")
        _ = trial.send(.back)
        trial.type("backspace enter")
        #expect(trial.sent.last == .answer(.skip))
        trial = try text(suggestion: "Room 12")
        #expect(trial.text(30).hasPrefix(">[Room 12"))
        trial.type("enter")
        #expect(trial.sent == [.next])
        #expect(try trial.answer() == .answered(.text("Room 12")))
    }

    @Test func patternsAreToldWithWhatWasTyped() throws {
        var trial = try text(TextRule(pattern: .email), missing: 0)
        #expect(trial.text(60).hasPrefix("Type an e-mail address and press Enter.\n>["))
        trial.type("guest@example enter")
        #expect(trial.refusal == ["“guest@example” is not an e-mail address such as name@example.org."])
        trial.type(".org enter")
        #expect(try trial.answer() == .answered(.text("guest@example.org")))
        trial = try text(TextRule(pattern: .phone), missing: 0)
        trial.type("12ab enter")
        #expect(trial.refusal == ["“12ab” is not a phone number such as +44 20 7946 0000."])
    }

    @Test func keysThatDoNotEditAreLeftToTheScreen() throws {
        var trial = try text(missing: 0)
        for key in [Key(.up), Key(.down), Key(.escape), Key(.pageDown), .control("o"), Key(.function(3))] {
            trial.take(.key(key))
            #expect(trial.last == .ignored, "\(key)")
        }
        #expect(trial.field.takesText)
        trial.type("?<@!")
        #expect(trial.field.typed == "?<@!")
    }
}
