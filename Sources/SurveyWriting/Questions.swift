internal import FoundationEssentials
internal import SurveyModel

/// Questions, each on one line with a body for what is long.
extension SourceWriter {
    func question(_ places: [InRound<QuestionID>]) -> Bool {
        let first = survey[places[0].content]
        let all = places.map { InRound(round: $0.round, content: survey[$0.content]) }
        guard all.allSatisfy({ $0.content.kindName == first.kindName }),
            let name = declaredName(
                all.map { InRound(round: $0.round, content: $0.content.name) }),
            let domain = domain(all)
        else { return false }
        note(first.note ?? survey[first.text].note)
        var head = "\(first.kindName) \(name)"
        if !domain.isEmpty { head += " \(domain)" }
        head += " " + string(all.map { InRound(round: $0.round, content: $0.content.text) })
        let properties = properties(all)
        guard let body = body(all) else { return false }
        let texts = self.texts(all)
        if body.isEmpty, texts.count <= 1, properties.inBody.isEmpty {
            line(([head] + properties.inline + texts).joined(separator: " "))
            return true
        }
        line(([head] + properties.inline).joined(separator: " ") + " {")
        for text in texts + properties.inBody { line(text) }
        lines += body
        line("}")
        return true
    }

    // MARK: Domains

    /// What stands behind the name; nil if it differs in more than a round changes.
    private func domain(_ all: [InRound<Question>]) -> String? {
        let first = all[0].content
        switch first.kind {
        case .nps, .ces, .yesno, .consent, .note, .text: return ""
        case .csat(let scale, _):
            let isStandard = survey[scale].bounds == 1...5 && isOwn(scale)
            return isStandard ? "" : scaleName(all)
        case .rating, .grid: return scaleName(all)
        case .choice, .choices, .ranking, .choiceGrid: return from(all)
        case .allocate(_, let total):
            guard let from = from(all) else { return nil }
            return from.isEmpty ? "\(total)" : "\(total) \(from)"
        case .number:
            return bounds(
                all.compactMap { place in
                    if case .number(let rule) = place.content.kind {
                        InRound(round: place.round, content: rule)
                    } else {
                        nil
                    }
                })
        case .date(let rule): return Self.text(of: rule)
        case .time(let rule):
            guard let low = rule.low, let high = rule.high else { return "" }
            return "\(low.text)...\(high.text)"
        }
    }

    private func bounds(_ rules: [InRound<NumberRule>]) -> String? {
        let lows = rules.compactMap { rule in
            rule.content.low.map { InRound(round: rule.round, content: $0) }
        }
        let highs = rules.compactMap { rule in
            rule.content.high.map { InRound(round: rule.round, content: $0) }
        }
        if lows.isEmpty, highs.isEmpty { return "" }
        guard lows.count == rules.count, highs.count == rules.count, let low = number(lows),
            let high = number(highs)
        else {
            lose("number", "a number with one bound", "a range has two ends")
            return ""
        }
        return "\(low)...\(high)"
    }

    static func text(of rule: DateRule) -> String {
        guard let low = rule.low, let high = rule.high else { return "" }
        return "\(text(of: low))...\(text(of: high))"
    }

    static func text(of bound: DateBound) -> String {
        switch bound {
        case .day(let day): day.text
        case .today(0): "today"
        case .today(let offset): offset < 0 ? "today - \(-offset)" : "today + \(offset)"
        }
    }

    func isOwn(_ scale: ScaleID) -> Bool { ownScales.contains(scale) }
    func isOwn(_ list: ListID) -> Bool { ownLists.contains(list) }

    private func scaleName(_ all: [InRound<Question>]) -> String? {
        guard let scale = all[0].content.scale else { return nil }
        guard isOwn(scale) else { return survey[scale].name }
        let scales = all.compactMap { place in
            place.content.scale.map { InRound(round: place.round, content: survey[$0].bounds) }
        }
        guard
            let low = number(
                scales.map { InRound(round: $0.round, content: Decimal($0.content.lowerBound)) }),
            let high = number(
                scales.map { InRound(round: $0.round, content: Decimal($0.content.upperBound)) })
        else { return nil }
        return "\(low)...\(high)"
    }

    func listName(_ list: ListID) -> String { survey[list].name }

    /// `from channels except used`; empty for a question with options of its own.
    private func from(_ all: [InRound<Question>]) -> String? {
        guard let list = all[0].content.list else { return nil }
        let rules = all.map { InRound(round: $0.round, content: writtenRules($0.content)) }
        guard rules.allSatisfy({ $0.content.count == rules[0].content.count }) else { return nil }
        var text = ""
        var next = 0
        if case .chosen? = rules[0].content.first {
            guard let name = carrier(rules, 0) else { return nil }
            text = "from \(name)"
            next = 1
        } else if isOwn(list) {
            return ""
        } else {
            text = "from \(listName(list))"
        }
        while next < rules[0].content.count {
            if case .except(let options) = rules[0].content[next] {
                text += " except [\(options.map { survey[list].options[$0].name }.joined(separator: ", "))]"
            } else {
                guard let name = carrier(rules, next) else { return nil }
                text += " except \(name)"
            }
            next += 1
        }
        return text
    }

    private func carrier(_ rules: [InRound<[Question.Carried]>], _ index: Int) -> String? {
        name(
            rules.compactMap { rule in
                switch rule.content[index] {
                case .chosen(let id), .exceptChosen(let id):
                    InRound(round: rule.round, content: survey[id].name)
                case .except: nil
                }
            })
    }

    /// The rules without the one that the compiler adds: "none of these" has no place and no share.
    private func writtenRules(_ question: Question) -> [Question.Carried] {
        guard let list = question.list, let last = question.carried.last else { return [] }
        switch question.kind {
        case .ranking, .allocate:
            let options = survey[list].options
            let exclusive = options.indices.filter { options[$0].isExclusive }
            return !exclusive.isEmpty && last == .except(exclusive)
                ? Array(question.carried.dropLast()) : question.carried
        default: return question.carried
        }
    }

    // MARK: Properties

    private func properties(_ all: [InRound<Question>]) -> (inline: [String], inBody: [String]) {
        let first = all[0].content
        var inline: [String] = []
        var inBody: [String] = []
        if first.isOptional { inline.append("optional") }
        switch first.kind {
        case .csat(let scale, let top):
            if top != 2 || survey[scale].bounds != 1...5 { inline.append("top \(top)") }
        case .rating:
            if let id = first.variables.first, let top = topBoxes[id] { inline.append("top \(top)") }
        case .number(let rule): if rule.decimals != 0 { inline.append("decimals \(rule.decimals)") }
        case .text(let rule): inline += Self.words(of: rule)
        default: break
        }
        if isPersonal(first) { inline.append("personal") }
        if let day = first.suggestedDay { inline.append("default \(Self.text(of: day))") }
        if let value = first.suggestion { inline.append("default \(suggestion(value, of: first))") }
        if let display = first.display { inline.append("as \(display.rawValue)") }
        if let idle = first.idle { inline.append("idle \(idle)") }
        if let select = select(all) { inBody.append("select \(select)") }
        if first.isShuffled { inBody.append("shuffle") }
        if let draw = first.draw { inBody.append("draw \(draw)") }
        // A list of its own opens a body anyway; without one, these are short enough for the line.
        let isOwnList = first.list.map { isOwn($0) } ?? false
        if !isOwnList, first.rows.isEmpty, inBody.count == 1 { return (inline + inBody, []) }
        return (inline, inBody)
    }

    static func words(of rule: TextRule) -> [String] {
        var words: [String] = []
        if rule.lines != 1 { words.append("lines \(rule.lines)") }
        if rule.length != TextRule().length { words.append("length \(rule.length)") }
        switch rule.pattern?.kind {
        case .email: words.append("email")
        case .phone: words.append("phone")
        case .expression: words.append("pattern \"\(rule.pattern?.source ?? "")\"")
        case nil: break
        }
        return words
    }

    private func isPersonal(_ question: Question) -> Bool {
        guard question.variables.contains(where: { survey[$0].isPersonal }) else { return false }
        if case .text(let rule) = question.kind, let kind = rule.pattern?.kind { return kind == .expression }
        return true
    }

    private func suggestion(_ value: Value, of question: Question) -> String {
        func option(_ index: Int) -> String {
            question.list.map { survey[$0].options[index].name } ?? "\(index)"
        }
        return switch value {
        case .option(let index): option(index)
        case .options(let indices), .order(let indices):
            "[\(indices.map(option).joined(separator: ", "))]"
        case .number(let number): number.canonicalText
        case .yesno(let yes): yes ? "yes" : "no"
        case .date(let date): date.text
        case .time(let time): time.text
        case .text(let text): FormulaText.quoted(text)
        }
    }

    /// How many may be chosen, where that is not what the compiler takes without being told.
    private func select(_ all: [InRound<Question>]) -> String? {
        var lows: [InRound<Decimal>] = []
        var highs: [InRound<Decimal>] = []
        var isSaid = false
        for place in all {
            let select: ClosedRange<Int>
            let most = most(place.content)
            switch place.content.kind {
            case .choices(_, let range):
                select = range
                if range != 1...most { isSaid = true }
            case .ranking(_, let range):
                select = range
                if range != most...most { isSaid = true }
            case .choiceGrid(_, let range?, _):
                select = range
                isSaid = true
            default: return nil
            }
            lows.append(InRound(round: place.round, content: Decimal(select.lowerBound)))
            highs.append(InRound(round: place.round, content: Decimal(select.upperBound)))
        }
        guard isSaid, let low = number(lows), let high = number(highs) else { return nil }
        return low == high ? low : "\(low)...\(high)"
    }

    private func most(_ question: Question) -> Int {
        guard let list = question.list else { return 1 }
        let options = survey[list].options
        var left: Set<Int> = []
        for case .except(let indices) in question.carried { left.formUnion(indices) }
        let joinable = options.count { !$0.isExclusive }
        return max(1, joinable - left.count { options.indices.contains($0) && !options[$0].isExclusive })
    }

    /// The properties that are texts, in the order in which the survey has them.
    private func texts(_ all: [InRound<Question>]) -> [String] {
        let first = all[0].content
        var found: [(TextID, String)] = []
        func add(_ word: String, _ read: (Question) -> TextID?) {
            let texts = all.compactMap { place in
                read(place.content).map { InRound(round: place.round, content: $0) }
            }
            if texts.count == all.count { found.append((texts[0].content, "\(word) \(string(texts))")) }
        }
        if case .note = first.kind, first.help != nil {
            lose(first.name, "the help of a note", "a note is all read at once")
        } else {
            add("help") { $0.help }
        }
        add("unit") { self.unit(of: $0) }
        for (index, missing) in first.missing.enumerated() {
            add(missing.kind.rawValue) {
                $0.missing.indices.contains(index) ? $0.missing[index].text : nil
            }
        }
        return found.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func unit(of question: Question) -> TextID? {
        switch question.kind {
        case .number(let rule): return rule.unit
        case .allocate:
            guard let id = question.variables.first, case .number(let rule) = survey[id].domain else {
                return nil
            }
            return rule.unit
        default: return nil
        }
    }
}
