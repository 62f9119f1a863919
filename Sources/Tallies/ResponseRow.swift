package import FoundationEssentials
public import SurveyModel

/// One response as the writers of tables see it: codes, texts as bytes, and what belongs to the response itself.
///
/// A pass fills the same few rows again and again, so nothing is allocated for a response. Whoever keeps one has to copy what
/// is needed of it.
public final class ResponseRow {
    /// The plan whose codings the codes are of.
    public let plan: TallyPlan
    /// What belongs to the response and is no answer.
    public package(set) var head = Head()
    /// The answers as codes. Of numbers, days and times the code is 0 and the value in `amounts`; of a number that is too
    /// large for that it is 3 and the value in `exact`.
    package var codes: TallyRow
    /// The numbers that have no scaled amount, by the position of their variable.
    package var exact: [Int: Decimal] = [:]
    /// Its weight in billionths; nil where there are no weights.
    public package(set) var weight: Int64?

    private var bytes: [UInt8] = []
    private var places: [Range<Int>]

    /// What belongs to a response and is no answer.
    public struct Head: Hashable, Sendable {
        /// The two halves of its UUID.
        package var id: (high: UInt64, low: UInt64) = (0, 0)
        /// The version of the survey that was answered.
        public package(set) var version = 0
        /// The structure that was answered: that of the plan's survey, unless the row was translated.
        public package(set) var structure = ""
        /// The language that the interview ended in.
        public package(set) var locale = ""
        /// Which kiosk or terminal.
        public package(set) var station: String?
        /// How it was administered.
        public package(set) var channel: String?
        /// The seed of its random orders.
        public package(set) var seed: UInt64 = 0
        /// When the first question was shown.
        public package(set) var started = Timestamp(milliseconds: 0)
        /// When it ended.
        public package(set) var ended = Timestamp(milliseconds: 0)
        /// How it ended.
        public package(set) var state = Disposition.complete
        /// Whether any text was shown on a stale or missing translation.
        public package(set) var isStale = false

        /// Makes one that says nothing.
        package init() {}

        /// Whether all of it is the same.
        public static func == (left: Self, right: Self) -> Bool {
            left.id == right.id && left.version == right.version && left.structure == right.structure
                && left.locale == right.locale && left.station == right.station
                && left.channel == right.channel && left.seed == right.seed && left.started == right.started
                && left.ended == right.ended && left.state == right.state && left.isStale == right.isStale
        }

        /// Hashes what tells responses apart.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(id.high)
            hasher.combine(id.low)
        }
    }

    /// Makes a row in which nothing was asked.
    public init(_ plan: TallyPlan) {
        self.plan = plan
        codes = TallyRow(plan)
        places = [Range<Int>](repeating: 0..<0, count: plan.survey.variables.count)
    }

    /// Makes the row of a response to the plan's survey.
    public convenience init(_ response: Response, _ plan: TallyPlan) {
        self.init(plan)
        fill(response)
    }

    /// Becomes the row of a response to the plan's survey.
    public func fill(_ response: Response) {
        fillHead(response)
        codes = TallyRow(response, plan)
        weight = nil
        take(textsAndBeyondOf: response.answers)
    }

    /// Takes what belongs to a response and is no answer.
    package func fillHead(_ response: Response) {
        head.id = response.idNumber
        head.version = response.version
        head.structure = response.structure
        head.locale = response.locale
        head.station = response.station
        head.channel = response.channel
        head.seed = response.seed
        head.started = response.started
        head.ended = response.ended
        head.state = response.state
        head.isStale = response.isStale
    }

    /// Takes the texts and the numbers beyond `Coding.numberLimit` of answers; the rest of them stands in the codes.
    package func take(textsAndBeyondOf answers: [Answer]) {
        clearTexts()
        for (position, answer) in answers.enumerated() where places.indices.contains(position) {
            switch (plan.codings[position], answer) {
            case (.text, .answered(.text(let text))):
                Array(text.utf8).withUnsafeBytes { setText($0, of: position) }
            case (.number, .answered(.number(let number))) where codes.codes[position] == 3:
                exact[position] = number
            default: break
            }
        }
    }

    // MARK: Texts

    /// The bytes of a text answer, UTF-8; empty where there is none.
    public func text(of variable: Int) -> ArraySlice<UInt8> { bytes[places[variable]] }

    /// Forgets all texts, and the numbers that are beyond.
    package func clearTexts() {
        bytes.removeAll(keepingCapacity: true)
        for position in places.indices { places[position] = 0..<0 }
        if !exact.isEmpty { exact.removeAll() }
    }

    /// How many bytes the texts have.
    var textSize: Int { bytes.count }
    /// How many bytes of texts there is room for.
    var textCapacity: Int { bytes.capacity }

    /// Gives the memory of long texts back: they must not be paid for as long as rows are read.
    func shrink() {
        if textCapacity > 1 << 14 { bytes = [] }
    }

    /// Appends the bytes of a text. Not generic: callers in other targets would pay for that with each byte.
    package func setText(_ text: UnsafeRawBufferPointer, of variable: Int) {
        let start = bytes.count
        bytes += text
        places[variable] = start..<bytes.count
    }

    // MARK: The answers

    /// Why there is no answer to a variable; nil where there is one.
    public func missing(of variable: Int) -> Missing? {
        guard let coding = plan.codings[variable] else { return .notAsked }
        let kind = Int(codes.codes[variable]) - coding.missingOffset
        return kind < 0 ? nil : Coding.missingKinds[kind]
    }

    /// Makes a variable *not asked*.
    package func clear(_ variable: Int) {
        codes.codes[variable] = plan.codings[variable]?.notAsked ?? codes.codes[variable]
        // Writers take texts as they are, without a look at the code.
        places[variable] = 0..<0
        exact[variable] = nil
    }

    /// Appends the id as a UUID in lower case, 36 bytes.
    public func writeID(into bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0x2D, count: 36))
        var text = bytes.mutableSpan
        var place = start
        for index in 0..<32 {
            // Hyphens stand before these digits.
            if index == 8 || index == 12 || index == 16 || index == 20 { place += 1 }
            let half = index < 16 ? head.id.high : head.id.low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (index & 15))) & 15
            text[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
            place += 1
        }
    }
}

extension Response {
    /// The id's 128 bits, as indices of responses keep them; 0 for what is no UUID.
    package var idNumber: (high: UInt64, low: UInt64) {
        let number = UInt128(id.filter { $0 != "-" }, radix: 16) ?? 0
        return (UInt64(truncatingIfNeeded: number >> 64), UInt64(truncatingIfNeeded: number))
    }
}

extension ResponseRow {
    /// The response that the row is of, as answers: for readers that are not in a hurry.
    public var response: Response {
        var id: [UInt8] = []
        writeID(into: &id)
        return Response(
            id: String(decoding: id, as: UTF8.self), survey: plan.survey.name, version: head.version,
            structure: head.structure, locale: head.locale, station: head.station, channel: head.channel,
            seed: head.seed, started: head.started, ended: head.ended, state: head.state,
            answers: plan.codings.indices.map { answer(of: $0) }, isStale: head.isStale)
    }

    /// The answer to a variable.
    public func answer(of variable: Int) -> Answer {
        if let missing = missing(of: variable) { return .missing(missing) }
        guard let coding = plan.codings[variable] else { return .notAsked }
        let code = Int(codes.codes[variable])
        let amount = codes.amounts[variable]
        switch coding {
        case .point(let low, _): return .answered(.number(low + code))
        case .option: return .answered(.option(code))
        case .yesno: return .answered(.yesno(code == 1))
        case .options(let count):
            let words = plan.wordOffsets[variable]
            return .answered(
                .options(
                    (0..<count).filter { codes.chosen[words + $0 >> 6] & 1 << UInt64($0 & 63) != 0 }))
        case .order(let count):
            let places = plan.wordOffsets[variable]
            return .answered(
                .order(
                    (0..<count).filter { codes.chosen[places + $0] > 0 }
                        .sorted { codes.chosen[places + $0] < codes.chosen[places + $1] }))
        case .date: return .answered(.date(CalendarDay(number: Int(amount))))
        case .time: return .answered(.time(TimeOfDay(minutes: Int(amount))))
        case .number(let decimals):
            if code == 3, let number = exact[variable] { return .answered(.number(number)) }
            return .answered(
                .number(
                    Decimal(
                        sign: amount < 0 ? .minus : .plus, exponent: -decimals,
                        significand: Decimal(amount.magnitude))))
        case .text: return .answered(.text(String(decoding: text(of: variable), as: UTF8.self)))
        }
    }
}
