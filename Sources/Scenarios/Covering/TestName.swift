internal import Interview
internal import RoutingProof
internal import SurveyModel

/// The name of a test that was written by the program: what is special in it.
struct TestName {
    let survey: Survey
    /// What it visits that tests before it do not.
    let adds: [Visits.Target]
    let walk: ScriptWalk

    /// So many things are named; the others are counted.
    private static let most = 3

    /// The name: `ends at no_contact; asks why; channel = bot, and 4 more`.
    var text: String {
        var phrases: [String] = []
        var known: Set<String> = []
        for (_, target) in adds.map({ (rank($0), $0) }).sorted(by: { $0.0 < $1.0 }) {
            if let phrase = phrase(target), known.insert(phrase).inserted { phrases.append(phrase) }
        }
        guard !phrases.isEmpty else { return "covering" }
        let named = phrases.prefix(Self.most).joined(separator: "; ")
        let rest = phrases.count - Self.most
        return rest > 0 ? "\(named), and \(rest) more" : named
    }

    /// What says most about a test comes first; `sorted` keeps the order of the file for the rest.
    private func rank(_ target: Visits.Target) -> Int {
        switch target {
        case .ending(let ending): survey[ending].disposition == .complete ? 3 : 0
        case .fired: 1
        case .question(let id): survey.isConditional(id) ? 2 : 7
        case .option(let id, let option): survey[id].kind == .consent && option == 0 ? 0 : 4
        case .part: 5
        case .passedOver: 6
        case .left: 8
        case .arm, .holds, .fails, .passed: 9
        }
    }

    private func phrase(_ target: Visits.Target) -> String? {
        switch target {
        case .ending(let ending):
            if let name = survey[ending].name { return "ends at \(name)" }
            return survey[ending].disposition == .complete
                ? "comes to the end" : "is \(survey[ending].disposition.rawValue)"
        case .fired(let check): return "\(survey[check].name) fires"
        case .question(let id): return "asks \(survey[id].name)"
        case .option(let id, 0) where survey[id].kind == .consent: return "\(survey[id].name) is refused"
        case .option(let id, let option): return "\(survey[id].name) = \(survey.optionName(option, of: id))"
        case .part(let variable): return "asks \(survey[variable].name)"
        case .passedOver(let id): return "does not ask \(survey[id].name)"
        case .left(let id, let option):
            return "\(survey[id].name) without \(survey.optionName(option, of: id))"
        case .arm(let block): return excerpt(survey.words(forArm: block))
        case .holds(let place): return excerpt(survey.words(for: place))
        case .fails(let place): return "not " + excerpt(survey.words(for: place))
        case .passed(let check): return "\(survey[check].name) holds"
        }
    }
}
