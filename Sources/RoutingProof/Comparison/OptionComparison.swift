internal import SurveyModel

extension Comparer {
    /// Options by name, list by list: a list that several questions share is compared once.
    mutating func compareLists() {
        for use in lists.all {
            let before = old.survey[use.pair.old]
            let after = new.survey[use.pair.new]
            if before.name != after.name {
                add(.sharing, .option, use.owner, before: before.name, after: after.name)
            }
            compare(before, after, use)
        }
    }

    private mutating func compare(_ before: OptionList, _ after: OptionList, _ use: Uses<ListID>.Use) {
        var places: [String: Int] = [:]
        for (place, option) in before.options.enumerated() { places[option.name] = place }
        let later = Set(after.options.map(\.name))
        let gone = before.options.filter { !later.contains($0.name) }
        var renamed: [String: OptionList.Option] = [:]
        for option in after.options where places[option.name] == nil {
            let likely = gone.first { old.source($0.text) == new.source(option.text) }
            if let likely { renamed[option.name] = likely }
        }
        let lost = Set(renamed.values.map(\.name))
        for option in gone where !lost.contains(option.name) {
            redefined.formUnion(use.variables)
            add(
                .optionRemoved, .option, "\(use.owner).\(option.name)", use.variables,
                before: old.source(option.text))
        }
        var kept: [Int] = []
        for option in after.options {
            if let place = places[option.name] {
                kept.append(place)
                compare(before.options[place], option, use)
            } else if let likely = renamed[option.name] {
                redefined.formUnion(use.variables)
                add(
                    .optionRenamed, .option, "\(use.owner).\(option.name)", use.variables,
                    before: likely.name, after: option.name)
            } else {
                added(option, use)
            }
        }
        if !use.isShuffled || !use.isAsked, !Inversions(kept).isEmpty {
            add(
                use.isAsked ? .optionOrder : .sharing, .option, use.owner, use.isAsked ? use.variables : [],
                before: before.options.map(\.name).joined(separator: ", "),
                after: after.options.map(\.name).joined(separator: ", "))
        }
    }

    private mutating func added(_ option: OptionList.Option, _ use: Uses<ListID>.Use) {
        redefined.formUnion(use.variables)
        let name = "\(use.owner).\(option.name)"
        let text = new.source(option.text)
        if use.isAsked {
            add(.optionAdded, .option, name, use.variables, after: text)
        } else if use.variables.contains(where: { isSplit($0) }) {
            add(.weights, .option, name, use.variables, after: option.name)
        } else {
            add(.givenOption, .option, name, after: text)
        }
    }

    private func isSplit(_ name: String) -> Bool {
        guard let id = new.variables[name], case .split = new.survey[id].role else { return false }
        return true
    }

    private mutating func compare(
        _ before: OptionList.Option, _ after: OptionList.Option, _ use: Uses<ListID>.Use
    ) {
        let name = "\(use.owner).\(after.name)"
        if before.code != after.code {
            add(
                .optionCode, .option, name, use.variables, before: "\(before.code)", after: "\(after.code)")
        }
        if use.isAsked {
            compare(.optionWording, .option, name, before.text, after.text, variables: use.variables)
        } else {
            compare(.codebookNote, .option, name, before.text, after.text)
        }
        if before.isExclusive != after.isExclusive {
            add(
                .optionExclusive, .option, name, use.variables,
                before: before.isExclusive ? "exclusive" : nil,
                after: after.isExclusive ? "exclusive" : nil)
        }
        let isFixed = (before.isFixed, after.isFixed)
        if before.shuffleGroup != after.shuffleGroup || (isFixed.0 != isFixed.1 && use.isShuffled) {
            add(.shuffle, .option, name, use.variables)
        } else if before.isPinned != after.isPinned {
            add(.pinned, .option, name)
        }
        let conditions = (old.text(before.condition), new.text(after.condition))
        if conditions.0 != conditions.1 {
            redefined.formUnion(use.variables)
            add(.optionOffered, .option, name, use.variables, before: conditions.0, after: conditions.1)
        }
    }

    /// Scales point by point: a scale that several questions share is compared once.
    mutating func compareScales() {
        for use in scales.all {
            let before = old.survey[use.pair.old]
            let after = new.survey[use.pair.new]
            if before.name != after.name {
                add(.sharing, .scale, use.owner, before: before.name, after: after.name)
            }
            if before.bounds != after.bounds {
                let keepsAll =
                    after.bounds.lowerBound <= before.bounds.lowerBound
                    && before.bounds.upperBound <= after.bounds.upperBound
                redefined.formUnion(use.variables)
                add(
                    keepsAll ? .scaleBounds : .scaleNarrower, .scale, use.owner, use.variables,
                    before: "\(before.bounds.lowerBound)...\(before.bounds.upperBound)",
                    after: "\(after.bounds.lowerBound)...\(after.bounds.upperBound)")
            }
            var labels: [Int: TextID] = [:]
            for label in before.labels { labels[label.point] = label.text }
            for label in after.labels {
                compare(
                    .anchor, .scale, "\(use.owner) \(label.point)", labels.removeValue(forKey: label.point),
                    label.text, variables: use.variables)
            }
            for label in before.labels where labels[label.point] != nil {
                add(
                    .anchor, .scale, "\(use.owner) \(label.point)", use.variables,
                    before: old.source(label.text))
            }
        }
    }
}
