internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// Whoever does not consent is asked nothing, so nothing is asked before, and everybody is asked for it.
    func checkPlaceOfConsent(_ name: Name) {
        if let first = firstQuestion { return report(.consentNotFirst(name, after: first)) }
        // No question stands above, so this is looked at once in a file.
        let block = openBlocks.first { block in
            switch survey[block.id].kind {
            case .root, .page: false
            case .arm, .collection, .unit: true
            }
        }
        if let block { report(.consentInBlock(name, blockAt: block.keyword ?? openUnits.first?.keyword)) }
    }
}
