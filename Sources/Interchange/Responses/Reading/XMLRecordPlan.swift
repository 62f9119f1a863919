internal import SurveyModel

/// What has to be known of a survey to make lines of XML: which variables there are, and whether an answer is a word, a text, a
/// number or a list of options in JSON.
final class XMLRecordPlan {
    /// How an answer stands in JSON.
    enum Form {
        case string, text, number, truth, options
    }

    struct Variable {
        var name: [UInt8]
        /// `"recommend":`
        var key: [UInt8]
        var form: Form
    }

    let survey: Survey
    /// The variables that responses hold, in the order of the survey.
    let variables: [Variable]
    private let places: [[UInt8]: Int]

    init(_ survey: Survey) {
        self.survey = survey
        variables = survey.variables.filter(\.isStored).map { variable in
            var key: [UInt8] = []
            JSONValue.write(variable.name, into: &key)
            key.append(UInt8(ascii: ":"))
            return Variable(name: Array(variable.name.utf8), key: key, form: Self.form(variable.domain))
        }
        places = Dictionary(
            variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of a variable; the one that is expected is tried first.
    func place(of name: [UInt8], expected: Int) -> Int? {
        if expected < variables.count, variables[expected].name == name { return expected }
        return places[name]
    }

    private static func form(_ domain: Domain) -> Form {
        switch domain {
        case .option, .date, .time: .string
        case .text: .text
        case .point, .number: .number
        case .yesno, .truth: .truth
        case .options, .order: .options
        }
    }
}
