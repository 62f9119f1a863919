import Interview
import SurveyModel

/// What a seed decides in a survey: which of several are drawn, and the order of rounds that may end the interview. The names
/// of the streams are those of Documentation/Interview.md.
struct DrawnOrders {
    private var streams: [(name: String, count: Int)] = []
    /// Whether what happens depends on an order, so that the same answers can lead to two interviews.
    private(set) var isOrdered = false

    /// Whether the seed decides anything.
    var isEmpty: Bool { streams.isEmpty }

    init(_ survey: Survey) {
        for question in survey.questions where question.draw != nil {
            let count =
                question.rows.isEmpty
                ? question.list.map { survey[$0].options.count } ?? 0 : question.rows.count
            streams.append((question.name + ":draw", count))
        }
        for (position, block) in survey.blocks.enumerated() {
            guard case .collection(let isShuffled, let draw) = block.kind, !block.steps.isEmpty else {
                continue
            }
            let units = survey.blocks.indices.filter { survey.blocks[$0].parent == BlockID(position) }.count
            let name = Self.stream(of: BlockID(position), in: survey)
            if draw != nil { streams.append((name + ".draw", units)) }
            let mayStop = survey.steps[block.steps].contains { step in
                switch step.action {
                case .end: true
                case .check(let check): !survey[check].isSoft
                default: false
                }
            }
            if mayStop, isShuffled || draw != nil { isOrdered = true }
            if isShuffled, mayStop { streams.append((name, units)) }
        }
    }

    /// Seeds that decide everything in every way, one for each: found by trying many.
    func seeds(tries: Int = 4_000) -> [UInt64] {
        guard !streams.isEmpty else { return [1] }
        var ways = 1
        for stream in streams { ways *= (1...max(1, stream.count)).reduce(1, *) }
        var seen: Set<[[Int]]> = []
        var seeds: [UInt64] = []
        for seed in 0..<UInt64(tries) {
            if seen.insert(streams.map { Self.order($0.count, $0.name, seed) }).inserted {
                seeds.append(seed)
            }
            if seen.count == ways { break }
        }
        return seeds
    }

    private static func order(_ count: Int, _ name: String, _ seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed, name: name)
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, generator.below(last + 1)) }
        return order
    }

    private static func stream(of id: BlockID, in survey: Survey) -> String {
        func stem(_ id: BlockID) -> String {
            for step in survey.steps[survey[id].steps.lowerBound...] {
                if case .ask(let question) = step.action { return survey[question].stem }
            }
            return ""
        }
        var instances = ""
        var around: [String] = []
        var block = id
        while let parent = survey[block].parent {
            if let name = survey.rosters.flatMap(\.instances).first(where: { $0.block == parent })?.name {
                instances = name + ":" + instances
            }
            if case .collection = survey[parent].kind { around.append(stem(parent)) }
            block = parent
        }
        let level = around.prefix { $0 == stem(id) }.count
        return instances + stem(id) + ":units" + (level > 0 ? ".\(level)" : "")
    }
}
