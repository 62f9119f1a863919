internal import FoundationEssentials
internal import Glibc
public import SurveyModel
public import Tallies

/// Keeps rows aside on disk for formats that must know how many there are, and how long their texts, before the first.
///
/// The file has no name: it is gone when the object is, whatever happens to the process, and nobody else can open it. It
/// lies in the folder of the output, which has to have room for the export anyway. A row takes 4 to 8 bytes a variable and
/// its texts.
///
/// Memory: 256 KiB, however many rows there are.
public final class RowSpool {
    /// How many rows there are.
    public private(set) var count = 0
    /// The most bytes that a text answer to each variable has, by position; 0 for other variables.
    public private(set) var longestTexts: [Int]
    /// The rows whose kind of missing a text answer cannot show, by position of the variable: texts that were skipped,
    /// refused, not known or not applicable.
    public private(set) var missingTexts: [Int]
    /// When the newest response ended; 1970 where there is none.
    public private(set) var newestEnd = Timestamp(milliseconds: 0)
    /// The kinds of missing that occur, by position of the variable: a bit for each place in `Coding.missingKinds`. Responses
    /// to an older version can have kinds that the survey no longer offers.
    private var kinds: [UInt8]
    /// Where the codes of missing answers begin, by position.
    private let missingOffsets: [Int32]

    let plan: TallyPlan
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// The most bytes of each of `parts`.
    private var longest = [Int](repeating: 0, count: RowSpool.parts.count)
    private let texts: [Int]
    private let amounts: [Int]
    private static let size = 1 << 17

    /// Opens a spool beside an output; `-` and pipes get one in the folder for temporary files. Throws `OutputFault`.
    public init(_ plan: TallyPlan, beside output: String) throws(OutputFault) {
        self.plan = plan
        let stored = plan.codings.enumerated()
        texts = stored.compactMap { if case .text? = $1 { $0 } else { nil } }
        amounts = stored.compactMap {
            switch $1 {
            case .number, .date, .time: $0
            default: nil
            }
        }
        longestTexts = [Int](repeating: 0, count: plan.codings.count)
        missingTexts = longestTexts
        kinds = [UInt8](repeating: 0, count: plan.codings.count)
        missingOffsets = plan.codings.map { $0.map { Int32($0.missingOffset) } ?? .max }
        path = output
        descriptor = try UnnamedFile.open(beside: output)
        buffer.reserveCapacity(Self.size + 65_536)
    }

    deinit { close(descriptor) }

    /// Whether a variable's answer is missing for this reason in any row.
    public func has(_ missing: Missing, of variable: Int) -> Bool {
        kinds[variable] & 1 << UInt8(Coding.position(of: missing)) != 0
    }

    // MARK: Writing

    /// Keeps a row. Throws `OutputFault` where the disk is full.
    public func add(_ row: ResponseRow) throws(OutputFault) {
        count += 1
        let head = row.head
        newestEnd = max(newestEnd, head.ended)
        // The buffer is a variable of this function while a row goes into it: a property of a class costs more.
        var bytes = SpoolBytes()
        swap(&bytes.bytes, &buffer)
        bytes.put(
            (
                head.id.high, head.id.low, head.started.milliseconds, head.ended.milliseconds, head.seed,
                head.version,
                (Disposition.allCases.firstIndex(of: head.state) ?? 0) << 1 | (head.isStale ? 1 : 0),
                row.weight ?? -1
            ))
        put(head.structure, 0, &bytes)
        put(head.locale, 1, &bytes)
        put(head.station ?? "", 2, &bytes)
        put(head.channel ?? "", 3, &bytes)
        let codes = row.codes
        note(codes.codes)
        codes.codes.withUnsafeBytes { bytes.bytes += $0 }
        codes.chosen.withUnsafeBytes { bytes.bytes += $0 }
        for position in amounts { bytes.put(codes.amounts[position]) }
        for position in texts {
            let text = row.text(of: position)
            if text.count > longestTexts[position] { longestTexts[position] = text.count }
            if let missing = row.missing(of: position), missing != .notAsked { missingTexts[position] += 1 }
            bytes.put(text.count)
            bytes.bytes += text
        }
        bytes.put(row.exact.count)
        if !row.exact.isEmpty {
            for (position, number) in row.exact.sorted(by: { $0.key < $1.key }) {
                bytes.put(position)
                let digits = Array(number.canonicalText.utf8)
                bytes.put(digits.count)
                bytes.bytes += digits
            }
        }
        swap(&bytes.bytes, &buffer)
        if buffer.count >= Self.size { try flush() }
    }

    /// The texts that belong to responses, in the order in which they stand in a row.
    private static let parts: [Column.ResponsePart] = [.structure, .locale, .station, .channel]

    /// The most bytes that each text that belongs to responses has.
    public var longestParts: [Column.ResponsePart: Int] {
        Dictionary(uniqueKeysWithValues: zip(Self.parts, longest))
    }

    private func put(_ text: String, _ part: Int, _ bytes: inout SpoolBytes) {
        let letters = text.utf8
        if letters.count > longest[part] { longest[part] = letters.count }
        bytes.put(letters.count)
        bytes.bytes += letters
    }

    private func note(_ codes: [Int32]) {
        for position in codes.indices where codes[position] >= missingOffsets[position] {
            kinds[position] |= 1 << UInt8(truncatingIfNeeded: codes[position] - missingOffsets[position])
        }
    }

    private func flush() throws(OutputFault) {
        var start = 0
        while start < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw OutputFault(path: path, reason: .system(errno))
            }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }

    // MARK: Reading

    /// Gives the rows in the order in which they came; may be called again. Throws `OutputFault` where the disk cannot be
    /// read, and what `body` throws.
    public func forEach(_ body: (ResponseRow) throws -> Void) throws {
        try flush()
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw OutputFault(path: path, reason: .system(errno))
        }
        var reader = SpoolReader(descriptor: descriptor, path: path)
        let row = ResponseRow(plan)
        for _ in 0..<count {
            try fill(row, &reader)
            try body(row)
        }
        _ = lseek(descriptor, 0, SEEK_END)
    }

    private func fill(_ row: ResponseRow, _ reader: inout SpoolReader) throws(OutputFault) {
        row.clearTexts()
        row.head.id = (try reader.number(), try reader.number())
        row.head.started = Timestamp(milliseconds: Int64(bitPattern: try reader.number()))
        row.head.ended = Timestamp(milliseconds: Int64(bitPattern: try reader.number()))
        row.head.seed = try reader.number()
        row.head.version = Int(Int64(bitPattern: try reader.number()))
        let state = try reader.number()
        row.head.state = Disposition.allCases[Int(state >> 1)]
        row.head.isStale = state & 1 == 1
        let weight = try reader.number()
        row.weight = weight == .max ? nil : Int64(bitPattern: weight)
        try reader.text(into: &row.head.structure)
        try reader.text(into: &row.head.locale)
        try reader.text(into: &row.head.station)
        try reader.text(into: &row.head.channel)
        row.codes.cell = plan.cell(of: row.head.locale)
        row.codes.state = Int(state >> 1)
        row.codes.version = row.head.version
        row.codes.isStale = row.head.isStale
        row.codes.isSynthetic = row.head.channel == "simulated"
        try reader.copy(into: &row.codes.codes)
        try reader.copy(into: &row.codes.chosen)
        for position in amounts { row.codes.amounts[position] = Int64(bitPattern: try reader.number()) }
        for position in texts {
            let length = Int(try reader.number())
            if length > 0 { try reader.bytes(length).withUnsafeBytes { row.setText($0, of: position) } }
        }
        for _ in 0..<(try reader.number()) {
            let position = Int(try reader.number())
            let digits = String(decoding: try reader.bytes(Int(try reader.number())), as: UTF8.self)
            row.exact[position] = Decimal(exactly: digits)
        }
    }
}

/// Reads what a spool wrote.
private struct SpoolReader {
    let descriptor: Int32
    let path: String
    private var buffer: [UInt8] = []
    private var place = 0

    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Makes so many bytes stand in the buffer.
    private mutating func need(_ count: Int) throws(OutputFault) {
        guard buffer.count - place < count else { return }
        buffer.removeFirst(place)
        place = 0
        let wanted = max(count, 1 << 17)
        var filled = buffer.count
        buffer += [UInt8](repeating: 0, count: wanted - filled)
        while filled < wanted {
            let got = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress.map { $0 + filled }, wanted - filled)
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw OutputFault(path: path, reason: .system(errno))
            }
            if got == 0 { break }
            filled += got
        }
        buffer.removeLast(wanted - filled)
        // Somebody cut the file off under us.
        guard filled >= count else { throw OutputFault(path: path, reason: .system(EIO)) }
    }

    mutating func number() throws(OutputFault) -> UInt64 {
        try need(8)
        defer { place += 8 }
        return buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
    }

    mutating func bytes(_ count: Int) throws(OutputFault) -> ArraySlice<UInt8> {
        try need(count)
        defer { place += count }
        return buffer[place..<place + count]
    }

    /// The same text as before is not made again.
    mutating func text(into text: inout String) throws(OutputFault) {
        let bytes = try bytes(Int(try number()))
        if !Self.isSame(&text, bytes) { text = String(decoding: bytes, as: UTF8.self) }
    }

    /// An empty text is none.
    mutating func text(into text: inout String?) throws(OutputFault) {
        let bytes = try bytes(Int(try number()))
        if bytes.isEmpty {
            text = nil
        } else if var old = text, Self.isSame(&old, bytes) {
            return
        } else {
            text = String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func isSame(_ text: inout String, _ bytes: ArraySlice<UInt8>) -> Bool {
        text.withUTF8 { letters in
            bytes.withUnsafeBytes { bytes in
                letters.count == bytes.count
                    && (bytes.isEmpty || memcmp(letters.baseAddress!, bytes.baseAddress!, bytes.count) == 0)
            }
        }
    }

    mutating func copy<Number>(into numbers: inout [Number]) throws(OutputFault)
    where Number: BitwiseCopyable {
        let count = numbers.count * MemoryLayout<Number>.stride
        try need(count)
        numbers.withUnsafeMutableBytes { target in
            buffer.withUnsafeBytes { source in
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[place..<place + count]))
            }
        }
        place += count
    }
}

/// The bytes of rows as they are kept.
private struct SpoolBytes {
    var bytes: [UInt8] = []

    /// Appends numbers of 64 bits as they stand in memory: one, or a tuple of them.
    mutating func put<Numbers: BitwiseCopyable>(_ numbers: Numbers) {
        withUnsafeBytes(of: numbers) { bytes += $0 }
    }
}
