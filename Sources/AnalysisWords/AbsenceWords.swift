package import Statistics
package import Translations

extension Absence {
    /// Why there is no number, in the reader's language and in the middle of a sentence. `count` writes a whole number, in
    /// plain digits where nothing else is said.
    package func words(_ texts: ProgramTexts, count: (Int) -> String = { String($0) }) -> String {
        switch self {
        case .empty: texts[.absenceEmpty]
        case .tooFew(let minimum):
            texts(.absenceTooFew, count: minimum, ["n": count(minimum)])
        case .constant: texts[.absenceConstant]
        case .constantItem(let item): texts(.absenceConstantItem, ["item": count(item + 1)])
        case .tooFewItems(let minimum):
            texts(.absenceTooFewItems, count: minimum, ["n": count(minimum)])
        case .suppressed(let minimum):
            texts(.absenceSuppressed, count: minimum, ["n": count(minimum)])
        case .unbounded: texts[.absenceUnbounded]
        case .tooMany(let maximum):
            texts(.absenceTooMany, count: maximum, ["n": count(maximum)])
        case .emptyCells: texts[.absenceEmptyCells]
        case .tooManyCells(let maximum):
            texts(.absenceTooManyCells, count: maximum, ["n": count(maximum)])
        case .collinearItem(let item): texts(.absenceCollinearItem, ["item": count(item + 1)])
        case .nothingExplained: texts[.absenceNothingExplained]
        case .improperItem(let item): texts(.absenceImproperItem, ["item": count(item + 1)])
        case .notConverged: texts[.absenceNotConverged]
        case .unstable: texts[.absenceUnstable]
        case .overflow: texts[.absenceOverflow]
        }
    }
}
