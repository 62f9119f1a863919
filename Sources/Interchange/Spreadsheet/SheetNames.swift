/// Gives sheets names that spreadsheets take: 31 characters, without `[ ] : * ? / \` and an apostrophe at an end, unique
/// without regard to case.
package struct SheetNames {
    private var taken: Set<String> = ["history"]
    private var kept: [String: String] = [:]

    /// Makes one that has given no name.
    package init() {}

    /// Keeps a name for a sheet that comes later, which `name(kept:)` gives it. Each name is kept once.
    package mutating func keep(_ wanted: String) {
        let name = self.name(wanted)
        kept[wanted] = name
    }

    /// The name that was kept for a sheet; another where none was.
    package mutating func name(kept wanted: String) -> String {
        kept.removeValue(forKey: wanted) ?? name(wanted)
    }

    /// The name for a sheet that is to be called something. A further one of the same gets a number behind it: `Answers 2`.
    package mutating func name(_ wanted: String) -> String {
        let kept = Self.cleaned(wanted)
        var name = Self.cut(kept, to: 31)
        var number = 2
        while taken.contains(name.lowercased()) {
            name = Self.cut(kept, to: 31 - " \(number)".count) + " \(number)"
            number += 1
        }
        taken.insert(name.lowercased())
        return name
    }

    private static func cleaned(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            let isForbidden =
                scalar.value < 0x20 || scalar.value >= 0xFFFE && scalar.value <= 0xFFFF
                || "[]:*?/\\".unicodeScalars.contains(scalar)
            scalars.append(isForbidden ? "_" : scalar)
        }
        if scalars.first == "'" {
            scalars.replaceSubrange(..<scalars.index(after: scalars.startIndex), with: ["’"])
        }
        return scalars.isEmpty ? "_" : String(scalars)
    }

    /// As many characters as fit, counted in UTF-16; none is cut in two, and an apostrophe does not stand last.
    private static func cut(_ name: String, to limit: Int) -> String {
        var kept = ""
        for character in name {
            guard kept.utf16.count + character.utf16.count <= limit else { break }
            kept.append(character)
        }
        if kept.hasSuffix("'") {
            kept.removeLast()
            kept.append("’")
        }
        return kept.isEmpty ? "_" : kept
    }
}
