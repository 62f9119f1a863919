internal import FoundationEssentials
internal import SurveyModel

/// A name or constant of a formula, kept apart until it is known what it is in every round.
enum Captured {
    case name(String)
    case option(Int, ListID?)
    case number(Decimal)
    case place(Int, ListID?, String)
}

/// Formulas as conditions and computations are written.
extension SourceWriter {
    /// One text for the formulas of several rounds; nil if they differ in more than what a round changes.
    func text(_ formulas: [InRound<Formula>], asFactor: Bool = false) -> String? {
        var skeleton: String?
        var captured: [[InRound<Captured>]] = []
        for place in formulas {
            let words = RoundWords(writer: self, round: place.round)
            let writer = FormulaText(survey: survey, words: words)
            let text = asFactor ? writer.factor(place.content) : writer.text(place.content)
            if let skeleton, skeleton != text { return nil }
            if skeleton == nil { captured = words.captured.map { _ in [] } }
            skeleton = text
            for (index, one) in words.captured.enumerated() {
                captured[index].append(InRound(round: place.round, content: one))
            }
        }
        guard let skeleton else { return nil }
        var text = ""
        // A mark stands on both sides of the number of what was captured.
        for (index, piece) in skeleton.split(
            separator: RoundWords.mark, omittingEmptySubsequences: false
        ).enumerated() {
            if index.isMultiple(of: 2) {
                text += piece
            } else {
                guard let number = Int(piece), captured.indices.contains(number),
                    let word = word(captured[number])
                else { return nil }
                text += word
            }
        }
        return text
    }

    private func word(_ places: [InRound<Captured>]) -> String? {
        func each<Content>(_ read: (Captured) -> Content?) -> [InRound<Content>]? {
            var found: [InRound<Content>] = []
            for place in places {
                guard let content = read(place.content) else { return nil }
                found.append(InRound(round: place.round, content: content))
            }
            return found
        }
        if let full = each({ if case .name(let name) = $0 { name } else { nil } }) { return name(full) }
        if let numbers = each({ if case .number(let number) = $0 { number } else { nil } }) {
            return number(numbers)
        }
        if let options = each({ if case .option(let option, let list) = $0 { (option, list) } else { nil } })
        {
            return option(options.map { InRound(round: $0.round, content: $0.content) })
        }
        guard let owners = each({ if case .place(_, _, let owner) = $0 { owner } else { nil } }),
            let options = each({
                if case .place(let option, let list, _) = $0 { (option, list) } else { nil }
            }), let owner = name(owners),
            let option = option(options.map { InRound(round: $0.round, content: $0.content) })
        else { return nil }
        let isRound = Set(places.map { "\($0.content)".count }).count > 1 || optionVaries(options)
        return isRound ? "\(owner)[\(option)]" : "\(owner).\(option)"
    }

    private func optionVaries(_ options: [InRound<(Int, ListID?)>]) -> Bool {
        !options.allSatisfy { $0.content.0 == options[0].content.0 }
    }

    // MARK: Conditions

    /// A condition that is this formula in these rounds and false in the others around; nil if it is so in all.
    func condition(_ places: [InRound<Formula>]) -> String? {
        if places.count == rounds.count, let text = text(places) { return text }
        var classes: [[InRound<Formula>]] = []
        for place in places where place.content != .literal(.yesno(false)) {
            let isTrue = place.content == .literal(.yesno(true))
            let fitting = classes.firstIndex { others in
                (others[0].content == .literal(.yesno(true))) == isTrue
                    && text(others + [place], asFactor: true) != nil
            }
            if let fitting { classes[fitting].append(place) } else { classes.append([place]) }
        }
        let parts = classes.map { places -> String in
            let guarded = guardText(places.map(\.round))
            if places[0].content == .literal(.yesno(true)) { return guarded ?? "yes" }
            let text = text(places, asFactor: true) ?? ""
            return guarded.map { "\(guardFactor($0)) and \(text)" } ?? text
        }
        if parts.isEmpty { return "no" }
        return parts.joined(separator: " or ")
    }

    private func guardFactor(_ text: String) -> String { text.contains(" or ") ? "(\(text))" : text }

    /// What is true in these rounds and false in the others around; nil if these are all.
    func guardText(_ chosen: [Round]) -> String? {
        let chosenSet = Set(chosen)
        guard chosenSet.count < Set(rounds).count, let depth = rounds.first?.levels.count else { return nil }
        var parts: [String] = []
        var tests: [(Int, Set<String>)] = []
        for level in 0..<depth {
            let values = distinct(chosen.map { $0.levels[level] })
            let all = distinct(rounds.map { $0.levels[level] })
            guard values.count < all.count else { continue }
            tests.append((level, Set(values.map(\.name))))
            parts.append(test(level, values, of: all))
        }
        let fitting = rounds.filter { round in
            tests.allSatisfy { $0.1.contains(round.levels[$0.0].name) }
        }
        if Set(fitting) == chosenSet { return parts.joined(separator: " and ") }
        return distinct(chosen).map { round in
            round.levels.indices.map { test($0, [round.levels[$0]], of: []) }.joined(separator: " and ")
        }.joined(separator: " or ")
    }

    private func test(_ depth: Int, _ values: [Level], of all: [Level]) -> String {
        let name = levelName(depth)
        if values.count == 1 { return "\(name) == \(values[0].name)" }
        if values.count + 1 == all.count, let other = all.first(where: { !values.contains($0) }) {
            return "\(name) != \(other.name)"
        }
        return "\(name) in [\(values.map(\.name).joined(separator: ", "))]"
    }

    private func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}

/// Captures names and constants of a formula in one round.
final class RoundWords: FormulaWords {
    static let mark: Character = "\u{1}"
    private unowned let writer: SourceWriter
    private let round: Round
    /// Rows that stand for their whole grid.
    private var replacing: [VariableID: String] = [:]
    private(set) var captured: [Captured] = []

    init(writer: SourceWriter, round: Round) {
        self.writer = writer
        self.round = round
    }

    private func capture(_ one: Captured) -> String {
        captured.append(one)
        return "\(Self.mark)\(captured.count - 1)\(Self.mark)"
    }

    func name(_ variable: VariableID) -> String {
        capture(.name(replacing[variable] ?? writer.survey[variable].name))
    }
    func option(_ index: Int, of list: ListID?) -> String { capture(.option(index, list)) }
    func number(_ number: Decimal) -> String { capture(.number(number)) }
    func place(_ option: Int, in list: ListID?, of variable: VariableID) -> String {
        capture(.place(option, list, writer.survey[variable].name))
    }

    func whole(_ formula: Formula) -> String? {
        if let scope = writer.scope, let text = writer.argument(formula, in: scope, round) { return text }
        switch formula {
        case .and(let parts): return overRows("all", parts) ?? overRounds("all", parts)
        case .or(let parts): return overRows("any", parts) ?? overRounds("any", parts)
        case .countTrue(let parts): return overRows("count", parts) ?? overRounds("count", parts)
        case .aggregate(let aggregate, let parts): return summary(aggregate, parts)
        case .within(let inner, let members) where members.count > 1: return ranges(inner, members)
        default: return nil
        }
    }

    /// Several ranges, or ranges beside values: the language has one range or a list of values, so each stands by itself.
    private func ranges(_ inner: Formula, _ members: [Formula.Member]) -> String? {
        let isRange = members.map { if case .range = $0 { true } else { false } }
        guard isRange.contains(true) else { return nil }
        writer.lose(
            "in", "several ranges after one `in`",
            "each stands by itself now, which is true for the same answers")
        let formulas = FormulaText(survey: writer.survey, words: self)
        return "(" + members.map { formulas.text(.within(inner, [$0])) }.joined(separator: " or ") + ")"
    }

    // MARK: Rows

    /// `any(quality <= 2)` for a condition on each row of a grid.
    private func overRows(_ function: String, _ parts: [Formula]) -> String? {
        guard replacing.isEmpty, let first = parts.first else { return nil }
        for variable in first.variables {
            for (name, rows) in writer.rowSets(of: variable) where rows.count == parts.count {
                guard rows[0] == variable, !(parts.count == 1 && function != "count" && rows.count > 1)
                else { continue }
                let isAlike = zip(rows, parts).allSatisfy { row, part in
                    part.replacing(row, with: rows[0]) == first
                        && !part.variables.contains { $0 != row && rows.contains($0) }
                }
                guard isAlike else { continue }
                replacing[rows[0]] = name
                defer { replacing = [:] }
                if case .state(_, let missing) = first, function != "count" {
                    guard (missing == .notAsked) == (function == "all") else { continue }
                    return "\(missing?.rawValue ?? "answered")(\(self.name(rows[0])))"
                }
                let text = FormulaText(survey: writer.survey, words: self).text(first)
                return "\(function)(\(text))"
            }
        }
        return nil
    }

    /// `mean(quality)`, in which reversed rows count from the other end.
    private func summary(_ aggregate: Formula.Aggregate, _ parts: [Formula]) -> String? {
        var arguments: [String] = []
        var next = 0
        let formulas = FormulaText(survey: writer.survey, words: self)
        while next < parts.count {
            if let (name, count) = grid(aggregate, parts[next...]) {
                arguments.append(capture(.name(name)))
                next += count
            } else if let (name, count) = roster(parts[next...]) {
                arguments.append(name)
                next += count
            } else {
                arguments.append(formulas.text(parts[next]))
                next += 1
            }
        }
        return "\(aggregate.rawValue)(\(arguments.joined(separator: ", ")))"
    }

    private func grid(_ aggregate: Formula.Aggregate, _ parts: ArraySlice<Formula>) -> (String, Int)? {
        guard let variable = parts.first?.variables.first else { return nil }
        for (name, rows) in writer.rowSets(of: variable) where rows.count <= parts.count && rows.count > 1 {
            let isScore = aggregate == .mean || aggregate == .sum
            let expected = rows.map { isScore ? writer.scored($0) : .variable($0) }
            if Array(parts.prefix(rows.count)) == expected { return (name, rows.count) }
        }
        return nil
    }

    /// The bare name of a loop that is over, for the values of all its rounds.
    private func roster(_ parts: ArraySlice<Formula>) -> (String, Int)? {
        guard round.levels.isEmpty, writer.scope == nil, case .variable(let first)? = parts.first,
            let own = writer.names.rounds[first]
        else { return nil }
        let members = writer.members(like: first)
        guard members.count > 1, Array(parts.prefix(members.count)) == members.map(Formula.variable) else {
            return nil
        }
        return (writer.bareName(first, own), members.count)
    }

    // MARK: Rounds

    /// `any(satisfied <= 2)` for a condition on each round of a loop that is over.
    private func overRounds(_ function: String, _ parts: [Formula]) -> String? {
        guard replacing.isEmpty, let first = parts.first else { return nil }
        for variable in first.variables {
            guard let own = writer.names.rounds[variable], own.levels.count > round.levels.count else {
                continue
            }
            let instances = writer.instances(like: variable)
            guard !instances.isEmpty, parts.count % instances.count == 0 else { continue }
            let size = parts.count / instances.count
            let places = instances.enumerated().map { position, instance in
                let own = Array(parts[position * size..<(position + 1) * size])
                return InRound(
                    round: instance, content: size == 1 ? own[0] : Self.joined(function, own))
            }
            // Each part is about its own round.
            let bare = writer.bareName(variable, own)
            let isOwn = places.allSatisfy { place in
                let like = place.content.variables.filter { id in
                    writer.names.rounds[id].map { writer.bareName(id, $0) == bare } ?? false
                }
                return !like.isEmpty && like.allSatisfy { writer.names.rounds[$0] == place.round }
            }
            guard isOwn, let text = writer.outside(places) else { continue }
            if size == 1 { return "\(function)(\(text))" }
            // The rows of a grid in each round: the inner function is the same as the outer.
            if text.hasPrefix(function + "(") { return text }
        }
        return nil
    }

    private static func joined(_ function: String, _ parts: [Formula]) -> Formula {
        switch function {
        case "all": .and(parts)
        case "any": .or(parts)
        default: .countTrue(parts)
        }
    }
}
