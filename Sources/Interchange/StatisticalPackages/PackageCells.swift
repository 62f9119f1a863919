internal import Codebook
internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// How the values of a row become what stands in the cells of a file.
///
/// Everything that can be known before the first row is in tables: the code of an answer is an index into `values`, and
/// nothing is allocated, looked up by name or asked of the survey for a cell.
struct PackageCells {
    /// What a cell has.
    enum Kind: UInt8 {
        /// A value from the table.
        case code
        /// Whether a bit is set.
        case flag
        /// The place of an option.
        case place
        /// A scaled number, a day or a time.
        case amount
        /// A text answer.
        case text
        /// What belongs to the response.
        case id, survey, version, locale, station, channel, structure, seed, started, ended, state, stale,
            weight
        /// The same value in every row.
        case constant
        /// Nothing, in a roster's instance that does not have the variable.
        case none
    }

    /// A cell: its column, and where its value is found.
    struct Cell {
        var kind: Kind
        /// The column of the file.
        var column: Int
        /// The position of the variable.
        var variable = 0
        /// Where its values begin in the table; those of kinds of missing follow on the answers'.
        var values = 0
        /// The code of the first kind of missing.
        var missing: Int32 = 0
        /// The word of its bit or place.
        var word = 0
        var bit: UInt64 = 0
        /// An amount is divided by this, and the next is added.
        var divisor = 1.0
        var factor = 1.0
        var shift = 0.0
        /// The numbers that mean kinds of missing, so that no answer may be among them.
        var low = Double.infinity
        var high = -Double.infinity
        /// The most bytes of a text.
        var width = 0
    }

    private(set) var cells: [Cell] = []
    private(set) var values: [PackageValue] = []
    private let dictionary: PackageDictionary
    private let plan: TallyPlan

    init(_ dictionary: PackageDictionary, _ plan: TallyPlan) {
        self.dictionary = dictionary
        self.plan = plan
    }

    /// Adds a cell of a column whose values are a constant, such as the code of a roster's instance.
    mutating func add(constant: Double, at column: Int) {
        cells.append(Cell(kind: .constant, column: column, values: values.count))
        values.append(PackageValue(constant))
    }

    /// Adds the cell of a column; nil is where a roster's instance has no such variable.
    mutating func add(
        _ source: Column.Source?, _ kind: Column.Kind, _ storage: PackageVariable.Storage, at column: Int
    ) {
        var cell = Cell(kind: .none, column: column)
        if case .text(let width) = storage { cell.width = width }
        guard let source else {
            cells.append(cell)
            return
        }
        switch source {
        case .response(let part): cell.kind = Self.kind(of: part)
        case .variable(let position): take(position, kind, &cell)
        case .option(let position, let option):
            begin(position, &cell)
            cell.kind = .flag
            cell.word = plan.wordOffsets[position] + option >> 6
            cell.bit = 1 << UInt64(option & 63)
            values += [PackageValue(0), PackageValue(1)]
            addMissing(position)
        case .place(let position, let option):
            begin(position, &cell)
            cell.kind = .place
            cell.word = plan.wordOffsets[position] + option
            values += [dictionary.notRanked]
            addMissing(position)
        }
        cells.append(cell)
    }

    private static func kind(of part: Column.ResponsePart) -> Kind {
        switch part {
        case .id: .id
        case .survey: .survey
        case .version: .version
        case .structure: .structure
        case .locale: .locale
        case .station: .station
        case .channel: .channel
        case .seed: .seed
        case .started: .started
        case .ended: .ended
        case .state: .state
        case .stale: .stale
        case .weight: .weight
        }
    }

    private func begin(_ position: Int, _ cell: inout Cell) {
        cell.variable = position
        cell.values = values.count
        cell.missing = Int32(plan.codings[position]?.missingOffset ?? 0)
    }

    private mutating func take(_ position: Int, _ kind: Column.Kind, _ cell: inout Cell) {
        guard let coding = plan.codings[position] else { return }
        begin(position, &cell)
        let entry = dictionary.codebook.variables[position]
        switch coding {
        case .point(let low, let count):
            cell.kind = .code
            values += (0..<count).map { PackageValue(Double(low + $0)) }
        case .option:
            cell.kind = .code
            values += entry.categories.map { PackageValue(Double($0.code)) }
        case .yesno:
            cell.kind = .code
            values += [PackageValue(0), PackageValue(1)]
        case .number(let decimals):
            cell.kind = .amount
            for _ in 0..<decimals { cell.divisor *= 10 }
            let codes = entry.missingCodes
            if dictionary.format.isSPSS {
                (cell.low, cell.high) = (Double(codes.lowest), Double(codes.lowest + 3))
            }
        case .date:
            cell.kind = .amount
            // SPSS counts seconds since 1582-10-14, Stata days since 1960-01-01.
            (cell.factor, cell.shift) =
                dictionary.format.isSPSS ? (PackageCells.secondsOfDay, PackageCells.spssEpoch) : (1, 3_653)
        case .time:
            cell.kind = .amount
            cell.factor = dictionary.format.isSPSS ? 60 : 60_000
        case .text: cell.kind = .text
        case .options, .order: return
        }
        addMissing(position)
    }

    static let secondsOfDay = 86_400.0
    /// Seconds from 1582-10-14, where SPSS begins to count, to 1970-01-01.
    static let spssEpoch = 12_219_379_200.0
    /// Milliseconds from 1960-01-01, where Stata begins to count, to 1970-01-01.
    static let stataEpoch = 315_619_200_000.0

    private mutating func addMissing(_ position: Int) {
        let codes = dictionary.codebook.variables[position].missingCodes
        values += Coding.missingKinds.map { dictionary.value(of: $0, codes) }
    }
}
