internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// The rows and columns of a grid: items of the interview by points or options, and behind those the ways not to answer that
/// any row offers.
struct GridTable: Sendable {
    let question: QuestionID
    let items: [Interview.Item]
    /// The points of a grid of ratings; nil where options are chosen.
    let scale: RatingScale?
    let missing: [Question.MissingOption]
    /// Whether a row takes several options.
    let isSet: Bool
    /// How many columns are answers.
    let answers: Int
    /// The options that stand alone, by column.
    let alone: Set<Int>

    init(_ item: Interview.Item, _ scene: Scene) {
        question = item.question
        let all = scene.interview.items(of: item.question)
        items = all.indices.contains(item.place) ? all : [item]
        var missing: [Question.MissingOption] = []
        for item in items {
            for option in item.missing where !missing.contains(where: { $0.kind == option.kind }) {
                missing.append(option)
            }
        }
        self.missing = missing
        let kind = scene.survey[item.question].kind
        if case .grid = kind {
            let scale = RatingScale(item, scene)
            self.scale = scale
            answers = scale.points
        } else {
            scale = nil
            answers = item.options.count
        }
        if case .choiceGrid(let list, .some, _) = kind {
            isSet = true
            let options = scene.survey[list].options
            alone = Set(item.options.indices.filter { options[item.options[$0]].isExclusive })
        } else {
            isSet = false
            alone = []
        }
    }

    var columns: Int { answers + missing.count }
    var last: Int { items.count - 1 }

    /// What a typed number may be: a point, or the number of a column.
    var numbers: ClosedRange<Int> { scale?.bounds ?? 1...max(1, columns) }

    /// The column that a typed number means.
    func column(of number: Int) -> Int { scale?.place(of: number) ?? number - 1 }

    /// The column that a sign means, as the digits of a scale are its points.
    func column(of sign: Unicode.Scalar) -> Int? {
        guard scale != nil, let index = RatingScale.signs.firstIndex(of: sign), index < missing.count else {
            return nil
        }
        return answers + index
    }

    /// The key that chooses a column.
    func key(_ column: Int) -> String {
        guard let scale else { return "\(column + 1)" }
        return column < answers ? scale.key(column) : RatingScale.sign(column - answers)
    }

    /// Whether a row has a column: not every row offers every way not to answer.
    func offers(_ column: Int, at place: Int) -> Bool {
        guard (0..<columns).contains(column), items.indices.contains(place) else { return false }
        return column < answers || missingIndex(column, at: place) != nil
    }

    /// Which of its own ways not to answer a row has in a column.
    func missingIndex(_ column: Int, at place: Int) -> Int? {
        guard column >= answers, column < columns else { return nil }
        return items[place].missing.firstIndex { $0.kind == missing[column - answers].kind }
    }

    /// Whether a column cannot be chosen together with others.
    func standsAlone(_ column: Int) -> Bool { !isSet || column >= answers || alone.contains(column) }

    /// The columns that an answer stands for.
    func columns(of answer: Answer?, at place: Int) -> Set<Int> {
        switch answer {
        case .answered(.number): scale?.place(of: answer).map { [$0] } ?? []
        case .answered(.option(let option)):
            Set(items[place].options.firstIndex(of: option).map { [$0] } ?? [])
        case .answered(.options(let options)):
            Set(options.compactMap { items[place].options.firstIndex(of: $0) })
        case .missing(let kind):
            Set(missing.firstIndex { $0.kind == kind }.map { [answers + $0] } ?? [])
        default: []
        }
    }

    /// What is sent for the columns of a row; nil where it cannot be left so.
    func entry(_ columns: Set<Int>, at place: Int) -> Interview.Entry? {
        let item = items[place]
        if let column = columns.first(where: { $0 >= answers }) {
            return .missing(missing[column - answers].kind)
        }
        if columns.isEmpty, item.isOptional { return .skip }
        if isSet {
            let isAlone = columns.count == 1 && columns.isSubset(of: alone)
            guard isAlone || item.select.contains(columns.count) else { return nil }
            return .value(.options(columns.sorted().map { item.options[$0] }))
        }
        guard let column = columns.first else { return nil }
        return .value(scale.map { .number(Decimal($0.point(column))) } ?? .option(item.options[column]))
    }
}
