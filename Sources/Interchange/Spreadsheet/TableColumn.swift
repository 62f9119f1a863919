internal import Codebook
internal import FoundationEssentials
internal import SurveyModel
internal import Tallies
internal import Translations

/// A column of answers on a sheet: what its values are written as, prepared once.
struct TableColumn {
    /// What stands in its head.
    let name: String
    /// What its values are.
    let kind: Column.Kind
    /// What a loss is said of: the variable, or the column itself.
    let subject: String
    /// The labels of options by their index, or of *no* and *yes*; empty where numbers are written.
    let labels: [CellText]
    /// The codes of options by their index.
    let codes: [Double]
    /// What each kind of missing is called; nil for *not asked*, which stays empty.
    private let missing: [Missing: CellText]
    /// What the kinds are called that only answers to an earlier version of the survey have.
    private let formerMissing: [Missing: CellText]
    /// By what scaled numbers are divided.
    let divisor: Double

    init(
        _ column: Column, _ layout: ColumnLayout, _ options: SpreadsheetWriter.Options, isStem: Bool = false
    ) {
        name = column.name
        kind = column.kind
        let entry = column.variable.map {
            isStem ? layout.codebook.entry(ofStem: $0) : layout.codebook.variables[$0]
        }
        subject = entry?.name ?? column.name
        let isLabelled = options.values == .labels
        switch column.kind {
        case .coded:
            let categories = entry?.categories ?? []
            labels = isLabelled ? categories.map { CellText(options.text($0.label, else: $0.name)) } : []
            codes = categories.map { Double($0.code) }
        case .yesno:
            labels = isLabelled ? [CellText(options.texts[.no]), CellText(options.texts[.yes])] : []
            codes = []
        default:
            labels = []
            codes = []
        }
        var missing: [Missing: CellText] = [:]
        for kind in entry?.missing ?? [] where kind.kind != .notAsked {
            missing[kind.kind] = CellText(options.text(kind.label, else: kind.kind.rawValue))
        }
        self.missing = missing
        let others = Missing.allCases.filter { $0 != .notAsked && missing[$0] == nil }
        formerMissing = Dictionary(uniqueKeysWithValues: others.map { ($0, CellText($0.rawValue)) })
        switch column.kind {
        case .number(let decimals): divisor = (0..<decimals).reduce(1) { power, _ in power * 10 }
        case .weight: divisor = 1_000_000_000
        default: divisor = 1
        }
    }

    /// What is written for a kind of missing; nil for nothing.
    func text(of kind: Missing) -> CellText? { missing[kind] ?? formerMissing[kind] }

    /// A width that shows its head and most of its values.
    var width: Double {
        let widest = (labels + missing.values).map(\.width).max() ?? 0
        let values =
            switch kind {
            case .moment: 19
            case .date: 11
            case .text where subject == "response:id": 37
            // What the kiosk and the program note is short, or no reading matter.
            case .text where subject.hasPrefix("response:"): 0
            case .text: 24
            default: widest
            }
        // The button of the filter needs room beside the head.
        return Double(min(max(values, name.unicodeScalars.count + 3, 8), 44))
    }
}

extension SpreadsheetWriter.Options {
    /// The text of a label in the language of the labels; something else where there is none.
    func text(_ label: Label?, else other: String) -> String {
        guard let text = label?.text(in: locale), !text.isEmpty else { return other }
        return text
    }
}

/// How spreadsheets count days: from the last day of 1899, with a 29th of February 1900 that never was.
enum SerialDay {
    /// The days between that and 1970.
    static let epoch = 25_569.0
    /// The days since 1970 that all spreadsheets count alike: from 1900-03-01 to 9999-12-31.
    static let days = -25_508...2_932_896

    /// The day, since 1970, of a moment in milliseconds: also before 1970 the one that has begun.
    static func day(of milliseconds: Int64) -> Int {
        let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        return Int(days) - (rest < 0 ? 1 : 0)
    }

    /// The number of a moment, in milliseconds since 1970; divided once, so that it is the nearest there is.
    static func moment(_ milliseconds: Int64) -> Double {
        Double(milliseconds + Int64(epoch) * 86_400_000) / 86_400_000
    }
}
