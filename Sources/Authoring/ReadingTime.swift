import RoutingProof
public import SurveyModel

/// How long a survey takes at most, for somebody who reads at an ordinary speed.
///
/// The longest interview that there is, by the routing as the proof knows it, and the time that everything on the way
/// takes to read and to answer. `Documentation/Burden.md` has the model and its sources.
public struct ReadingTime: Sendable {
    /// The longest way through the survey in a language, in seconds.
    public let seconds: Double

    /// The minutes, rounded up.
    public var minutes: Int { Int((seconds / 60).rounded(.up)) }

    /// Works it out; 0 where no interview comes to an ending. Linear in the survey where few answers have to be remembered
    /// together.
    public init(of survey: Survey, locale: String) {
        let all = RoutingProof.minutes(of: survey, lower(survey))
        seconds = (all.first { $0.locale == locale }?.length?.longest ?? 0) * 60
    }
}
