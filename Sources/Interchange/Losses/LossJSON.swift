public import SurveyModel

extension LossReport {
    /// The report as a document, `sondeo-losses.schema.json`: all losses, in the order in which they were found.
    public var json: JSONValue {
        .object([
            "format": .string("sondeo-losses"), "formatVersion": .number(1), "to": .string(format),
            "survey": .string(survey),
            "losses": .array(
                losses.map { loss in
                    .object([
                        "kind": .string(loss.kind.rawValue), "subject": loss.subject.map(JSONValue.string),
                        "became": loss.became.map(JSONValue.string), "count": loss.count.map { .number($0) },
                        "message": .string(loss.message),
                    ])
                }),
        ])
    }
}

extension LossReport {
    /// Writes the document and a line break.
    public func writeJSON(to sink: any ByteSink) throws(OutputFault) {
        try sink.write(json.prettyText + "\n")
    }
}
