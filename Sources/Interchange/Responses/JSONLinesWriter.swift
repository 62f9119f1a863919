internal import FoundationEssentials
public import SurveyModel
public import Tallies

/// Responses as JSON Lines: one canonical object a line. With personal variables, each line is the very
/// response that the store holds.
///
/// Rows may be of several versions of the survey; each is written as it was given. What is the same in every line is
/// prepared once for each plan, and nothing is allocated for a response.
public struct JSONLinesWriter: AnswerWriter {
    /// What the format could not carry.
    public private(set) var losses: LossReport
    private let lines: ResponseLineWriter
    private var columns: AnswerColumnsByPlan
    private var head: SameHead
    private var output: BufferedBytes

    /// Prepares a writer.
    public init(_ survey: Survey, includesPersonal: Bool = false, to sink: any ByteSink) {
        losses = LossReport(format: "jsonl", survey: survey.name)
        lines = ResponseLineWriter(survey, includesPersonal: includesPersonal)
        columns = AnswerColumnsByPlan(survey, includesPersonal: includesPersonal, JSONAnswerForm.self)
        head = SameHead(survey)
        output = BufferedBytes(sink)
    }

    /// Writes one line.
    public mutating func write(_ response: Response) throws(OutputFault) {
        lines.write(response, into: &output.bytes)
        output.bytes.append(0x0A)
        try output.flushIfFull()
    }

    /// Writes the response that a row is of.
    public mutating func write(_ row: ResponseRow) throws(OutputFault) {
        losses.addWeight(of: row)
        writeHead(row.head, row)
        let columns = columns.columns(of: row.plan)
        let codes = row.codes
        output.bytes.append(prepared: ",\"answers\":{")
        for column in columns.columns {
            let code = Int(codes.codes[column.position])
            guard code < column.missingOffset else { continue }
            if column.kind == .text {
                columns.pieces.append(column.before, to: &output.bytes)
                row.text(of: column.position).withUnsafeBufferPointer {
                    JSONValue.write(utf8: $0, into: &output.bytes)
                }
                columns.pieces.append(column.after, to: &output.bytes)
            } else {
                columns.append(column, code, of: row, codes, to: &output.bytes) { number, bytes in
                    number.isFinite
                        ? number.writeCanonicalText(into: &bytes) : bytes.append(prepared: "null")
                }
            }
        }
        removeComma()
        output.bytes.append(prepared: "},\"missing\":{")
        for column in columns.columns {
            let code = Int(codes.codes[column.position]) - column.missingOffset
            if code >= 0 { columns.pieces.append(column.missing + code, to: &output.bytes) }
        }
        removeComma()
        output.bytes.append(UInt8(ascii: "}"))
        if row.head.isStale { output.bytes.append(prepared: ",\"stale\":true") }
        output.bytes.append(prepared: "}\n")
        try output.flushIfFull()
    }

    /// Hands over what is left.
    public mutating func finish() throws(OutputFault) { try output.flush() }

    /// Every member ends with a comma, the last one with none.
    private mutating func removeComma() {
        if output.bytes.last == UInt8(ascii: ",") { output.bytes.removeLast() }
    }

    private mutating func writeHead(_ head: ResponseRow.Head, _ row: ResponseRow) {
        output.bytes.append(prepared: "{\"response\":\"")
        row.writeID(into: &output.bytes)
        output.bytes.append(UInt8(ascii: "\""))
        self.head.append(head, row.plan, to: &output.bytes)
        output.bytes.append(prepared: ",\"locale\":")
        JSONValue.write(head.locale, into: &output.bytes)
        if let station = head.station {
            output.bytes.append(prepared: ",\"station\":")
            JSONValue.write(station, into: &output.bytes)
        }
        if let channel = head.channel {
            output.bytes.append(prepared: ",\"channel\":")
            JSONValue.write(channel, into: &output.bytes)
        }
        output.bytes.append(prepared: ",\"seed\":")
        output.bytes.append(decimal: head.seed)
        output.bytes.append(prepared: ",\"started\":\"")
        head.started.write(into: &output.bytes)
        output.bytes.append(prepared: "\",\"ended\":\"")
        head.ended.write(into: &output.bytes)
        output.bytes.append(prepared: "\",\"state\":")
        JSONValue.write(head.state.rawValue, into: &output.bytes)
    }

    /// `,"survey":"visit","version":1,"structure":"sha256:…"`, which is made again only when a response differs from the
    /// one before it.
    private struct SameHead {
        private var survey: String
        private var version = 0
        private var structure = ""
        private var bytes: [UInt8] = []

        init(_ survey: Survey) { self.survey = survey.name }

        mutating func append(_ head: ResponseRow.Head, _ plan: TallyPlan, to output: inout [UInt8]) {
            if bytes.isEmpty || version != head.version || structure != head.structure
                || survey != plan.survey.name
            {
                (survey, version, structure) = (plan.survey.name, head.version, head.structure)
                bytes.removeAll(keepingCapacity: true)
                bytes.append(prepared: ",\"survey\":")
                JSONValue.write(survey, into: &bytes)
                bytes.append(prepared: ",\"version\":")
                bytes.append(decimal: UInt64(max(0, version)))
                bytes.append(prepared: ",\"structure\":")
                JSONValue.write(structure, into: &bytes)
            }
            output += bytes
        }
    }
}

/// Answers as members of a JSON object, each with a comma behind it.
private enum JSONAnswerForm: AnswerForm {
    static func frame(_ name: String, _ kind: AnswerColumns.Kind) -> (before: [UInt8], after: [UInt8]) {
        let key = quoted(name) + [UInt8(ascii: ":")]
        return switch kind {
        case .set, .ranking: (key + "[".utf8, Array("],".utf8))
        case .date, .time: (key + "\"".utf8, Array("\",".utf8))
        case .option, .point, .truth, .text, .number: (key, Array(",".utf8))
        }
    }

    static func empty(_ name: String) -> [UInt8] { quoted(name) + ":[],".utf8 }

    static func word(_ word: String, _ kind: AnswerColumns.Kind) -> [UInt8] {
        kind == .option ? quoted(word) : Array(word.utf8)
    }

    static func member(_ option: String) -> [UInt8] { quoted(option) + ",".utf8 }

    static func missing(_ name: String, _ missing: Missing) -> [UInt8] {
        missing == .notAsked ? [] : quoted(name) + ":\"\(missing.rawValue)\",".utf8
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONValue.write(text, into: &bytes)
        return bytes
    }
}
