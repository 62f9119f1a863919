/// Reads a regular expression into a program, in one loop with a stack of open groups.
struct PatternParser {
    /// How long an expression, and how long its program, may be, and how often something may be repeated.
    static let lengthLimit = 2_000
    static let programLimit = 10_000
    static let countLimit = 1_000

    private typealias Instruction = PatternProgram.Instruction

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var sets: [ScalarSet] = []
    private var open: [Group] = []
    private var current = Group(start: 0)

    /// A group that is being read.
    private struct Group {
        /// Where its parenthesis stands.
        var start: Int
        /// The alternatives before the present one.
        var alternatives: [[Instruction]] = []
        /// The present alternative but for its last part, which a repetition may follow.
        var sequence: [Instruction] = []
        var last: [Instruction]?

        mutating func close() {
            sequence += last ?? []
            last = nil
        }
    }

    init(_ expression: String) { scalars = Array(expression.unicodeScalars.prefix(Self.lengthLimit + 1)) }

    mutating func program() throws(TextPatternFault) -> PatternProgram {
        guard !scalars.isEmpty else {
            throw fault("the pattern is empty; write what the text must look like, such as \\d{5}", at: 0)
        }
        guard scalars.count <= Self.lengthLimit else {
            throw fault("a pattern has at most \(Self.lengthLimit) characters", at: Self.lengthLimit)
        }
        while let scalar = peek { try read(scalar) }
        guard open.isEmpty else {
            throw fault(
                "'(' is not closed; write ) where the group ends, or \\( for a parenthesis", at: current.start
            )
        }
        return PatternProgram(try joined(current), sets: sets)
    }

    private mutating func read(_ scalar: Unicode.Scalar) throws(TextPatternFault) {
        let start = position
        position += 1
        switch scalar {
        case "(":
            guard peek != "?" else {
                throw fault("'(?' has no meaning here; a group is written ( )", at: start)
            }
            open.append(current)
            current = Group(start: start)
        case ")":
            guard let outer = open.popLast() else {
                throw fault("')' closes nothing; write \\) for a parenthesis", at: start)
            }
            let inner = try joined(current)
            current = outer
            try add(inner)
        case "|":
            current.close()
            current.alternatives.append(current.sequence)
            current.sequence = []
        case "*", "+", "?", "{": try repeatLast(scalar, from: start)
        case ".": try add(.anything)
        case "[": try add(try characterClass(from: start))
        case "\\":
            switch try escape(from: start) {
            case .scalar(let scalar): try add(ScalarSet(scalar))
            case .named(let named, let isNegated): try add(ScalarSet(named, isNegated: isNegated))
            }
        case "^", "$":
            throw fault(
                "'\(scalar)' is not needed: the whole text is compared; leave it out, or write \\\(scalar) for the sign",
                at: start)
        case "]", "}":
            throw fault("'\(scalar)' closes nothing; write \\\(scalar) for the sign", at: start)
        default: try add(ScalarSet(scalar))
        }
    }

    // MARK: Pieces of a program

    private mutating func add(_ set: ScalarSet) throws(TextPatternFault) {
        sets.append(set)
        try add([.take(sets.count - 1)])
    }

    private mutating func add(_ part: [Instruction]) throws(TextPatternFault) {
        current.close()
        try check(current.sequence.count + part.count, at: position - 1)
        current.last = part
    }

    private func joined(_ group: Group) throws(TextPatternFault) -> [Instruction] {
        var group = group
        group.close()
        guard !group.alternatives.isEmpty else { return group.sequence }
        let alternatives = group.alternatives + [group.sequence]
        var length = alternatives.reduce(0) { $0 + $1.count + 2 } - 2
        try check(length, at: group.start)
        var program: [Instruction] = []
        for alternative in alternatives.dropLast() {
            program.append(.split(alternative.count + 2))
            program += alternative
            length = length - alternative.count - 2
            program.append(.jump(length + 1))
        }
        return program + group.sequence
    }

    private func check(_ length: Int, at offset: Int) throws(TextPatternFault) {
        guard length <= Self.programLimit else {
            throw fault(
                "the pattern is too large: its repetitions written out have more than \(Self.programLimit) parts; "
                    + "use smaller counts, or * and 'length'", at: offset)
        }
    }

    private mutating func repeatLast(_ sign: Unicode.Scalar, from start: Int) throws(TextPatternFault) {
        let (least, most) = sign == "{" ? try counts(from: start) : Self.counts(of: sign)
        guard let part = current.last else {
            throw fault("'\(sign)' has nothing before it to repeat; write \\\(sign) for the sign", at: start)
        }
        if let sign = peek, "*+?{".unicodeScalars.contains(sign) {
            throw fault(
                "two repetitions stand in a row; leave one out, put the first in ( ), or write \\\(sign) for the sign",
                at: position)
        }
        // What is optional is entered by a split of its own, what is endless by a split and a jump.
        let further = most.map { ($0 - least) * (part.count + 1) } ?? part.count + 2
        try check(current.sequence.count + least * part.count + further, at: start)
        var program: [Instruction] = []
        for _ in 0..<least { program += part }
        if let most {
            var left = (most - least) * (part.count + 1)
            for _ in least..<most {
                program.append(.split(left))
                program += part
                left -= part.count + 1
            }
        } else {
            program.append(.split(part.count + 2))
            program += part
            program.append(.jump(-part.count - 1))
        }
        // No longer a part that could be repeated: that was refused above.
        current.last = nil
        current.sequence += program
    }

    private static func counts(of sign: Unicode.Scalar) -> (least: Int, most: Int?) {
        switch sign {
        case "*": (0, nil)
        case "+": (1, nil)
        default: (0, 1)
        }
    }

    /// `m}`, `m,}` or `m,n}`, behind the brace.
    private mutating func counts(from start: Int) throws(TextPatternFault) -> (least: Int, most: Int?) {
        guard let least = try count(from: start) else { throw noCount(start) }
        var most: Int? = least
        if peek == "," {
            position += 1
            most = try count(from: start)
        }
        guard peek == "}" else { throw noCount(start) }
        position += 1
        if let most, most < least {
            throw fault(
                "the repetition counts down, from \(least) to \(most); write the smaller first", at: start)
        }
        return (least, most)
    }

    private func noCount(_ start: Int) -> TextPatternFault {
        fault("'{' begins a count such as {5}, {2,} or {2,8}; write \\{ for a brace", at: start)
    }

    private mutating func count(from start: Int) throws(TextPatternFault) -> Int? {
        var count: Int?
        while let scalar = peek, ("0"..."9").contains(scalar) {
            count = (count ?? 0) * 10 + Int(scalar.value - 0x30)
            guard let count, count <= Self.countLimit else {
                throw fault("a count is at most \(Self.countLimit); use {m,} or * and 'length'", at: start)
            }
            position += 1
        }
        return count
    }

    // MARK: Classes and escapes

    private enum Escape {
        case scalar(Unicode.Scalar)
        case named(ScalarClass, isNegated: Bool)
    }

    /// Behind the backslash.
    private mutating func escape(from start: Int) throws(TextPatternFault) -> Escape {
        guard let scalar = peek else {
            throw fault("'\\' ends the pattern; write \\\\ for a backslash", at: start)
        }
        position += 1
        switch scalar {
        case "d", "D": return .named(.digit, isNegated: scalar == "D")
        case "w", "W": return .named(.word, isNegated: scalar == "W")
        case "s", "S": return .named(.space, isNegated: scalar == "S")
        case "p", "P": return .named(try property(from: start), isNegated: scalar == "P")
        case "0"..."9":
            throw fault("'\\\(scalar)' would refer back to a group, which patterns do not", at: start)
        case "a"..."z", "A"..."Z":
            throw fault(
                "'\\\(scalar)' has no meaning; known are \\d, \\w, \\s, \\p{L}, these in capitals, and signs",
                at: start)
        default:
            guard scalar.isASCII, scalar.value > 0x20 else {
                throw fault("'\\' stands before a sign such as . or *; leave it out here", at: start)
            }
            return .scalar(scalar)
        }
    }

    private mutating func property(from start: Int) throws(TextPatternFault) -> ScalarClass {
        let properties: [(String, ScalarClass)] = [
            ("{L}", .letter), ("{N}", .number), ("{Lu}", .upper), ("{Ll}", .lower),
        ]
        for (name, named) in properties where scalars[position...].starts(with: name.unicodeScalars) {
            position += name.unicodeScalars.count
            return named
        }
        throw fault(
            "'\\p' takes one of {L} letters, {N} numbers, {Lu} capitals, {Ll} small letters", at: start)
    }

    /// Behind the bracket.
    private mutating func characterClass(from start: Int) throws(TextPatternFault) -> ScalarSet {
        var isNegated = false
        if peek == "^" {
            isNegated = true
            position += 1
        }
        var set = ScalarSet(isNegated: isNegated)
        let first = position
        while let scalar = peek, scalar != "]" {
            let from = position
            guard let low = try member(of: &set) else { continue }
            // A hyphen is a range between two scalars, and itself first or last.
            guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                set.insert(low.value...low.value)
                continue
            }
            position += 1
            guard let high = try member(of: &set), low <= high else {
                throw fault(
                    "a range goes from a lower to a higher character, as a-z does; write \\- for a hyphen",
                    at: from)
            }
            set.insert(low.value...high.value)
        }
        guard peek == "]" else {
            throw fault("'[' is not closed; write ] where the class ends, or \\[ for a bracket", at: start)
        }
        guard position > first else {
            throw fault("the class is empty; write \\] for a bracket", at: start)
        }
        position += 1
        set.seal()
        return set
    }

    /// One scalar of a class; nil for a named set, which goes into the class.
    private mutating func member(of set: inout ScalarSet) throws(TextPatternFault) -> Unicode.Scalar? {
        let start = position
        let scalar = scalars[position]
        position += 1
        switch scalar {
        case "\\":
            switch try escape(from: start) {
            case .scalar(let scalar): return scalar
            case .named(let named, let isNegated):
                set.insert(named, isNegated: isNegated)
                return nil
            }
        case "[":
            throw fault("'[' stands inside a class; write \\[ for a bracket", at: start)
        default: return scalar
        }
    }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func fault(_ message: String, at offset: Int) -> TextPatternFault {
        TextPatternFault(message: message, offset: offset)
    }
}
