internal import Analyses
internal import Statistics

// Cells beside each other, and a cell beside its own past.

extension SampleAnalyses {
    static let intervals: [Analysis] = [
        table(
            .intervals, of: "promoter", in: spanish, n: 25,
            rows: [
                row("method", "score", [measure(.score, -44, -69.1, -8.4, "score")]),
                row("method", "wald", [measure(.score, -44, -75.8, -12.2, "wald")]),
                row("method", "adjusted_wald", [measure(.score, -39.3, -70.1, -8.4, "adjusted_wald")]),
                row("method", "posterior", [measure(.score, -42.6, -70.9, -10.5, "posterior")]),
            ]),
        Analysis(.intervals, of: "promoter", in: greek, .suppressed),
    ]

    static let comparison = table(
        .comparison, of: "promoter", n: 87,
        rows: [
            Analysis.Row(
                [.init("left", "en"), .init("right", "es")],
                [
                    measure(.difference, -1.5, -39.6, 38.2, "mover"), Measure(.pValue, 0.94),
                    Measure(.adjustedPValue, 1), Measure(.probability, 0.4712),
                ]),
            Analysis.Row(
                [.init("left", "en"), .init("right", "sv")],
                [
                    measure(.difference, 21.25, 2.5, 40.75, "mover"), Measure(.pValue, 0.000_04),
                    Measure(.adjustedPValue, 0.000_12), Measure(.probability, 0.998),
                ]),
            Analysis.Row([.init("left", "en"), .init("right", "el")], isSuppressed: true),
        ],
        settings: [.init("correction", .name("holm"))], caveats: [.responseStyles, .corrected])

    static let crossTable = table(
        .crossTable, of: "channel", n: 87,
        excluded: [.init(.incomplete, 1), .init(.flagged, 2)],
        summary: [
            Measure(.statistic, 12.4), Measure(.degreesOfFreedom, 2), Measure(.pValue, 0.002),
            Measure(.cramersV, 0.27),
        ],
        rows: [
            Analysis.Row(column("en", "A"), n: 33), Analysis.Row(column("es", "B"), n: 25),
            Analysis.Row(column("el", "C"), isSuppressed: true),
            crossed("store", column("en", "A"), n: 33, 12, 9.1, (36.4, 22.2, 53.4), ["B"]),
            crossed("store", column("es", "B"), n: 25, 4, 6.9, (16, 6.4, 34.7), []),
            Analysis.Row([.init("row", "store")] + column("el", "C"), isSuppressed: true),
            crossed("phone", column("en", "A"), n: 33, 21, 23.9, (63.6, 46.6, 77.8), []),
            crossed("phone", column("es", "B"), n: 25, 21, 18.1, (84, 65.3, 93.6), ["A"]),
            Analysis.Row([.init("row", "phone")] + column("el", "C"), isSuppressed: true),
        ],
        settings: [
            .init("level", .real(0.95)), .init("rows", .name("channel")), .init("columns", .name("locale")),
            .init("test", .name("pearson")), .init("correction", .name("holm")),
        ],
        caveats: [.smallExpectedCounts])

    private static func column(_ name: String, _ letter: String) -> [Analysis.Key] {
        [.init("column", name), .init("letter", letter)]
    }

    private static func crossed(
        _ name: String, _ column: [Analysis.Key], n: Int, _ count: Double, _ expected: Double,
        _ share: (Double, Double, Double), _ marks: [String]
    ) -> Analysis.Row {
        Analysis.Row(
            [.init("row", name)] + column, n: n,
            [
                Measure(.count, count), Measure(.expected, expected),
                measure(.columnShare, share.0, share.1, share.2, "wilson"),
            ], marks: marks)
    }

    static let trends: [Analysis] = [
        table(
            .trend, of: "promoter", n: 1_234, excluded: [.init(.outsidePeriod, 4)],
            rows: weeks.enumerated().map { index, week in
                let score = scores[index]
                return row(
                    "period", week, n: index == 3 ? 0 : 120 + index,
                    index == 3
                        ? [absent(.score, .empty)]
                        : [
                            measure(.score, score, score - 12.5, score + 11.75, "score"),
                            index > 0 && index != 4
                                ? Measure(.change, score - scores[index - 1]) : absent(.change, .empty),
                        ])
            } + [
                Analysis.Row(
                    [.init("left", "2026-W53"), .init("right", "2026-W52")],
                    [measure(.difference, 22.25, 2.5, 41, "mover"), Measure(.pValue, 0.03)])
            ],
            settings: [.init("period", .name("week"))]),
        table(
            .trend, of: "satisfaction", in: spanish, n: 300,
            rows: ["2026-09", "2026-10", "2026-11"].enumerated().map { index, month in
                row(
                    "period", month, n: 100,
                    [
                        measure(
                            .share, 61 + 4 * Double(index), 51.2 + 4 * Double(index), 70 + 4 * Double(index),
                            "wilson")
                    ])
            },
            settings: [.init("period", .name("month"))], caveats: [.fewPeriods]),
    ]

    static let control = table(
        .control, of: "promoter", n: 1_234,
        summary: [Measure(.center, 14.5), Measure(.movingRange, 9.25), Measure(.rangeLimit, 30.25)],
        rows: weeks.enumerated().filter { $0.0 != 3 }.map { index, week in
            row(
                "period", week, n: 120 + index,
                [
                    Measure(.value, scores[index]), Measure(.lowerLimit, -10), Measure(.center, 14.5),
                    Measure(.upperLimit, 39), Measure(.movingRange, abs(scores[index] - 9)),
                ],
                marks: scores[index] > 39
                    ? ["above"] : scores[index] < -10 ? ["below"] : index == 8 ? ["run"] : [])
        },
        settings: [.init("chart", .name("xmr")), .init("factor", .real(2.66)), .init("run", .whole(8))])

    private static let weeks = (44...53).map { "2026-W\($0)" }
    private static let scores: [Double] = [12, 18.5, 9, 0, 14, 41.5, 22, -14, 3, 25.25]
}
