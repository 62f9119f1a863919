internal import Codebook

/// What a column is called: what was asked, and which part of it stands in the column.
struct ColumnLabel {
    /// The text of the question; the name of a variable that nobody is asked for.
    var question: Label
    /// The row, the option, or the option of the row; nil where the column has the whole answer.
    var part: Label?

    /// Both in one.
    var whole: Label { part.map { question.joined($0) } ?? question }
}

extension Column {
    /// The label of a column of a variable. Every format takes it from here, so that no two of them disagree.
    func label(_ entry: Codebook.Entry) -> ColumnLabel {
        var label = ColumnLabel(question: entry.question ?? entry.label, part: entry.part)
        // A variable that nobody is asked for is called by its label alone.
        if entry.question == nil { label.part = nil }
        switch source {
        case .option(_, let option), .place(_, let option):
            let option = entry.categories[option].label ?? entry.label.named(entry.categories[option].name)
            label.part = label.part?.joined(option) ?? option
        case .response, .variable: break
        }
        return label
    }
}

extension Label {
    /// A name in as many languages as this label.
    fileprivate func named(_ name: String) -> Label {
        Label(wordings.map { _ in Wording(name) }, origin: .name)
    }
}
