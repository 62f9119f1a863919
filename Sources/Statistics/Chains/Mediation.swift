/// A chain x1 -> x2 -> … -> xk -> y: how far what begins it reaches its end through the links between.
///
/// Each of x2 … xk and y is regressed on everything before it in the chain. A link is the coefficient of the one just
/// before; the indirect effect is the product of all links, a b of a chain of two terms. The direct effect c' is the
/// coefficient of x1 in the regression of y, and the total effect c that of x1 alone. In a chain of two terms
/// c = c' + a b; in longer ones there are further ways round single links, which total less direct less indirect leaves.
///
/// Sources: R. Baron and D. Kenny, Journal of Personality and Social Psychology 51 (1986); M. Sobel, "Asymptotic Confidence
/// Intervals for Indirect Effects in Structural Equation Models", Sociological Methodology 13 (1982); A. Hayes,
/// "Introduction to Mediation, Moderation, and Conditional Process Analysis" (2013), chapter 5.
public struct Mediation: Hashable, Sendable {
    /// How many cases there are.
    public let n: Int
    /// The links, from the first to the outcome's.
    public let links: [Effect]
    /// c: what the beginning goes with at the end, by whatever way. In a chain of one term the only link.
    public let total: Effect
    /// c': what is left of it beside the other terms; none in a chain of one term.
    public let direct: Effect?
    /// The product of all links; none in a chain of one term.
    public let indirect: Product?
    /// The share of the outcome's variance that goes with all terms.
    public let rSquared: Double

    /// The coefficient of a regression.
    public struct Effect: Hashable, Sendable {
        /// The coefficient.
        public let value: Double
        /// Its standard error, with n less all coefficients of its regression as divisor.
        public let standardError: Double
        /// Its p value against 0, by t.
        public let pValue: Estimate<Double>
        private let model: LinearModel
        private let predictor: Int

        init(_ model: LinearModel, _ predictor: Int) {
            value = model.coefficients[predictor]
            standardError = model.standardErrors[predictor]
            pValue = model.pValue(of: predictor)
            self.model = model
            self.predictor = predictor
        }

        /// Its interval by Student's t. Absent where its regression leaves nothing over.
        public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
            model.interval(of: predictor, level: level)
        }
    }

    /// A product of coefficients of different regressions.
    public struct Product: Hashable, Sendable {
        /// The product.
        public let value: Double
        /// Its standard error by the delta method: links of different regressions are not correlated.
        public let standardError: Double

        init(_ links: [Effect]) {
            value = links.reduce(1.0) { $0 * $1.value }
            standardError = links.indices.reduce(0.0) { sum, link in
                // The others are multiplied afresh, since the link itself may be 0.
                let others = links.indices.reduce(1.0) { $1 == link ? $0 : $0 * links[$1].value }
                let part = others * links[link].standardError
                return sum + part * part
            }.squareRoot()
        }

        /// The interval by the normal distribution, which is rough: products are skewed. Absent without an error.
        public func interval(level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
            guard standardError > 0 else { return .failure(.constant) }
            let margin = level.z * standardError
            return .success(Interval(lower: value - margin, upper: value + margin))
        }

        /// The p value against 0 by the normal distribution: Sobel's test. Absent without an error.
        public var pValue: Estimate<Double> {
            guard standardError > 0 else { return .failure(.constant) }
            return .success(min(1, 2 * NormalDistribution.tails(abs(value) / standardError).upper))
        }
    }

    /// The chain through `terms` to the outcome. Absent as the regression of the outcome on all terms is: `constantItem`
    /// and `collinearItem` count among the terms.
    public static func fit(
        _ moments: CentredMoments, terms: [Int], outcome: Int
    ) -> Estimate<Mediation> {
        guard let first = terms.first else { return .failure(.tooFewItems(minimum: 1)) }
        return LinearModel.fit(moments, outcome: outcome, predictors: terms).flatMap { last in
            var links: [Effect] = []
            for place in terms.indices.dropFirst() {
                switch LinearModel.fit(
                    moments, outcome: terms[place], predictors: Array(terms[..<place]))
                {
                case .failure(let absence): return .failure(absence)
                case .success(let model): links.append(Effect(model, place - 1))
                }
            }
            links.append(Effect(last, terms.count - 1))
            return LinearModel.fit(moments, outcome: outcome, predictors: [first]).map { alone in
                Mediation(
                    n: moments.n, links: links, total: Effect(alone, 0),
                    direct: terms.count > 1 ? Effect(last, 0) : nil,
                    indirect: terms.count > 1 ? Product(links) : nil, rSquared: last.rSquared)
            }
        }
    }
}
