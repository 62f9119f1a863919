internal import SurveyModel

/// Collects the changes from one survey to another; each part of a survey is compared in a file of its own.
struct Comparer {
    let old: Side
    let new: Side
    /// The languages that both have, in the order of the newer.
    let locales: [String]
    private(set) var changes: [Change] = []
    /// Where lists and scales are used, in the order in which they are met.
    var lists = Uses<ListID>()
    var scales = Uses<ScaleID>()
    /// The names of variables that hold something else than before, or come from another domain: what reads them may
    /// follow.
    var redefined: Set<String> = []
    /// The variables of the newer survey that only have another name than before.
    var replaced: Set<String> = []

    init(old: Side, new: Side) {
        self.old = old
        self.new = new
        locales = new.survey.locales.filter(Set(old.survey.locales).contains)
    }

    /// Adds a change.
    mutating func add(
        _ rule: ChangeRule, _ kind: Change.Subject.Kind, _ name: String, _ variables: [String] = [],
        locales: [String]? = nil, before: String? = nil, after: String? = nil,
        population: Change.Population? = nil
    ) {
        changes.append(
            Change(
                rule, Change.Subject(kind, name), locales: locales, before: before, after: after,
                variables: variables, population: population))
    }

    /// Adds a change of a metric, which is about itself.
    mutating func add(metric rule: ChangeRule, _ name: String, before: String? = nil, after: String? = nil) {
        changes.append(
            Change(rule, Change.Subject(.metric, name), before: before, after: after, metrics: [name]))
    }

    /// Compares a text that both versions may have, in every language that both have.
    ///
    /// Where only white space differs the change is cosmetic, whatever it would have been. Gives whether there is a change
    /// of the rule itself.
    @discardableResult
    mutating func compare(
        _ rule: ChangeRule, _ kind: Change.Subject.Kind, _ name: String, _ before: TextID?, _ after: TextID?,
        variables: [String] = []
    ) -> Bool {
        guard let before, let after else {
            if before == nil, after == nil { return false }
            add(
                rule, kind, name, variables, before: old.source(before), after: new.source(after))
            return true
        }
        var different: [String] = []
        var spaced: [String] = []
        var restated: [String] = []
        for locale in locales {
            let earlier = old.reading(of: before, in: locale)
            let later = new.reading(of: after, in: locale)
            if earlier.says(later) {
                if earlier.state != later.state { restated.append(locale) }
            } else if earlier.saysButForSpacing(later) {
                spaced.append(locale)
            } else {
                different.append(locale)
            }
        }
        if !different.isEmpty {
            let shown = different[0]
            add(
                rule, kind, name, variables, locales: different.count == locales.count ? nil : different,
                before: old.reading(of: before, in: shown).forms.joined(separator: " / "),
                after: new.reading(of: after, in: shown).forms.joined(separator: " / "))
        }
        if !spaced.isEmpty {
            add(.spacing, kind, name, locales: spaced.count == locales.count ? nil : spaced)
        }
        if !restated.isEmpty { add(.translationState, kind, name, locales: restated) }
        return !different.isEmpty
    }

    /// The changes, with the metrics that they touch, sorted.
    consuming func finished() -> [Change] {
        let readings = MetricReadings(old: old.survey, new: new.survey)
        for position in changes.indices where !changes[position].variables.isEmpty {
            if changes[position].variables.count > 1 {
                changes[position].variables = inOrder(changes[position].variables)
            }
            changes[position].metrics = readings.metrics(reading: changes[position].variables)
        }
        return changes.enumerated().sorted { left, right in
            left.element.effect != right.element.effect
                ? left.element.effect > right.element.effect : left.offset < right.offset
        }.map(\.element)
    }
}

extension Comparer {
    /// Names of variables without repetitions, in the order of the newer survey and then of the older.
    private func inOrder(_ names: [String]) -> [String] {
        Set(names).map { name -> (place: Int, name: String) in
            if let id = new.variables[name] { return (id.position, name) }
            return (new.survey.variables.count + (old.variables[name]?.position ?? 0), name)
        }.sorted { $0 < $1 }.map(\.name)
    }
}

/// Which pair of an earlier and a later list, or scale, is used for which variables.
struct Uses<ID: SurveyPosition> {
    struct Pair: Hashable {
        var old: ID
        var new: ID
    }

    struct Use {
        var pair: Pair
        /// The variables whose values are of it, by name.
        var variables: [String] = []
        /// What its options and labels are called in reports: the question, or the list that several share.
        var owner: String
        /// Whether somebody is asked about it, rather than told at the start.
        var isAsked = false
        /// Whether its order is random wherever it is shown, in both versions.
        var isShuffled = true
    }

    private var positions: [Pair: Int] = [:]
    private(set) var all: [Use] = []

    /// Adds a variable to the use of a pair.
    mutating func add(
        _ old: ID, _ new: ID, _ variable: String, owner: String, isAsked: Bool, isShuffled: Bool
    ) {
        let pair = Pair(old: old, new: new)
        let position: Int
        if let known = positions[pair] {
            position = known
        } else {
            position = all.count
            positions[pair] = position
            all.append(Use(pair: pair, owner: owner))
        }
        all[position].variables.append(variable)
        if isAsked {
            all[position].isAsked = true
            if !isShuffled { all[position].isShuffled = false }
        }
    }
}

/// Which metrics read which variables, in the newer survey and, for what is gone from it, in the older one.
struct MetricReadings {
    private var readers: [String: [Int]] = [:]
    private var names: [String] = []

    init(old: Survey, new: Survey) {
        var positions: [String: Int] = [:]
        for survey in [new, old] {
            let reads = ReadVariables(survey)
            for metric in survey.metrics {
                if positions[metric.name] == nil {
                    positions[metric.name] = names.count
                    names.append(metric.name)
                }
                guard let position = positions[metric.name] else { continue }
                for variable in reads.all(from: metric.directReadings) {
                    let name = survey[variable].name
                    if readers[name]?.last != position { readers[name, default: []].append(position) }
                }
            }
        }
    }

    /// The metrics that read any of these variables, in their order.
    func metrics(reading variables: [String]) -> [String] {
        var found: Set<Int> = []
        for variable in variables { found.formUnion(readers[variable] ?? []) }
        return found.sorted().map { names[$0] }
    }
}

/// What expressions read, computed values followed to what they are computed from.
struct ReadVariables {
    let survey: Survey

    init(_ survey: Survey) { self.survey = survey }

    /// These variables and all that they are computed from, rising. Linear in what is read.
    func all(from variables: [VariableID]) -> [VariableID] {
        var seen: Set<VariableID> = []
        var waiting = variables
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            if case .computed(let formulas) = survey[next].role {
                for formula in formulas { waiting += formula.variables }
            }
        }
        return seen.sorted()
    }
}

extension Metric {
    /// The variables that it names.
    var directReadings: [VariableID] {
        strands.flatMap { strand in
            strand.items.map(\.variable) + (strand.event?.variables ?? [])
                + (strand.condition?.variables ?? [])
        } + by
    }
}
