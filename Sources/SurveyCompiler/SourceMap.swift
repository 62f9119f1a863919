/// The files of a survey as one run of bytes, so that a place says which file it is in: the survey's own file first,
/// then what it imports, with one byte between two files.
struct SourceMap {
    let sources: [SourceFile]
    /// Where each file begins.
    let bases: [Int]
    /// All bytes.
    let bytes: [UInt8]
    /// The catalogue of each file; nil for the survey's own.
    let catalogues: [String?]

    init(_ sources: [SourceFile]) {
        self.sources = sources
        var bases: [Int] = []
        var next = 0
        for source in sources {
            bases.append(next)
            next += source.bytes.count + 1
        }
        self.bases = bases
        // One file needs no copy.
        bytes = sources.count == 1 ? sources[0].bytes : Array(sources.map(\.bytes).joined(separator: [0x0A]))
        catalogues = sources.enumerated().map { $0.offset == 0 ? nil : $0.element.stem }
    }

    /// The bytes at a place; none if it is outside.
    func bytes(at span: Range<Int>) -> ArraySlice<UInt8> { bytes[span.clamped(to: 0..<bytes.count)] }

    /// Which file a place is in.
    func file(of offset: Int) -> Int {
        var low = 0
        var high = bases.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if bases[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The catalogue that translates a text at a place; nil is the survey's own.
    func catalogue(at offset: Int) -> String? { catalogues[file(of: offset)] }
}

extension SourceFile {
    /// The last part of the name without its ending: `core` of `parts/core.survey`.
    public var stem: String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
        return String(last[..<dot])
    }

    /// A path as this file writes it, from where this file was read: `.` and `..` are worked out as far as they go.
    func resolving(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/") || name.hasPrefix("/")
        let folder = path.hasPrefix("/") ? [] : name.split(separator: "/").dropLast().map(String.init)
        var parts: [String] = []
        for part in folder + path.split(separator: "/").map(String.init) where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isAbsolute {
                parts.append(part)
            }
        }
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }
}
