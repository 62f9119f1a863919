internal import RoutingProof
internal import SurveyModel

/// What a picture says of a question, in the words of the language.
struct QuestionWords {
    /// The details of lists, by list, for questions outside rosters: a list may be shared by many.
    private var offers: [ListID: [Offer]] = [:]
    /// How many names of options a line begins with; a line shows fewer.
    private static let most = 40

    /// Options or rows that are offered under the same condition.
    private struct Offer {
        var names: [String] = []
        var condition: Formula?
        var words = ""
        var indices: [Int] = []
    }

    /// A text in one line; what it pipes is shown by name, in braces.
    func line(_ id: TextID, in survey: Survey) -> String {
        let template = survey[id].source
        guard template.utf8.contains(where: { $0 == 0x7B || $0 == 0x5C || $0 == 0x7D }) else {
            return template.inOneLine
        }
        return Template(template).rendered { "{\($0)}" }.inOneLine
    }

    /// The line of a question, with what it offers and when.
    ///
    /// - Parameter isBare: whether it stands outside rosters, so that its conditions read the same everywhere.
    mutating func entry(for id: QuestionID, in survey: Survey, isBare: Bool) -> Outline.Entry {
        let question = survey[id]
        var entry = Outline.Entry(name: question.stem.inOneLine)
        entry.tag = tag(of: question, in: survey)
        entry.text = line(question.text, in: survey)
        let from = carried(question, in: survey)
        if let list = question.list {
            if offers[list] == nil || !isBare {
                offers[list] = Self.offers(survey[list].options.map { ($0.name, $0.condition) }, in: survey)
            }
            let missing = question.missing.map(\.kind.rawValue)
            entry.details += details(
                of: offers[list] ?? [], "", from, missing, without: excluded(question, in: survey)
            ) {
                .option(id, $0)
            }
            if !isBare { offers[list] = nil }
        } else if !question.missing.isEmpty {
            let missing = question.missing.map(\.kind.rawValue)
            entry.details.append(.init(text: "or " + missing.joined(separator: ", ")))
        }
        if !question.rows.isEmpty {
            let rows = Self.offers(question.rows.map { ($0.name, $0.condition) }, in: survey)
            entry.details += details(of: rows, "rows: ", "", [], without: []) { .row(id, $0) }
        }
        return entry
    }

    private static func offers(_ all: [(name: String, condition: Formula?)], in survey: Survey) -> [Offer] {
        var free = Offer()
        var bound: [Offer] = []
        for (index, offer) in all.enumerated() {
            guard let condition = offer.condition else {
                if free.names.count < most { free.names.append(offer.name) }
                free.indices.append(index)
                continue
            }
            if bound.last?.condition != condition {
                bound.append(Offer(condition: condition, words: condition.text(in: survey).inOneLine))
            }
            bound[bound.count - 1].names.append(offer.name)
            bound[bound.count - 1].indices.append(index)
        }
        return (free.indices.isEmpty ? [] : [free]) + bound
    }

    private func details(
        of offers: [Offer], _ label: String, _ from: String, _ missing: [String], without excluded: Set<Int>,
        _ place: (Int) -> Place
    ) -> [Outline.Detail] {
        var details: [Outline.Detail] = []
        for offer in offers {
            var text: String
            if offer.condition != nil {
                text = "\(Outline.list(offer.names, most: 6)) if \(offer.words)"
            } else {
                let names = zip(offer.names, offer.indices).filter { !excluded.contains($0.1) }.map(\.0)
                text = names.joined(separator: ", ") + (offer.indices.count > offer.names.count ? ", …" : "")
            }
            let subjects = offer.condition == nil ? [] : offer.indices
            details.append(
                .init(
                    text: "\(label)\(text)".inOneLine,
                    subjects: subjects.map { .init(mark: .condition(place($0)), instance: "") }))
        }
        if details.isEmpty { details.append(.init(text: "")) }
        if !from.isEmpty { details[0].text = details[0].text.isEmpty ? from : "\(from): \(details[0].text)" }
        if !missing.isEmpty { details[0].text += " or \(missing.joined(separator: ", "))" }
        return details
    }

    /// The earlier answer that options are taken from.
    private func carried(_ question: Question, in survey: Survey) -> String {
        question.carried.compactMap { carried in
            switch carried {
            case .chosen(let variable): "from \(survey[variable].name)".inOneLine
            case .exceptChosen(let variable): "except \(survey[variable].name)".inOneLine
            case .except: nil
            }
        }.joined(separator: " ")
    }

    /// The options of the list that the question never offers.
    private func excluded(_ question: Question, in survey: Survey) -> Set<Int> {
        var excluded: Set<Int> = []
        for carried in question.carried {
            if case .except(let options) = carried { excluded.formUnion(options) }
        }
        return excluded
    }

    // MARK: Kinds

    private func tag(of question: Question, in survey: Survey) -> String {
        var tag = question.kindName
        switch question.kind {
        case .csat(let scale, _), .ces(let scale, _), .rating(let scale), .grid(let scale, _):
            let bounds = survey[scale].bounds
            tag += " \(bounds.lowerBound)...\(bounds.upperBound)"
        case .choices(_, let select), .choiceGrid(_, let select?, _), .ranking(_, let select):
            tag +=
                select.count == 1 ? " \(select.lowerBound)" : " \(select.lowerBound)...\(select.upperBound)"
        case .allocate(_, let total): tag += " \(total)"
        case .number(let rule):
            tag += Self.span(rule.low?.canonicalText, rule.high?.canonicalText)
        case .date(let rule): tag += Self.span(rule.low.map(Self.day), rule.high.map(Self.day))
        case .time(let rule): tag += Self.span(rule.low?.text, rule.high?.text)
        case .nps, .choice, .choiceGrid, .yesno, .consent, .text, .note: break
        }
        if let draw = question.draw { tag += ", draw \(draw)" }
        if question.isOptional { tag += ", optional" }
        return tag
    }

    private static func span(_ low: String?, _ high: String?) -> String {
        low == nil && high == nil ? "" : " \(low ?? "")...\(high ?? "")"
    }

    private static func day(_ bound: DateBound) -> String {
        switch bound {
        case .day(let day): day.text
        case .today(offset: 0): "today"
        case .today(let offset): offset < 0 ? "today - \(offset.magnitude)" : "today + \(offset)"
        }
    }

    // MARK: Splits and rosters

    /// How many arms a split has.
    func armCount(of split: VariableID, in survey: Survey) -> Int {
        survey[split].domain.list.map { survey[$0].options.count } ?? 0
    }

    /// The name of an arm and how often it is drawn: `warm, 2 of 3`.
    func words(for arm: Int, of split: VariableID, in survey: Survey) -> String {
        guard case .split(let weights) = survey[split].role, let list = survey[split].domain.list,
            survey[list].options.indices.contains(arm), weights.indices.contains(arm)
        else { return "\(arm)" }
        let total = weights.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        return "\(survey[list].options[arm].name), \(weights[arm]) of \(total)".inOneLine
    }

    /// The numbers of a roster: `1...others` where instances are asked up to a value, else the first and the last.
    func range(of roster: Roster, in survey: Survey) -> String {
        guard let first = roster.instances.first, let last = roster.instances.last else {
            return "no numbers"
        }
        var limit: Formula?
        for instance in roster.instances {
            guard case .unit(let condition?) = survey[instance.block].kind,
                case .compare(.greaterOrEqual, let value, let number) = condition,
                number == .literal(.number(instance.value)), limit == nil || limit == value
            else { return "\(first.name)...\(last.name)" }
            limit = value
        }
        return "\(first.name)...\(limit?.text(in: survey) ?? last.name)"
    }
}
