internal import SurveyModel

/// What a column of a file is, once header, map and survey have met: the plan that the transcoder follows.
struct CSVPlan {
    /// What messages call the file.
    var source: String
    /// The names of the columns, in their order.
    var columns: [String]
    var separator: UInt8
    /// Whether `sondeo export` wrote the file: an empty cell then is *not asked*, and a text that begins with a point
    /// has another one before it.
    var isOurs = false
    var isSpreadsheetSafe = false
    /// What belongs to the response.
    var head: [HeadKey: HeadPart] = [:]
    /// The variables that have a column or a constant, in the order of the survey.
    var variables: [VariablePart] = []

    /// What the survey has and the file has no column for; nothing where a map says what is taken.
    var gaps = CSVGaps()

    /// What belongs to a response; the names that `response:` columns have.
    enum HeadKey: String, CaseIterable {
        case id, key, survey, version, structure, locale, station, channel, seed, started, ended, state, stale
    }

    /// Where something of the response comes from.
    struct HeadPart {
        var content: Content
        var vocabulary = CSVVocabulary()
        var format: MomentPattern?
        /// Minutes east of Greenwich of times that do not say.
        var zone = 0
    }

    /// A column, or what is the same in every row.
    enum Content: Equatable {
        case column(Int)
        /// As it stands in JSON.
        case constant(String)
    }

    /// Where the answer of a variable comes from.
    struct VariablePart {
        var variable: Int
        var shape: Shape
        /// What cells mean, beside the numbers, days and texts that are read as such.
        var vocabulary = CSVVocabulary()
        var format: MomentPattern?
        var decimal = UInt8(ascii: ".")
        /// What stands between the options of a set or a ranking in one cell.
        var split = UInt8(ascii: ";")
        /// What an empty cell means.
        var empty = CSVVocabulary.Meaning.missing(.notAsked)
    }

    enum Shape: Equatable {
        case column(Int)
        /// A column for each option of a set or a ranking, rising by option.
        case columns([Member])
        case constant(CSVVocabulary.Meaning)
    }

    struct Member: Equatable {
        var column: Int
        var option: Int
        var vocabulary = CSVVocabulary()
    }

    /// Whether ids are made of what a row says; else they are in the file, or made of a key.
    var derivesIDs: Bool { head[.id] == nil && head[.key] == nil }
}
