import Foundation
import Testing

/// The page of statistics, so that its examples can be compared with what is computed.
enum StatisticsPage {
    /// The examples of a section, each a paragraph that begins with `*Example`.
    static func examples(of section: String) throws -> [String] {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Documentation/Statistics.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let sections = text.components(separatedBy: "\n## ")
        let own = try #require(sections.first { $0.hasPrefix(section + "\n") })
        return own.components(separatedBy: "\n\n").filter { $0.hasPrefix("*Example") }.map {
            $0.replacing("\n", with: " ")
        }
    }

    /// A number as the page writes it.
    static func text(_ number: Double, decimals: Int = 2) -> String {
        String(format: "%.\(decimals)f", number)
    }
}
