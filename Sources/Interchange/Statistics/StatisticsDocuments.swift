public import Collector
internal import Statistics
public import SurveyModel
internal import Tallies

extension SurveyStatistics {
    /// The statistics as one object: `survey`, `versions`, `responses`, `complete`, `figures`. Numbers are
    /// unrounded; what cannot be computed is left out with the reason beside it. See
    /// `Documentation/Formats.md`.
    public var json: JSONValue {
        .object([
            "survey": .string(survey), "versions": .array(versions.map { .number($0) }),
            "responses": .number(everybody?.total ?? 0), "complete": .number(everybody?[.complete] ?? 0),
            "figures": .array(figures.map { $0.json(options) }),
        ])
    }

    /// Writes `json` over lines.
    public func writeJSON(to sink: any ByteSink) throws(OutputFault) {
        try sink.write(json.prettyText + "\n")
    }

    /// Writes the same under the same names as XML, namespace `urn:sondeo:statistics:1`.
    public func writeXML(to sink: any ByteSink) throws(OutputFault) {
        let writer = XMLWriter(to: sink)
        let document = json
        writer.start(root: "statistics", namespace: "urn:sondeo:statistics:1")
        writer.attribute("formatVersion", "1")
        writer.attributes(of: document)
        for figure in document["figures"]?.array ?? [] {
            writer.lineBreak()
            writer.start("figure")
            writer.attributes(of: figure)
            for part in figure.members {
                // A cell is always there, empty for everybody, so that a reader finds it.
                guard case .object(let counts) = part.value else { continue }
                writer.start(part.key)
                if Self.isNamed(part.key) {
                    for count in counts {
                        writer.start("count")
                        writer.attribute("of", count.key)
                        writer.attribute("n", count.value.compactText)
                        writer.end()
                    }
                } else {
                    writer.attributes(of: part.value)
                    for inner in counts {
                        guard case .object = inner.value else { continue }
                        writer.start(inner.key)
                        writer.attributes(of: inner.value)
                        writer.end()
                    }
                }
                writer.end()
            }
            writer.end()
        }
        writer.lineBreak()
        try writer.finish()
    }

    /// Whether the keys of an object are data: points of a scale are no names of attributes.
    private static func isNamed(_ key: String) -> Bool { key == "distribution" }

    /// Writes one row a figure as CSV, under the same names; the distribution of a figure is one cell, `0:3
    /// 1:1 10:140`.
    public func writeCSV(to sink: any ByteSink) throws(OutputFault) {
        let columns: [(name: String, path: [String])] = [
            ("survey", []), ("metric", ["metric"]), ("kind", ["kind"]), ("locale", ["cell", "locale"]),
            ("n", ["n"]),
            ("value", ["value"]), ("level", ["interval", "level"]), ("low", ["interval", "low"]),
            ("high", ["interval", "high"]), ("method", ["interval", "method"]), ("mean", ["mean"]),
            ("mean_low", ["meanInterval", "low"]), ("mean_high", ["meanInterval", "high"]),
            ("detractor", ["classes", "detractor"]), ("passive", ["classes", "passive"]),
            ("promoter", ["classes", "promoter"]), ("top", ["topBox", "count"]),
            ("alpha", ["scale", "alpha"]),
            ("skipped", ["missing", "skipped"]), ("dont_know", ["missing", "dont_know"]),
            ("refused", ["missing", "refused"]), ("not_applicable", ["missing", "not_applicable"]),
            ("not_asked", ["missing", "not_asked"]), ("distribution", ["distribution"]),
            ("suppressed", ["suppressed"]), ("unavailable", ["unavailable"]),
        ]
        var text = columns.map(\.name).joined(separator: ",") + "\r\n"
        for figure in figures {
            let document = figure.json(options)
            let cells = columns.map { name, path in
                if name == "survey" { return survey }
                var value: JSONValue? = document
                for key in path { value = value?[key] }
                guard let value else { return "" }
                if name == "distribution" {
                    return value.members.map { "\($0.key):\($0.value.compactText)" }.joined(separator: " ")
                }
                let cell = value.string ?? value.compactText
                guard cell.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") })
                else {
                    return cell
                }
                return "\""
                    + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                    + "\""
            }
            text += cells.joined(separator: ",") + "\r\n"
        }
        try sink.write(text)
    }
}

extension Figure {
    /// One figure, `options` being those it was computed with.
    fileprivate func json(_ options: SurveyStatistics.Options) -> JSONValue {
        let name: [JSONValue.Member] = [
            .init("metric", .string(metric)), .init("kind", .string(function.name)),
            .init("cell", .object(["locale": cell.locale.map(JSONValue.string)])),
        ]
        switch content {
        case .suppressed:
            let least = options.suppression.minimumBase
            return .object(name + [.init("suppressed", .string("fewer than \(least)"))])
        case .unsupported(let reason): return .object(name + [.init("unavailable", .string(reason))])
        case .measured(let measures): return .object(name + measures.json(options).members)
        }
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
            "scale": scale?.json,
            "distribution": distribution.isEmpty
                ? nil : .object(distribution.map { .init($0.name, .number($0.count)) }),
            "missing": missing.isEmpty
                ? nil : .object(missing.map { .init($0.kind.rawValue, .number($0.count)) }),
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
    fileprivate var reason: String? { if case .failure(let absence) = self { absence.reason } else { nil } }
}

extension JSONValue {
    fileprivate var members: [Member] { if case .object(let members) = self { members } else { [] } }
}

extension XMLWriter {
    /// The scalars of an object as attributes; an array of them, which all but the figures are, with spaces
    /// between.
    fileprivate func attributes(of value: JSONValue) {
        for member in value.members {
            switch member.value {
            case .string(let text): attribute(member.key, text)
            case .number, .real, .bool: attribute(member.key, member.value.compactText)
            case .array(let elements) where member.key != "figures":
                attribute(member.key, elements.map(\.compactText).joined(separator: " "))
            case .array, .object, .null: break
            }
        }
    }
}
