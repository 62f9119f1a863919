internal import Codebook
internal import SurveyModel
public import Tallies

/// The description of a study for archives: DDI-Codebook 2.5, with every label in every language.
///
/// It describes the data file that `--to sav` writes: a variable for each of its columns, under its name there, and with its
/// codes; the names that CSV has stand beside. Responses are only counted, and their first and last day noted. The document
/// is written at the end, in memory that grows with the survey only.
///
/// Source: DDI Alliance, DDI-Codebook 2.5, https://ddialliance.org/Specification/DDI-Codebook/2.5/.
public struct DDIWriter: ResponseWriter {
    /// What the format could not carry.
    public private(set) var losses: LossReport
    /// What is to be said of the whole file beside what responses say themselves: what is missing of earlier versions.
    public var notes = FileNotes()
    private let layout: ColumnLayout
    private let frequencies: DDIFrequencies?
    private let languages: [Int]
    private let file: String?
    private let selection: String?
    private let sink: any ByteSink
    private var first: Timestamp?
    private var last: Timestamp?

    /// Prepares a description.
    ///
    /// - Parameters:
    ///   - layout: The columns of the data file, rosters wide.
    ///   - frequencies: How often values were given; nil leaves that out.
    ///   - language: The only language of labels, an index of the codebook's; nil is all of them.
    ///   - file: The name of the data file, where it is known.
    ///   - selection: How responses were chosen, as on the command line; nil where the document is of all.
    ///   - sink: Where the document goes.
    public init(
        _ layout: ColumnLayout, frequencies: DDIFrequencies? = nil, language: Int? = nil,
        file: String? = nil, selection: String? = nil, to sink: any ByteSink
    ) {
        self.layout = layout
        self.frequencies = frequencies
        languages = language.map { [$0] } ?? Array(layout.codebook.locales.indices)
        self.file = file
        self.selection = selection
        self.sink = sink
        losses = LossReport(format: "ddi", survey: layout.codebook.survey.name)
    }

    /// Counts a response.
    public mutating func write(_ row: ResponseRow) throws(OutputFault) {
        notes.count(row.head)
        if first.map({ row.head.started < $0 }) ?? true { first = row.head.started }
        if last.map({ $0 < row.head.ended }) ?? true { last = row.head.ended }
    }

    /// Writes the document.
    public mutating func finish() throws(OutputFault) {
        let writer = XMLWriter(to: sink)
        let names = PackageNames(layout.columns, of: layout.codebook, .spss)
        let study = DDIStudy(
            layout: layout, languages: languages, file: file, responses: notes.responses, first: first,
            last: last, frequencies: frequencies, notes: notes, selection: selection)
        var labels = DDILabels(writer: writer, codebook: layout.codebook, languages: languages)
        writer.start(root: "codeBook", namespace: "ddi:codebook:2_5")
        writer.attribute("version", "2.5")
        writer.attribute("xml:lang", layout.codebook.locales[languages.first ?? 0])
        study.write(&labels)
        var variables = DDIVariables(layout, names: names.names, frequencies, languages)
        writer.lineBreak()
        writer.element("dataDscr") {
            variables.writeGroups(&labels)
            variables.writeVariables(&labels)
            writer.lineBreak()
        }
        writer.lineBreak()
        try writer.finish()
        for loss in names.losses { losses.add(loss) }
        losses.add(labels.losses(format: losses.format))
        losses.add(variables.losses)
    }
}
