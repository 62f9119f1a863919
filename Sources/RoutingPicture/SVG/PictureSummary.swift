/// What a picture shows, in a sentence or two.
struct PictureSummary {
    /// The sentences.
    let text: String

    init(_ outline: Outline) {
        var (questions, notes, pages, conditions, checks, endings, rosters, dead) = (0, 0, 0, 0, 0, 0, 0, 0)
        for part in outline.parts {
            switch part.kind {
            case .page: pages += 1
            case .check: checks += 1
            case .ending: endings += 1
            case .frame(_, _, isRoster: true): rosters += 1
            case .sequence, .start, .card, .branch, .frame, .slot: break
            }
            for entry in part.entries where !entry.subjects.isEmpty {
                if entry.tag == "note" {
                    notes += 1
                } else {
                    questions += 1
                    dead += entry.isDead ? 1 : 0
                }
            }
            if case .branch(split: nil, _) = part.kind {
                conditions += part.arms.count { $0.condition != nil }
            }
        }
        func count(_ number: Int, _ one: String, _ many: String) -> String? {
            number == 0 ? nil : "\(number) \(number == 1 ? one : many)"
        }
        let counts = [
            count(questions, "question", "questions"), count(notes, "note", "notes"),
            count(pages, "page", "pages"),
            count(rosters, "roster", "rosters"), count(conditions, "condition", "conditions"),
            count(checks, "check", "checks"), count(endings, "ending", "endings"),
        ].compactMap(\.self)
        var text = "\(counts.joined(separator: ", "))."
        if let dead = count(dead, "question is never asked.", "questions are never asked.") {
            text += " \(dead)"
        }
        self.text = text
    }
}
