internal import Analyses
internal import Collector
internal import Statistics
internal import SurveyModel

// The analyses of a survey as JSON: one form for all kinds, so that a new one needs nothing here.

extension SurveyStatistics {
    /// Every analysis in its order; nil where there is none.
    var analysesJSON: JSONValue? {
        analyses.isEmpty ? nil : .array(analyses.map { $0.json(options) })
    }
}

extension StatisticsSelection {
    /// What was asked for; nil where everything was.
    var json: JSONValue? {
        guard !isEverything else { return nil }
        return .object([
            "condition": condition.map(JSONValue.string), "since": since.map(JSONValue.string),
            "until": until.map(JSONValue.string),
            "by": by.isEmpty ? nil : .array(by.map(JSONValue.string)),
            "excludesFlagged": excludesFlagged ? .bool(true) : nil, "flagged": flagged.map { .number($0) },
            "outsidePeriod": outsidePeriod.map { .number($0) }, "weights": weights.map(JSONValue.string),
        ])
    }
}

extension Analysis {
    /// One analysis, `options` being those it was computed with.
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        let name: [JSONValue.Member] = [
            .init("analysis", .string(kind.rawValue)), .init("of", .string(subject)),
            .init("cell", cell.json),
        ]
        switch content {
        case .suppressed: return .object(name + [.init("suppressed", options.suppressed)])
        case .unavailable(let absence):
            return .object(name + [.init("unavailable", .string(absence.reason))])
        case .table(let table): return .object(name + table.json(options).members)
        }
    }
}

extension Analysis.Table {
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        .object([
            "n": .number(n),
            "excluded": excluded.isEmpty
                ? nil : .object(excluded.map { .init($0.reason.rawValue, .number($0.count)) }),
            "summary": summary.isEmpty ? nil : summary.json(options),
            "rows": rows.isEmpty ? nil : .array(rows.map { $0.json(options) }),
            "settings": settings.isEmpty ? nil : .object(settings.map { .init($0.name, $0.value.json) }),
            "caveats": caveats.isEmpty ? nil : .array(caveats.map { .string($0.rawValue) }),
        ])
    }
}

extension Analysis.Row {
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        .object([
            "keys": .object(keys.map { .init($0.name, .string($0.value)) }),
            "n": isSuppressed ? nil : n.map { .number($0) },
            "measures": isSuppressed || measures.isEmpty ? nil : measures.json(options),
            "marks": isSuppressed || marks.isEmpty ? nil : .array(marks.map(JSONValue.string)),
            "suppressed": isSuppressed ? options.suppressed : nil,
        ])
    }
}

extension [Measure] {
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        .object(map { .init($0.name.rawValue, $0.json(options)) })
    }
}

extension Measure {
    /// The number and its interval; what is not there has its reason, that of an interval after `interval: `, as in a
    /// figure.
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        let value = value.finite
        let interval = interval?.finite
        return .object([
            "value": (try? value.get()).map(JSONValue.real),
            "interval": (try? interval?.get()).map { interval in
                .object([
                    "level": .real(options.level.value), "low": .real(interval.lower),
                    "high": .real(interval.upper), "method": method.map(JSONValue.string),
                ])
            },
            "unavailable": value.reason.map(JSONValue.string)
                ?? interval?.reason.map { .string("interval: \($0)") },
        ])
    }
}

extension Analysis.Setting.Value {
    fileprivate var json: JSONValue {
        switch self {
        case .name(let name): .string(name)
        case .whole(let number): .number(number)
        case .real(let number): number.isFinite ? .real(number) : .string("\(number)")
        }
    }
}

extension Estimate<Double> {
    /// The same, a number that no format can write being one that is not there.
    var finite: Self { flatMap { $0.isFinite ? .success($0) : .failure(.overflow) } }
}

extension Estimate<Interval> {
    /// The same, a limit that no format can write making an interval that is not there.
    var finite: Self {
        flatMap { $0.lower.isFinite && $0.upper.isFinite ? .success($0) : .failure(.overflow) }
    }
}
