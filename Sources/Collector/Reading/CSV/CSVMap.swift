/// What a map file says of a foreign CSV: which column is which variable, what its values mean, and what is the same in
/// every row. See Documentation/Formats.md, "Map files".
///
/// It is only read here; whether the names are there is seen when it meets a survey and a header.
public struct CSVMap: Hashable, Sendable {
    /// How the bytes of a file are texts.
    public enum Encoding: String, Hashable, Sendable, CaseIterable {
        /// Unicode in bytes; a byte order mark may stand before it.
        case utf8 = "utf-8"
        /// What spreadsheets of western Europe wrote; ISO 8859-1 is read as it, as browsers do.
        case windows1252 = "windows-1252"
        /// Unicode in pairs of bytes, in the order that the byte order mark says, or else the lower byte first.
        case utf16 = "utf-16"
    }

    /// A word or a text in quotes, where it stands.
    struct Word: Hashable, Sendable {
        var text: String
        var isQuoted: Bool
        var line: Int
    }

    /// `column "Kanal" -> channel split ";" { "Butik" = store }`
    struct Column: Hashable, Sendable {
        var name: Word
        var target: Word
        var format: Word?
        var zone: Word?
        var split: Word?
        var decimal: Word?
        var values: [Meaning] = []
    }

    /// `"Butik" = store`
    struct Meaning: Hashable, Sendable {
        var cell: Word
        var value: Word
    }

    /// What messages call the file.
    var name = "the map"
    var columns: [Column] = []
    /// `value locale = sv`: the left side is what belongs to the response, or a variable.
    var constants: [Meaning] = []
    var ignored: [Word] = []
    /// `missing "99" = dont_know`
    var missing: [Meaning] = []
    /// The column separator; nil is what the header shows.
    public var separator: UInt8?
    /// The decimal mark of numbers.
    public var decimal = UInt8(ascii: ".")
    /// How the bytes are texts.
    public var encoding = Encoding.utf8
    /// Whether an apostrophe at the beginning of a text, and behind each semicolon, tab and line break in it, is a
    /// spreadsheet's, as `export --spreadsheet-safe` writes it.
    public var isSpreadsheetSafe = false

    /// A map that says nothing: columns are named as the survey's variables.
    public init() {}

    /// Reads a map file. Linear. Throws `CSVFault` with every line that cannot be read.
    public init(_ bytes: some Collection<UInt8>, name: String) throws(CSVFault) {
        var parser = CSVMapParser(bytes, name: name)
        self = try parser.parse()
    }

    /// The separator that a word names: the character itself, or `tab`, `comma`, `semicolon`, `bar`. Nil for
    /// anything else.
    public static func separator(named text: String) -> UInt8? {
        switch text {
        case "tab", "\t", "\\t": 0x09
        case "comma", ",": UInt8(ascii: ",")
        case "semicolon", ";": UInt8(ascii: ";")
        case "bar", "|": UInt8(ascii: "|")
        default: nil
        }
    }

    /// The same said on a command line.
    static let separatorWords = "\",\", \";\", \"|\" or tab"
}
