internal import SurveyModel

/// A check that both versions have, or only one.
struct ComparedCheck {
    var old: CheckID?
    var new: CheckID?
    /// Whether it is written otherwise, in itself or around it.
    var isRewritten = false

    /// What has to be decided: a check that both have and that is written otherwise.
    var subject: PopulationProof.Subject? {
        guard isRewritten, let old, let new else { return nil }
        return .check(old: old, new: new)
    }
}

extension Comparer {
    /// Checks by name; those that have another name and are otherwise the same are one.
    func comparedChecks(_ before: Guards, _ after: Guards) -> [ComparedCheck] {
        var known: [String: [CheckID]] = [:]
        for (position, check) in old.survey.checks.enumerated().reversed() {
            known[check.name, default: []].append(CheckID(position))
        }
        var compared: [ComparedCheck] = []
        var added: [CheckID] = []
        for (position, check) in new.survey.checks.enumerated() {
            let id = CheckID(position)
            guard let earlier = known[check.name]?.popLast() else {
                added.append(id)
                continue
            }
            let were = old.survey[earlier].condition.text(in: old.survey)
            compared.append(
                ComparedCheck(
                    old: earlier, new: id,
                    isRewritten: were != check.condition.text(in: new.survey)
                        || before.checks[earlier.position] != after.checks[position]))
        }
        var removed: [String: [CheckID]] = [:]
        for id in known.values.flatMap(\.self).sorted(by: >) {
            removed[likeness(of: old.survey[id], old), default: []].append(id)
        }
        for id in added {
            compared.append(
                ComparedCheck(old: removed[likeness(of: new.survey[id], new)]?.popLast(), new: id))
        }
        for id in removed.values.flatMap(\.self).sorted() { compared.append(ComparedCheck(old: id)) }
        return compared
    }

    private func likeness(of check: Check, _ side: Side) -> String {
        "\(check.isSoft) \(check.condition.text(in: side.survey))"
    }

    /// Adds what is different about a check.
    mutating func add(
        _ check: ComparedCheck, _ verdicts: [PopulationProof.Subject: PopulationProof.Verdict]
    ) {
        let before = check.old.map { old.survey[$0] }
        let after = check.new.map { new.survey[$0] }
        let name = after?.name ?? before?.name ?? ""
        let texts = (old.text(before?.condition), new.text(after?.condition))
        let read = Set(
            (before?.condition.variables.map { old.survey[$0].name } ?? [])
                + (after?.condition.variables.map { new.survey[$0].name } ?? []))
        let variables = new.survey.variables.map(\.name).filter {
            read.contains($0) && old.variables[$0] != nil
        }
        let isHard = before?.isSoft == false || after?.isSoft == false
        guard let before, let after else {
            add(
                isHard ? .hardCheck : .softCheck, .check, name, isHard ? variables : [], before: texts.0,
                after: texts.1)
            return
        }
        if before.name != after.name { add(.checkName, .check, name, before: before.name, after: after.name) }
        if before.isSoft != after.isSoft {
            add(
                .hardCheck, .check, name, variables, before: before.isSoft ? "confirm" : "require",
                after: after.isSoft ? "confirm" : "require")
        } else if let subject = check.subject {
            let verdict = verdicts[subject] ?? .undecided
            if verdict == .same {
                add(.routingRewritten, .check, name, before: texts.0, after: texts.1)
            } else {
                add(
                    isHard ? .hardCheck : .softCheck, .check, name, isHard ? variables : [], before: texts.0,
                    after: texts.1, population: Self.population(verdict))
            }
        }
        compare(.checkText, .check, name, before.text, after.text)
    }

    private static func population(_ verdict: PopulationProof.Verdict) -> Change.Population? {
        guard case .different(let gained, let lost) = verdict else { return nil }
        return Change.Population(gained: gained, lost: lost)
    }

    /// Endings by name, those without one in their order.
    mutating func compareEndings() {
        var known: [String: [Int]] = [:]
        for (position, ending) in old.survey.endings.enumerated().reversed() {
            known[ending.name ?? "", default: []].append(position)
        }
        for ending in new.survey.endings {
            let name = ending.name ?? "finish"
            guard let position = known[ending.name ?? ""]?.popLast() else {
                add(.endingAdded, .ending, name, after: new.source(ending.text))
                continue
            }
            let before = old.survey.endings[position]
            if before.disposition != ending.disposition {
                // It decides which responses are counted at all.
                let all = new.survey.variables.filter { $0.isStored && old.variables[$0.name] != nil }
                add(
                    .disposition, .ending, name, all.map(\.name), before: before.disposition.rawValue,
                    after: ending.disposition.rawValue)
            }
            compare(.endingText, .ending, name, before.text, ending.text)
        }
        for position in known.values.flatMap(\.self).sorted() {
            let ending = old.survey.endings[position]
            add(.endingRemoved, .ending, ending.name ?? "finish", before: old.source(ending.text))
        }
    }
}
