internal import Codebook
public import SurveyModel

/// The description of tables of CSV as a Data Package, version 2 (https://datapackage.org): types, labels, categories, kinds of
/// missing, and how tables belong together.
///
/// ```swift
/// try DataPackage(layout, locale: 0, file: "answers.csv").write(to: file)
/// ```
public struct DataPackage {
    private let layout: ColumnLayout
    private let locale: Int
    private let file: String
    private let tables: [String]
    private let options: CSVWriter.Options
    private let formerMissing: [Int: [Missing]]
    private let notes: FileNotes

    /// Describes the files that `CSVWriter` writes of a layout, with labels in the language at an index of
    /// `Codebook.locales`.
    ///
    /// `file` and `tables`, one for each of `layout.rosters`, are names of files beside the description; `formerMissing` is
    /// what `CSVWriter` says of that name after the last response; `notes` is what is to be said of the whole file.
    public init(
        _ layout: ColumnLayout, locale: Int = 0, file: String, tables: [String] = [],
        options: CSVWriter.Options = CSVWriter.Options(), formerMissing: [Int: [Missing]] = [:],
        notes: FileNotes = FileNotes()
    ) {
        precondition(tables.count == layout.rosters.count, "each table of a roster has a file")
        self.layout = layout
        self.locale = locale
        self.file = file
        self.tables = tables
        self.options = options
        self.formerMissing = formerMissing
        self.notes = notes
    }

    /// The path of the description beside a table: `answers.datapackage.json` for `answers.csv`.
    public static func path(beside table: String) -> String {
        (table.hasSuffix(".csv") ? String(table.dropLast(4)) : table) + ".datapackage.json"
    }

    /// Writes it, over lines.
    public func write(to sink: any ByteSink) throws(OutputFault) { try sink.write(json.prettyText + "\n") }

    /// The description as a document.
    public var json: JSONValue {
        let survey = layout.codebook.survey
        let names = Self.names(["responses"] + layout.rosters.map(\.name))
        let fields = DataPackageFields(layout.codebook, locale, formerMissing)
        var resources = [
            resource(
                names[0], file, title: layout.codebook.title.text(in: locale),
                schema: .object([
                    "$schema": .string(Self.profile("tableschema")),
                    "fields": .array(layout.columns.map { fields.field($0) }),
                    "primaryKey": .array([.string("response:id")]),
                ]))
        ]
        for ((roster, table), name) in zip(zip(layout.rosters, tables), names.dropFirst()) {
            resources.append(resource(name, table, title: nil, schema: schema(roster, fields, names[0])))
        }
        return .object([
            "$schema": .string(Self.profile("datapackage")),
            "generator": .string("Sondeo"),
            "name": .string(Self.names([survey.name])[0]),
            "title": .string(layout.codebook.title.text(in: locale)),
            "description": .string(description),
            "version": .string("\(survey.version)"),
            "resources": .array(resources),
        ])
    }

    private var description: String {
        var text =
            "Responses to the survey \(survey.name), version \(survey.version); labels are in "
            + "\(layout.codebook.locales.indices.contains(locale) ? layout.codebook.locales[locale] : survey.language). "
            + "An empty cell was not asked; a cell that begins with one point is a kind of missing. "
            + "A text that begins with a point has another one before it: take one away."
        let isRanking = layout.codebook.variables.contains { entry in
            if case .ranking = entry.type { entry.isStored } else { false }
        }
        if isRanking {
            text +=
                " In the columns of a ranking, an empty cell is also an option that was given no place; "
                + "0 is in all of them where nothing was ranked."
        }
        for sentence in notes.sentences(layout.codebook, in: locale) { text += " " + sentence }
        if options.isSpreadsheetSafe {
            text +=
                " A text that a spreadsheet would run has an apostrophe before it: take it away, and one behind each semicolon, "
                + "tab and line break."
        }
        return text
    }

    private var survey: Survey { layout.codebook.survey }

    private func resource(_ name: String, _ path: String, title: String?, schema: JSONValue) -> JSONValue {
        .object([
            "$schema": .string(Self.profile("dataresource")),
            "name": .string(name), "type": .string("table"), "path": .string(path),
            "title": title.map(JSONValue.string), "format": .string("csv"), "mediatype": .string("text/csv"),
            "encoding": .string("utf-8"),
            "dialect": .object([
                "$schema": .string(Self.profile("tabledialect")), "header": .bool(true),
                "delimiter": .string(","), "lineTerminator": .string("\r\n"), "quoteChar": .string("\""),
                "doubleQuote": .bool(true),
            ]),
            "schema": schema,
        ])
    }

    /// The table of a roster: its rows belong to responses.
    private func schema(
        _ roster: ColumnLayout.RosterTable, _ fields: DataPackageFields, _ main: String
    ) -> JSONValue {
        let id = JSONValue.array([.string("response:id")])
        let instances = roster.columns.filter { if case .instance = $0 { true } else { false } }.map(\.name)
        let described = roster.columns.map { column in
            switch column {
            case .instance(let name, let instances): fields.instance(name, instances)
            case .stem(let column): fields.field(column, isStem: true)
            }
        }
        return .object([
            "$schema": .string(Self.profile("tableschema")),
            "fields": .array([fields.identifier(isUnique: false)] + described),
            "primaryKey": .array((["response:id"] + instances).map(JSONValue.string)),
            "foreignKeys": .array([
                .object([
                    "fields": id, "reference": .object(["resource": .string(main), "fields": id]),
                ])
            ]),
        ])
    }

    private static func profile(_ name: String) -> String {
        "https://datapackage.org/profiles/2.0/\(name).json"
    }

    /// Names as a package allows them: small letters, digits, points, hyphens and underscores, each once.
    static func names(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            let plain = String(
                name.lowercased().map { character in
                    character.isASCII
                        && (character.isLetter || character.isNumber || "._-".contains(character))
                        ? character : "-"
                })
            var unique = plain
            var number = 2
            while !taken.insert(unique).inserted {
                unique = "\(plain)-\(number)"
                number += 1
            }
            return unique
        }
    }
}
