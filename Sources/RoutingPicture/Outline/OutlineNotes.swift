internal import RoutingProof
internal import SurveyModel

/// Says what is known of each part, in words, and what of it is dead.
struct OutlineNotes {
    private let survey: Survey
    private let marks: Marks
    /// The options and rows of each question that have a mark, in the order of the file.
    private var offers: [QuestionID: [Offer]] = [:]

    private struct Offer {
        var name: String
        var isRow: Bool
        var mark: Marks.Mark
        var order: Int
    }

    init(_ survey: Survey, _ marks: Marks) {
        self.survey = survey
        self.marks = marks
        for (subject, mark) in marks.all {
            switch subject {
            case .option(let id, let option):
                guard survey.questions.indices.contains(id.position), let list = survey[id].list,
                    survey[list].options.indices.contains(option)
                else { continue }
                let name = survey[list].options[option].name
                offers[id, default: []].append(.init(name: name, isRow: false, mark: mark, order: option))
            case .part(let id): add(part: id, mark)
            case .question, .page, .roster, .condition, .check, .ending: break
            }
        }
        for id in offers.keys {
            offers[id]?.sort { ($0.order, $0.isRow ? 1 : 0) < ($1.order, $1.isRow ? 1 : 0) }
        }
    }

    private mutating func add(part id: VariableID, _ mark: Marks.Mark) {
        guard survey.variables.indices.contains(id.position) else { return }
        switch survey[id].role {
        case .row(let question, let row):
            guard survey[question].rows.indices.contains(row) else { return }
            offers[question, default: []].append(
                .init(name: survey[question].rows[row].name, isRow: true, mark: mark, order: row))
        case .amount(let question, let option):
            guard let list = survey[question].list, survey[list].options.indices.contains(option) else {
                return
            }
            offers[question, default: []].append(
                .init(name: survey[list].options[option].name, isRow: true, mark: mark, order: option))
        // The text of an option is dead where the option is; an answer is its question.
        case .specify, .answer, .given, .computed, .split, .today: break
        }
    }

    /// Adds notes to all parts. Linear in the outline and the marks.
    func add(to outline: inout Outline) {
        guard !marks.isEmpty else { return }
        for index in outline.parts.indices {
            mark(&outline.parts[index])
            // What stands in something dead is dead, whatever is known of it.
            let part = outline.parts[index]
            for (place, child) in part.children.enumerated() {
                let isInDeadArm = part.arms.indices.contains(place) && part.arms[place].isDead
                if part.isDead || isInDeadArm { outline.parts[child].isDead = true }
            }
        }
    }

    private func mark(_ part: inout Outline.Part) {
        let words: Words
        switch part.kind {
        case .page: words = .shown
        case .ending: words = .reached
        case .check: words = .check
        case .frame: words = .asked
        case .slot: words = .instance
        case .card:
            for index in part.entries.indices {
                mark(&part.entries[index])
                guard part.isDead else { continue }
                part.entries[index].isDead = true
                if part.entries[index].note == nil, !part.entries[index].subjects.isEmpty {
                    part.entries[index].note = .init(mark: .dead, text: Words.asked.text(.dead))
                }
            }
            let questions = part.entries.filter { !$0.subjects.isEmpty }
            if !questions.isEmpty, questions.allSatisfy(\.isDead) { part.isDead = true }
            return
        case .branch(let split, _):
            mark(&part.arms, isSplit: split != nil, isDead: part.isDead)
            let conditions = part.arms.filter { !$0.subjects.isEmpty }
            let unmet = conditions.allSatisfy { isWhole($0.subjects, .dead) }
            if !conditions.isEmpty, unmet { part.isDead = true }
            return
        case .sequence, .start: return
        }
        part.note = note(part.subjects, words)
        if isWhole(part.subjects, .dead) { part.isDead = true }
        if part.isDead, part.note == nil, words != .instance {
            part.note = .init(mark: .dead, text: words.text(.dead))
        }
        if case .slot = part.kind, isWhole(part.subjects, .never) { part.isDead = true }
    }

    private func mark(_ arms: inout [Outline.Arm], isSplit: Bool, isDead: Bool) {
        // Whether those who come to the next arm are nobody.
        var nobodyLeft = isDead
        for index in arms.indices {
            arms[index].note = note(arms[index].subjects, .condition)
            // Of what chance draws, the last is all that is left.
            if isSplit, arms[index].note?.mark == .always { arms[index].note = nil }
            let isNever = isWhole(arms[index].subjects, .never) || isWhole(arms[index].subjects, .dead)
            arms[index].isDead = nobodyLeft || isNever
            arms[index].isWhole = !isSplit && isWhole(arms[index].subjects, .always)
            if arms[index].isWhole { nobodyLeft = true }
        }
    }

    private func mark(_ entry: inout Outline.Entry) {
        let isNote = entry.tag == "note"
        entry.note = note(entry.subjects, isNote ? .shown : .asked)
        entry.isDead = isWhole(entry.subjects, .dead)
        for index in entry.details.indices {
            entry.details[index].note = note(entry.details[index].subjects, .condition)
        }
        guard !entry.isDead else { return }
        entry.details += offered(entry.subjects)
    }

    // MARK: Options and rows

    /// What is known of what a question offers; options of the same fate in one line.
    private func offered(_ subjects: [Outline.Subject]) -> [Outline.Detail] {
        var known: [String: Int] = [:]
        var names: [(name: String, isRow: Bool, marks: [(Marks.Mark, String)])] = []
        var count = 0
        for subject in subjects {
            guard case .question(let id) = subject.mark else { continue }
            // An instance that nobody is asked needs no more words.
            if marks[subject.mark] == .dead { continue }
            count += 1
            for offer in offers[id] ?? [] {
                let key = (offer.isRow ? "row " : "") + offer.name
                let place = known[key] ?? names.count
                if place == names.count {
                    known[key] = place
                    names.append((offer.name, offer.isRow, []))
                }
                names[place].marks.append((offer.mark, subject.instance))
            }
        }
        var lines: [String: Int] = [:]
        var details: [Outline.Detail] = []
        for name in names {
            guard let (note, isWhole) = Self.note(name.marks, of: count, name.isRow ? .part : .option) else {
                continue
            }
            let label = note.text + ": "
            if let line = lines[label] {
                details[line].text += ", " + name.name.inOneLine
            } else {
                lines[label] = details.count
                details.append(
                    Outline.Detail(
                        label: label, text: name.name.inOneLine, note: note,
                        isDead: isWhole && note.mark == .dead))
            }
        }
        return details
    }

    // MARK: Words

    /// How each mark is said of a kind of part; nil is not said.
    private enum Words {
        case asked, shown, reached, condition, check, option, part, instance

        func text(_ mark: Marks.Mark) -> String {
            switch (self, mark) {
            case (.condition, .dead), (.check, .dead): "never reached"
            case (.condition, .never): "never true"
            case (.condition, .always): "always true"
            case (.condition, .undecided): "undecided"
            case (.check, .never): "can never be satisfied"
            case (.check, .always): "never fires"
            case (.check, .undecided): "undecided"
            case (.asked, .dead), (.asked, .never), (.instance, .dead), (.instance, .never): "never asked"
            case (.shown, .dead), (.shown, .never), (.part, .dead), (.part, .never): "never shown"
            case (.reached, .dead), (.reached, .never): "never reached"
            case (.option, .dead), (.option, .never): "never chosen"
            case (.asked, .undecided), (.instance, .undecided): "undecided whether it is asked"
            case (.shown, .undecided), (.part, .undecided): "undecided whether it is shown"
            case (.reached, .undecided): "undecided whether it is reached"
            case (.option, .undecided): "undecided whether it is chosen"
            case (.asked, .always), (.instance, .always): "always asked"
            case (.shown, .always), (.part, .always): "always shown"
            case (.reached, .always), (.option, .always): "always"
            case (_, .trap): "trap: no ending can be reached from here"
            }
        }
    }

    private func note(_ subjects: [Outline.Subject], _ words: Words) -> Outline.Note? {
        let known = subjects.compactMap { subject in marks[subject.mark].map { ($0, subject.instance) } }
        guard let (note, _) = Self.note(known, of: subjects.count, words) else { return nil }
        // That the number of instances is not fixed is why there is a loop.
        if words == .instance, note.mark == .always { return nil }
        return note
    }

    private static func note(
        _ known: [(mark: Marks.Mark, instance: String)], of count: Int, _ words: Words
    ) -> (Outline.Note, isWhole: Bool)? {
        var texts: [String] = []
        var first: Marks.Mark?
        for mark in [Marks.Mark.dead, .never, .trap, .always, .undecided] {
            let marked = known.filter { $0.mark == mark }
            if marked.isEmpty { continue }
            if first == nil { first = mark }
            let instances = marked.map(\.instance)
            texts.append(
                words.text(mark) + (marked.count == count ? "" : " for " + Outline.list(instances)))
        }
        guard let first else { return nil }
        let isWhole = known.count == count && known.allSatisfy { $0.mark == first }
        return (Outline.Note(mark: first, text: texts.joined(separator: "; ").inOneLine), isWhole)
    }

    private func isWhole(_ subjects: [Outline.Subject], _ mark: Marks.Mark) -> Bool {
        !subjects.isEmpty && subjects.allSatisfy { marks[$0.mark] == mark }
    }
}
