internal import SurveyModel

/// Metrics that nobody counts for, or only a few.
extension FindingSearch {
    /// Under this share of interviews, a question is one that most do not see.
    static let narrow = 0.5

    mutating func findBases(_ share: (Claim.Subject) -> Double?) {
        for (position, metric) in survey.metrics.enumerated() {
            let hasCondition = metric.strands.contains { $0.condition != nil }
            let span = hasCondition ? places.metricConditions[position] : places.metrics[position]
            if verdicts.bases[position] == .impossible {
                addDead(
                    RoutingFinding(
                        .emptyBase, .error, "Nobody counts for the metric `\(Self.shown(metric.name))`",
                        at: span,
                        "Whoever finishes the interview has not answered what it is computed on\(hasCondition ? ", or is left out by its `where`" : "").",
                        suggestion: "Change what it is about, or whom.", subject: .base(metric: position)))
                continue
            }
            let items = Set(metric.strands.flatMap { $0.items.map(\.variable) + ($0.event?.variables ?? []) })
            let about = Set(metric.strands.flatMap { $0.condition?.variables ?? [] } + metric.by)
            if let rare = rarest(of: about.subtracting(items), share) {
                found.append(narrowBase("The metric `\(metric.name)`", rare, .warning, at: span))
            } else if let rare = rarest(of: items, share), metric.strands.count == 1 {
                found.append(
                    narrowBase("The metric `\(metric.name)`", rare, .info, at: places.metrics[position]))
            }
        }
        for (position, relation) in survey.relations.enumerated() where relation.kind == .drivers {
            let outcome = rarest(of: Set(relation.outcome.variables), share)?.share ?? 1
            for (index, term) in relation.terms.enumerated() {
                // Who is asked for the outcome is the base; a driver that fewer are asked makes it smaller.
                guard let rare = rarest(of: Set(term.variables), share), rare.share < outcome else {
                    continue
                }
                found.append(
                    narrowBase(
                        "The driver `\(term.path)`", rare, .warning, at: places.term(index, of: position)))
            }
        }
    }

    private func narrowBase(
        _ what: String, _ rare: (variable: VariableID, share: Double), _ severity: RoutingFinding.Severity,
        at span: Range<Int>
    ) -> RoutingFinding {
        RoutingFinding(
            .narrowBase, severity,
            "\(what) depends on `\(survey[rare.variable].name)`, which \(Self.percent(rare.share)) of interviews ask",
            at: span,
            "Its base are those who were asked, not all respondents. Where answers are not known, each is taken to be as likely as the next.",
            suggestion: severity == .info
                ? nil : "Ask it of more people, or say in the name whom it is about.",
            subject: sources[rare.variable]?.first.map { .asked($0) })
    }

    private static func percent(_ share: Double) -> String {
        let percent = share * 100
        return percent > 0 && percent < 1 ? "under 1 %" : "\(Int(percent.rounded())) %"
    }

    /// The variable that the fewest are asked for, if most are not; of those that questions ask.
    private func rarest(
        of variables: Set<VariableID>, _ share: (Claim.Subject) -> Double?
    ) -> (variable: VariableID, share: Double)? {
        var rarest: (variable: VariableID, share: Double)?
        for variable in variables.sorted() {
            guard let questions = sources[variable] else { continue }
            // Where it stands in several arms, each respondent meets one of them.
            let shares = questions.compactMap { share(.asked($0)) }
            guard shares.count == questions.count else { continue }
            let total = shares.reduce(0, +)
            if total < Self.narrow, total < rarest?.share ?? .infinity { rarest = (variable, total) }
        }
        return rarest
    }
}

/// What the budget did not suffice for.
extension FindingSearch {
    mutating func findUndecided() {
        var told: Set<Site> = []
        for (index, decision) in decisions.enumerated() where decision == .undecided {
            let subject = program.claims[index].subject
            // Not being asked is no finding where it is not known.
            switch subject {
            case .passedOver, .left, .unknown: continue
            default: break
            }
            let span = span(of: subject)
            guard told.insert(Site(span, rank(subject))).inserted else { continue }
            found.append(
                RoutingFinding(
                    .undecided, .warning,
                    "It was not decided whether \(words(for: subject)) in some interview",
                    at: span,
                    "The budget was used up. Nothing is taken to be dead that was not shown to be.",
                    suggestion:
                        "Say `--budget` with a larger number, or read fewer answers in one condition.",
                    subject: subject))
        }
    }

    private func rank(_ subject: Claim.Subject) -> Int {
        switch subject {
        case .asked: 0
        case .passedOver: 1
        case .completed: 2
        case .page: 3
        case .roster: 4
        case .part(let variable): 5 + variable.position
        case .chosen: -1
        case .left: -2
        case .holds: -3
        case .fails: -4
        case .unknown: -5
        case .passes: -6
        case .fires: -7
        case .ends: -8
        case .base: -9
        }
    }

    /// Where the thing stands that a statement is about.
    func span(of subject: Claim.Subject) -> Range<Int> {
        switch subject {
        case .asked(let question), .passedOver(let question), .completed(let question):
            return places.questions[question.position]
        case .page(let page): return places.blocks[page.position]
        case .roster(let roster): return places.rosters[roster]
        case .part(let variable):
            if case .row(let question, let row) = survey[variable].role {
                return places.row(row, of: question)
            }
            return survey[variable].question.map { places.questions[$0.position] } ?? 0..<0
        case .chosen(let question, let option), .left(let question, let option):
            guard let list = survey[question].list else { return places.questions[question.position] }
            return places.option(option, of: list)
        case .holds(let place), .fails(let place), .unknown(let place): return span(of: place)
        case .passes(let check), .fires(let check): return places.checks[check.position]
        case .ends(let ending?): return places.endings[ending.position]
        case .ends(nil): return places.endings[max(0, places.endings.count - 1)]
        case .base(let metric): return places.metrics[metric]
        }
    }
}
