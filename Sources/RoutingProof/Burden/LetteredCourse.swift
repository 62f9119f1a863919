import SurveyModel

/// What tells two routes apart: the questions, the rows of grids and the ending, each one letter.
struct LetteredCourse {
    private(set) var stops: [Stop] = []
    /// For each stop its moment.
    private(set) var moments: [Int] = []
    private(set) var facts: AddedFacts

    private enum Letter: Hashable {
        case question(QuestionID)
        case row(QuestionID, VariableID)
        /// In a roster, a row by its index.
        case folded(roster: Int, stem: String, row: Int?)
        case ending(EndingID?)
    }

    /// Follows the course of a program; where it is folded, a question of a roster is one letter for all its instances.
    /// Linear in it.
    init(_ survey: Survey, _ program: Program, _ course: Course, folded: Bool) {
        facts = AddedFacts(program: program)
        var letters: [(letter: Letter, fact: FactID)?] = []
        for moment in program.course {
            switch moment {
            case .choose, .keep: letters.append(nil)
            case .end(let ending, let fact): letters.append(fact == .never ? nil : (.ending(ending), fact))
            case .meet(let meeting, let fact):
                letters.append(
                    Self.letter(meeting, survey, course, folded: folded).flatMap { letter in
                        fact == .never ? nil : (letter, fact)
                    })
            }
        }
        var last: [Letter: Int] = [:]
        var isRepeated: Set<Letter> = []
        for (index, place) in letters.enumerated() {
            guard let letter = place?.letter else { continue }
            if last.updateValue(index, forKey: letter) != nil { isRepeated.insert(letter) }
        }
        // An interview that ends cannot wait for the last of what counts as one letter. Where that happens, those that have
        // ended come along, and meet nothing more.
        let lastRepeated = isRepeated.compactMap { last[$0] }.max() ?? -1
        let firstEnd =
            letters.firstIndex { if case .ending? = $0?.letter { true } else { false } } ?? letters.count
        let staysToTheEnd = firstEnd < lastRepeated
        var held: [Letter: FactID] = [:]
        for (index, moment) in program.course.enumerated() {
            defer { while moments.count < stops.count { moments.append(index) } }
            switch moment {
            case .choose(let input): stops.append(.choose(input))
            case .keep(let fact): stops.append(.keep(fact))
            case .meet, .end:
                guard let (letter, fact) = letters[index] else { continue }
                if case .ending(let ending) = letter, !staysToTheEnd {
                    stops.append(.end(fact, ending.map { $0.position + 1 } ?? 0))
                    continue
                }
                let all = facts.or(held[letter] ?? .never, fact)
                held[letter] = all
                if last[letter] == index { stops.append(.event(all, 0)) }
            }
        }
        if staysToTheEnd {
            // Whoever keeps all rules has come to an ending by now, if it came to one.
            var ended = FactID.never
            for (letter, fact) in letters.compactMap({ $0 }) {
                if case .ending = letter { ended = facts.or(ended, fact) }
            }
            stops.append(.end(ended, 0))
            moments.append(program.course.count)
        }
    }

    private static func letter(_ meeting: Meeting, _ survey: Survey, _ course: Course, folded: Bool)
        -> Letter?
    {
        switch meeting {
        case .note: return nil
        case .question(let id):
            if folded, let roster = course.rosters[id] {
                return .folded(roster: roster, stem: survey[id].stem, row: nil)
            }
            return .question(id)
        case .part(let id, let variable):
            guard case .row(_, let row) = survey[variable].role else { return nil }
            if folded, let roster = course.rosters[id] {
                return .folded(roster: roster, stem: survey[id].stem, row: row)
            }
            return .row(id, variable)
        }
    }
}
