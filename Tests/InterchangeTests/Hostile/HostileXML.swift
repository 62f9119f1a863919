import Foundation
import Interchange

/// A document that means harm: a beginning, something over and over, and an end.
struct HostileXML: CustomStringConvertible, Sendable {
    /// What it tries.
    var description: String
    var beginning: [UInt8]
    var over: [UInt8]
    var times: Int
    var end: [UInt8]
    /// What must be said of it, one of these.
    var saying: [String]

    init(
        _ description: String, _ beginning: String, over: String = "", times: Int = 0, _ end: String = "",
        saying: String...
    ) {
        self.init(
            description, bytes: Array(beginning.utf8), over: Array(over.utf8), times: times, Array(end.utf8),
            saying: saying)
    }

    init(
        _ description: String, bytes beginning: [UInt8], over: [UInt8] = [], times: Int = 0,
        _ end: [UInt8] = [],
        saying: [String]
    ) {
        self.description = description
        self.beginning = beginning
        self.over = over
        self.times = times
        self.end = end
        self.saying = saying
    }

    /// Its bytes, made as they are asked for, so that a document of gigabytes costs a test nothing.
    func source() -> Source { Source(self) }

    final class Source {
        private let document: HostileXML
        private var time = -1
        private var rest: ArraySlice<UInt8>
        /// How many bytes were taken.
        private(set) var taken = 0

        init(_ document: HostileXML) {
            self.document = document
            rest = document.beginning[...]
        }

        func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
            var count = 0
            while count < buffer.count {
                if rest.isEmpty {
                    time += 1
                    if time < document.times {
                        rest = document.over[...]
                    } else if time == document.times {
                        rest = document.end[...]
                    } else {
                        break
                    }
                    continue
                }
                let piece = rest.prefix(buffer.count - count)
                UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: piece)
                count += piece.count
                rest = rest.dropFirst(piece.count)
            }
            taken += count
            return count
        }

        /// The document as a file, for readers that take a path.
        func write(to path: String) throws {
            try Data().write(to: URL(filePath: path))
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            defer { try? file.close() }
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            defer { buffer.deallocate() }
            while true {
                let count = fill(buffer)
                if count == 0 { break }
                try file.write(contentsOf: Data(buffer[..<count]))
            }
            taken = 0
        }
    }
}

extension HostileXML {
    /// The beginning of a root element of a format, without the end of its tag.
    private static func root(_ name: String) -> String {
        "<\(name) xmlns=\"urn:sondeo:\(name):1\" formatVersion=\"1\""
    }

    /// What is tried on every reader of XML. `canary` is a file that must not be read, and that would block who opens it.
    static func all(root name: String, canary: String) -> [HostileXML] {
        let root = root(name)
        let end = "</\(name)>"
        let laughs = (1..<30).map { "<!ENTITY a\($0) \"&a\($0 - 1);&a\($0 - 1);\">" }.joined()
        let quadratic = String(repeating: "&a;", count: 50_000)
        func utf16(_ text: String, mark: [UInt8], big: Bool) -> [UInt8] {
            mark
                + text.utf16.flatMap {
                    big ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
                }
        }
        return [
            // Other files.
            HostileXML(
                "an external entity",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file://\(canary)\">]>\(root)>&x;\(end)",
                saying: "DOCTYPE"),
            HostileXML(
                "an external DTD", "<!DOCTYPE r SYSTEM \"file://\(canary)\">\(root)/>", saying: "DOCTYPE"),
            HostileXML(
                "a parameter entity", "<!DOCTYPE r [<!ENTITY % p SYSTEM \"file://\(canary)\">%p;]>\(root)/>",
                saying: "DOCTYPE"),
            HostileXML(
                "a DOCTYPE behind a comment",
                "<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE r PUBLIC \"a\" \"\(canary)\">",
                saying: "DOCTYPE"),
            HostileXML(
                "a schema of its own",
                "\(root) xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:schemaLocation=\"urn:x \(canary)\">"
                    + "<x xmlns=\"urn:x\"/>\(end)",
                saying: "XMLSchema-instance"),
            HostileXML(
                "a schema of its own, spelt in references",
                "\(root) xmlns:i=\"http&#58;//www.w3.org/2001/XMLSchema-instance\""
                    + " i:noNamespaceSchemaLocation=\"\(canary)\"><x xmlns=\"\"/>\(end)",
                saying: "XMLSchema-instance"),
            HostileXML(
                "an inclusion",
                "\(root)><i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"\(canary)\"/>\(end)",
                saying: "include"),
            HostileXML(
                "a style sheet", "<?xml-stylesheet href=\"\(canary)\"?>\(root)/>", saying: "survey",
                "structure", "stale"),
            // Entities.
            HostileXML(
                "a billion laughs",
                "<!DOCTYPE r [<!ENTITY a0 \"ha\">\(laughs)]>\(root) x=\"&a29;\">&a29;\(end)",
                saying: "DOCTYPE"),
            HostileXML(
                "a quadratic blow-up",
                "<!DOCTYPE r [<!ENTITY a \"\(String(repeating: "a", count: 50_000))\">]>\(root)>\(quadratic)\(end)",
                saying: "DOCTYPE"),
            HostileXML("an entity that is not declared", "\(root)>&x;\(end)", saying: "x"),
            // Size.
            HostileXML("depth", "", over: "<a>", times: 100_000, saying: "nested"),
            HostileXML("depth in the format", root + ">", over: "<a>", times: 100_000, saying: "nested", "a"),
            HostileXML(
                "an attribute of 100 MB", root + " survey=\"", over: "aaaaaaaaaa", times: 10_000_000, "\"/>",
                saying: "longer than 1 MiB"),
            HostileXML(
                "a text of 100 MB", root + ">", over: "aaaaaaaaaa", times: 10_000_000, end,
                saying: "longer than 1 MiB"),
            HostileXML(
                "a section of 100 MB", root + "><![CDATA[", over: "aaaaaaaaaa", times: 10_000_000,
                "]]>" + end,
                saying: "longer than 1 MiB"),
            HostileXML(
                "a comment of 100 MB", "<!--", over: "aaaaaaaaaa", times: 10_000_000, "-->",
                saying: "longer than 1 MiB"),
            HostileXML(
                "an instruction of 100 MB", "<?x ", over: "aaaaaaaaaa", times: 10_000_000, "?>",
                saying: "longer than 1 MiB"),
            HostileXML(
                "a name of 100 MB", "<", over: "aaaaaaaaaa", times: 10_000_000, "/>",
                saying: "longer than 1 MiB"),
            HostileXML(
                "a hundred thousand attributes", root, over: " a=''", times: 100_000, "/>",
                saying: "more than 256 attributes"),
            HostileXML(
                "a hundred thousand namespaces", root, over: " xmlns:a=\"b\"", times: 100_000, "/>",
                saying: "more than 256 attributes"),
            // Bytes.
            HostileXML("a NUL", "\(root) survey=\"a\u{0}b\"/>", saying: "control character 0x0"),
            HostileXML("a NUL at the beginning", "\u{0}\(root)/>", saying: "UTF-16 or UTF-32"),
            HostileXML("an escape", "\(root) survey=\"\u{1B}[2J\"/>", saying: "control character 0x1B"),
            HostileXML("an escape as a reference", "\(root) survey=\"&#27;[2J\"/>", saying: "27"),
            HostileXML(
                "a character that is none", "\(root) survey=\"a\u{FFFF}\"/>", saying: "Char", "char", "UTF-8"),
            HostileXML("half a pair", "\(root) survey=\"&#xD800;\"/>", saying: "55296", "xD800", "Char"),
            HostileXML(
                "bytes that are no UTF-8",
                bytes: Array((root + " survey=\"").utf8) + [0xFF, 0xC0, 0x80] + Array("\"/>".utf8),
                saying: ["UTF-8"]),
            HostileXML(
                "UTF-16, big", bytes: utf16(root + "/>", mark: [0xFE, 0xFF], big: true), saying: ["UTF-16"]),
            HostileXML(
                "UTF-16, little", bytes: utf16(root + "/>", mark: [0xFF, 0xFE], big: false),
                saying: ["UTF-16"]),
            HostileXML(
                "UTF-16 without a mark", bytes: utf16(root + "/>", mark: [], big: false), saying: ["UTF-16"]),
            HostileXML("EBCDIC", bytes: [0x4C, 0x6F, 0xA7, 0x94, 0x93], saying: ["EBCDIC"]),
            HostileXML(
                "UTF-7 that hides a DOCTYPE",
                "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-!DOCTYPE r SYSTEM \"\(canary)\"+AD4-",
                saying: "UTF-7"),
            HostileXML(
                "UTF-7 that is named far behind",
                "<?xml version=\"1.0\"" + String(repeating: " ", count: 600)
                    + " encoding=\"UTF-7\"?>+ADw-!DOCTYPE r SYSTEM \"\(canary)\"+AD4-",
                saying: "declaration is longer"),
            HostileXML(
                "Latin-1", "<?xml version='1.0' encoding = 'ISO-8859-1'?>\(root)/>", saying: "ISO-8859-1"),
            HostileXML(
                "a namespace that commands the terminal", "\(root) xmlns:a=\"\u{9B}31m\u{202E} %\"/>",
                saying: "valid URI"),
            HostileXML("a byte order mark and nothing", bytes: [0xEF, 0xBB, 0xBF], saying: ["no element"]),
            // Form.
            HostileXML("nothing", "", saying: "no element"),
            HostileXML("words", "These are words.", saying: "no element", "empty"),
            HostileXML(
                "an end that is missing", root + "><response", saying: "end", "tag", "'>'", "response"),
            HostileXML("an attribute twice", root + " survey='a' survey='b'/>", saying: "redefined", "twice"),
            HostileXML("a prefix that is not declared", root + "><x:y/>" + end, saying: "x"),
            HostileXML(
                "an attribute without quotes", root + " survey=a/>", saying: "AttValue", "quote", "\" or '"),
            HostileXML("a sign of less in an attribute", root + " survey='<'/>", saying: "<"),
            HostileXML(
                "another namespace", "<\(name) xmlns=\"urn:sondeo:\(name):2\" formatVersion=\"1\"/>",
                saying: "urn:sondeo"),
            HostileXML("no namespace", "<\(name) formatVersion=\"1\"/>", saying: name),
            HostileXML(
                "the namespace of another format",
                "<\(name) xmlns=\"urn:sondeo:another:1\" formatVersion=\"1\"/>",
                saying: "urn:sondeo"),
        ]
    }
}
