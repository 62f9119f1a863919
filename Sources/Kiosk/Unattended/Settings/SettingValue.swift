internal import SurveyModel

/// Reading the values of settings. Every function is total, and gives nil for what is not allowed.
enum SettingValue {
    /// A time with its unit, `45 s`; 0 needs none.
    static func duration(_ text: String, in range: ClosedRange<Duration>) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.utf8.count <= 9, let amount = Int(digits) else { return nil }
        let duration: Duration
        switch text[digits.endIndex...].trimmingBlanks {
        case "ms": duration = .milliseconds(amount)
        case "s": duration = .seconds(amount)
        case "min": duration = .seconds(amount * 60)
        case "h": duration = .seconds(amount * 3_600)
        case "" where amount == 0: duration = .zero
        default: return nil
        }
        return range.contains(duration) ? duration : nil
    }

    /// How a time is written.
    static func text(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        if milliseconds % 1_000 != 0 { return "\(milliseconds) ms" }
        let seconds = milliseconds / 1_000
        if seconds >= 3_600, seconds % 3_600 == 0 { return "\(seconds / 3_600) h" }
        if seconds >= 120, seconds % 60 == 0 { return "\(seconds / 60) min" }
        return "\(seconds) s"
    }

    /// How a range of times is described.
    static func words(_ range: ClosedRange<Duration>) -> String {
        "from \(text(range.lowerBound)) to \(text(range.upperBound)), such as 45 s, 250 ms, 2 min or 1 h"
    }

    /// So many bytes, `10 MB`; the units are powers of 1,000.
    static func bytes(_ text: String, in range: ClosedRange<Int>) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.utf8.count <= 9, let amount = Int(digits) else { return nil }
        let bytes: Int
        switch text[digits.endIndex...].trimmingBlanks {
        case "kB": bytes = amount * 1_000
        case "MB": bytes = amount * 1_000_000
        case "GB": bytes = amount * 1_000_000_000
        case "" where amount == 0: bytes = 0
        default: return nil
        }
        return range.contains(bytes) ? bytes : nil
    }

    /// `yes` or `no`.
    static func truth(_ text: String) -> Bool? { text == "yes" ? true : text == "no" ? false : nil }

    /// A whole number.
    static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
        guard text.utf8.count <= 9, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text), range.contains(number)
        else { return nil }
        return number
    }

    /// A name that is also a name of files: letters, digits, `.`, `_` and `-`, not a dot first, at most 64.
    static func station(_ text: String) -> String? {
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x2D: true
            default: false
            }
        }
        return isAllowed && !text.isEmpty && text.utf8.count <= 64 && text.first != "." ? text : nil
    }

    /// Languages by their tags, each once.
    static func locales(_ text: String) -> [String]? {
        let tags = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingBlanks)
        let isSound = tags.count <= 100 && tags.allSatisfy(Response.isTag) && Set(tags).count == tags.count
        return isSound ? tags : nil
    }
}

extension Duration {
    /// Whole milliseconds, rounded down; as many as fit.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, isTooMuch) = seconds.multipliedReportingOverflow(by: 1_000)
        return isTooMuch ? (seconds < 0 ? .min : .max) : whole &+ attoseconds / 1_000_000_000_000_000
    }
}
