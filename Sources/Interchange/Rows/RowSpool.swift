internal import FoundationEssentials
internal import Glibc
public import SurveyModel
public import Tallies

/// Keeps rows aside on disk for formats that must know how many there are, and how long their texts, before the first.
///
/// The file has no name: it is gone when the object is, whatever happens to the process, and nobody else can open it. It
/// lies in the folder of the output, which has to have room for the export anyway. A row takes 64 bytes, mostly one for each
/// variable, eight for each number, day and time, and its texts; it is written on a thread of its own.
///
/// Memory: half a MiB, however many rows there are.
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
    private let behind: WriteBehind
    private var buffer: [UInt8] = []
    /// The texts that belong to the last response, in the order of `parts`: one that comes again is not kept again.
    private var last = [String](repeating: "", count: RowSpool.parts.count)
    /// Whether a code is kept in one byte: few surveys have lists so long that it needs more.
    private let hasShortCodes: Bool
    /// The most bytes of each of `parts`.
    private var longest = [Int](repeating: 0, count: RowSpool.parts.count)
    private let texts: [Int]
    private let amounts: [Int]
    private let notAsked = Int32(Coding.position(of: .notAsked))
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
        let highest = plan.codings.compactMap { $0?.notAsked }.max() ?? 0
        hasShortCodes = highest < 1 << 8
        path = output
        descriptor = try UnnamedFile.open(beside: output)
        behind = WriteBehind(descriptor)
        buffer.reserveCapacity(Self.size + 65_536)
    }

    deinit {
        _ = behind.wait()
        close(descriptor)
    }

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
        let state = Disposition.allCases.firstIndex(of: head.state) ?? 0
        bytes.put(
            (
                head.id.high, head.id.low, head.started.milliseconds, head.ended.milliseconds, head.seed,
                head.version, row.weight ?? -1
            ))
        bytes.put((UInt8(state) << 1 | (head.isStale ? 1 : 0), row.exact.isEmpty ? UInt8(0) : 1))
        put(head.structure, 0, &bytes)
        put(head.locale, 1, &bytes)
        put(head.station ?? "", 2, &bytes)
        put(head.channel ?? "", 3, &bytes)
        let codes = row.codes
        note(codes.codes)
        if hasShortCodes {
            for code in codes.codes { bytes.bytes.append(UInt8(truncatingIfNeeded: code)) }
        } else {
            codes.codes.withUnsafeBytes { bytes.bytes += $0 }
        }
        codes.chosen.withUnsafeBytes { bytes.bytes += $0 }
        for position in amounts where codes.codes[position] == 0 { bytes.put(codes.amounts[position]) }
        for position in texts {
            guard codes.codes[position] == 0 else {
                if codes.codes[position] != missingOffsets[position] + notAsked {
                    missingTexts[position] += 1
                }
                continue
            }
            let text = row.text(of: position)
            if text.count > longestTexts[position] { longestTexts[position] = text.count }
            bytes.put(UInt32(text.count))
            bytes.bytes += text
        }
        if !row.exact.isEmpty {
            bytes.put(row.exact.count)
            for (position, number) in row.exact.sorted(by: { $0.key < $1.key }) {
                bytes.put(position)
                let digits = Array(number.canonicalText.utf8)
                bytes.put(digits.count)
                bytes.bytes += digits
            }
        }
        swap(&bytes.bytes, &buffer)
        if buffer.count >= Self.size { try check(behind.take(&buffer)) }
    }

    /// The texts that belong to responses, in the order in which they stand in a row.
    private static let parts: [Column.ResponsePart] = [.structure, .locale, .station, .channel]

    /// The most bytes that each text that belongs to responses has.
    public var longestParts: [Column.ResponsePart: Int] {
        Dictionary(uniqueKeysWithValues: zip(Self.parts, longest))
    }

    /// Keeps a text with a mark whether it is another than that of the row before.
    private func put(_ text: String, _ part: Int, _ bytes: inout SpoolBytes) {
        guard !text.hasSameBytes(as: last[part]) else {
            bytes.bytes.append(0)
            return
        }
        last[part] = text
        let letters = text.utf8
        if letters.count > longest[part] { longest[part] = letters.count }
        bytes.bytes.append(1)
        bytes.put(UInt32(letters.count))
        bytes.bytes += letters
    }

    private func note(_ codes: [Int32]) {
        for position in codes.indices where codes[position] >= missingOffsets[position] {
            kinds[position] |= 1 << UInt8(truncatingIfNeeded: codes[position] - missingOffsets[position])
        }
    }

    private func flush() throws(OutputFault) {
        if !buffer.isEmpty { try check(behind.take(&buffer)) }
        try check(behind.wait())
    }

    private func check(_ code: Int32) throws(OutputFault) {
        guard code == 0 else { throw OutputFault(path: path, reason: .system(code)) }
    }

    // MARK: Reading

    /// Gives the rows in the order in which they came, each valid until the next one; may be called again. Throws `OutputFault` where
    /// the disk cannot be read, and what `body` throws.
    ///
    /// Rows are read on a thread of their own while those before them are used.
    public func forEach(_ body: (ResponseRow) throws -> Void) throws {
        try flush()
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw OutputFault(path: path, reason: .system(errno))
        }
        try RowRelay.run { rows in
            var reader = SpoolReader(descriptor: descriptor, path: path)
            var head = ResponseRow(plan).head
            var cell = plan.cell(of: head.locale)
            for _ in 0..<count { try rows.add(of: plan) { try fill($0, &reader, &head, &cell) } }
        } use: { row in
            try body(row)
        }
        _ = lseek(descriptor, 0, SEEK_END)
    }

    /// Fills a row with the next one. The head and the cell are those of the row before, which is another object.
    private func fill(
        _ row: ResponseRow, _ reader: inout SpoolReader, _ head: inout ResponseRow.Head, _ cell: inout Int
    ) throws(OutputFault) {
        row.clearTexts()
        head.id = (try reader.number(), try reader.number())
        head.started = Timestamp(milliseconds: try reader.number())
        head.ended = Timestamp(milliseconds: try reader.number())
        head.seed = try reader.number()
        head.version = try reader.number()
        let weight: Int64 = try reader.number()
        row.weight = weight == -1 ? nil : weight
        let state: UInt8 = try reader.number()
        head.state = Disposition.allCases[Int(state >> 1)]
        head.isStale = state & 1 == 1
        let hasExact: UInt8 = try reader.number()
        if let text = try part(&reader) { head.structure = text }
        if let text = try part(&reader) {
            head.locale = text
            cell = plan.cell(of: text)
        }
        if let text = try part(&reader) { head.station = text.isEmpty ? nil : text }
        if let text = try part(&reader) { head.channel = text.isEmpty ? nil : text }
        row.head = head
        row.codes.cell = cell
        row.codes.isSynthetic = head.channel == "simulated"
        row.codes.state = Int(state >> 1)
        row.codes.version = head.version
        row.codes.isStale = head.isStale
        if hasShortCodes {
            try reader.copy(bytesInto: &row.codes.codes)
        } else {
            try reader.copy(into: &row.codes.codes)
        }
        try reader.copy(into: &row.codes.chosen)
        for position in amounts {
            row.codes.amounts[position] = row.codes.codes[position] == 0 ? try reader.number() : 0
        }
        for position in texts where row.codes.codes[position] == 0 {
            let length: UInt32 = try reader.number()
            if length > 0 { try reader.text(Int(length), into: row, of: position) }
        }
        guard hasExact != 0 else { return }
        let count: Int = try reader.number()
        for _ in 0..<count {
            let position: Int = try reader.number()
            row.exact[position] = Decimal(exactly: try reader.text(try reader.number()))
        }
    }

    /// A text that belongs to a response; nil where it is that of the row before.
    private func part(_ reader: inout SpoolReader) throws(OutputFault) -> String? {
        let isNew: UInt8 = try reader.number()
        guard isNew != 0 else { return nil }
        let count: UInt32 = try reader.number()
        return try reader.text(Int(count))
    }
}

/// Reads what a spool wrote.
private struct SpoolReader {
    let descriptor: Int32
    let path: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    /// What was read and not yet used stands between these.
    private var (place, end) = (0, 0)

    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Makes so many bytes stand in the buffer.
    private mutating func need(_ count: Int) throws(OutputFault) {
        guard end - place < count else { return }
        if count > buffer.count { buffer += [UInt8](repeating: 0, count: count - buffer.count) }
        buffer.withUnsafeMutableBytes { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[place..<end]))
        }
        (place, end) = (0, end - place)
        while end < count {
            let got = buffer.withUnsafeMutableBytes { bytes in
                let room = bytes[end...]
                return read(descriptor, UnsafeMutableRawBufferPointer(rebasing: room).baseAddress, room.count)
            }
            if got < 0, errno == EINTR { continue }
            // 0: somebody cut the file off under us.
            guard got > 0 else { throw OutputFault(path: path, reason: .system(got < 0 ? errno : EIO)) }
            end += got
        }
    }

    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>() throws(OutputFault) -> Number {
        let size = MemoryLayout<Number>.size
        try need(size)
        defer { place += size }
        return buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) }
    }

    mutating func text(_ count: Int) throws(OutputFault) -> String {
        try need(count)
        defer { place += count }
        return buffer.withUnsafeBytes { String(decoding: $0[place..<place + count], as: UTF8.self) }
    }

    mutating func text(_ count: Int, into row: ResponseRow, of position: Int) throws(OutputFault) {
        try need(count)
        buffer.withUnsafeBytes {
            row.setText(UnsafeRawBufferPointer(rebasing: $0[place..<place + count]), of: position)
        }
        place += count
    }

    /// Codes, each of which was kept in a byte.
    mutating func copy(bytesInto codes: inout [Int32]) throws(OutputFault) {
        try need(codes.count)
        for index in codes.indices { codes[index] = Int32(buffer[place + index]) }
        place += codes.count
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
