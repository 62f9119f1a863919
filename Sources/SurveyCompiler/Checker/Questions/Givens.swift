internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// `given visits: number 0...10000 optional`
    func check(_ view: GivenDecl) {
        guard let name = view.name.map(Name.init) else { return }
        guard let type = view.type, let kind = type.kind else { return declareUnknown(name) }
        let key = "given.\(name.text)"
        let properties = check(
            type.properties, allowed: Self.propertiesOfGiven(kind.word), kind: kind.word, key: key,
            owner: "this given")
        let claim = claim(name)
        guard let domain = domain(of: type, kind, name, properties) else {
            if case .fresh = claim { declare(name, .unknown) }
            return
        }
        guard case .fresh = claim else { return }
        let variable = Variable(
            name: name.text, role: .given(isOptional: properties.isOptional), domain: domain,
            missing: properties.isOptional ? [.skipped] : [], isPersonal: properties.isPersonal)
        guard let id = addVariable(variable, at: name.span) else { return declare(name, .unknown) }
        declare(name, .variable(id))
    }

    private func domain(of type: TypeSyntax, _ kind: Token, _ name: Name, _ properties: Properties) -> Domain?
    {
        if ![.choice, .choices].contains(kind.word), let from = type.from {
            report(
                .doesNotFit(
                    "from", "`\(kind.text)`", at: from.range, "only `choice` and `choices` take a list"))
        }
        switch kind.word {
        case .number: return numberRule(type.bound, properties).map(Domain.number)
        case .date: return dateRule(type.bound).map(Domain.date)
        case .time: return timeRule(type.bound).map(Domain.time)
        case .rating:
            guard let bound = type.bound else {
                report(.missingScale("rating", name))
                return nil
            }
            guard let points = points(bound) else { return nil }
            survey.scales.append(Scale(name: name.text, bounds: points))
            return .point(ScaleID(survey.scales.count - 1))
        case .text, .yesno, .choice, .choices:
            if let bound = type.bound { report(.noBoundHere(kind.word.spelling, at: bound.range)) }
            if kind.word == .text { return .text(properties.textRule) }
            if kind.word == .yesno { return .yesno }
            guard let from = type.from else {
                report(.noOptions(kind.word.spelling, name))
                return nil
            }
            guard let list = wholeList(from) else { return nil }
            if kind.word == .choice { return .option(list) }
            return .options(list, select: selection(properties.select, from: OfferedOptions(list: list)))
        default:
            report(.badGivenKind(Name(kind)))
            return nil
        }
    }
}
