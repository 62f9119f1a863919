internal import SurveyModel
internal import Tallies

/// One thread's reader: takes chunks, tallies their lines, and commits what it found when its turn comes.
final class ChunkReader {
    /// What a line of a chunk turned out to be.
    struct Line {
        var entry: ResponseIndex.Entry
        var offset: Int32
        var number: Int32
        var isResponse: Bool
    }

    private let layout: LineLayout
    private let hash: ContentHash
    private let parser: LineParser
    private let buffer = ChunkBuffer(capacity: SharedReading.chunkSize)
    private var lines: [Line] = []
    private var row: TallyRow
    private var lineCount = 0
    private let counter: RowCounter
    /// Where lines are made of the records of a CSV: what makes them, and its reading.
    private var csv: (transcoder: CSVTranscoder, reading: CSVReading)?
    /// What the strict reader read, and the metrics and relations that the counter does not count.
    private var others: Tallies

    /// The responses that this thread has read and that count.
    var tallies: Tallies {
        var all = others
        counter.add(to: &all)
        return all
    }

    init(_ layout: LineLayout, _ hash: ContentHash) {
        self.layout = layout
        self.hash = hash
        parser = LineParser(layout, hash)
        counter = RowCounter(layout.plan)
        others = Tallies(layout.plan)
        row = TallyRow(layout.plan)
        lines.reserveCapacity(4_096)
    }

    /// Reads the records of a CSV until there are no more.
    func run(_ reading: CSVReading, _ ledger: Ledger) {
        csv = (CSVTranscoder(reading.layout), reading)
        run(reading.shared, ledger)
        csv = nil
    }

    /// Reads chunks until there are no more.
    func run(_ reading: SharedReading, _ ledger: Ledger) {
        while let chunk = reading.next(into: csv?.transcoder.records ?? buffer) {
            lines.removeAll(keepingCapacity: true)
            lineCount = 0
            if !chunk.isOversized {
                csv?.transcoder.transcode(into: buffer)
                readChunk(&others, &lines, &row)
            }
            reading.commit(chunk) {
                if chunk.isOversized {
                    ledger.rejectOversized(
                        lines: chunk.lineCount,
                        csv == nil ? Ledger.oversizedMessage : CSVTranscoder.oversizedMessage)
                } else {
                    commit(to: ledger)
                }
            }
        }
    }

    /// Reads the lines of the buffer. What it changes is passed in, so that it is accessed once and not for each line.
    private func readChunk(_ others: inout Tallies, _ lines: inout [Line], _ row: inout TallyRow) {
        parser.reserve(buffer.count)
        let parser = parser
        let counter = counter
        let memory = UnsafePointer(buffer.start)
        let size = buffer.count
        var number: Int32 = 0
        var offset = 0
        while offset < size {
            number += 1
            let start = memory + offset
            var end = start
            if case .response = parser.read(start, end: &end) {
                counter.add(parser)
                if counter.hasRest { addRest(&others, &row, times: 1) }
                lines.append(
                    Line(entry: parser.entry, offset: Int32(offset), number: number, isResponse: true))
                offset = end - memory + 1
            } else {
                let end = buffer.lineBreak(from: offset) ?? size
                if !isBlank(offset..<end) {
                    let entry = readStrictly(offset..<end, &others)
                    lines.append(
                        Line(
                            entry: entry ?? ResponseIndex.Entry(high: 0, low: 0, content: 0),
                            offset: Int32(offset), number: number, isResponse: entry != nil))
                }
                offset = end + 1
            }
        }
        lineCount = Int(number)
    }

    /// Adds the line that was read last to the metrics and relations that the counter leaves.
    private func addRest(_ others: inout Tallies, _ row: inout TallyRow, times: Int) {
        parser.fill(&row)
        guard layout.plan.isCounted[row.state] else { return }
        others.add(
            row, metrics: counter.rest, relations: counter.restRelations, times: times,
            answers: parser.answers)
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        range.allSatisfy { buffer.start[$0] == 0x20 || buffer.start[$0] == 0x09 || buffer.start[$0] == 0x0D }
    }

    private func readStrictly(_ range: Range<Int>, _ others: inout Tallies) -> ResponseIndex.Entry? {
        guard let (response, row, entry) = strict(range) else { return nil }
        others.add(row) { response.answers }
        return entry
    }

    private func strict(_ range: Range<Int>) -> (Response, TallyRow, ResponseIndex.Entry)? {
        let bytes = buffer.copy(range.lowerBound, range.count)
        guard
            let response = try? Response(
                line: bytes, of: layout.survey, index: layout.index, rules: layout.strictRules)
        else {
            return nil
        }
        let row = TallyRow(response, layout.plan)
        return (response, row, ResponseIndex.Entry(response, content: hash.of(response, row, layout.plan)))
    }

    /// Enters the lines in the order of the input; takes those that do not count out of the tallies again.
    private func commit(to ledger: Ledger) {
        if let csv, csv.reading.layout.derivesIDs {
            for index in lines.indices { csv.reading.settle(&lines[index], in: buffer) }
        }
        commit(lines, &ledger.index, to: ledger)
        ledger.line += csv?.transcoder.lineCount ?? lineCount
    }

    /// The line of the source, counted in the chunk, that a line came from.
    private func number(_ line: Line) -> Int {
        csv?.transcoder.number(ofLine: Int(line.number)) ?? Int(line.number)
    }

    private func commit(_ lines: [Line], _ index: inout ResponseIndex, to ledger: Ledger) {
        var taken = 0
        for line in lines {
            let start = Int(line.offset)
            guard line.isResponse else {
                ledger.reject(chunkLine: number(line)) { fault(start, line) }
                continue
            }
            switch index.insert(line.entry) {
            case .new: taken += 1
            case .known:
                ledger.counts.known += 1
                remove(start)
            case .conflict:
                ledger.conflict(line.entry, chunkLine: number(line))
                remove(start)
            }
        }
        ledger.counts.taken += taken
    }

    /// Why the strict reader does not take the line at an offset.
    private func fault(_ start: Int, _ line: Line) -> ResponseFault {
        if let fault = csv?.transcoder.fault(ofLine: Int(line.number)) { return fault }
        let end = buffer.lineBreak(from: start) ?? buffer.count
        do {
            _ = try Response(
                line: buffer.copy(start, end - start), of: layout.survey, index: layout.index,
                rules: layout.strictRules)
            return ResponseFault("it is no response")
        } catch {
            return csv?.transcoder.reworded(error, ofLine: Int(line.number)) ?? error
        }
    }

    private func remove(_ start: Int) {
        var end = UnsafePointer(buffer.start + start)
        if case .response = parser.read(end, end: &end) {
            counter.add(parser, times: -1)
            if counter.hasRest { addRest(&others, &row, times: -1) }
        } else if let (response, row, _) = strict(start..<(buffer.lineBreak(from: start) ?? buffer.count)) {
            others.add(row, times: -1) { response.answers }
        }
    }
}
