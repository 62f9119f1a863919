internal import SurveyModel

// The analyses of a survey as XML, from their JSON, so that the two cannot disagree.

extension XMLWriter {
    /// An analysis and what is in it.
    func analysis(_ analysis: JSONValue) {
        start("analysis")
        attributes(of: analysis)
        element("cell", analysis["cell"])
        for excluded in analysis["excluded"]?.members ?? [] {
            start("excluded")
            attribute("reason", excluded.key)
            attribute("count", excluded.value.compactText)
            end()
        }
        if let summary = analysis["summary"] {
            start("summary")
            measures(summary)
            end()
        }
        for row in analysis["rows"]?.array ?? [] {
            start("row")
            attributes(of: row)
            named("key", row["keys"])
            measures(row["measures"])
            end()
        }
        named("setting", analysis["settings"])
        end()
    }

    private func measures(_ measures: JSONValue?) {
        for measure in measures?.members ?? [] {
            start("measure")
            attribute("of", measure.key)
            attributes(of: measure.value)
            element("interval", measure.value["interval"])
            end()
        }
    }

    /// An element for each member of an object: its name and its value.
    private func named(_ name: String, _ object: JSONValue?) {
        for member in object?.members ?? [] {
            start(name)
            attribute("of", member.key)
            attribute("value", member.value.string ?? member.value.compactText)
            end()
        }
    }
}
