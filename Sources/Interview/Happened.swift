public import SurveyModel

// What an interview has gone through, for reports on how far tests reach.

extension Interview {
    /// Whether a block happens, as far as the interview has come.
    public func happens(_ block: BlockID) -> Bool {
        guard active.indices.contains(block.position) else { return false }
        // What lies behind an ending may have happened before the respondent went back.
        return active[block.position] && hasReached(step: survey[block].steps.lowerBound)
    }

    /// Whether the interview has gone past a step, or stands at it: one that does not happen is passed as well.
    ///
    /// Within a collection whose parts come in a drawn order, this goes by the order of the file.
    public func hasReached(step index: Int) -> Bool { index <= step }
}
