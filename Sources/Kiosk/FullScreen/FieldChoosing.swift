internal import Interview
internal import SurveyModel

extension Scene {
    /// The field for an item: one kind of control per kind of question.
    func field(for item: Interview.Item) -> any Field {
        switch (survey[item.question].kind, item.part) {
        case (_, .specify), (.text, _): textField(for: item)
        case (.choice, _), (.yesno, _), (.consent, _): ChoiceField(item, self)
        case (.choices, _): ChoicesField(item, self)
        case (.nps, _), (.csat, _), (.ces, _), (.rating, _): RatingField(item, self)
        case (.grid, _), (.choiceGrid, _): GridField(item, self)
        case (.ranking, _): RankingField(item, self)
        case (.allocate, _): AllocationField(item, self)
        case (.number(let rule), _): NumberField(item, rule, self)
        case (.date, _): DateField(item, self)
        case (.time(let rule), _): TimeField(item, rule, self)
        case (.note, _): NoteField(item, self)
        }
    }
}
