/// A number that is typed digit by digit and means one of a range: nobody has to wait, as every digit says at once what it
/// makes of the number so far.
struct TypedNumber: Hashable, Sendable {
    /// What was typed so far, while another digit may follow.
    private(set) var typed = ""

    /// What a digit, or a minus sign, does.
    enum Step: Hashable, Sendable {
        /// No number of the range begins so.
        case none
        /// It begins a number, but is not one yet.
        case begun
        /// It makes this number, which a further digit may change. `isAfresh` says that what was typed before was complete,
        /// and another number has begun.
        case number(Int, mayGoOn: Bool, isAfresh: Bool)
    }

    /// Adds a digit or a minus sign. Where what is typed together is no number of the range, the sign begins afresh.
    mutating func add(_ sign: Unicode.Scalar, within range: ClosedRange<Int>) -> Step {
        let hadTyped = !typed.isEmpty
        for (text, isAfresh) in [
            (typed + String(Character(sign)), false), (String(Character(sign)), hadTyped),
        ] {
            let (number, mayGoOn) = Self.read(text, within: range)
            guard number != nil || mayGoOn else { continue }
            typed = mayGoOn ? text : ""
            guard let number else { return .begun }
            return .number(number, mayGoOn: mayGoOn, isAfresh: isAfresh)
        }
        typed = ""
        return .none
    }

    /// Takes the last digit back and gives the number that is left, if it is one.
    mutating func removeLast(within range: ClosedRange<Int>) -> Int? {
        guard !typed.isEmpty else { return nil }
        typed.removeLast()
        return number(within: range)
    }

    /// The number that stands there now, nil where it is not one of the range yet.
    func number(within range: ClosedRange<Int>) -> Int? { Self.read(typed, within: range).number }

    /// Forgets what was typed.
    mutating func clear() { typed = "" }

    /// Whether a key is a digit, or the sign before numbers below 0 where there are any.
    static func takes(_ sign: Unicode.Scalar, within range: ClosedRange<Int>) -> Bool {
        ("0"..."9").contains(sign) || sign == "-" && range.lowerBound < 0
    }

    /// The number that a text is, and whether longer ones of the range begin with it.
    private static func read(
        _ text: String, within range: ClosedRange<Int>
    ) -> (number: Int?, mayGoOn: Bool) {
        if text == "-" { return (nil, range.lowerBound < 0) }
        // Another way to write the same number, such as 07, is none.
        guard let number = Int(text), String(number) == text else { return (nil, false) }
        let own = range.contains(number) ? number : nil
        guard number != 0 else { return (own, false) }
        var (low, high) = (number, number)
        while true {
            let (lowTimes, lowOverflows) = low.multipliedReportingOverflow(by: 10)
            let (highTimes, highOverflows) = high.multipliedReportingOverflow(by: 10)
            let (first, firstOverflows) = lowTimes.subtractingReportingOverflow(number < 0 ? 9 : 0)
            let (last, lastOverflows) = highTimes.addingReportingOverflow(number > 0 ? 9 : 0)
            if lowOverflows || highOverflows || firstOverflows || lastOverflows { return (own, false) }
            (low, high) = (first, last)
            if range.overlaps(low...high) { return (own, true) }
            if number > 0 ? low > range.upperBound : high < range.lowerBound { return (own, false) }
        }
    }
}
