internal import SurveyModel

extension CSVPlanning {
    // MARK: What is the same in every row

    mutating func bind(_ constant: CSVMap.Meaning) {
        let name = constant.cell.text
        guard let target = Target(name, survey, index) else {
            return problem(constant.cell.line, unknown(name))
        }
        switch target {
        case .head(let key):
            guard plan.head[key] == nil else {
                return problem(constant.cell.line, "response:\(key.rawValue) has a column or a value already")
            }
            let part = CSVPlan.HeadPart(content: .constant(""))
            if let json = self.constant(constant.value, key, part) {
                plan.head[key] = CSVPlan.HeadPart(content: .constant(json))
            }
        case .variable(let id):
            guard parts[id.position] == nil, members[id.position] == nil else {
                return problem(constant.cell.line, "\(survey[id].name) has a column or a value already")
            }
            guard survey[id].isStored else {
                return problem(constant.cell.line, "\(quoted(name)) is computed from other answers")
            }
            if let meaning = meaning(constant.value, id) {
                parts[id.position] = CSVPlan.VariablePart(variable: id.position, shape: .constant(meaning))
            }
        case .option:
            problem(constant.cell.line, "\(quoted(name)) is one option; give the whole variable a value")
        }
    }
}
