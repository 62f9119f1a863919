internal import FoundationEssentials
public import SurveyModel

/// Reads the records of a Triple-S data file as responses to the survey that was made of its definitions.
///
/// ```swift
/// let imported = try TripleSImport(definitions, fallbackName: "exit_survey")
/// let survey = compile(imported.text)
/// let lines = try TripleSLines(imported, survey, from: .path("exit.asc"), moment: day)
/// while let line = try lines.next() { … }
/// ```
///
/// A file of ours gives back the id, the language, the moments and the end of each response. Another has none of these: the
/// id is made of the survey's name and the serial number, with the number of the record behind it where that serial is not above
/// all before it; where there is no serial it is made of the record and its number. The moment is the one that the caller gives; and all are complete. A record that is not as the definitions say is a fault, and the next
/// one is read.
public final class TripleSLines: MadeLines {
    /// What the source is called in messages.
    public let name: String
    private var reader: TripleSRecordReader
    private let imported: TripleSImport
    private let survey: Survey
    private let writer: ResponseLineWriter
    private let fields: [Field]
    private let format: TripleSDefinitions.Format
    private let serial: TripleSDefinitions.Variable?
    private let moment: Timestamp
    /// The greatest serial so far.
    private var greatest: TripleSSerial?

    private struct Field {
        var variable: TripleSDefinitions.Variable
        var use: Use
        enum Use {
            case answer(Int, TripleSAnswerKind)
            case head(String)
        }
    }

    /// Opens a data file. `survey` is what compiling `imported.text` gave; `moment` is when responses were given that do not
    /// say it. Throws `MadeLinesFault` if there is no such file, or if the survey is another.
    public init(
        _ imported: TripleSImport, _ survey: Survey, from source: TripleSSource,
        encoding: TripleSEncoding? = nil, moment: Timestamp
    ) throws(MadeLinesFault) {
        name = source.name
        self.imported = imported
        self.survey = survey
        self.moment = moment
        let record = imported.definitions.record ?? TripleSDefinitions.Record()
        format = record.format
        serial = record.variables.first { $0.use == .serial }
        writer = ResponseLineWriter(survey)
        var positions: [String: Int] = [:]
        for (position, variable) in survey.variables.enumerated() { positions[variable.name] = position }
        var fields: [Field] = []
        for (variable, target) in zip(record.variables, imported.targets) {
            switch target {
            case .serial, .ignored: break
            case .head(let part): fields.append(Field(variable: variable, use: .head(part)))
            case .answer(let name, let kind):
                guard let position = positions[name] else {
                    throw MadeLinesFault(
                        "the survey has no variable \"\(name)\"; read data on the survey that was made of their definitions"
                    )
                }
                fields.append(Field(variable: variable, use: .answer(position, kind)))
            }
        }
        self.fields = fields
        reader = try TripleSRecordReader(source, imported.definitions, record, encoding: encoding)
    }

    deinit { reader.close() }

    /// What an author should know of the records that were read: those that go on behind what the definitions know.
    public var remark: String? { reader.surplusWords }

    /// The line of the next record; nil at the end.
    public func next() throws -> MadeLine? {
        switch try reader.next() {
        case nil: return nil
        case .fault(let number, let message)?:
            return MadeLine(number: number, bytes: [], fault: ResponseFault(message))
        case .record(let record)?:
            do {
                var bytes: [UInt8] = []
                writer.write(try response(of: record), into: &bytes)
                return MadeLine(number: record.number, bytes: bytes)
            } catch {
                return MadeLine(number: record.number, bytes: [], fault: error)
            }
        }
    }

    private func response(of record: TripleSRecord) throws(ResponseFault) -> Response {
        var response = Response(
            id: "", survey: survey.name, version: survey.version, structure: survey.structure,
            locale: survey.locales[0], seed: 0, started: moment, ended: moment, state: .complete,
            answers: [Answer](repeating: .notAsked, count: survey.variables.count))
        var head: [String: String] = [:]
        for field in fields {
            switch field.use {
            case .head(let part): head[part] = record.text(of: field.variable).trimmed
            case .answer(let position, let kind):
                do {
                    response.answers[position] = try kind.answer(
                        in: record, of: field.variable, format: format)
                } catch {
                    throw ResponseFault(
                        "\(format == .csv ? "field" : "column") \(field.variable.place) (\(field.variable.name.excerpt)) \(error.message)"
                    )
                }
            }
        }
        if imported.isOurs { try take(head, &response) }
        if response.id.isEmpty { response.id = id(of: record, at: response.started) }
        return response
    }

    /// What belongs to a response in a file of ours. What such a file always has may not be blank, and nothing may be damaged: a
    /// made-up id or moment would count a response twice, or in another year.
    private func take(_ head: [String: String], _ response: inout Response) throws(ResponseFault) {
        func taken<Value>(_ part: String, _ what: String, _ value: (String) -> Value?) throws(ResponseFault)
            -> Value?
        {
            guard let text = head[part] else { return nil }
            guard let value = value(text) else {
                throw ResponseFault("response_\(part) holds \"\(text.excerpt)\", which is no \(what)")
            }
            return value
        }
        if let id = try taken("id", "id", { Response.isUUIDv7($0) ? $0 : nil }) { response.id = id }
        if let version = try taken("version", "version", { Int($0).flatMap { $0 >= 1 ? $0 : nil } }) {
            response.version = version
        }
        if let locale = try taken("locale", "language", { Response.isTag($0) ? $0 : nil }) {
            response.locale = locale
        }
        if let station = head["station"], !station.isEmpty { response.station = station }
        if let channel = head["channel"], !channel.isEmpty { response.channel = channel }
        if let seed = try taken("seed", "seed", { UInt64($0) }) { response.seed = seed }
        let states = Disposition.allCases
        if let state = try taken(
            "state", "code of a state", { Int($0).flatMap { (1...states.count).contains($0) ? $0 : nil } })
        {
            response.state = states[state - 1]
        }
        if let isStale = try taken("stale", "0 or 1", { $0 == "1" ? true : $0 == "0" ? false : nil }) {
            response.isStale = isStale
        }
        if let started = try moment("started") { response.started = started }
        if let ended = try moment("ended") { response.ended = ended }

        func moment(_ part: String) throws(ResponseFault) -> Timestamp? {
            guard let day = try taken("\(part)_date", "day such as 20261121", { TripleSMoments.day($0) }),
                let clock = try taken("\(part)_time", "time such as 093000", { TripleSMoments.clock($0) })
            else { return nil }
            let seconds = Int64(day.number) * 86_400 + Int64(clock.time.minutes * 60 + clock.seconds)
            return Timestamp(milliseconds: seconds * 1_000)
        }
    }

    private func id(of record: TripleSRecord, at moment: Timestamp) -> String {
        var identity = TripleSIdentity(survey.name)
        let serial = TripleSSerial(serial.map { record.text(of: $0).trimmed } ?? "")
        if serial.text.isEmpty {
            identity.add(record.bytes)
            identity.add(String(record.number).utf8)
        } else {
            identity.add(serial.text.utf8)
            // One that is above all before it is a new one, without a look back at them. Any other may be there twice, as
            // that of a response is in the records of a level.
            if let greatest, serial <= greatest {
                identity.add(String(record.number).utf8)
            } else {
                greatest = serial
            }
        }
        return UUIDv7(milliseconds: moment.milliseconds, from: &identity).text
    }
}
