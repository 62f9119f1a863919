public import FoundationEssentials

/// A JSON document whose objects keep the order of their keys.
///
/// Our formats promise an order of keys, exact decimals, a depth cap and a rule for duplicate keys, none of which
/// Foundation's coders give.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    /// A number that is written with decimals which are all zeros: `1.0`. It is the number, but no whole number: whoever
    /// wrote it has rounded, or keeps counts as binary fractions.
    case fraction(Decimal)
    /// A binary floating-point result, written with the fewest digits that read back the same. Readers give `number`, and
    /// this only for an exponent where that is allowed.
    case real(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A key and its value.
    public struct Member: Hashable, Sendable {
        /// The key.
        public var key: String
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// A whole number.
    public static func number(_ whole: some BinaryInteger) -> JSONValue {
        .number(Decimal(exactly: String(whole)) ?? Decimal.nan)
    }

    /// An object of these members, without those that are nil.
    public static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { key, value in value.map { Member(key, $0) } })
    }

    /// The value of a key. Linear in the number of keys.
    public subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The text, if it is a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The whole number, if it is one and is written as one: `1.0` is none.
    public var int: Int? { if case .number(let number) = self { number.exactInt } else { nil } }
    /// The number, if it is one.
    public var decimal: Decimal? {
        switch self {
        case .number(let number), .fraction(let number): number
        default: nil
        }
    }
    /// The truth, if it is one.
    public var bool: Bool? { if case .bool(let known) = self { known } else { nil } }
    /// The elements, if it is an array.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
}
