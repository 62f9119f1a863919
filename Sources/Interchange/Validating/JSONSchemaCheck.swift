internal import FoundationEssentials
internal import SurveyModel

/// One document on its way through the rules of a schema.
///
/// `holds` asks whether a value fits and stops at the first thing that does not; `collect` goes on and says everything.
/// Alternatives are first asked and then, if none fits, the closest one is collected.
struct JSONSchemaCheck {
    private(set) var faults: [JSONSchema.Fault] = []
    private(set) var count = 0
    private let rules: [JSONSchemaRule]
    private let limit: Int
    private var path: [JSONPath.Step] = []
    /// Whether faults are said, or only that there is one.
    private var isAsking = false

    init(rules: [JSONSchemaRule], limit: Int) {
        self.rules = rules
        self.limit = limit
    }

    mutating func collect(_ document: JSONValue) { _ = check(document, 0) }

    private mutating func holds(_ value: JSONValue, _ place: Int) -> Bool {
        let wasAsking = isAsking
        isAsking = true
        defer { isAsking = wasAsking }
        return check(value, place)
    }

    /// False, and a fault where they are said.
    private mutating func fault(_ message: @autoclosure () -> String, at step: JSONPath.Step? = nil) -> Bool {
        guard !isAsking else { return false }
        count += 1
        if faults.count < limit {
            faults.append(.init(path: JSONPath(path + (step.map { [$0] } ?? [])), message: message()))
        }
        return false
    }

    private mutating func check(_ value: JSONValue, at step: JSONPath.Step, _ place: Int) -> Bool {
        path.append(step)
        defer { path.removeLast() }
        return check(value, place)
    }

    /// Whether a value fits. What tells forms apart comes first, so that a form that is not meant is left early.
    private mutating func check(_ value: JSONValue, _ place: Int) -> Bool {
        let rule = rules[place]
        guard rule.allowsAnything else { return fault("nothing may stand here") }
        if !rule.kinds.isEmpty, !rule.kinds.contains(where: { $0.holds(value) }) {
            let kinds = rule.kinds.map(\.words).joined(separator: " or ")
            return fault("expected \(kinds), but saw \(Self.shown(value))")
        }
        if let constant = rule.constant, value != constant {
            return fault("expected \(constant.compactText), but saw \(Self.shown(value))")
        }
        if let words = rule.words, !words.contains(value) {
            return fault("expected \(Self.list(words)), but saw \(Self.shown(value))")
        }
        var isValid = true
        if case .object(let members) = value { isValid = object(members, rule) }
        if isValid || !isAsking, case .array(let elements) = value {
            isValid = array(elements, rule) && isValid
        }
        if isValid || !isAsking { isValid = scalar(value, rule) && isValid }
        if isValid || !isAsking { isValid = applied(value, rule) && isValid }
        return isValid
    }

    // MARK: Objects

    private mutating func object(_ members: [JSONValue.Member], _ rule: JSONSchemaRule) -> Bool {
        var isValid = true
        func isDone() -> Bool { !isValid && isAsking }
        let value = JSONValue.object(members)
        for key in rule.required where value[key] == nil {
            isValid = fault("the key \"\(key)\" is not here")
            if isDone() { return false }
        }
        if case .refused = rule.others {
            for member in members where rule.properties[member.key] == nil {
                isValid = fault(
                    "there is no key \"\(Self.shown(member.key))\" here" + Self.known(rule),
                    at: .key(member.key))
                if isDone() { return false }
            }
        }
        if isAsking, !Self.marksHold(rule, value) { return false }
        for (key, needs) in rule.dependent where value[key] != nil {
            for need in needs where value[need] == nil {
                isValid = fault("the key \"\(need)\" is not here, which \"\(key)\" needs")
            }
        }
        if !rule.memberCounts.contains(members.count) {
            isValid = fault("expected \(Self.words(rule.memberCounts)) keys, but saw \(members.count)")
        }
        if isDone() { return false }
        for member in members {
            if let names = rule.names, !check(.string(member.key), at: .key(member.key), names) {
                isValid = false
            }
            if let property = rule.properties[member.key] {
                if !check(member.value, at: .key(member.key), property) { isValid = false }
            } else if case .rule(let others) = rule.others {
                if !check(member.value, at: .key(member.key), others) { isValid = false }
            }
            if isDone() { return false }
        }
        return isValid
    }

    private static func known(_ rule: JSONSchemaRule) -> String {
        rule.properties.count > 12 || rule.properties.isEmpty
            ? "" : "; there is " + rule.properties.keys.sorted().joined(separator: ", ")
    }

    private static func marksHold(_ rule: JSONSchemaRule, _ value: JSONValue) -> Bool {
        rule.marks.allSatisfy { mark in value[mark.key].map(mark.words.contains) ?? false }
    }

    // MARK: Arrays

    private mutating func array(_ elements: [JSONValue], _ rule: JSONSchemaRule) -> Bool {
        var isValid = true
        if !rule.itemCounts.contains(elements.count) {
            isValid = fault("expected \(Self.words(rule.itemCounts)) elements, but saw \(elements.count)")
        }
        if rule.areUnique {
            var seen: Set<JSONValue> = []
            for (index, element) in elements.enumerated() where !seen.insert(element).inserted {
                isValid = fault("\(Self.shown(element)) stands here twice", at: .index(index))
            }
        }
        for (index, element) in elements.enumerated() {
            if !isValid, isAsking { return false }
            let place = index < rule.leading.count ? rule.leading[index] : rule.items
            if let place, !check(element, at: .index(index), place) { isValid = false }
        }
        return isValid
    }

    // MARK: Texts and numbers

    private mutating func scalar(_ value: JSONValue, _ rule: JSONSchemaRule) -> Bool {
        switch value {
        case .string(let text):
            if rule.lengths != 0...Int.max, !rule.lengths.contains(text.unicodeScalars.count) {
                return fault(
                    "expected \(Self.words(rule.lengths)) characters, but saw \(text.unicodeScalars.count)")
            }
            if let pattern = rule.pattern, !pattern.matches(text) {
                return fault("\(Self.shown(value)) is not of the pattern \(rule.patternText)")
            }
        case .number(let number), .fraction(let number):
            if let minimum = rule.minimum, number < minimum { return low(number, "from", minimum) }
            if let maximum = rule.maximum, number > maximum { return low(number, "up to", maximum) }
            if let above = rule.above, number <= above { return low(number, "above", above) }
            if let below = rule.below, number >= below { return low(number, "below", below) }
        case .real(let number):
            func double(_ decimal: Decimal) -> Double { Double(decimal.canonicalText) ?? .nan }
            if let minimum = rule.minimum, number < double(minimum) { return low(number, "from", minimum) }
            if let maximum = rule.maximum, number > double(maximum) { return low(number, "up to", maximum) }
            if let above = rule.above, number <= double(above) { return low(number, "above", above) }
            if let below = rule.below, number >= double(below) { return low(number, "below", below) }
        case .null, .bool, .array, .object: break
        }
        return true
    }

    private mutating func low(_ number: some CustomStringConvertible, _ word: String, _ bound: Decimal)
        -> Bool
    {
        fault("expected a number \(word) \(bound.canonicalText), but saw \(number)")
    }

    // MARK: Other rules

    private mutating func applied(_ value: JSONValue, _ rule: JSONSchemaRule) -> Bool {
        var isValid = true
        for place in rule.all where isValid || !isAsking { isValid = check(value, place) && isValid }
        if !isValid, isAsking { return false }
        if !rule.any.isEmpty { isValid = alternatives(value, rule.any, isOne: false) && isValid }
        if !rule.one.isEmpty { isValid = alternatives(value, rule.one, isOne: true) && isValid }
        if let not = rule.not, holds(value, not) {
            isValid = fault("\(Self.shown(value)) is what must not stand here")
        }
        if let condition = rule.condition,
            let place = holds(value, condition.if) ? condition.then : condition.else
        {
            isValid = check(value, place) && isValid
        }
        return isValid
    }

    private mutating func alternatives(_ value: JSONValue, _ places: [Int], isOne: Bool) -> Bool {
        var fitting = 0
        for place in places where holds(value, place) {
            fitting += 1
            if !isOne || fitting > 1 { break }
        }
        if fitting == 1 || fitting > 1 && !isOne { return true }
        if isAsking { return false }
        if fitting > 1 {
            return fault("\(Self.shown(value)) fits more than one of the forms that it may have")
        }
        let forms = places.flatMap(forms)
        // A word that no form has says more than everything that follows from it.
        if let (key, words) = strangeWord(value, forms) {
            return fault(
                "expected \(Self.list(words)), but saw \(Self.shown(value[key] ?? .null))", at: .key(key))
        }
        let distances = forms.map { distance(value, $0) }
        guard let least = distances.min(), let closest = distances.firstIndex(of: least) else { return false }
        if distances.count(where: { $0 == least }) > 1, least >= Self.otherKind {
            let kinds = forms.flatMap { rules[$0].kinds.map(\.words) }
            let words = kinds.enumerated().filter { !kinds[..<$0.offset].contains($0.element) }.map(\.element)
            return fault("expected \(words.joined(separator: " or ")), but saw \(Self.shown(value))")
        }
        return check(value, forms[closest])
    }

    /// The forms that a place stands for: itself, or the alternatives within.
    private func forms(of place: Int) -> [Int] {
        let rule = rules[place]
        if rule.all.count == 1, rule.kinds.isEmpty, rule.properties.isEmpty, rule.words == nil {
            return forms(of: rule.all[0])
        }
        return rule.one.isEmpty ? [place] : rule.one.flatMap(forms)
    }

    /// A key by which all forms for objects are told apart, where it has a word of none of them.
    private func strangeWord(_ value: JSONValue, _ forms: [Int]) -> (key: String, words: [JSONValue])? {
        guard case .object(let members) = value else { return nil }
        for member in members {
            let marks = forms.flatMap { rules[$0].marks.filter { $0.key == member.key } }
            let words = marks.flatMap(\.words)
            let isStrange = marks.count > 1 && !words.contains(member.value)
            let hasOthers = forms.contains { form in
                rules[form].properties[member.key] != nil
                    && !rules[form].marks.contains { $0.key == member.key }
            }
            if isStrange, !hasOthers {
                var seen: Set<JSONValue> = []
                return (member.key, words.filter { seen.insert($0).inserted })
            }
        }
        return nil
    }

    private static let otherKind = 1_000_000

    /// How far a value is from a form, by what can be seen without going into it.
    private func distance(_ value: JSONValue, _ place: Int) -> Int {
        let rule = rules[place]
        var distance = 0
        if !rule.kinds.isEmpty, !rule.kinds.contains(where: { $0.holds(value) }) {
            distance += Self.otherKind
        }
        if let words = rule.words, !words.contains(value) { distance += 1 }
        guard case .object(let members) = value else { return distance }
        distance += 10 * rule.marks.count { mark in !(value[mark.key].map(mark.words.contains) ?? false) }
        distance += rule.required.count { value[$0] == nil }
        if case .refused = rule.others { distance += members.count { rule.properties[$0.key] == nil } }
        return distance
    }

    // MARK: Words

    private static func words(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
        if range.upperBound == .max { return "at least \(range.lowerBound)" }
        return range.lowerBound == 0
            ? "at most \(range.upperBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }

    private static func list(_ words: [JSONValue]) -> String {
        words.count == 1 ? words[0].compactText : "one of " + words.map(\.compactText).joined(separator: ", ")
    }

    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .object: "an object"
        case .array: "an array"
        default: shown(value.compactText)
        }
    }

    private static func shown(_ text: String) -> String {
        text.unicodeScalars.count > 60 ? String(text.unicodeScalars.prefix(60)) + "…" : text
    }
}

extension JSONSchemaRule.Kind {
    fileprivate func holds(_ value: JSONValue) -> Bool {
        switch value {
        case .null: self == .null
        case .bool: self == .boolean
        case .number: self == .number || self == .integer && value.isWhole
        case .fraction, .real: self == .number
        case .string: self == .string
        case .array: self == .array
        case .object: self == .object
        }
    }

    fileprivate var words: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "a text"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue {
    /// Whether it is a whole number of any size.
    fileprivate var isWhole: Bool {
        if case .number(let number) = self { number.fractionDigits == 0 } else { false }
    }
}
