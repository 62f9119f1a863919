internal import SurveyModel
internal import Translations

/// What documents for people say of a variable, in one language: the same lines and tables on a terminal and in Markdown.
public struct VariableFacts: Hashable, Sendable {
    /// A heading with what it says.
    public struct Fact: Hashable, Sendable {
        /// What it is about.
        public var heading: String
        /// What it says.
        public var text: String
        /// Whether it is a formula or a name, which nobody translates.
        public var isCode = false
    }

    /// A value with its label.
    public struct Row: Hashable, Sendable {
        /// The number that stands for it in exports; empty where there is none.
        public var code: String
        /// The name in responses.
        public var name: String
        /// What it is called, with remarks in brackets.
        public var label: String
    }

    /// The variable's name.
    public var name: String
    /// The number of its question.
    public var number: Int?
    /// Its label, with what is to be said of its translation.
    public var label: String
    /// What is to be said of it.
    public var facts: [Fact]
    /// Options, or the points of a scale that have a label.
    public var values: [Row]
    /// Kinds of missing.
    public var missing: [Row]
}

extension Codebook {
    /// What to say of a variable in the language at an index of `locales`. Linear in its categories and its group.
    public func facts(of entry: Entry, in locale: Int) -> VariableFacts {
        FactFinder(codebook: self, locale: locale).facts(of: entry)
    }

    /// What the values of a variable are, in words.
    public func words(forTypeOf entry: Entry, in locale: Int) -> String {
        FactFinder(codebook: self, locale: locale).type(entry)
    }

    /// What to say of the columns that exports have of a response beside its answers.
    public func responseFacts(in locale: Int) -> [VariableFacts] {
        responseColumns.map { column in
            VariableFacts(
                name: column.name, label: column.label.text(in: locale), facts: [],
                values: column.values.map { value in
                    VariableFacts.Row(code: "", name: value.name, label: value.label.text(in: locale))
                }, missing: [])
        }
    }

    /// What is to be said of all labels in a language: what names in braces are, and that the program does not speak it.
    public func remarks(in locale: Int) -> [String] {
        var remarks: [String] = []
        if namesAnswers { remarks.append(programTexts[locale][.codebookBraces]) }
        if !Self.isSpoken(locales[locale], by: programTexts[locale]) {
            remarks.append(programTexts[locale][.codebookEnglish])
        }
        return remarks
    }

    /// The columns that exports have for the options of a set or a ranking, in the order of its categories: `used:store`.
    /// Empty for other types, which have one column.
    public func columns(of entry: Entry) -> [String] {
        switch entry.type {
        case .set, .ranking: entry.categories.map { "\(entry.name):\($0.name)" }
        default: []
        }
    }
}

/// Finds the facts of a variable.
private struct FactFinder {
    let codebook: Codebook
    let locale: Int
    var texts: ProgramTexts { codebook.programTexts[locale] }

    func facts(of entry: Codebook.Entry) -> VariableFacts {
        VariableFacts(
            name: entry.name, number: entry.questionNumber, label: remarked(entry.label, []),
            facts: facts(entry),
            values: entry.type == .yesno ? truths : entry.categories.compactMap(row), missing: missing(entry))
    }

    private func facts(_ entry: Codebook.Entry) -> [VariableFacts.Fact] {
        var facts: [VariableFacts.Fact] = []
        func add(_ heading: ProgramText, _ text: String?, isCode: Bool = false) {
            if let text, !text.isEmpty {
                facts.append(VariableFacts.Fact(heading: texts[heading], text: text, isCode: isCode))
            }
        }
        add(.codebookType, type(entry))
        add(.codebookColumns, columns(entry))
        add(.codebookRange, range(entry))
        add(.codebookUnit, entry.unit?.text(in: locale))
        add(.codebookBase, entry.base.words?.text(in: locale) ?? everybody(entry))
        add(.codebookCondition, entry.base.condition, isCode: true)
        for phrasing in entry.phrasings { add(.codebookPhrasing, self.phrasing(phrasing, of: entry)) }
        for formula in entry.formulas { add(.codebookFormula, formula, isCode: true) }
        if let group = entry.group, codebook.groups[group].variables.count > 1 {
            let others = codebook.groups[group].variables.filter { $0 != entry.position }
            add(
                .codebookGroup, others.map { codebook.variables[$0].name }.joined(separator: ", "),
                isCode: true)
        }
        add(
            .codebookRound,
            entry.instances.map { instance in
                codebook.rosters[instance.roster].instances[instance.instance].label.text(in: locale)
            }.joined(separator: " – "))
        add(.codebookHelp, entry.help?.text(in: locale))
        add(.codebookNote, entry.note)
        add(.codebookRemarks, remarks(entry).joined(separator: "; "))
        return facts
    }

    /// One of several texts of a question, and who reads it.
    private func phrasing(_ phrasing: Codebook.Phrasing, of entry: Codebook.Entry) -> String {
        let number = phrasing.number.map { "\($0). " } ?? ""
        let whom = phrasing.base.words?.text(in: locale) ?? everybody(entry)
        return number + remarked(phrasing.text, [whom])
    }

    private func everybody(_ entry: Codebook.Entry) -> String {
        texts[entry.questionName == nil ? .baseThere : .baseEverybody]
    }

    /// The columns of a set or a ranking, with what stands in them.
    private func columns(_ entry: Codebook.Entry) -> String? {
        guard entry.isStored else { return nil }
        let names = codebook.columns(of: entry).joined(separator: ", ")
        switch entry.type {
        case .set: return "\(texts[.codebookColumnsSet]): \(names)"
        case .ranking: return "\(texts[.codebookColumnsRanking]): \(names)"
        default: return nil
        }
    }

    /// Yes and no with their codes.
    private var truths: [VariableFacts.Row] {
        [("1", "true", codebook.yes), ("0", "false", codebook.no)].map { code, name, label in
            VariableFacts.Row(code: code, name: name, label: label.text(in: locale))
        }
    }

    func type(_ entry: Codebook.Entry) -> String {
        switch entry.type {
        case .option: texts[.codebookTypeOption]
        case .set(let select): texts[.codebookTypeSet] + several(select)
        case .ranking(let select): texts[.codebookTypeRanking] + several(select)
        case .point: texts[.codebookTypePoint]
        case .yesno: texts[.codebookTypeYesNo]
        case .number(0): texts[.codebookTypeNumber]
        case .number(let decimals): texts(.codebookTypeDecimals, count: decimals)
        case .text(let length, _): texts(.codebookTypeText, count: length)
        case .date: texts[.codebookTypeDate]
        case .time: texts[.codebookTypeTime]
        }
    }

    private func several(_ select: ClosedRange<Int>) -> String {
        guard select.count > 1 else { return " (\(select.lowerBound))" }
        return " (" + texts(.range, ["low": "\(select.lowerBound)", "high": "\(select.upperBound)"]) + ")"
    }

    private func range(_ entry: Codebook.Entry) -> String? {
        switch (entry.low, entry.high) {
        case (let low?, let high?): return texts(.range, ["low": low, "high": high])
        case (let low?, nil): return texts(.numberFrom, ["low": low])
        case (nil, let high?): return texts(.numberTo, ["high": high])
        case (nil, nil): return nil
        }
    }

    private func remarks(_ entry: Codebook.Entry) -> [String] {
        var remarks: [String] = []
        switch entry.role {
        case .given: remarks.append(texts[.codebookGiven])
        case .split: remarks.append(texts[.codebookDrawn])
        case .today: remarks.append(texts[.codebookStartDay])
        case .answer, .row, .amount, .specify, .computed: break
        }
        if entry.isConsent { remarks.append(texts[.codebookConsent]) }
        if !entry.isStored { remarks.append(texts[.codebookNotStored]) }
        if entry.isPersonal { remarks.append(texts[.codebookPersonal]) }
        if entry.isReversed { remarks.append(texts[.codebookReversed]) }
        return remarks
    }

    /// A point without a label says nothing that the range does not say.
    private func row(_ category: Codebook.Category) -> VariableFacts.Row? {
        guard let label = category.label else { return nil }
        var remarks: [String] = []
        if category.isExclusive { remarks.append(texts[.codebookAlone]) }
        if let specify = category.specify {
            remarks.append(texts(.codebookOpens, ["name": codebook.variables[specify].name]))
        }
        let isPoint = category.name == "\(category.code)"
        return VariableFacts.Row(
            code: "\(category.code)", name: isPoint ? "" : category.name, label: remarked(label, remarks))
    }

    private func missing(_ entry: Codebook.Entry) -> [VariableFacts.Row] {
        let codes = entry.missingCodes
        return entry.missing.map { missing in
            let code = codes.code(of: missing.kind)
            return VariableFacts.Row(
                code: code.map { "\($0)" } ?? "", name: missing.kind.rawValue,
                label: remarked(missing.label, code == nil ? [texts[.codebookSystemMissing]] : []))
        }
    }

    /// A label with remarks in brackets, also on its translation.
    private func remarked(_ label: Label, _ remarks: [String]) -> String {
        var remarks = remarks
        // The program's own words are no author's to translate; the head of the document says where they are English.
        if label.origin != .program, label.wordings.indices.contains(locale) {
            switch label.wordings[locale].state {
            case .current: break
            case .stale: remarks.append(texts[.codebookStale])
            case .missing: remarks.append(texts[.codebookUntranslated])
            }
        }
        let text = label.text(in: locale)
        return remarks.isEmpty ? text : text + " (\(remarks.joined(separator: "; ")))"
    }
}
