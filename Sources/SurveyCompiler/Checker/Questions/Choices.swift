internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// The most options of a list, and rows of a grid.
    static let optionLimit = 10_000

    /// `choice` and `choices`.
    func listShape(of draft: QuestionDraft) -> QuestionShape {
        rejectBound(of: draft)
        if let label = draft.lines.first(where: \.isLabel) {
            report(.lineDoesNotFit("a label", draft.word.spelling, at: label.range))
        }
        guard let list = list(of: draft) else { return .failed }
        guard draft.word == .choices else { return .value(.choice(list), .option(list)) }
        let select = selection(draft.properties.select, from: list)
        return .value(.choices(list, select: select), .options(list, select: select))
    }

    private func list(of draft: QuestionDraft) -> ListID? {
        let hasOptions = draft.lines.contains { !$0.isLabel }
        if let from = draft.view.from {
            if hasOptions { report(.fromAndOptions(draft.name, at: from.range)) }
            return useSharedList(from)
        }
        guard hasOptions else {
            report(.noOptions(draft.word.spelling, draft.name))
            return nil
        }
        return addList(
            named: draft.name, draft.lines, key: "\(draft.key).option", isChoice: draft.word == .choice)
    }

    /// How many options may be chosen, by `select`; from one to all if it is not said.
    func selection(_ bound: BoundSyntax?, from list: ListID) -> ClosedRange<Int> {
        // An option that excludes the others is only ever chosen alone.
        let most = max(1, survey[list].options.count { !$0.isExclusive })
        guard let bound else { return 1...most }
        let low = constant(bound.lower)
        let high = bound.isRange ? constant(bound.upper) : low
        guard let low, let high else { return 1...most }
        guard let fewest = low.exactInt, let largest = high.exactInt, fewest >= 0, largest >= max(1, fewest),
            largest <= most
        else {
            report(.badSelection(most, at: bound.range))
            return 1...most
        }
        return fewest...largest
    }

    // MARK: Lists

    /// Lowers options to a list, and indexes their names.
    private func addList(named name: Name, _ lines: [GatheredLine], key: String, isChoice: Bool) -> ListID {
        var options: [OptionList.Option] = []
        var index: [String: Int] = [:]
        var spans: [String: Range<Int>] = [:]
        var codes: [Int: Range<Int>] = [:]
        var unpinned: [Diagnostic.Edit] = []
        let allowed: Set<Word> = [.specify, .exclusive, .pinned]
        for case .option(let view, let conditions) in lines {
            guard let optionName = view.name.map(Name.init) else { continue }
            checkForm(of: optionName)
            let text =
                view.text.map { lower($0, key: "\(key).\(optionName.text)", note: view.notes) } ?? TextID(0)
            let words = optionWords(view.properties, allowed)
            let condition = joined(conditions, view.condition)
            if let first = spans[NameTable.canonical(optionName.text)] {
                report(.repeatedOption("option", optionName, firstAt: first))
                continue
            }
            spans[NameTable.canonical(optionName.text)] = optionName.span
            if isChoice, let span = words[.exclusive] { report(.exclusiveInChoice(at: span)) }
            guard options.count < Self.optionLimit else {
                report(.tooManyOptions(Self.optionLimit, at: optionName.span))
                break
            }
            var code = options.count + 1
            if let token = view.codeToken {
                if let pinned = view.code, abs(pinned) <= 999_999 {
                    code = pinned
                } else {
                    report(.badCode(Diagnostic.shown(token.text), at: token.range))
                }
            } else {
                unpinned.append(
                    .init(
                        span: optionName.span.upperBound..<optionName.span.upperBound,
                        replacement: " = \(code)"))
            }
            if let first = codes[code] {
                report(.repeatedCode(code, at: view.codeToken?.range ?? optionName.span, firstAt: first))
            }
            codes[code] = view.codeToken?.range ?? optionName.span
            index[optionName.text] = options.count
            options.append(
                .init(
                    name: optionName.text, code: code, text: text, isExclusive: words[.exclusive] != nil,
                    isPinned: words[.pinned] != nil, hasSpecify: words[.specify] != nil, condition: condition)
            )
        }
        if survey.version > 1, !unpinned.isEmpty {
            report(.codesNotPinned(name, survey.version, unpinned, of: options.count))
        }
        survey.lists.append(OptionList(name: name.text, options: options))
        optionIndices.append(index)
        return ListID(survey.lists.count - 1)
    }

    private func optionWords(_ properties: [PropertySyntax], _ allowed: Set<Word>) -> [Word: Range<Int>] {
        _ = check(properties, allowed: allowed, kind: .options, key: "", owner: "an option")
        var words: [Word: Range<Int>] = [:]
        for property in properties where allowed.contains(property.word) {
            words[property.word] = property.range
        }
        return words
    }

    // MARK: Shared lists

    /// The list after `from`; nil if it is none, which is reported.
    func useSharedList(_ set: SetSyntax) -> ListID? {
        if let exception = set.exceptions.first { report(.notInThisVersion(.except, at: exception.range)) }
        guard let base = set.base, let expression = base.lower else { return nil }
        guard !base.isRange, case .path(let path) = expression.form, let dotted = path.dotted else {
            report(.fromNeedsList(at: base.range))
            return nil
        }
        let name = Name(dotted, path.range)
        guard sharedLists[name.text] != nil else {
            switch peek(path) {
            case .variable(let variable, let symbol):
                markUsed(symbol)
                if case .options = survey[variable].domain {
                    report(.notInThisVersion(.carryForward, at: path.range))
                } else {
                    report(.fromNeedsList(at: base.range))
                }
            case .unknown: break
            case .grid, .note: report(.fromNeedsList(at: base.range))
            case nil:
                let closest = closest(to: name.text, among: sharedLists.keys.sorted())
                if !mayHaveForeignNames { report(.unknownDeclaration("options", name, closest: closest)) }
            }
            return nil
        }
        lowerSharedList(name.text, at: nil)
        sharedLists[name.text]?.isUsed = true
        return sharedLists[name.text]?.list
    }

    /// Lowers a declared list, once. `place` is where the statement stands, to tell a second one of the name apart.
    func lowerSharedList(_ name: String, at place: Range<Int>?) {
        guard let shared = sharedLists[name], shared.list == nil, place == nil || place == shared.syntax.range
        else {
            return
        }
        var properties = shared.syntax.properties
        let lines = gather(shared.syntax.list, into: &properties)
        _ = check(properties, allowed: [], kind: .options, key: "", owner: "a shared list")
        if let label = lines.first(where: \.isLabel) {
            report(.lineDoesNotFit("a label", "options", at: label.range))
        }
        if !lines.contains(where: { !$0.isLabel }) { report(.noOptions("options", shared.name)) }
        sharedLists[name]?.list = addList(named: shared.name, lines, key: "options.\(name)", isChoice: false)
    }
}
