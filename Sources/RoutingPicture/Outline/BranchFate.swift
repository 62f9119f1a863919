extension Outline.Part {
    /// Whether nobody goes past the arms of a branch up to one, that one included: an arm takes all who come, or the
    /// branch is never come to.
    func isNobodyLeft(after place: Int) -> Bool {
        isDead || arms.prefix(place + 1).contains(where: \.isWhole)
    }
}
