internal import SurveyModel

/// What a document seems to be, from its first bytes.
enum DocumentRecognition: Equatable {
    /// It is written like this, and seems to be of a kind; nil if none is known by what it says.
    case document(DocumentForm, DocumentKind?)
    /// It is definitions of Triple-S.
    case tripleS
    /// It is something else; what to do is said behind the name of the file.
    case other(String)
    /// It is neither JSON nor XML, nor anything that is known.
    case unknown

    /// Why it cannot be checked, to be said behind the name of the file; nil for a document of ours.
    var refusal: String? {
        switch self {
        case .document: nil
        case .tripleS:
            "is a definitions file of Triple-S; xmllint --noout --nonet --dtdvalid sss_v20.dtd checks it "
                + "with the DTD of the Triple-S Group (sss_v30.dtd where its version is 3.0)"
        case .other(let words): words
        case .unknown:
            "is neither JSON nor XML; sondeo validate knows what sondeo writes, and sondeo check knows surveys"
        }
    }

    /// `given` is what the document is said to be, if anything is said.
    init(_ beginning: [UInt8], name: String = "", as given: DocumentKind? = nil) {
        // Lines of no response at all.
        if given == .responses || given == nil && name.lowercased().hasSuffix(".jsonl"),
            beginning.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) })
        {
            self = .document(.jsonl, .responses)
            return
        }
        if let words = Self.others.first(where: { beginning.starts(with: $0.beginning.utf8) })?.words {
            self = .other(words)
            return
        }
        // UTF-16 is refused by the readers, who say so; here it need only be seen that it is a document.
        let bytes = beginning.filter { $0 != 0 && $0 < 0x80 }
        switch bytes.first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "<")?: self = Self.xml(bytes)
        case UInt8(ascii: "{")?, UInt8(ascii: "[")?:
            self = Self.isWide(beginning) ? .other(Self.wideWords) : Self.json(beginning)
        case nil where Self.isOfLines(name): self = .document(.jsonl, .responses)
        default:
            self =
                name.lowercased().hasSuffix(".asc")
                ? .other(
                    "is data of Triple-S, which only their definitions describe; sondeo import reads both")
                : .unknown
        }
    }

    /// Whether a name is one of lines: those of no response are empty, and fine.
    private static func isOfLines(_ name: String) -> Bool {
        [".jsonl", ".ndjson"].contains { name.lowercased().hasSuffix($0) }
    }

    /// Whether a document is in UTF-16 or UTF-32: it has the mark of either, or its first letter has a zero beside it.
    static func isWide(_ beginning: [UInt8]) -> Bool {
        let first = beginning.prefix(4)
        return first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) || first.contains(0)
    }

    static let wideWords = "is UTF-16 or UTF-32, and our formats are UTF-8; save it as that"

    private static let others: [(beginning: String, words: String)] = [
        ("SQLite format 3", "is a store; sondeo verify checks it"),
        (
            "response:id,",
            "is CSV, which has no schema; frictionless validate checks it with its data package"
        ),
        ("survey,", "is CSV, which has no schema"),
        ("$FL", "is a file of SPSS, which has no schema"),
        ("<stata_dta>", "is a file of Stata, which has no schema"),
        ("PK", "is a ZIP archive or a spreadsheet, which has no schema"),
    ]

    private static func xml(_ bytes: [UInt8]) -> DocumentRecognition {
        let root = XMLRoot(String(decoding: bytes, as: UTF8.self))
        switch root?.name {
        case "sss"?: return .tripleS
        case "codeBook"?:
            return .other(
                "is DDI-Codebook; xmllint --noout --nonet --schema codebook.xsd checks it with the schema of the "
                    + "DDI Alliance")
        default:
            return .document(
                .xml,
                DocumentKind.allCases.first {
                    $0.xmlSchema != nil && root?.namespace?.hasPrefix("urn:sondeo:\($0.rawValue):") == true
                })
        }
    }

    /// What keys a JSON document has; a pretty one is a document, and one on a line with a response a line of JSON Lines.
    private static func json(_ beginning: [UInt8]) -> DocumentRecognition {
        let keys = JSONKeys(beginning).keys
        if let format = keys["format"] {
            let kind = format.flatMap { format in
                DocumentKind.allCases.first { "sondeo-" + $0.rawValue == format }
            }
            return .document(.json, kind)
        }
        if keys["response"] != nil || keys["answers"] != nil { return .document(.jsonl, .responses) }
        if keys["cells"] != nil || keys["figures"] != nil || keys["versions"] != nil {
            return .document(.json, .statistics)
        }
        if keys["resources"] != nil {
            return .other("is a data package; frictionless validate checks it with what it describes")
        }
        return .document(.json, nil)
    }
}

extension DocumentKind {
    /// Whether a file that begins like this is a compiled survey as XML.
    public static func isSurveyInXML(_ beginning: ArraySlice<UInt8>) -> Bool {
        beginning.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
            && DocumentRecognition(Array(beginning)) == .document(.xml, .survey)
    }

    /// What a file is that a survey is to be made of and that holds none, to be said behind its name; nil for surveys,
    /// definitions of Triple-S, and what is not known.
    public static func words(ofNoSurvey beginning: [UInt8], name: String) -> String? {
        if name.lowercased().hasSuffix(".survey") {
            return "is a survey as authors write it already; sondeo check checks it"
        }
        switch DocumentRecognition(beginning, name: name) {
        case .document(_, .responses?): return responseWords
        case .document(_, let kind?) where kind != .survey: return "is \(kind.words), and no survey"
        // Definitions of Triple-S may be UTF-16, and are read.
        case .document where DocumentRecognition.isWide(beginning): return DocumentRecognition.wideWords
        case .other where beginning.starts(with: "SQLite format 3".utf8):
            return "is a store, and no survey; sondeo codebook, stats and export read it"
        case .other where beginning.starts(with: "response:id,".utf8): return responseWords
        case .other(let words): return words
        default: return nil
        }
    }

    private static let responseWords = "holds responses, and no survey; sondeo collect and stats take these"
}

/// The keys of the outermost object at the beginning of a document, as far as it goes, and those of their values that are
/// texts. It need not be well formed.
private struct JSONKeys {
    private(set) var keys: [String: String?] = [:]

    init(_ bytes: [UInt8]) {
        var depth = 0
        var position = 0
        var key: String?
        var isValue = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let start = position
                position += 1
                while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                    position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard depth == 1, position < bytes.count else { break }
                let text = (try? JSONValue(parsing: bytes[start...position]))?.string
                if isValue, let key {
                    keys[key] = .some(text)
                } else if !isValue {
                    key = text
                    if let text { keys[text] = .some(nil) }
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                // The first object says what it is.
                if depth <= 0 { return }
            case UInt8(ascii: ":") where depth == 1: isValue = true
            case UInt8(ascii: ",") where depth == 1: isValue = false
            default: break
            }
            position += 1
        }
    }
}
