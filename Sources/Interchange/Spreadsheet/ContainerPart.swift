internal import CZLib
internal import Glibc

/// One small part of a container in the form of ZIP, such as a workbook, found by its name.
///
/// Nothing in the file is trusted: every place and length is looked at before it is used, no more is inflated than was
/// allowed, and where anything is not as it has to be there is no part. Containers in several volumes, encrypted ones and those
/// of 4 GiB and more are not read. Source: PKWARE, APPNOTE 6.3, sections 4.3 and 4.4.
struct ContainerPart {
    /// What the part says.
    let bytes: [UInt8]

    /// The directory of a larger container is not read: a workbook has a dozen parts and some sheets.
    private static let directoryLimit = 1 << 20
    private static let endLength = 22
    private static let commentLimit = 0xFFFF

    /// Reads the part of this name, of at most so many bytes; nil for a file that is no such container, or that has no or
    /// several such parts. Memory: the end of the file, its directory and the part.
    init?(named name: String, of path: String, limit: Int) {
        guard let file = Descriptor(path), file.size >= Self.endLength,
            let directory = Self.directory(of: file),
            let entry = Self.entry(named: Array(name.utf8), in: directory.bytes), entry.size <= limit,
            entry.packed <= limit + 64, entry.place < directory.place,
            let head = file.read(entry.place, 30), head.number(0, 4) == 0x0403_4B50
        else { return nil }
        // The name stands before the part a second time, with another length of what is behind it.
        let start = entry.place + 30 + head.number(26, 2) + head.number(28, 2)
        guard start + entry.packed <= directory.place, let packed = file.read(start, entry.packed),
            let bytes = entry.isDeflated ? Self.inflated(packed, size: entry.size) : packed,
            bytes.count == entry.size,
            crc32(0, bytes, UInt32(bytes.count)) == UInt(entry.sum)
        else { return nil }
        self.bytes = bytes
    }

    /// What the directory says of a part.
    private struct Entry {
        var place: Int
        var packed: Int
        var size: Int
        var sum: Int
        var isDeflated: Bool
    }

    /// Where the directory begins, and its bytes: the record that ends the file says it, with a comment of up to 64 KiB behind.
    private static func directory(of file: borrowing Descriptor) -> (place: Int, bytes: [UInt8])? {
        let tail = min(file.size, endLength + commentLimit)
        guard let bytes = file.read(file.size - tail, tail) else { return nil }
        let end = (0...(tail - endLength)).last {
            bytes[$0] == 0x50 && bytes.number($0, 4) == 0x0605_4B50
                && $0 + endLength + bytes.number($0 + 20, 2) == tail
        }
        guard let end, bytes.number(end + 4, 4) == 0,
            bytes.number(end + 8, 2) == bytes.number(end + 10, 2)
        else { return nil }
        let (length, place) = (bytes.number(end + 12, 4), bytes.number(end + 16, 4))
        guard length <= directoryLimit, place + length == file.size - tail + end,
            let directory = file.read(place, length)
        else { return nil }
        return (place, directory)
    }

    /// The one entry of a name; nil if there is none, another one, or what is no entry.
    private static func entry(named name: [UInt8], in directory: [UInt8]) -> Entry? {
        var found: Entry?
        var place = 0
        while place < directory.count {
            guard place + 46 <= directory.count, directory.number(place, 4) == 0x0201_4B50 else { return nil }
            let nameLength = directory.number(place + 28, 2)
            let next =
                place + 46 + nameLength + directory.number(place + 30, 2) + directory.number(place + 32, 2)
            guard next <= directory.count else { return nil }
            if directory[(place + 46)..<(place + 46 + nameLength)].elementsEqual(name) {
                let method = directory.number(place + 10, 2)
                guard found == nil, directory[place + 8] & 1 == 0, method == 0 || method == 8 else {
                    return nil
                }
                found = Entry(
                    place: directory.number(place + 42, 4), packed: directory.number(place + 20, 4),
                    size: directory.number(place + 24, 4), sum: directory.number(place + 16, 4),
                    isDeflated: method == 8)
            }
            place = next
        }
        return found
    }

    /// What was deflated, if it has this size.
    private static func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
        var stream = z_stream()
        // Without a head of zlib's own, in the largest window.
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var (packed, isWhole) = (packed, false)
        // One byte more, so that what is longer is seen.
        var bytes = [UInt8](repeating: 0, count: size + 1)
        packed.withUnsafeMutableBufferPointer { input in
            bytes.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                isWhole =
                    inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0
                    && stream.avail_out == 1
            }
        }
        return isWhole ? Array(bytes.dropLast()) : nil
    }
}

/// A file that is read at places; what is no file, or cannot be read, is none.
private struct Descriptor: ~Copyable {
    let size: Int
    private let number: Int32

    init?(_ path: String) {
        // A pipe in the place of a file would keep whoever opens it waiting.
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { return nil }
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(number)
            return nil
        }
        size = Int(status.st_size)
        self.number = number
    }

    deinit { close(number) }

    /// So many bytes from a place on; nil if the file has fewer.
    func read(_ place: Int, _ count: Int) -> [UInt8]? {
        guard place >= 0, count >= 0, place + count <= size else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes {
                pread(number, $0.baseAddress?.advanced(by: done), count - done, off_t(place + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return nil }
            done += got
        }
        return bytes
    }
}

extension [UInt8] {
    /// A number of so many bytes, the lowest first.
    fileprivate func number(_ place: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(self[place + $1]) << (8 * $1) }
    }
}
