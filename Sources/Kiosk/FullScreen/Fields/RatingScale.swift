internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// The points of a rating in their order, and behind them the ways not to answer: each has a place, from 0.
struct RatingScale: Sendable {
    let bounds: ClosedRange<Int>
    let missing: [Question.MissingOption]
    let isFaces: Bool
    /// The keys of the ways not to answer, in their order.
    var missingKeys: [String]

    /// The keys that choose a way not to answer, as digits are points. They stand on number pads too.
    static let signs: [Unicode.Scalar] = ["*", "/", "+"]
    /// Above so many points they are no longer drawn one by one.
    static let mostDrawn = 31
    private static let mostListed = 20
    private static let most = 1 << 40

    init(_ item: Interview.Item, _ scene: Scene) {
        let question = scene.survey[item.question]
        let bounds = question.scale.map { scene.survey[$0].bounds } ?? 0...0
        // Scales are far shorter; this only keeps what is counted here from overflowing.
        let (span, overflows) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
        let isSound = !overflows && span < Self.most
        self.bounds = isSound ? bounds : bounds.lowerBound...bounds.lowerBound &+ Self.most
        missing = item.missing
        isFaces = question.display == .faces
        missingKeys = missing.indices.map(Self.sign)
    }

    /// The key of a way not to answer by its place among them.
    static func sign(_ index: Int) -> String { index < signs.count ? String(Character(signs[index])) : "" }

    /// How many points there are.
    var points: Int { bounds.upperBound - bounds.lowerBound + 1 }
    var count: Int { points + missing.count }

    func point(_ place: Int) -> Int { bounds.lowerBound + min(place, points - 1) }

    /// The place of a point inside the bounds.
    func place(of point: Int) -> Int { point - bounds.lowerBound }

    func place(of answer: Answer?) -> Int? {
        switch answer {
        case .answered(.number(let number)):
            number.exactInt.flatMap { bounds.contains($0) ? place(of: $0) : nil }
        case .missing(let kind): missing.firstIndex { $0.kind == kind }.map { points + $0 }
        default: nil
        }
    }

    func entry(_ place: Int) -> Interview.Entry {
        place < points
            ? .value(.number(Decimal(point(place)))) : .missing(missing[place - points].kind)
    }

    /// The place that a sign chooses.
    func place(of sign: Unicode.Scalar) -> Int? {
        guard let index = Self.signs.firstIndex(of: sign), index < missing.count else { return nil }
        return points + index
    }

    /// The key that chooses a place.
    func key(_ place: Int) -> String {
        place < points ? "\(point(place))" : missingKeys[place - points]
    }

    /// What is typed for the points, for the foot of the screen.
    var keys: String {
        bounds.lowerBound == bounds.upperBound
            ? "\(bounds.lowerBound)" : "\(bounds.lowerBound)...\(bounds.upperBound)"
    }

    /// How wide the widest point is.
    var pointWidth: Int { max("\(bounds.lowerBound)".utf8.count, "\(bounds.upperBound)".utf8.count) }

    /// Whether the points stand below each other, as those whose points have labels between the ends do.
    func isListed(_ labels: [(point: Int, label: String)]) -> Bool {
        points <= Self.mostListed && (labels.count > 2 || labels.count == points)
    }

    /// A face for a point, from bad to good; never without its number beside it.
    func face(_ place: Int) -> String {
        guard isFaces, place < points, points <= Self.mostListed else { return "" }
        let steps: [Int] =
            switch points {
            case 1: [2]
            case 2: [1, 3]
            case 3: [1, 2, 3]
            case 4: [0, 1, 3, 4]
            default: []
            }
        let step = steps.isEmpty ? (place * 8 + points - 1) / (2 * (points - 1)) : steps[place]
        return [":-((", ":-(", ":-|", ":-)", ":-))"][min(step, 4)]
    }
}
