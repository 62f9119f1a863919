internal import Codebook
internal import SurveyModel
internal import Translations

/// The variables of a DDI document, and which of them belong together.
struct DDIVariables {
    private let layout: ColumnLayout
    private let names: [String]
    private let frequencies: DDIFrequencies?
    private let languages: [Int]
    /// The columns of each variable, by its position.
    private let columnsOf: [Int: [Int]]
    /// What is worked out and stands in no column, and can be told.
    private let computed: [Codebook.Entry]
    /// The metrics that are computed on each variable.
    private let metrics: [Int: [String]]
    private(set) var losses: LossReport

    private var codebook: Codebook { layout.codebook }

    init(_ layout: ColumnLayout, names: [String], _ frequencies: DDIFrequencies?, _ languages: [Int]) {
        self.layout = layout
        self.names = names
        self.frequencies = frequencies
        self.languages = languages
        let codebook = layout.codebook
        var columnsOf: [Int: [Int]] = [:]
        for (index, column) in layout.columns.enumerated() {
            if let variable = column.variable { columnsOf[variable, default: []].append(index) }
        }
        self.columnsOf = columnsOf
        computed = codebook.variables.filter { entry in
            !entry.isStored && (!entry.isPersonal || layout.personal.isEmpty)
        }
        var metrics: [Int: [String]] = [:]
        for metric in codebook.survey.metrics {
            for variable in Set(metric.strands.flatMap { $0.items.map(\.variable) }) {
                metrics[variable.position, default: []].append(metric.name)
            }
        }
        self.metrics = metrics
        losses = LossReport(format: "ddi", survey: codebook.survey.name)
    }

    private func identifier(_ index: Int) -> String { "V\(index + 1)" }

    // MARK: Groups

    /// Sets, rankings, grids and allocations, and the rounds of loops.
    mutating func writeGroups(_ labels: inout DDILabels) {
        writeSets(&labels)
        for (index, group) in codebook.groups.enumerated() {
            let columns = group.variables.flatMap { columnsOf[$0] ?? [] }
            guard columns.count > 1 else { continue }
            let (type, other): (String, String?) =
                switch group.kind {
                case .set: ("multipleResp", nil)
                case .grid: ("grid", nil)
                case .ranking: ("other", "ranking")
                case .allocation: ("other", "allocation")
                }
            if group.kind == .ranking {
                losses.add(Loss(.split, of: group.name, "is written as a variable for each option's place"))
            }
            write("G\(index + 1)", type, other, group.name, columns, &labels) {
                $0.write("labl", group.label)
            }
        }
        var rounds: [String: [Int]] = [:]
        var stems: [String] = []
        for entry in codebook.variables where !entry.instances.isEmpty {
            guard let columns = columnsOf[entry.position] else { continue }
            if rounds[entry.stem] == nil { stems.append(entry.stem) }
            rounds[entry.stem, default: []] += columns
        }
        for (index, stem) in stems.enumerated() {
            write("R\(index + 1)", "repetition", nil, stem, rounds[stem] ?? [], &labels) {
                $0.write("labl", english: "The rounds of \(stem)")
            }
        }
    }

    /// Sets of options that are no question of their own: given ones, and those of the rows of a grid.
    private func writeSets(_ labels: inout DDILabels) {
        for entry in codebook.variables {
            guard case .set = entry.type, let columns = columnsOf[entry.position], columns.count > 1,
                entry.group.map({ codebook.groups[$0].kind != .set }) ?? true
            else { continue }
            write("S\(entry.position + 1)", "multipleResp", nil, entry.name, columns, &labels) {
                $0.write("labl", entry.label)
            }
        }
    }

    private func write(
        _ identifier: String, _ type: String, _ other: String?, _ name: String, _ columns: [Int],
        _ labels: inout DDILabels, _ label: (inout DDILabels) -> Void
    ) {
        let writer = labels.writer
        writer.lineBreak()
        writer.start("varGrp")
        writer.attribute("ID", identifier)
        writer.attribute("type", type)
        writer.attribute("otherType", other)
        writer.attribute("name", name)
        writer.attribute("var", columns.map(self.identifier).joined(separator: " "))
        label(&labels)
        writer.end()
    }

    // MARK: Variables

    /// The columns of the data file, and what is worked out.
    mutating func writeVariables(_ labels: inout DDILabels) {
        for (index, column) in layout.columns.enumerated() {
            let entry = column.variable.map { codebook.variables[$0] }
            start(index, names[index], column.kind, entry, isInFile: true, &labels)
            if let entry {
                write(entry, column, &labels)
            } else {
                part(column, &labels)
            }
            labels.writer.end()
        }
        for (index, entry) in computed.enumerated() {
            let kind = kind(of: entry.type)
            start(layout.columns.count + index, entry.name, kind, entry, isInFile: false, &labels)
            write(
                entry, Column(name: entry.name, source: .variable(entry.position), kind: kind), &labels)
            labels.writer.end()
        }
        if !computed.isEmpty {
            losses.add(
                Loss(
                    .simplified, count: computed.count,
                    "computed variables are described with their formulas and are in no data file"))
        }
        if let frequencies, !frequencies.hidden.isEmpty {
            losses.add(
                Loss(
                    .leftOut, count: frequencies.hidden.values.reduce(0) { $0 + $1.count },
                    "frequencies are not written, because fewer than \(frequencies.minimum) answered or their number could be worked out"
                ))
        }
    }

    private func start(
        _ index: Int, _ name: String, _ kind: Column.Kind, _ entry: Codebook.Entry?, isInFile: Bool,
        _ labels: inout DDILabels
    ) {
        let writer = labels.writer
        writer.lineBreak()
        writer.start("var")
        writer.attribute("ID", identifier(index))
        writer.attribute("name", name)
        if isInFile { writer.attribute("files", "F1") }
        if kind == .weight { writer.attribute("wgt", "wgt") }
        if case .number(let decimals) = kind { writer.attribute("dcml", "\(decimals)") }
        writer.attribute("intrvl", kind.isContinuous ? "contin" : "discrete")
        if let unit = entry?.unit { writer.attribute("measUnit", unit.text(in: languages.first ?? 0)) }
        writer.attribute("nature", kind.nature)
        writer.attribute("representationType", kind.representation)
    }

    private func part(_ column: Column, _ labels: inout DDILabels) {
        guard case .response(let part) = column.source else { return }
        labels.write("labl", codebook.label(of: part))
        values(of: part, column.kind, &labels)
        format(column.kind, &labels)
        labels.write("notes", english: column.name, ["type": "name"])
    }

    /// The values of what belongs to a response, where they are few.
    private func values(of part: Column.ResponsePart, _ kind: Column.Kind, _ labels: inout DDILabels) {
        let values = codebook.responseColumns.first { $0.part == part.rawValue }?.values ?? []
        for value in values {
            labels.writer.start("catgry")
            // The data file has yes and no as 1 and 0, and words as they are.
            let code = kind == .yesno ? (value.name == "true" ? "1" : "0") : value.name
            labels.write("catValu", plain: code)
            labels.write("labl", value.label)
            if code != value.name { labels.write("txt", plain: value.name, ["level": "csv"]) }
            labels.writer.end()
        }
    }

    private mutating func write(_ entry: Codebook.Entry, _ column: Column, _ labels: inout DDILabels) {
        let frequencies = DDICells(frequencies, entry, column, codebook)
        labels.write("labl", column.label(entry).whole)
        if entry.isPersonal { labels.write("security", english: "Personal data") }
        question(entry, column, &labels)
        range(entry, column, &labels)
        if let words = entry.base.words { labels.write("universe", words) }
        frequencies.writeSums(&labels)
        frequencies.writeCategories(&labels)
        for metric in metrics[entry.position] ?? [] {
            labels.write("concept", plain: metric, ["vocab": "sondeo-metric"])
        }
        derivation(entry, &labels)
        format(column.kind, &labels)
        notes(entry, column, &labels)
        frequencies.writeNotes(&labels)
    }

    /// The texts of a question in each language; where it has several, each with whom it is read to.
    private func question(_ entry: Codebook.Entry, _ column: Column, _ labels: inout DDILabels) {
        guard let question = entry.question else { return }
        guard !entry.phrasings.isEmpty else {
            return self.question(question, entry.questionNumber, whom: nil, entry, column, &labels)
        }
        for phrasing in entry.phrasings {
            let whom = phrasing.base.words ?? codebook.label(.baseEverybody)
            self.question(phrasing.text, phrasing.number, whom: whom, entry, column, &labels)
        }
    }

    private func question(
        _ text: Label, _ number: Int?, whom: Label?, _ entry: Codebook.Entry, _ column: Column,
        _ labels: inout DDILabels
    ) {
        for wording in labels.shown(text) {
            labels.writer.start("qstn")
            labels.writer.attribute("xml:lang", wording.language)
            labels.writer.attribute("seqNo", number.map(String.init))
            labels.writer.attribute("responseDomainType", column.kind.domain)
            if let whom { labels.write("preQTxt", plain: whom.text(in: wording.index)) }
            labels.write("qstnLit", plain: text.text(in: wording.index))
            let isTranslated =
                wording.language == nil || entry.help?.wordings[wording.index].state != .missing
            if let help = entry.help, isTranslated {
                labels.write("ivuInstr", plain: help.text(in: wording.index))
            }
            labels.writer.end()
        }
    }

    private func range(_ entry: Codebook.Entry, _ column: Column, _ labels: inout DDILabels) {
        let writer = labels.writer
        switch column.kind {
        case .number(let decimals) where entry.low != nil || entry.high != nil:
            range(entry.low, entry.high, decimals > 0, writer)
        case .point: range(entry.low, entry.high, false, writer)
        case .place: range("1", entry.lastPlace.map(String.init), false, writer)
        default: break
        }
        let codes = entry.missingCodes
        var missing = entry.missing.compactMap { codes.code(of: $0.kind) }
        // What has no place is declared as missing in the data file.
        if column.kind == .place { missing.append(0) }
        guard column.kind != .text, !missing.isEmpty, entry.isStored else { return }
        writer.element("invalrng") {
            for code in missing.sorted() {
                writer.element("item") {
                    writer.attribute("UNITS", "INT")
                    writer.attribute("VALUE", "\(code)")
                }
            }
        }
    }

    private func range(_ low: String?, _ high: String?, _ isReal: Bool, _ writer: XMLWriter) {
        writer.element("valrng") {
            writer.element("range") {
                writer.attribute("UNITS", isReal ? "REAL" : "INT")
                writer.attribute("min", low)
                writer.attribute("max", high)
            }
        }
    }

    /// How a value is worked out, and from which variables.
    private func derivation(_ entry: Codebook.Entry, _ labels: inout DDILabels) {
        guard case .computed(let formulas) = codebook.survey.variables[entry.position].role else { return }
        var read: [Int] = []
        for variable in formulas.flatMap(\.variables) {
            for column in columnsOf[variable.position] ?? [] where !read.contains(column) {
                read.append(column)
            }
        }
        labels.writer.element("derivation") {
            if !read.isEmpty {
                labels.writer.attribute("var", read.map(identifier).joined(separator: " "))
            }
            labels.write(
                "drvdesc",
                english: entry.formulas.count > 1
                    ? "Worked out by the formula of the arm that was taken" : "Worked out by this formula")
            labels.write("drvcmd", plain: entry.formulas.joined(separator: "\n"), ["syntax": "sondeo"])
        }
    }

    private func format(_ kind: Column.Kind, _ labels: inout DDILabels) {
        labels.writer.element("varFormat") {
            labels.writer.attribute("type", kind == .text ? "character" : "numeric")
            labels.writer.attribute("category", kind.formatCategory)
        }
    }

    /// What else there is to say, in English but for the author's own note.
    private func notes(_ entry: Codebook.Entry, _ column: Column, _ labels: inout DDILabels) {
        if entry.isStored { labels.write("notes", english: column.name, ["type": "name"]) }
        if let note = entry.note {
            labels.write("notes", plain: note, ["type": "author", "xml:lang": codebook.locales[0]])
        }
        if let condition = entry.base.condition {
            labels.write("notes", plain: condition, ["type": "condition"])
        }
        if entry.isConsent { labels.write("notes", codebook.label(.codebookConsent), ["type": "consent"]) }
        if entry.isReversed {
            labels.write("notes", english: "Scores count it from the other end", ["type": "reversed"])
        }
        switch column.kind {
        case .date, .time:
            let bounds = [entry.low.map { "from \($0)" }, entry.high.map { "to \($0)" }].compactMap { $0 }
            if !bounds.isEmpty {
                labels.write("notes", english: bounds.joined(separator: " "), ["type": "range"])
            }
        default: break
        }
    }

    /// What values of a computed variable are.
    private func kind(of type: Codebook.ValueType) -> Column.Kind {
        switch type {
        case .set, .ranking: .coded
        default: ColumnLayout.kind(of: type)
        }
    }
}
