internal import ResponseStore
internal import SurveyModel

/// Which surveys several stores bring along, whatever their order.
///
/// Of two surveys of one name and version, one that is answered is kept before one that is not, then the one that was
/// registered first, then the one of the smaller structure and text.
struct SurveyUnion {
    private var chosen: [Key: (survey: PassedSurvey, store: Store)] = [:]

    private struct Key: Hashable {
        var name: String
        var version: Int
    }

    /// Looks at the surveys of a store; of these names only, unless nil. Throws `StoreFault`.
    mutating func add(_ store: Store, wanted: Set<String>?) throws(StoreFault) {
        for survey in try store.passedSurveys() where wanted?.contains(survey.name) ?? true {
            let key = Key(name: survey.name, version: survey.version)
            if let other = chosen[key], !Self.precedes(survey, other.survey) { continue }
            chosen[key] = (survey, store)
        }
    }

    private static func precedes(_ left: PassedSurvey, _ right: PassedSurvey) -> Bool {
        if left.isAnswered != right.isAnswered { return left.isAnswered }
        if left.added != right.added { return left.added < right.added }
        if left.structure != right.structure { return left.structure < right.structure }
        return left.compiled.utf8.lexicographicallyPrecedes(right.compiled.utf8)
    }

    /// Makes a store know what it does not know yet. What it knows stays as it is, unless nobody answered that and somebody
    /// answered the other.
    func register(in target: Store) throws(StoreFault) {
        var known: [Key: PassedSurvey] = [:]
        for survey in try target.passedSurveys() {
            known[Key(name: survey.name, version: survey.version)] = survey
        }
        let missing = chosen.filter { key, found in
            guard let present = known[key] else { return true }
            return present.structure != found.survey.structure && !present.isAnswered
                && found.survey.isAnswered
        }
        let ordered = missing.values.sorted {
            ($0.survey.name, $0.survey.version) < ($1.survey.name, $1.survey.version)
        }
        for (survey, store) in ordered {
            try target.register(store.survey(of: survey), at: survey.added)
        }
    }
}
