internal import SurveyModel

/// How a variable is read: from each place that may have given it its value.
struct Reading {
    /// The places, in order. No two of them happen in one interview.
    var sources: [Source] = []

    /// One place.
    struct Source {
        /// Where it has a value or a kind of missing.
        var isAsked: FactID
        var kind: Kind
    }

    /// What a place gives.
    enum Kind {
        /// One input decides everything.
        case plain(InputID)
        /// A part of an allocation: what the question as a whole was answered, and the amount, if anything looks at it.
        case amount(status: InputID, InputID?)
        /// A set: what it was answered as a whole; then which options it has, as facts that hold only where it was
        /// answered, and how many of the options that nobody names.
        case set(status: InputID, members: [FactID], others: InputID?)
        /// An order: what it was answered as a whole; the option at each place; as facts the options that it has.
        case order(status: InputID, places: [InputID], members: [FactID])
        /// A computed value, by the index of its formula.
        case computed(Int)
        /// A computed condition.
        case truth(isTrue: FactID, isFalse: FactID)
    }
}

/// Where a condition is true and where it is false; where neither, it is unknown.
struct Truths: Hashable {
    var isTrue: FactID
    var isFalse: FactID

    static let unknown = Truths(isTrue: .never, isFalse: .never)
    static let yes = Truths(isTrue: .always, isFalse: .never)
    static let no = Truths(isTrue: .never, isFalse: .always)

    init(isTrue: FactID, isFalse: FactID) {
        self.isTrue = isTrue
        self.isFalse = isFalse
    }

    init(_ truth: Truth) {
        switch truth {
        case .yes: self = .yes
        case .no: self = .no
        case .unknown: self = .unknown
        }
    }

    var negated: Truths { Truths(isTrue: isFalse, isFalse: isTrue) }
}
