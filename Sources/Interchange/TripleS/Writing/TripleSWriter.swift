internal import Codebook
internal import SurveyModel
public import Tallies

/// Writes responses as Triple-S: a data file, definitions in each language, and the same for every roster where rosters are
/// tables of their own.
///
/// The widths of fields follow from the responses, so rows are kept aside on disk until all are there. Everything is written
/// by `finish`. Memory does not grow with the number of responses.
///
/// ```swift
/// let files = TripleSWriter.files(layout, options, stem: "answers")    // names to open sinks for
/// var writer = try TripleSWriter(layout, options, stem: "answers", plan: plan, beside: "answers.sss", to: sinks)
/// ```
public struct TripleSWriter: ResponseWriter {
    /// What the format could not carry.
    public private(set) var losses: LossReport
    /// What is to be said of the whole file beside what responses say themselves: what is missing of earlier versions.
    public var notes = FileNotes()
    private let columns: ColumnLayout
    private let options: TripleSOptions
    private var layout: TripleSLayout
    private let stem: String
    private let sinks: [String: any ByteSink]
    private let spool: RowSpool
    private var widths: TripleSWidths

    /// The names of the files that are written: definitions first, then data.
    ///
    /// Of one language they are `answers.sss` and `answers.asc` (`.csv` for separated values), of several
    /// `answers.en.sss`, `answers.el.sss`, … beside one `answers.asc`. With tables for rosters, `answers.sss` says how files
    /// hang together, responses are `answers.response.sss`, and the roster `w` is `answers.w.sss` and `answers.w.asc`.
    public static func files(_ columns: ColumnLayout, _ options: TripleSOptions, stem: String) -> [String] {
        let names = TripleSFileNames(columns, options, stem: stem)
        let rosters = columns.rosters.map(\.name)
        var files: [String] = []
        for locale in options.locales {
            if !rosters.isEmpty { files.append(names.hierarchy(locale)) }
            files.append(names.definitions(nil, hasRosters: !rosters.isEmpty, locale))
            files += rosters.map { names.definitions($0, hasRosters: true, locale) }
        }
        return files + [names.data(nil)] + rosters.map { names.data($0) }
    }

    /// Prepares a writer. `sinks` has one for each name of `files`; `beside` is where rows are kept aside. Throws
    /// `OutputFault`.
    public init(
        _ columns: ColumnLayout, _ options: TripleSOptions, stem: String, plan: TallyPlan,
        beside path: String, to sinks: [String: any ByteSink]
    ) throws(OutputFault) {
        self.columns = columns
        self.options = options
        self.stem = stem
        self.sinks = sinks
        layout = TripleSLayout(columns, options)
        losses = layout.losses
        widths = TripleSWidths(columns.codebook, layout.tables, columns.rosters)
        spool = try RowSpool(plan, beside: path)
    }

    /// Keeps a row aside.
    public mutating func write(_ row: ResponseRow) throws(OutputFault) {
        widths.add(row)
        notes.count(row.head)
        try spool.add(row)
    }

    /// Writes all files.
    public mutating func finish() throws(OutputFault) {
        let names = TripleSFileNames(columns, options, stem: stem)
        layout = TripleSLayout(columns, options, rows: spool)
        losses = layout.losses
        let placing = TripleSPlacing(codebook: columns.codebook, widths: widths, count: spool.count)
        var placed: [[TripleSPlacedField]] = []
        for (index, table) in layout.tables.enumerated() {
            let roster = index == 0 ? nil : columns.rosters[index - 1]
            placed.append(table.fields.map { placing.place($0, in: roster) })
        }
        for locale in options.locales { try writeDefinitions(names, placed, locale) }
        for (index, table) in layout.tables.enumerated() {
            guard let sink = sinks[names.data(table.roster)] else { continue }
            try writeData(placed[index], index == 0 ? nil : columns.rosters[index - 1], to: sink)
        }
    }

    private mutating func noteMissing(_ unsaid: [Int: Int]) {
        for (position, count) in unsaid.sorted(by: { $0.key < $1.key }) {
            let entry = columns.codebook.variables[position]
            let reason =
                if case .number = entry.type { "its numbers leave no room for codes" } else {
                    "its type has no codes"
                }
            losses.add(
                Loss(
                    .simplified, of: entry.name, count: count,
                    "is empty where it was skipped, refused, not known or not applicable, since \(reason)"))
        }
    }

    private func writeDefinitions(
        _ names: TripleSFileNames, _ placed: [[TripleSPlacedField]], _ locale: Int
    ) throws(OutputFault) {
        let describing = TripleSDescribing(
            codebook: columns.codebook, options: options, locale: locale, count: spool.count, notes: notes)
        let hasRosters = layout.tables.count > 1
        if hasRosters, let sink = sinks[names.hierarchy(locale)] {
            let responses = TripleSDefinitions.Level(
                ident: names.responses, href: names.definitions(nil, hasRosters: true, locale))
            let rosters = layout.tables.dropFirst().map { table in
                TripleSDefinitions.Level(
                    ident: table.roster ?? "",
                    href: names.definitions(table.roster, hasRosters: true, locale),
                    parents: [.init(level: names.responses, link: "serial", isOrdered: true)])
            }
            try describing.hierarchy([responses] + rosters).write(to: sink)
        }
        for (table, fields) in zip(layout.tables, placed) {
            let name = names.definitions(table.roster, hasRosters: hasRosters, locale)
            guard let sink = sinks[name] else { continue }
            try describing.definitions(table, fields, data: names.data(table.roster)).write(to: sink)
        }
    }

    private mutating func writeData(
        _ fields: [TripleSPlacedField], _ roster: ColumnLayout.RosterTable?, to sink: any ByteSink
    ) throws(OutputFault) {
        var writer = try TripleSRecordWriter(
            fields, format: options.format, encoding: options.encoding, to: sink)
        var serial = 0
        do {
            try spool.forEach { row in
                serial += 1
                guard let roster else { return try writer.write(row, serial: serial) }
                for pass in roster.passes where pass.isAsked(in: row) {
                    try writer.write(row, serial: serial, pass: pass)
                }
            }
        } catch let fault as OutputFault {
            throw fault
        } catch {
            // Nothing else is thrown in the body, whose type is forgotten.
            throw OutputFault(reason: .system(5))
        }
        try writer.finish()
        noteMissing(writer.unsaid)
        if writer.replaced > 0 {
            losses.add(
                Loss(
                    .replaced, count: writer.replaced,
                    "characters of texts that Windows-1252 does not have stand as `?`; --standard 3.0 has them all"
                ))
        }
        if writer.flattened > 0 {
            losses.add(
                Loss(.replaced, count: writer.flattened, "line breaks and tabs in texts stand as spaces"))
        }
    }
}

/// What the files of an export are called.
struct TripleSFileNames {
    /// What the responses are called beside rosters: `response`, or that with `_` behind it where a roster is.
    let responses: String
    private let stem: String
    private let options: TripleSOptions
    private let locales: [String]

    init(_ columns: ColumnLayout, _ options: TripleSOptions, stem: String) {
        self.stem = stem
        self.options = options
        locales = columns.codebook.locales
        var responses = "response"
        while columns.rosters.contains(where: { $0.name == responses }) { responses += "_" }
        self.responses = responses
    }

    func data(_ roster: String?) -> String {
        stem + (roster.map { ".\($0)" } ?? "") + (options.format == .csv ? ".csv" : ".asc")
    }

    func hierarchy(_ locale: Int) -> String { stem + language(locale) + ".sss" }

    func definitions(_ roster: String?, hasRosters: Bool, _ locale: Int) -> String {
        stem + (hasRosters ? ".\(roster ?? responses)" : "") + language(locale) + ".sss"
    }

    private func language(_ locale: Int) -> String {
        options.locales.count > 1 ? ".\(locales[locale])" : ""
    }
}

extension ColumnLayout.Pass {
    /// Whether anything in it was asked.
    func isAsked(in row: ResponseRow) -> Bool {
        sources.contains { source in
            source?.position.map { row.missing(of: $0) != .notAsked } ?? false
        }
    }
}
