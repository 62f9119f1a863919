import Scenarios
import SurveyCompiler
import SurveyModel
import Testing

/// A survey text with the three lines that every survey has, compiled.
func compiled(_ body: String) throws -> (survey: Survey, scenarios: [Scenario]) {
    let text = body.hasPrefix("survey ") ? body : "survey visit\nversion 1\nlanguage en\n" + body
    let source = SourceFile(name: "visit.survey", text: text)
    let compilation = compile(source)
    // A large survey must not be described for a message that nobody needs.
    guard let survey = compilation.survey else {
        throw Broken(diagnostics: render(compilation.diagnostics, in: source))
    }
    return (survey, compilation.scenarios)
}

/// A survey of a test that does not compile.
struct Broken: Error {
    let diagnostics: String
}

/// The results of all tests in a survey.
func results(_ body: String) throws -> [ScenarioResult] {
    let (survey, scenarios) = try compiled(body)
    let runner = ScenarioRunner(survey)
    return scenarios.map(runner.run)
}

/// What a test's failures say: message and details, each a line.
func words(_ result: ScenarioResult) -> [String] { result.failures.flatMap { [$0.message] + $0.details } }

/// A survey with most of what tests can be about.
let visitSurvey = """
    survey visit
    version 1
    language en
    given branch: text
    given digital: yesno
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - bot   "Through the assistant"  if digital
        - other "Another way"  specify
    }
    if channel == store {
        rating comfort 1...5 "How welcoming was it?" { dont_know "I did not notice" }
    }
    grid quality 1...5 "How far do you agree?" {
        - kept  "They kept their word"
        - clean "It was clean"  if channel == store
        - slow  "It was slow"  reversed
    }
    nps recommend "How likely are you to recommend us?"
    if recommend <= 6 {
        text why "What should we have done better?" optional
    } else if recommend >= 9 {
        text praise "What did we do best?" optional
    }
    number spend 0...100000 "How much did you spend?" decimals 2
    confirm spend <= 2000 else large_sum "That is a lot. Is {spend} right?"
    number party 1...9 "How many of you were there?"
    number served 0...9 "How many of them were served?"
    require served <= party else order "More were served than came."
    if party > 5 { finish screened crowd "Thank you." }
    let share = spend / party
    finish thanks "Thank you."

    metric promoter = nps(recommend)
    metric quality = mean(quality)
    metric each = mean(share)
    metric phoned = share(channel == phone)

    """
