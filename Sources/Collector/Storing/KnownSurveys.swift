internal import ResponseStore
internal import SurveyModel
internal import Synchronization
internal import Tallies

/// The surveys that a store knows, as those who read lines for it need them: shared by all threads.
final class KnownSurveys: Sendable {
    /// A structure that lines are read by.
    struct Entry: Sendable {
        /// The highest version of the structure.
        let survey: Survey
        /// The versions that have it, rising.
        var versions: [Int]
    }

    let entries: [Entry]
    private let places: [String: Int]
    private let layouts: Mutex<[Int: LineLayout]> = Mutex([:])

    init(_ store: Store) throws {
        let versions = try store.surveys()
        var entries: [Entry] = []
        var places: [String: Int] = [:]
        for version in versions {
            let key = Self.key(version.name, version.structure)
            if let place = places[key] {
                entries[place].versions.append(version.version)
            } else if let survey = try store.survey(named: version.name, structure: version.structure) {
                places[key] = entries.count
                entries.append(Entry(survey: survey, versions: [version.version]))
            }
        }
        self.entries = entries
        self.places = places
    }

    private static func key(_ survey: String, _ structure: String) -> String { structure + " " + survey }

    /// The position of a structure of a survey.
    func place(ofSurvey name: String, structure: String) -> Int? { places[Self.key(name, structure)] }

    /// What the fast reader needs to know of a structure, made when it is needed first.
    func layout(_ place: Int) -> LineLayout {
        if let layout = layouts.withLock({ $0[place] }) { return layout }
        let layout = LineLayout(TallyPlan(entries[place].survey))
        return layouts.withLock { known in
            if let other = known[place] { return other }
            known[place] = layout
            return layout
        }
    }

    /// Why a line whose survey, version and structure can be read is not of a known structure; nil if it is.
    func fault(survey name: String, version: Int, structure: String) -> ResponseFault? {
        guard place(ofSurvey: name, structure: structure) == nil else { return nil }
        let versions = entries.filter { $0.survey.name == name }.flatMap(\.versions).sorted()
        guard !versions.isEmpty else {
            let names = Set(entries.map(\.survey.name)).sorted().map { "\"\($0)\"" }
            return ResponseFault("it answers the survey \"\(name)\", not \(names.joined(separator: " or "))")
        }
        if versions.contains(version) {
            return ResponseFault(
                "it answers version \(version) of \(name) on another structure (\(structure)) than the version "
                    + "\(version) that the store knows; give the survey that it was asked with, with a version of its own"
            )
        }
        let known = versions.map(String.init)
        let list =
            known.count == 1
            ? known[0] : known.dropLast().joined(separator: ", ") + " and " + (known.last ?? "")
        return ResponseFault(
            "it answers version \(version) of \(name), and the store knows \(list); give --survey of version \(version)"
        )
    }
}
