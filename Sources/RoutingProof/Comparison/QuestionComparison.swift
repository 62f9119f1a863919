internal import SurveyModel

extension Comparer {
    /// Questions by name: what is read, what may be left out, and how it is shown.
    mutating func compareQuestions() {
        for (position, key) in new.keys.enumerated() {
            let after = QuestionID(position)
            if let before = old.questions[key] {
                compare(before, after)
            } else {
                added(after)
            }
        }
        for (position, key) in old.keys.enumerated() where new.questions[key] == nil {
            let question = old.survey.questions[position]
            // What other questions held is said of their variables.
            if question.kind == .note {
                add(.note, .question, question.name, before: old.source(question.text))
            }
        }
    }

    private mutating func added(_ id: QuestionID) {
        let question = new.survey[id]
        if question.kind == .note {
            add(.note, .question, question.name, after: new.source(question.text))
            return
        }
        // A namesake in another arm has variables that are there already.
        let names = new.variableNames(of: id).filter { old.variables[$0] == nil && !replaced.contains($0) }
        guard !names.isEmpty else { return }
        let isInstance = question.stem != question.name && old.stems.contains(question.stem)
        add(
            isInstance ? .instanceAdded : .questionAdded, .question, question.name,
            after: new.source(question.text))
    }

    private mutating func compare(_ before: QuestionID, _ after: QuestionID) {
        let earlier = old.survey[before]
        let later = new.survey[after]
        let name = later.name
        let variables = new.variableNames(of: after).filter { old.variables[$0] != nil }
        if earlier.kind == .note || later.kind == .note {
            if earlier.kind == later.kind {
                compare(.note, .question, name, earlier.text, later.text)
            } else {
                add(.note, .question, name, before: earlier.kindName, after: later.kindName)
            }
            return
        }
        if earlier.kindName != later.kindName, earlier.domainWord == later.domainWord {
            add(.kindWord, .question, name, before: earlier.kindName, after: later.kindName)
        }
        compare(.wording, .question, name, earlier.text, later.text, variables: variables)
        compare(.help, .question, name, earlier.help, later.help)
        if earlier.note != later.note { add(.codebookNote, .question, name) }
        if earlier.isOptional != later.isOptional {
            add(
                .required, .question, name, variables, before: earlier.isOptional ? "optional" : "required",
                after: later.isOptional ? "optional" : "required")
        }
        compare(missing: earlier.missing, later.missing, .question, name, variables)
        if earlier.isShuffled != later.isShuffled {
            add(
                .shuffle, .question, name, variables,
                before: earlier.isShuffled ? "shuffled" : "as in the file",
                after: later.isShuffled ? "shuffled" : "as in the file")
        }
        if earlier.draw != later.draw {
            add(
                .draw, .question, name, variables, before: earlier.draw.map { "draw \($0)" } ?? "all",
                after: later.draw.map { "draw \($0)" } ?? "all")
        }
        compareDisplay(earlier, later, variables)
        if earlier.idle != later.idle { add(.idle, .question, name) }
        let suggested = (suggestion(earlier, old), suggestion(later, new))
        if suggested.0 != suggested.1 {
            add(.suggestion, .question, name, variables, before: suggested.0, after: suggested.1)
        }
        let carried = (carried(earlier, old), carried(later, new))
        if carried.0 != carried.1 {
            add(.optionsCarried, .question, name, variables, before: carried.0, after: carried.1)
        }
        if case .allocate(_, let before) = earlier.kind, case .allocate(_, let after) = later.kind,
            before != after
        {
            add(.total, .question, name, variables, before: "\(before)", after: "\(after)")
        }
        compareAmounts(earlier, later)
        compareRows(earlier, later)
    }

    private mutating func compareDisplay(_ earlier: Question, _ later: Question, _ variables: [String]) {
        guard earlier.display != later.display else { return }
        let (before, after) = (earlier.display?.rawValue, later.display?.rawValue)
        if earlier.display == .faces || later.display == .faces {
            add(.faces, .question, later.name, variables, before: before, after: after)
        } else {
            add(.table, .question, later.name, before: before, after: after)
        }
    }

    mutating func compare(
        missing earlier: [Question.MissingOption], _ later: [Question.MissingOption],
        _ kind: Change.Subject.Kind, _ name: String, _ variables: [String]
    ) {
        for option in later {
            if let before = earlier.first(where: { $0.kind == option.kind }) {
                compare(.missingWording, kind, name, before.text, option.text, variables: variables)
            } else {
                add(.missingOffered, kind, name, variables, after: option.kind.rawValue)
            }
        }
        for option in earlier where !later.contains(where: { $0.kind == option.kind }) {
            add(.missingOffered, kind, name, variables, before: option.kind.rawValue)
        }
    }

    private func suggestion(_ question: Question, _ side: Side) -> String? {
        if let day = question.suggestedDay { return "\(day)" }
        guard let value = question.suggestion else { return nil }
        switch value {
        case .option(let option):
            guard let list = question.list else { return "\(option)" }
            return side.survey[list].options[option].name
        case .options(let options), .order(let options):
            guard let list = question.list else { return "\(options)" }
            return options.map { side.survey[list].options[$0].name }.joined(separator: ", ")
        default: return Formula.literal(value).text(in: side.survey)
        }
    }

    private func carried(_ question: Question, _ side: Side) -> String? {
        guard !question.carried.isEmpty else { return nil }
        return question.carried.map { rule in
            switch rule {
            case .chosen(let id): "from \(side.survey[id].name)"
            case .exceptChosen(let id): "except \(side.survey[id].name)"
            case .except(let options):
                "except "
                    + options.map { option in
                        question.list.map { side.survey[$0].options[option].name } ?? "\(option)"
                    }.joined(separator: ", ")
            }
        }.joined(separator: " ")
    }

    /// The parts of an allocation are options of a list that no variable is of.
    private mutating func compareAmounts(_ earlier: Question, _ later: Question) {
        guard case .allocate(let before, _) = earlier.kind, case .allocate(let after, _) = later.kind else {
            return
        }
        for variable in later.variables where old.variables[new.survey[variable].name] != nil {
            lists.add(
                before, after, new.survey[variable].name, owner: later.name, isAsked: true,
                isShuffled: earlier.isShuffled && later.isShuffled)
        }
    }

    private mutating func compareRows(_ earlier: Question, _ later: Question) {
        let variables: [String: Int] = Dictionary(
            earlier.rows.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var places: [Int] = []
        /// For each row that both have: its variable and whether a new one stands before it.
        var kept: [(variable: String, isAfterNew: Bool)] = []
        var hasNew = false
        for row in later.rows {
            let name = "\(later.name).\(row.name)"
            guard let place = variables[row.name] else {
                hasNew = true
                if !replaced.contains(name) { add(.rowAdded, .row, name, after: new.source(row.text)) }
                continue
            }
            places.append(place)
            kept.append((name, hasNew))
            let before = earlier.rows[place]
            compare(.wording, .row, name, before.text, row.text, variables: [name])
            compare(missing: before.missing, row.missing, .row, name, [name])
            if before.shuffleGroup != row.shuffleGroup { add(.shuffle, .row, name, [name]) }
        }
        if !(earlier.isShuffled && later.isShuffled) {
            let moved = Inversions(places)
            let touched = kept.indices.filter { moved.takesPart[$0] || kept[$0].isAfterNew }
            if !touched.isEmpty {
                add(
                    .rowOrder, .question, later.name, touched.map { kept[$0].variable },
                    before: earlier.rows.map(\.name).joined(separator: ", "),
                    after: later.rows.map(\.name).joined(separator: ", "))
            }
        }
        for (before, after) in zip(earlier.groups, later.groups) where before.name == after.name {
            compare(.groupTitle, .question, later.name, before.text, after.text)
        }
    }
}

extension Question {
    /// What is stored, in words.
    fileprivate var domainWord: String {
        switch kind {
        case .nps, .csat, .ces, .rating: "point"
        case .yesno, .consent: "yesno"
        default: kindName
        }
    }
}

/// Which members of a sequence that was in rising order before stand on another side of some other member now.
struct Inversions {
    /// For each member of the new order, whether it takes part in a change of order.
    let takesPart: [Bool]
    /// Whether the order changed at all.
    var isEmpty: Bool { !takesPart.contains(true) }

    /// Compares the places that members had, in their new order. Linear.
    init(_ places: [Int]) {
        var takesPart = [Bool](repeating: false, count: places.count)
        var highest = Int.min
        for (position, place) in places.enumerated() {
            if place < highest { takesPart[position] = true }
            highest = max(highest, place)
        }
        var lowest = Int.max
        for position in places.indices.reversed() {
            if places[position] > lowest { takesPart[position] = true }
            lowest = min(lowest, places[position])
        }
        self.takesPart = takesPart
    }
}
