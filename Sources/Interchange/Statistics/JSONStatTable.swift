internal import Analyses
internal import Collector
internal import Statistics
internal import SurveyModel

/// A dimension of a dataset: its id and label, and those of its categories.
struct JSONStatDimension {
    let id: String
    let label: String
    let categories: [(id: String, label: String)]
    /// The id of everybody, as statistical offices write it; no locale has an underscore.
    static let total = "_T"

    init(_ id: String, _ label: String, _ categories: [(String, String)]) {
        self.id = id
        self.label = label
        self.categories = categories
    }

    var json: JSONValue {
        .object([
            "label": .string(label),
            "category": .object([
                "index": .array(categories.map { .string($0.id) }),
                "label": .object(categories.map { .init($0.id, .string($0.label)) }),
            ]),
        ])
    }
}

/// A value of a dataset, or why there is none.
enum JSONStatCell {
    case number(JSONValue)
    /// A value with something to be known about it.
    case marked(JSONValue, String)
    case none(String)

    init(_ estimate: Estimate<Double>) {
        switch estimate {
        case .success(let value): self = .number(.real(value))
        case .failure(let absence): self = .none(absence.reason)
        }
    }

    /// The same with a mark on how many numbers it leaves out, since they are too large to sum exactly.
    init(_ estimate: Estimate<Double>, leavingOut count: Int) {
        self.init(estimate)
        guard count > 0 else { return }
        let mark = "beyond: leaves out \(count) with a number too large to sum"
        switch self {
        case .number(let number), .marked(let number, _): self = .marked(number, mark)
        case .none(let reason): self = .none("\(reason); \(mark)")
        }
    }
}

/// A dataset: values in the order of its dimensions, the last of them running fastest.
struct JSONStatTable {
    let label: String
    let dimensions: [JSONStatDimension]
    /// The dimension that says what is measured.
    let role: String?
    let cells: [JSONStatCell]
    /// The variable that it is about.
    var variable: String?
    var note: String?

    func json(_ origin: some JSONStatOrigin) -> JSONValue {
        var status: [JSONValue.Member] = []
        let values = cells.enumerated().map { index, cell -> JSONValue in
            switch cell {
            case .number(let number): return number
            case .marked(let number, let mark):
                status.append(.init(String(index), .string(mark)))
                return number
            case .none(let reason):
                status.append(.init(String(index), .string(reason)))
                return .null
            }
        }
        return .object([
            "version": .string("2.0"), "class": .string("dataset"), "label": .string(label),
            "source": .string(origin.source),
            "updated": origin.moment,
            "note": note.map { .array([.string($0)]) },
            "extension": variable.map { .object(["variable": .string($0)]) },
            "role": role.map { .object(["metric": .array([.string($0)])]) },
            "id": .array(dimensions.map { .string($0.id) }),
            "size": .array(dimensions.map { .number($0.categories.count) }),
            "dimension": .object(dimensions.map { .init($0.id, $0.json) }),
            "value": .array(values), "status": status.isEmpty ? nil : .object(status),
        ])
    }
}

/// What every dataset says of where it comes from.
protocol JSONStatOrigin {
    /// The survey, in words.
    var source: String { get }
    /// When the newest response ended.
    var moment: JSONValue? { get }
}
