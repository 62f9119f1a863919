internal import Tallies

/// Counts the relations of the rows of the fast reader whose terms are points: what `RelationPlan.add` does, as `RowCounter`
/// does it.
final class RelationCounter {
    /// A relation whose terms are points, as in `RelationPlan`; see `TermPlan` for the scores.
    private struct Relation {
        var terms: Int32
        var count: Int32
        var offset: Int32
        /// Where the sums begin among its bins.
        var sums: Int32
        var levels: Int32
        var levelCount: Int32
    }

    private struct Term {
        var items: Int32
        var count: Int32
        var least: Int32
        var parts: Int64
    }

    /// A term and the outcome, in pairs.
    private struct Level {
        var item: Int32
        var points: Int32
        var start: Int32
    }

    private let memory = FlatMemory()
    private let relations: UnsafeMutableBufferPointer<Relation>
    private let terms: UnsafeMutableBufferPointer<Term>
    private let levels: UnsafeMutableBufferPointer<Level>
    private let items: UnsafeMutableBufferPointer<FlatItem>
    /// The scores of one relation.
    private let scores: UnsafeMutablePointer<Int64>

    /// The relations that are not counted here.
    let rest: [RelationPlan]

    init(_ plan: TallyPlan) {
        var relations: [Relation] = []
        var terms: [Term] = []
        var levels: [Level] = []
        var items: [FlatItem] = []
        for relation in plan.countedRelations where relation.isFast {
            let firstTerm = terms.count
            let firstLevel = levels.count
            for (place, term) in relation.terms.enumerated() {
                if place > 0, let level = relation.levels[place - 1] {
                    levels.append(
                        Level(
                            item: Int32(items.count), points: Int32(level.points),
                            start: Int32(level.start)))
                }
                terms.append(
                    Term(
                        items: Int32(items.count), count: Int32(term.items.count),
                        least: Int32(term.least), parts: term.parts))
                items += term.items.map(FlatItem.init)
            }
            relations.append(
                Relation(
                    terms: Int32(firstTerm), count: Int32(relation.terms.count),
                    offset: Int32(relation.offset), sums: Int32(relation.sums), levels: Int32(firstLevel),
                    levelCount: Int32(levels.count - firstLevel)))
        }
        rest = plan.countedRelations.filter { !$0.isFast }
        self.relations = memory.list(relations)
        self.terms = memory.list(terms)
        self.levels = memory.list(levels)
        self.items = memory.list(items)
        scores = memory.values(repeating: 0, count: terms.count)
    }

    /// Adds the codes of a line to a cell, or takes them away with `times` -1.
    @inline(__always)
    func add(_ codes: UnsafePointer<Int32>, _ cell: UnsafeMutablePointer<Int128>, _ times: Int64) {
        for index in 0..<relations.count {
            add(relations.baseAddress.unsafelyUnwrapped + index, codes, cell, times)
        }
    }

    private func add(
        _ relation: UnsafePointer<Relation>, _ codes: UnsafePointer<Int32>,
        _ cell: UnsafeMutablePointer<Int128>, _ times: Int64
    ) {
        let items = items.baseAddress.unsafelyUnwrapped
        let terms = terms.baseAddress.unsafelyUnwrapped + Int(relation.pointee.terms)
        let levels = levels.baseAddress.unsafelyUnwrapped + Int(relation.pointee.levels)
        let bins = cell + Int(relation.pointee.offset)
        let step = Int128(times)
        if relation.pointee.levelCount > 0 {
            let outcome = items + Int(terms[0].items)
            let code = codes[Int(outcome.pointee.variable)]
            if code < outcome.pointee.count {
                let row = outcome.pointee.step > 0 ? code : outcome.pointee.count &- 1 &- code
                for index in 0..<Int(relation.pointee.levelCount) {
                    let item = items + Int(levels[index].item)
                    let code = codes[Int(item.pointee.variable)]
                    guard code < item.pointee.count else { continue }
                    let column = item.pointee.step > 0 ? code : item.pointee.count &- 1 &- code
                    bins[Int(levels[index].start &+ row &* levels[index].points &+ column)] &+= step
                }
            }
        }
        let count = Int(relation.pointee.count)
        for term in 0..<count {
            let first = items + Int(terms[term].items)
            var answered: Int64 = 0
            var sum: Int64 = 0
            for index in 0..<Int(terms[term].count) {
                let code = codes[Int(first[index].variable)]
                guard code < first[index].count else { continue }
                answered &+= 1
                sum &+= first[index].first &+ first[index].step &* Int64(code)
            }
            guard answered >= Int64(terms[term].least) else {
                bins[RelationScores.incomplete.rawValue] &+= step
                return
            }
            if terms[term].parts > 1 {
                // Sums of small values, of which there are few, times the parts fit: see `RelationPlan.isFast`.
                let product = sum &* terms[term].parts
                let (quotient, rest) = product.quotientAndRemainder(dividingBy: answered)
                sum = 2 &* rest.magnitude >= answered.magnitude ? quotient &+ rest.signum() : quotient
            }
            scores[term] = sum
        }
        bins[RelationScores.complete.rawValue] &+= step
        let sums = bins + Int(relation.pointee.sums)
        var product = sums + count
        for first in 0..<count {
            let score = times &* scores[first]
            sums[first] &+= Int128(score)
            for second in first..<count {
                product[0] &+= Int128(score) &* Int128(scores[second])
                product += 1
            }
        }
    }
}
