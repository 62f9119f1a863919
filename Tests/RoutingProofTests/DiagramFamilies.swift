import RoutingProof
import SampleSurveys
import SurveyModel

/// Surveys of a kind, as long as one likes: what they ask and what that rests on.
enum DiagramFamily {
    /// Builds questions one after the other.
    private struct Questionnaire {
        var builder = ProgramBuilder()
        /// The answers; 0 is no or the lowest.
        var answers: [InputID] = []
        /// Where each is asked.
        var asked: [FactID] = []
        /// Where an interview got this far.
        var kept = FactID.always

        mutating func ask(cells: Int, where guardFact: FactID) {
            let isAsked = builder.and(guardFact, kept)
            answers.append(
                builder.input(
                    Input(
                        .answer(VariableID(answers.count)), cells: (0..<cells).map { Cell(.index($0)) },
                        isMade: isAsked)))
            asked.append(isAsked)
            builder.claim(.asked(QuestionID(asked.count - 1)), isAsked)
        }

        /// Where a question was asked and answered with one of some cells.
        mutating func answered(_ question: Int, _ cells: some Sequence<Int>) -> FactID {
            builder.and(asked[question], builder.cell(answers[question], cells))
        }

        mutating func finish() -> Program {
            builder.finish(kept)
            for question in asked.indices {
                builder.claim(.completed(QuestionID(question)), builder.and(asked[question], kept))
                builder.claim(
                    .passedOver(QuestionID(question)), builder.and(builder.not(asked[question]), kept))
            }
            return builder.program
        }
    }

    /// Each is asked only if the one before said yes.
    static func chain(_ count: Int) -> Program {
        var all = Questionnaire()
        for question in 0..<count {
            let isNext = question == 0 ? .always : all.answered(question - 1, [1])
            all.ask(cells: 2, where: isNext)
        }
        return all.finish()
    }

    /// Each is asked only if the one before said something, and a hard check looks at both.
    static func checkedChain(_ count: Int) -> Program {
        var all = Questionnaire()
        for question in 0..<count {
            let isNext = question == 0 ? .always : all.answered(question - 1, [1, 2])
            all.ask(cells: 3, where: isNext)
            if question > 0 {
                let disagrees = all.builder.and(
                    all.answered(question, [2]), all.answered(question - 1, [1]))
                let passes = all.builder.reason(.passed(CheckID(question)), all.builder.not(disagrees))
                all.kept = all.builder.and(all.kept, passes)
            }
        }
        return all.finish()
    }

    /// What ratings ask of the five before.
    enum Rule {
        /// One was high.
        case any
        /// Three were high.
        case most
        /// Some were high and others low.
        case mixed
        /// The same, with another cut each time.
        case ragged
    }

    /// Ratings from 1 to 5, each asked by what the five before were.
    static func ratings(_ count: Int, kind: Rule) -> Program {
        var all = Questionnaire()
        var random = Seeded(1)
        for question in 0..<count {
            var isAsked = FactID.always
            if question >= 5 {
                let facts = (1...5).map { back -> FactID in
                    let cut = kind == .ragged ? Int.random(in: 1...4, using: &random) : 3
                    let isHigh = kind == .any || kind == .most || random.chance(50)
                    return all.answered(question - back, isHigh ? cut..<5 : 0..<cut)
                }
                switch kind {
                case .any: isAsked = all.builder.or(facts)
                case .most: isAsked = all.builder.sum(facts.map { Sum.Term(1, when: $0) }, atLeast: 3)
                case .mixed, .ragged:
                    let either = all.builder.or(facts[0], facts[3])
                    isAsked = all.builder.or(
                        all.builder.and(facts[0], facts[1]),
                        all.builder.and(facts[2], all.builder.not(facts[3])),
                        all.builder.and(facts[4], either))
                }
            }
            all.ask(cells: 5, where: isAsked)
        }
        return all.finish()
    }

    /// Pages of fifteen questions, each with a condition that reads some answers of up to three pages back.
    static func pages(_ count: Int, reads: Int) -> Program {
        var all = Questionnaire()
        var random = Seeded(2)
        for page in 0..<count {
            for _ in 0..<15 {
                var isAsked = FactID.always
                if page > 0 {
                    let from = max(0, page - 3) * 15
                    let facts = (0..<reads).map { _ in
                        let cut = Int.random(in: 1...3, using: &random)
                        return all.answered(Int.random(in: from..<page * 15, using: &random), cut..<4)
                    }
                    isAsked = facts.dropFirst().reduce(facts[0]) { whole, fact in
                        random.chance(50) ? all.builder.or(whole, fact) : all.builder.and(whole, fact)
                    }
                }
                all.ask(cells: 4, where: isAsked)
            }
        }
        return all.finish()
    }

    /// Sets of twelve options of which one to three are chosen, and two questions about each that was.
    static func rosters(_ count: Int) -> Program {
        var all = Questionnaire()
        for set in 0..<count {
            let first = all.answers.count
            for _ in 0..<12 { all.ask(cells: 2, where: .always) }
            let terms = (first..<first + 12).map { Sum.Term(all.answers[$0], weights: [0, 1]) }
            let some = all.builder.sum(terms, atLeast: 1)
            let many = all.builder.sum(terms, atLeast: 4)
            all.kept = all.builder.and(
                all.kept,
                all.builder.reason(
                    .limits(QuestionID(set)), all.builder.and(some, all.builder.not(many))))
            for option in first..<first + 12 {
                all.ask(cells: 5, where: all.answered(option, [1]))
                all.ask(cells: 3, where: all.answered(all.answers.count - 1, [3, 4]))
            }
        }
        return all.finish()
    }

    /// Yes or no, and one more question where so many were yes.
    static func total(_ count: Int, atLeast: Int) -> Program {
        var all = Questionnaire()
        for _ in 0..<count { all.ask(cells: 2, where: .always) }
        let terms = (0..<count).map { Sum.Term(all.answers[$0], weights: [0, 1], when: all.asked[$0]) }
        let isMuch = all.builder.sum(terms, atLeast: atLeast)
        all.ask(cells: 2, where: isMuch)
        return all.finish()
    }

    /// Ratings of which each is asked where the one before was high, and one more where their mean is.
    static func mean(_ count: Int) -> Program {
        var all = Questionnaire()
        for question in 0..<count {
            all.ask(cells: 5, where: question == 0 ? .always : all.answered(question - 1, 1..<5))
        }
        let terms = (0..<count).map {
            Sum.Term(all.answers[$0], weights: [-2, -1, 0, 1, 2], when: all.asked[$0])
        }
        let isHigh = all.builder.sum(terms, atLeast: 10)
        all.ask(cells: 2, where: isHigh)
        return all.finish()
    }

    /// The first is compared with the one half the survey on, the second with the one behind that, and so on.
    static func pairs(_ count: Int, cells: Int) -> Program {
        var all = Questionnaire()
        for _ in 0..<2 * count { all.ask(cells: cells, where: .always) }
        let equal = (0..<count).map { pair in
            let both = (0..<cells).map { cell in
                let (first, second) = (all.answered(pair, [cell]), all.answered(pair + count, [cell]))
                return all.builder.and(first, second)
            }
            return all.builder.or(both)
        }
        let allEqual = all.builder.and(equal)
        all.ask(cells: 2, where: allEqual)
        let noneEqual = all.builder.not(all.builder.or(equal))
        all.ask(cells: 2, where: noneEqual)
        return all.finish()
    }

    /// Ratings, and hard checks that compare some of them at random.
    static func relations(_ count: Int, checks: Int) -> Program {
        var all = Questionnaire()
        var random = Seeded(3)
        for _ in 0..<count { all.ask(cells: 5, where: .always) }
        for check in 0..<checks {
            let first = Int.random(in: 0..<count, using: &random)
            let second = Int.random(in: 0..<count, using: &random)
            let least = (0..<5).map { cell in
                let (low, high) = (all.answered(first, [cell]), all.answered(second, cell..<5))
                return all.builder.and(low, high)
            }
            let passes = all.builder.reason(.passed(CheckID(check)), all.builder.or(least))
            all.kept = all.builder.and(all.kept, passes)
        }
        return all.finish()
    }
}
