internal import SurveyModel
internal import Tallies

/// Counts lines that turned out to be new to a store: they are read again, which costs half a microsecond, and counted where
/// the parser left them.
final class LineCounter {
    let plan: TallyPlan
    private let parser: LineParser
    private let counter: RowCounter
    private var others: Tallies
    private var row: TallyRow
    private(set) var count = 0

    init(_ plan: TallyPlan) {
        self.plan = plan
        parser = LineParser(LineLayout(plan), ContentHash())
        counter = RowCounter(plan)
        others = Tallies(plan)
        row = TallyRow(plan)
    }

    /// Counts a line of a sealed chunk that the fast reader took with this structure.
    func add(_ line: SortedChunk.Line, of chunk: SortedChunk) {
        count += 1
        parser.reserve(line.count)
        var end = UnsafePointer(chunk.buffer.start + line.offset)
        guard case .response = parser.read(end, end: &end) else {
            // Two plans of one structure read alike, so this is for the strict reader's word only.
            let bytes = chunk.buffer.copy(line.offset, line.count)
            let read = try? Response(line: bytes, of: plan.survey, index: plan.survey.variableIndex)
            if let read { others.add(read) }
            return
        }
        counter.add(parser)
        guard counter.hasRest else { return }
        parser.fill(&row)
        guard plan.isCounted[row.state] else { return }
        others.add(
            row, metrics: counter.rest, relations: counter.restRelations, answers: parser.answers)
    }

    /// Counts a response that the strict reader took.
    func add(_ response: Response) {
        count += 1
        others.add(response)
    }

    /// What was counted since the last time.
    func take() -> Tallies {
        var all = others
        counter.add(to: &all)
        counter.clear()
        others = Tallies(plan)
        count = 0
        return all
    }
}
