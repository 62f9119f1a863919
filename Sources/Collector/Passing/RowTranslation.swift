internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// Says in the codes of one survey what a row of an earlier version of it says, by names.
///
/// What the later survey does not have is dropped; what the earlier one did not have was not asked.
struct RowTranslation {
    /// Where the value of one variable of the later survey comes from.
    private enum Source {
        /// The codes are the same, or shifted, or by table; kinds of missing follow.
        case codes([Int32])
        /// The options of a set or an order, by the earlier option.
        case chosen([Int?], from: Int, to: Int, isOrder: Bool)
        /// A scaled number, a day, a time: times a power of ten.
        case amount(Int64)
        /// A text.
        case text
    }

    private let sources: [(from: Int, earlier: Coding, later: Coding, source: Source)?]
    private let options: [[Int?]]
    private let plan: TallyPlan
    /// Where the texts of the earlier survey stand in the later one.
    private let textTargets: [Int: Int]

    init(from earlier: TallyPlan, to later: TallyPlan) {
        plan = later
        let index = earlier.survey.variableIndex
        var options: [[Int?]] = []
        sources = later.survey.variables.enumerated().map { position, variable in
            var map: [Int?] = []
            defer { options.append(map) }
            guard let from = index[variable.name]?.position, let old = earlier.codings[from],
                let new = later.codings[position]
            else { return nil }
            func names(_ survey: Survey, _ variable: Variable) -> [String] {
                variable.domain.list.map { survey[$0].options.map(\.name) } ?? []
            }
            let there = names(later.survey, variable)
            map = names(earlier.survey, earlier.survey.variables[from]).map { there.firstIndex(of: $0) }
            let source: Source
            switch (old, new) {
            case (.point(let low, let count), .point(let newLow, let newCount)):
                source = .codes(
                    (0..<count).map {
                        let code = low + $0 - newLow
                        return code >= 0 && code < newCount ? Int32(code) : new.notAsked
                    })
            case (.option, .option): source = .codes(map.map { $0.map { Int32($0) } ?? new.notAsked })
            case (.yesno, .yesno): source = .codes([0, 1])
            case (.options, .options):
                source = .chosen(
                    map, from: earlier.wordOffsets[from], to: later.wordOffsets[position], isOrder: false)
            case (.order, .order):
                source = .chosen(
                    map, from: earlier.wordOffsets[from], to: later.wordOffsets[position], isOrder: true)
            case (.number(let decimals), .number(let newDecimals)) where decimals <= newDecimals:
                source = .amount((decimals..<newDecimals).reduce(Int64(1)) { power, _ in power &* 10 })
            case (.date, .date), (.time, .time): source = .amount(1)
            case (.text, .text): source = .text
            default: return nil
            }
            return (from, old, new, source)
        }
        self.options = options
        textTargets = Dictionary(
            sources.enumerated().compactMap { target, source in
                guard let source, case .text = source.source else { return nil }
                return (source.from, target)
            }
        ) { first, _ in first }
    }

    /// The position in the later survey of a text of the earlier one; nil where it is gone.
    func target(ofText position: Int) -> Int? { textTargets[position] }

    /// Writes a row of the earlier survey as one of the later. Linear in the variables and options.
    func translate(_ row: TallyRow, to result: inout TallyRow) {
        result.cell = row.cell
        result.state = row.state
        result.version = row.version
        result.isStale = row.isStale
        result.isSynthetic = row.isSynthetic
        for index in result.chosen.indices { result.chosen[index] = 0 }
        for (position, found) in sources.enumerated() {
            guard let found else {
                result.codes[position] = plan.codings[position]?.notAsked ?? 0
                continue
            }
            let code = row.codes[found.from]
            let missing = code - Int32(found.earlier.missingOffset)
            guard missing < 0 else {
                result.codes[position] = Int32(found.later.missingOffset) + missing
                continue
            }
            switch found.source {
            case .codes(let codes): result.codes[position] = codes[Int(code)]
            case .text: result.codes[position] = 0
            case .amount(let factor):
                let (amount, overflows) = row.amounts[found.from].multipliedReportingOverflow(by: factor)
                let isHeld = code == 0 && !overflows && amount.magnitude <= UInt64(Coding.numberLimit)
                // What is too large to be summed is counted as beyond.
                result.codes[position] = isHeld ? 0 : 3
                result.amounts[position] = isHeld ? amount : 0
            case .chosen(let map, let from, let to, let isOrder):
                result.codes[position] = Int32(found.later.missingOffset - 1)
                for (option, target) in map.enumerated() {
                    guard let target else { continue }
                    if isOrder {
                        result.chosen[to + target] = row.chosen[from + option]
                    } else if row.chosen[from + option / 64] & 1 << UInt64(option % 64) != 0 {
                        result.chosen[to + target / 64] |= 1 << UInt64(target % 64)
                    }
                }
            }
        }
    }

    /// The answers of the earlier survey as answers to the later one.
    func translate(_ answers: [Answer]) -> [Answer] {
        sources.enumerated().map { position, found in
            guard let found, answers.indices.contains(found.from) else { return .notAsked }
            guard case .answered(let value) = answers[found.from] else { return answers[found.from] }
            let map = options[position]
            switch value {
            case .option(let option):
                return map.indices.contains(option)
                    ? map[option].map { .answered(.option($0)) } ?? .notAsked : .notAsked
            case .options(let chosen):
                return .answered(
                    .options(chosen.compactMap { map.indices.contains($0) ? map[$0] : nil }.sorted()))
            case .order(let order):
                return .answered(.order(order.compactMap { map.indices.contains($0) ? map[$0] : nil }))
            default: return .answered(value)
            }
        }
    }
}
