internal import SurveyModel

/// Checks that stop everybody or nobody, and questions that lead nowhere.
extension FindingSearch {
    mutating func findChecks() {
        var living: Set<Site> = []
        var dead: [(site: Site, finding: RoutingFinding)] = []
        for step in survey.steps {
            guard case .check(let id) = step.action else { continue }
            let span = places.checks[id.position]
            let (passes, fires) = (verdicts.passes[id.position], verdicts.fires[id.position])
            let name = Self.shown(survey[id].name)
            switch (passes, fires) {
            case (.impossible, .impossible):
                guard !isInReported(step.block) else { continue }
                dead.append(
                    (
                        Site(span, 0),
                        RoutingFinding(
                            .deadCheck, .error, "Nobody comes to the check `\(name)`", at: span,
                            "No answers lead to it.",
                            suggestion: "Take it out, or change what stands before it.",
                            subject: .passes(id))
                    ))
            case (.impossible, .possible):
                dead.append(
                    (
                        Site(span, 1),
                        RoutingFinding(
                            .checkNeverPasses, survey[id].isSoft ? .warning : .error,
                            survey[id].isSoft
                                ? "Everybody is asked to confirm `\(name)`"
                                : "Nobody can satisfy the check `\(name)`",
                            at: span,
                            survey[id].isSoft
                                ? "Its condition is false for everybody who comes to it."
                                : "Its condition is false for everybody who comes to it, and `require` lets nobody past.",
                            suggestion: "Change the condition: it says what must be so.",
                            subject: .passes(id),
                            shownBy: .fires(id))
                    ))
                living.insert(Site(span, 0))
            case (.possible, .impossible):
                dead.append(
                    (
                        Site(span, 2),
                        RoutingFinding(
                            .checkNeverFires, .info, "The check `\(name)` never fires", at: span,
                            "Whatever is answered, its condition is not false.",
                            suggestion: "Take it out, or ask for less where it is answered.",
                            subject: .fires(id),
                            shownBy: .passes(id))
                    ))
                living.formUnion([Site(span, 0), Site(span, 1)])
            default: living.formUnion([Site(span, 0), Site(span, 1), Site(span, 2)])
            }
        }
        var told: Set<Site> = []
        for (site, finding) in dead where !living.contains(site) && told.insert(site).inserted {
            addDead(finding)
        }
    }

    /// Questions from which no interview comes to an ending. One that follows from another is told with it.
    mutating func findTraps() {
        var last: (index: Int, block: BlockID, names: [String])?
        var told: Set<Site> = []
        func finish(_ search: inout FindingSearch) {
            guard let last, last.names.count > 1 else { return }
            search.found[last.index].explanation +=
                " The same is so of \(Self.list(Array(last.names.dropFirst())))."
        }
        for step in survey.steps {
            guard case .ask(let id) = step.action, survey[id].kind != .note,
                verdicts.asked[id.position] == .possible, verdicts.completed[id.position] == .impossible
            else { continue }
            if let (index, block, names) = last, isInside(step.block, block) {
                last = (index, block, names + [name(id)])
                continue
            }
            finish(&self)
            last = nil
            guard told.insert(Site(places.questions[id.position])).inserted else { continue }
            let reasons = contradiction(of: .completed(id))
            var finding = RoutingFinding(
                .trap, .error, "Whoever is asked `\(name(id))` comes to no ending",
                at: places.questions[id.position],
                "Whatever is answered there and after it, the interview cannot be finished.",
                suggestion: "Change the check or condition that stands in the way.", subject: .completed(id),
                shownBy: .asked(id), name: name(id))
            finding.contradiction = reasons
            let count = found.count
            addExplained(finding)
            guard found.count > count else { continue }
            last = (count, trapScope(of: step.block), [name(id)])
        }
        finish(&self)
    }

    /// The block whose questions a trap takes along: the innermost that happens only for some.
    private func trapScope(of block: BlockID) -> BlockID {
        var scope = block
        while let parent = survey[scope].parent {
            switch survey[scope].kind {
            case .arm, .unit: return scope
            case .root, .page, .collection: scope = parent
            }
        }
        return scope
    }

    private func isInside(_ block: BlockID, _ outer: BlockID) -> Bool {
        let (inner, around) = (survey[block].steps, survey[outer].steps)
        return around.lowerBound <= inner.lowerBound && inner.upperBound <= around.upperBound
    }
}
