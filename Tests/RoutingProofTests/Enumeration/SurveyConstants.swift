import FoundationEssentials
import SurveyModel

/// What the formulas of a survey compare answers with: the points at which something may change.
struct SurveyConstants {
    var numbers: Set<Decimal> = []
    var dates: Set<Int> = []
    var times: Set<Int> = []
    var texts: Set<String> = []
    var patterns: Set<String> = []
    /// The variables that anything depends on: formulas, carried options, rosters.
    var read: Set<VariableID> = []
    /// Those that are read in more ways than by comparing them with a constant.
    var computedWith: Set<VariableID> = []

    init(_ survey: Survey) {
        for block in survey.blocks {
            switch block.kind {
            case .arm(let condition?, _), .unit(let condition?): note(condition)
            default: break
            }
        }
        for check in survey.checks { note(check.condition) }
        for list in survey.lists { for option in list.options { option.condition.map { note($0) } } }
        for variable in survey.variables {
            if case .computed(let formulas) = variable.role { formulas.forEach { note($0) } }
            if case .date(let rule) = variable.domain { for bound in [rule.low, rule.high] { note(bound) } }
        }
        for question in survey.questions {
            for row in question.rows { row.condition.map { note($0) } }
            for rule in question.carried {
                switch rule {
                case .chosen(let variable), .exceptChosen(let variable): read.insert(variable)
                case .except: break
                }
            }
        }
        for metric in survey.metrics {
            for strand in metric.strands {
                strand.condition.map { note($0) }
                strand.event.map { note($0) }
            }
        }
    }

    private mutating func note(_ bound: DateBound?) {
        switch bound {
        case .day(let day): dates.insert(day.number)
        case .today(let offset): numbers.insert(Decimal(offset))
        case nil: break
        }
    }

    private mutating func note(_ value: Value) {
        switch value {
        case .number(let number): numbers.insert(number)
        case .date(let day): dates.insert(day.number)
        case .time(let time): times.insert(time.minutes)
        case .text(let text): texts.insert(text)
        case .option, .options, .order, .yesno: break
        }
    }

    private mutating func note(_ root: Formula) {
        read.formUnion(root.variables)
        var open = [root]
        while let formula = open.popLast() {
            switch formula {
            case .literal(let value): note(value)
            case .variable, .includes, .state, .size, .place, .ranked: break
            case .not(let inner), .negate(let inner), .length(let inner): open.append(inner)
            case .round(let inner, _):
                open.append(inner)
            case .within(let inner, let members):
                open.append(inner)
                for member in members {
                    switch member {
                    case .value(let value): note(value)
                    case .range(let low, let high):
                        note(low)
                        note(high)
                    }
                }
            case .contains(let inner, let text):
                texts.insert(text)
                open.append(inner)
            case .matches(let inner, let pattern):
                patterns.insert(pattern.source)
                open.append(inner)
            case .compare(_, let left, let right), .age(let left, let right):
                open += [left, right]
            case .arithmetic(_, let left, let right):
                computedWith.formUnion(left.variables + right.variables)
                open += [left, right]
            case .and(let parts), .or(let parts), .countTrue(let parts), .aggregate(_, let parts):
                open += parts
            }
        }
    }
}
