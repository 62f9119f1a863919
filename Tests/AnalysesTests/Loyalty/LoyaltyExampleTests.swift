import Foundation
import Statistics
import SurveyModel
import Testing

@testable import Analyses

/// The examples of "Customers who come back" and "What a customer is worth" in Documentation/Statistics.md: the page says what
/// is computed.
@Suite struct LoyaltyExampleTests {
    private func page(_ file: String = #filePath) throws -> String {
        let root = URL(fileURLWithPath: file).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appendingPathComponent("Documentation/Statistics.md"), encoding: .utf8)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func analyses() throws -> [Analysis] {
        let lines =
            (0..<100).map { "c\($0),2025-10-15,50" } + (40..<130).map { "c\($0),2025-11-15,50" }
        let bytes = Array((["customer,date,amount"] + lines).joined(separator: "\n").utf8)
        let loyalty = try #require(
            LoyaltyOptions(until: CalendarDay("2025-11-30"), margin: 0.5, discount: 0.1))
        var purchases = Purchases(keys: CustomerKeys(), loyalty)
        try purchases.read(bytes.span) { Issue.record("\($0.text)") }
        try purchases.finish { Issue.record("\($0.text)") }
        return purchases.analyses(AnalysisOptions())
    }

    private func text(_ value: Double) -> String { String(format: "%.2f", value) }

    @Test func thePageSaysWhoComesBack() throws {
        let row = try #require(try analyses()[0].table?.rows.last)
        let texts = try [Measure.Name.retention, .churn].map { name in
            let measure = try #require(row.measures.first { $0.name == name })
            let interval = try #require(measure.interval).get()
            return "\(name) \(name == .retention ? "is " : "")\(text(try measure.value.get())) %, interval "
                + "\(text(interval.lower)) % to \(text(interval.upper)) %"
        }
        let sentence = texts.joined(separator: "; ")
        #expect(try page().contains("Retention" + sentence.dropFirst("retention".count) + "."), "\(sentence)")
    }

    @Test func thePageSaysWhatACustomerIsWorth() throws {
        let summary = try #require(try analyses()[1].table).summary
        func value(_ name: Measure.Name) throws -> String {
            text(try #require(summary.first { $0.name == name }).value.get())
        }
        let sentence =
            try
            "A customer is worth \(value(.lifetime)), with the first payment \(value(.lifetimeWithFirstPayment)), "
            + "over the next five years \(value(.lifetimeFinite))."
        #expect(try page().contains(sentence), "\(sentence)")
        #expect(try page().contains("m = \(value(.margin)), r = 60 %"))
        let monthly = try #require(Retention.discount(ofPeriodsPerYear: 12, yearly: 0.1))
        #expect(try page().contains("i = \(String(format: "%.3f", 100 * monthly)) % a month for 10 % a year"))
    }
}
