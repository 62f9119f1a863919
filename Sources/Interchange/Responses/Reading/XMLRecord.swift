internal import FoundationEssentials
internal import SurveyModel

/// One response on its way from elements to a line.
struct XMLRecord {
    private var plan: XMLRecordPlan?
    private var fault: ResponseFault?
    private var head = Head()
    private var isStale = false
    /// What stands for each variable in JSON, behind each other, and where; nil for those that were not met.
    private var values: [UInt8] = []
    private var places: [(range: Range<Int>, isMissing: Bool)?] = []
    private var expected = 0
    /// The answer that is open.
    private var current: Int?
    private var text: [UInt8] = []
    private var hasOptions = false
    private var size = 0
    private var name: [UInt8] = []

    /// What belongs to the response, as values of JSON; empty for what is not there.
    private struct Head {
        var id: [UInt8] = []
        var version: [UInt8] = []
        var structure: [UInt8] = []
        var locale: [UInt8] = []
        var station: [UInt8] = []
        var channel: [UInt8] = []
        var seed: [UInt8] = []
        var started: [UInt8] = []
        var ended: [UInt8] = []
        var state: [UInt8] = []
    }

    /// Says what is wrong with the response; the first fault counts.
    mutating func fail(_ message: String) { if fault == nil { fault = ResponseFault(message) } }

    /// Whether an attribute belongs to those that tell a validator where a schema is.
    static func isSchemaHint(_ tag: XMLStartTag, _ index: Int) -> Bool {
        tag.attributeNamespace(index) == "http://www.w3.org/2001/XMLSchema-instance"
    }

    // MARK: Response

    mutating func start(_ tag: XMLStartTag, structure: String, _ plan: (String) -> XMLRecordPlan?) {
        fault = nil
        head = Head()
        isStale = false
        values.removeAll(keepingCapacity: true)
        (expected, current, size) = (0, nil, 0)
        var own = structure
        for index in 0..<tag.attributeCount { take(tag, index, &own) }
        JSONValue.write(own, into: &head.structure)
        if fault == nil, let absent = absent {
            fail("<response> has no \"\(absent)\"")
        }
        self.plan = plan(own)
        if self.plan == nil {
            let version = String(decoding: head.version, as: UTF8.self)
            fail("it was given on another structure of the survey (\(excerpt(own)), version \(version))")
        }
        let count = self.plan?.variables.count ?? 0
        if places.count == count {
            for index in places.indices { places[index] = nil }
        } else {
            places = Array(repeating: nil, count: count)
        }
    }

    private var absent: String? {
        if head.id.isEmpty { return "id" }
        if head.version.isEmpty { return "version" }
        if head.locale.isEmpty { return "locale" }
        if head.seed.isEmpty { return "seed" }
        if head.started.isEmpty { return "started" }
        if head.ended.isEmpty { return "ended" }
        return head.state.isEmpty ? "state" : nil
    }

    private mutating func take(_ tag: XMLStartTag, _ index: Int, _ structure: inout String) {
        if tag.attribute(index, isCalled: "id") {
            head.id = string(tag, index)
        } else if tag.attribute(index, isCalled: "version") {
            head.version = whole(tag, index, "version", "a whole number from 1")
        } else if tag.attribute(index, isCalled: "structure") {
            structure = tag.value(index)
        } else if tag.attribute(index, isCalled: "locale") {
            head.locale = string(tag, index)
        } else if tag.attribute(index, isCalled: "station") {
            head.station = string(tag, index)
        } else if tag.attribute(index, isCalled: "channel") {
            head.channel = string(tag, index)
        } else if tag.attribute(index, isCalled: "seed") {
            head.seed = whole(tag, index, "seed", "a whole number from 0 to 2^64 - 1")
        } else if tag.attribute(index, isCalled: "started") {
            head.started = string(tag, index)
        } else if tag.attribute(index, isCalled: "ended") {
            head.ended = string(tag, index)
        } else if tag.attribute(index, isCalled: "state") {
            head.state = string(tag, index)
        } else if tag.attribute(index, isCalled: "stale") {
            switch tag.value(index) {
            case "true", "1": isStale = true
            case "false", "0": isStale = false
            case let seen: fail("\"stale\" must be true or false, not \"\(excerpt(seen))\"")
            }
        } else if !Self.isSchemaHint(tag, index) {
            fail("\"\(excerpt(tag.attributeName(index)))\" is no attribute of <response>")
        }
    }

    private mutating func string(_ tag: XMLStartTag, _ index: Int) -> [UInt8] {
        text.removeAll(keepingCapacity: true)
        tag.appendValue(index, to: &text)
        var value: [UInt8] = []
        text.withUnsafeBufferPointer { JSONValue.write(utf8: $0, into: &value) }
        return value
    }

    private mutating func whole(
        _ tag: XMLStartTag, _ index: Int, _ name: String, _ expected: String
    ) -> [UInt8] {
        let seen = tag.value(index)
        var value: [UInt8] = []
        // A sign is no digit; zeros in front are allowed, as by the schema.
        if !seen.isEmpty, seen.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = UInt64(seen) {
            value.append(decimal: number)
        } else {
            fail("\"\(name)\" must be \(expected), not \"\(excerpt(seen))\"")
        }
        return value
    }

    // MARK: Answers

    mutating func startAnswer(_ tag: XMLStartTag) {
        text.removeAll(keepingCapacity: true)
        hasOptions = false
        current = place(tag, "answer", other: nil)
        guard let current else { return }
        let start = values.count
        if plan?.variables[current].form == .options { values.append(UInt8(ascii: "[")) }
        places[current] = (start..<start, false)
    }

    mutating func addMissing(_ tag: XMLStartTag) {
        guard let place = place(tag, "missing", other: "reason") else { return }
        guard let index = (0..<tag.attributeCount).first(where: { tag.attribute($0, isCalled: "reason") })
        else { return fail("<missing> of \"\(word(place))\" has no reason") }
        let start = values.count
        JSONValue.write(tag.value(index), into: &values)
        places[place] = (start..<values.count, true)
    }

    /// The place of the variable that an element names, if it stands for the first time.
    private mutating func place(_ tag: XMLStartTag, _ element: String, other: StaticString?) -> Int? {
        guard fault == nil, let plan else { return nil }
        name.removeAll(keepingCapacity: true)
        for index in 0..<tag.attributeCount {
            if tag.attribute(index, isCalled: "name") {
                tag.appendValue(index, to: &name)
            } else if !(other.map { tag.attribute(index, isCalled: $0) } ?? false) {
                fail("\"\(excerpt(tag.attributeName(index)))\" is no attribute of <\(element)>")
                return nil
            }
        }
        guard let place = plan.place(of: name, expected: expected) else {
            let seen = String(decoding: name, as: UTF8.self)
            fail(
                seen.isEmpty
                    ? "<\(element)> has no name" : "\"\(excerpt(seen))\" is not a variable of the survey")
            return nil
        }
        guard places[place] == nil else {
            fail("\"\(word(place))\" stands twice")
            return nil
        }
        expected = place + 1
        return place
    }

    private func word(_ place: Int) -> String {
        plan.map { String(decoding: $0.variables[place].name, as: UTF8.self) } ?? ""
    }

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, isOption: Bool) {
        guard fault == nil, let current else { return }
        guard grow(by: bytes.count) else { return }
        if !isOption, plan?.variables[current].form == .options {
            if !XMLRecords.isBlank(bytes) {
                fail("\"\(word(current))\" holds options, each in an <option> of its own")
            }
            return
        }
        text.append(contentsOf: bytes)
    }

    mutating func startOption(_ tag: XMLStartTag) {
        guard fault == nil, let current else { return }
        if tag.attributeCount > 0 {
            fail("\"\(excerpt(tag.attributeName(0)))\" is no attribute of <option>")
        }
        guard plan?.variables[current].form == .options else {
            return fail("\"\(word(current))\" is no set of options and no ranking, and has no <option>")
        }
        // An empty one takes room too.
        guard grow(by: 3) else { return }
        text.removeAll(keepingCapacity: true)
    }

    /// Whether a response may have so many bytes more.
    private mutating func grow(by count: Int) -> Bool {
        size += count
        if size > XMLLines.responseLimit {
            fail("its answers are longer than \(XMLLines.responseLimit >> 20) MiB")
        }
        return fault == nil
    }

    mutating func endOption() {
        guard fault == nil, current != nil else { return }
        if hasOptions { values.append(UInt8(ascii: ",")) }
        hasOptions = true
        writeTrimmed()
        text.removeAll(keepingCapacity: true)
    }

    mutating func endAnswer() {
        guard fault == nil, let current, let plan, let start = places[current]?.range.lowerBound else {
            return
        }
        switch plan.variables[current].form {
        case .string: writeTrimmed()
        case .text: text.withUnsafeBufferPointer { JSONValue.write(utf8: $0, into: &values) }
        case .options: values.append(UInt8(ascii: "]"))
        case .number:
            let seen = trimmed
            if Self.isPlainWhole(seen) {
                values += seen
            } else if let number = Decimal(exactly: String(decoding: seen, as: UTF8.self)) {
                number.writeCanonicalText(into: &values)
            } else {
                fail("\"\(word(current))\" must be a number, not \(quoted(seen))")
            }
        case .truth:
            let seen = trimmed
            if seen.elementsEqual("true".utf8) || seen.elementsEqual("false".utf8) {
                values += seen
            } else {
                fail("\"\(word(current))\" must be true or false, not \(quoted(seen))")
            }
        }
        places[current] = (start..<values.count, false)
        self.current = nil
    }

    /// The text without the white space around it: a document may be laid out by hand.
    private var trimmed: ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
        let start = text.firstIndex { !isSpace($0) } ?? text.endIndex
        let end = text.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
        return text[start..<end]
    }

    private mutating func writeTrimmed() {
        trimmed.withUnsafeBufferPointer { JSONValue.write(utf8: $0, into: &values) }
    }

    private func quoted(_ seen: ArraySlice<UInt8>) -> String {
        "\"\(excerpt(String(decoding: seen.prefix(200), as: UTF8.self)))\""
    }

    /// Whether a number is written as our own are: most are, and are copied.
    private static func isPlainWhole(_ digits: ArraySlice<UInt8>) -> Bool {
        (1...15).contains(digits.count) && digits.allSatisfy { 0x30...0x39 ~= $0 }
            && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
    }

    // MARK: The line

    /// The line of the response, or why there is none.
    func finish(survey: String, line: Int) -> MadeLine {
        if let fault { return MadeLine(number: line, bytes: [], fault: fault) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 2 + 512)
        bytes.append(prepared: "{\"response\":")
        bytes += head.id
        bytes.append(prepared: ",\"survey\":")
        JSONValue.write(survey, into: &bytes)
        add(",\"version\":", head.version, to: &bytes)
        add(",\"structure\":", head.structure, to: &bytes)
        add(",\"locale\":", head.locale, to: &bytes)
        if !head.station.isEmpty { add(",\"station\":", head.station, to: &bytes) }
        if !head.channel.isEmpty { add(",\"channel\":", head.channel, to: &bytes) }
        add(",\"seed\":", head.seed, to: &bytes)
        add(",\"started\":", head.started, to: &bytes)
        add(",\"ended\":", head.ended, to: &bytes)
        add(",\"state\":", head.state, to: &bytes)
        bytes.append(prepared: ",\"answers\":{")
        addValues(areMissing: false, to: &bytes)
        bytes.append(prepared: "},\"missing\":{")
        addValues(areMissing: true, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        if isStale { bytes.append(prepared: ",\"stale\":true") }
        bytes.append(UInt8(ascii: "}"))
        return MadeLine(number: line, bytes: bytes)
    }

    private func add(_ key: StaticString, _ value: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(prepared: key)
        bytes += value
    }

    private func addValues(areMissing: Bool, to bytes: inout [UInt8]) {
        guard let plan else { return }
        var isFirst = true
        for (place, value) in places.enumerated() {
            guard let value, value.isMissing == areMissing else { continue }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes += plan.variables[place].key
            bytes += values[value.range]
        }
    }
}
