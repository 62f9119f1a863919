internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// The properties of a question, row or given, checked.
struct Properties {
    var isOptional = false
    var isPersonal = false
    var isShuffled = false
    var isReversed = false
    var help: TextID?
    var unit: TextID?
    var missing: [Question.MissingOption] = []
    var display: Question.Display?
    var idle: Int?
    var top: (value: Int, span: Range<Int>)?
    var select: BoundSyntax?
    var decimals = 0
    var lines: Int?
    var length: Int?
    /// The pattern, and the property that says it.
    var pattern: (value: TextPattern?, word: Word, span: Range<Int>)?
    /// The value after `default`, which is checked once the domain is known.
    var suggestion: ExpressionSyntax?
    var draw: (value: Int, span: Range<Int>)?

    var textRule: TextRule {
        TextRule(lines: lines ?? 1, length: length ?? TextRule().length, pattern: pattern?.value)
    }
}

extension Checker {
    /// The properties that a kind of question takes.
    static func properties(of kind: Word) -> Set<Word> {
        var allowed: Set<Word> = [.optional, .personal, .help, .idle, .dontKnow, .refused, .notApplicable]
        switch kind {
        case .nps, .ces: allowed.insert(.as)
        case .csat, .rating: allowed.formUnion([.as, .top])
        case .choice: allowed.formUnion([.shuffle, .draw, .default])
        case .choices: allowed.formUnion([.shuffle, .select, .draw, .default])
        case .ranking: allowed.formUnion([.shuffle, .select, .draw])
        case .allocate: allowed.formUnion([.shuffle, .unit])
        case .grid: allowed.formUnion([.shuffle, .as, .select, .draw])
        case .number: allowed.formUnion([.decimals, .unit, .default])
        case .yesno, .date, .time: allowed.insert(.default)
        case .text: allowed.formUnion([.lines, .length, .pattern, .email, .phone, .default])
        // Consent is given or not: there is no way round it, and nothing of it is kept but the yes.
        case .consent: allowed = [.help, .idle]
        case .note: allowed = [.idle]
        default: break
        }
        return allowed
    }

    /// The properties that a given takes.
    static func propertiesOfGiven(_ kind: Word) -> Set<Word> {
        var allowed: Set<Word> = [.optional, .personal]
        switch kind {
        case .choices: allowed.insert(.select)
        case .number: allowed.formUnion([.decimals, .unit])
        case .text: allowed.formUnion([.lines, .length, .pattern, .email, .phone])
        default: break
        }
        return allowed
    }

    /// The properties that a row of a grid takes.
    static let propertiesOfRow: Set<Word> = [.reversed, .dontKnow, .refused, .notApplicable]

    /// Checks properties: that they fit, stand once, and have a value that makes sense. `kind` is the word they belong
    /// to, `note` for a row.
    func check(
        _ properties: [PropertySyntax], allowed: Set<Word>, kind: Word, key: String, owner: String? = nil
    ) -> Properties {
        var result = Properties()
        var seen: [Word: Range<Int>] = [:]
        for property in properties {
            let word = property.word
            guard word != .none else { continue }
            let span = property.wordToken?.range ?? property.range
            if word == .default, [.nps, .csat, .ces, .rating, .grid].contains(kind) {
                report(.defaultOnRating(kind.spelling, at: property.range))
                continue
            }
            if word == .default, kind == .consent {
                report(.defaultOnConsent(at: property.range))
                continue
            }
            guard allowed.contains(word) else {
                let fitting = Word.allCases.filter(allowed.contains).map(\.spelling)
                report(
                    .doesNotFit(
                        word.spelling, owner ?? "`\(kind.spelling)`", at: span,
                        fitting.isEmpty ? "it takes no properties" : "it takes \(Diagnostic.list(fitting))"))
                continue
            }
            if let first = seen[word] {
                report(.repeatedProperty(word.spelling, at: span, firstAt: first))
                continue
            }
            seen[word] = span
            apply(property, to: &result, key: key)
        }
        return result
    }

    private func apply(_ property: PropertySyntax, to result: inout Properties, key: String) {
        switch property.word {
        case .optional: result.isOptional = true
        case .personal: result.isPersonal = true
        case .shuffle: result.isShuffled = true
        case .reversed: result.isReversed = true
        case .help: result.help = property.text.map { lower($0, key: "\(key).help") }
        case .unit: result.unit = property.text.map { lower($0, key: "\(key).unit") }
        case .dontKnow: addMissing(.dontKnow, property, &result, key)
        case .refused: addMissing(.refused, property, &result, key)
        case .notApplicable: addMissing(.notApplicable, property, &result, key)
        case .as:
            guard let name = property.name.map(Name.init) else { return }
            result.display = Question.Display(rawValue: name.text)
            if result.display == nil {
                let displays = Question.Display.allCases.map(\.rawValue)
                report(.unknownDisplay(name, displays, closest: closest(to: name.text, among: displays)))
            }
        case .idle: result.idle = integer(property, 1...86_400)
        case .top:
            if let value = integer(property, 1...1_000) { result.top = (value, property.range) }
        case .select: result.select = property.bound
        case .decimals: result.decimals = integer(property, 0...10) ?? 0
        case .lines: result.lines = integer(property, 1...100)
        case .length: result.length = integer(property, 1...100_000)
        case .pattern, .email, .phone: addPattern(property, to: &result)
        case .default: result.suggestion = property.value
        case .draw:
            if let value = integer(property, 1...Self.optionLimit) { result.draw = (value, property.range) }
        default: break
        }
    }

    private func addMissing(
        _ kind: Missing, _ property: PropertySyntax, _ result: inout Properties, _ key: String
    ) {
        guard let text = property.text else { return }
        let isRow = key.contains(".row.")
        let id = lower(text, key: isRow ? "\(key).\(kind.rawValue)" : "\(key).missing.\(kind.rawValue)")
        result.missing.append(.init(kind: kind, text: id))
    }

    /// `pattern "…"`, `email` or `phone`: who reads an address or a number can find the person.
    private func addPattern(_ property: PropertySyntax, to result: inout Properties) {
        let span = property.wordToken?.range ?? property.range
        if let first = result.pattern {
            return report(
                .secondPattern(property.word.spelling, at: span, first.word.spelling, firstAt: first.span))
        }
        let value: TextPattern?
        switch property.word {
        case .email: value = .email
        case .phone: value = .phone
        default: value = property.text.flatMap { pattern($0.pieces) }
        }
        if property.word != .pattern { result.isPersonal = true }
        result.pattern = (value, property.word, span)
    }

    private func integer(_ property: PropertySyntax, _ range: ClosedRange<Int>) -> Int? {
        guard let token = property.integer else { return nil }
        guard let value = token.integer, range.contains(value) else {
            report(.propertyOutOfRange(property.word.spelling, Name(token), range))
            return nil
        }
        return value
    }

    // MARK: Bounds

    /// A number that a bound says in place: a literal, perhaps with a minus. Nil if it is missing or something else,
    /// which is reported.
    func constant(_ expression: ExpressionSyntax?) -> Decimal? {
        guard let expression else { return nil }
        switch expression.form {
        case .number(let token): return decimal(token)
        case .negation(let inner): return constant(inner).map { -$0 }
        case .parenthesized(let inner): return constant(inner)
        case .path(let path):
            // The number of a pass or an argument.
            switch binding(path) {
            case .number(let number)?: return number
            case .unknown?: return nil
            // In a library, an argument can be any number.
            case .value? where isLibrary: return nil
            default: break
            }
            report(.boundNotConstant(at: expression.range))
            return nil
        default:
            report(.boundNotConstant(at: expression.range))
            return nil
        }
    }

    /// The number of a token; nil for one that is too long, which is reported.
    func decimal(_ token: Token) -> Decimal? {
        if let number = Decimal(exactly: token.text) { return number }
        report(.numberTooLong(at: token.range))
        return nil
    }

    /// The two ends of a range; nil if it is none, which is reported.
    func range(_ bound: BoundSyntax) -> (low: Decimal, high: Decimal)? {
        guard bound.isRange else {
            if let lower = bound.lower { report(.boundNotRange("0...100", at: lower.range)) }
            return nil
        }
        let low = constant(bound.lower)
        let high = constant(bound.upper)
        guard let low, let high else { return nil }
        guard low <= high else {
            report(.emptyRange(low.canonicalText, high.canonicalText, at: bound.range))
            return nil
        }
        return (low, high)
    }

    /// The rule of a number; nil if its bound is in error.
    func numberRule(_ bound: BoundSyntax?, _ properties: Properties) -> NumberRule? {
        var rule = NumberRule(decimals: properties.decimals, unit: properties.unit)
        guard let bound else { return rule }
        guard let (low, high) = range(bound) else { return nil }
        rule.low = low
        rule.high = high
        if max(low.fractionDigits, high.fractionDigits) > rule.decimals {
            report(.boundHasDecimals(rule.decimals, at: bound.range))
        }
        return rule
    }
}
