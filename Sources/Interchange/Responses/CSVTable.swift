internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// One table of responses on its way to a sink.
struct CSVTable {
    private var cells: CSVCells
    private let sources: [CSVCells.Source]
    private var output: BufferedBytes
    private(set) var longest: [Int]

    init(
        _ plan: TallyPlan, _ columns: [(name: String, source: Column.Source)], _ options: CSVWriter.Options,
        _ output: BufferedBytes
    ) {
        self.output = output
        cells = CSVCells(plan, options)
        var sources: [CSVCells.Source] = []
        for column in columns { sources.append(cells.source(column.source)) }
        self.sources = sources
        longest = [Int](repeating: 0, count: columns.count)
        if options.hasByteOrderMark { self.output.bytes += [0xEF, 0xBB, 0xBF] }
        CSVCells.appendHeader(columns.map(\.name), to: &self.output.bytes)
    }

    var brokenLines: [Int: Int] { cells.brokenLines }
    var missingKinds: [UInt8] { cells.missingKinds }

    mutating func write(_ row: ResponseRow) throws(OutputFault) {
        let codes = row.codes
        for index in sources.indices {
            if index > 0 { output.bytes.append(UInt8(ascii: ",")) }
            let length = cells.append(sources[index], of: row, codes, to: &output.bytes)
            if length > longest[index] { longest[index] = length }
        }
        output.bytes.append(prepared: "\r\n")
        try output.flushIfFull()
    }

    mutating func finish() throws(OutputFault) { try output.flush() }
}

/// The table of a roster: a row for each instance that a response was asked about.
struct CSVRosterTable {
    private struct Pass {
        /// `,store,3`: the names of the instances.
        var names: [UInt8]
        var sources: [CSVCells.Source?]
        /// The variables of the instance: it has a row if one of them was asked.
        var variables: [Int]
    }

    private var cells: CSVCells
    private let passes: [Pass]
    private let missingOffsets: [Int]
    private let instanceCount: Int
    private var output: BufferedBytes
    private(set) var longest: [Int]

    init(
        _ table: ColumnLayout.RosterTable, _ plan: TallyPlan, _ options: CSVWriter.Options,
        _ output: BufferedBytes
    ) {
        self.output = output
        var cells = CSVCells(plan, options)
        passes = table.passes.map { pass in
            var variables: [Int] = []
            let sources = pass.sources.map { source in
                if let position = source?.position, variables.last != position { variables.append(position) }
                return source.map { cells.source($0) }
            }
            return Pass(
                names: pass.names.flatMap { Array(",\($0)".utf8) }, sources: sources, variables: variables)
        }
        self.cells = cells
        missingOffsets = plan.codings.map { $0.map { Int($0.notAsked) } ?? 0 }
        instanceCount = table.columns.count - (table.passes.first?.sources.count ?? 0)
        longest = [Int](repeating: 0, count: table.columns.count)
        if options.hasByteOrderMark { self.output.bytes += [0xEF, 0xBB, 0xBF] }
        CSVCells.appendHeader(["response:id"] + table.columns.map(\.name), to: &self.output.bytes)
    }

    var brokenLines: [Int: Int] { cells.brokenLines }
    var missingKinds: [UInt8] { cells.missingKinds }

    mutating func write(_ row: ResponseRow) throws(OutputFault) {
        let codes = row.codes
        for pass in passes {
            guard pass.variables.contains(where: { Int(codes.codes[$0]) != missingOffsets[$0] }) else {
                continue
            }
            row.writeID(into: &output.bytes)
            output.bytes += pass.names
            for (index, source) in pass.sources.enumerated() {
                output.bytes.append(UInt8(ascii: ","))
                guard let source else { continue }
                let length = cells.append(source, of: row, codes, to: &output.bytes)
                if length > longest[instanceCount + index] { longest[instanceCount + index] = length }
            }
            output.bytes.append(prepared: "\r\n")
        }
        try output.flushIfFull()
    }

    mutating func finish() throws(OutputFault) { try output.flush() }
}

extension ColumnLayout.RosterColumn {
    /// The name of the column.
    public var name: String {
        switch self {
        case .instance(let name, _): name
        case .stem(let column): column.name
        }
    }
}
