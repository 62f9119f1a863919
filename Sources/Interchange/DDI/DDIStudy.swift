internal import Codebook
internal import SurveyModel
internal import Translations

/// What a DDI document says of itself, of the study and of the data file.
struct DDIStudy {
    let layout: ColumnLayout
    let languages: [Int]
    let file: String?
    let responses: Int
    let first: Timestamp?
    let last: Timestamp?
    let frequencies: DDIFrequencies?
    let notes: FileNotes
    /// How responses were chosen; nil for all.
    let selection: String?

    private var codebook: Codebook { layout.codebook }
    private var survey: Survey { codebook.survey }

    /// What identifies the group of those who answered in a language.
    static func universe(of locale: String) -> String { "U_\(locale)" }

    func write(_ labels: inout DDILabels) {
        let writer = labels.writer
        writer.lineBreak()
        writer.element("docDscr") {
            writer.element("citation") {
                titles(&labels, identifier: "ddi")
                writer.element("prodStmt") {
                    day(last).map { day in labels.write("prodDate", plain: day, ["date": day]) }
                    writer.element("software") { writer.text("Sondeo", of: "software") }
                }
            }
        }
        writer.lineBreak()
        writer.element("stdyDscr") {
            writer.element("citation") {
                titles(&labels, identifier: "study")
                writer.element("verStmt") { labels.write("version", plain: "\(survey.version)") }
            }
            writer.element("stdyInfo") { summary(&labels) }
            if !notes.isSynthetic {
                writer.element("method") {
                    writer.element("dataColl") {
                        labels.write(
                            "collMode", english: "Self-administered questionnaire: computer-assisted (CASI)")
                    }
                }
            }
        }
        writer.lineBreak()
        writer.element("fileDscr") {
            writer.attribute("ID", "F1")
            writer.element("fileTxt") {
                if let file { labels.write("fileName", plain: file) }
                labels.write(
                    "fileCont", english: "A case for each response, a variable for each column.")
                writer.element("dimensns") {
                    labels.write("caseQnty", plain: "\(responses)")
                    labels.write("varQnty", plain: "\(layout.columns.count)")
                }
                labels.write("fileType", plain: "application/x-spss-sav")
            }
            if let selection {
                labels.write(
                    "notes",
                    english:
                        "Not all responses to the survey are described, but those chosen by \(selection)."
                )
            }
            for version in notes.versionLabels(codebook) {
                labels.write("notes", version, ["type": "not-comparable"])
            }
            if codebook.namesAnswers {
                labels.write("notes", codebook.label(.codebookBraces), ["type": "braces"])
            }
            if let frequencies {
                labels.write(
                    "notes",
                    english:
                        "Frequencies count the \(frequencies.responses) responses that are complete or partial, unweighted."
                )
            }
        }
    }

    /// The title with its translations, and what identifies the survey.
    private func titles(_ labels: inout DDILabels, identifier: String) {
        let writer = labels.writer
        let shown = labels.shown(codebook.title)
        writer.element("titlStmt") {
            for (place, wording) in shown.enumerated() {
                labels.write(
                    place == 0 ? "titl" : "parTitl", plain: codebook.title.text(in: wording.index),
                    ["xml:lang": wording.language])
            }
            let name = "\(survey.name)-\(survey.version)"
            labels.write(
                "IDNo", plain: identifier == "study" ? name : "\(name)-\(identifier)", ["agency": "sondeo"])
            if identifier == "study", !survey.structure.isEmpty {
                labels.write("IDNo", plain: survey.structure, ["agency": "sondeo-structure"])
            }
        }
    }

    private func summary(_ labels: inout DDILabels) {
        if let synthetic = notes.syntheticLabel(codebook) { labels.write("abstract", synthetic) }
        labels.writer.element("sumDscr") {
            if let first = day(first), let last = day(last) {
                labels.write("collDate", plain: first, ["date": first, "event": "start"])
                labels.write("collDate", plain: last, ["date": last, "event": "end"])
            }
            if notes.isSynthetic {
                labels.write("universe", english: "Nobody: a program made the responses")
            } else {
                labels.write("anlyUnit", english: "Individual")
                labels.write(
                    "universe",
                    english: selection.map { "Those who took part in the survey and were chosen by \($0)" }
                        ?? "Everybody who took part in the survey")
            }
            for locale in locales {
                labels.write(
                    "universe", english: "Those who answered in \(locale)",
                    ["ID": Self.universe(of: locale), "level": "language"])
            }
            labels.write("dataKind", english: notes.isSynthetic ? "Simulated data" : "Survey data")
        }
    }

    /// The languages that frequencies are broken down by.
    private var locales: [String] {
        guard let frequencies else { return [] }
        var seen: Set<String> = []
        for cells in frequencies.cells.values {
            for cell in cells { cell.locale.map { _ = seen.insert($0) } }
        }
        return codebook.locales.filter(seen.contains)
            + seen.subtracting(codebook.locales).sorted()
    }

    private func day(_ moment: Timestamp?) -> String? { moment.map { CalendarDay(of: $0).text } }
}
