public import FoundationEssentials

/// One value of a response: a given, an answer or part of one, or a computed value.
public struct Variable: Hashable, Sendable {
    /// The name in responses and exports: `channel`, `channel.other`, `quality.reliable`.
    public var name: String
    /// Where its value comes from.
    public var role: Role
    /// The values it can have.
    public var domain: Domain
    /// The kinds of missing that it can have beside *not asked*.
    public var missing: Set<Missing>
    /// Whether it is left out of exports unless asked for.
    public var isPersonal: Bool

    /// Makes a variable.
    public init(
        name: String, role: Role, domain: Domain, missing: Set<Missing> = [], isPersonal: Bool = false
    ) {
        self.name = name
        self.role = role
        self.domain = domain
        self.missing = missing
        self.isPersonal = isPersonal
    }

    /// Where a value comes from.
    public enum Role: Hashable, Sendable {
        /// Whoever starts the interview; `isOptional` may leave it out.
        case given(isOptional: Bool)
        /// The answer to a question.
        case answer(QuestionID)
        /// One row of a grid, by its index.
        case row(QuestionID, Int)
        /// The number that `allocate` gives to an option, by the option's index.
        case amount(QuestionID, Int)
        /// The text opened by an option with `specify`, by the option's index.
        case specify(QuestionID, Int)
        /// A `let`: recomputed, never stored in a response. There are several formulas where it stands in several arms;
        /// the step that computes it says which.
        case computed([Formula])
        /// The arm that `split` drew, with the weight of each of its options.
        case split(weights: [Int])
        /// The local date of the start. There is one only if the survey reads `today`.
        case today
    }

    /// The question that the value belongs to, if it belongs to one.
    public var question: QuestionID? {
        switch role {
        case .answer(let id), .row(let id, _), .amount(let id, _), .specify(let id, _): id
        case .given, .computed, .split, .today: nil
        }
    }

    /// Whether responses hold it: everything but a computed value.
    public var isStored: Bool { if case .computed = role { false } else { true } }
}

/// The values a variable can have.
public enum Domain: Hashable, Sendable {
    /// One option of a list.
    case option(ListID)
    /// A set of options of a list, between so many and so many of them.
    case options(ListID, select: ClosedRange<Int>)
    /// An order of so many options of a list, or of all that were offered if those were fewer.
    case order(ListID, select: ClosedRange<Int>)
    /// A point of a scale, a whole number.
    case point(ScaleID)
    /// Yes or no.
    case yesno
    /// A number; nil bounds are open.
    case number(NumberRule)
    /// A text.
    case text(TextRule)
    /// A day.
    case date(DateRule)
    /// A time of day.
    case time(TimeRule)
    /// A truth value that a `let` computes; it can be unknown.
    case truth
}

/// What a number may be.
public struct NumberRule: Hashable, Sendable {
    /// The smallest value allowed.
    public var low: Decimal?
    /// The largest value allowed.
    public var high: Decimal?
    /// How many decimals may be given; 0 is a whole number.
    public var decimals: Int
    /// The text of the unit.
    public var unit: TextID?

    /// Makes a rule.
    public init(low: Decimal? = nil, high: Decimal? = nil, decimals: Int = 0, unit: TextID? = nil) {
        self.low = low
        self.high = high
        self.decimals = decimals
        self.unit = unit
    }

    /// Whether a number keeps the rule.
    public func allows(_ number: Decimal) -> Bool {
        if let low, number < low { return false }
        if let high, number > high { return false }
        return number.fractionDigits <= decimals
    }
}

/// What a text may be.
public struct TextRule: Hashable, Sendable {
    /// How many lines it is offered; 1 means that it has no line break.
    public var lines: Int
    /// The most characters it may have.
    public var length: Int
    /// What the whole text must look like; nil is anything.
    public var pattern: TextPattern?

    /// Makes a rule. A text without a declared length may have 4,000 characters.
    public init(lines: Int = 1, length: Int = 4_000, pattern: TextPattern? = nil) {
        self.lines = lines
        self.length = length
        self.pattern = pattern
    }

    /// Whether a text keeps the rule. Texts are clean: no control characters but line breaks in many-lined ones.
    public func allows(_ text: String) -> Bool {
        isClean(text) && pattern?.matches(text) ?? true
    }

    /// Whether a text keeps the rule but for its pattern.
    public func isClean(_ text: String) -> Bool {
        guard text.utf8.count <= length || text.count <= length else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.value == 0x0A ? lines > 1 : !Self.isForbidden(scalar)
        }
    }

    /// The first character that a text must not have, and where: `character 7 is U+2028 LINE SEPARATOR`; nil if it has none.
    func forbidden(in text: String) -> String? {
        for (index, character) in text.enumerated() {
            let found = character.unicodeScalars.first { scalar in
                scalar.value == 0x0A ? lines <= 1 : Self.isForbidden(scalar)
            }
            guard let found else { continue }
            let digits = String(found.value, radix: 16, uppercase: true)
            let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            let name = found.value == 0x0A ? "LINE FEED" : found.properties.name ?? found.properties.nameAlias
            return "character \(index + 1) is \(code)" + (name.map { " \($0)" } ?? "")
        }
        return nil
    }

    /// Whether a scalar never reaches a store or a terminal: C0, DEL, C1, bidi controls, U+2028/9, tags and BOM.
    public static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
            0xFFFE, 0xFFFF, 0xE0000...0xE007F:
            true
        default: false
        }
    }
}
