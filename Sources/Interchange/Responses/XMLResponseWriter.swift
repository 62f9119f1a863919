internal import FoundationEssentials
public import SurveyModel
public import Tallies

/// Responses as XML, namespace `urn:sondeo:responses:1`, written as they come.
///
/// Rows may be of several versions of the survey; a response of another structure than the root's has its own `structure`.
/// Throws `OutputFault` for a text with a character that XML forbids; an accepted answer has none.
///
/// libxml2 opens and closes the document. The elements of responses are put together here and handed to it as they are: it
/// checks no character anyway (`XMLWriter` does), and a call for every attribute, copied and ended with a zero, takes most of
/// the time of an export. There is one place where a text can get into the bytes, `XMLText.append`, which escapes and checks it
/// in one go.
public struct XMLResponseWriter: AnswerWriter {
    /// What the format could not carry.
    public private(set) var losses: LossReport
    private let writer: XMLWriter
    private let structure: String
    private var columns: AnswerColumnsByPlan
    private let own: ResponseRow
    /// Responses that were not handed over yet.
    private var bytes: [UInt8] = []
    private static let size = 1 << 16

    /// Prepares a writer and begins the document.
    public init(_ survey: Survey, includesPersonal: Bool = false, to sink: any ByteSink) throws(OutputFault) {
        losses = LossReport(format: "xml", survey: survey.name)
        writer = XMLWriter(to: sink)
        structure = survey.structure
        columns = AnswerColumnsByPlan(survey, includesPersonal: includesPersonal, XMLAnswerForm.self)
        own = ResponseRow(columns.plan)
        bytes.reserveCapacity(Self.size + 4_096)
        writer.start(root: "responses", namespace: "urn:sondeo:responses:1")
        writer.attribute("formatVersion", "1")
        writer.attribute("survey", survey.name)
        writer.attribute("structure", survey.structure)
        try writer.checkpoint()
    }

    /// Writes one response.
    public mutating func write(_ response: Response) throws(OutputFault) {
        own.fill(response)
        try write(own)
    }

    /// Writes the response that a row is of.
    public mutating func write(_ row: ResponseRow) throws(OutputFault) {
        losses.addWeight(of: row)
        do throws(ForbiddenCharacter) {
            try append(row)
        } catch {
            writer.fail(.forbiddenCharacter(error.scalar, in: error.place))
            try writer.checkpoint()
        }
        if bytes.count >= Self.size { try handOver() }
    }

    /// Closes the document.
    public mutating func finish() throws(OutputFault) {
        try handOver()
        writer.lineBreak()
        try writer.finish()
    }

    private mutating func handOver() throws(OutputFault) {
        writer.raw(bytes)
        bytes.removeAll(keepingCapacity: true)
        try writer.checkpoint()
    }

    private mutating func append(_ row: ResponseRow) throws(ForbiddenCharacter) {
        bytes.append(prepared: "\n<response")
        try appendHead(row.head, row)
        let columns = columns.columns(of: row.plan)
        let codes = row.codes
        let start = bytes.count
        bytes.append(UInt8(ascii: ">"))
        for column in columns.columns {
            let code = Int(codes.codes[column.position])
            if code >= column.missingOffset {
                columns.pieces.append(column.missing + code - column.missingOffset, to: &bytes)
            } else if column.kind == .text {
                columns.pieces.append(column.before, to: &bytes)
                let scalar = row.text(of: column.position).withUnsafeBufferPointer {
                    XMLText.append($0, .text, to: &bytes)
                }
                if let scalar {
                    throw ForbiddenCharacter(
                        scalar: scalar, place: row.plan.survey.variables[column.position].name)
                }
                columns.pieces.append(column.after, to: &bytes)
            } else {
                columns.append(column, code, of: row, codes, to: &bytes) { number, bytes in
                    number.writeCanonicalText(into: &bytes)
                }
            }
        }
        // An element with nothing in it is written as libxml2 writes it.
        if bytes.count == start + 1 {
            bytes.removeLast()
            bytes.append(prepared: "/>")
        } else {
            bytes.append(prepared: "</response>")
        }
    }

    private mutating func appendHead(_ head: ResponseRow.Head, _ row: ResponseRow) throws(ForbiddenCharacter)
    {
        bytes.append(prepared: " id=\"")
        row.writeID(into: &bytes)
        bytes.append(prepared: "\" version=\"")
        bytes.append(decimal: UInt64(max(0, head.version)))
        bytes.append(UInt8(ascii: "\""))
        if head.structure != structure { try attribute(" structure=\"", head.structure, "structure") }
        try attribute(" locale=\"", head.locale, "locale")
        if let station = head.station { try attribute(" station=\"", station, "station") }
        if let channel = head.channel { try attribute(" channel=\"", channel, "channel") }
        bytes.append(prepared: " seed=\"")
        bytes.append(decimal: head.seed)
        bytes.append(prepared: "\" started=\"")
        head.started.write(into: &bytes)
        bytes.append(prepared: "\" ended=\"")
        head.ended.write(into: &bytes)
        bytes.append(prepared: "\" state=\"")
        bytes += head.state.rawValue.utf8
        bytes.append(UInt8(ascii: "\""))
        if head.isStale { bytes.append(prepared: " stale=\"true\"") }
    }

    private mutating func attribute(
        _ start: StaticString, _ value: String, _ place: String
    ) throws(ForbiddenCharacter) {
        bytes.append(prepared: start)
        var value = value
        let scalar = value.withUTF8 { XMLText.append($0, .attribute, to: &bytes) }
        if let scalar { throw ForbiddenCharacter(scalar: scalar, place: place) }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// A text has a character that XML cannot carry.
private struct ForbiddenCharacter: Error {
    var scalar: UInt32
    var place: String
}

/// Answers as elements.
private enum XMLAnswerForm: AnswerForm {
    static func frame(_ name: String, _ kind: AnswerColumns.Kind) -> (before: [UInt8], after: [UInt8]) {
        (escaped("<answer name=\"", name, "\">"), Array("</answer>".utf8))
    }

    static func empty(_ name: String) -> [UInt8] { escaped("<answer name=\"", name, "\"/>") }

    static func word(_ word: String, _ kind: AnswerColumns.Kind) -> [UInt8] { escaped("", word, "") }

    static func member(_ option: String) -> [UInt8] { escaped("<option>", option, "</option>") }

    static func missing(_ name: String, _ missing: Missing) -> [UInt8] {
        missing == .notAsked
            ? [] : escaped("<missing name=\"", name, "\" reason=\"\(missing.rawValue)\"/>")
    }

    /// Names of variables and options are letters, digits, points and underscores; whatever else they were, no markup
    /// would come of it, and no character that XML forbids.
    private static func escaped(_ before: String, _ text: String, _ after: String) -> [UInt8] {
        var bytes = Array(before.utf8)
        var text = text
        _ = text.withUTF8 { XMLText.append($0, .attribute, to: &bytes) }
        return bytes + after.utf8
    }
}
