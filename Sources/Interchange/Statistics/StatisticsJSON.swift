internal import Analyses
public import Collector
internal import Statistics
public import SurveyModel
internal import Tallies

extension SurveyStatistics {
    /// The statistics as one object: `survey`, `versions`, `responses`, `complete`, `partial`, what happened while
    /// collecting where anything did, `cells`, `figures`, `distributions`, `summaries`, and
    /// `pooling` where there are responses to several versions, `selection` where less than everything was asked for, and
    /// `analyses` where any was made. Numbers are unrounded; what cannot be
    /// computed is left out with the reason beside it. See `Documentation/Formats.md`.
    public var json: JSONValue {
        .object([
            "survey": .string(survey), "versions": .array(versions.map { .number($0) }),
            "responses": .number(everybody?.total ?? 0), "complete": .number(everybody?[.complete] ?? 0),
            "partial": .number(everybody?[.partial] ?? 0),
            "otherVersions": Self.unlessZero(otherVersions), "known": Self.unlessZero(collection.known),
            "conflicts": Self.unlessZero(collection.conflicts),
            "rejected": Self.unlessZero(collection.rejected),
            "cells": .array(responses.map(\.json)),
            "figures": .array(figures.map { $0.json(options, pooling) }),
            "distributions": .array(distributions.map { $0.json(options) }),
            "summaries": summaries.isEmpty ? nil : .array(summaries.map { $0.json(options) }),
            "pooling": pooling.map { .array($0.others.map(\.json)) },
            "selection": selection.json, "analyses": analysesJSON,
        ])
    }

    /// Writes `json` over lines.
    public func writeJSON(to sink: any ByteSink) throws(OutputFault) {
        try sink.write(json.prettyText + "\n")
    }

    private static func unlessZero(_ count: Int) -> JSONValue? { count == 0 ? nil : .number(count) }
}

extension ResponseFigure {
    /// How many responses a cell has, in every state.
    fileprivate var json: JSONValue {
        let states = Disposition.allCases.map { JSONValue.Member($0.rawValue, .number(counts[$0])) }
        return .object(
            [.init("cell", cell.json), .init("responses", .number(counts.total))] + states
                + [.init("stale", .number(counts.stale)), .init("synthetic", .number(counts.synthetic))])
    }
}

extension Figure {
    /// One figure, `options` being those it was computed with.
    fileprivate func json(_ options: SurveyStatistics.Options, _ pooling: Pooling?) -> JSONValue {
        let versions = pooling?.versions(ofMetric: metric, in: cell.locale).map { JSONValue.number($0) }
        let last = versions.map { [JSONValue.Member("versions", .array($0))] } ?? []
        let name: [JSONValue.Member] = [
            .init("metric", .string(metric)), .init("kind", .string(function.name)),
            .init("cell", cell.json),
        ]
        switch content {
        case .suppressed: return .object(name + [.init("suppressed", options.suppressed)] + last)
        case .unsupported(let reason):
            return .object(name + [.init("unavailable", .string(reason))] + last)
        case .measured(let measures): return .object(name + measures.json(options).members + last)
        }
    }
}

extension Pooling.Version {
    /// An earlier version, and what its responses do not count in.
    fileprivate var json: JSONValue {
        .object([
            "version": .number(version), "responses": .number(responses),
            "class": .string(effect), "counted": .bool(isCounted),
            "leftOut": leftOut.isEmpty ? nil : .array(leftOut.map(\.json)),
        ])
    }
}

extension Pooling.LeftOut {
    fileprivate var json: JSONValue {
        .object([
            isMetric ? "metric" : "variable": .string(name),
            "locales": locales.map { .array($0.map(JSONValue.string)) },
            "rule": .string(rule), "subject": .string(subject),
            "reason": .string(reason),
        ])
    }
}

extension AnswerDistribution {
    /// The answers to one variable in one cell.
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        .object([
            "variable": .string(name), "cell": cell.json,
            "n": content.map { .number($0.n) }, "distribution": content?.bins.json,
            "ranks": content?.ranks,
            "missing": content?.missing.json,
            "suppressed": content == nil ? options.suppressed : nil,
        ])
    }
}

extension AnswerDistribution.Content {
    /// Of a ranking, how often each option was first and the mean of its places.
    fileprivate var ranks: JSONValue? {
        guard !places.isEmpty else { return nil }
        return .array(
            zip(bins, places).map { bin, place in
                .object([
                    "option": .string(bin.name), "ranked": .number(bin.count), "first": .number(place.first),
                    "mean": (try? place.mean.get()).map(JSONValue.real),
                ])
            })
    }
}

extension NumberSummary {
    /// The numbers of one variable in one cell; a mean date is a day with a part of one, a mean time minutes.
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        .object([
            "variable": .string(name), "kind": .string(kind.rawValue), "cell": cell.json,
            "n": content.map { .number($0.n) },
            "mean": (try? content?.mean.get()).map(JSONValue.real),
            "deviation": (try? content?.deviation.get()).map(JSONValue.real),
            "missing": content?.missing.json,
            "beyond": content.flatMap { $0.beyond > 0 ? .number($0.beyond) : nil },
            "suppressed": content == nil ? options.suppressed : nil,
        ])
    }
}

extension Measures {
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        .object([
            "n": .number(n), "value": (try? value.get()).map(JSONValue.real),
            "mean": (try? mean?.get()).map(JSONValue.real),
            "interval": (try? interval.get()).map { interval in
                .object([
                    "level": .real(options.level.value), "low": .real(interval.lower),
                    "high": .real(interval.upper),
                    "method": .string(method.rawValue),
                ])
            },
            "meanInterval": (try? meanInterval?.get()).map { interval in
                .object(["low": .real(interval.lower), "high": .real(interval.upper)])
            },
            "classes": classes.map { classes in
                .object([
                    "detractor": .number(classes.detractor), "passive": .number(classes.passive),
                    "promoter": .number(classes.promoter),
                ])
            },
            "topBox": topBox.map { topBox in
                .object([
                    "low": .number(topBox.points.lowerBound), "high": .number(topBox.points.upperBound),
                    "count": .number(topBox.count),
                ])
            },
            "count": eventCount.map { .number($0) },
            "composition": composition.map { parts in
                .object([
                    "items": .number(parts.items), "complete": .number(parts.complete),
                    "leftOut": .number(parts.leftOut), "unanswered": .number(parts.unanswered),
                ])
            },
            "lifetime": lifetime.map { parts in
                .object([
                    "margin": .real(parts.margin), "retention": .real(parts.retention),
                    "discount": .real(parts.discount),
                ])
            },
            "scale": scale?.json,
            "distribution": distribution.isEmpty ? nil : distribution.json,
            "missing": missing.isEmpty ? nil : missing.json,
            "beyond": beyond > 0 ? .number(beyond) : nil,
            "unavailable": value.reason.map(JSONValue.string)
                ?? interval.reason.map { .string("interval: \($0)") },
        ])
    }
}

extension Measures.ScaleQuality {
    fileprivate var json: JSONValue {
        .object([
            "items": .number(items), "alpha": (try? alpha.get()).map(JSONValue.real),
            "complete": .number(complete), "leftOut": .number(leftOut), "unanswered": .number(unanswered),
            "interval": (try? alphaInterval.get()).map { interval in
                .object(["low": .real(interval.lower), "high": .real(interval.upper)])
            },
        ])
    }
}

extension Result where Failure == Absence {
    /// Why there is nothing, if there is nothing.
    var reason: String? { if case .failure(let absence) = self { absence.reason } else { nil } }
}

extension Cell {
    /// `by` has an object for each thing that the metric is broken down by: the instance of a roster first.
    var json: JSONValue {
        let instance = instance.map { [("roster", $0.roster, $0.name)] } ?? []
        let parts = instance + by.map { ("variable", $0.variable, $0.value) }
        return .object([
            "locale": locale.map(JSONValue.string),
            "by": parts.isEmpty
                ? nil
                : .array(
                    parts.map { kind, name, value in
                        .object([.init(kind, .string(name)), .init("value", .string(value))])
                    }),
        ])
    }

    /// What the cell is a part of, in one line: `c=store branch=athens`.
    var byText: String {
        let parts = (instance.map { [($0.roster, $0.name)] } ?? []) + by.map { ($0.variable, $0.value) }
        return parts.map { "\($0)=\($1)" }.joined(separator: " ")
    }
}

extension SurveyStatistics.Options {
    /// What stands in place of numbers that are hidden.
    var suppressed: JSONValue { .string("fewer than \(suppression.minimumBase)") }
}

extension [Measures.Bin] {
    fileprivate var json: JSONValue { .object(map { .init($0.name, .number($0.count)) }) }
}

extension [Measures.MissingCount] {
    fileprivate var json: JSONValue { .object(map { .init($0.kind.rawValue, .number($0.count)) }) }
}

extension JSONValue {
    /// The members of an object, none for anything else.
    var members: [Member] { if case .object(let members) = self { members } else { [] } }
}
