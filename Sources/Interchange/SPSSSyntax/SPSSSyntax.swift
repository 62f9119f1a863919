internal import Codebook
internal import SurveyModel
internal import Tallies

/// Syntax that reads a table of CSV in SPSS or PSPP: names, labels, kinds of missing, measures, multiple-response sets.
///
/// Names, labels and codes are those of the `.sav` that would be written of the same layout. Most columns of CSV hold words
/// beside numbers (names of options, `.skipped`, `true`), so every column is read as a text and made a number afterwards;
/// nothing depends on what a reader makes of a cell that it did not expect.
///
/// SPSS and PSPP read a file line by line: the CSV has to be written with `CSVWriter.Options.isOneLine`.
///
/// ```swift
/// let syntax = try SPSSSyntax(layout, locale: 0, options: options)
/// try syntax.write(of: "answers.csv", texts: writer.longestTexts, to: file)
/// ```
public struct SPSSSyntax {
    /// What the syntax cannot say: names that had to change, labels that were cut. The texts of the CSV have losses of their
    /// own, which are added as the syntax is written.
    public private(set) var losses: LossReport
    private let layout: ColumnLayout
    private let options: CSVWriter.Options
    private let main: SPSSSyntaxTable
    private let rosters: [SPSSSyntaxTable]

    /// Prepares the syntax of a layout, with labels in the language at an index of `Codebook.locales`.
    ///
    /// `options` are those that the CSV is written with. Throws `OutputFault` where the system has no room for temporary files.
    public init(
        _ layout: ColumnLayout, locale: Int = 0, options: CSVWriter.Options
    ) throws(OutputFault) {
        self.layout = layout
        self.options = options
        let plan = TallyPlan(layout.codebook.survey)
        losses = LossReport(format: "sps", survey: plan.survey.name)
        // The dictionary of a `.sav` looks for widths in the responses, which come from the CSV here: it gets none.
        let spool = try RowSpool(plan, beside: "-")
        let dictionary = PackageDictionary(.sav, layout.codebook, locale: locale, spool)
        main = SPSSSyntaxTable(layout.columns, dictionary, plan)
        rosters = layout.rosters.map { SPSSSyntaxTable($0, dictionary, plan) }
        for table in [main] + rosters { for loss in table.losses { losses.add(loss) } }
        let texts = layout.codebook.variables.count {
            if case .text = $0.type { $0.isStored && $0.missing.count > 1 } else { false }
        }
        if texts > 0 {
            losses.add(
                Loss(
                    .simplified, count: texts,
                    "texts that were skipped, refused, not known or not applicable are empty, as those that were not asked"
                ))
        }
    }

    /// Writes the syntax that reads the table of responses from a file beside it.
    ///
    /// `texts` are the most bytes that each column has, as `CSVWriter.longestTexts` says after the last response.
    public func write(of file: String, texts: [Int], to sink: any ByteSink) throws(OutputFault) {
        try sink.write(main.text(of: file, texts, options, title: title))
    }

    /// Writes the syntax that reads the table of a roster, by its place in `layout.rosters`; `texts` are of
    /// `CSVWriter.longestRosterTexts`.
    public func write(
        roster: Int, of file: String, texts: [Int], to sink: any ByteSink
    ) throws(OutputFault) {
        // The response's id, which no longest text is of, comes first.
        try sink.write(rosters[roster].text(of: file, [36] + texts, options, title: title))
    }

    /// What the syntax cuts, given the texts that it is written with.
    public func cuts(texts: [Int], rosterTexts: [[Int]]) -> [Loss] {
        main.cuts(texts) + zip(rosters, rosterTexts).flatMap { table, texts in table.cuts([36] + texts) }
    }

    /// The path of the syntax beside a table: `answers.sps` for `answers.csv`.
    public static func path(beside table: String) -> String {
        (table.hasSuffix(".csv") ? String(table.dropLast(4)) : table) + ".sps"
    }

    private var title: String {
        let survey = layout.codebook.survey
        return "\(survey.name), version \(survey.version)"
    }
}
