internal import Analyses
internal import Statistics

// What goes with what: drivers, chains, curves and scales.

extension SampleAnalyses {
    static let drivers: [Analysis] = [
        table(
            .drivers, of: "recommend", n: 512, excluded: [.init(.incomplete, 61), .init(.beyond, 0)],
            summary: [measure(.rSquared, 0.4312, 0.3811, 0.4902, "bootstrap")],
            rows: [
                driver("quality.reliable", 0.187, 43.4, 79.25, 0.82, 1.9),
                driver("quality.responsive", 0.092, 21.3, 41.5, 0.31, 2.4),
                driver("quality.empathic", 0.101, 23.4, 63, 0.44, 2.2),
                driver("ease", 0.051, 11.9, 88, -0.05, 1.3),
            ],
            settings: [
                .init("method", .name("lmg")), .init("seed", .name("18446744073709551615")),
                .init("replicates", .whole(5_000)),
            ],
            caveats: [.notACause, .collinear]),
        Analysis(.drivers, of: "recommend", in: spanish, .unavailable(.constantItem(2))),
        Analysis(.drivers, of: "recommend", in: greek, .suppressed),
    ]

    private static func driver(
        _ name: String, _ importance: Double, _ share: Double, _ performance: Double, _ coefficient: Double,
        _ inflation: Double
    ) -> Analysis.Row {
        row(
            "item", name,
            [
                Measure(.importance, importance),
                measure(.importanceShare, share, share - 6.2, share + 7.1, "bootstrap"),
                Measure(.performance, performance), Measure(.coefficient, coefficient),
                Measure(.varianceInflation, inflation),
            ])
    }

    static let chain = table(
        .chain, of: "recommend", n: 430, excluded: [.init(.incomplete, 143)],
        rows: [
            path("link", "quality", "overall", measure(.coefficient, 0.712, 0.64, 0.78, "bootstrap")),
            path("link", "overall", "recommend", measure(.coefficient, 1.204, 0.93, 1.49, "bootstrap")),
            path("total", "quality", "recommend", measure(.total, 1.248, 1.01, 1.47, "bootstrap")),
            path("direct", "quality", "recommend", measure(.direct, 0.391, 0.11, 0.68, "bootstrap")),
            path("indirect", "quality", "recommend", measure(.indirect, 0.857, 0.65, 1.09, "bootstrap")),
        ],
        settings: [.init("seed", .whole(42)), .init("replicates", .whole(5_000))], caveats: [.notACause])

    private static func path(
        _ name: String, _ from: String, _ to: String, _ measure: Measure
    ) -> Analysis.Row {
        Analysis.Row([.init("path", name), .init("left", from), .init("right", to)], [measure])
    }

    static let curve = table(
        .curve, of: "recommend", n: 87,
        rows: (1...5).map { level in
            let mean = [2.1, 3.4, 4.0, 6.9, 9.2][level - 1]
            return row(
                "level", "\(level)", n: [9, 14, 22, 25, 17][level - 1],
                level == 1 ? [absent(.mean, .constant)] : [measure(.mean, mean, mean - 0.8, mean + 0.7, "t")])
        })

    static let penaltyReward = table(
        .penaltyReward, of: "overall", n: 320, summary: [Measure(.rSquared, 0.38)],
        rows: [
            level("bottom", "1…2", n: 23, measure(.penalty, -0.84, -1.1, -0.58, "t")),
            level("middle", "3", n: 22, Measure(.mean, 4.02)),
            level("top", "4…5", n: 42, measure(.reward, 0.21, 0.04, 0.38, "t")),
        ],
        settings: [.init("by", .name("overall"))], caveats: [.notACause])

    private static func level(_ name: String, _ points: String, n: Int, _ measure: Measure) -> Analysis.Row {
        Analysis.Row([.init("class", name), .init("level", points)], n: n, [measure])
    }

    static let reliability: [Analysis] = [
        table(
            .reliability, of: "quality", in: spanish, n: 22, excluded: [.init(.incomplete, 3)],
            summary: [measure(.alpha, 0.812, 0.652, 0.911, "feldt"), absent(.omega, .tooFew(minimum: 30))],
            rows: [
                row(
                    "item", "quality.reliable",
                    [
                        Measure(.mean, 4.1), Measure(.itemRest, 0.71), Measure(.alphaIfDropped, 0.74),
                        Measure(.loading, 0.83),
                    ]),
                row(
                    "item", "quality.responsive",
                    [
                        Measure(.mean, 3.4), Measure(.itemRest, 0.65), Measure(.alphaIfDropped, 0.76),
                        Measure(.loading, 0.77),
                    ], marks: ["reversed"]),
            ]),
        Analysis(.reliability, of: "quality", in: greek, .suppressed),
    ]
}
