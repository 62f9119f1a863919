import FoundationEssentials
import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Numbers with bounds, decimals and units.
@Suite struct NumberFieldTests {
    private func number(
        _ rule: NumberRule, in locale: String = "en", unit: String? = nil, isOptional: Bool = false,
        suggestion: Decimal? = nil
    ) throws -> FieldTrial {
        try FieldTrial(locale: locale) { draft in
            var rule = rule
            rule.unit = unit.map { draft.text($0) }
            return .number(rule)
        } adjust: { question, draft in
            question.isOptional = isOptional
            question.suggestion = suggestion.map(Value.number)
            question.missing = [draft.missing(.dontKnow, "Don't know")]
        }
    }

    private let nights = NumberRule(low: 1, high: 30)
    private let money = NumberRule(low: 0, high: 100_000, decimals: 2)

    @Test func theUnitStandsBesideTheField() throws {
        var trial = try number(nights, unit: "nights")
        #expect(
            trial.text(78) == """
                >[      ] nights  [-] [+]
                 Type a whole number. Between 1 and 30.
                 ( ) Don't know

                """)
        trial.type("12")
        #expect(
            trial.text(18) == """
                >[12    ] nights
                 [-] [+]
                 Type a whole
                 number. Between 1
                 and 30.
                 ( ) Don't know

                """)
        #expect(trial.picture(18).cursor == Position(row: 0, column: 4))
        #expect(trial.text(12, 2) == ">[12    ]\n [-] [+]\n nights\n ( ) Don't\n     know\n")
    }

    @Test(arguments: [
        ("en", "1,250.50 enter", "1250.5"), ("es", "1.250,50 enter", "1250.5"),
        ("sv", "1250,5 enter", "1250.5"),
        ("sv", "1 space 250,5 enter", "1250.5"), ("el", "0,25 enter", "0.25"), ("el", "12.5 enter", "12.5"),
        ("en", "50 space € enter", "50"), ("en", "€50 enter", "50"), ("en", ".5 enter", "0.5"),
        // Letters are none of a number's.
        ("en", "a5x0 enter", "50"), ("en", "50 backspace backspace 7 enter", "7"),
        ("en", "12 left 3 enter", "132"),
    ])
    func numbersAreTypedAsTheLanguageWritesThem(locale: String, keys: String, value: String) throws {
        var trial = try number(money, in: locale, unit: "€")
        trial.type(keys)
        #expect(
            try trial.answer() == .answered(.number(try #require(Decimal(string: value)))), "\(trial.refusal)"
        )
        _ = trial.send(.back)
        #expect(!trial.field.isTouched)
        trial.type("enter")
        #expect(trial.sent.last == .next)
    }

    @Test(arguments: [
        ("31 enter", "31 is not between 1 and 30."), ("2.5 enter", "Only whole numbers are possible here."),
        ("- enter", "“-” is not a number."), ("1-2 enter", "“1-2” is not a number."),
        ("-5 enter", "-5 is not between 1 and 30."),
        (
            "99999999999999999999999999999999999999999999999999 enter",
            "“9999999999999999999999999999999999999999” is not a number."
        ),
    ])
    func whatCannotBeTakenIsToldBeforeItIsSent(keys: String, refusal: String) throws {
        var trial = try number(nights)
        trial.type(keys)
        #expect(trial.refusal == [refusal])
        #expect(trial.sent.isEmpty)
    }

    @Test(arguments: [
        ("up enter", "1"), ("up up up enter", "3"), ("30 up enter", "30"), ("5 down down enter", "3"),
        ("pageup pageup enter", "11"), ("25 pageup enter", "30"),
        ("25 pagedown pagedown pagedown enter", "1"),
        ("#101 #101 #100 enter", "1"), ("99 down enter", "30"),
    ])
    func wholeNumbersAreTurned(keys: String, value: String) throws {
        var trial = try number(nights)
        trial.type(keys)
        #expect(try trial.answer() == .answered(.number(try #require(Decimal(string: value)))))
    }

    @Test func missingStandsBelowTheLowestNumber() throws {
        for keys in [
            "down enter", "* enter", "1 down enter", "2 down down space enter", "#-1 enter", "17 * enter",
        ] {
            var trial = try number(nights)
            trial.type(keys)
            #expect(try trial.answer() == .missing(.dontKnow), "\(keys)")
        }
        var trial = try number(money)
        trial.type("5 down up 5 enter")
        #expect(try trial.answer() == .answered(.number(55)))
        trial = try number(nights)
        trial.type("down 4 enter")
        #expect(try trial.answer() == .answered(.number(4)))
    }

    @Test func aSuggestionAndAnEmptyFieldGoOn() throws {
        var trial = try number(nights, suggestion: 2)
        #expect(trial.text(78).hasPrefix(">[2     ]"))
        trial.type("enter")
        #expect(trial.sent == [.next])
        #expect(try trial.answer() == .answered(.number(2)))
        trial = try number(nights, isOptional: true, suggestion: 2)
        trial.type("backspace enter")
        #expect(trial.sent == [.answer(.skip)])
        trial = try number(nights)
        trial.type("5 backspace enter")
        #expect(trial.problems == [.required])
        trial = try number(nights, suggestion: 2)
        trial.type("backspace enter")
        #expect(trial.refusal == ["This question needs an answer; “Don't know” is one too."])
        trial = try number(money, in: "sv")
        trial.take(.paste(" 1 250,50 \n"))
        trial.type("enter")
        #expect(try trial.answer() == .answered(.number(try #require(Decimal(string: "1250.5")))))
    }

    @Test func theNumberFollowsTheLanguage() throws {
        var trial = try number(money)
        trial.type("2.5 enter")
        _ = trial.send(.back)
        #expect(trial.text(78).hasPrefix(">[2.5"))
        let item = try #require(trial.interview.item)
        var field = trial.field
        let swedish = Scene(
            words: ItemWords(
                interview: trial.interview, texts: Shipped.texts("sv"), writing: NumberWriting(locale: "sv"),
                dates: DateWriting(locale: "sv", texts: Shipped.texts("sv")), today: nil),
            hasPrettyMarks: false)
        field.move(to: item, swedish)
        #expect(field.typed == "2,5")
        #expect(!field.isTouched)
        #expect(field.proceed(swedish) == .send([.next]))
    }
}
