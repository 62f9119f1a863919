internal import FoundationEssentials
public import SurveyModel

/// Responses as XML, namespace `urn:sondeo:responses:1`, written through libxml2 as they come.
///
/// Throws `OutputFault` for a text with a character that XML forbids; an accepted answer has none.
public struct XMLResponseWriter: ResponseWriter {
    private let writer: XMLWriter
    private let columns: [Column]

    private struct Column {
        var position: Int
        var name: String
        var options: [String]
    }

    /// Prepares a writer and begins the document.
    public init(_ survey: Survey, includesPersonal: Bool = false, to sink: any ByteSink) throws(OutputFault) {
        writer = XMLWriter(to: sink)
        columns = survey.variables.enumerated().compactMap { position, variable in
            guard variable.isStored, includesPersonal || !variable.isPersonal else { return nil }
            return Column(
                position: position, name: variable.name,
                options: variable.domain.list.map { survey[$0].options.map(\.name) } ?? [])
        }
        writer.start(root: "responses", namespace: "urn:sondeo:responses:1")
        writer.attribute("formatVersion", "1")
        writer.attribute("survey", survey.name)
        writer.attribute("structure", survey.structure)
        try writer.checkpoint()
    }

    /// Writes one response.
    public mutating func write(_ response: Response) throws(OutputFault) {
        writer.lineBreak()
        writer.start("response")
        writer.attribute("id", response.id)
        writer.attribute("version", String(response.version))
        writer.attribute("locale", response.locale)
        writer.attribute("station", response.station)
        writer.attribute("channel", response.channel)
        writer.attribute("seed", String(response.seed))
        writer.attribute("started", time(response.started))
        writer.attribute("ended", time(response.ended))
        writer.attribute("state", response.state.rawValue)
        if response.isStale { writer.attribute("stale", "true") }
        for column in columns where column.position < response.answers.count {
            switch response.answers[column.position] {
            case .missing(.notAsked): break
            case .missing(let reason):
                writer.start("missing")
                writer.attribute("name", column.name)
                writer.attribute("reason", reason.rawValue)
                writer.end()
            case .answered(let value):
                writer.start("answer")
                writer.attribute("name", column.name)
                write(value, column)
                writer.end()
            }
        }
        writer.end()
        try writer.checkpoint()
    }

    /// Closes the document.
    public mutating func finish() throws(OutputFault) {
        writer.lineBreak()
        try writer.finish()
    }

    private func write(_ value: Value, _ column: Column) {
        func option(_ index: Int) -> String {
            column.options.indices.contains(index) ? column.options[index] : String(index)
        }
        switch value {
        case .number(let number): writer.text(number.canonicalText, of: column.name)
        case .option(let index): writer.text(option(index), of: column.name)
        case .date(let date): writer.text(date.text, of: column.name)
        case .time(let time): writer.text(time.text, of: column.name)
        case .options(let indices), .order(let indices):
            for index in indices {
                writer.start("option")
                writer.text(option(index), of: column.name)
                writer.end()
            }
        case .text(let text): writer.text(text, of: column.name)
        case .yesno(let yes): writer.text(yes ? "true" : "false", of: column.name)
        }
    }

    private func time(_ time: Timestamp) -> String {
        var bytes: [UInt8] = []
        time.write(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
