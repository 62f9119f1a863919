public import SurveyModel

/// The numbers that stand for kinds of missing in formats that have only numbers for them.
///
/// They are four in a row below every value that the variable can have: -99 to -96, or -999 to -996 where it can have
/// numbers as low, and so on. *Not asked* is the system's own missing value.
public struct MissingCodes: Hashable, Sendable {
    /// The lowest of the four.
    public let lowest: Int

    /// The code of a kind; nil for *not asked*.
    public func code(of missing: Missing) -> Int? {
        switch missing {
        case .skipped: lowest
        case .dontKnow: lowest + 1
        case .refused: lowest + 2
        case .notApplicable: lowest + 3
        case .notAsked: nil
        }
    }

    /// The codes of a variable whose lowest value is this; nil is no bound.
    ///
    /// Without a bound they are -8999999999999999 and the three above it, which doubles still tell apart and no number of
    /// a response that is not far beyond any measure reaches.
    public init(below low: Int?) {
        let last = -8_999_999_999_999_999
        guard let low else {
            lowest = last
            return
        }
        var candidate = -99
        while candidate + 3 >= low, candidate > -1_000_000_000_000_000 { candidate = candidate * 10 - 9 }
        lowest = candidate + 3 < low ? candidate : last
    }
}

extension Codebook.Entry {
    /// The codes of its kinds of missing, below every value that it can have.
    public var missingCodes: MissingCodes {
        switch type {
        case .option: return MissingCodes(below: categories.lazy.map(\.code).min() ?? 0)
        case .point(let bounds): return MissingCodes(below: bounds.lowerBound)
        case .number:
            let low = low.flatMap(Double.init)?.rounded(.down)
            return MissingCodes(below: low.flatMap { abs($0) < 1e15 ? Int($0) : nil })
        // What is before 1582 is some days below zero in SPSS, and the codes are seconds: no day is among them.
        case .set, .ranking, .yesno, .text, .date, .time: return MissingCodes(below: 0)
        }
    }
}
