internal import SurveyModel
internal import SurveySyntax

/// Bodies of loops and fragments are lowered more than once. What comes out the same is kept once.
struct Repetition {
    /// The key that the text at a place was given.
    var keys: [Int: String] = [:]
    /// The key that the question at a place was given.
    var questionKeys: [Int: String] = [:]
    var texts: [Place<Text>: TextID] = [:]
    var lists: [Place<OptionList>: ListID] = [:]
    var scales: [Place<Scale>: ScaleID] = [:]

    struct Place<Content: Hashable>: Hashable {
        var start: Int
        var content: Content
    }
}

extension Checker {
    /// Whether the present statement may be lowered again.
    var isRepeated: Bool { !hasNoBindings }

    /// Adds a text, or gives back the same one from another pass.
    func add(_ text: Text, at span: Range<Int>) -> TextID {
        let place = Repetition.Place(start: span.lowerBound, content: text)
        if isRepeated, let known = repetition.texts[place] { return known }
        survey.texts.append(text)
        textSpans.append(span)
        let id = TextID(survey.texts.count - 1)
        if isRepeated { repetition.texts[place] = id }
        return id
    }

    /// Adds a list and the index of its names, or gives back the same one from another pass.
    func add(
        _ list: OptionList, _ index: [String: Int], _ lines: [SurveyPlaces.Line], at start: Int
    ) -> ListID {
        let place = Repetition.Place(start: start, content: list)
        if isRepeated, let known = repetition.lists[place] { return known }
        survey.lists.append(list)
        optionIndices.append(index)
        places.addList(lines)
        let id = ListID(survey.lists.count - 1)
        if isRepeated { repetition.lists[place] = id }
        return id
    }

    /// Adds a scale, or gives back the same one from another pass.
    func add(_ scale: Scale, at start: Int) -> ScaleID {
        let place = Repetition.Place(start: start, content: scale)
        if isRepeated, let known = repetition.scales[place] { return known }
        survey.scales.append(scale)
        let id = ScaleID(survey.scales.count - 1)
        if isRepeated { repetition.scales[place] = id }
        return id
    }

    /// What the text keys of a question begin with. Another pass of a loop has the same.
    func questionKey(_ name: Name) -> String {
        repetition.questionKeys[name.span.lowerBound] ?? "question.\(name.text)"
    }

    /// Gives each question of a body the beginning of its text keys. One name may stand in several arms: from the second
    /// on, the texts have keys of their own. Counted in the order of the file, whatever of it is lowered and how often,
    /// so that a fragment has the same keys wherever it is used.
    func assignQuestionKeys(_ statements: [Statement]) {
        var counts: [String: Int] = [:]
        var open = [statements[...]]
        while var rest = open.popLast() {
            guard let statement = rest.popFirst() else { continue }
            open.append(rest)
            switch statement {
            case .question(let view):
                guard let token = view.name else { continue }
                let name = token.text
                let count = counts[name, default: 0] + 1
                counts[name] = count
                repetition.questionKeys[token.range.lowerBound] =
                    count == 1 ? "question.\(name)" : "question.\(name).\(count)"
            case .page(let view): open.append((view.block?.statements ?? [])[...])
            case .for(let view): open.append((view.block?.statements ?? [])[...])
            case .shuffle(let view): open.append((view.block?.statements ?? [])[...])
            case .draw(let view): open.append((view.block?.statements ?? [])[...])
            case .if(let view): open.append(view.arms.flatMap { $0.block?.statements ?? [] }[...])
            case .split(let view): open.append(view.arms.flatMap { $0.block?.statements ?? [] }[...])
            case .let, .check, .finish, .use: continue
            }
        }
    }

    /// The key of the text at a place: with that of the fragment it stands in before it, and with `.2`, `.3` behind it
    /// if another text was given the same before.
    func key(_ key: String, at start: Int) -> String {
        if let known = repetition.keys[start] { return known }
        var full = key
        if let fragment = frame.key, fragment.range.contains(start) { full = fragment.prefix + key }
        let count = keyCounts[full, default: 0] + 1
        keyCounts[full] = count
        if count > 1 { full = "\(full).\(count)" }
        repetition.keys[start] = full
        return full
    }

    /// The bytes of the file at a place, as text.
    func text(at span: Range<Int>) -> String {
        String(decoding: sources.bytes(at: span), as: UTF8.self)
    }
}
