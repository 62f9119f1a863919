/// A file of a statistical package.
public enum PackageFormat: String, Hashable, Sendable, CaseIterable {
    /// SPSS and PSPP.
    case sav
    /// SPSS 21 and later and PSPP, compressed; the whole file is kept in memory until it is written.
    case zsav
    /// Stata 14 and later.
    case dta

    /// Whether it is one of SPSS's.
    var isSPSS: Bool { self != .dta }

    /// The package's name in sentences.
    var package: String { nameRule.package }

    /// What its variables may be called.
    var nameRule: PackageNameRule { isSPSS ? .spss : .stata }

    /// The most bytes of an answer. SPSS takes one more, which libreadstat, and so R, does not read back.
    var textLimit: Int { isSPSS ? 32_766 : 2_045 }

    /// The most of a label of a variable.
    var labelLimit: TextLimit { isSPSS ? .bytes(256) : .characters(80) }

    /// The most of a label of a value. SPSS shows no more than this; longer ones of Stata would hide its own output.
    var valueLabelLimit: TextLimit { isSPSS ? .bytes(120) : .bytes(32_000) }

    /// The most of the label of the file.
    var fileLabelLimit: TextLimit { isSPSS ? .bytes(64) : .characters(80) }
}

/// How long a text may be.
enum TextLimit: Hashable {
    /// Bytes of UTF-8.
    case bytes(Int)
    /// Characters as Stata counts them: Unicode scalars, of at most four bytes each.
    case characters(Int)

    /// How many a text has.
    private func count(_ text: some StringProtocol) -> Int {
        switch self {
        case .bytes: text.utf8.count
        case .characters: text.unicodeScalars.count
        }
    }

    /// How many are allowed.
    var most: Int {
        switch self {
        case .bytes(let most), .characters(let most): most
        }
    }

    /// The same with fewer allowed.
    func less(_ text: String) -> TextLimit {
        switch self {
        case .bytes(let most): .bytes(max(0, most - count(text)))
        case .characters(let most): .characters(max(0, most - count(text)))
        }
    }

    /// Half of it.
    var half: TextLimit {
        switch self {
        case .bytes(let most): .bytes(most / 2)
        case .characters(let most): .characters(most / 2)
        }
    }

    /// Whether a text is short enough.
    func holds(_ text: String) -> Bool { count(text) <= most }

    /// A text that is short enough, cut between letters as people see them; `mark` says that something is missing.
    func cut(_ text: String, mark: String = "…") -> String {
        guard !holds(text) else { return text }
        var room = most - count(mark)
        var kept = ""
        for character in text {
            room -= count(String(character))
            if room < 0 { break }
            kept.append(character)
        }
        return kept + mark
    }
}
