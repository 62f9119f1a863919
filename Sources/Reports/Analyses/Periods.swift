internal import Foundation
internal import Translations

/// A stretch of time as analyses write it: `2026-11-22`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`.
enum Period: Hashable {
    case day(year: Int, month: Int, day: Int)
    /// By its number in the year as in ISO 8601: the year may differ from that of some of its days.
    case week(year: Int, week: Int)
    case month(year: Int, month: Int)
    case quarter(year: Int, quarter: Int)
    case year(Int)

    /// Nil for anything that is written otherwise.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first.flatMap({ Self.number($0, digits: 4) }) else { return nil }
        switch parts.count {
        case 1: self = .year(year)
        case 2:
            let part = parts[1]
            if part.first == "W", let week = Self.number(part.dropFirst(), digits: 2), 1...53 ~= week {
                self = .week(year: year, week: week)
            } else if part.first == "Q", let quarter = Self.number(part.dropFirst(), digits: 1),
                1...4 ~= quarter
            {
                self = .quarter(year: year, quarter: quarter)
            } else if let month = Self.number(part, digits: 2), 1...12 ~= month {
                self = .month(year: year, month: month)
            } else {
                return nil
            }
        case 3:
            guard let month = Self.number(parts[1], digits: 2), 1...12 ~= month,
                let day = Self.number(parts[2], digits: 2), 1...31 ~= day
            else { return nil }
            self = .day(year: year, month: month, day: day)
        default: return nil
        }
    }

    private static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension NumberFormat {
    /// A stretch of time as people of the language write it: `Nov 2026`, `vecka 47, 2026`, `T4 2026`; what is none as it is.
    func period(_ text: String, _ texts: ProgramTexts) -> String {
        guard let period = Period(text) else { return text }
        switch period {
        case .year(let year): return String(year)
        case .week(let year, let week):
            return texts(.weekOfYear, ["week": String(week), "year": String(year)])
        case .quarter(let year, let quarter): return self.quarter(quarter, of: year) ?? text
        case .month(let year, let month): return self.month(month, of: year) ?? text
        case .day(let year, let month, let day): return self.day(day, month, of: year) ?? text
        }
    }

    /// A day or a moment as in `2026-11-01` or `2026-11-01T09:30`: the day in the reader's way, the time as it is.
    func moment(_ text: String, _ texts: ProgramTexts) -> String {
        let parts = text.split(separator: "T", maxSplits: 1)
        guard let date = parts.first else { return text }
        return ([period(String(date), texts)] + parts.dropFirst().map(String.init)).joined(separator: " ")
    }
}
