public import RoutingProof
public import SurveyModel

extension Mutation {
    /// Every small change of a survey's routing, in the order of the file.
    ///
    /// `origin` says where a condition was written: what a loop, a fragment or a shared list has several times is changed
    /// everywhere together; nil is that it is not known. Linear in the survey, but for the number of changes of one
    /// condition, which grows with its length.
    public static func all(
        of survey: Survey, origin: (Place) -> Range<Int>? = { _ in nil }
    ) -> [Mutation] {
        var found: [Mutation] = []
        for group in groups(of: survey, origin) {
            let changes = group.map { place in
                survey.condition(at: place)?.changes(in: survey).filter { changed in
                    // A check that reads nothing never stops anybody.
                    if case .check = place { changed != .literal(.yesno(false)) } else { true }
                } ?? []
            }
            guard let first = changes.first else { continue }
            if changes.allSatisfy({ $0.count == first.count }) {
                for index in first.indices {
                    found.append(Mutation(.condition(group), .becomes(changes.map { $0[index] })))
                }
                continue
            }
            // Conditions that came out differently in each pass are changed one by one.
            for (place, changes) in zip(group, changes) {
                found += changes.map { Mutation(.condition([place]), .becomes([$0])) }
            }
        }
        for (position, block) in survey.blocks.enumerated() {
            if case .arm(nil, _?) = block.kind, !block.steps.isEmpty {
                found.append(Mutation(.otherwise(BlockID(position)), .dropped))
            }
        }
        for (position, question) in survey.questions.enumerated() {
            for rule in question.carried.indices {
                found.append(Mutation(.offer(QuestionID(position), rule: rule), .dropped))
            }
        }
        let taken = Set(survey.reachableEndings)
        for (position, ending) in survey.endings.enumerated() where taken.contains(EndingID(position)) {
            let other: Disposition? =
                switch ending.disposition {
                case .complete: .screened
                case .screened: .complete
                case .partial, .refused, .abandoned: nil
                }
            if let other { found.append(Mutation(.ending(EndingID(position)), .recorded(other))) }
        }
        return found
    }

    /// The places of conditions, those of one origin together.
    private static func groups(of survey: Survey, _ origin: (Place) -> Range<Int>?) -> [[Place]] {
        var groups: [[Place]] = []
        var known: [Origin: Int] = [:]
        let checks = survey.checks.indices.map { Place.check(CheckID($0)) }
        for place in survey.conditionPlaces + checks {
            let key = Origin(place, survey, origin)
            if let group = known[key] {
                groups[group].append(place)
            } else {
                known[key] = groups.count
                groups.append([place])
            }
        }
        return groups
    }

    /// What conditions have in common that were written once.
    private enum Origin: Hashable {
        case span(Range<Int>)
        case option(ListID, Int)
        case place(Place)

        init(_ place: Place, _ survey: Survey, _ origin: (Place) -> Range<Int>?) {
            if let span = origin(place), !span.isEmpty {
                self = .span(span)
            } else if case .option(let id, let option) = place, let list = survey[id].list {
                self = .option(list, option)
            } else {
                self = .place(place)
            }
        }
    }
}
