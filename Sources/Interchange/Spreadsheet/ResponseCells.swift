internal import Codebook
internal import SurveyModel
internal import Tallies
internal import Translations

/// What belongs to a response, as cells.
///
/// Most of it is the same in one response after the other, so that its text is kept until another comes.
final class ResponseCells {
    /// The id of the response that was taken last.
    private(set) var id = CellText("")
    private let survey: CellText
    private let states: [CellText]
    private let truths: [CellText]
    private var kept: [Column.ResponsePart: (text: String, cell: CellText)] = [:]

    init(_ layout: ColumnLayout, _ options: SpreadsheetWriter.Options) {
        survey = CellText(layout.codebook.survey.name)
        states = Disposition.allCases.map { CellText($0.rawValue) }
        truths =
            options.values == .labels ? [CellText(options.texts[.no]), CellText(options.texts[.yes])] : []
    }

    /// Keeps the id of a response.
    func take(_ row: ResponseRow) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        row.writeID(into: &bytes)
        id = CellText(String(decoding: bytes, as: UTF8.self))
    }

    /// Writes one part of a response into a column of its table.
    func write(
        _ part: Column.ResponsePart, of row: ResponseRow, _ place: Int, in table: ResponseTable,
        _ buffer: CellBuffer, _ losses: inout LossReport
    ) {
        switch part {
        case .id: table.write(id, place)
        case .survey: table.write(survey, place)
        case .structure: table.write(cell(part, row.head.structure), place)
        case .locale: table.write(cell(part, row.head.locale), place)
        case .station: if let station = row.head.station { table.write(cell(part, station), place) }
        case .channel: if let channel = row.head.channel { table.write(cell(part, channel), place) }
        case .state: table.write(states[Disposition.allCases.firstIndex(of: row.head.state) ?? 0], place)
        case .stale where !truths.isEmpty: table.write(truths[row.head.isStale ? 1 : 0], place)
        case .version, .seed, .started, .ended, .stale, .weight:
            table.write(row.value(of: .response(part)), place, buffer, &losses)
        }
    }

    private func cell(_ part: Column.ResponsePart, _ text: String) -> CellText {
        if let known = kept[part], known.text.hasSameBytes(as: text) { return known.cell }
        let cell = CellText(text)
        kept[part] = (text, cell)
        return cell
    }
}
