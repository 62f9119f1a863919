internal import SurveyModel
internal import SurveySyntax

/// What is asked of a list again and again.
struct ListFacts {
    /// How many options do not exclude the others: the most that can be chosen together.
    var joinable = 0
    /// How many options can be drawn.
    var drawable = 0
    /// The indices of the options that open a text.
    var specify: [Int] = []
}

extension Checker {
    /// The most options of a list, and rows of a grid.
    static let optionLimit = 10_000

    /// Counts a list once, however many questions take their options from it.
    func facts(of list: ListID) -> ListFacts {
        if let known = listFacts[list] { return known }
        var facts = ListFacts()
        for (index, option) in survey[list].options.enumerated() {
            if !option.isExclusive { facts.joinable += 1 }
            if !option.isFixed { facts.drawable += 1 }
            if option.hasSpecify { facts.specify.append(index) }
        }
        listFacts[list] = facts
        return facts
    }

    /// Lowers options to a list, and indexes their names.
    ///
    /// `kind` is the kind of question that owns it, `options` for a shared one.
    func addList(named name: Name, _ lines: [GatheredLine], key: String, of kind: Word) -> ListID {
        var options: [OptionList.Option] = []
        var optionPlaces: [SurveyPlaces.Line] = []
        var index: [String: Int] = [:]
        var spans: [String: Range<Int>] = [:]
        var codes: [Int: Range<Int>] = [:]
        var unpinned: [Diagnostic.Edit] = []
        // In an order or a division, an option cannot exclude others, and its part is a number, not a text.
        let allowed: Set<Word> =
            [.ranking, .allocate].contains(kind) ? [.pinned] : [.specify, .exclusive, .pinned]
        let owner = [.ranking, .allocate].contains(kind) ? "an option of `\(kind.spelling)`" : "an option"
        for case .option(let view, let around) in lines {
            guard let optionName = view.name.map(Name.init) else { continue }
            checkForm(of: optionName)
            let text =
                view.text.map { lower($0, key: "\(key).\(optionName.text)", note: view.notes) } ?? TextID(0)
            let words = optionWords(view.properties, allowed, owner)
            let condition = joined(around.conditions, view.condition)
            if let first = spans[NameTable.canonical(optionName.text)] {
                report(.repeatedOption("option", optionName, firstAt: first))
                continue
            }
            spans[NameTable.canonical(optionName.text)] = optionName.span
            if kind == .choice, let span = words[.exclusive] { report(.exclusiveInChoice(at: span)) }
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
            optionPlaces.append(
                .init(name: optionName.span, condition: view.condition?.range ?? around.conditionSpan))
            options.append(
                .init(
                    name: optionName.text, code: code, text: text, isExclusive: words[.exclusive] != nil,
                    isPinned: words[.pinned] != nil, hasSpecify: words[.specify] != nil, condition: condition,
                    shuffleGroup: around.shuffle))
        }
        if survey.version > 1, !unpinned.isEmpty {
            report(.codesNotPinned(name, survey.version, unpinned, of: options.count))
        }
        return add(
            OptionList(name: stem(of: name), options: options), index, optionPlaces, at: name.span.lowerBound)
    }

    private func optionWords(_ properties: [PropertySyntax], _ allowed: Set<Word>, _ owner: String) -> [Word:
        Range<
            Int
        >]
    {
        _ = check(properties, allowed: allowed, kind: .options, key: "", owner: owner)
        var words: [Word: Range<Int>] = [:]
        for property in properties where allowed.contains(property.word) {
            words[property.word] = property.range
        }
        return words
    }

    /// Lowers a declared list, once. `place` is where the statement stands, to tell a second one of the name apart.
    func lowerSharedList(_ name: String, at place: Range<Int>?) {
        guard let shared = sharedLists[name], shared.list == nil, place == nil || place == shared.syntax.range
        else {
            return
        }
        var properties = shared.syntax.properties
        var groups: [GroupDraft] = []
        let lines = gather(shared.syntax.list, into: &properties, groups: &groups, key: "options.\(name)")
        if let group = groups.first {
            report(.misplacedGroup("A list has options, and no rows.", at: group.name.span))
        }
        _ = check(properties, allowed: [], kind: .options, key: "", owner: "a shared list")
        if let label = lines.first(where: \.isLabel) {
            report(.lineDoesNotFit("a label", "options", at: label.range))
        }
        if !lines.contains(where: { !$0.isLabel }) { report(.noOptions("options", shared.name)) }
        sharedLists[name]?.list = addList(
            named: shared.name, lines, key: "options.\(name)", of: .options)
    }
}
