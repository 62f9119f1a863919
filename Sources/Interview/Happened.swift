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

    /// Whether a block has begun, in an interview in which the respondent did not go back. Unlike `happens`, this knows
    /// what a collection in a drawn order has gone through.
    public func hasBegun(_ block: BlockID) -> Bool {
        active.indices.contains(block.position) && active[block.position]
    }

    /// Whether the interview has come to a step that stands in a block or deeper, in an interview in which the respondent did
    /// not go back. Units of a collection that are behind it were gone through as a whole. Linear in the nesting.
    public func hasCome(to index: Int, in block: BlockID) -> Bool {
        var around: BlockID? = block
        while let id = around, survey.blocks.indices.contains(id.position) {
            let block = plan.survey.blocks[id.position]
            if case .unit = block.kind, !block.steps.contains(step) { return active[id.position] }
            around = block.parent.flatMap { $0 < id ? $0 : nil }
        }
        return index <= step
    }

    /// The index of the step at which the interview stands; the number of steps at the end of the file.
    public var currentStep: Int { step }
}
