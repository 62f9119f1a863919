internal import RoutingProof
internal import SurveyModel

// What reports call the parts of a survey.

extension Survey {
    /// An option of a question: `channel.bot`, `contact.no`.
    func words(for option: Int, of id: QuestionID) -> String {
        "\(self[id].name).\(optionName(option, of: id))"
    }

    /// The name of an option of a question; yes and no are 1 and 0.
    func optionName(_ option: Int, of id: QuestionID) -> String {
        guard let list = self[id].list else { return option == 1 ? "yes" : "no" }
        let options = self[list].options
        return options.indices.contains(option) ? options[option].name : "\(option)"
    }

    /// An ending by its name, or by what it says.
    func words(for ending: EndingID) -> String {
        if let name = self[ending].name { return name }
        guard let text = self[ending].text else { return "of the file" }
        return "\"\(excerpt(self[text].source))\""
    }

    /// The condition of an arm: `if channel == store`, `else of channel == store`.
    func words(forArm block: BlockID) -> String {
        guard case .arm(let condition, let previous) = self[block].kind else { return "" }
        if let condition {
            return (previous == nil ? "if " : "else if ") + condition.text(in: self)
        }
        guard let previous, case .arm(let before?, _) = self[previous].kind else { return "else" }
        return "else after \(before.text(in: self))"
    }

    /// A condition and what it stands at: `if channel == store`, `channel == store, for row quality.clean`.
    func words(for place: Place) -> String {
        if isArm(place), case .block(let block) = place { return words(forArm: block) }
        let condition = condition(at: place)?.text(in: self) ?? ""
        return "\(condition), for \(owner(of: place))"
    }

    /// What a condition stands at: `row quality.clean`, `option channel.bot`, `check large_sum`.
    func owner(of place: Place) -> String {
        switch place {
        case .block(let block): owner(of: block)
        case .row(let id, let row):
            "row \(self[id].name).\(self[id].rows.indices.contains(row) ? self[id].rows[row].name : "\(row)")"
        case .option(let id, let option): "option \(words(for: option, of: id))"
        case .check(let check): "check \(self[check].name)"
        case .metric(let metric, _): "metric \(metrics[metric].name)"
        }
    }

    /// A block by the instance of the roster that it is, or else by the first question in it.
    private func owner(of block: BlockID) -> String {
        for roster in rosters {
            if let instance = roster.instances.first(where: { $0.block == block }) {
                return "\(roster.name) = \(instance.name)"
            }
        }
        for step in steps[self[block].steps] {
            if case .ask(let id) = step.action { return "block with \(self[id].name)" }
        }
        return "a block"
    }
}
