public import SurveyModel

extension LineSource {
    /// Gives the responses of JSON Lines one after the other, each checked by the strict reader, in memory that does not
    /// grow with their number. Lines that are none go to `report`; empty lines are skipped.
    ///
    /// Throws `ReadingFault` if the source cannot be read, and what `body` throws.
    public func forEachResponse(
        to survey: Survey, report: (LineFinding) -> Void, _ body: (Response) throws -> Void
    ) throws {
        try forEachLine(to: survey, report: report) { try body($0.response) }
    }

    /// The same of a CSV, with a map if it is a foreign one. Lines are those where records begin.
    ///
    /// Throws `CSVFault` if it cannot be read, or if its header, the map and the survey do not fit, and what `body`
    /// throws.
    public func forEachResponse(
        ofCSV map: CSVMap, to survey: Survey, report: (LineFinding) -> Void, _ body: (Response) throws -> Void
    ) throws {
        try forEachLine(ofCSV: map, to: survey, report: report) { try body($0.response) }
    }

    func forEachLine(
        ofCSV map: CSVMap, to survey: Survey, report: (LineFinding) -> Void, _ body: (ReadLine) throws -> Void
    ) throws {
        let index = survey.variableIndex
        let rules = ResponseRules(survey)
        let lines = try CSVLineStream(self, of: survey, map: map)
        while let line = try lines.next() {
            func reject(_ fault: ResponseFault) {
                report(
                    LineFinding(
                        kind: .rejected, source: name, line: line.number, column: nil, message: fault.message)
                )
            }
            if let fault = line.fault {
                reject(fault)
                continue
            }
            let response: Response
            do { response = try Response(line: line.bytes, of: survey, index: index, rules: rules) } catch {
                reject(lines.reworded(error))
                continue
            }
            try body((line.number, line.bytes.count, response))
        }
    }

    /// A response with its line and how many bytes that has.
    typealias ReadLine = (number: Int, byteCount: Int, response: Response)

    /// The one loop over lines that the strict reader has: for exports, and for collecting into a store.
    func forEachLine(
        to survey: Survey, report: (LineFinding) -> Void, _ body: (ReadLine) throws -> Void
    ) throws {
        let index = survey.variableIndex
        let rules = ResponseRules(survey)
        let lines = try LineStream(self)
        while let line = try lines.next() {
            func reject(_ message: String, _ column: Int? = nil) {
                report(
                    LineFinding(
                        kind: .rejected, source: name, line: line.number, column: column, message: message))
            }
            if line.isOversized {
                reject(Ledger.oversizedMessage)
                continue
            }
            if line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            let response: Response
            do { response = try Response(line: line.bytes, of: survey, index: index, rules: rules) } catch {
                reject(error.message, error.offset.map { $0 + 1 })
                continue
            }
            try body((line.number, line.bytes.count, response))
        }
    }
}
