internal import SurveyModel

/// One reading of a CSV: its header is read and understood, and what follows is cut into chunks of whole records.
///
/// Threads share it. Each has a `CSVTranscoder` of `layout`, fills its `records` by `shared.next(into:)`, and makes
/// lines of them.
final class CSVReading: @unchecked Sendable {
    let layout: CSVLayout
    let shared: SharedReading
    /// The lines of the header.
    let headerLines: Int
    /// What the survey has and the file has not.
    let gaps: CSVGaps
    /// Equal rows so far; belongs to the thread whose turn it is to commit.
    private var occurrences = RowOccurrences()

    /// So small that the lines of a chunk stay near the processor.
    static let chunkSize = 1 << 16

    /// Opens a file and reads its header. Throws `CSVFault` with everything that does not fit.
    init(_ source: LineSource, of survey: Survey, map: CSVMap) throws(CSVFault) {
        let name = source.name
        do {
            let stream = try DecodedStream(source, map.encoding)
            let header = try CSVHeader(stream, name: name, map)
            let plan = try CSVPlanning.plan(
                header.names, of: survey, map: map, separator: header.separator, source: name)
            layout = CSVLayout(plan, of: survey)
            headerLines = header.lineCount
            gaps = plan.gaps
            shared = SharedReading(
                stream, name: name, carry: header.rest, chunkSize: Self.chunkSize,
                cutter: RecordCutter(separator: header.separator, endsWithReturns: header.endsWithReturns))
        } catch let fault as CSVFault { throw fault } catch let fault as ReadingFault {
            throw CSVFault(fault, of: name)
        } catch let fault as SystemError { throw CSVFault(ReadingFault(name, fault.number), of: name) } catch
        {
            throw CSVFault(name, "\(error)")
        }
    }

    /// The id that a row has which is made of what it says: equal rows before it count. Called for each line in the order of
    /// the file; `line` begins with the id that the transcoder gave it, and is changed where an equal row came before.
    /// Returns the new id if it did.
    func settle(
        _ entry: (high: UInt64, low: UInt64), line: UnsafeMutablePointer<UInt8>
    ) -> (high: UInt64, low: UInt64)? {
        guard layout.derivesIDs else { return nil }
        let number = occurrences.next(entry.high, entry.low)
        guard number > 0 else { return nil }
        var hash = RowHash(layout.survey.name)
        hash.add(word: entry.high)
        hash.add(word: entry.low)
        hash.add(word: UInt64(number))
        let id = hash.id(milliseconds: Int64(entry.high >> 16))
        RowHash.write(id, to: line + 13)
        return id
    }
}
