internal import FoundationEssentials
internal import SurveyModel

/// How finely each variable has to be told apart: found in all conditions before the first input is made.
struct Needs {
    /// For each variable.
    private(set) var variables: [Need]
    /// For each computation over many values, where it is compared.
    private(set) var thresholds: [Formula: Set<Decimal>] = [:]

    private let shapes: Shapes

    /// How finely one variable has to be told apart.
    struct Need {
        /// Where cells begin.
        var cuts: Set<Int> = []
        /// Whether each value is a cell of its own.
        var isExpanded = false
        /// The options that conditions name.
        var named: Set<Int> = []
        /// Whether it matters which options a set or an order has, beside those that are named.
        var isCounted = false
        /// How many places of an order are looked at.
        var places = 0
        /// The conditions on a text.
        var texts: [Formula] = []
        /// Computations over many values that read it.
        var computations: Set<Formula> = []
    }

    /// Looks through a survey. Linear in its formulas, but for tables.
    init(_ survey: Survey, _ shapes: Shapes) {
        self.shapes = shapes
        variables = survey.variables.map { _ in Need() }
        for block in survey.blocks {
            switch block.kind {
            case .arm(let condition?, _), .unit(let condition?): read(condition)
            default: continue
            }
        }
        for list in survey.lists { for option in list.options { option.condition.map { read($0) } } }
        for question in survey.questions {
            for row in question.rows { row.condition.map { read($0) } }
            for rule in question.carried {
                switch rule {
                case .chosen(let id), .exceptChosen(let id):
                    variables[id.position].isCounted = true
                    variables[id.position].isExpanded = true
                    if case .order(_, let select) = survey[id].domain {
                        variables[id.position].places = select.upperBound
                    }
                case .except: continue
                }
            }
            if question.draw != nil || !question.carried.isEmpty {
                for id in question.variables { variables[id.position].isCounted = true }
            }
        }
        for check in survey.checks { read(check.condition) }
        for variable in survey.variables {
            if case .computed(let formulas) = variable.role, variable.domain.isTruth {
                for formula in formulas { read(formula) }
            }
        }
        for metric in survey.metrics {
            for strand in metric.strands { strand.condition.map { read($0) } }
        }
    }

    /// Reads a condition, of which connectives are taken apart.
    private mutating func read(_ formula: Formula) {
        switch formula {
        case .literal: break
        case .not(let inner): read(inner)
        case .and(let parts), .or(let parts): for part in parts { read(part) }
        case .includes(let id, let option): variables[id.position].name([option], in: shapes.survey, id)
        case .state(let id, _):
            if case .computed(let formulas) = shapes.survey[id].role {
                for formula in formulas { read(.compare(.equal, formula, formula)) }
            }
        default:
            for expanded in shapes.expansions(of: formula) { atom(expanded.formula) }
        }
    }

    private mutating func atom(_ formula: Formula) {
        let survey = shapes.survey
        switch shapes.shape(of: formula) {
        case .single(let id):
            if case .text = survey[id].domain {
                if !variables[id.position].texts.contains(formula) {
                    variables[id.position].texts.append(formula)
                }
            } else if let cuts = shapes.cuts(of: formula, over: id) {
                variables[id.position].cuts.formUnion(cuts)
            }
            variables[id.position].named.formUnion(formula.namedOptions)
        case .options:
            let named = formula.namedOptions
            let terms: [Formula] =
                switch formula {
                case .compare(_, let left, let right): [left, right]
                case .within(let inner, _): [inner]
                default: []
                }
            let isOpen = terms.count == 2 && named.isEmpty
            for term in terms {
                switch term {
                case .variable(let id):
                    if isOpen { variables[id.position].isExpanded = true }
                    variables[id.position].named.formUnion(named)
                case .ranked(let id, let place):
                    variables[id.position].places = max(variables[id.position].places, place)
                default: continue
                }
            }
        case .table(let ids):
            for id in ids { variables[id.position].isExpanded = true }
        case .sum(_, let form), .means(_, let form): for term in form.terms { read(term.atom) }
        case .summary(.mean, let parts, _, _), .summary(.sum, let parts, _, _):
            for part in parts { for id in part.variables { variables[id.position].isExpanded = true } }
        case .summary(_, let parts, _, let bound):
            for part in parts {
                read(.compare(.greaterOrEqual, part, .literal(.number(bound))))
                read(.compare(.lessOrEqual, part, .literal(.number(bound))))
            }
        case .value(_, let computation, let bound):
            thresholds[computation, default: []].insert(bound)
            for id in computation.variables { variables[id.position].computations.insert(computation) }
        case .same(let other): read(other)
        case .free:
            // Conditions within are read for themselves where they count.
            break
        }
    }

    private mutating func read(_ atom: LinearForm.Atom) {
        switch atom {
        case .variable(let id): variables[id.position].isExpanded = true
        case .count(let parts): for part in parts { read(part) }
        case .size(let id):
            variables[id.position].isCounted = true
            if case .order(_, let select) = shapes.survey[id].domain {
                variables[id.position].places = select.upperBound
            }
        case .place(let id, let option): variables[id.position].name([option], in: shapes.survey, id)
        case .aggregate(_, let parts):
            for part in parts { for id in part.variables { variables[id.position].isExpanded = true } }
        }
    }
}

extension Needs.Need {
    fileprivate mutating func name(_ options: [Int], in survey: Survey, _ id: VariableID) {
        named.formUnion(options)
        if case .order(_, let select) = survey[id].domain { places = max(places, select.upperBound) }
    }
}

extension Domain {
    var isTruth: Bool {
        switch self {
        case .truth, .yesno: true
        default: false
        }
    }
}

extension Shapes {
    /// A condition with computed variables put in: one for each choice of the arms that compute them.
    struct Expansion {
        var formula: Formula
        /// Which formula of each computed variable was put in; nil is that none was computed.
        var uses: [(variable: VariableID, index: Int?)]
    }

    /// How many choices of arms are looked at together.
    static let choices = 64
    /// How many parts a condition may have with everything put in.
    static let parts = 20_000

    /// Puts computed variables in. Empty where there are too many ways to.
    func expansions(of formula: Formula) -> [Expansion] {
        let computed = computedVariables(of: formula)
        if computed.isEmpty { return [Expansion(formula: formula, uses: [])] }
        let mayLack = formula.toleratesMissing
        var choices: [[(variable: VariableID, index: Int?)]] = [[]]
        for (id, count) in computed {
            let indices: [Int?] = (0..<count).map { $0 } + (mayLack || count == 0 ? [nil] : [])
            guard choices.count * indices.count <= Self.choices else { return [] }
            choices = choices.flatMap { choice in indices.map { choice + [(id, $0)] } }
        }
        var result: [Expansion] = []
        for choice in choices {
            var budget = Self.parts
            let chosen = Dictionary(
                choice.map { ($0.variable, $0.index) }, uniquingKeysWith: { first, _ in first })
            let expanded = formula.substituting(&budget) { id in
                guard case .computed(let formulas) = survey[id].role, let index = chosen[id] ?? nil,
                    formulas.indices.contains(index)
                else { return nil }
                return formulas[index]
            }
            guard let expanded else { return [] }
            result.append(Expansion(formula: expanded, uses: choice))
        }
        return result
    }

    /// The computed variables that a condition reads, also by way of others, and how many formulas each has.
    private func computedVariables(of formula: Formula) -> [(VariableID, Int)] {
        var found: [(VariableID, Int)] = []
        var seen: Set<VariableID> = []
        var open = formula.substitutable
        while let id = open.popLast() {
            guard case .computed(let formulas) = survey[id].role, seen.insert(id).inserted else { continue }
            found.append((id, formulas.count))
            for inner in formulas { open += inner.substitutable }
        }
        return found.sorted { $0.0 < $1.0 }
    }
}

extension Formula {
    /// The variables that substitution looks at.
    var substitutable: [VariableID] {
        var found: [VariableID] = []
        var open = [self]
        while let next = open.popLast() {
            switch next {
            case .variable(let id): found.append(id)
            // Conditions that are counted are facts of their own.
            case .countTrue: continue
            default: open += next.parts
            }
        }
        return found
    }

    /// Whether it may be known though something that it reads is not.
    var toleratesMissing: Bool {
        var open = [self]
        while let next = open.popLast() {
            switch next {
            case .aggregate, .and, .or, .countTrue, .state: return true
            default: open += next.parts
            }
        }
        return false
    }
}
