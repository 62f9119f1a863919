internal import Statistics
internal import Translations

extension Absence {
    /// Why there is no number, in the reader's language and in the middle of a sentence.
    func words(_ texts: ProgramTexts, _ numbers: NumberFormat) -> String {
        switch self {
        case .empty: texts[.absenceEmpty]
        case .tooFew(let minimum):
            texts(.absenceTooFew, count: minimum, ["n": numbers.count(minimum)])
        case .constant: texts[.absenceConstant]
        case .constantItem(let item): texts(.absenceConstantItem, ["item": numbers.count(item + 1)])
        case .tooFewItems(let minimum):
            texts(.absenceTooFewItems, count: minimum, ["n": numbers.count(minimum)])
        case .suppressed(let minimum):
            texts(.absenceSuppressed, count: minimum, ["n": numbers.count(minimum)])
        case .unbounded: texts[.absenceUnbounded]
        case .tooMany(let maximum):
            texts(.absenceTooMany, count: maximum, ["n": numbers.count(maximum)])
        case .emptyCells: texts[.absenceEmptyCells]
        case .tooManyCells(let maximum):
            texts(.absenceTooManyCells, count: maximum, ["n": numbers.count(maximum)])
        case .collinearItem(let item): texts(.absenceCollinearItem, ["item": numbers.count(item + 1)])
        case .nothingExplained: texts[.absenceNothingExplained]
        case .improperItem(let item): texts(.absenceImproperItem, ["item": numbers.count(item + 1)])
        case .notConverged: texts[.absenceNotConverged]
        case .unstable: texts[.absenceUnstable]
        case .overflow: texts[.absenceOverflow]
        }
    }
}
