public import FoundationEssentials

/// What a variable can hold.
public enum Value: Hashable, Sendable {
    /// A whole or decimal number, exact. Points of scales are numbers too.
    case number(Decimal)
    /// The index of an option in the variable's list.
    case option(Int)
    /// The indices of options in the variable's list, rising, without repetition.
    case options([Int])
    /// The indices of options in the variable's list, the first choice first, without repetition.
    case order([Int])
    /// A text.
    case text(String)
    /// Yes or no.
    case yesno(Bool)
    /// A day, without a time zone.
    case date(CalendarDay)
    /// A time of day, without a time zone.
    case time(TimeOfDay)

    /// A whole number.
    public static func number(_ whole: Int) -> Value { .number(Decimal(whole)) }
}

/// Why a variable has no value. Together with *answered* these are the six states of an answer.
public enum Missing: String, Hashable, Sendable, CaseIterable {
    /// The respondent chose "don't know".
    case dontKnow = "dont_know"
    /// The respondent refused.
    case refused
    /// The respondent said that it does not apply.
    case notApplicable = "not_applicable"
    /// It was shown, is optional, and was left empty.
    case skipped
    /// It was never shown, or hidden again by a later change.
    case notAsked = "not_asked"
}

/// One of the six answer states, with the value where there is one.
public enum Answer: Hashable, Sendable {
    /// A value was given.
    case answered(Value)
    /// None was, for this reason.
    case missing(Missing)

    /// Never shown, or hidden again.
    public static let notAsked = Answer.missing(.notAsked)

    /// The value, if there is one.
    public var value: Value? { if case .answered(let value) = self { value } else { nil } }

    /// The reason, if there is no value.
    public var missing: Missing? { if case .missing(let missing) = self { missing } else { nil } }
}

extension Decimal {
    /// How many digits stand after the decimal point once trailing zeros are gone.
    public var fractionDigits: Int {
        guard exponent < 0 else { return 0 }
        let text = canonicalText
        return text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    }

    /// The number as an `Int`, if it is whole and fits.
    public var exactInt: Int? {
        if let digits { return digits.whole }
        return isFinite ? Int(canonicalText) : nil
    }

    /// The shortest text that reads back as the same number: `12.5`, `-3`, never an exponent.
    public var canonicalText: String {
        var bytes: [UInt8] = []
        writeCanonicalText(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number without what stands after so many decimals.
    public func truncated(toDecimals decimals: Int) -> Decimal {
        let text = description
        guard isFinite, let point = text.firstIndex(of: ".") else { return self }
        let kept = text[point...].prefix(max(0, decimals) + 1)
        return Decimal(string: String(text[..<point] + (decimals > 0 ? kept : ""))) ?? self
    }

    /// The number rounded to so many decimals, half away from zero.
    public func rounded(toDecimals decimals: Int) -> Decimal {
        guard isFinite, exponent < 0, decimals >= 0 else { return self }
        let half = Decimal(sign: self < 0 ? .minus : .plus, exponent: -decimals - 1, significand: 5)
        return (self + half).truncated(toDecimals: decimals)
    }

    /// Reads `-12.50`: an optional minus, digits, optionally a point and digits. Nil for anything else, and for more
    /// than 38 significant digits or over 60 characters, which `Decimal` could only round.
    public init?(exactly text: some StringProtocol) {
        var digits = 0
        var seenPoint = false
        var seenDigit = false
        var last: UInt8 = 0
        guard text.utf8.count <= 60 else { return nil }
        for (offset, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                seenDigit = true
                if digits > 0 || byte != UInt8(ascii: "0") { digits += 1 }
            case UInt8(ascii: "."):
                guard !seenPoint, seenDigit else { return nil }
                seenPoint = true
            case UInt8(ascii: "-"):
                guard offset == 0 else { return nil }
            default: return nil
            }
            last = byte
        }
        guard seenDigit, last != UInt8(ascii: "."), digits <= 38 else { return nil }
        self.init(string: String(text))
    }
}
