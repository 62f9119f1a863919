internal import FoundationEssentials

/// Why a document is not a compiled survey.
public struct SurveyFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where: `questions[3].rows[0].text`; empty for the document as a whole.
    public var path: String
    /// What was seen and what was expected.
    public var message: String

    /// Makes a fault.
    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    /// Both, on one line.
    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// A place in a document that is being read as a survey: a value, and the way to it for messages.
struct SurveyNode {
    let value: JSONValue
    private let path: Path

    private indirect enum Path {
        case document
        case key(String, of: Path)
        case index(Int, of: Path)
    }

    init(_ value: JSONValue) {
        self.value = value
        path = .document
    }

    private init(_ value: JSONValue, _ path: Path) {
        self.value = value
        self.path = path
    }

    func fault(_ message: String) -> SurveyFault {
        var steps: [String] = []
        var place = path
        walk: while true {
            switch place {
            case .document: break walk
            case .key(let key, let outer):
                steps.append(steps.isEmpty || steps.last?.first == "[" ? key : key + ".")
                place = outer
            case .index(let index, let outer):
                steps.append(steps.isEmpty || steps.last?.first == "[" ? "[\(index)]" : "[\(index)].")
                place = outer
            }
        }
        return SurveyFault(path: steps.reversed().joined(), message: message)
    }

    // MARK: Objects and arrays

    /// That it is an object with no keys but these. Their number is small, so the look-up stays linear.
    func allow(_ keys: [String]) throws(SurveyFault) {
        guard case .object(let members) = value else { throw expected("an object") }
        guard let stranger = members.first(where: { !keys.contains($0.key) }) else { return }
        throw fault(
            "\"\(Self.shown(stranger.key))\" is not a key here; known are \(keys.joined(separator: ", "))")
    }

    func has(_ key: String) -> Bool { value[key] != nil }

    func optional(_ key: String) -> SurveyNode? { value[key].map { SurveyNode($0, .key(key, of: path)) } }

    func required(_ key: String) throws(SurveyFault) -> SurveyNode {
        guard let node = optional(key) else {
            guard case .object = value else { throw expected("an object") }
            throw fault("the key \"\(key)\" is missing")
        }
        return node
    }

    func elements() throws(SurveyFault) -> [SurveyNode] {
        guard case .array(let elements) = value else { throw expected("an array") }
        return elements.enumerated().map { SurveyNode($1, .index($0, of: path)) }
    }

    /// The elements of an array that may be left out when it is empty.
    func elements(_ key: String) throws(SurveyFault) -> [SurveyNode] { try optional(key)?.elements() ?? [] }

    /// The members of an object whose keys are names.
    func members() throws(SurveyFault) -> [(key: String, node: SurveyNode)] {
        guard case .object(let members) = value else { throw expected("an object") }
        return members.map { ($0.key, SurveyNode($0.value, .key($0.key, of: path))) }
    }

    // MARK: Scalars

    /// A text without control characters but line breaks and tabs.
    func text() throws(SurveyFault) -> String {
        guard let text = value.string else { throw expected("a text") }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: break
            case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF:
                throw fault(
                    "the control character U+\(String(scalar.value, radix: 16, uppercase: true)) stands in it"
                )
            default: break
            }
        }
        return text
    }

    /// A name: ASCII letters, digits and underscores, at most 64, not beginning with a digit; `dotted` allows
    /// such names with points between.
    func name(dotted: Bool = false) throws(SurveyFault) -> String {
        guard let text = value.string else { throw expected("a name") }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let startsWell = parts.first?.first.map { !(0x30...0x39).contains($0) } ?? false
        let isName =
            startsWell
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                    }
            }
        guard isName, dotted || parts.count == 1, text.utf8.count <= (dotted ? 256 : 64) else {
            throw expected("a name of ASCII letters, digits and _")
        }
        return text
    }

    /// What a roster's instance adds to names: an option's name, or a number.
    func instanceName() throws(SurveyFault) -> String {
        guard let text = value.string, (1...64).contains(text.utf8.count),
            text.utf8.allSatisfy({
                $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
            })
        else { throw expected("the name of an instance: letters, digits and _") }
        return text
    }

    func tag() throws(SurveyFault) -> String {
        guard let text = value.string, Response.isTag(text) else {
            throw expected("a language tag like es or pt-BR")
        }
        return text
    }

    func whole(_ range: ClosedRange<Int>) throws(SurveyFault) -> Int {
        guard let number = value.int, range.contains(number) else {
            throw expected("a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func decimal() throws(SurveyFault) -> Decimal {
        guard let number = value.decimal, number.isFinite else { throw expected("a number") }
        return number
    }

    func date() throws(SurveyFault) -> CalendarDay {
        guard let date = value.string.flatMap({ CalendarDay($0) }) else {
            throw expected("a day like 2026-11-21")
        }
        return date
    }

    func time() throws(SurveyFault) -> TimeOfDay {
        guard let time = value.string.flatMap({ TimeOfDay($0) }) else { throw expected("a time like 09:30") }
        return time
    }

    /// A day, `today`, `today+30` or `today-30`, at most 10,000 years away.
    func dateBound() throws(SurveyFault) -> DateBound {
        let text = value.string ?? ""
        guard text.utf8.starts(with: "today".utf8) else { return .day(try date()) }
        let rest = text.utf8.dropFirst(5)
        if rest.isEmpty { return .today(offset: 0) }
        guard rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-"),
            let offset = Int(String(rest) ?? ""), offset != 0, abs(offset) <= SurveyLimits.dayOffset
        else { throw expected("a day, or today with so many days, like today-30") }
        return .today(offset: offset)
    }

    /// What a text must look like, from `pattern` or `format`; nil if it has neither.
    func pattern() throws(SurveyFault) -> TextPattern? {
        guard let format = optional("format") else {
            guard let pattern = optional("pattern") else { return nil }
            let source = try pattern.text()
            do throws(TextPatternFault) { return try TextPattern(source) } catch {
                throw pattern.fault("character \(error.offset): \(error.message)")
            }
        }
        guard !has("pattern") else { throw fault("\"format\" and \"pattern\" exclude each other") }
        switch format.value.string {
        case "email": return .email
        case "phone": return .phone
        default: throw format.expected("\"email\" or \"phone\"")
        }
    }

    /// A flag, false where it is left out.
    func flag(_ key: String) throws(SurveyFault) -> Bool {
        guard let node = optional(key) else { return false }
        guard let isSet = node.value.bool else { throw node.expected("true or false") }
        return isSet
    }

    /// One of an enumeration's words.
    func word<Word: RawRepresentable<String>>(
        _ words: [Word], _ what: String
    ) throws(SurveyFault) -> Word {
        guard let word = words.first(where: { $0.rawValue == value.string }) else {
            throw expected("\(what): " + words.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
        return word
    }

    // MARK: References

    /// What a name refers to.
    func reference<ID>(in names: [String: ID], _ what: String) throws(SurveyFault) -> ID {
        guard let name = value.string else { throw expected("the name of a \(what)") }
        guard let id = names[name] else { throw fault("there is no \(what) \"\(Self.shown(name))\"") }
        return id
    }

    /// The index of a row or an option: by name, or by number where two share a name.
    func part(_ names: [String: Int], count: Int, _ what: String) throws(SurveyFault) -> Int {
        if let name = value.string, let index = names[name] { return index }
        if let index = value.int, (0..<count).contains(index) { return index }
        throw expected("the name of one of its \(what)s")
    }

    func range(_ bounds: ClosedRange<Int>) throws(SurveyFault) -> (low: Int, high: Int) {
        let ends = try elements()
        guard ends.count == 2 else { throw expected("two whole numbers") }
        let (low, high) = (try ends[0].whole(bounds), try ends[1].whole(bounds))
        guard low <= high else { throw fault("\(low) is above \(high)") }
        return (low, high)
    }

    func expected(_ what: String) -> SurveyFault {
        let seen: String =
            switch value {
            case .object: "an object"
            case .array: "an array"
            case .null, .bool, .number, .fraction, .real, .string: Self.shown(value.compactText)
            }
        return fault("expected \(what), but saw \(seen)")
    }

    private static func shown(_ text: String) -> String { text.count > 60 ? text.prefix(60) + "…" : text }
}
