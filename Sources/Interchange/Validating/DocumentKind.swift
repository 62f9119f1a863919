/// The kinds of document that we have schemas of.
public enum DocumentKind: String, Hashable, Sendable, CaseIterable {
    case survey, responses, statistics, codebook, losses, diff, proof
    case kioskStatus = "kiosk-status"
    case validation

    /// `a survey`, for messages.
    public var words: String {
        switch self {
        case .survey: "a survey"
        case .responses: "responses"
        case .statistics: "statistics"
        case .codebook: "a codebook"
        case .losses: "a report of losses"
        case .diff: "a comparison of surveys"
        case .proof: "a proof"
        case .kioskStatus: "how kiosks are"
        case .validation: "a validation"
        }
    }

    /// The file of its JSON Schema.
    public var jsonSchema: String {
        self == .responses ? "sondeo-response.schema.json" : "sondeo-\(rawValue).schema.json"
    }

    /// The file of its XSD, if it is written as XML too.
    public var xmlSchema: String? {
        switch self {
        case .survey, .responses, .statistics: "sondeo-\(rawValue).xsd"
        default: nil
        }
    }
}

/// How a document is written.
public enum DocumentForm: String, Hashable, Sendable, CaseIterable {
    case json, jsonl, xml

    /// `JSON Lines`, for messages.
    public var words: String {
        switch self {
        case .json: "JSON"
        case .jsonl: "JSON Lines"
        case .xml: "XML"
        }
    }
}
