internal import SurveyModel

/// Numbers for texts, the same for the same text in both surveys.
struct Interner {
    private var numbers: [String: Int] = [:]

    /// The number of a text.
    mutating func callAsFunction(_ text: String) -> Int {
        if let known = numbers[text] { return known }
        numbers[text] = numbers.count
        return numbers.count - 1
    }
}

/// What decides whether each question and row is asked, as numbers that are equal where it is written the same.
struct Guards {
    /// Whether something is asked.
    struct Guard: Hashable {
        /// What is around it, and whether it has anything to offer.
        var place: [Int]
        /// What could have ended or stopped the interview before.
        var before: Int
    }

    /// An ending or a check that must be passed.
    struct Barrier {
        var kind: Change.Subject.Kind
        var name: String
        var number: Int
    }

    /// By the name of the question, or of the row's variable.
    private(set) var guards: [String: Guard] = [:]
    /// The names, in the order in which they are asked first.
    private(set) var names: [String] = []
    /// What can end or stop the interview, in order.
    private(set) var barriers: [Barrier] = []
    /// How a question's own condition reads, for the report.
    private(set) var conditions: [String: String] = [:]
    /// Where each computed value is computed: a number for each step.
    private(set) var computed: [String: [Int]] = [:]
    /// Where each check is made, by its index.
    private(set) var checks: [Int: Int] = [:]

    init(_ side: Side, _ number: inout Interner) {
        let survey = side.survey
        let places = Self.places(side, &number)
        var before = number("start")
        for step in survey.steps {
            let block = step.block.position
            switch step.action {
            case .ask(let id):
                let question = survey[id]
                if question.kind == .consent {
                    before = number("\(before) consent \(places[block])")
                    barriers.append(Barrier(kind: .question, name: question.name, number: before))
                }
                guard question.kind != .note else { continue }
                let offers = Self.offers(question, side)
                let place = offers.map { number("\(places[block]) offers \($0)") } ?? places[block]
                add(question.name, place, before, block: block, survey)
                for (index, row) in question.rows.enumerated() where row.condition != nil {
                    guard let condition = row.condition, index < question.variables.count else { continue }
                    let name = survey[question.variables[index]].name
                    let text = condition.text(in: survey)
                    add(name, number("\(place) row \(text)"), before, block: block, survey)
                    conditions[name] = text
                }
            case .compute(let id, let formula):
                computed[survey[id].name, default: []].append(number("\(places[block]) formula \(formula)"))
            case .draw: break
            case .check(let id):
                checks[id.position] = places[block]
                let check = survey[id]
                guard !check.isSoft else { continue }
                before = number("\(before) check \(places[block]) \(check.condition.text(in: survey))")
                barriers.append(Barrier(kind: .check, name: check.name, number: before))
            case .end(let id):
                before = number("\(before) end \(places[block])")
                barriers.append(
                    Barrier(
                        kind: .ending, name: survey[id].name ?? "finish \(id.position + 1)", number: before))
            }
        }
    }

    private mutating func add(
        _ name: String, _ place: Int, _ before: Int, block: Int, _ survey: Survey
    ) {
        if guards[name] == nil {
            guards[name] = Guard(place: [place], before: before)
            names.append(name)
            conditions[name] = Self.condition(around: block, survey)
        } else {
            guards[name]?.place.append(place)
            guards[name]?.before = before
        }
    }

    /// The innermost condition around a block, through the pages that questions stand on.
    private static func condition(around block: Int, _ survey: Survey) -> String? {
        var next: Int? = block
        while let position = next {
            switch survey.blocks[position].kind {
            case .arm(let condition, _): return condition?.text(in: survey) ?? "else"
            case .unit(let condition?): return condition.text(in: survey)
            case .root, .page, .collection, .unit: next = survey.blocks[position].parent?.position
            }
        }
        return nil
    }

    /// A number for each block; pages and plain units have that of what is around them.
    private static func places(_ side: Side, _ number: inout Interner) -> [Int] {
        let survey = side.survey
        var children = [Int](repeating: 0, count: survey.blocks.count)
        for block in survey.blocks { if let parent = block.parent { children[parent.position] += 1 } }
        var places: [Int] = []
        places.reserveCapacity(survey.blocks.count)
        for (position, block) in survey.blocks.enumerated() {
            let around = block.parent.map { places[$0.position] } ?? number("survey")
            switch block.kind {
            case .root, .page: places.append(around)
            case .arm(let condition, let previous):
                let chain = previous.map { "\(places[$0.position])" } ?? "if"
                places.append(
                    number("\(around) arm \(chain) \(condition?.text(in: survey) ?? "else")"))
            case .collection(_, let draw):
                places.append(draw.map { number("\(around) draw \($0) of \(children[position])") } ?? around)
            case .unit(let condition):
                places.append(condition.map { number("\(around) unit \($0.text(in: survey))") } ?? around)
            }
        }
        return places
    }

    /// What decides whether a question has anything to offer; nil if it always has.
    private static func offers(_ question: Question, _ side: Side) -> String? {
        let survey = side.survey
        var text = ""
        for rule in question.carried {
            switch rule {
            case .chosen(let id): text += "from \(survey[id].name) "
            case .exceptChosen(let id): text += "except \(survey[id].name) "
            case .except(let options):
                text +=
                    "without "
                    + options.map { option in
                        question.list.map { survey[$0].options[option].name } ?? "\(option)"
                    }.joined(separator: ",") + " "
            }
        }
        let conditions: [(String, Formula?)] =
            question.rows.isEmpty
            ? question.list.map { survey[$0].options.map { ($0.name, $0.condition) } } ?? []
            : question.rows.map { ($0.name, $0.condition) }
        // A question that always offers something is asked whatever becomes of the rest.
        if question.carried.isEmpty, conditions.contains(where: { $0.1 == nil }) || conditions.isEmpty {
            return nil
        }
        for (name, condition) in conditions {
            guard let condition else { continue }
            text += "\(name) if \(condition.text(in: survey)); "
        }
        return text
    }
}
