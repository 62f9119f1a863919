public import SurveyModel

extension Scenario {
    /// The test as the language writes it, in the layout of the formatter, with a line break at the end. Linear.
    ///
    /// The scenario refers to this survey. Reading the text with the survey gives the same moves at other places, if all
    /// that it names can be named (`Scenario(_:named:)` sees to that).
    public func text(in survey: Survey) -> String {
        var text = "test \(Self.quoted(name)) {\n"
        for move in moves { text += Self.lines(of: move, in: survey, indent: "    ") }
        return text + "}\n"
    }

    private static func lines(of move: Move, in survey: Survey, indent: String) -> String {
        switch move.action {
        case .given(let variable, let input):
            let value = input.map { words($0, of: survey[variable].domain, in: survey) } ?? "skipped"
            return "\(indent)given \(survey[variable].name) = \(value)\n"
        case .today(let day): return "\(indent)given today = \(day.text)\n"
        case .locale(let tag): return "\(indent)given locale = \(tag)\n"
        case .seed(let seed): return "\(indent)given seed = \(seed)\n"
        case .answer(let reply):
            let domain = reply.variables.first.map { survey[$0].domain }
            return "\(indent)answer \(reply.path) = \(words(reply.input, of: domain, in: survey))\n"
        case .expect(let expectation): return "\(indent)expect \(expectation.words)\n"
        case .interview(let count, let moves):
            // Blocks of respondents hold no other such block.
            var text = "\(indent)interview \(count) {\n"
            for move in moves where !move.isBlock {
                text += lines(of: move, in: survey, indent: indent + "    ")
            }
            return text + indent + "}\n"
        }
    }

    private static func words(_ input: Input, of domain: Domain?, in survey: Survey) -> String {
        switch input {
        case .missing(let kind): kind.rawValue
        case .day(.day(let day)): day.text
        case .day(.today(let offset)):
            offset == 0 ? "today" : offset < 0 ? "today - \(offset.magnitude)" : "today + \(offset)"
        case .value(let value): words(value, of: domain, in: survey)
        }
    }

    private static func words(_ value: Value, of domain: Domain?, in survey: Survey) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .options(let options), .order(let options):
            "["
                + options.map { Wording(survey: survey).text(.option($0), of: domain) }.joined(
                    separator: ", ")
                + "]"
        case .number, .yesno, .date, .time, .option: Wording(survey: survey).text(value, of: domain)
        }
    }

    /// A text between quotes, with escapes where the language needs them.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "{", "}": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension Scenario.Move {
    /// Whether it is about other respondents.
    fileprivate var isBlock: Bool { if case .interview = action { true } else { false } }
}
