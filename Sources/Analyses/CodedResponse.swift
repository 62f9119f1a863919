public import SurveyModel
package import Tallies

/// One response that counts, as codes: what an analysis that needs more than tallies goes through, one after the other.
public struct CodedResponse {
    /// The answers as codes of the plan's codings.
    package var row: TallyRow
    /// The number of its id: equal for equal responses.
    package var id: (high: UInt64, low: UInt64)
    /// When the first question was shown.
    public var started: Timestamp
    /// When it ended.
    public var ended: Timestamp
    /// Which kiosk or terminal.
    public var station: String?
    /// Its weight in billionths, never negative: sums of weights are whole numbers, so that they do not depend on the
    /// order. 1,000,000,000 where there are no weights.
    public var weight: Int64
    /// Why it is doubtful; empty if it is not.
    public var flags: QualityFlags
    /// The values that `--by` breaks down by beside the locale; empty where it does not.
    public var group: [Cell.Part]
    /// The answers themselves, for what codes do not tell: texts.
    package var answers: () -> [Answer]

    /// What one is written as in `weight`.
    public static let one: Int64 = 1_000_000_000

    /// A response as codes of a plan of its survey, with weight one.
    package init(_ response: Response, _ plan: TallyPlan, weight: Int64 = Self.one) {
        row = TallyRow(response, plan)
        id = response.idNumber
        started = response.started
        ended = response.ended
        station = response.station
        self.weight = weight
        flags = []
        group = []
        answers = { response.answers }
    }

    /// Makes one of its parts.
    package init(
        row: TallyRow, id: (high: UInt64, low: UInt64), started: Timestamp, ended: Timestamp,
        station: String?,
        weight: Int64 = Self.one, flags: QualityFlags = [], group: [Cell.Part] = [],
        answers: @escaping () -> [Answer]
    ) {
        self.row = row
        self.id = id
        self.started = started
        self.ended = ended
        self.station = station
        self.weight = weight
        self.flags = flags
        self.group = group
        self.answers = answers
    }
}

/// Why a response is doubtful. A flag never deletes anything.
public struct QualityFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The same answer to a long run of items of a grid.
    public static let straightLining = QualityFlags(rawValue: 1)
    /// Done in under a third of the median time.
    public static let speeder = QualityFlags(rawValue: 2)
    /// The same answers as another response from the same station within minutes.
    public static let duplicate = QualityFlags(rawValue: 4)
    /// Faster than the guard of a kiosk allows, or ended before it began.
    public static let impossibleTime = QualityFlags(rawValue: 8)
}
