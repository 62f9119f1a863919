internal import Analyses
internal import Statistics

// Who they are: customers who come back, how they use scales, how many answered, what weights do.

extension SampleAnalyses {
    static let retention = table(
        .retention, of: "promoter", n: 812, excluded: [.init(.unidentified, 1_140)],
        summary: [
            Measure(.customers, 812), Measure(.newCustomers, 97), Measure(.lostCustomers, 203),
            measure(.retention, 75, 71.9, 77.9, "wilson"), measure(.churn, 25, 22.1, 28.1, "wilson"),
        ],
        rows: [
            row(
                "period", "2026-Q3", n: 812,
                [Measure(.newCustomers, 97), measure(.retention, 75, 71.9, 77.9, "wilson")]),
            row("period", "2026-Q4", [Measure(.newCustomers, 12)], marks: ["unfinished"]),
            row("class", "detractor", n: 210, [measure(.retention, 61.4, 54.7, 67.7, "wilson")]),
            row("class", "passive", n: 260, [measure(.retention, 74.2, 68.6, 79.2, "wilson")]),
            row("class", "promoter", n: 342, [measure(.retention, 84, 79.7, 87.5, "wilson")]),
        ],
        settings: [
            .init("source", .name("purchases")), .init("period", .name("quarter")),
            .init("until", .name("2026-09-30")),
        ],
        caveats: [.respondentsOnly])

    static let lifetime = table(
        .lifetime, of: "promoter", n: 812,
        summary: [
            Measure(.purchases, 4_310), measure(.spend, 41.25, 38.9, 43.6, "t"),
            measure(.lifetime, 267.86, 201.4, 334.3, "delta"), absent(.lifetimeFinite, .unbounded),
        ],
        settings: [
            .init("discount", .real(0.1)), .init("discount_of_period", .real(0.0241)),
            .init("periods", .whole(20)),
        ])

    static let responseStyles: [Analysis] = [
        style(Cell(locale: "en"), 33, 18.2, 31.5, 55.1, 3), style(spanish, 25, 41.2, 12.9, 68.4, 0),
        Analysis(.responseStyle, of: "", in: greek, .suppressed),
        style(Cell(locale: "es", by: [.init(variable: "channel", value: "store")]), 12, 44, 10, 70.2, 0),
        style(.everybody, 87, 27.5, 24.4, 60.3, 4.6),
    ]

    private static func style(
        _ cell: Cell, _ n: Int, _ extreme: Double, _ middle: Double, _ agreeing: Double, _ stale: Double
    ) -> Analysis {
        table(
            .responseStyle, of: "", in: cell, n: n,
            summary: [
                Measure(.extreme, extreme), Measure(.middle, middle), Measure(.agreeing, agreeing),
                Measure(.stale, stale),
            ], caveats: [.responseStyles])
    }

    static let response = table(
        .response, of: "", n: 102,
        summary: [
            Measure(.invited, 1_500), measure(.responseRate, 6.8, 5.6, 8.2, "wilson"),
            measure(.completionRate, 85.3, 77.1, 90.9, "wilson"),
        ],
        caveats: [.statedInvitations])

    static let quality = table(
        .quality, of: "promoter", n: 102,
        summary: [Measure(.score, -47.1), Measure(.unflagged, -45.9)],
        rows: [
            row("flag", "straight_lining", [Measure(.count, 3), measure(.share, 2.9, 1, 8.3, "wilson")]),
            row("flag", "speeder", [Measure(.count, 1), measure(.share, 1, 0.2, 5.3, "wilson")]),
            row("flag", "duplicate", [Measure(.count, 0), measure(.share, 0, 0, 3.6, "wilson")]),
            row("flag", "impossible_time", [Measure(.count, 0), measure(.share, 0, 0, 3.6, "wilson")]),
        ])

    static let weighting = table(
        .weighting, of: "", n: 87, excluded: [.init(.unweighted, 5)],
        summary: [
            Measure(.designEffect, 1.3421), Measure(.effectiveN, 64.8), Measure(.smallestWeight, 0.31),
            Measure(.largestWeight, 4.9),
        ],
        rows: [
            Analysis.Row(
                [.init("variable", "channel"), .init("category", "store")],
                [Measure(.target, 40), Measure(.achieved, 40)]),
            Analysis.Row(
                [.init("variable", "channel"), .init("category", "phone")],
                [Measure(.target, 60), Measure(.achieved, 59.999)]),
        ],
        settings: [
            .init("weights", .name("raking")), .init("rounds", .whole(9)), .init("upper_cap", .real(5)),
        ],
        caveats: [.weighted])

    static let weighted = table(
        .weighted, of: "promoter", in: spanish, n: 25,
        summary: [
            measure(.score, -40.2, -68.8, -3.1, "score"), Measure(.standardError, 16.4),
            Measure(.effectiveN, 19.7),
        ], caveats: [.weighted])
}
