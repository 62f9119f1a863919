/// Looks at the bytes of an XML document before libxml2 does, and turns away what no document of ours has.
///
/// libxml2 limits depth, entities and the length of names, but not everything that costs more than its length: it compares
/// each attribute of an element with all before it, and the schema validator copies a text again for each piece of it. And its
/// words for a NUL or for UTF-16 help nobody. So this is one pass over the bytes, about a nanosecond each, that keeps
///
/// - the encoding to UTF-8, without which nothing else here would hold;
/// - control characters and a DOCTYPE out, and with it entities;
/// - tags to `tagLimit` bytes and `attributeLimit` attributes, comments and instructions to `tagLimit`, and a text without
///   a tag in it to `textLimit`.
///
/// It need not understand a document: whatever is not well formed is for the parser to say.
struct XMLGate {
    /// How long a tag, a comment or an instruction may be, in bytes.
    static let tagLimit = 1 << 20
    /// How many attributes an element may have; ours have at most about twenty.
    static let attributeLimit = 256
    /// How long a text may be, in bytes, where a schema is checked: the validator's time grows with its square.
    static let textLimit = 1 << 20
    /// What is said of a DOCTYPE, wherever it is seen.
    static let doctype = "it has a DOCTYPE, which our formats do not use; remove it"
    /// How long an XML declaration may be, in bytes; those that programs write have about forty.
    private static let declarationLimit = 512

    private enum State {
        /// Before anything but a byte order mark.
        case start
        case text
        /// Behind a `<`: what it begins is not known yet.
        case opened
        case tag, quoted, apostrophed
        case instruction
        case comment, section
    }

    private var state = State.start
    /// Bytes since the text, tag or comment began.
    private var length = 0
    private var attributes = 0
    private(set) var line = 1
    /// The first bytes of what a `<` began, or of the document.
    private var beginning: [UInt8] = []
    /// Whether the root element has begun, before which the declaration stands.
    private(set) var hasRoot = false
    /// Whether a tag, a comment or an instruction has begun and not ended.
    var isInMarkup: Bool { state != .text && state != .start }
    /// The last bytes of an instruction, a comment or a section, to see its end.
    private var last: (UInt8, UInt8) = (0, 0)

    /// Whether the encoding that is declared must be that of the bytes.
    private let checksEncoding: Bool
    private let textLimit: Int

    /// Makes a gate. A document that was decoded beforehand may still declare what it was.
    init(checksEncoding: Bool = true, textLimit: Int = XMLGate.textLimit) {
        self.checksEncoding = checksEncoding
        self.textLimit = textLimit
    }

    /// Looks at the next piece of a document. Throws `XMLProblem` with the line.
    mutating func check(_ bytes: UnsafeRawBufferPointer) throws(XMLProblem) {
        for byte in bytes {
            if byte < 0x20 {
                if byte == 0x0A {
                    line += 1
                } else if byte != 0x09, byte != 0x0D {
                    throw control(byte)
                }
            }
            length += 1
            let before = state
            switch state {
            case .start: try start(byte)
            case .text:
                if byte == UInt8(ascii: "<") {
                    enter(.opened)
                } else if length > textLimit {
                    throw problem("a text is longer than \(textLimit >> 20) MiB")
                }
            case .opened: try opened(byte)
            case .tag, .quoted, .apostrophed: try tag(byte)
            case .instruction:
                if !hasRoot { try instruct(byte) }
                if byte == UInt8(ascii: ">"), last.1 == UInt8(ascii: "?") {
                    if !hasRoot { try declaration() }
                    enter(.text)
                }
                try limit("an instruction")
            case .comment:
                if byte == UInt8(ascii: ">"), last == (UInt8(ascii: "-"), UInt8(ascii: "-")) { enter(.text) }
                try limit("a comment")
            case .section:
                if byte == UInt8(ascii: ">"), last == (UInt8(ascii: "]"), UInt8(ascii: "]")) { enter(.text) }
                if length > textLimit {
                    throw problem("a text is longer than \(textLimit >> 20) MiB")
                }
            }
            // What begins a comment is no part of its end: `<!--->` is the beginning of one, and no more.
            last = state == before ? (last.1, byte) : (0, 0)
        }
    }

    private mutating func enter(_ next: State) {
        state = next
        length = 0
        attributes = 0
        beginning.removeAll(keepingCapacity: true)
    }

    /// The first bytes: a mark of another encoding, a declaration, or the document.
    private mutating func start(_ byte: UInt8) throws(XMLProblem) {
        beginning.append(byte)
        switch beginning {
        case [0xFE, 0xFF], [0xFF, 0xFE]:
            throw problem("it is UTF-16; our formats are UTF-8, so save it as that")
        case [0x4C, 0x6F]: throw problem("it is EBCDIC; our formats are UTF-8, so save it as that")
        case [0xEF], [0xEF, 0xBB], [0xFE], [0xFF], [0x4C]: return
        case [0xEF, 0xBB, 0xBF]: enter(.text)
        default: byte == UInt8(ascii: "<") ? enter(.opened) : enter(.text)
        }
    }

    /// What follows a `<`, until it is clear what it begins.
    private mutating func opened(_ byte: UInt8) throws(XMLProblem) {
        beginning.append(byte)
        switch beginning.first {
        case UInt8(ascii: "?")?: state = .instruction
        case UInt8(ascii: "!")?:
            switch beginning.count {
            case 1: return
            case 2 where byte == UInt8(ascii: "D"):
                throw problem(Self.doctype)
            case 2 where byte == UInt8(ascii: "-"), 2 where byte == UInt8(ascii: "["): return
            case 3 where byte == UInt8(ascii: "-"): enter(.comment)
            case 3...7 where beginning.elementsEqual("![CDATA[".utf8.prefix(beginning.count)): return
            case 8 where beginning.elementsEqual("![CDATA[".utf8): enter(.section)
            // Not well formed, as the parser will say.
            default: state = .tag
            }
        case UInt8(ascii: ">")?: enter(.text)
        default:
            state = .tag
            hasRoot = true
        }
    }

    /// Keeps an instruction before the root element, of which only an XML declaration matters. One that goes on beyond what
    /// is kept could say at its end that the document is in another encoding.
    private mutating func instruct(_ byte: UInt8) throws(XMLProblem) {
        if beginning.count < Self.declarationLimit {
            beginning.append(byte)
        } else if checksEncoding, beginning.starts(with: "?xml".utf8), beginning[4] <= 0x20 {
            throw problem("its XML declaration is longer than \(Self.declarationLimit) bytes")
        }
    }

    /// What an XML declaration says of the encoding must be true: the parser would read the rest as it says.
    private func declaration() throws(XMLProblem) {
        guard checksEncoding, beginning.starts(with: "?xml".utf8) else { return }
        let words = String(decoding: beginning, as: UTF8.self)
        guard let start = words.firstRange(of: "encoding") else { return }
        let around: Set<Character> = [" ", "\t", "\n", "\r", "=", "\"", "'"]
        let value = words[start.upperBound...].drop { around.contains($0) }
        let name = String(value.prefix { !around.contains($0) && $0 != "?" })
        guard ["utf-8", "utf8", "us-ascii", "ascii"].contains(name.lowercased()) else {
            throw problem("it says that it is \(name.prefix(40)); our formats are UTF-8, so save it as that")
        }
    }

    private mutating func tag(_ byte: UInt8) throws(XMLProblem) {
        switch (state, byte) {
        case (.tag, UInt8(ascii: ">")): enter(.text)
        case (.tag, UInt8(ascii: "\"")): state = .quoted
        case (.tag, UInt8(ascii: "'")): state = .apostrophed
        case (.quoted, UInt8(ascii: "\"")), (.apostrophed, UInt8(ascii: "'")):
            state = .tag
            attributes += 1
            if attributes > Self.attributeLimit {
                throw problem("an element has more than \(Self.attributeLimit) attributes")
            }
        default: break
        }
        try limit("a tag")
    }

    private func limit(_ what: String) throws(XMLProblem) {
        if length > Self.tagLimit { throw problem("\(what) is longer than \(Self.tagLimit >> 20) MiB") }
    }

    private func control(_ byte: UInt8) -> XMLProblem {
        // A letter of UTF-16 or UTF-32 without a mark has a zero beside it.
        if byte == 0, line == 1, length < 4, state == .start || state == .text || state == .opened {
            return problem("it is not UTF-8, but seems to be UTF-16 or UTF-32; save it as UTF-8")
        }
        let digits = String(byte, radix: 16, uppercase: true)
        return problem("it has the control character 0x\(digits), which XML forbids")
    }

    private func problem(_ message: String) -> XMLProblem { XMLProblem(line: line, message: message) }
}
