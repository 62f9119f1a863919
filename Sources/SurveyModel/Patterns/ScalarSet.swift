/// The sets of scalars that have a name in a pattern.
enum ScalarClass: Hashable, Sendable {
    case digit, word, space, letter, number, upper, lower, mark

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .digit: ("0"..."9").contains(scalar)
        case .word:
            scalar == "_" || Self.letter.contains(scalar) || Self.number.contains(scalar)
                || Self.mark.contains(scalar)
        case .space: scalar.properties.isWhitespace
        case .letter:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
            default: false
            }
        case .number:
            switch scalar.properties.generalCategory {
            case .decimalNumber, .letterNumber, .otherNumber: true
            default: false
            }
        case .upper: scalar.properties.generalCategory == .uppercaseLetter
        case .lower: scalar.properties.generalCategory == .lowercaseLetter
        case .mark:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: true
            default: false
            }
        }
    }
}

/// A set of scalars: what one place of a pattern takes.
///
/// The first 128 are in a bit map, since most texts have no others.
struct ScalarSet: Sendable {
    private var ranges: [ClosedRange<UInt32>] = []
    private var classes: [(ScalarClass, isNegated: Bool)] = []
    private var isNegated = false
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// An empty set, or the complement of one.
    init(isNegated: Bool = false) { self.isNegated = isNegated }

    /// A set of one scalar.
    init(_ scalar: Unicode.Scalar) {
        insert(scalar.value...scalar.value)
        seal()
    }

    /// A set with a name.
    init(_ named: ScalarClass, isNegated: Bool) {
        classes = [(named, isNegated)]
        seal()
    }

    /// Everything but a line break.
    static let anything: ScalarSet = {
        var set = ScalarSet(isNegated: true)
        set.insert(0x0A...0x0A)
        set.seal()
        return set
    }()

    mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

    mutating func insert(_ named: ScalarClass, isNegated: Bool) { classes.append((named, isNegated)) }

    /// Fills the bit map, once everything is in the set.
    mutating func seal() {
        for value in 0..<128 where search(Unicode.Scalar(UInt8(value))) {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 64 { return low >> UInt64(value) & 1 == 1 }
        if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
        return search(scalar)
    }

    private func search(_ scalar: Unicode.Scalar) -> Bool {
        let isIn =
            ranges.contains { $0.contains(scalar.value) }
            || classes.contains { $0.0.contains(scalar) != $0.isNegated }
        return isIn != isNegated
    }
}
