internal import RoutingProof
internal import SurveyModel

/// Which versions of a survey are counted together, and which are left out of what.
///
/// Figures are those of the newest version. Responses to an earlier one count in a figure where nothing that the figure
/// reads changed in a way that breaks comparability. The others stay in the store, and can be counted with their own
/// version.
public struct Pooling: Hashable, Sendable {
    /// The version that figures are about.
    public var version: Int
    /// The other versions that there are responses to, rising.
    public var others: [Version]

    /// An earlier version.
    public struct Version: Hashable, Sendable {
        /// The author's version.
        public var version: Int
        /// How many responses there are to it, in every state.
        public var responses: Int
        /// The class of the changes since, taken together: `none`, `cosmetic`, `compatible`, `comparability`, `data`.
        public var effect: String
        /// Whether its responses count in anything.
        public var isCounted: Bool
        /// What its responses do not count in: metrics in their order, then variables.
        public var leftOut: [LeftOut]
    }

    /// Something that the responses to a version do not count in.
    public struct LeftOut: Hashable, Sendable {
        /// Whether it is a metric or a variable.
        public var isMetric: Bool
        /// Its name.
        public var name: String
        /// The languages whose responses are left out; nil is all.
        public var locales: [String]?
        /// The rule of the change that keeps the answers apart, as `sondeo diff` names it.
        public var rule: String
        /// What changed: the name of a question, an option, a scale.
        public var subject: String
        /// The change in words.
        public var reason: String
    }

    /// The versions that a metric is computed on in a locale, rising; nil is everybody.
    public func versions(ofMetric name: String, in locale: String?) -> [Int] {
        let pooled = others.filter { other in
            guard other.isCounted else { return false }
            guard let left = other.leftOut.first(where: { $0.isMetric && $0.name == name }) else {
                return true
            }
            guard let locales = left.locales else { return false }
            return locale.map { !locales.contains($0) } ?? true
        }
        return (pooled.map(\.version) + [version]).sorted()
    }
}

extension Pooling.Version {
    init(
        _ version: Int, responses: Int, _ comparison: Comparison, _ poolability: Poolability, _ survey: Survey
    ) {
        self.version = version
        self.responses = responses
        effect = comparison.effect?.rawValue ?? "none"
        let metrics = zip(survey.metrics, poolability.metrics).compactMap { metric, obstacle in
            obstacle.map {
                Pooling.LeftOut(isMetric: true, name: metric.name, locales: $0.locales, $0.change)
            }
        }
        // That an earlier version has no answers to a new question needs no words.
        let variables = zip(survey.variables, poolability.variables).compactMap { variable, obstacle in
            obstacle.flatMap { obstacle in
                obstacle.isNew || !variable.isStored
                    ? nil
                    : Pooling.LeftOut(
                        isMetric: false, name: variable.name, locales: obstacle.locales, obstacle.change)
            }
        }
        leftOut = metrics + variables
        isCounted = zip(survey.variables, poolability.variables).contains { variable, obstacle in
            guard variable.isAnswered else { return false }
            guard let obstacle else { return true }
            return obstacle.locales != nil
        }
    }
}

extension Pooling.LeftOut {
    init(isMetric: Bool, name: String, locales: [String]?, _ change: Change) {
        self.isMetric = isMetric
        self.name = name
        self.locales = locales
        rule = change.rule.rawValue
        subject = change.subject.name
        reason = change.rule.title
    }
}

extension Variable {
    /// Whether a respondent answers it.
    fileprivate var isAnswered: Bool { question != nil }
}
