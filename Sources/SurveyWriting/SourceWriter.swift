internal import FoundationEssentials
internal import SurveyModel

/// Writes the lines of a file; each extension is named after what it writes.
final class SourceWriter {
    let survey: Survey
    let names: DeclaredNames
    let variables: [String: VariableID]
    var lines: [String] = []
    var losses: [SurveySource.Loss] = []
    /// The fragment whose body is being written; nil is the file itself.
    var scope: Scope?
    /// The rounds that what is written now stands in.
    var rounds = [Round()]
    /// The fragments that were written, each once.
    var fragments: [WrittenFragment] = []
    /// The questions that each list and scale is written with, if it is not shared.
    let ownLists: Set<ListID>
    let ownScales: Set<ScaleID>
    private(set) lazy var hasFragments = tellsOfFragments()
    /// See `members(like:)`.
    private(set) lazy var membersByName = namesOfRounds()
    /// The top boxes of ratings, which only metrics read.
    var topBoxes: [VariableID: Int] = [:]

    init(_ survey: Survey) {
        self.survey = survey
        names = DeclaredNames(survey)
        variables = survey.variableIndex
        (ownLists, ownScales) = Ownership(survey).own
        for metric in survey.metrics {
            guard case .csat(let top) = metric.function else { continue }
            for item in metric.strands.flatMap(\.items) { topBoxes[item.variable] = top }
        }
    }

    func line(_ text: String) { lines.append(text) }

    func lose(_ subject: String, _ what: String, _ why: String) {
        let loss = SurveySource.Loss(subject: subject, what: what, reason: why)
        if !losses.contains(loss) { losses.append(loss) }
    }

    // MARK: Names

    /// The full names of one thing in each of several rounds, as it is written once for all of them; nil if no one
    /// name stands for all.
    func name(_ full: [InRound<String>]) -> String? {
        guard let first = full.first else { return nil }
        if full.allSatisfy({ $0.content == "today" }) { return "today" }
        let prefix = scope?.prefix ?? ""
        let inherited = scope?.inherited ?? 0
        if let scope, !full.allSatisfy({ scope.declares($0.content) }) {
            return parameter(for: full, in: scope)
        }
        for candidate in DeclaredNames.candidates(first.content, in: first.round, prefix: prefix) {
            let fits = full.allSatisfy {
                names.resolve(candidate, in: $0.round, prefix: prefix, inherited: inherited) == $0.content
            }
            if fits { return candidate }
        }
        return indexed(full, prefix, inherited)
    }

    /// `q[c]`: the round of another loop over the same options.
    private func indexed(_ full: [InRound<String>], _ prefix: String, _ inherited: Int) -> String? {
        let split = full.map { $0.content.dropFirst(prefix.count).split(separator: ".").map(String.init) }
        guard let count = split.first?.count, split.allSatisfy({ $0.count == count }) else { return nil }
        for depth in full[0].round.levels.indices.reversed() where depth >= inherited {
            for part in 1..<max(1, count) {
                let isRound = zip(full, split).allSatisfy { place, parts in
                    place.round.levels[depth].name == parts[part]
                }
                guard isRound else { continue }
                let heads = Set(split.map { $0[..<part].joined(separator: ".") })
                let tails = Set(split.map { $0[(part + 1)...].map { "." + $0 }.joined() })
                if heads.count == 1, tails.count == 1 {
                    return "\(heads.first ?? "")[\(levelName(depth))]\(tails.first ?? "")"
                }
            }
        }
        return nil
    }

    /// The variable of a loop around what is written.
    func levelName(_ depth: Int) -> String {
        guard let level = rounds.first?.levels[depth] else { return "" }
        guard let scope, depth < scope.inherited else { return level.variable }
        return scope.parameter(
            level.variable, level.list == nil ? "number" : "text", key: .level(depth), preferred: true)
    }

    // MARK: Constants

    /// A number that may be the one of a round.
    func number(_ numbers: [InRound<Decimal>]) -> String? {
        guard let first = numbers.first else { return nil }
        if numbers.allSatisfy({ $0.content == first.content }) { return first.content.canonicalText }
        for depth in first.round.levels.indices.reversed() {
            let isRound = numbers.allSatisfy {
                $0.round.levels[depth].list == nil && Decimal($0.round.levels[depth].value) == $0.content
            }
            if isRound { return levelName(depth) }
        }
        return nil
    }

    /// An option that may be the one of a round.
    func option(_ options: [InRound<(option: Int, list: ListID?)>]) -> String? {
        let shown = options.map { place -> String in
            guard let list = place.content.list, survey[list].options.indices.contains(place.content.option)
            else { return "\(place.content.option)" }
            return survey[list].options[place.content.option].name
        }
        guard let first = shown.first else { return nil }
        if shown.allSatisfy({ $0 == first }) { return first }
        for depth in options[0].round.levels.indices.reversed() {
            let isRound = zip(options, shown).allSatisfy {
                $0.round.levels[depth].list != nil && $0.round.levels[depth].name == $1
            }
            if isRound { return levelName(depth) }
        }
        return nil
    }
}
