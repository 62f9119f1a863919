public import BigInt
public import SurveyModel

/// What a survey asks of the people who answer it.
///
/// All of it is about interviews that keep every rule and come to an ending. `Documentation/Burden.md` says what each
/// number means.
public struct Burden: Sendable {
    /// How many different sets of questions, with rows of grids, and endings there are. Shuffling makes no new ones.
    public var routes: Count
    /// The same, where a question of a roster counts once for all its instances.
    public var foldedRoutes: Count
    /// How many different interviews there are, by every answer that can be given; nil where answers are not counted, as
    /// texts are not.
    public var responses: Count?
    /// How many questions are asked. A grid is one, a note is none. Nil where no interview comes to an ending.
    public var questions: Length?
    /// How many screens are shown. A page is one if something on it is shown, a question outside a page is its own.
    public var screens: Length?
    /// The minutes that an interview takes, in each of the survey's locales, in their order.
    public var minutes: [Minutes]
    /// Where the first state was merged or dropped to stay within the budget; nil where that was not needed. Counts can
    /// still be bounds: where shuffled rounds may end the interview, those are counted that have them in the order of
    /// the file.
    public var boundedFrom: QuestionID?

    var shares: [Claim.Subject: Double]

    /// The share of interviews in which this happens, of all that begin; nil where it is not known.
    ///
    /// Answers are weighed one question after the other, as `Burden.questions` does for its expected length.
    public func share(of subject: Claim.Subject) -> Double? { shares[subject] }

    /// A number that may be known within bounds only.
    public enum Count: Hashable, Sendable {
        /// It is this.
        case exact(BigUInt)
        /// It is at least the first, and at most the second, where there is one.
        case between(BigUInt, BigUInt?)

        /// The number, where it is known.
        public var exact: BigUInt? { if case .exact(let count) = self { count } else { nil } }
    }

    /// How long an interview is.
    public struct Length: Hashable, Sendable {
        /// The least; a lower bound where it is not exact.
        public var shortest: Double
        /// The most; an upper bound where it is not exact.
        public var longest: Double
        /// What somebody who begins comes to on average, where it could be worked out: each part by its share.
        public var expected: Double?
        /// Whether the shortest and the longest do happen.
        public var isExact: Bool

        /// Makes a length.
        public init(shortest: Double, longest: Double, expected: Double? = nil, isExact: Bool = true) {
            self.shortest = shortest
            self.longest = longest
            self.expected = expected
            self.isExact = isExact
        }
    }

    /// The time that an interview takes in a language.
    public struct Minutes: Hashable, Sendable {
        /// The language, as `Survey.locales` has it.
        public var locale: String
        /// In minutes; nil where no interview comes to an ending.
        public var length: Length?

        /// Makes a time.
        public init(locale: String, length: Length?) {
            self.locale = locale
            self.length = length
        }
    }
}
