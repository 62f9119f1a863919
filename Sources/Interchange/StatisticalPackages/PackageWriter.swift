internal import Codebook
internal import SurveyModel
internal import Tallies

/// Responses as a file of SPSS or Stata, written through libreadstat: labels of variables and values, codes of missing answers,
/// multiple-response sets, a weight.
///
/// A file begins with how many rows there are and how long their texts, so the rows are kept aside in a `RowSpool` first.
///
/// ```swift
/// let writer = PackageWriter(.sav, ColumnLayout(codebook))
/// try OutputFile.write(to: "answers.sav") { file in
///     losses = try writer.write(spool, to: file)
/// }
/// ```
///
/// Linear in rows and columns; memory does not grow with rows, but for a `.zsav`, which the library keeps until its end.
/// The same rows give the same bytes: the time in the file is that of the newest response.
public struct PackageWriter {
    /// What is written.
    public let format: PackageFormat
    let layout: ColumnLayout
    let locale: Int
    /// What is to be said of the whole file, which stands in its notes.
    public var notes = FileNotes()

    /// Prepares a writer of the tables of a layout, with labels in a language of its codebook.
    public init(_ format: PackageFormat, _ layout: ColumnLayout, locale: Int = 0) {
        self.format = format
        self.layout = layout
        self.locale = locale
    }

    /// Writes all rows of a spool, and those of each roster to a sink of its own, in the order of `ColumnLayout.rosters`; gives
    /// back what the format could not carry. Throws `OutputFault`; what was written is no file then.
    public func write(_ spool: RowSpool, to sink: any ByteSink, rosters: [any ByteSink] = []) throws
        -> LossReport
    {
        precondition(rosters.count == layout.rosters.count, "each table of a roster has a sink")
        var report = LossReport(format: format.rawValue, survey: layout.codebook.survey.name)
        let plan = spool.plan
        var tables = [try responses(spool, plan, sink, &report)]
        for (roster, sink) in zip(layout.rosters, rosters) {
            tables.append(try table(of: roster, spool, plan, sink, &report))
        }
        var counts = [spool.count] + rosters.map { _ in 0 }
        if !rosters.isEmpty {
            try spool.forEach { row in
                for index in 1..<tables.count { counts[index] += tables[index].count(in: row) }
            }
        }
        for (table, count) in zip(tables, counts) { try table.begin(rows: count) }
        if tables.count == 1 {
            let table = tables[0]
            try spool.forEach { try table.write($0) }
        } else {
            try spool.forEach { row in for table in tables { try table.write(row) } }
        }
        for table in tables {
            try table.finish()
            for loss in table.losses { report.add(loss) }
        }
        return report
    }

    // MARK: Tables

    private func responses(
        _ spool: RowSpool, _ plan: TallyPlan, _ sink: any ByteSink, _ report: inout LossReport
    ) throws(OutputFault) -> PackageTable {
        let naming = PackageNames(layout.columns, of: layout.codebook, format.nameRule)
        var dictionary = PackageDictionary(format, layout.codebook, locale: locale, spool)
        let variables = zip(layout.columns, naming.names).map { column, name in
            dictionary.variable(column, named: name, plan)
        }
        var cells = PackageCells(dictionary, plan)
        for (index, column) in layout.columns.enumerated() {
            cells.add(column.source, column.kind, variables[index].storage, at: index)
        }
        let file = try file(variables, layout.columns.map { $0 }, isRoster: false, spool, sink)
        for loss in naming.losses + dictionary.losses { report.add(loss) }
        noteLosses(layout.columns.map { ($0, [$0.source]) }, spool, &report)
        return PackageTable(
            file, format, names: layout.columns.map(\.name), rows: [PackageTable.Row(cells)],
            survey: layout.codebook.survey.name)
    }

    /// The table of a roster: the response, the instances, and the variables without them.
    private func table(
        of roster: ColumnLayout.RosterTable, _ spool: RowSpool, _ plan: TallyPlan, _ sink: any ByteSink,
        _ report: inout LossReport
    ) throws(OutputFault) -> PackageTable {
        let id = Column(name: "response:id", source: .response(.id), kind: .text)
        var stems: [Column] = []
        var levels: [(name: String, instances: [Codebook.RosterInstance])] = []
        for column in roster.columns {
            switch column {
            case .instance(let name, let instances): levels.append((name, instances))
            case .stem(let column): stems.append(column)
            }
        }
        let naming = PackageNames(roster, of: layout.codebook, format.nameRule)
        var dictionary = PackageDictionary(format, layout.codebook, locale: locale, spool)
        var variables = [dictionary.variable(id, named: naming.names[0], plan)]
        for level in levels {
            variables.append(
                dictionary.instance(level.name, named: naming.names[variables.count], level.instances))
        }
        let sources = stems.indices.map { stem in roster.passes.compactMap { $0.sources[stem] } }
        for (stem, column) in stems.enumerated() {
            variables.append(
                dictionary.stem(column, named: naming.names[variables.count], from: sources[stem], plan))
        }
        let first = 1 + levels.count
        let rows = roster.passes.map { pass in
            var cells = PackageCells(dictionary, plan)
            cells.add(id.source, id.kind, variables[0].storage, at: 0)
            for (level, code) in pass.codes.enumerated() { cells.add(constant: Double(code), at: 1 + level) }
            for (stem, column) in stems.enumerated() {
                cells.add(
                    pass.sources[stem], column.kind, variables[first + stem].storage, at: first + stem)
            }
            let asked = pass.sources.compactMap {
                $0.flatMap { Column(name: "", source: $0, kind: .text).variable }
            }
            return PackageTable.Row(cells, asked: Array(Set(asked)).sorted())
        }
        let file = try file(
            variables, [Column?](repeating: nil, count: first) + stems, isRoster: true, spool, sink)
        for loss in naming.losses + dictionary.losses { report.add(loss) }
        noteLosses(zip(stems, sources).map { ($0, $1) }, spool, &report)
        return PackageTable(
            file, format, names: [id.name] + roster.columns.map(\.name), rows: rows,
            survey: layout.codebook.survey.name)
    }

    private func file(
        _ variables: [PackageVariable], _ columns: [Column?], isRoster: Bool, _ spool: RowSpool,
        _ sink: any ByteSink
    ) throws(OutputFault) -> ReadStatFile {
        let file = try ReadStatFile(
            format, label: format.fileLabelLimit.cut(layout.codebook.title.text(in: locale)),
            header: PackageHeader(format, time: spool.newestEnd, dictionary(variables, columns, isRoster)),
            to: sink)
        for sentence in notes.sentences(layout.codebook, in: locale) { file.add(note: sentence) }
        for (variable, column) in zip(variables, columns) {
            try file.add(variable, isWeight: column?.source == .response(.weight))
        }
        return file
    }

    /// The names of a file's variables, and the sets of options among its columns.
    private func dictionary(
        _ variables: [PackageVariable], _ columns: [Column?], _ isRoster: Bool
    ) -> SPSSDictionary {
        var dictionary = SPSSDictionary(variables.map(\.name))
        var index = 0
        while index < columns.count {
            guard let column = columns[index], case .option(let position, _) = column.source else {
                index += 1
                continue
            }
            let first = index
            while index < columns.count, case .option(position, _)? = columns[index]?.source { index += 1 }
            let codebook = layout.codebook
            let entry = isRoster ? codebook.entry(ofStem: position) : codebook.variables[position]
            dictionary.add(
                set: column.name.split(separator: ":").first.map(String.init) ?? entry.name,
                label: entry.label.text(in: locale), columns: Array(first..<index))
        }
        return dictionary
    }
}
