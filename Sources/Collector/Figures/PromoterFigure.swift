internal import Statistics

extension Measures {
    /// The promoter score with its score interval, from -100 to 100.
    static func promoterScore(_ points: Points, _ level: ConfidenceLevel) -> Measures {
        let score = PromoterScore(points.distribution)
        return Measures(
            n: points.distribution.n,
            value: score?.score ?? .failure(.empty),
            interval: score?.interval(level: level) ?? .failure(.empty),
            method: .score,
            classes: score.map {
                PromoterClasses(detractor: $0.detractors, passive: $0.passives, promoter: $0.promoters)
            },
            distribution: points.bins, missing: points.missing, beyond: 0)
    }
}
