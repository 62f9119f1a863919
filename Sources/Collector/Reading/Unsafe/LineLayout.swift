internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// What the fast reader needs to know of a survey, in flat memory: shared by all threads, never changed.
final class LineLayout: @unchecked Sendable {
    /// How the value of a variable is read.
    struct Field {
        var kind: Kind
        /// The bits of the kinds of missing that are allowed, in the order of `Coding.missingKinds`.
        var missing: UInt8 = 0
        var decimals: Int32 = 0
        /// The code of the first kind of missing.
        var missingOffset: Int32 = 0
        /// The code of an answer where there is only one: of a set, an order, a number, a text.
        var answered: Int32 = 0
        /// The name space of the options.
        var space: Int32 = 0
        var words: Int32 = 0
        var wordOffset: Int32 = 0
        /// Bounds of points, scaled numbers, days and minutes; the most options of a set or an order; the most bytes
        /// of a text.
        var low: Int64 = 0
        var high: Int64 = 0
        /// The smallest number of options that a set or an order may have: 0 or 1.
        var fewest: Int32 = 0
        var allowsLines = false
        /// Whether a text has to be of a pattern.
        var hasPattern = false
        /// Where the pattern of `"name":` stands.
        var key = KeyPattern()
    }

    enum Kind: UInt8 {
        case point, option, options, order, yesno, number, date, time, text
        /// Left to the strict reader.
        case strict
    }

    /// `"name":` as words, the last one masked.
    struct KeyPattern {
        var offset: Int32 = 0
        var words: Int32 = 0
        var length: Int32 = 0
        var mask: UInt64 = 0
    }

    private let memory = FlatMemory()
    let plan: TallyPlan
    let survey: Survey
    let version: Int
    let index: [String: VariableID]
    let names: NameTable
    let fieldCount: Int
    /// The positions of the texts.
    let texts: [Int]
    let fields: UnsafeMutablePointer<Field>
    /// The keys of a response, in the order of `HeaderKey`.
    let header: UnsafeMutablePointer<KeyPattern>
    /// The row in which nothing was asked.
    let blank: UnsafeMutablePointer<Int32>
    let powers: UnsafeMutablePointer<Int64>
    private let patterns: UnsafeMutablePointer<UInt64>
    /// `,"survey":"…","version":…,"structure":"…","locale":"`, which stands in every line as our writers
    /// write it.
    let constantRun: UnsafeMutablePointer<UInt8>
    let constantLength: Int
    /// What must hold between the answers of a line.
    let rules: LineRules
    /// The same for the strict reader.
    let strictRules: ResponseRules
    private let textPatterns: [Int: TextPattern]
    let surveyName: [UInt8]
    let structure: [UInt8]

    init(_ plan: TallyPlan) {
        self.plan = plan
        survey = plan.survey
        version = plan.survey.version
        index = plan.survey.variableIndex
        let survey = plan.survey
        fieldCount = survey.variables.count
        texts = plan.codings.indices.filter { if case .text? = plan.codings[$0] { true } else { false } }
        strictRules = ResponseRules(survey)
        rules = LineRules(survey, strictRules)
        var textPatterns: [Int: TextPattern] = [:]
        for (position, variable) in survey.variables.enumerated() {
            if case .text(let rule) = variable.domain { textPatterns[position] = rule.pattern }
        }
        self.textPatterns = textPatterns
        surveyName = Array(survey.name.utf8)
        structure = Array(survey.structure.utf8)

        var list: [(space: Int, name: String, value: Int)] = []
        for key in HeaderKey.allCases { list.append((NameSpace.header, key.name, Int(key.rawValue))) }
        for (position, state) in Disposition.allCases.enumerated() {
            list.append((NameSpace.states, state.rawValue, position))
        }
        for (position, kind) in Coding.missingKinds.enumerated() where kind != .notAsked {
            list.append((NameSpace.missing, kind.rawValue, position))
        }
        for (position, locale) in plan.locales.enumerated() where Response.isTag(locale) {
            list.append((NameSpace.locales, locale, position))
        }
        for (position, variable) in survey.variables.enumerated() where variable.isStored {
            list.append((NameSpace.variables, variable.name, position))
        }
        for (position, options) in survey.lists.enumerated() {
            for (option, name) in options.options.enumerated() {
                list.append((NameSpace.lists + position, name.name, option))
            }
        }
        names = NameTable(list, in: memory)

        var words: [UInt64] = []
        func pattern(_ name: String) -> KeyPattern {
            var bytes = JSONValue.string(name).compactText.utf8 + [0x3A]
            let length = bytes.count
            while bytes.count % 8 != 0 { bytes.append(0) }
            let offset = words.count
            for start in stride(from: 0, to: bytes.count, by: 8) {
                words.append((0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
            }
            let rest = UInt64(length % 8)
            return KeyPattern(
                offset: Int32(offset), words: Int32(bytes.count / 8), length: Int32(length),
                mask: rest == 0 ? .max : 1 << (rest * 8) - 1)
        }
        header = memory.values(HeaderKey.allCases.map { pattern($0.name) })
        fields = memory.values(
            (0..<fieldCount).map { position in
                var field = Self.field(position, plan)
                field.key = pattern(survey.variables[position].name)
                return field
            })
        blank = memory.values(plan.codings.map { $0?.notAsked ?? 0 })
        patterns = memory.values(words)
        var tens: [Int64] = [1]
        for exponent in 1..<19 { tens.append(tens[exponent - 1] * 10) }
        powers = memory.values(tens)
        let run = JSONValue.object([
            "survey": .string(survey.name), "version": .number(survey.version),
            "structure": .string(survey.structure), "locale": .string(""),
        ]).compactText.utf8.dropFirst().dropLast(2)
        constantLength = run.count + 1
        constantRun = memory.values(repeating: 0, count: constantLength + 8)
        constantRun[0] = 0x2C
        for (offset, byte) in run.enumerated() { constantRun[offset + 1] = byte }
    }

    /// Moves past `"name":` if it stands here just like this.
    @inline(__always)
    func take(_ pattern: KeyPattern, _ p: inout Position) -> Bool {
        let words = patterns + Int(pattern.offset)
        let last = Int(pattern.words) - 1
        // From the first word on, so that nothing is read beyond a line break and the seven bytes after it.
        for index in 0..<last where load8(p + 8 * index) != words[index] { return false }
        guard (load8(p + 8 * last) ^ words[last]) & pattern.mask == 0 else { return false }
        p += Int(pattern.length)
        return true
    }

    /// Whether a text is of the pattern of its variable.
    func matchesPattern(_ variable: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        textPatterns[variable]?.matches(String(decoding: text, as: UTF8.self)) ?? true
    }

    private static func field(_ position: Int, _ plan: TallyPlan) -> Field {
        let variable = plan.survey.variables[position]
        guard let coding = plan.codings[position] else { return Field(kind: .strict) }
        var field = Field(kind: .strict)
        field.missingOffset = Int32(coding.missingOffset)
        for (bit, kind) in Coding.missingKinds.enumerated()
        where kind != .notAsked && variable.missing.contains(kind) {
            field.missing |= 1 << UInt8(bit)
        }
        switch (coding, variable.domain) {
        case (.point(let low, let count), _):
            field.kind = low.magnitude < 1_000_000 ? .point : .strict
            field.low = Int64(low)
            field.high = Int64(low + count - 1)
        case (.option, .option(let list)):
            field.kind = .option
            field.space = Int32(NameSpace.lists + list.position)
        case (.options(let count), .options(let list, let select)):
            let hasExclusive = plan.survey[list].options.dropFirst(64).contains(where: \.isExclusive)
            field.kind = count > 64 && hasExclusive ? .strict : .options
            field.space = Int32(NameSpace.lists + list.position)
            field.answered = Int32(count)
            field.words = Int32((count + 63) / 64)
            field.wordOffset = Int32(plan.wordOffsets[position])
            field.fewest = Int32(min(max(select.lowerBound, 0), 1))
            field.high = Int64(select.upperBound)
            for (bit, option) in plan.survey[list].options.prefix(64).enumerated() where option.isExclusive {
                field.low |= 1 << Int64(bit)
            }
        case (.order(let count), .order(let list, let select)):
            field.kind = .order
            field.space = Int32(NameSpace.lists + list.position)
            field.answered = Int32(3 * count)
            field.words = Int32(count)
            field.wordOffset = Int32(plan.wordOffsets[position])
            field.fewest = Int32(min(max(select.lowerBound, 0), 1))
            field.high = Int64(select.upperBound)
        case (.date, .date(let rule)):
            // Bounds that depend on today are among the rules.
            field.kind = .date
            field.low = Int64(max(rule.low?.day(today: nil) ?? .first, .first).number)
            field.high = Int64(min(rule.high?.day(today: nil) ?? .last, .last).number)
        case (.time, .time(let rule)):
            field.kind = .time
            field.low = Int64(max(rule.low?.minutes ?? 0, 0))
            field.high = Int64(min(rule.high?.minutes ?? 1_439, 1_439))
        case (.yesno, _): field.kind = .yesno
        case (.text, .text(let rule)):
            field.kind = .text
            field.high = Int64(max(0, rule.length))
            field.allowsLines = rule.lines > 1
            field.hasPattern = rule.pattern != nil
        case (.number(let decimals), .number(let rule)):
            bound(&field, decimals, rule.low, rule.high)
        case (.number(let decimals), .point(let scale)):
            let bounds = plan.survey[scale].bounds
            bound(&field, decimals, Decimal(bounds.lowerBound), Decimal(bounds.upperBound))
        default: break
        }
        return field
    }

    /// Bounds of a number as scaled whole numbers within what the fast reader takes.
    private static func bound(_ field: inout Field, _ decimals: Int, _ low: Decimal?, _ high: Decimal?) {
        guard decimals >= 0, decimals <= 15 else { return }
        field.kind = .number
        field.decimals = Int32(decimals)
        let limit = Decimal(Coding.numberLimit)
        let power = (0..<decimals).reduce(Decimal(1)) { product, _ in product * 10 }
        func scaled(_ bound: Decimal?, open: Int64, up: Bool) -> Int64 {
            guard let exact = bound.map({ $0 * power }) else { return open }
            guard exact.isFinite else { return up ? .max : .min }
            if exact > limit { return up ? .max : Coding.numberLimit }
            if exact < -limit { return up ? -Coding.numberLimit : .min }
            let whole = exact.truncated(toDecimals: 0)
            guard let value = whole.exactInt else { return up ? .max : .min }
            if up { return Int64(value) + (whole < exact ? 1 : 0) }
            return Int64(value) - (whole > exact ? 1 : 0)
        }
        field.low = scaled(low, open: -Coding.numberLimit, up: true)
        field.high = scaled(high, open: Coding.numberLimit, up: false)
    }
}

/// The keys of a response, in the order in which they are written.
enum HeaderKey: Int32, CaseIterable {
    case response, survey, version, structure, locale, station, channel, seed, started, ended, state, answers,
        missing
    case stale

    var name: String { String(describing: self) }

    /// The keys that every response has.
    static let required = allCases.reduce(UInt32(0)) {
        $1 == .station || $1 == .channel || $1 == .stale ? $0 : $0 | 1 << UInt32($1.rawValue)
    }
}

/// What names are looked up in.
enum NameSpace {
    static let header = 0
    static let states = 1
    static let missing = 2
    static let locales = 3
    static let variables = 4
    static let lists = 8
}
