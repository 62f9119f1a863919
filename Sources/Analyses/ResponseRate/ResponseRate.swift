internal import Statistics
internal import SurveyModel
package import Tallies

/// How many of those who could have answered did.
///
/// The completion rate is complete responses of all that were started, whatever became of them: complete, broken off
/// (partial and abandoned), screened and refused. The share on stale translations is of the same. The response rate is
/// complete responses of those who were invited, as the operator states them: AAPOR's RR1, if every invited person was
/// eligible.
///
/// Source: American Association for Public Opinion Research, "Standard Definitions: Final Dispositions of Case Codes
/// and Outcome Rates for Surveys", 10th edition (2023).
package struct ResponseRate: Sendable {
    private let counts: ResponseCounts
    private let invited: Int?

    /// The rates of a locale, or everybody's. `invited` is positive.
    package init(_ tallies: Tallies, in locale: String? = nil, invited: Int? = nil) {
        counts = tallies.responses(in: locale)
        self.invited = invited
    }

    /// The rates of each locale and everybody's.
    ///
    /// Throws if there are more responses than were invited. Numbers of responses are not hidden, however small.
    package static func analyses(
        of tallies: Tallies, byLocale: Bool, invited: Invitations?, _ options: AnalysisOptions
    ) throws(FileFindings) -> [Analysis] {
        let plan = tallies.plan
        var findings = FileFindings("--invited")
        // Locales are compared with what was stated even where they are not shown.
        for locale in plan.locales.map(Optional.some) + [nil] {
            let responses = tallies.responses(in: locale).total
            if let stated = invited?.count(in: locale), responses > stated {
                findings.add(
                    line: nil,
                    "there are \(responses) responses\(locale.map { " in \($0)" } ?? ""), but only \(stated) were "
                        + "invited; state all who were, or leave responses out that are not of them")
            }
        }
        guard findings.count == 0 else { throw findings }
        let locales = (byLocale ? plan.locales : []).filter {
            $0 != TallyPlan.otherLocale || tallies.responses(in: $0).total > 0
        }
        return (locales.map(Optional.some) + [nil]).map { locale in
            let rate = Self(tallies, in: locale, invited: invited?.count(in: locale))
            return Analysis(.response, of: "", in: Cell(locale: locale), rate.content(options.level))
        }
    }

    private func content(_ level: ConfidenceLevel) -> Analysis.Content {
        guard counts.total > 0 || invited != nil else { return .unavailable(.empty) }
        func rate(_ name: Measure.Name, _ count: Int, of base: Int) -> Measure {
            let share = Proportion(count: count, base: base)
            return Measure(
                name, share?.share.map { 100 * $0 } ?? .failure(.empty),
                interval: share?.interval(level: level).map {
                    Interval(lower: 100 * $0.lower, upper: 100 * $0.upper)
                } ?? .failure(.empty), method: "wilson")
        }
        var summary = [
            rate(.completionRate, counts[.complete], of: counts.total),
            rate(.stale, counts.stale, of: counts.total),
        ]
        if let invited {
            summary += [
                rate(.responseRate, counts[.complete], of: invited), Measure(.invited, Double(invited)),
            ]
        }
        let rows = Disposition.allCases.map { state in
            Analysis.Row([Analysis.Key("state", state.rawValue)], [Measure(.count, Double(counts[state]))])
        }
        return .table(
            Analysis.Table(
                n: counts.total, summary: summary, rows: rows,
                caveats: invited == nil ? [] : [.statedInvitations]))
    }
}
