import FoundationEssentials
import Interview
import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Random touches at random questions that are ordered, divided or typed into.
@Suite struct EnteringFuzzTests {
    private static let languages = ["en", "es", "sv", "el"]

    /// A survey of so many random questions between two notes.
    private func survey(_ generator: inout Seeded) -> Survey {
        var draft = Draft(language: Self.languages.randomElement(using: &generator) ?? "en")
        if generator.chance(70) { draft.today() }
        draft.ask("before", .note, "Hello")
        for number in 0..<5 {
            let kind = kind(&draft, &generator)
            draft.ask("q\(number)", kind, "What about this?") { question, draft in
                question.isOptional = generator.chance(40)
                for missing in [Missing.dontKnow, .refused] where generator.chance(30) {
                    question.missing.append(
                        draft.missing(missing, "Not \(missing) \(String(repeating: "at all ", count: 5))"))
                }
                question.isShuffled = generator.chance(30)
                switch kind {
                case .number where generator.chance(30): question.suggestion = .number(7)
                case .text where generator.chance(30): question.suggestion = .text("Καλό")
                case .date where generator.chance(30): question.suggestedDay = .today(offset: -3)
                default: break
                }
            }
        }
        draft.ask("after", .note, "Bye")
        return draft.finished
    }

    private func kind(_ draft: inout Draft, _ generator: inout Seeded) -> Question.Kind {
        let labels = [
            "Bed", "Πρωινό", "日本語の朝食", "A label that goes on for quite a few words and more", "e\u{301}", "👩‍👩‍👧",
        ]
        let count = Int.random(in: 1...6, using: &generator)
        let list = draft.list((0..<count).map { ("o\($0)", labels[$0]) })
        let few = Int.random(in: 0...count, using: &generator)
        let low: Decimal? = generator.chance(70) ? Decimal(Int.random(in: -3...3, using: &generator)) : nil
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return .ranking(list, select: count...count)
        case 1:
            return .ranking(
                list, select: few...Int.random(in: max(1, few)...max(1, count), using: &generator))
        case 2:
            return .allocate(
                list, total: [0, 1, 10, 100, 1_000_000, .max].randomElement(using: &generator) ?? 7)
        case 3:
            return .number(
                NumberRule(
                    low: low, high: generator.chance(60) ? 40 : nil,
                    decimals: Int.random(in: 0...2, using: &generator),
                    unit: generator.chance(40) ? draft.text("日 kr") : nil))
        case 4:
            return .date(
                DateRule(
                    low: generator.chance(50) ? .today(offset: -40) : nil,
                    high: generator.chance(50) ? .day(CalendarDay("2026-12-01")!) : nil))
        case 5:
            return .time(
                generator.chance(50)
                    ? TimeRule() : TimeRule(low: TimeOfDay("08:15"), high: TimeOfDay("09:10")))
        case 6:
            return .text(
                TextRule(
                    length: Int.random(in: 1...40, using: &generator),
                    pattern: generator.chance(30) ? .email : nil))
        default: return .text(TextRule(lines: Int.random(in: 2...5, using: &generator), length: 200))
        }
    }

    private static let scalars = Array(
        "0123456789123456789.,-/:+* tThHaåλ\u{301}日שِ👩\u{200D}\u{FE0F}\u{202E}\u{FFFE}\u{1B}€k".unicodeScalars)
    private static let pastes = [
        "2026-11-21", "21/11/2026", "9:30", "12,5", "1.250,00", "line\nline\r\nline", "\u{1B}[31m\u{202E}x",
        "",
        "日本語", "  ", String(repeating: "9", count: 300), String(repeating: "e\u{301}", count: 300), "-1",
        "a@b.org",
    ]
    private static let codes: [Key.Code] = [
        .up, .down, .left, .right, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .backspace,
        .delete,
        .insert, .escape, .enter, .function(5), .tab,
    ]

    private func touch(_ picture: Picture, _ generator: inout Seeded) -> Touch {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0...4: return .key(Key(.character(Self.scalars.randomElement(using: &generator) ?? "1")))
        case 5...7: return .key(Key(Self.codes.randomElement(using: &generator) ?? .up))
        case 8:
            let modifiers = Key.Modifiers(rawValue: UInt8.random(in: 0...7, using: &generator))
            let code =
                generator.chance(50)
                ? .character("dukwy_r+1".unicodeScalars.randomElement(using: &generator) ?? "d")
                : Self.codes.randomElement(using: &generator) ?? .up
            return .key(Key(code, modifiers))
        case 9: return .paste(Self.pastes.randomElement(using: &generator) ?? "")
        case 10:
            if let target = picture.targets.randomElement(using: &generator) { return .press(target.number) }
            return .scroll(1)
        default: return .press([-1, -2, 0, 7, 100, .min, .max].randomElement(using: &generator) ?? 0)
        }
    }

    @Test(arguments: UInt64(0)..<30) func nothingBreaksAndNothingIsSentThatCannotBeTaken(seed: UInt64) throws
    {
        var generator = Seeded(seed)
        var trial = try FieldTrial(survey(&generator))
        for _ in 0..<160 {
            let (width, height) = (
                generator.chance(30)
                    ? Int.random(in: 1...8, using: &generator) : Int.random(in: 9...100, using: &generator),
                Int.random(in: 1...30, using: &generator)
            )
            let picture = trial.picture(width, height)
            for line in picture.lines { #expect(line.width <= width, "\(line) in \(width)") }
            #expect(!picture.lines.isEmpty || trial.interview.item?.isNote ?? true)
            if !picture.lines.isEmpty {
                #expect(picture.lines.indices.contains(picture.cursor.row))
                #expect((0..<width).contains(picture.cursor.column))
                #expect(picture.focus.lowerBound >= 0 && picture.focus.upperBound < picture.lines.count)
                #expect(picture.focus.contains(picture.cursor.row))
            }
            for hint in trial.field.keys(trial.scene) { #expect(!hint.key.isEmpty && !hint.does.isEmpty) }
            let wasTouched = trial.field.isTouched
            let problems = trial.problems.count
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: _ = trial.send(.back)
            case 1, 2: trial.take(.key(Key(.tab)))
            default: trial.take(touch(picture, &generator))
            }
            // The only thing that fields leave to the interview is that something is needed.
            for problem in trial.problems.dropFirst(problems) {
                #expect(problem == .required && !wasTouched, "\(trial.sent.suffix(3))")
            }
            if trial.interview.item == nil { _ = trial.send(.back) }
        }
        let response = trial.interview.response(
            id: responseID, started: moment(0), ended: moment(1), station: nil, channel: "terminal")
        let line = Array(response.line(of: trial.interview.survey).utf8)
        let index = trial.interview.survey.variableIndex
        #expect(try Response(line: line, of: trial.interview.survey, index: index) == response)
    }
}
