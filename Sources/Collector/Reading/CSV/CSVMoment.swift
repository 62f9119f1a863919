internal import SurveyModel

/// Reads moments as foreign files have them: `2019-03-01`, `2019-03-01 14:30`, `2019-03-01T14:30:05.120+01:00`, or of a
/// declared pattern.
enum CSVMoment {
    /// Reads a text; `zone` is how many minutes east of Greenwich it is where the text does not say.
    static func read(_ text: String, zone: Int = 0) -> Timestamp? {
        var text = text
        return text.withUTF8 { read($0, nil, zone: zone) }
    }

    /// Reads bytes, all of them.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ pattern: MomentPattern?, zone: Int) -> Timestamp?
    {
        if let pattern {
            guard let moment = pattern.read(bytes) else { return nil }
            return Timestamp(
                milliseconds: moment.day * 86_400_000 + moment.milliseconds - Int64(zone) * 60_000)
        }
        return standard(bytes, zone: zone)
    }

    /// ISO 8601 in its long form; a space may stand for the T, and what follows the day may be missing from the end.
    private static func standard(_ bytes: UnsafeBufferPointer<UInt8>, zone: Int) -> Timestamp? {
        var place = 0
        func number(_ digits: Int) -> Int64? {
            guard place + digits <= bytes.count else { return nil }
            var value: Int64 = 0
            for _ in 0..<digits {
                guard bytes[place] &- 0x30 < 10 else { return nil }
                value = value * 10 + Int64(bytes[place] &- 0x30)
                place += 1
            }
            return value
        }
        func take(_ byte: UInt8) -> Bool {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }
        guard let year = number(4), take(0x2D), let month = number(2), take(0x2D), let day = number(2),
            year >= 1,
            (1...12).contains(month), day >= 1, day <= Timestamp.days(inMonth: month, of: year)
        else { return nil }
        var milliseconds = Timestamp.day(year: year, month: month, day: day) * 86_400_000
        guard place < bytes.count else { return Timestamp(milliseconds: milliseconds - Int64(zone) * 60_000) }
        guard take(0x54) || take(0x20), let hour = number(2), take(0x3A), let minute = number(2), hour < 24,
            minute < 60
        else { return nil }
        milliseconds += (hour * 60 + minute) * 60_000
        if take(0x3A) {
            guard let second = number(2), second < 60 else { return nil }
            milliseconds += second * 1_000
            if take(0x2E) {
                var digits = 0
                var unit: Int64 = 100
                while place < bytes.count, bytes[place] &- 0x30 < 10 {
                    milliseconds += Int64(bytes[place] &- 0x30) * unit
                    unit /= 10
                    digits += 1
                    place += 1
                }
                guard (1...9).contains(digits) else { return nil }
            }
        }
        if take(0x5A) { return place == bytes.count ? Timestamp(milliseconds: milliseconds) : nil }
        guard place < bytes.count else { return Timestamp(milliseconds: milliseconds - Int64(zone) * 60_000) }
        let rest = String(decoding: bytes[place...], as: UTF8.self)
        guard let zone = MomentPattern.zone(rest) else { return nil }
        return Timestamp(milliseconds: milliseconds - Int64(zone) * 60_000)
    }
}
