import Foundation
import Interview
import SampleSurveys
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Random touches at random questions of every kind that is answered by choosing.
@Suite struct ChoosingFuzzTests {
    private static let labels = [
        "In the store", "Στο κατάστημα", "Über die Straße", "בחנות", "日本語のラベル", "👩‍👩‍👧‍👦 family", "", "a\u{301}",
        "A label that is much longer than the others, so that it has to be wrapped more than once everywhere",
        "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente", "x\u{1B}[31m\ty", "1", "Ναι",
    ]

    /// A survey of one random question and a note behind it.
    private static func survey(_ random: inout Seeded) -> Survey {
        var draft = Draft(language: ["en", "el", "sv", "es"].randomElement(using: &random) ?? "en")
        func label() -> String { labels.randomElement(using: &random) ?? "" }
        func list(_ count: Int) -> ListID {
            let ends = ["", "", "", "!", "+"]
            return draft.list(
                (0..<count).map { ("o\($0)" + (ends.randomElement(using: &random) ?? ""), label()) })
        }
        func scale() -> ScaleID {
            let bounds: ClosedRange<Int> =
                [
                    0...10, 1...5, -10...10, 0...100, 1...3, 7...7, 10...20, -5...(-1), 0...10_000,
                    Int.min...Int.max,
                ].randomElement(using: &random) ?? 0...10
            let all = [bounds.lowerBound, bounds.upperBound, 0, 1, 2, 3].filter(bounds.contains)
            let points = Set(all.prefix(Int.random(in: 0...6, using: &random)))
            return draft.scale(bounds, Dictionary(uniqueKeysWithValues: points.map { ($0, label()) }))
        }
        let low = Int.random(in: 0...2, using: &random)
        let select = low...(low + Int.random(in: 0...4, using: &random) + (low == 0 ? 1 : 0))
        let rows = (0..<Int.random(in: 1...9, using: &random)).map {
            draft.row("r\($0)", label(), group: $0 < 3 ? nil : $0 % 2)
        }
        let few = Int.random(in: 1...14, using: &random)
        let kind: Question.Kind =
            switch Int.random(in: 0..<11, using: &random) {
            case 0: .choice(list(random.chance(30) ? 1000 : few))
            case 1: .choices(list(random.chance(30) ? 120 : few), select: select)
            case 2: .yesno
            case 3: .consent
            case 4: .nps(draft.scale(0...10))
            case 5: .csat(scale(), top: 1)
            case 6, 7: .rating(scale())
            case 8: .grid(scale(), rows: rows)
            case 9: .choiceGrid(list(few), select: nil, rows: rows)
            default: .choiceGrid(list(few), select: select, rows: rows)
            }
        let missing = Missing.allCases.filter { $0 != .skipped && $0 != .notAsked && random.chance(30) }
        let isConsent = kind == .consent
        let isOptional = !isConsent && random.chance(40)
        draft.ask("before", .note, "First")
        draft.ask("q", kind, "Which?") { question, draft in
            question.isOptional = isOptional
            if !isConsent { question.missing = missing.map { draft.missing($0, "Not this") } }
            question.display = .faces
            question.groups = [.init(name: "a", text: draft.text("Group")), .init(name: "b")]
        }
        draft.ask("after", .note, "Then")
        return draft.finished
    }

    private static let signs = Array("0123456789 *-/+abkαόνyj?é\u{301}ñ".unicodeScalars)
    private static let keys = Array(FieldTrial.keys.values) + [.insert, .function(5)]

    private func touch(_ random: inout Seeded, _ picture: Picture) -> Touch {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<7: .key(Key(.character(Self.signs.randomElement(using: &random) ?? " ")))
        case 7..<12: .key(Key(Self.keys.randomElement(using: &random) ?? .up))
        case 12: .key(Key(.character("a"), [.control, .alt].randomElement(using: &random) ?? []))
        case 13..<17: picture.targets.randomElement(using: &random).map { .press($0.number) } ?? .press(0)
        case 17: .press([-1, -2, .min, .max, 99, 1000].randomElement(using: &random) ?? 0)
        case 18: .scroll([-1, 1, 3, .min, .max].randomElement(using: &random) ?? 1)
        default: .paste(["", "12", "στο", "a\u{301}", "In the"].randomElement(using: &random) ?? "")
        }
    }

    private func check(_ picture: Picture, width: Int) {
        #expect(picture.lines.allSatisfy { $0.width <= width })
        #expect(picture.lines.allSatisfy { line in line.runs.allSatisfy { cleaned($0.text) == $0.text } })
        #expect(picture.lines.indices.contains(picture.cursor.row))
        #expect((0..<max(1, width)).contains(picture.cursor.column))
        #expect(picture.focus.lowerBound >= 0 && picture.focus.upperBound < picture.lines.count)
        #expect(
            picture.targets.allSatisfy {
                $0.rows.lowerBound >= 0 && $0.rows.upperBound <= picture.lines.count
            })
    }

    @Test(arguments: UInt64(0)..<40) func nothingTrapsAndWhatIsSentIsAccepted(seed: UInt64) throws {
        var random = Seeded(seed)
        var trial = try FieldTrial(Self.survey(&random))
        trial.type("enter")
        for step in 0..<70 {
            let width = [80, 40, 20, 9, 3, 1, 200].randomElement(using: &random) ?? 80
            let height = [24, 12, 7, 3, 1, 60].randomElement(using: &random) ?? 24
            let picture = trial.picture(width, height)
            if step % 4 == 0 { check(picture, width: width) }
            // Both are said of any state.
            _ = (trial.field.keys(trial.scene), trial.field.isTouched, trial.field.wantsEnter)
            trial.take(touch(&random, picture))
            #expect(trial.problems.isEmpty, "seed \(seed)")
            if trial.interview.item?.isNote != false || trial.interview.item?.part.isSpecify == true {
                _ = trial.send(.back)
            }
            guard trial.interview.item != nil else { break }
            if trial.interview.item?.isNote == true { _ = trial.send(.next) }
            if trial.interview.item?.part.isSpecify == true { _ = trial.send(.next) }
        }
    }

    @Test func answersAreFoundAgainByAnyWayThroughAGrid() throws {
        // However the cells are pressed, at the end every row has the last cell that was pressed in it.
        for seed in UInt64(0)..<20 {
            var random = Seeded(seed)
            var trial = try GridFieldTests.service(1...5, rows: 6)
            var last: [Int: Int] = [:]
            for _ in 0..<30 {
                let (row, column) = (
                    Int.random(in: 0..<6, using: &random), Int.random(in: 0..<5, using: &random)
                )
                last[row] = column
                trial.take(.press(row * 5 + column))
                let marks = trial.text(80).split(separator: "\n").filter {
                    $0.contains("( ) ( )") || $0.contains("(*)")
                }
                #expect(marks.count { $0.contains("(*)") } == last.count, "seed \(seed)")
            }
            guard last.count == 6 else { continue }
            while trial.interview.item?.isNote == false { trial.type("enter") }
            for (row, column) in last {
                #expect(
                    try trial.answer("q.r\(row)") == .answered(.number(Decimal(column + 1))), "seed \(seed)")
            }
            #expect(trial.problems.isEmpty)
        }
    }
}

extension Interview.Item.Part {
    fileprivate var isSpecify: Bool { if case .specify = self { true } else { false } }
}
