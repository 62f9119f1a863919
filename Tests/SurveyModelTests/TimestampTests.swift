import Foundation
import SampleSurveys
import SurveyModel
import Testing

@Suite struct TimestampTests {
    @Test func agreesWithFoundationSinceTheGregorianReform() throws {
        // Before 1582 Foundation switches to the Julian calendar; ISO 8601 does not, and neither do we.
        var generator = Seeded(11)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<5_000 {
            let milliseconds = Int64.random(in: -12_200_000_000_000..<64_000_000_000_000, using: &generator)
            let ours = Timestamp(milliseconds: milliseconds)
            let date = try #require(try? Date(ours.text, strategy: style))
            #expect((date.timeIntervalSince1970 * 1_000).rounded() == Double(milliseconds), "\(ours.text)")
            #expect(Timestamp(ours.text) == ours)
        }
    }

    @Test func readsFractionsOfAnyLength() {
        #expect(Timestamp("1970-01-01T00:00:01Z")?.milliseconds == 1_000)
        #expect(Timestamp("1970-01-01T00:00:01.5Z")?.milliseconds == 1_500)
        #expect(Timestamp("1970-01-01T00:00:01.123456789Z")?.milliseconds == 1_123)
        #expect(Timestamp("2024-02-29T23:59:59.999Z")?.text == "2024-02-29T23:59:59.999Z")
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-32T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+01:00", "2026-01-01 00:00:00Z",
        "٢٠٢٦-01-01T00:00:00Z", "2026-01-01T00:00:00.1234567890Z",
    ])
    func refusesWhatIsNoTime(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
