internal import Analyses
internal import SurveyModel
internal import Tallies

/// Reads responses to one structure of a survey as rows of the newest version's plan.
///
/// The memory of a line belongs to whoever calls, and has to stay until the next one is read.
final class VersionLens {
    /// What a line turned out to be.
    struct Reading {
        var entry: ResponseIndex.Entry
        var version: Int
        var started: Timestamp
        var ended: Timestamp
    }

    let survey: Survey
    let layout: LineLayout
    private let parser: LineParser
    private let hash: ContentHash
    private let translation: RowTranslation?
    /// The row in the codes of this structure.
    private var own: TallyRow
    /// What the strict reader read last; nil if the fast one did.
    private var strict: Response?

    /// `target` is the plan of the newest version.
    init(_ survey: Survey, target: TallyPlan, _ hash: ContentHash) {
        self.survey = survey
        self.hash = hash
        let isSame = survey.structure == target.survey.structure
        let plan = isSame ? target : TallyPlan(survey)
        layout = LineLayout(plan)
        parser = LineParser(layout, hash)
        translation = isSame ? nil : RowTranslation(from: plan, to: target)
        own = TallyRow(plan)
    }

    /// Makes room for the longest line of a chunk.
    func reserve(_ count: Int) { parser.reserve(count) }

    /// Reads the line that begins here and is so long, without its line break; nil if the fast reader is not sure.
    func read(_ start: Position, count: Int) -> Reading? {
        var end = start
        guard case .response = parser.read(start, end: &end), end - start == count else { return nil }
        strict = nil
        let head = parser.head.pointee
        return Reading(
            entry: head.entry, version: head.version, started: Timestamp(milliseconds: head.started),
            ended: Timestamp(milliseconds: head.ended))
    }

    /// Reads a line that the fast reader is not sure of. Throws why it is no response.
    func readStrictly(_ line: [UInt8]) throws(ResponseFault) -> Reading {
        let response = try Response(
            line: line, of: layout.survey, index: layout.index, rules: layout.strictRules)
        strict = response
        own = TallyRow(response, layout.plan)
        return Reading(
            entry: ResponseIndex.Entry(response, content: hash.of(response, own, layout.plan)),
            version: response.version, started: response.started, ended: response.ended)
    }

    /// Writes the line that was read last as a row of the newest version's plan.
    func fill(_ row: inout TallyRow) {
        guard let translation else {
            if strict == nil { parser.fill(&row) } else { row = own }
            return
        }
        if strict == nil { parser.fill(&own) }
        translation.translate(own, to: &row)
    }

    /// Writes the line that was read last as a row of the newest version's plan, or of this structure's own.
    func fill(_ row: ResponseRow, asGiven: Bool) {
        if asGiven {
            if strict == nil { parser.fill(&row.codes) } else { row.codes = own }
        } else {
            fill(&row.codes)
        }
        row.head.structure = survey.structure
        if let strict {
            row.fillHead(strict)
            let answers = strict.answers
            row.take(textsAndBeyondOf: asGiven ? answers : translation?.translate(answers) ?? answers)
            return
        }
        parser.fill(&row.head)
        row.clearTexts()
        for text in layout.texts {
            guard parser.codes[text] == 0 else { continue }
            guard let position = asGiven ? text : translation.map({ $0.target(ofText: text) }) ?? text else {
                continue
            }
            row.setText(
                UnsafeRawBufferPointer(start: parser.texts[text].start, count: parser.texts[text].count),
                of: position)
        }
    }

    /// The answers of the line that was read last, over the newest version's variables.
    func answers() -> [Answer] {
        let answers = strict?.answers ?? parser.answers()
        return translation?.translate(answers) ?? answers
    }

    /// The name of the kiosk or terminal in the line that was read last.
    var station: String? {
        if let strict { return strict.station }
        let place = parser.head.pointee.station
        guard let start = place.start, place.count > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: start, count: place.count), as: UTF8.self)
    }
}
