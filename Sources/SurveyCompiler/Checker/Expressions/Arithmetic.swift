internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// `spend / party`, `departure - arrival`, `today - 30`, from left to right.
    func lowerArithmetic(_ chain: ChainSyntax) -> Operand {
        guard let first = chain.first else { return .unknown }
        var result = countable(first)
        for (token, expression) in chain.rest {
            guard let expression else { return .unknown }
            let next = countable(expression)
            guard result.type != .unknown, next.type != .unknown else {
                result = .unknown
                continue
            }
            let operation = Self.operation(token.kind)
            guard let type = Self.type(of: operation, result.type, next.type) else {
                let span = chain.range.lowerBound..<expression.range.upperBound
                report(.cannotCalculate(token.text, result.type.words, next.type.words, at: span))
                result = .unknown
                continue
            }
            if [.divide, .remainder].contains(operation), next.formula == .literal(.number(Decimal(0))) {
                report(.dividesByZero(at: expression.range))
            }
            result.type = type
            result.formula = .arithmetic(operation, result.formula, next.formula)
            result.span = chain.range.lowerBound..<expression.range.upperBound
        }
        return result
    }

    /// An expression that can be calculated with.
    private func countable(_ expression: ExpressionSyntax) -> Operand {
        let operand = lower(expression)
        switch operand.type {
        case .number, .date, .time, .unknown: return operand
        case .text, .condition, .option, .set, .order:
            report(.notANumber(operand.type.words, expression.syntax.text, at: expression.range))
            return .unknown
        }
    }

    private static func operation(_ kind: TokenKind) -> Formula.Arithmetic {
        switch kind {
        case .plus: .add
        case .minus: .subtract
        case .star: .multiply
        case .slash: .divide
        default: .remainder
        }
    }

    /// What an operation gives; nil if it does not fit the values.
    private static func type(of operation: Formula.Arithmetic, _ left: ValueType, _ right: ValueType)
        -> ValueType?
    {
        switch (operation, left, right) {
        case (_, .number, .number): .number
        case (.subtract, .date, .date), (.subtract, .time, .time): .number
        case (.add, .date, .number), (.add, .number, .date), (.subtract, .date, .number): .date
        default: nil
        }
    }
}
