internal import FoundationEssentials

// One response as a line of JSON, in the order and form of the response format: the format of JSON Lines files, of
// the store's raw responses and of replayed answers.

/// Why a line is not a response to a survey.
public struct ResponseFault: Error, Hashable, Sendable {
    /// What was seen and what was expected, naming the key or variable.
    public var message: String
    /// The byte in the line, where the line is no JSON at all.
    public var offset: Int?

    /// Makes a fault.
    public init(_ message: String, offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }
}

extension Response {
    /// The response as one line of JSON, keys in the order of the format, without a line break.
    ///
    /// `survey` is the version it was given on. Equal responses give equal bytes.
    public func line(of survey: Survey) -> String { json(of: survey).compactText }

    /// The response as a document; see `line`.
    public func json(of survey: Survey) -> JSONValue {
        var answered: [JSONValue.Member] = []
        var missing: [JSONValue.Member] = []
        for (position, variable) in survey.variables.enumerated() where variable.isStored {
            switch answers.answer(of: VariableID(position)) {
            case .answered(let value):
                answered.append(.init(variable.name, value.json(in: variable.domain, of: survey)))
            case .missing(.notAsked): break
            case .missing(let reason): missing.append(.init(variable.name, .string(reason.rawValue)))
            }
        }
        return .object([
            "response": .string(id), "survey": .string(self.survey), "version": .number(version),
            "structure": .string(structure), "locale": .string(locale),
            "station": station.map(JSONValue.string), "channel": channel.map(JSONValue.string),
            "seed": .number(seed), "started": .string(started.text), "ended": .string(ended.text),
            "state": .string(state.rawValue), "answers": .object(answered), "missing": .object(missing),
            "stale": isStale ? .bool(true) : nil,
        ])
    }

    /// Reads one line, checking every value against the survey. Strict and slow: the reference that the collector's fast
    /// reader is tested against.
    ///
    /// Throws `ResponseFault`. The keys may stand in any order; unknown keys and variables are faults.
    public init(line: some Collection<UInt8>, of survey: Survey, index: [String: VariableID])
        throws(ResponseFault)
    {
        try self.init(line: line, of: survey, index: index, rules: ResponseRules(survey))
    }

    /// Reads one of many lines: the rules are gathered once for all of them.
    package init(
        line: some Collection<UInt8>, of survey: Survey, index: [String: VariableID], rules: ResponseRules
    ) throws(ResponseFault) {
        let document: JSONValue
        do { document = try JSONValue(parsing: line) } catch {
            throw ResponseFault(error.message, offset: error.offset)
        }
        guard case .object(let members) = document else { throw ResponseFault("a response is a JSON object") }
        let known: Set<String> = [
            "response", "survey", "version", "structure", "locale", "station", "channel", "seed", "started",
            "ended",
            "state", "answers", "missing", "stale",
        ]
        if let stranger = members.first(where: { !known.contains($0.key) }) {
            throw ResponseFault("\"\(stranger.key)\" is not a key of a response")
        }
        func string(_ key: String) throws(ResponseFault) -> String {
            guard let text = document[key]?.string, !text.isEmpty else {
                throw ResponseFault("\"\(key)\" must be a text")
            }
            return text
        }
        func optionalString(_ key: String) throws(ResponseFault) -> String? {
            document[key] == nil ? nil : try string(key)
        }
        func time(_ key: String) throws(ResponseFault) -> Timestamp {
            guard let time = Timestamp(try string(key)) else {
                throw ResponseFault("\"\(key)\" must be a time like 2026-11-21T10:15:30.120Z")
            }
            return time
        }
        id = try string("response")
        guard Self.isUUIDv7(id) else { throw ResponseFault("\"response\" must be a UUIDv7 in lower case") }
        self.survey = try string("survey")
        guard self.survey == survey.name else {
            throw ResponseFault("it answers the survey \"\(self.survey)\", not \"\(survey.name)\"")
        }
        guard let version = document["version"]?.int, version >= 1 else {
            throw ResponseFault("\"version\" must be a whole number from 1")
        }
        self.version = version
        structure = try string("structure")
        guard structure == survey.structure else {
            throw ResponseFault(
                "it was given on another structure of the survey (\(structure), version \(version))")
        }
        locale = try string("locale")
        guard Self.isTag(locale) else {
            throw ResponseFault("\"locale\" must be a language tag like es or pt-BR")
        }
        station = try optionalString("station")
        channel = try optionalString("channel")
        guard case .number(let seed)? = document["seed"], let seed = UInt64(seed.canonicalText) else {
            throw ResponseFault("\"seed\" must be a whole number from 0 to 2^64 - 1")
        }
        self.seed = seed
        started = try time("started")
        ended = try time("ended")
        guard let state = Disposition(rawValue: try string("state")) else {
            throw ResponseFault(
                "\"state\" must be one of \(Disposition.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.state = state
        switch document["stale"] {
        case nil: isStale = false
        case .bool(let stale)?: isStale = stale
        default: throw ResponseFault("\"stale\" must be true or false")
        }
        answers = [Answer](repeating: .notAsked, count: survey.variables.count)
        guard case .object(let answered)? = document["answers"] else {
            throw ResponseFault("\"answers\" must be an object")
        }
        guard case .object(let missing)? = document["missing"] else {
            throw ResponseFault("\"missing\" must be an object")
        }
        for member in answered {
            guard let id = index[member.key], survey[id].isStored else {
                throw ResponseFault("\"\(member.key)\" is not a variable of the survey")
            }
            answers[id.position] = .answered(
                try Value(json: member.value, in: survey[id].domain, of: survey, name: member.key))
        }
        for member in missing {
            guard let id = index[member.key], survey[id].isStored else {
                throw ResponseFault("\"\(member.key)\" is not a variable of the survey")
            }
            guard answers[id.position] == .notAsked else {
                throw ResponseFault("\"\(member.key)\" is both answered and missing")
            }
            guard let reason = member.value.string.flatMap(Missing.init(rawValue:)),
                survey[id].missing.contains(reason)
            else {
                let allowed = Missing.allCases.filter(survey[id].missing.contains).map(\.rawValue)
                throw ResponseFault(
                    "\"\(member.key)\" cannot be missing like that; it allows "
                        + (allowed.isEmpty ? "no kind of missing" : allowed.joined(separator: ", ")))
            }
            answers[id.position] = .missing(reason)
        }
        if let problem = rules.problem(in: answers, state: state) {
            throw ResponseFault(problem)
        }
    }

    /// Whether a text is a UUID of version 7 in canonical lower case (RFC 9562).
    public static func isUUIDv7(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
            case 14: guard byte == UInt8(ascii: "7") else { return false }
            case 19: guard "89ab".utf8.contains(byte) else { return false }
            default: guard "0123456789abcdef".utf8.contains(byte) else { return false }
            }
        }
        return true
    }

    /// Whether a text has the form of a BCP 47 language tag: letters and digits, up to 8 between hyphens, 35 in all.
    public static func isTag(_ text: String) -> Bool {
        guard text.utf8.count <= 35, let first = text.utf8.first, first >= UInt8(ascii: "A") else {
            return false
        }
        return text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
            (1...8).contains(part.utf8.count)
                && part.utf8.allSatisfy {
                    ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
                }
        }
    }
}

extension Value {
    /// The value as it stands in a response: options by name, points and numbers as numbers.
    public func json(in domain: Domain, of survey: Survey) -> JSONValue {
        switch (self, domain) {
        case (.option(let index), .option(let list)): .string(survey[list].options[index].name)
        case (.options(let indices), .options(let list, _)), (.order(let indices), .order(let list, _)):
            .array(indices.map { .string(survey[list].options[$0].name) })
        case (.number(let number), _): .number(number)
        case (.text(let text), _): .string(text)
        case (.yesno(let yes), _): .bool(yes)
        case (.option(let index), _): .number(index)
        case (.options(let indices), _), (.order(let indices), _): .array(indices.map { .number($0) })
        case (.date(let date), _): .string(date.text)
        case (.time(let time), _): .string(time.text)
        }
    }

    /// Reads a value as it stands in a response and checks it against the domain.
    ///
    /// Throws `ResponseFault` naming the variable. Chosen options may stand in any order, each once. `yes` and `no` are
    /// read as well as `true` and `false`. Conditions of options, limits that filtering has shrunk and dates bounded by
    /// `today` are not checked: they depend on other answers.
    public init(json: JSONValue, in domain: Domain, of survey: Survey, name: String) throws(ResponseFault) {
        switch domain {
        case .option(let list):
            guard let text = json.string, let index = survey[list].index(of: text) else {
                throw ResponseFault(Self.expected("one of its options", json, name))
            }
            self = .option(index)
        case .options(let list, let select):
            let chosen = try Self.indices(json, of: survey[list], select, name)
            guard chosen.count == 1 || !chosen.contains(where: { survey[list].options[$0].isExclusive })
            else {
                throw ResponseFault("\"\(name)\" holds an option that excludes the others")
            }
            self = .options(chosen.sorted())
        case .order(let list, let select):
            self = .order(try Self.indices(json, of: survey[list], select, name))
        case .point(let scale):
            guard let point = json.int, survey[scale].bounds.contains(point) else {
                let bounds = survey[scale].bounds
                throw ResponseFault(
                    Self.expected(
                        "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)", json, name))
            }
            self = .number(point)
        case .yesno, .truth:
            switch json {
            case .bool(let yes): self = .yesno(yes)
            case .string("yes"): self = .yesno(true)
            case .string("no"): self = .yesno(false)
            default: throw ResponseFault(Self.expected("true or false", json, name))
            }
        case .number(let rule):
            guard let number = json.decimal, rule.allows(number) else {
                throw ResponseFault(Self.expected(rule.description, json, name))
            }
            self = .number(number)
        case .text(let rule):
            guard let text = json.string, !text.isEmpty, rule.isClean(text) else {
                let words = "a text of 1 to \(rule.length) characters without control characters"
                throw ResponseFault(
                    Self.expected(words, json, name)
                        + (json.string.flatMap(rule.forbidden(in:)).map { "; \($0)" } ?? ""))
            }
            guard rule.pattern?.matches(text) ?? true else {
                throw ResponseFault(Self.expected(rule.pattern?.words ?? "a text", json, name))
            }
            self = .text(text)
        case .date(let rule):
            guard let date = json.string.flatMap({ CalendarDay($0) }), rule.allows(date, today: nil) else {
                throw ResponseFault(Self.expected(rule.description(), json, name))
            }
            self = .date(date)
        case .time(let rule):
            guard let time = json.string.flatMap({ TimeOfDay($0) }), rule.allows(time) else {
                throw ResponseFault(Self.expected(rule.description, json, name))
            }
            self = .time(time)
        }
    }

    /// The options of a set or an order as they stand, each once and not more of them than may be chosen.
    private static func indices(
        _ json: JSONValue, of list: OptionList, _ select: ClosedRange<Int>, _ name: String
    ) throws(ResponseFault) -> [Int] {
        guard let elements = json.array else {
            throw ResponseFault(expected("a list of its options", json, name))
        }
        var indices: [Int] = []
        var chosen: Set<Int> = []
        for element in elements {
            guard let text = element.string, let index = list.index(of: text) else {
                throw ResponseFault(expected("its options only", element, name))
            }
            guard chosen.insert(index).inserted else {
                throw ResponseFault("\"\(name)\" holds \"\(text)\" twice")
            }
            indices.append(index)
        }
        guard indices.count <= select.upperBound, indices.count >= min(select.lowerBound, 1) else {
            throw ResponseFault(
                "\"\(name)\" holds \(indices.count) options, but at most \(select.upperBound) may be chosen")
        }
        return indices
    }

    private static func expected(_ expected: String, _ seen: JSONValue, _ name: String) -> String {
        // What cannot be seen is shown as something that can.
        let scalars = seen.compactText.unicodeScalars.map { TextRule.isForbidden($0) ? "\u{FFFD}" : $0 }
        let text = String(String.UnicodeScalarView(scalars))
        return "\"\(name)\" must be \(expected), not \(text.count > 60 ? text.prefix(60) + "…" : text)"
    }
}

extension TextPattern {
    /// What it asks for, in words.
    package var words: String {
        switch kind {
        case .email: "an e-mail address"
        case .phone: "a telephone number"
        case .expression: "a text of the pattern \(excerpt(source))"
        }
    }
}

extension NumberRule {
    /// The rule in words.
    public var description: String {
        var words = decimals == 0 ? "a whole number" : "a number with at most \(decimals) decimals"
        switch (low, high) {
        case (let low?, let high?): words += " from \(low.canonicalText) to \(high.canonicalText)"
        case (let low?, nil): words += " from \(low.canonicalText)"
        case (nil, let high?): words += " up to \(high.canonicalText)"
        case (nil, nil): break
        }
        return words
    }
}
