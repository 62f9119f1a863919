public import Interview
public import SurveyModel

/// Synthetic responses to a survey, one after another, each given through a real interview.
///
/// Everything is drawn from one seed: the same survey, seed, locales and start give the same responses. Nothing is known
/// about the survey but the kinds of its questions and the order of its options. Whoever passes the responses on must say
/// that they are synthetic; each of them says so in its channel. Memory does not grow with their number.
public struct Simulator: Sendable {
    /// The `channel` of every synthetic response.
    public static let channel = "simulated"

    /// The survey.
    public var survey: Survey { plan.survey }

    private let plan: InterviewPlan
    private let locales: [String]
    private var generator: SeededGenerator
    private var clock: Int64

    /// The latest moment a response can be given, the end of the year 9999: later ones have no RFC 3339 text.
    private static let latest: Int64 = 253_402_300_799_999

    /// Prepares responses to a survey.
    ///
    /// - Parameters:
    ///   - locales: The languages of the respondents, each as likely as the other; empty is all of the survey's.
    ///   - start: When the first one begins; the others follow, a minute and a half apart in the median.
    ///
    /// Throws `InterviewFault` if the survey is not in one of the languages.
    public init(
        survey: Survey, seed: UInt64, locales: [String] = [], start: Timestamp
    ) throws(InterviewFault) {
        plan = InterviewPlan(survey)
        self.locales = locales.isEmpty ? survey.locales : locales
        generator = SeededGenerator(seed: seed, name: "simulation")
        clock = min(max(0, start.milliseconds), Self.latest)
        for locale in self.locales { try plan.check(locale: locale) }
    }

    /// The next response.
    public mutating func next() -> Response {
        let survey = survey
        let locale = locales[generator.below(locales.count)]
        let seed = generator.next()
        let started = clock
        clock = min(Self.latest, clock + 1 + Int64(min(3_600_000, generator.skewed(median: 90_000))))
        let today = CalendarDay(of: Timestamp(milliseconds: started))
        var respondent = Respondent(
            generator: SeededGenerator(seed: generator.next()), locale: locale, today: today)
        let identifier = UUIDv7(milliseconds: started, from: &generator).text
        let station = "simulated-0\(1 + generator.below(4))"
        var givens: [VariableID: Value] = [:]
        for (variable, isOptional) in plan.givenVariables where !(isOptional && generator.happens(0.2)) {
            givens[variable] = respondent.given(survey[variable].domain, in: survey)
        }
        guard
            var interview = try? Interview(
                plan: plan, givens: givens, seed: seed, locale: locale, today: today)
        else {
            // Only a required given whose domain holds no value leads here: nobody can be asked then.
            return Response(
                id: identifier, survey: survey.name, version: survey.version, structure: survey.structure,
                locale: locale, station: station, channel: Self.channel, seed: seed,
                started: Timestamp(milliseconds: started), ended: Timestamp(milliseconds: started),
                state: .partial,
                answers: [Answer](repeating: .notAsked, count: survey.variables.count))
        }
        respondent.take(&interview)
        return interview.response(
            id: identifier, started: Timestamp(milliseconds: started),
            ended: Timestamp(milliseconds: min(Self.latest, started + respondent.elapsed)), station: station,
            channel: Self.channel)
    }
}
