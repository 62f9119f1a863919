internal import Codebook
internal import SurveyModel
internal import Translations

/// Says in definitions what the fields of a table are, in one language.
struct TripleSDescribing {
    let codebook: Codebook
    let options: TripleSOptions
    /// The index of the language.
    let locale: Int
    /// How many responses there are.
    let count: Int
    /// What is to be said of all responses.
    let notes: FileNotes

    func definitions(_ table: TripleSTable, _ fields: [TripleSPlacedField], data: String)
        -> TripleSDefinitions
    {
        var definitions = self.definitions()
        // Letters that a document's encoding lacks would stand as references, which nothing resolves there.
        definitions.notes = notes.english(codebook)
        if table.roster == nil, codebook.locales.count > 1 {
            definitions.responseLanguages = codebook.locales
        }
        var record = TripleSDefinitions.Record()
        record.ident = table.roster == nil ? "R" : "L"
        record.href = data
        record.format = options.format
        record.encoding = options.version == .v3 ? options.encoding : nil
        record.skip = options.format == .csv ? 1 : 0
        var start = 1
        for (index, placed) in fields.enumerated() {
            var variable = self.variable(placed)
            variable.ident = String(index + 1)
            let width = options.format == .csv ? 1 : placed.width
            variable.start = start
            variable.finish = start + width - 1
            start += width
            record.variables.append(variable)
        }
        definitions.record = record
        return definitions
    }

    /// The file that says how responses and the records of rosters hang together.
    func hierarchy(_ levels: [TripleSDefinitions.Level]) -> TripleSDefinitions {
        var definitions = self.definitions()
        definitions.levels = levels
        return definitions
    }

    private func definitions() -> TripleSDefinitions {
        let survey = codebook.survey
        var definitions = TripleSDefinitions(
            version: options.version, title: .init(codebook.title.text(in: locale)))
        definitions.declaredEncoding = options.encoding.rawValue
        definitions.origin = "Sondeo"
        definitions.language = codebook.locales[locale]
        definitions.languages = [codebook.locales[locale]]
        definitions.name = survey.name
        definitions.surveyVersion = String(survey.version)
        return definitions
    }

    private func variable(_ placed: TripleSPlacedField) -> TripleSDefinitions.Variable {
        let field = placed.field
        // In a roster's table it stands for all instances.
        let entry = field.variable.map {
            field.column == nil ? codebook.variables[$0] : codebook.entry(ofStem: $0)
        }
        var variable = TripleSDefinitions.Variable(ident: "", name: field.name, kind: .character)
        var label = entry?.label.text(in: locale) ?? label(of: field)
        switch field.content {
        case .serial:
            variable.kind = .quantity
            variable.use = .serial
            variable.range = .init(from: "1", to: String(max(1, count)))
            label = "Serial number"
        case .part, .text: variable.size = placed.width
        case .version:
            variable.kind = .quantity
            variable.range = .init(from: "1", to: String(repeating: "9", count: placed.width))
        case .day, .date: variable.kind = .date
        case .clock, .time: variable.kind = .time
        case .state:
            variable.kind = .single
            variable.values = Disposition.allCases.enumerated().map {
                .init(code: String($0 + 1), label: .init(codebook.label(of: $1).text(in: locale)))
            }
        case .stale, .logical: variable.kind = .logical
        case .weight:
            variable.kind = .quantity
            variable.use = .weight
            variable.range = placed.numbers.map { .init(from: $0.text($0.from), to: $0.text($0.to)) }
        case .instance(_, let instances, let codes):
            variable.kind = .single
            variable.values = zip(codes.codes, instances).map {
                .init(code: String($0), label: .init($1.label.text(in: locale)))
            }
        case .coded(let codes), .ranked(let codes, _):
            variable.kind = .single
            add(codes, to: &variable, field.kinds) { entry?.categories[$0].label }
            if case .ranked(_, let place) = field.content { label += " (\(place))" }
        case .bits(let codes), .spread(let codes, _):
            variable.kind = .multiple
            add(codes, to: &variable, field.kinds) { entry?.categories[$0].label }
            if case .spread(_, let subfields) = field.content {
                variable.subfields = subfields
                variable.subfieldWidth = String(codes.highest).utf8.count
            }
        case .yesno(let codes):
            variable.kind = .single
            add(codes, to: &variable, field.kinds) { $0 == 0 ? codebook.no : codebook.yes }
            variable.values.swapAt(0, 1)
        case .point(let codes): points(codes, placed, entry, &variable)
        case .number: quantity(placed, &variable)
        }
        if let unit = entry?.unit, case .number = field.content { label += " (\(unit.text(in: locale)))" }
        variable.label = .init(label)
        return variable
    }

    /// The label of what belongs to a response, and of the instances of a roster.
    private func label(of field: TripleSField) -> String {
        func label(_ part: Column.ResponsePart) -> String { codebook.label(of: part).text(in: locale) }
        return switch field.content {
        case .part(let part): label(part)
        case .day(let part): "\(label(part)): \(codebook.label(.codebookTypeDate).text(in: locale))"
        case .clock(let part): "\(label(part)): \(codebook.label(.codebookTypeTime).text(in: locale))"
        case .version: label(.version)
        case .state: label(.state)
        case .stale: label(.stale)
        case .weight: label(.weight)
        case .instance: codebook.label(ofInstancesOf: field.name).text(in: locale)
        default: field.name
        }
    }

    /// Adds categories, then the kinds of missing in the order of the codebook.
    private func add(
        _ codes: TripleSCodes, to variable: inout TripleSDefinitions.Variable,
        _ kinds: [Codebook.MissingKind], label: (Int) -> Label?
    ) {
        for (index, code) in codes.codes.enumerated() {
            variable.values.append(
                .init(code: String(code), label: .init(label(index)?.text(in: locale) ?? String(code))))
        }
        add(kinds, to: &variable) { codes.missing[$0].map(String.init) }
    }

    private func add(
        _ kinds: [Codebook.MissingKind], to variable: inout TripleSDefinitions.Variable,
        code: (Missing) -> String?
    ) {
        for kind in kinds {
            guard let code = code(kind.kind) else { continue }
            variable.values.append(.init(code: code, label: .init(kind.label.text(in: locale))))
            variable.missing[kind.kind] = code
        }
    }

    private func points(
        _ codes: TripleSCodes, _ placed: TripleSPlacedField, _ entry: Codebook.Entry?,
        _ variable: inout TripleSDefinitions.Variable
    ) {
        let labels = Dictionary(
            (entry?.categories ?? []).compactMap { point in point.label.map { (point.code, $0) } },
            uniquingKeysWith: { first, _ in first })
        guard let numbers = placed.numbers else {
            variable.kind = .single
            variable.isScale = codes.codes.count > 1
            add(codes, to: &variable, placed.field.kinds) { labels[codes.codes[$0]] }
            // Scores count such a row from the other end; codes are what was answered.
            if entry?.isReversed == true, let low = codes.codes.first, let high = codes.codes.last {
                for index in codes.codes.indices {
                    variable.values[index].score = String(low + high - codes.codes[index])
                }
            }
            return
        }
        variable.kind = .quantity
        variable.range = .init(from: numbers.text(numbers.from), to: numbers.text(numbers.to))
        variable.values = labels.sorted { $0.key < $1.key }.map {
            .init(code: String($0.key), label: .init($0.value.text(in: locale)))
        }
        add(placed.field.kinds, to: &variable) { numbers.text($0) }
    }

    private func quantity(
        _ placed: TripleSPlacedField, _ variable: inout TripleSDefinitions.Variable
    ) {
        variable.kind = .quantity
        guard let numbers = placed.numbers else { return }
        variable.range = .init(from: numbers.text(numbers.from), to: numbers.text(numbers.to))
        add(placed.field.kinds, to: &variable) { numbers.text($0) }
    }
}
