public import SurveyModel

/// Which answers to an earlier version of a survey may be counted together with those to a later one.
///
/// Answers of a variable may, if nothing that touches it breaks comparability or more, in the language that they were given
/// in. A metric may, if all that it reads may.
public struct Poolability: Sendable {
    /// What keeps answers apart.
    public struct Obstacle: Hashable, Sendable {
        /// The first and most serious change that does.
        public var change: Change
        /// The languages that it concerns; nil is all.
        public var locales: [String]?
        /// Whether there are no such answers: the earlier version does not have the variable.
        public var isNew = false
    }

    /// For each variable of the later survey what keeps its answers apart; nil if nothing does.
    public let variables: [Obstacle?]
    /// For each metric of the later survey what keeps its answers apart.
    public let metrics: [Obstacle?]

    /// Decides from a comparison of these two surveys. Linear in the changes and in what metrics read.
    public init(_ comparison: Comparison, from old: Survey, to new: Survey) {
        var obstacles: [String: Obstacle] = [:]
        // The worst ones come first, so only those that widen it to more languages are looked at again.
        for change in comparison.changes where !change.effect.allowsPooling {
            for name in change.variables {
                guard let known = obstacles[name] else {
                    obstacles[name] = Obstacle(change: change, locales: change.locales)
                    continue
                }
                obstacles[name]?.locales = Self.union(known.locales, change.locales)
            }
        }
        let before = Set(old.variables.map(\.name))
        var variables: [Obstacle?] = []
        for variable in new.variables {
            if before.contains(variable.name) {
                variables.append(obstacles[variable.name])
            } else {
                let change =
                    comparison.changes.first { $0.rule == .variableRenamed && $0.after == variable.name }
                    ?? Change(.variableAdded, Change.Subject(.init(variable.role), variable.name))
                variables.append(Obstacle(change: change, locales: nil, isNew: true))
            }
        }
        self.variables = variables
        let reads = ReadVariables(new)
        metrics = new.metrics.map { metric in
            var found: Obstacle?
            for variable in reads.all(from: metric.directReadings) {
                guard let obstacle = variables[variable.position] else { continue }
                guard let known = found else {
                    found = obstacle
                    continue
                }
                if obstacle.change.effect > known.change.effect { found = obstacle }
                found?.locales = Self.union(known.locales, obstacle.locales)
            }
            return found
        }
    }

    private static func union(_ one: [String]?, _ other: [String]?) -> [String]? {
        guard let one, let other else { return nil }
        return one + other.filter { !one.contains($0) }
    }
}

extension Poolability.Obstacle {
    /// Whether answers in a language are kept apart.
    public func applies(to locale: String) -> Bool { locales?.contains(locale) ?? true }
}
