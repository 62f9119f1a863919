package import FoundationEssentials
package import SurveyModel

/// How the answers to a variable become bins of its series.
///
/// A series begins with the bins of answers and ends with one for each kind of missing. The *code* of an
/// answer is the index of its bin.
package enum Coding: Hashable, Sendable {
    /// A bin for each point.
    case point(low: Int, count: Int)
    /// A bin for each option.
    case option(count: Int)
    /// A bin for each option, and one for how many answered.
    case options(count: Int)
    /// For each option how often it was ranked, then for each how often it was first, then for each the sum of its
    /// places, and a bin for how many answered.
    case order(count: Int)
    /// A bin for no and one for yes.
    case yesno
    /// `#answered`, `#sum` and `#squares` of the numbers times ten to the power of `decimals`, and `#beyond`.
    case number(decimals: Int)
    /// The same of days since 1970-01-01.
    case date
    /// The same of minutes since midnight.
    case time
    /// `#answered`.
    case text

    /// Ranges with more points than this are summed like numbers.
    static let pointLimit = 1_001
    /// Scaled numbers of a larger magnitude are counted as `#beyond` and not summed, so that 10^8 squares fit
    /// 128 bits.
    package static let numberLimit: Int64 = 1_000_000_000_000_000
    /// How many decimals of a computed number are counted.
    static let computedDecimals = 6

    package init(_ variable: Variable, in survey: Survey) {
        switch variable.domain {
        case .option(let list): self = .option(count: survey[list].options.count)
        case .options(let list, _): self = .options(count: survey[list].options.count)
        case .yesno, .truth: self = .yesno
        case .order(let list, _): self = .order(count: survey[list].options.count)
        case .date: self = .date
        case .time: self = .time
        case .text: self = .text
        case .number(let rule):
            self = .number(
                decimals: variable.isStored ? rule.decimals : max(rule.decimals, Self.computedDecimals))
        case .point(let scale):
            let bounds = survey[scale].bounds
            let (steps, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
            self =
                overflow || steps >= Self.pointLimit
                ? .number(decimals: 0) : .point(low: bounds.lowerBound, count: steps + 1)
        }
    }

    /// Where the bins of missing begin; `missingKinds` gives their order.
    package var missingOffset: Int {
        switch self {
        case .point(_, let count), .option(let count): count
        case .options(let count): count + 1
        case .order(let count): 3 * count + 1
        case .yesno: 2
        case .number, .date, .time: 4
        case .text: 1
        }
    }

    /// How many bins the series has.
    package var count: Int { missingOffset + Self.missingKinds.count }

    /// The code of *not asked*.
    package var notAsked: Int32 { code(of: .notAsked) }

    /// The code of a kind of missing.
    package func code(of missing: Missing) -> Int32 { Int32(missingOffset + Self.position(of: missing)) }

    /// The place of a kind of missing among `missingKinds`.
    package static func position(of missing: Missing) -> Int {
        switch missing {
        case .dontKnow: 0
        case .refused: 1
        case .notApplicable: 2
        case .skipped: 3
        case .notAsked: 4
        }
    }

    /// The names of the bins of `missingKinds`.
    static var missingBins: [String] { missingKinds.map { "?" + $0.rawValue } }

    /// Whether its answers are numbers: points, or numbers that are summed.
    package var isNumeric: Bool {
        switch self {
        case .point, .number: true
        case .option, .options, .order, .yesno, .date, .time, .text: false
        }
    }

    /// The kinds of missing in the order of their bins.
    package static let missingKinds: [Missing] = [.dontKnow, .refused, .notApplicable, .skipped, .notAsked]

    /// The names of the bins, as they are stored.
    package func bins(of variable: Variable, in survey: Survey) -> [String] {
        values(of: variable, in: survey) + Self.missingBins
    }

    private func values(of variable: Variable, in survey: Survey) -> [String] {
        switch (self, variable.domain) {
        case (.point(let low, let count), _): (0..<count).map { String(low + $0) }
        case (.option, .option(let list)): survey[list].options.map(\.name)
        case (.options, .options(let list, _)): survey[list].options.map(\.name) + ["#answered"]
        case (.order, .order(let list, _)):
            ["", "#first", "#places"].flatMap { part in survey[list].options.map { $0.name + part } }
                + ["#answered"]
        case (.yesno, _): ["no", "yes"]
        case (.number, _), (.date, _), (.time, _): ["#answered", "#sum", "#squares", "#beyond"]
        default: ["#answered"]
        }
    }

    /// A number times ten to the power of `decimals`, rounded half away from zero (only computed ones need
    /// it); nil beyond `numberLimit`.
    package static func scaled(_ number: Decimal, decimals: Int) -> Int64? {
        guard decimals <= 18, number.isFinite else { return nil }
        let magnitude = Decimal(numberLimit)
        guard number >= -magnitude, number <= magnitude else { return nil }
        let text = number.rounded(toDecimals: decimals).canonicalText
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        let fraction = parts.count > 1 ? parts[1] : ""
        let digits = whole + fraction + String(repeating: "0", count: max(0, decimals - fraction.count))
        guard let scaled = Int64(digits), scaled.magnitude <= UInt64(numberLimit) else { return nil }
        return scaled
    }
}
