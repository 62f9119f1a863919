import SampleSurveys

/// Breaks lines, often so little that they stay responses.
enum Damage {
    static func one(of lines: [[UInt8]], _ numbers: inout Seeded) -> [UInt8] {
        var line = lines.randomElement(using: &numbers) ?? []
        for _ in 0..<(numbers.chance(0.8) ? 1 : 3) { damage(&line, lines, &numbers) }
        return line
    }

    private static let fragments: [[UInt8]] =
        [
            "\"", "\\", "\\\"", "\\n", "\\u00e9", "\\u0041", "\\ud83d\\ude00", "\\ud83d", "\\u0000",
            "\\u202e", "{", "}", "[", "]",
            ",", ":", " ", "  \t", "\r", "-", "-0", "0", "00", "1.0", "1.50", "5.000", ".5", "1e3",
            "99999999999999999999",
            "1000000000000001", "0.001", "true", "false", "null", "yes", "\"yes\"", "\"skipped\"",
            "\"dont_know\"",
            "\"not_asked\"", "\"stale\":true,", "\"stale\":false,", "\"overall\":3,", "\"answers\":{},",
            "\u{85}", "é", "\u{202E}",
            "\u{FEFF}", "\u{7F}", "😀", "\u{0}", "\"other\",", "\"nothing\"", "es", "pt-BR", "es-",
            "2026-02-30", "Z", "\"2026-02-29\"", "\"2024-02-29\"", "\"0000-01-01\"", "\"9999-12-31\"",
            "\"08:00\"",
            "\"24:00\"", "\"7:30\"", "\"20:31\"", "\"price\",", "\"care\"", "\"anna@example.com\"",
            "\"AB12\"", "100", "40",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
        ]

    private static func damage(_ line: inout [UInt8], _ lines: [[UInt8]], _ numbers: inout Seeded) {
        guard !line.isEmpty else { return }
        let place = Int.random(in: 0..<line.count, using: &numbers)
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0: line[place] = UInt8.random(in: .min ... .max, using: &numbers)
        case 1: line.remove(at: place)
        case 2: line.insert(contentsOf: fragments.randomElement(using: &numbers) ?? [], at: place)
        case 3:
            let fragment = fragments.randomElement(using: &numbers) ?? []
            line.replaceSubrange(place..<min(line.count, place + fragment.count), with: fragment)
        case 4:
            let end = min(line.count, place + Int.random(in: 1...40, using: &numbers))
            line.removeSubrange(place..<end)
        case 5:
            let other = lines.randomElement(using: &numbers) ?? []
            line = Array(line[..<place]) + other.dropFirst(place)
        case 6:
            // White space where it is allowed, or not.
            if let token = line[place...].firstIndex(where: { [0x2C, 0x3A, 0x7B, 0x7D].contains($0) }) {
                line.insert(contentsOf: [0x20, 0x09], at: numbers.chance(0.5) ? token : token + 1)
            }
        case 7: swapValues(&line, &numbers)
        case 8:
            if let digit = line[place...].firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) {
                line[digit] = UInt8.random(in: 0x30...0x39, using: &numbers)
            }
        default: moveMember(&line, &numbers)
        }
        line.removeAll { $0 == 0x0A }
    }

    /// Puts the value of one key in the place of another's.
    private static func swapValues(_ line: inout [UInt8], _ numbers: inout Seeded) {
        let colons = line.indices.filter { line[$0] == 0x3A }
        guard let from = colons.randomElement(using: &numbers), let to = colons.randomElement(using: &numbers)
        else { return }
        func value(_ colon: Int) -> Range<Int> {
            let end = line[(colon + 1)...].firstIndex { [0x2C, 0x7D].contains($0) } ?? line.count
            return colon + 1..<end
        }
        let bytes = Array(line[value(from)])
        line.replaceSubrange(value(to), with: bytes)
    }

    /// Moves a stretch between commas somewhere else: another order of keys.
    private static func moveMember(_ line: inout [UInt8], _ numbers: inout Seeded) {
        let commas = line.indices.filter { line[$0] == 0x2C }
        guard commas.count > 2 else { return }
        let at = Int.random(in: 0..<commas.count - 1, using: &numbers)
        let member = Array(line[commas[at]..<commas[at + 1]])
        line.removeSubrange(commas[at]..<commas[at + 1])
        let places = line.indices.filter { line[$0] == 0x2C }
        line.insert(contentsOf: member, at: places.randomElement(using: &numbers) ?? 0)
    }
}
