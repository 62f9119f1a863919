public import SurveyModel

/// Checks documents against the schemas that are shipped, and against our own readers where those know more.
///
/// Responses are checked as they come, so memory does not grow with their number. Whatever a document says, nothing
/// else is read.
public final class Validation {
    /// Other JSON than lines is read whole, up to this many bytes.
    public static let documentLimit = 64 << 20
    private let folder: String
    private let limit: Int
    private let lineLimit: Int
    private let survey: ResponseSurvey?
    private var jsonSchemas: [DocumentKind: JSONSchema] = [:]
    private var xmlSchemas: [DocumentKind: XMLSchema] = [:]

    /// A survey with what its responses are checked by, made once.
    private struct ResponseSurvey {
        let survey: Survey
        let index: [String: VariableID]
        let rules: ResponseRules

        init(_ survey: Survey) {
            self.survey = survey
            index = survey.variableIndex
            rules = ResponseRules(survey)
        }
    }

    /// Takes the schemas from a folder. Of each document so many faults are kept; with a `survey` every answer of responses
    /// as JSON Lines is checked against it. A line may be as long as where responses are collected, unless another
    /// `lineLimit` is given.
    public init(schemas folder: String, survey: Survey? = nil, limit: Int = 20, lineLimit: Int = 16 << 20) {
        self.lineLimit = lineLimit
        self.folder = folder
        self.limit = limit
        self.survey = survey.map(ResponseSurvey.init)
    }

    /// Checks a document that is what it says, or of the kind that is given.
    ///
    /// Throws `ValidationFault` if it cannot be read or is nothing that there is a schema of.
    public func check(
        _ input: DocumentInput, as given: DocumentKind? = nil
    ) throws(ValidationFault) -> ValidatedDocument {
        let recognition = DocumentRecognition(try input.beginning(), name: input.name, as: given)
        guard case .document(var form, let seen) = recognition else {
            throw ValidationFault("\(input.name) \(recognition.refusal ?? "cannot be checked")")
        }
        guard let kind = given ?? seen else {
            throw ValidationFault(
                "\(input.name) does not say what it is; say it: --as "
                    + DocumentKind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        if form != .xml { form = kind == .responses ? .jsonl : .json }
        if form == .xml, kind.xmlSchema == nil {
            throw ValidationFault("\(input.name) is XML, in which there is no \(kind.rawValue)")
        }
        var document = ValidatedDocument(name: input.name, kind: kind, form: form, limit: limit)
        switch form {
        case .json: try checkDocument(input, &document)
        case .jsonl: try checkLines(input, &document)
        case .xml: try checkXML(input, &document)
        }
        return document
    }

    // MARK: JSON

    private func checkDocument(
        _ input: DocumentInput, _ document: inout ValidatedDocument
    ) throws(ValidationFault) {
        let schema = try jsonSchema(of: document.kind)
        let bytes = try input.rest(limit: Self.documentLimit)
        let value: JSONValue
        do {
            // A survey has exact numbers; what was computed may be as small as it is.
            value = try JSONValue(file: bytes, allowsExponents: document.kind != .survey)
        } catch {
            document.add(line: Self.line(of: error.offset, in: bytes), error.message)
            return
        }
        let (faults, count) = schema.faults(in: value, limit: limit)
        for fault in faults {
            document.add(line: fault.path.line(in: bytes), path: fault.path, fault.message)
        }
        document.count = count
        // What a schema cannot say: that names lead somewhere, and that parts agree.
        guard count == 0, document.kind == .survey else { return }
        do { _ = try Survey(json: value) } catch {
            let path = JSONPath(ofSurveyFault: error.path)
            document.add(line: path.line(in: bytes), path: path, error.message)
        }
    }

    private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes.prefix(offset).count { $0 == 0x0A } + 1
    }

    // MARK: JSON Lines

    private func checkLines(
        _ input: DocumentInput, _ document: inout ValidatedDocument
    ) throws(ValidationFault) {
        let schema = try jsonSchema(of: document.kind)
        var lines = DocumentLines(input, limit: lineLimit)
        var responses = 0
        while let line = try lines.next() {
            guard var bytes = line.bytes else {
                responses += 1
                document.add(line: line.number, "the line is longer than \(lineLimit >> 10) KiB")
                continue
            }
            // A byte order mark may stand before the first, as where responses are collected.
            if line.number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                bytes.replaceSubrange(..<3, with: [0x20, 0x20, 0x20])
            }
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            responses += 1
            check(bytes, line.number, schema, &document)
        }
        document.responses = responses
    }

    private func check(
        _ bytes: [UInt8], _ line: Int, _ schema: JSONSchema, _ document: inout ValidatedDocument
    ) {
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch {
            document.add(line: line, "byte \(error.offset + 1): \(error.message)")
            return
        }
        let (faults, count) = schema.faults(in: value, limit: limit - document.faults.count)
        for fault in faults { document.add(line: line, path: fault.path, fault.message) }
        document.count += count - faults.count
        guard count == 0 else { return }
        guard let survey else {
            // The pattern of the schema does not know the calendar.
            for key in ["started", "ended"] {
                guard let moment = value[key]?.string, Timestamp(moment) == nil else { continue }
                document.add(
                    line: line, "\(key): \"\(excerpt(moment))\" is no moment: there is no such day or hour")
            }
            return
        }
        do {
            _ = try Response(line: bytes, of: survey.survey, index: survey.index, rules: survey.rules)
        } catch { document.add(line: line, error.message) }
    }

    // MARK: XML

    private func checkXML(
        _ input: DocumentInput, _ document: inout ValidatedDocument
    ) throws(ValidationFault) {
        let schema = try xmlSchema(of: document.kind)
        guard document.kind == .survey else {
            let found = try schema.check(limit: limit) { (chunk) throws(ValidationFault) in
                try input.fill(chunk)
            }
            return Self.add(found, to: &document)
        }
        let bytes = try input.rest(limit: Self.documentLimit)
        Self.add(schema.check(bytes, limit: limit), to: &document)
        // What a schema cannot say: that names lead somewhere, and that parts agree.
        guard document.isValid else { return }
        do { _ = try Survey(parsingXML: bytes) } catch { document.add(error.description) }
    }

    private static func add(
        _ found: (problems: [XMLProblem], count: Int), to document: inout ValidatedDocument
    ) {
        for problem in found.problems {
            document.add(line: problem.line > 0 ? problem.line : nil, problem.message)
        }
        document.count = found.count
    }

    /// Checks the answers of responses that another reader has made lines of, as those of lines are checked.
    ///
    /// Nothing is done without a survey, or for a document in which faults were found.
    public func checkAnswers(
        of lines: any MadeLines, in document: inout ValidatedDocument
    ) throws(ValidationFault) {
        guard let survey, document.isValid else { return }
        var responses = 0
        do {
            while let line = try lines.next() {
                responses += 1
                if let fault = line.fault {
                    document.add(line: line.number, fault.message)
                    continue
                }
                do {
                    _ = try Response(
                        line: line.bytes, of: survey.survey, index: survey.index, rules: survey.rules)
                } catch { document.add(line: line.number, lines.reworded(error).message) }
            }
        } catch let fault as MadeLinesFault {
            if fault.isInputOutput { throw ValidationFault(fault.message, isInputOutput: true) }
            document.add(fault.message)
        } catch { document.add("\(error)") }
        document.responses = responses
    }

    // MARK: Schemas

    private func jsonSchema(of kind: DocumentKind) throws(ValidationFault) -> JSONSchema {
        if let schema = jsonSchemas[kind] { return schema }
        let path = folder + "/" + kind.jsonSchema
        let bytes = try DocumentInput(path: path).rest(limit: Self.documentLimit)
        do {
            let schema = try JSONSchema(parsing: bytes)
            jsonSchemas[kind] = schema
            return schema
        } catch { throw ValidationFault("\(path): \(error)", isInputOutput: true) }
    }

    private func xmlSchema(of kind: DocumentKind) throws(ValidationFault) -> XMLSchema {
        if let schema = xmlSchemas[kind] { return schema }
        do {
            let schema = try XMLSchema(file: folder + "/" + (kind.xmlSchema ?? ""))
            xmlSchemas[kind] = schema
            return schema
        } catch { throw ValidationFault("\(folder)/\(kind.xmlSchema ?? ""): \(error)", isInputOutput: true) }
    }
}

/// The lines of a document, one by one.
struct DocumentLines {
    struct Line {
        /// From 1.
        var number: Int
        /// Without the line break; nil for a line that is longer than the limit.
        var bytes: [UInt8]?
    }

    private let input: DocumentInput
    private let limit: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var position = 0
    private var filled = 0
    private var number = 0
    private var isAtEnd = false

    init(_ input: DocumentInput, limit: Int) {
        self.input = input
        self.limit = limit
    }

    mutating func next() throws(ValidationFault) -> Line? {
        var bytes: [UInt8] = []
        var isLong = false
        var isEmpty = true
        while true {
            if position == filled {
                guard !isAtEnd else { return nil }
                try fill()
                if filled == 0 {
                    isAtEnd = true
                    guard !isEmpty else { return nil }
                    number += 1
                    return Line(number: number, bytes: isLong ? nil : bytes)
                }
            }
            isEmpty = false
            let rest = buffer[position..<filled]
            let end = rest.firstIndex(of: 0x0A)
            let piece = rest[..<(end ?? filled)]
            if bytes.count + piece.count > limit {
                isLong = true
                bytes.removeAll()
            } else if !isLong {
                bytes += piece
            }
            position = end.map { $0 + 1 } ?? filled
            if end != nil {
                number += 1
                return Line(number: number, bytes: isLong ? nil : bytes)
            }
        }
    }

    private mutating func fill() throws(ValidationFault) {
        let input = input
        let result: Result<Int, ValidationFault> = buffer.withUnsafeMutableBytes { bytes in
            Result { () throws(ValidationFault) in try input.fill(bytes) }
        }
        filled = try result.get()
        position = 0
    }
}
