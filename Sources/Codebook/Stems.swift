internal import FoundationEssentials
internal import SurveyModel

extension Codebook {
    /// What is said of a variable where all instances of its rosters share a column, as in the table of a roster.
    ///
    /// In its label, its texts and its base `…` stands where each instance has its own name: *How satisfied are you with this:
    /// …?* What all instances have alike stays as it is. Its name is the stem, and it has no instances; a condition that
    /// differs from one instance to the other is nil. A variable that is of no roster is returned as it is. Constant time.
    public func entry(ofStem position: Int) -> Entry {
        stemOf[position].map { stems[$0] } ?? variables[position]
    }
}

/// Instances of rosters whose names are left out of texts, since what is said is of all of them.
struct UnnamedInstances {
    /// What stands in their place.
    static let mark = "…"

    /// The labels of options that are instances.
    private(set) var options: Set<TextID> = []
    /// The numbers that are.
    private(set) var numbers: Set<Decimal> = []
    /// The names of those.
    private(set) var names: Set<String> = []

    init() {}

    /// The instances of some rosters of a survey.
    init(_ instances: [Codebook.Instance], of survey: Survey) {
        for instance in instances {
            let roster = survey.rosters[instance.roster]
            let pass = roster.instances[instance.instance]
            switch roster.source {
            case .options(let list, _): options.insert(survey[list].options[pass.value].text)
            case .numbers:
                numbers.insert(Decimal(pass.value))
                names.insert(pass.name)
            }
        }
    }
}

extension Codebook.Entry {
    /// Makes an entry that names no instance that of a stem: what the first instance and all others have alike is theirs.
    mutating func keepShared(of first: Self, _ others: [Self]) {
        func keep<Part: Equatable>(_ path: WritableKeyPath<Self, Part>) {
            let shared = first[keyPath: path]
            if others.allSatisfy({ $0[keyPath: path] == shared }) { self[keyPath: path] = shared }
        }
        keep(\.question)
        keep(\.part)
        keep(\.phrasings)
        keep(\.help)
        keep(\.unit)
        keep(\.categories)
        keep(\.missing)
        keep(\.base.words)
        if !others.allSatisfy({ $0.base.condition == first.base.condition }) { base.condition = nil }
        // A value that nobody is asked for is called by its name, which names the instance.
        if question == nil {
            label = Label(
                first.label.wordings.map { Label.Wording(stem, state: $0.state) }, origin: .name)
        } else {
            keep(\.label)
        }
        name = stem
        group = first.group
        instances = []
    }
}
