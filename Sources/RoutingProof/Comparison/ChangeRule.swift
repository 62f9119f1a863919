/// The kinds of difference between two versions of a survey. `Documentation/Versions.md` has them all with their reasons;
/// a test compares the two.
public enum ChangeRule: String, Hashable, Sendable, CaseIterable {
    // Cosmetic.
    case surveyTitle = "survey-title"
    case pageTitle = "page-title"
    case pageName = "page-name"
    case pageBreaks = "page-breaks"
    case help
    case codebookNote = "codebook-note"
    case note
    case spacing
    case translationState = "translation-state"
    case sourceLanguage = "source-language"
    case table
    case idle
    case textLines = "text-lines"
    case checkText = "check-text"
    case checkName = "check-name"
    case endingText = "ending-text"
    case routingRewritten = "routing-rewritten"
    case sharing
    case kindWord = "kind-word"
    case relation
    case pinned
    case groupTitle = "group-title"

    // Compatible.
    case questionAdded = "question-added"
    case rowAdded = "row-added"
    case variableAdded = "variable-added"
    case instanceAdded = "instance-added"
    case givenOption = "given-option"
    case givenRequired = "given-required"
    case widerBounds = "wider-bounds"
    case softCheck = "soft-check"
    case endingAdded = "ending-added"
    case endingRemoved = "ending-removed"
    case metricAdded = "metric-added"
    case metricRemoved = "metric-removed"
    case computedRemoved = "computed-removed"
    case localeAdded = "locale-added"
    case localeRemoved = "locale-removed"
    case personal
    case factualOrder = "factual-order"
    case rosterDeclared = "roster-declared"

    // Breaks comparability.
    case wording
    case optionWording = "option-wording"
    case anchor
    case missingWording = "missing-wording"
    case scaleBounds = "scale-bounds"
    case optionAdded = "option-added"
    case optionOrder = "option-order"
    case optionExclusive = "option-exclusive"
    case optionOffered = "option-offered"
    case optionsCarried = "options-carried"
    case missingOffered = "missing-offered"
    case required
    case suggestion
    case faces
    case selectLimits = "select-limits"
    case shuffle
    case draw
    case weights
    case questionOrder = "question-order"
    case questionInserted = "question-inserted"
    case rowOrder = "row-order"
    case population
    case populationUndecided = "population-undecided"
    case hardCheck = "hard-check"
    case computedChanged = "computed-changed"
    case metricChanged = "metric-changed"

    // Breaks stored data.
    case surveyRenamed = "survey-renamed"
    case variableRemoved = "variable-removed"
    case variableRenamed = "variable-renamed"
    case variableRole = "variable-role"
    case domain
    case optionRemoved = "option-removed"
    case optionRenamed = "option-renamed"
    case optionCode = "option-code"
    case scaleNarrower = "scale-narrower"
    case narrowerBounds = "narrower-bounds"
    case narrowerSelect = "narrower-select"
    case decimals
    case unit
    case pattern
    case total
    case disposition

    /// What such a difference does.
    public var effect: ChangeClass {
        switch self {
        case .surveyTitle, .pageTitle, .pageName, .pageBreaks, .help, .codebookNote, .note, .spacing,
            .translationState, .sourceLanguage, .table, .idle, .textLines, .checkText, .checkName,
            .endingText,
            .routingRewritten, .sharing, .kindWord, .relation, .pinned, .groupTitle:
            .cosmetic
        case .questionAdded, .rowAdded, .variableAdded, .instanceAdded, .givenOption, .givenRequired,
            .widerBounds, .softCheck, .endingAdded, .endingRemoved, .metricAdded, .metricRemoved,
            .computedRemoved, .localeAdded, .localeRemoved, .personal, .factualOrder, .rosterDeclared:
            .compatible
        case .wording, .optionWording, .anchor, .missingWording, .scaleBounds, .optionAdded, .optionOrder,
            .optionExclusive, .optionOffered, .optionsCarried, .missingOffered, .required, .suggestion,
            .faces,
            .selectLimits, .shuffle, .draw, .weights, .questionOrder, .questionInserted, .rowOrder,
            .population,
            .populationUndecided, .hardCheck, .computedChanged, .metricChanged:
            .comparability
        case .surveyRenamed, .variableRemoved, .variableRenamed, .variableRole, .domain, .optionRemoved,
            .optionRenamed, .optionCode, .scaleNarrower, .narrowerBounds, .narrowerSelect, .decimals, .unit,
            .pattern, .total, .disposition:
            .data
        }
    }
}
