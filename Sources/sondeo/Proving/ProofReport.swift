internal import Glibc
internal import RoutingProof
internal import SurveyCompiler
internal import SurveyModel

/// What `sondeo prove` says of one file.
struct ProofReport {
    let proved: ProvedSurvey
    let survey: Survey
    let findings: [Shown]
    let burden: Burden
    /// How many responses answers were weighed by; nil where they were not.
    let responses: Int?
    /// What every part of the survey needs to happen; empty unless it was asked for.
    let parts: [ProofPart]
    let locales: [String]
    /// Whether remarks and every part are shown to people; programs get all findings.
    let listsAll: Bool

    /// A finding, with the interview that shows it.
    struct Shown {
        let finding: RoutingFinding
        /// Answers that lead to what it is about; nil where no interview shows it.
        let script: Script?
        /// What matters of them, in words.
        let words: String?
    }

    init(_ proved: ProvedSurvey, budget: Budget, answers: String?, locale: String?, listsAll: Bool) throws {
        var proved = proved
        self.listsAll = listsAll
        let survey = proved.survey
        self.survey = survey
        let distribution = try answers.map { source in
            try CollectedAnswers.distribution(from: source, of: survey, proved.proof.program)
        }
        responses = distribution?.responses
        burden = RoutingProof.burden(
            of: survey, proved.proof.program, budget: budget, distribution: distribution)
        locales = try Self.locales(of: survey, only: locale)
        var shown: [Shown] = []
        var room = Self.scriptLimit
        for finding in proved.proof.findings(at: proved.loaded.compilation.places, burden: burden) {
            // A script answers every question on its way: thousands of them are not worth their time.
            let isAffordable = room > 0
            room -= finding.shownBy == nil ? 0 : survey.variables.count + 100
            let script = isAffordable ? proved.proof.script(for: finding) : nil
            shown.append(Shown(finding: finding, script: script, words: script?.words(in: survey)))
        }
        findings = shown
        parts = listsAll ? ProofPart.all(of: &proved.proof, burden) : []
        self.proved = proved
    }

    /// How many answers the scripts of one report may have in all, about.
    private static let scriptLimit = 500_000
    /// The most findings that people are shown.
    private static let shownLimit = 200

    private static func locales(of survey: Survey, only wanted: String?) throws -> [String] {
        guard let wanted else { return survey.locales }
        guard let known = survey.locales.first(where: { $0.lowercased() == wanted.lowercased() }) else {
            throw Failure.usage(
                "\(survey.name) is not in \"\(wanted)\"; it is in \(survey.locales.joined(separator: ", "))")
        }
        return [known]
    }

    func count(_ severity: RoutingFinding.Severity) -> Int {
        findings.count { $0.finding.severity == severity }
    }

    func claims(_ verdict: Proof.Verdict) -> Int { proved.proof.verdicts.count { $0 == verdict } }

    /// One line of JSON about what the proof cost: `prove_ms`, `claims`, `undecided`, and the most memory that the process
    /// had, in KiB.
    var timing: String {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return JSONValue.object([
            "prove_ms": .real((proved.milliseconds * 1_000).rounded() / 1_000),
            "claims": .number(proved.proof.verdicts.count),
            "undecided": .number(claims(.undecided)),
            "peak_kib": .number(usage.ru_maxrss),
        ]).compactText
    }
}

// MARK: - For people

extension ProofReport {
    func text(colour: Bool) -> String {
        var text = summary + "\n"
        for line in lengths { text += "  \(line)\n" }
        var shown = findings.filter { listsAll || $0.finding.severity != .info }
        if shown.count > Self.shownLimit {
            let errors = shown.filter { $0.finding.severity == .error }
            shown = errors + shown.filter { $0.finding.severity != .error }
        }
        if !shown.isEmpty {
            text +=
                "\n"
                + render(
                    shown.prefix(Self.shownLimit).map(\.remark), in: proved.loaded.compilation.sources,
                    colour: colour)
        }
        if shown.count > Self.shownLimit {
            text += "… and \(shown.count - Self.shownLimit) more; mend the first ones and prove again\n"
        }
        if !parts.isEmpty { text += "\n" + ProofPart.table(parts) }
        return text
    }

    private var summary: String {
        let verdicts = proved.proof.verdicts.count
        var words = [
            (count(.error), "error"), (count(.warning), "warning"), (count(.info), "remark"),
        ].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }.joined(separator: ", ")
        if count(.info) > 0, !listsAll { words += " (--all shows \(count(.info) == 1 ? "it" : "them"))" }
        if words.isEmpty { words = "everything in it can happen, and whoever begins can finish" }
        let undecided = claims(.undecided)
        return "\(proved.loaded.path): \(words); \(counted(verdicts, "statement")) about "
            + "\(counted(survey.questions.count, "question")) "
            + (undecided == 0 ? "proved" : "looked at, \(undecided) not decided")
    }

    private var lengths: [String] {
        var lines: [String] = []
        if let questions = burden.questions {
            lines.append("\(words(for: burden.routes)), \(words(for: questions, "question"))")
        }
        for minutes in burden.minutes where locales.contains(minutes.locale) {
            guard let length = minutes.length else { continue }
            lines.append("\(minutes.locale): \(words(for: length, "minute", decimals: 1))")
        }
        if let responses {
            lines.append("answers are weighed as in \(counted(responses, "response"))")
        }
        if let from = burden.boundedFrom {
            lines.append("these are bounds: from `\(survey[from].name)` on, not every route was told apart")
        }
        return lines
    }

    private func words(for count: Burden.Count) -> String {
        switch count {
        case .exact(let count): count == 1 ? "1 route" : "\(Self.grouped("\(count)")) routes"
        case .between(let low, let high?): "\(Self.grouped("\(low)")) to \(Self.grouped("\(high)")) routes"
        case .between(let low, nil): "at least \(Self.grouped("\(low)")) routes"
        }
    }

    private func words(for length: Burden.Length, _ noun: String, decimals: Int = 0) -> String {
        let (low, high) = (Self.number(length.shortest, decimals), Self.number(length.longest, decimals))
        var words = low == high ? "\(low) \(noun)\(low == "1" ? "" : "s")" : "\(low) to \(high) \(noun)s"
        if let expected = length.expected, low != high { words += ", \(Self.number(expected, 1)) expected" }
        return words
    }

    /// A number with so many decimals, as English writes it.
    private static func number(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "?" }
        if decimals == 0 { return grouped("\(Int(value.rounded()))") }
        let tenths = Int((value * 10).rounded())
        return "\(grouped("\(tenths / 10)")).\(tenths % 10)"
    }

    /// `12,345`; of a number that nobody reads to its end, how many digits it has.
    private static func grouped(_ digits: String) -> String {
        guard digits.count <= 24 else { return "about \(digits.prefix(1)) × 10^\(digits.count - 1)" }
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return grouped
    }
}

extension ProofReport.Shown {
    /// The finding as the files show it.
    var remark: SourceRemark {
        var notes: [SourceRemark.Note] = []
        if let words { notes.append(.init(word: "shown by", text: words)) }
        if let contradiction = finding.contradiction, !contradiction.isMinimal {
            notes.append(
                .init(
                    word: "note",
                    text: "perhaps not all of these conditions are needed; the budget was used up"))
        }
        if let suggestion = finding.suggestion { notes.append(.init(word: "help", text: suggestion)) }
        return SourceRemark(
            severity: SourceRemark.Severity(rawValue: finding.severity.rawValue) ?? .error,
            name: finding.kind.rawValue, message: finding.message, span: finding.span,
            labels: finding.labels.map { .init(span: $0.span, text: $0.text) },
            explanation: finding.explanation, notes: notes)
    }
}
