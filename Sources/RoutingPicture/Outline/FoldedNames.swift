internal import SurveyModel

/// The survey as it reads from within the rosters around the present place: there the bare name is this instance.
///
/// A roster's questions are written out once for each instance. Within `store` the author's `satisfied <= 2` is about
/// `satisfied.store`, and so it is shown again; from outside, and for other instances, names stay whole.
struct FoldedNames {
    /// The survey with the names of variables as the author would write them here.
    private(set) var survey: Survey
    /// The instances around the present place, outermost first.
    private var instances: [String] = []

    init(_ survey: Survey) { self.survey = survey }

    /// What was renamed on the way into an instance, to be put back on the way out.
    struct Renamed {
        fileprivate var names: [(variable: Int, name: String)] = []
    }

    /// The instances around the present place, `store.1`; empty outside rosters.
    var path: String { instances.joined(separator: ".") }

    /// Goes into an instance whose block has these steps. Linear in the steps.
    mutating func enter(_ instance: String, _ steps: Range<Int>) -> Renamed {
        instances.append(instance)
        var renamed = Renamed()
        for step in survey.steps[steps.clamped(to: survey.steps.indices)] {
            switch step.action {
            case .ask(let id):
                let stem = survey[id].stem
                for variable in survey[id].variables + survey[id].specify.map(\.variable) {
                    rename(variable, without: instance, after: stem, &renamed)
                }
            case .compute(let variable, _), .draw(let variable):
                rename(variable, without: instance, after: nil, &renamed)
            case .check, .end: break
            }
        }
        return renamed
    }

    /// Goes out of the instance that was entered last.
    mutating func leave(_ renamed: Renamed) {
        for (variable, name) in renamed.names.reversed() { survey.variables[variable].name = name }
        instances.removeLast()
    }

    /// A name without the instances around the present place: a page's, a check's.
    func bare(_ name: String) -> String {
        instances.reduce(name) { Self.name($0, without: $1, after: nil) ?? $0 }
    }

    private mutating func rename(
        _ variable: VariableID, without instance: String, after stem: String?, _ renamed: inout Renamed
    ) {
        let old = survey[variable].name
        guard let new = Self.name(old, without: instance, after: stem) else { return }
        renamed.names.append((variable.position, old))
        survey.variables[variable.position].name = new
    }

    /// The name without the first of its parts after the stem that is the instance's; nil if there is none.
    static func name(_ name: String, without instance: String, after stem: String?) -> String? {
        var parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let first = stem.map { $0.split(separator: ".", omittingEmptySubsequences: false).count } ?? 1
        guard first <= parts.count, let place = parts[first...].firstIndex(where: { $0 == instance }) else {
            return nil
        }
        parts.remove(at: place)
        return parts.joined(separator: ".")
    }
}
