import Interview
import ResponseStore
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// What the audit trail is told, and what is left of a visit.
@Suite struct KioskTrailTests {
    @Test func theTrailTellsTheCourseOfAVisitInOrder() throws {
        var booth = try Booth(survey(KioskSurveys.short))
        booth.press("x")
        let id = try #require(booth.visit?.id)
        let (colour, size, name) = (QuestionID(0), QuestionID(1), QuestionID(2))
        // An answer that is missing, one that is given, back and on again, a text, and the review.
        booth.press("Enter 1 Enter Shift-Tab Enter 2 Enter A d a Tab Enter")
        booth.wait(.seconds(5))
        #expect(
            booth.machine.events == [
                .attract, .wake, .language("en"), .entered(colour), .refused(colour, "entry"),
                .began(id: id), .answered(colour), .left(colour), .entered(size), .left(size),
                // What was answered before is kept by going on, and not answered again.
                .entered(colour), .left(colour), .entered(size), .answered(size), .left(size),
                .entered(name), .answered(name), .review, .left(name), .submitted(.complete), .thanks,
                .attract,
            ], "\(booth.machine.events)")
        // Times are by the session's clock, and never go back.
        let times = booth.machine.trail.map(\.at)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
        let entered = try #require(booth.machine.trail.first { $0.event == .entered(colour) })
        let left = try #require(booth.machine.trail.first { $0.event == .left(colour) })
        #expect(left.at - entered.at == .seconds(3))
    }

    @Test func theTrailIsToldOfALanguageThatIsChangedInTheMiddle() throws {
        var booth = try Booth(Shipped.serviceLoyalty, givens: ["branch": .text("hall")])
        booth.press("x 1 F4 3")
        #expect(booth.visit?.screen.interview.locale == "sv")
        #expect(booth.machine.events.suffix(1) == [.language("sv")])
    }

    @Test func nothingGrowsWithTheNumberOfVisits() throws {
        for choice in [OnIdle.keep, .discard] {
            var booth = try Booth(survey(KioskSurveys.short)) { $0.onIdle = choice }
            var sizes: [Int] = []
            for visit in 0..<12 {
                switch visit % 4 {
                case 0: booth.press("x 1 Enter 2 Enter A d a Tab Enter")
                case 1: booth.press("x 1 Enter F1 q Ctrl-c")
                case 2: booth.press("Ctrl-k Ctrl-o 1 2 Enter 2 Esc x 2 Enter")
                default:
                    booth.press("x 1 Enter 1")
                    booth.machine.faults = [.record: StoreFault.diskFull]
                    booth.press("Enter")
                    booth.machine.faults = [:]
                }
                booth.wait(.seconds(200))
                #expect(booth.isAttracting)
                sizes.append(Self.size(of: booth.kiosk))
            }
            // After the same visit as much is left as after the one like it before.
            #expect(Array(sizes[4..<8]) == Array(sizes[8..<12]), "\(sizes)")
        }
    }

    /// How many values a value is made of, the machine aside.
    private static func size(of value: Any, depth: Int = 0) -> Int {
        if depth > 14 || value is Machine || value is Survey { return 1 }
        return Mirror(reflecting: value).children.reduce(1) { $0 + size(of: $1.value, depth: depth + 1) }
    }

    @Test func timesOfNoughtNeitherTrapNorTurnInCircles() throws {
        var booth = try Booth(survey(KioskSurveys.short)) { settings in
            settings.idle = .zero
            settings.idleText = .zero
            settings.idleWarning = .zero
            settings.thanks = .zero
            settings.thanksSkip = .zero
            settings.attractTurn = .zero
            settings.guardPaint = .zero
            settings.guardQuiet = .zero
        }
        booth.press("x 1 Enter x")
        booth.wait(.seconds(60))
        #expect(booth.isAttracting)
    }
}
