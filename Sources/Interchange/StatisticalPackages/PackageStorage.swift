internal import Codebook
internal import SurveyModel
internal import Tallies

extension PackageDictionary {
    // MARK: How values are kept and shown

    /// How a column's values are kept: SPSS has doubles only; Stata gets the smallest type for what has a list of values.
    func storage(
        _ column: Column, _ entry: Codebook.Entry?, _ positions: [Int], _ plan: TallyPlan
    ) -> PackageVariable.Storage {
        switch column.kind {
        case .text: return .text(min(format.textLimit, max(1, width(column, positions, plan))))
        case .coded: return storage(of: entry?.categories.map { Double($0.code) } ?? [])
        case .point:
            // A scale of very many points is counted as a number, and an older version may have had more of them.
            guard case .point(let low, let count)? = column.variable.flatMap({ plan.codings[$0] }) else {
                return .double
            }
            return storage(of: [Double(low), Double(low + count - 1)])
        case .flag, .yesno: return storage(of: [0, 1])
        case .place: return storage(of: [Double(entry?.categories.count ?? 0)])
        case .date: return format.isSPSS ? .double : .long
        case .number, .time, .moment, .weight: return .double
        }
    }

    /// The smallest storage of whole numbers. Stata keeps the largest values of each for kinds of missing.
    func storage(of values: [Double]) -> PackageVariable.Storage {
        guard !format.isSPSS else { return .double }
        let low = values.min() ?? 0
        let high = values.max() ?? 0
        if low >= -127, high <= 100 { return .byte }
        if low >= -32_767, high <= 32_740 { return .int }
        return low >= -2_147_483_647 && high <= 2_147_483_620 ? .long : .double
    }

    /// The most bytes that a text has.
    private func width(_ column: Column, _ positions: [Int], _ plan: TallyPlan) -> Int {
        guard case .response(let part) = column.source else {
            return positions.lazy.map { spool.longestTexts[$0] }.max() ?? 0
        }
        return switch part {
        case .id: 36
        case .survey: plan.survey.name.utf8.count
        case .seed: 20
        case .state: Disposition.allCases.lazy.map(\.rawValue.utf8.count).max() ?? 0
        default: spool.longestParts[part] ?? 0
        }
    }

    /// The format in which a package shows a column.
    func form(_ column: Column, _ entry: Codebook.Entry?, _ storage: PackageVariable.Storage) -> String {
        switch column.kind {
        case .text:
            guard case .text(let width) = storage else { return "" }
            return format.isSPSS ? "A\(min(width, 255))" : "%-\(min(width, 60))s"
        case .date: return format.isSPSS ? "DATE11" : "%td"
        case .time: return format.isSPSS ? "TIME5" : "%tcHH:MM"
        case .moment: return format.isSPSS ? "DATETIME23.2" : "%tc"
        case .weight: return format.isSPSS ? "F12.6" : "%12.6f"
        case .coded, .point, .flag, .yesno, .place: return format.isSPSS ? "F8.0" : "%8.0g"
        case .number(let decimals):
            let decimals = min(decimals, 15)
            let whole =
                [entry?.low, entry?.high].map { $0.map { $0.prefix { $0 != "." }.count } ?? 16 }.max() ?? 16
            // Room for the codes of kinds of missing, which stand in the same column.
            let codes = entry.map { String($0.missingCodes.lowest).count } ?? 0
            let width = min(40, max(8, max(whole, codes) + (decimals > 0 ? decimals + 1 : 0)))
            return format.isSPSS ? "F\(width).\(decimals)" : "%\(width).\(decimals)f"
        }
    }

    /// How wide a column is on the screen.
    func displayWidth(_ column: Column, _ storage: PackageVariable.Storage) -> Int {
        switch column.kind {
        case .text: if case .text(let width) = storage { min(max(width, 8), 40) } else { 8 }
        case .date: 11
        case .moment: 23
        case .number, .weight: 12
        case .coded, .point, .flag, .yesno, .place, .time: 8
        }
    }

    /// How a column's values can be compared.
    func measure(_ kind: Column.Kind) -> PackageVariable.Measure {
        switch kind {
        case .text, .coded, .flag, .yesno: .nominal
        case .point, .place: .ordinal
        case .number, .date, .time, .moment, .weight: .scale
        }
    }
}

extension TextLimit {
    /// `80 characters`.
    var words: String {
        switch self {
        case .bytes(let most): "\(most) bytes"
        case .characters(let most): "\(most) characters"
        }
    }
}
