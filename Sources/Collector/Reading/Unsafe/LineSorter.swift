internal import SurveyModel

/// One thread's reader of lines for a store: says of each what it is, on the survey version that it was given on.
///
/// Lines of our writers cost half a microsecond; others are read by the strict reader, and written as a store writes them.
/// The structure that answered last is tried first, so that versions in any mixture cost a second attempt at most.
final class LineSorter {
    private let known: KnownSurveys
    private let hash = ContentHash()
    private var parsers: [LineParser?]
    private var writers: [ResponseLineWriter?]
    private var latest = 0

    init(_ known: KnownSurveys) {
        self.known = known
        parsers = Array(repeating: nil, count: known.entries.count)
        writers = Array(repeating: nil, count: known.entries.count)
    }

    /// Reads the lines of a sealed chunk.
    func sort(_ chunk: SortedChunk) {
        let buffer = chunk.buffer
        let memory = UnsafePointer(buffer.start)
        let size = buffer.count
        var offset = 0
        var number = 0
        while offset < size {
            number += 1
            let start = memory + offset
            if let (parser, place, end) = read(start, size) {
                let head = parser.head
                var line = SortedChunk.Line(
                    offset: offset, count: end - start, number: number, verdict: .canonical, place: place)
                if head.pointee.isCanonical, let locale = head.pointee.locale.start {
                    line.state = Disposition.allCases[head.pointee.state]
                    line.started = head.pointee.started
                    line.ended = head.pointee.ended
                    line.localeOffset = locale - memory
                    line.localeCount = head.pointee.locale.count
                } else {
                    readStrictly(&line, place, in: chunk)
                }
                chunk.lines.append(line)
                offset = end - memory + 1
            } else {
                let end = buffer.lineBreak(from: offset) ?? size
                if !isBlank(memory + offset, end - offset) {
                    var line = SortedChunk.Line(
                        offset: offset, count: end - offset, number: number, verdict: .canonical)
                    readStrictly(&line, nil, in: chunk)
                    chunk.lines.append(line)
                }
                offset = end + 1
            }
        }
        chunk.lineCount = number
    }

    private func isBlank(_ start: Position, _ count: Int) -> Bool {
        UnsafeBufferPointer(start: start, count: count).allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }

    /// What the fast reader makes of a line: by the structure of the line before it, or by the one that it names.
    private func read(_ start: Position, _ room: Int) -> (LineParser, Int, end: Position)? {
        guard !parsers.isEmpty else { return nil }
        if let end = read(start, room, latest) { return (parser(latest, room), latest, end) }
        guard parsers.count > 1, let place = named(start), place != latest,
            let end = read(start, room, place)
        else { return nil }
        latest = place
        return (parser(place, room), place, end)
    }

    private func read(_ start: Position, _ room: Int, _ place: Int) -> Position? {
        var end = start
        guard case .response = parser(place, room).read(start, end: &end) else { return nil }
        return end
    }

    private func parser(_ place: Int, _ room: Int) -> LineParser {
        if let parser = parsers[place] {
            parser.reserve(room)
            return parser
        }
        let parser = LineParser(known.layout(place), hash)
        parser.reserve(room)
        parsers[place] = parser
        return parser
    }

    /// The structure that a line of our writers names, which they do at its beginning; a guess that is tried, no more.
    private func named(_ start: Position) -> Int? {
        var bytes: [UInt8] = []
        for offset in 0..<400 where start[offset] == 0x0A || offset == 399 {
            bytes = Array(UnsafeBufferPointer(start: start, count: offset))
            break
        }
        func text(_ key: StaticString) -> String? {
            let key = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
            guard let found = bytes.firstRange(of: key) else { return nil }
            return String(decoding: bytes[found.upperBound...].prefix { $0 != 0x22 }, as: UTF8.self)
        }
        guard let survey = text("\"survey\":\""), let structure = text("\"structure\":\"") else { return nil }
        return known.place(ofSurvey: survey, structure: structure)
    }

    // MARK: The strict reader

    private func readStrictly(_ line: inout SortedChunk.Line, _ known: Int?, in chunk: SortedChunk) {
        let bytes = chunk.buffer.copy(line.offset, line.count)
        do throws(ResponseFault) {
            let place: Int
            if let known { place = known } else { place = try self.place(of: bytes) }
            let entry = self.known.entries[place]
            let layout = self.known.layout(place)
            let response = try Response(
                line: bytes, of: entry.survey, index: layout.index, rules: layout.strictRules)
            var written: [UInt8] = []
            writer(place).write(response, into: &written)
            line.place = place
            line.state = response.state
            line.started = response.started.milliseconds
            line.ended = response.ended.milliseconds
            line.verdict = .strict(chunk.strict.count)
            chunk.strict.append((response, written))
        } catch {
            line.verdict = .rejected(chunk.faults.count)
            chunk.faults.append(error)
        }
    }

    private func writer(_ place: Int) -> ResponseLineWriter {
        if let writer = writers[place] { return writer }
        let writer = ResponseLineWriter(known.entries[place].survey)
        writers[place] = writer
        return writer
    }

    /// The structure that a line in any form says it answers.
    private func place(of line: [UInt8]) throws(ResponseFault) -> Int {
        let document: JSONValue
        do { document = try JSONValue(parsing: line) } catch {
            throw ResponseFault(error.message, offset: error.offset)
        }
        guard let survey = document["survey"]?.string, let version = document["version"]?.int,
            let structure = document["structure"]?.string
        else {
            // Whatever is missing, the strict reader of any survey words it.
            return latest
        }
        if let place = known.place(ofSurvey: survey, structure: structure) { return place }
        throw known.fault(survey: survey, version: version, structure: structure)
            ?? ResponseFault("it answers no survey that the store knows")
    }
}
