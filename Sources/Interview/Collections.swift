internal import SurveyModel

/// What a survey alone decides about its collections: `shuffle { }`, `draw n { }` and rosters.
///
/// Everything is by position of a block, so that a survey without collections costs nothing and one with many is walked
/// without recursion. Linear in the survey.
struct Collections: Sendable {
    /// For each collection with steps, what it orders and draws from.
    private(set) var members: [Int: Collection] = [:]
    /// For each step, the innermost unit that ends with it, or `none`; empty without collections.
    private(set) var ending: [Int] = []
    /// For each block, the innermost unit that it is or stands in, or `none`; empty without collections.
    private(set) var around: [Int] = []

    /// Stands for no unit.
    static let none = -1

    /// One collection.
    struct Collection: Sendable {
        var isShuffled: Bool
        var draw: Int?
        /// Its units, in the order of the file.
        var units: [Int] = []
        /// The innermost unit around it, or `none`.
        var outer: Int
        /// The hash of the name from which its order and its draw come.
        var nameHash: UInt64
    }

    init(of survey: Survey) {
        let hasAny = survey.blocks.contains { if case .collection = $0.kind { true } else { false } }
        guard hasAny else { return }
        ending = [Int](repeating: Self.none, count: survey.steps.count)
        around = [Int](repeating: Self.none, count: survey.blocks.count)
        let names = StreamNames(survey)
        // What is open, the innermost last. A block that does not lie within it belongs to no sound survey and is left out:
        // ranges that only nest are what lets a walk in any order come to an end.
        var open: [Int] = []
        var last = 0
        for (position, block) in survey.blocks.enumerated() {
            let parent = block.parent.map(\.position).flatMap { $0 < position ? $0 : nil }
            let outer = parent.map { around[$0] } ?? Self.none
            around[position] = outer
            switch block.kind {
            case .root, .page, .arm: continue
            case .collection, .unit: break
            }
            if block.steps.isEmpty {
                if case .unit = block.kind, let parent { members[parent]?.units.append(position) }
                continue
            }
            while let top = open.last, survey.blocks[top].steps.upperBound <= block.steps.lowerBound {
                open.removeLast()
            }
            let bounds = open.last.map { survey.blocks[$0].steps } ?? 0..<survey.steps.count
            guard block.steps.lowerBound >= max(last, bounds.lowerBound),
                block.steps.upperBound <= bounds.upperBound
            else { continue }
            switch block.kind {
            case .collection(let isShuffled, let draw):
                guard (open.last ?? Self.none) == outer else { continue }
                members[position] = Collection(
                    isShuffled: isShuffled, draw: draw, outer: outer, nameHash: names.hashes[position] ?? 0)
            case .unit:
                guard let parent, open.last == parent else { continue }
                members[parent]?.units.append(position)
                around[position] = position
                ending[block.steps.upperBound - 1] = position
            case .root, .page, .arm: continue
            }
            open.append(position)
            last = block.steps.lowerBound
        }
    }

    /// Whether there is none.
    var isEmpty: Bool { ending.isEmpty }
}

/// The names of the streams from which collections are ordered: `QUESTION:units`.
///
/// The question is the first in the collection, without instances, so that what is added elsewhere changes no order. Before
/// it stand the instances of the rosters around, each with a colon; after it, where collections around begin with the same
/// question, a point and how many.
private struct StreamNames {
    /// For each collection, the hash of its name.
    private(set) var hashes: [Int: UInt64] = [:]

    init(_ survey: Survey) {
        // For each step, the first question that is asked there or later.
        var question = [QuestionID?](repeating: nil, count: survey.steps.count)
        for index in survey.steps.indices.reversed() {
            if case .ask(let id) = survey.steps[index].action {
                question[index] = id
            } else if index + 1 < question.count {
                question[index] = question[index + 1]
            }
        }
        let instance = Dictionary(
            survey.rosters.flatMap { $0.instances.map { ($0.block.position, $0.name) } },
            uniquingKeysWith: { first, _ in first })
        var around: [Around] = []
        for (position, block) in survey.blocks.enumerated() {
            let parent = block.parent.flatMap { $0.position < position ? around[$0.position] : nil }
            var here = parent ?? Around(hash: SeededGenerator.hash(of: ""))
            if let name = instance[position] {
                here.hash = SeededGenerator.hash(of: name + ":", after: here.hash)
            }
            if case .collection = block.kind {
                let start = block.steps.lowerBound
                let first = question.indices.contains(start) ? question[start] : nil
                let stem = first.map { survey[$0].stem } ?? ""
                here.level = stem == here.stem ? here.level + 1 : 0
                here.stem = stem
                let level = here.level > 0 ? ".\(here.level)" : ""
                hashes[position] = SeededGenerator.hash(of: stem + ":units" + level, after: here.hash)
            }
            around.append(here)
        }
    }

    /// What stands around a block.
    private struct Around {
        /// The hash of the instances, each with a colon.
        var hash: UInt64
        /// The name of the first question of the innermost collection.
        var stem: String?
        /// How many collections around that one begin with it too.
        var level = 0
    }
}
