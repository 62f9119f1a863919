internal import SurveyModel

/// Changes the head of a file on its way from the library to the sink: the time of the file, which the library would write in the
/// time zone of the machine, the mark that it is ours, the names of the further parts of long texts, and the records that
/// `SPSSDictionary` has.
///
/// It sees the pieces that the library writes, each of which is one field or record, until the dictionary ends.
struct PackageHeader {
    /// Whether everything was put in its place; pieces need not pass through it any more.
    private(set) var isComplete = false
    private let format: PackageFormat
    private let time: Timestamp
    private let dictionary: SPSSDictionary
    private var pieces = 0
    /// How many pieces ago Stata's tag of the time was.
    private var sinceTag: Int?
    /// Whether the next piece is the names of Stata's variables.
    private var isAtNames = false
    /// How many bytes of the library's record of long names are still to be left out.
    private var leftOut = 0
    /// How many bytes more the library thinks it wrote than were written.
    private var ahead = 0
    /// Whether the last piece began the record of a variable.
    private var isVariable = false
    /// How many variables there were, and how many further parts of long texts.
    private var variables = 0
    private var parts = 0

    init(_ format: PackageFormat, time: Timestamp, _ dictionary: SPSSDictionary) {
        self.format = format
        // Years have four digits here.
        self.time = min(
            max(time, Timestamp(milliseconds: 0)), Timestamp(milliseconds: 253_402_300_799_999))
        self.dictionary = dictionary
    }

    /// What is written in place of a piece, and how many bytes the library is told were written. At the end of the
    /// dictionary both have become the same again: a .zsav has places in the file that the library counts.
    mutating func rewrite(_ piece: UnsafeRawBufferPointer) -> (bytes: [UInt8], told: Int) {
        defer { pieces += 1 }
        return format.isSPSS ? rewriteSPSS(Array(piece)) : (rewriteStata(Array(piece)), piece.count)
    }

    private mutating func rewriteSPSS(_ piece: [UInt8]) -> (bytes: [UInt8], told: Int) {
        if leftOut > 0 {
            leftOut -= piece.count
            ahead += piece.count
            return ([], piece.count)
        }
        if pieces == 0, piece.count == 176 {
            let day = Self.day(time, withCentury: false) + Self.clock(time, seconds: true)
            return (piece[..<4] + PackageMark.spss + piece[64..<92] + day + piece[109...], 176)
        }
        if isVariable, piece.count == 28 { return (named(piece), 28) }
        isVariable = piece == SPSSDictionary.number(2)
        // The head of the record of long names says how long it is.
        if piece.count == 16, piece.starts(with: SPSSDictionary.number(7) + SPSSDictionary.number(13)) {
            leftOut = (0..<4).reduce(0) { $0 | Int(piece[12 + $1]) << (8 * $1) }
            ahead += 16 - dictionary.names.count
            return (dictionary.names, 16)
        }
        // The record 999 ends the dictionary.
        if piece == SPSSDictionary.number(999) + SPSSDictionary.number(0) {
            isComplete = true
            let bare = dictionary.end(padding: 0).count
            // A record for the padding alone has 16 bytes of its own, which is more than enough.
            let end = dictionary.end(padding: max(0, ahead - bare)) + piece
            return (end, end.count - ahead)
        }
        return (piece, piece.count)
    }

    /// The record of a variable. A text of more than 255 bytes has one for each 252 of them, and the library tells these
    /// apart by one letter or digit, which of very long texts is the same one again: readers stumble over that.
    private mutating func named(_ record: [UInt8]) -> [UInt8] {
        isVariable = false
        // Type -1 goes on with eight bytes of the text before it and has no name.
        guard !record.starts(with: SPSSDictionary.number(-1)) else { return record }
        let name = record[20...].prefix { $0 != 0x20 }
        if name.elementsEqual(SPSSDictionary.shortName(variables).utf8) {
            variables += 1
            return record
        }
        parts += 1
        return Array(record[..<20]) + SPSSDictionary.partName(parts).utf8
    }

    private mutating func rewriteStata(_ piece: [UInt8]) -> [UInt8] {
        if piece == Array("<timestamp>".utf8) {
            sinceTag = 0
        } else if let since = sinceTag {
            // The next piece is the length of the time, the one after it the time.
            sinceTag = since + 1
            let text = Self.day(time, withCentury: true) + [0x20] + Self.clock(time, seconds: false)
            if since == 1, piece.count == text.count { return text }
        }
        if isAtNames {
            isComplete = true
            var names = piece
            PackageMark.mark(&names)
            return names
        }
        isAtNames = piece == Array("<varnames>".utf8)
        return piece
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `21 Nov 26` or `21 Nov 2026`, in UTC.
    private static func day(_ time: Timestamp, withCentury: Bool) -> [UInt8] {
        // A timestamp is written as 2026-11-21T10:15:30.120Z.
        let text = Array(time.text.utf8)
        let month = Int(text[5] - 0x30) * 10 + Int(text[6] - 0x30)
        return text[8..<10] + [0x20] + months[month - 1].utf8 + [0x20] + text[(withCentury ? 0 : 2)..<4]
    }

    private static func clock(_ time: Timestamp, seconds: Bool) -> [UInt8] {
        Array(Array(time.text.utf8)[11..<(seconds ? 19 : 16)])
    }
}
