internal import SurveyModel
package import Tallies

/// How many were invited, as the operator states it: all of them together, or those of each locale.
package struct Invitations: Hashable, Sendable {
    /// All of them; nil if they are known for some locales only.
    package let total: Int?
    /// Those of each locale that is known.
    package let byLocale: [String: Int]

    /// The largest number.
    package static let limit = 1_000_000_000_000

    /// Reads `1200` or `es=400,sv=300`. `plan` says which locales there are.
    package init(_ text: String, _ plan: TallyPlan) throws(FileFindings) {
        if !text.contains("=") {
            self.init(total: try Self.count(text, line: nil, "--invited"), byLocale: [:])
            return
        }
        var counts: [String: Int] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2 else {
                throw FileFindings(
                    "--invited",
                    "\"\(excerpt(part))\" is not a locale and a number; write es=400,sv=300 or 1200")
            }
            try Self.add(String(sides[0]), String(sides[1]), line: nil, "--invited", plan, to: &counts)
        }
        self.init(counts, plan)
    }

    /// Reads a table of comma-separated values with the columns `locale` and `invited`.
    package init(bytes: [UInt8], name: String, _ plan: TallyPlan) throws(FileFindings) {
        let table: SmallTable
        do throws(TableFault) { table = try SmallTable(bytes: bytes, name: name) } catch {
            throw FileFindings(error)
        }
        guard Set(table.header) == ["locale", "invited"], let locale = table.column("locale"),
            let invited = table.column("invited")
        else { throw FileFindings(name, line: 1, "the columns have to be locale,invited") }
        var counts: [String: Int] = [:]
        for (line, cells) in table.rows {
            try Self.add(cells[locale], cells[invited], line: line, name, plan, to: &counts)
        }
        guard !counts.isEmpty else { throw FileFindings(name, "there is no number in it") }
        self.init(counts, plan)
    }

    private init(total: Int?, byLocale: [String: Int]) {
        self.total = total
        self.byLocale = byLocale
    }

    private init(_ counts: [String: Int], _ plan: TallyPlan) {
        // Those of everybody are known if those of each locale of the survey are.
        let isWhole = plan.survey.locales.allSatisfy { counts[$0] != nil }
        self.init(total: isWhole ? counts.values.reduce(0, +) : nil, byLocale: counts)
    }

    private static func add(
        _ locale: String, _ text: String, line: Int?, _ name: String, _ plan: TallyPlan,
        to counts: inout [String: Int]
    ) throws(FileFindings) {
        guard plan.locales.contains(locale) else {
            throw FileFindings(
                name, line: line,
                "the survey has no locale \"\(excerpt(locale))\""
                    + SmallTable.suggestion(locale, plan.locales))
        }
        guard counts[locale] == nil else {
            throw FileFindings(name, line: line, "\"\(locale)\" has a number already; leave one out")
        }
        counts[locale] = try count(text, line: line, name)
    }

    private static func count(_ text: String, line: Int?, _ name: String) throws(FileFindings) -> Int {
        guard text.utf8.count <= 13, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(text),
            count > 0, count <= limit
        else {
            throw FileFindings(
                name, line: line,
                "\"\(excerpt(text))\" is no number of people; write a whole number from 1, such as 400")
        }
        return count
    }

    /// How many were invited in a locale, or of everybody; nil if it is not known.
    package func count(in locale: String?) -> Int? { locale.map { byLocale[$0] } ?? total }
}
