internal import ArgumentParser
internal import Codebook
internal import Interchange
internal import SurveyModel

/// How an export looks.
struct ExportShape: ParsableArguments {
    enum Rosters: String, ExpressibleByArgument, CaseIterable {
        case wide, long
    }

    enum Values: String, ExpressibleByArgument, CaseIterable {
        case labels, codes
    }

    enum Standard: String, ExpressibleByArgument, CaseIterable {
        case two = "2.0"
        case three = "3.0"
    }

    enum DataForm: String, ExpressibleByArgument, CaseIterable {
        case fixed, csv
    }

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "The language of labels. Default: that of the survey file; triple-s: all, a file each.",
            valueName: "tag"))
    var locale: String?

    @Flag(help: "Include personal variables.")
    var includePersonal = false

    @ArgumentParser.Option(
        help:
            "Questions of rosters: wide, a column for each instance; long, a linked file with a row for each."
    )
    var rosters: Rosters = .wide

    @Flag(help: "csv: defuse texts that a spreadsheet would run as formulas.")
    var spreadsheetSafe = false

    @Flag(help: "csv: write SPSS syntax beside it that reads it with all labels.")
    var syntax = false

    @ArgumentParser.Option(help: "xlsx: show options by their labels, or by their codes.")
    var values: Values = .labels

    @ArgumentParser.Option(help: "triple-s: which version of the standard, 2.0 or 3.0.")
    var standard: Standard = .two

    @ArgumentParser.Option(help: "triple-s: data in fixed columns, or as CSV (3.0).")
    var data: DataForm = .fixed

    /// Throws where something was said that the form has no use for: it would be ignored.
    func check(_ form: ExportForm, hasWeights: Bool) throws {
        func refuse(_ isSaid: Bool, _ option: String, _ forms: Set<ExportForm>) throws {
            guard isSaid, !forms.contains(form) else { return }
            let names = ExportForm.allCases.filter(forms.contains).map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(option) is about \(names), not about \(form.rawValue).")
        }
        let labelled = Set(ExportForm.allCases.filter(\.hasLabels))
        try refuse(locale != nil, "--locale", labelled)
        try refuse(rosters == .long, "--rosters long", [.csv, .sav, .zsav, .dta, .xlsx, .tripleS])
        try refuse(spreadsheetSafe, "--spreadsheet-safe", [.csv])
        try refuse(syntax, "--syntax", [.csv])
        try refuse(values == .codes, "--values", [.xlsx])
        try refuse(standard == .three, "--standard", [.tripleS])
        try refuse(data == .csv, "--data", [.tripleS])
        try refuse(hasWeights, "--weights", labelled.subtracting([.ddi]))
        if data == .csv, standard == .two {
            throw ValidationError("--data csv is written in version 3.0 of Triple-S: add --standard 3.0.")
        }
        if let locale, !Response.isTag(locale) {
            throw ValidationError("--locale must be a tag like es or pt-BR.")
        }
    }

    /// The options that make a form write further files beside its own.
    func companions(of form: ExportForm) -> [String] {
        var companions: [String] = []
        if syntax { companions.append("--syntax") }
        if rosters == .long, form != .xlsx { companions.append("--rosters long") }
        return companions
    }

    /// The columns of a survey. Throws a failure for a language that the survey does not have.
    func layout(_ codebook: Codebook, hasWeights: Bool) throws -> ColumnLayout {
        if let locale, codebook.language(for: locale) == nil {
            throw Failure.usage(
                "--locale: \(codebook.survey.name) has no labels in \(locale); there are \(codebook.locales.joined(separator: ", "))"
            )
        }
        return ColumnLayout(
            codebook, includesPersonal: includePersonal, rosters: rosters == .long ? .long : .wide,
            hasWeights: hasWeights)
    }

    /// The index of the language of labels.
    func language(of codebook: Codebook) -> Int { locale.map(codebook.index(of:)) ?? 0 }
}
