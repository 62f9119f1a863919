/// What a customer said: the class of their answer to the promoter question.
public enum PromoterClass: String, Hashable, Sendable, CaseIterable {
    /// 0 to 6.
    case detractor
    /// 7 or 8.
    case passive
    /// 9 or 10.
    case promoter
    /// No answer, or no response so far.
    case none

    /// The class of a point from 0 to 10; none for any other.
    package init(point: Int) {
        switch point {
        case 0...6: self = .detractor
        case 7...8: self = .passive
        case 9...10: self = .promoter
        default: self = .none
        }
    }

    /// Its place in `allCases`.
    var position: Int {
        switch self {
        case .detractor: 0
        case .passive: 1
        case .promoter: 2
        case .none: 3
        }
    }
}
