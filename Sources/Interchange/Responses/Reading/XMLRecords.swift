internal import SurveyModel

/// Makes lines of the elements of a document of responses.
final class XMLRecords: XMLEvents {
    /// The lines that nobody has taken yet.
    var lines: [MadeLine] = []
    /// Whether the document is one of responses to a survey that is known, as its first element says.
    private(set) var hasBegun = false
    /// Told to stop where the document is none of responses.
    weak var reader: XMLPushReader?

    private enum Level {
        case outside, responses, response, answer, option, missing
    }

    private static let namespace: StaticString = "urn:sondeo:responses:1"
    private let plans: [String: XMLRecordPlan]
    private let surveys: Set<String>
    private var level = Level.outside
    /// How many unknown elements are open; what they hold is passed over.
    private var unknown = 0
    private var structure = ""
    private var survey = ""
    private var record: XMLRecord
    private var line = 0

    init(_ surveys: [Survey]) {
        plans = Dictionary(
            surveys.map { ("\($0.name) \($0.structure)", XMLRecordPlan($0)) },
            uniquingKeysWith: { first, _ in first })
        self.surveys = Set(surveys.map(\.name))
        record = XMLRecord()
    }

    // MARK: Elements

    func start(_ tag: XMLStartTag, line: Int) {
        guard unknown == 0 else {
            unknown += 1
            return
        }
        guard tag.isIn(Self.namespace) else { return stranger(tag, line) }
        switch level {
        case .outside where tag.isCalled("responses"): startDocument(tag, line)
        case .responses where tag.isCalled("response"): startResponse(tag, line)
        case .response where tag.isCalled("answer"):
            level = .answer
            record.startAnswer(tag)
        case .response where tag.isCalled("missing"):
            level = .missing
            record.addMissing(tag)
        case .answer where tag.isCalled("option"):
            level = .option
            record.startOption(tag)
        default: stranger(tag, line)
        }
    }

    func end() {
        guard unknown == 0 else {
            unknown -= 1
            return
        }
        switch level {
        case .outside, .responses: level = .outside
        case .response:
            level = .responses
            lines.append(record.finish(survey: survey, line: line))
        case .answer:
            level = .response
            record.endAnswer()
        case .option:
            level = .answer
            record.endOption()
        case .missing: level = .response
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard unknown == 0 else { return }
        switch level {
        case .answer, .option: record.take(bytes, isOption: level == .option)
        case .outside: break
        case .responses:
            if !Self.isBlank(bytes) {
                reader?.stop("it has text between responses: \(Self.words(bytes))")
            }
        case .response, .missing:
            if !Self.isBlank(bytes) {
                record.fail("it has text outside of its answers: \(Self.words(bytes))")
            }
        }
    }

    /// An element that has no business where it stands.
    private func stranger(_ tag: XMLStartTag, _ line: Int) {
        let place =
            tag.isIn(Self.namespace) || tag.namespace.isEmpty && level != .outside
            ? "" : tag.namespace.isEmpty ? " without a namespace" : " of \"\(excerpt(tag.namespace))\""
        let name = "<\(excerpt(tag.name))>\(place)"
        switch level {
        case .outside:
            reader?.stop(
                "it begins with \(name), and responses are in <responses xmlns=\"\(Self.namespace)\">",
                line: line)
        case .responses:
            lines.append(
                MadeLine(
                    number: line, bytes: [],
                    fault: ResponseFault("\(name) is no response: <responses> holds <response>")))
        case .response: record.fail("\(name) is no part of a response: it holds <answer> and <missing>")
        case .answer: record.fail("\(name) is no part of an answer: it holds <option>")
        case .option, .missing: record.fail("\(name) has no place here: nothing is nested so deep")
        }
        unknown = 1
    }

    private func startDocument(_ tag: XMLStartTag, _ line: Int) {
        level = .responses
        var version: String?
        for index in 0..<tag.attributeCount {
            if tag.attribute(index, isCalled: "formatVersion") {
                version = tag.value(index)
            } else if tag.attribute(index, isCalled: "survey") {
                survey = tag.value(index)
            } else if tag.attribute(index, isCalled: "structure") {
                structure = tag.value(index)
            } else if !XMLRecord.isSchemaHint(tag, index) {
                return stop(
                    "\"\(excerpt(tag.attributeName(index)))\" is no attribute of <responses>", line)
            }
        }
        guard version == "1" else {
            return stop(
                version.map {
                    "it is of version \(excerpt($0)) of the format, and this program reads version 1"
                } ?? "<responses> has no formatVersion", line)
        }
        guard surveys.contains(survey) else {
            let known = surveys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            return stop("it answers the survey \"\(excerpt(survey))\", not \(known)", line)
        }
        hasBegun = true
    }

    private func stop(_ message: String, _ line: Int) { reader?.stop(message, line: line) }

    private func startResponse(_ tag: XMLStartTag, _ line: Int) {
        level = .response
        self.line = line
        record.start(tag, structure: structure) { plans["\(survey) \($0)"] }
    }

    // MARK: Texts

    static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
    }

    private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: bytes.drop { $0 <= 0x20 }.prefix(160), as: UTF8.self)
        return "\"\(excerpt(text.split(whereSeparator: \.isNewline).first ?? ""))\""
    }
}
