internal import SurveyModel

// Arms may ask a question of one name in different words: a test says the name, and means the one that was asked.

extension Survey {
    /// The text that stands in one question where the given one stands in its namesake: its own text, or that of the
    /// row, group or option of the same name. Nil if it has none there.
    func counterpart(of text: TextID, in question: QuestionID, at namesake: QuestionID) -> TextID? {
        guard question != namesake else { return text }
        let (from, to) = (self[question], self[namesake])
        if text == from.text { return to.text }
        if let group = from.groups.first(where: { $0.text == text }) {
            return to.groups.first { $0.name == group.name }?.text
        }
        if let row = from.rows.first(where: { $0.text == text }) {
            return to.rows.first { $0.name == row.name }?.text
        }
        guard let list = from.list, let option = self[list].options.first(where: { $0.text == text }) else {
            return nil
        }
        return to.list.flatMap { list in self[list].options.first { $0.name == option.name }?.text }
    }
}
