public import SurveyModel

/// How a test went.
public struct ScenarioResult: Hashable, Sendable {
    /// The test's text.
    public var name: String
    /// Where it begins.
    public var place: Scenario.Place
    /// What did not go as it says, in the order of the file; empty if it holds.
    public var failures: [ScenarioFailure]
    /// What it went through.
    public var visits: Visits
    /// How many respondents it had.
    public var respondents: Int

    /// Whether everything went as it says.
    public var holds: Bool { failures.isEmpty }
}

/// Something that did not go as a test says.
public struct ScenarioFailure: Hashable, Sendable {
    /// The line of the test.
    public var place: Scenario.Place
    /// What was expected and what was seen, on one line.
    public var message: String
    /// The values that an expectation read, and why things are as they are.
    public var details: [String]
    /// The interview as it went; empty for a failure that is about all of them.
    public var interview: [InterviewLine]
}

/// One line of the interview as it went.
public struct InterviewLine: Hashable, Sendable {
    /// What happened.
    public var event: Event
    /// Whether the answer was filled in.
    public var isFilledIn: Bool

    /// What can happen in an interview.
    public enum Event: Hashable, Sendable {
        /// A given, `today`, the language or the seed was fixed.
        case given(name: String, value: String)
        /// A question, or a part of one, was answered.
        case answer(name: String, value: String)
        /// A note was shown.
        case note(name: String)
        /// A check fired: a soft one was overridden, a hard one stops the interview.
        case check(name: String, text: String, isSoft: Bool)
        /// It ended, by name and disposition.
        case ending(name: String, disposition: Disposition)
        /// It stands before this item.
        case waiting(name: String)
    }

    /// Makes a line.
    public init(_ event: Event, isFilledIn: Bool = false) {
        self.event = event
        self.isFilledIn = isFilledIn
    }

    /// The line as a report shows it.
    public var text: String {
        let words =
            switch event {
            case .given(let name, let value): "given \(name) = \(value)"
            case .answer(let name, let value): "\(name) = \(value)"
            case .note(let name): "\(name) is shown"
            case .check(let name, let text, true): "check \(name) fires and is overridden: \"\(text)\""
            case .check(let name, let text, false): "check \(name) fires: \"\(text)\""
            case .ending(let name, .complete): "finish \(name)"
            case .ending(let name, let disposition): "finish \(name) (\(disposition.rawValue))"
            case .waiting(let name): "\(name) is asked, and waits"
            }
        return isFilledIn ? words + "  (filled in)" : words
    }
}
