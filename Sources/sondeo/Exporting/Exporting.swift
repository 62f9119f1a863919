internal import Codebook
internal import Collector
internal import Interchange
internal import ResponseStore
internal import RoutingProof
internal import SurveyModel
internal import Tallies
internal import Translations

/// One export: from which responses, in which shape, into which files.
struct Exporting {
    /// Opens the file at a path, having looked at what is there.
    typealias Open = (String, ([UInt8]) -> Bool) throws -> OutputFile

    let survey: Survey
    let form: ExportForm
    let shape: ExportShape
    let output: String
    let condition: StatisticsSelection
    let selection: ResponseSelection
    /// Goes through the responses; has what became of them afterwards.
    let pass: ResponsePass
    let found: StatsSources
    private let codebook: Codebook
    /// The program's own texts in each language of the survey.
    private let texts: [String: ProgramTexts]
    private var weights: ResponseWeighing?
    private var hasWeights = false

    init(
        survey: Survey, found: StatsSources, selection: ResponseSelection, form: ExportForm,
        shape: ExportShape,
        output: String, condition: StatisticsSelection
    ) throws {
        self.survey = survey
        self.found = found
        self.selection = selection
        self.form = form
        self.shape = shape
        self.output = output
        self.condition = condition
        texts = try ProgramCatalogues.texts(of: survey)
        codebook = Codebook(survey, texts: texts)
        pass = ResponsePass(
            TallyPlan(survey), versions: found.versions, selection: selection, populations: .proved)
    }

    /// How many times the responses are gone through.
    func passes(hasWeights: Bool) -> Int {
        1 + (hasWeights ? 1 : 0) + (form == .xlsx || form == .ddi ? 1 : 0)
    }

    /// Works out the weights that were asked for.
    mutating func weigh(_ options: WeightOptions) throws {
        guard let file = try options.file() else { return }
        hasWeights = true
        weights = try ResponseWeighing(file, caps: options.bounds(), pass, in: found.all) { Console.note($0) }
    }

    /// Writes all files, and says what they could not carry.
    func write(_ open: Open) throws -> LossReport {
        do { return try writeForm(open) } catch var fault as OutputFault {
            // What is made in a file of a library's own does not know whom it is for.
            if fault.path.isEmpty { fault.path = output }
            throw fault
        }
    }

    private func writeForm(_ open: Open) throws -> LossReport {
        let layout = try shape.layout(codebook, hasWeights: hasWeights)
        var report = LossReport(format: form.rawValue, survey: survey.name)
        switch form {
        case .jsonl:
            report.add(
                try stream(
                    JSONLinesWriter(survey, includesPersonal: shape.includePersonal, to: main(open))))
        case .xml:
            report.add(
                try stream(
                    XMLResponseWriter(survey, includesPersonal: shape.includePersonal, to: main(open))))
        case .csv: report.add(try writeCSV(layout, open))
        case .sav: report.add(try writePackage(.sav, layout, open))
        case .zsav: report.add(try writePackage(.zsav, layout, open))
        case .dta: report.add(try writePackage(.dta, layout, open))
        case .xlsx: report.add(try writeWorkbook(layout, open))
        case .tripleS: report.add(try writeTripleS(layout, open))
        case .ddi: report.add(try writeDDI(layout, open))
        }
        addLosses(of: layout, to: &report)
        return report
    }

    // MARK: Forms

    private func writeCSV(_ layout: ColumnLayout, _ open: Open) throws -> LossReport {
        // SPSS and PSPP read files line by line.
        let options = CSVWriter.Options(
            includesPersonal: shape.includePersonal, isSpreadsheetSafe: shape.spreadsheetSafe,
            isOneLine: shape.syntax)
        let (file, tables) = (try main(open), try rosters(of: layout, open))
        let name = Files.name(of: output)
        let names = layout.rosters.map { Files.name(of: Files.path(beside: output, with: $0.name)) }
        // Opened before anything is read, so that what is there already is seen at once.
        let package =
            output == "-" || Files.isDevice(output)
            ? nil : try open(DataPackage.path(beside: output), OurFiles.dataPackage)
        var writer = try CSVWriter(layout, options: options, to: file, tables: tables)
        var counted = FileNotes()
        try forEachRow {
            counted.count($0.head)
            try writer.write($0)
        }
        try writer.finish()
        if let package {
            try DataPackage(
                layout, locale: language, file: name, tables: names, options: options,
                formerMissing: writer.formerMissing, notes: notes(counted, layout)
            ).write(to: package)
        }
        var losses = writer.losses
        guard shape.syntax else { return losses }
        let syntax = try SPSSSyntax(layout, locale: language, options: options)
        try syntax.write(
            of: name, texts: writer.longestTexts, to: open(SPSSSyntax.path(beside: output), OurFiles.syntax))
        for (index, roster) in layout.rosters.enumerated() {
            let path = Files.path(beside: output, with: roster.name)
            try syntax.write(
                roster: index, of: names[index], texts: writer.longestRosterTexts[index],
                to: open(SPSSSyntax.path(beside: path), OurFiles.syntax))
        }
        losses.add(syntax.losses)
        for cut in syntax.cuts(texts: writer.longestTexts, rosterTexts: writer.longestRosterTexts) {
            losses.add(cut)
        }
        return losses
    }

    private func writeDDI(_ layout: ColumnLayout, _ open: Open) throws -> LossReport {
        let file = try main(open)
        var writer = DDIWriter(
            layout, frequencies: DDIFrequencies(try statistics()),
            language: shape.locale == nil ? nil : language, selection: filter, to: file)
        try forEachRow { try writer.write($0) }
        writer.notes = notes(writer.notes, layout)
        try writer.finish()
        return writer.losses
    }

    private func writePackage(_ format: PackageFormat, _ layout: ColumnLayout, _ open: Open) throws
        -> LossReport
    {
        // Outputs first: what cannot be written is said before everything is read.
        let (file, tables) = (try main(open), try rosters(of: layout, open))
        var writer = PackageWriter(format, layout, locale: language)
        var counted = FileNotes()
        let spool = try RowSpool(pass.plan, beside: output)
        try forEachRow {
            counted.count($0.head)
            try spool.add($0)
        }
        writer.notes = notes(counted, layout)
        return try writer.write(spool, to: file, rosters: tables)
    }

    private func writeWorkbook(_ layout: ColumnLayout, _ open: Open) throws -> LossReport {
        let options = SpreadsheetWriter.Options(
            locale: language, texts: texts[codebook.locales[language]] ?? ProgramTexts(),
            values: shape.values == .labels ? .labels : .codes, filter: filter)
        var writer = try SpreadsheetWriter(layout, options: options, to: main(open), beside: output)
        try forEachRow { try writer.write($0) }
        try writer.write(statistics())
        writer.notes = notes(writer.notes, layout)
        try writer.finish()
        return writer.losses
    }

    private func writeTripleS(_ layout: ColumnLayout, _ open: Open) throws -> LossReport {
        let options = TripleSOptions(
            version: shape.standard == .three ? .v3 : .v2, format: shape.data == .csv ? .csv : .fixed,
            locales: shape.locale == nil ? nil : [language], of: codebook.locales.count)
        let stem = Files.stem(of: output)
        var sinks: [String: any ByteSink] = [:]
        for name in TripleSWriter.files(layout, options, stem: stem) {
            sinks[name] = try open(Files.path(of: name, beside: output)) {
                // Data begin with whatever the first response has.
                name.hasSuffix(".sss") ? OurFiles.tripleS($0) : hasOurDefinitions(Files.stem(of: name))
            }
        }
        var writer = try TripleSWriter(
            layout, options, stem: stem, plan: pass.plan, beside: output, to: sinks)
        try forEachRow { try writer.write($0) }
        writer.notes = notes(writer.notes, layout)
        try writer.finish()
        return writer.losses
    }

    /// Whether definitions of ours stand beside data of Triple-S, which do not say what they are.
    private func hasOurDefinitions(_ stem: String) -> Bool {
        ["", ".\(survey.language)", ".response", ".response.\(survey.language)"].contains { part in
            let path = Files.path(of: stem + part + ".sss", beside: output)
            return Files.exists(path) && (try? Files.beginning(of: path)).map(OurFiles.tripleS) == true
        }
    }

    // MARK: What they share

    private func main(_ open: Open) throws -> OutputFile { try file(at: output, open) }

    private func file(at path: String, _ open: Open) throws -> OutputFile {
        try open(path) { form.isOurs($0, at: path) }
    }

    /// A file for each roster that is a table of its own: `answers.w.csv` beside `answers.csv`.
    private func rosters(of layout: ColumnLayout, _ open: Open) throws -> [any ByteSink] {
        try layout.rosters.map { try file(at: Files.path(beside: output, with: $0.name), open) }
    }

    /// The index of the language of labels.
    private var language: Int { shape.language(of: codebook) }

    /// Which responses were asked for, as they were asked for on the command line; nil for all.
    private var filter: String? {
        let parts = [
            condition.condition.map { "--where \($0)" }, condition.since.map { "--since \($0)" },
            condition.until.map { "--until \($0)" },
            condition.weights.map { "--weights \($0) (a column; statistics are not weighted)" },
            selection.versions.map { "--version \($0.map(String.init).joined(separator: ","))" },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Writes every response as it comes.
    private func stream(_ writer: some ResponseWriter) throws -> LossReport {
        var writer = writer
        try forEachRow { try writer.write($0) }
        try writer.finish()
        return writer.losses
    }

    /// What is to be said of the whole file once all responses were gone through, beside what they say themselves.
    private func notes(_ counted: FileNotes, _ layout: ColumnLayout) -> FileNotes {
        var notes = counted
        notes.versions = (pass.pooling?.others ?? []).compactMap { version in
            guard version.isCounted else {
                return .init(version: version.version, responses: version.responses, variables: nil)
            }
            // What stays out in any case is missed by nobody.
            let personal = Set(layout.personal.map { codebook.variables[$0].name })
            let names = version.leftOut.filter { !$0.isMetric && !personal.contains($0.name) }.map { left in
                left.name + (left.locales.map { " (\($0.joined(separator: ", ")))" } ?? "")
            }
            return names.isEmpty
                ? nil : .init(version: version.version, responses: version.responses, variables: names)
        }
        return notes
    }

    /// The statistics of the same responses. A store has counted all of its own already; what was chosen is counted in another
    /// pass.
    private func statistics() throws -> SurveyStatistics {
        var request = StudyRequest()
        request.selection = selection
        let study = try Study(survey, request)
        // Where tallies are damaged, the responses themselves tell as much.
        if !request.needsResponses, case .store(let store)? = found.single,
            let pooled = try? found.pooled(store)
        {
            return try study.statistics(
                pooled.tallies, collection: CollectionCounts(conflicts: try store.conflictCount()),
                pooling: pooled.pooling)
        }
        let pass = ResponsePass(
            study.plan, versions: found.versions, selection: selection, populations: .proved)
        var statistics = try study.statistics(of: found.all, pass, note: { Console.note($0) })
        statistics.selection = condition
        return statistics
    }

    private func forEachRow(_ body: (ResponseRow) throws -> Void) throws {
        var progress = ExportProgress()
        try pass.forEachRow(
            in: found.all, as: form.keepsVersions ? .given : .pooled, weights: weights
        ) { row in
            try body(row)
            progress.step()
        }
    }

    /// What was left out before any writer saw it.
    private func addLosses(of layout: ColumnLayout, to report: inout LossReport) {
        for position in layout.personal {
            report.add(
                Loss(
                    .personal, of: codebook.variables[position].name,
                    "is personal; --include-personal writes it"))
        }
        guard !form.keepsVersions else { return }
        let isOfAll = (form == .tripleS || form == .ddi) && shape.locale == nil
        for loss in layout.losses(language: isOfAll ? nil : language, describesComputed: form == .ddi) {
            report.add(loss)
        }
        guard let pooling = pass.pooling else { return }
        for version in pooling.others {
            guard version.isCounted else {
                report.add(
                    Loss(
                        .notComparable, of: "version \(version.version)", count: version.responses,
                        "has no answers that are comparable with version \(pooling.version); --version \(version.version) writes them"
                    ))
                continue
            }
            addGone(version, to: &report)
            for left in version.leftOut where !left.isMetric {
                report.add(
                    Loss(
                        // How many of the version were in these languages is not known.
                        .notComparable, of: left.name, count: left.locales == nil ? version.responses : nil,
                        "of version \(version.version) is not asked here\(left.locales.map { " in \($0.joined(separator: ", "))" } ?? ""), since \(left.reason) (\(left.subject)); --version \(version.version) writes it"
                    ))
            }
        }
    }

    /// What an earlier version has and the newest has not: there is no column for it.
    private func addGone(_ version: Pooling.Version, to report: inout LossReport) {
        guard
            let earlier = found.versions.first(where: {
                $0.name == survey.name && $0.version == version.version
            })
        else { return }
        let index = survey.variableIndex
        for variable in earlier.variables where variable.isStored {
            guard let now = index[variable.name] else {
                report.add(
                    Loss(
                        .leftOut, of: variable.name,
                        "of version \(version.version) has no column, since version \(survey.version) does not ask it; --version \(version.version) writes it"
                    ))
                continue
            }
            guard let list = variable.domain.list, let present = survey[now].domain.list else { continue }
            let names = Set(survey[present].options.map(\.name))
            for option in earlier[list].options where !names.contains(option.name) {
                report.add(
                    Loss(
                        .leftOut, of: "\(variable.name):\(option.name)",
                        "of version \(version.version) is not written, since version \(survey.version) does not offer it; --version \(version.version) writes it"
                    ))
            }
        }
    }
}

/// Shows how many responses were written.
private struct ExportProgress {
    private var count = 0
    private var shown = Stores.now()

    mutating func step() {
        count += 1
        guard count & 0x3FFF == 0 else { return }
        let now = Stores.now()
        guard now.milliseconds - shown.milliseconds >= 100 else { return }
        shown = now
        Console.progress("\(count) responses")
    }
}
