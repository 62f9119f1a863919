/// The header field `Plural-Forms`: which of a language's plural forms goes with a number.
///
/// The expression is C over unsigned numbers and one variable `n`; it is compiled once to a flat program, so that
/// no expression can exhaust the stack. Source: GNU gettext manual 0.21, "Additional functions for plural forms".
public struct PluralRule: Hashable, Sendable {
    /// How many forms there are, at least 1.
    public let forms: Int
    /// The field that it was read from.
    public let field: String
    private let program: [Instruction]

    /// How many forms, how long an expression and how deep its parentheses may be.
    package static let formLimit = 16
    package static let lengthLimit = 2_000
    package static let depthLimit = 50

    /// English, Spanish, Swedish, Greek: one form for 1, one for all other numbers.
    public static let oneOther = PluralRule(
        forms: 2, field: "nplurals=2; plural=(n != 1);",
        program: [.number, .constant(1), .binary(.notEqual)])

    /// Reads `nplurals=2; plural=(n != 1);`.
    ///
    /// Throws `PluralFault` for anything else and for a rule that names a form which does not exist for some number up
    /// to 1,000.
    public init(parsing field: String) throws(PluralFault) {
        guard field.utf8.count <= Self.lengthLimit else {
            throw PluralFault("the rule is longer than \(Self.lengthLimit) characters")
        }
        // Most catalogues say this, and commands read dozens of them.
        if field == Self.oneOther.field {
            self = .oneOther
            return
        }
        var parser = PluralParser(field)
        (forms, program) = try parser.rule()
        self.field = field
        var stack: [UInt64?] = []
        for number in 0...1_000
        where Self.run(program, UInt64(number), on: &stack).map({ $0 >= UInt64(forms) }) ?? true {
            throw PluralFault("the rule gives no form below \(forms) for n = \(number)")
        }
    }

    private init(forms: Int, field: String, program: [Instruction]) {
        self.forms = forms
        self.field = field
        self.program = program
    }

    /// Whether two rules are the same, however they are spaced.
    public static func == (left: Self, right: Self) -> Bool {
        left.forms == right.forms && left.program == right.program
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(forms)
        hasher.combine(program)
    }

    /// The form for a number, from 0 up to `forms - 1`. The sign does not count. A division by zero gives form 0.
    public func form(for number: Int) -> Int {
        var stack: [UInt64?] = []
        let form = Self.run(program, UInt64(number.magnitude), on: &stack) ?? 0
        return form < UInt64(forms) ? Int(form) : 0
    }

    /// Nil is an undefined value: a division by zero that decided. The stack is the caller's, because a rule is tried
    /// with a thousand numbers when it is read, and every command reads a rule for each catalogue.
    private static func run(_ program: [Instruction], _ number: UInt64, on stack: inout [UInt64?]) -> UInt64?
    {
        stack.removeAll(keepingCapacity: true)
        for instruction in program {
            switch instruction {
            case .number: stack.append(number)
            case .constant(let constant): stack.append(constant)
            case .not:
                guard let value = stack.popLast() else { return nil }
                stack.append(value.map { $0 == 0 ? 1 : 0 })
            case .binary(let binary):
                guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
                stack.append(binary.applied(left, right))
            case .select:
                guard let otherwise = stack.popLast(), let then = stack.popLast(),
                    let condition = stack.popLast()
                else { return nil }
                stack.append(condition.flatMap { $0 != 0 ? then : otherwise })
            }
        }
        return stack.last ?? nil
    }
}

/// Why a `Plural-Forms` field is not a rule.
public struct PluralFault: Error, Hashable, Sendable {
    /// What was seen and what to do.
    public var message: String

    package init(_ message: String) { self.message = message }
}

/// One step of a rule on a stack.
private enum Instruction: Hashable, Sendable {
    case number
    case constant(UInt64)
    case not
    case binary(Operation)
    /// Condition, then, otherwise.
    case select
}

private enum Operation: String, Hashable, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"

    /// How tightly it binds in C.
    var precedence: Int {
        switch self {
        case .or: 1
        case .and: 2
        case .equal, .notEqual: 3
        case .lessOrEqual, .greaterOrEqual, .less, .greater: 4
        case .add, .subtract: 5
        case .multiply, .divide, .remainder: 6
        }
    }

    /// Unsigned arithmetic that wraps, as C's does; `&&` and `||` do not look at the right where the left decides.
    func applied(_ left: UInt64?, _ right: UInt64?) -> UInt64? {
        guard let left else { return nil }
        if self == .and, left == 0 { return 0 }
        if self == .or, left != 0 { return 1 }
        guard let right else { return nil }
        switch self {
        case .or, .and: return right != 0 ? 1 : 0
        case .equal: return left == right ? 1 : 0
        case .notEqual: return left != right ? 1 : 0
        case .lessOrEqual: return left <= right ? 1 : 0
        case .greaterOrEqual: return left >= right ? 1 : 0
        case .less: return left < right ? 1 : 0
        case .greater: return left > right ? 1 : 0
        case .add: return left &+ right
        case .subtract: return left &- right
        case .multiply: return left &* right
        case .divide: return right == 0 ? nil : left / right
        case .remainder: return right == 0 ? nil : left % right
        }
    }
}

/// Reads the field by precedence climbing; what nests is counted, what follows in a row is a loop.
private struct PluralParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var program: [Instruction] = []

    init(_ field: String) { bytes = Array(field.utf8) }

    mutating func rule() throws(PluralFault) -> (Int, [Instruction]) {
        try expect("nplurals")
        try expect("=")
        guard let forms = number(), (1...UInt64(PluralRule.formLimit)).contains(forms) else {
            throw PluralFault("expected a number of forms from 1 to \(PluralRule.formLimit), but saw \(seen)")
        }
        try expect(";")
        try expect("plural")
        try expect("=")
        try condition()
        _ = take(";")
        skipBlanks()
        guard position == bytes.count else { throw PluralFault("expected the end, but saw \(seen)") }
        return (Int(forms), program)
    }

    private mutating func condition() throws(PluralFault) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PluralRule.depthLimit else {
            throw PluralFault("the expression is nested more than \(PluralRule.depthLimit) deep")
        }
        try operands(above: 0)
        guard take("?") else { return }
        try condition()
        try expect(":")
        try condition()
        program.append(.select)
    }

    private mutating func operands(above precedence: Int) throws(PluralFault) {
        try operand()
        while let operation = peekOperation(), operation.precedence > precedence {
            position += operation.rawValue.utf8.count
            try operands(above: operation.precedence)
            program.append(.binary(operation))
        }
    }

    private mutating func operand() throws(PluralFault) {
        var negations = 0
        while take("!") { negations += 1 }
        if take("(") {
            try condition()
            try expect(")")
        } else if take("n") {
            program.append(.number)
        } else if let constant = number() {
            program.append(.constant(constant))
        } else {
            throw PluralFault("expected n, a number or '(', but saw \(seen)")
        }
        program += Array(repeating: .not, count: negations)
    }

    private mutating func peekOperation() -> Operation? {
        skipBlanks()
        for length in [2, 1] where position + length <= bytes.count {
            let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
            if let operation = Operation(rawValue: text) { return operation }
        }
        return nil
    }

    private mutating func number() -> UInt64? {
        skipBlanks()
        let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
        guard let number = UInt64(String(decoding: digits, as: UTF8.self)) else { return nil }
        position = digits.endIndex
        return number
    }

    private mutating func take(_ text: String) -> Bool {
        skipBlanks()
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func expect(_ text: String) throws(PluralFault) {
        guard take(text) else { throw PluralFault("expected '\(text)', but saw \(seen)") }
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    }

    private var seen: String {
        position < bytes.count
            ? "'\(excerpt(String(decoding: bytes[position...].prefix(20), as: UTF8.self)))'" : "the end"
    }
}
