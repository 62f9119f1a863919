/// Something that finds out whether facts of a program can hold.
///
/// An engine may give up where its budget is used up, and says so; it never guesses.
public protocol Decider {
    /// Whether some choice of cells makes a fact hold, with one that does.
    ///
    /// The choice says only what matters: with its cells, the fact holds whatever the other inputs are. It is as long as
    /// the program has inputs, so ask `isPossible` where the answer is all that is needed: the choices for all facts of
    /// a long survey together grow with its square.
    mutating func decide(_ fact: FactID) -> Decision

    /// Whether some choice of cells makes a fact hold; nil where the budget was used up.
    mutating func isPossible(_ fact: FactID) -> Bool?
}

extension Decider {
    /// Asks for a choice, and forgets it.
    public mutating func isPossible(_ fact: FactID) -> Bool? {
        switch decide(fact) {
        case .possible: true
        case .impossible: false
        case .undecided: nil
        }
    }
}
