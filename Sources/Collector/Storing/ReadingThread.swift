/// One of the threads that read for a store: fills chunks, says what their lines are, and hands them over in the order of the
/// input.
struct ReadingThread: @unchecked Sendable {
    private let sorter: LineSorter

    init(_ sorter: LineSorter) { self.sorter = sorter }

    func run(_ reading: SharedReading, _ conveyor: Conveyor) {
        while let chunk = conveyor.empty() {
            guard let read = reading.next(into: chunk.buffer) else { break }
            chunk.isOversized = read.isOversized
            chunk.byteCount = chunk.buffer.count
            if !read.isOversized { sorter.sort(chunk) }
            reading.commit(read) { conveyor.hand(chunk) }
        }
        conveyor.end()
    }

    func run(_ reading: CSVReading, _ conveyor: Conveyor) {
        let transcoder = CSVTranscoder(reading.layout)
        while let chunk = conveyor.empty() {
            guard let read = reading.shared.next(into: transcoder.records) else { break }
            chunk.isOversized = read.isOversized
            chunk.oversizedLines = read.lineCount
            chunk.oversizedMessage = CSVTranscoder.oversizedMessage
            chunk.byteCount = transcoder.records.count
            if !read.isOversized {
                transcoder.transcode(into: chunk.buffer)
                sorter.sort(chunk)
                chunk.settle(transcoder)
            }
            reading.shared.commit(read) {
                chunk.settleIDs(reading)
                conveyor.hand(chunk)
            }
        }
        conveyor.end()
    }

    func run(_ lines: MadeLineChunks, _ conveyor: Conveyor) {
        while let chunk = conveyor.empty() {
            guard let faults = lines.fill(chunk) else { break }
            sorter.sort(chunk)
            for line in chunk.lines {
                if let fault = faults[line.number], case .rejected(let place) = line.verdict {
                    chunk.faults[place] = fault
                }
            }
            conveyor.hand(chunk)
        }
        conveyor.end()
    }

    func run(_ lines: StoreLines, _ conveyor: Conveyor) {
        while let chunk = conveyor.empty() {
            guard lines.fill(chunk) else { break }
            sorter.sort(chunk)
            conveyor.hand(chunk)
        }
        conveyor.end()
    }
}
