public import RoutingProof
public import SurveyModel

/// One small change of a survey, as somebody's slip might have made it.
public struct Mutation: Hashable, Sendable {
    /// What is changed: the same condition at each of these places, where a loop or a shared list has it several times.
    public var site: Site
    /// What is done to it.
    public var change: Change

    /// What a mutation is about.
    public enum Site: Hashable, Sendable {
        /// A condition, at each place where it stands.
        case condition([Place])
        /// An `else`: its steps go.
        case otherwise(BlockID)
        /// A rule by which a question offers options that were chosen before, by its index.
        case offer(QuestionID, rule: Int)
        /// How an ending is recorded.
        case ending(EndingID)
    }

    /// What is done.
    public enum Change: Hashable, Sendable {
        /// The condition becomes this one, at each of its places in its own terms.
        case becomes([Formula])
        /// It goes: an `else` never happens, a rule of an offer does not narrow it.
        case dropped
        /// The ending is recorded so.
        case recorded(Disposition)
    }

    /// Makes a mutation.
    public init(_ site: Site, _ change: Change) {
        self.site = site
        self.change = change
    }
}

extension Mutation {
    /// The survey with the change. Linear in the survey.
    public func applied(to survey: Survey) -> Survey {
        var changed = survey
        switch (site, change) {
        case (.condition(let places), .becomes(let formulas)):
            for (place, formula) in zip(places, formulas) { changed.setCondition(at: place, to: formula) }
        case (.otherwise(let block), .dropped):
            if case .arm(nil, let previous) = survey[block].kind {
                changed.blocks[block.position].kind = .arm(
                    condition: .literal(.yesno(false)), previous: previous)
            }
        case (.offer(let id, let rule), .dropped):
            if survey[id].carried.indices.contains(rule) {
                changed.questions[id.position].carried.remove(at: rule)
            }
        case (.ending(let ending), .recorded(let disposition)):
            changed.endings[ending.position].disposition = disposition
        case (.condition, _), (.otherwise, _), (.offer, _), (.ending, _): break
        }
        return changed
    }

    /// Where it stands: `question why`, `row quality.clean`, `option channel.bot`, `check large_sum`.
    public func place(in survey: Survey) -> String {
        switch site {
        case .condition(let places): places.first.map(survey.owner) ?? ""
        case .otherwise(let block): survey.owner(of: .block(block))
        case .offer(let id, _): "question \(survey[id].name)"
        case .ending(let ending): "ending \(survey.words(for: ending))"
        }
    }

    /// What stood there, in the author's words.
    public func original(in survey: Survey) -> String {
        switch site {
        case .condition(let places): places.first.flatMap(survey.condition)?.text(in: survey) ?? ""
        case .otherwise(let block): survey.words(forArm: block)
        case .offer(let id, let rule):
            survey[id].carried.indices.contains(rule)
                ? survey.words(for: survey[id].carried[rule], of: id) : ""
        case .ending(let ending): survey[ending].disposition.rawValue
        }
    }

    /// What stands there now.
    public func changed(in survey: Survey) -> String {
        switch change {
        case .becomes(let formulas):
            switch formulas.first {
            case .literal(.yesno(true))?: "always true"
            case .literal(.yesno(false))?: "never true"
            case let formula: formula?.text(in: survey) ?? ""
            }
        case .dropped: "dropped"
        case .recorded(let disposition): disposition.rawValue
        }
    }
}

extension Survey {
    /// Puts another condition at a place.
    mutating func setCondition(at place: Place, to formula: Formula) {
        switch place {
        case .block(let block):
            switch self[block].kind {
            case .arm(_, let previous):
                blocks[block.position].kind = .arm(condition: formula, previous: previous)
            case .unit: blocks[block.position].kind = .unit(condition: formula)
            case .root, .page, .collection: break
            }
        case .row(let id, let row):
            switch self[id].kind {
            case .grid(let scale, var rows) where rows.indices.contains(row):
                rows[row].condition = formula
                questions[id.position].kind = .grid(scale, rows: rows)
            case .choiceGrid(let list, let select, var rows) where rows.indices.contains(row):
                rows[row].condition = formula
                questions[id.position].kind = .choiceGrid(list, select: select, rows: rows)
            default: break
            }
        case .option(let id, let option):
            guard let list = self[id].list, self[list].options.indices.contains(option) else { return }
            lists[list.position].options[option].condition = formula
        case .check(let check): checks[check.position].condition = formula
        case .metric: break
        }
    }

    /// A rule by which a question offers options: `from used`, `except [other, none]`.
    func words(for rule: Question.Carried, of id: QuestionID) -> String {
        switch rule {
        case .chosen(let variable): "from \(self[variable].name)"
        case .exceptChosen(let variable): "except \(self[variable].name)"
        case .except(let options):
            "except [\(options.map { optionName($0, of: id) }.joined(separator: ", "))]"
        }
    }
}
