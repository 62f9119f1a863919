internal import FoundationEssentials
internal import SurveyModel

extension CSVPlanning {
    /// What a column can be.
    enum Target: Hashable {
        case head(CSVPlan.HeadKey)
        case variable(VariableID)
        /// One option of a set or a ranking.
        case option(VariableID, Int)

        /// Finds what a name means: a variable first, then `variable:option`, then what belongs to the response, which in a
        /// map may stand without `response:`.
        init?(_ name: String, _ survey: Survey, _ index: [String: VariableID], isHeader: Bool = false) {
            if let id = index[name] {
                self = .variable(id)
                return
            }
            if let key = CSVPlan.HeadKey(rawValue: name), !isHeader {
                self = .head(key)
                return
            }
            guard let colon = name.firstIndex(of: ":") else { return nil }
            let left = String(name[..<colon])
            let right = String(name[name.index(after: colon)...])
            if left == "response", let key = CSVPlan.HeadKey(rawValue: right) {
                self = .head(key)
                return
            }
            guard let id = index[left] else { return nil }
            switch survey[id].domain {
            case .options(let list, _), .order(let list, _):
                guard let option = survey[list].index(of: right) else { return nil }
                self = .option(id, option)
            default: return nil
            }
        }

        func text(_ survey: Survey) -> String {
            switch self {
            case .head(let key): return "response:\(key.rawValue)"
            case .variable(let id): return survey[id].name
            case .option(let id, let option):
                guard let list = survey[id].domain.list else { return survey[id].name }
                return "\(survey[id].name):\(survey[list].options[option].name)"
            }
        }
    }

    // MARK: What the values of a map mean

    /// A value of a variable, as a map writes it.
    mutating func meaning(_ word: CSVMap.Word, _ id: VariableID) -> CSVVocabulary.Meaning? {
        let variable = survey[id]
        if let list = variable.domain.list {
            if let option = survey[list].index(of: word.text) {
                return CSVVocabulary.option(option, of: survey[list])
            }
            if Self.kind(word.text) != nil { return missing(word, variable) }
            let close = DidYouMean.closest(to: word.text, among: survey[list].options.map(\.name))
            problem(
                word.line,
                "\(quoted(word.text)) is no option of \(variable.name)"
                    + (close.map { "; did you mean \($0)?" } ?? ""))
            return nil
        }
        if !word.isQuoted || !variable.isText, Self.kind(word.text) != nil { return missing(word, variable) }
        let json: JSONValue
        switch variable.domain {
        case .yesno, .truth:
            switch word.text {
            case "yes", "true", "1": json = .bool(true)
            case "no", "false", "0": json = .bool(false)
            default: json = .string(word.text)
            }
        case .point, .number:
            json = Decimal(exactly: word.text).map { .number($0) } ?? .string(word.text)
        default: json = .string(word.text)
        }
        do {
            let value = try Value(json: json, in: variable.domain, of: survey, name: variable.name)
            return .answer(json: value.json(in: variable.domain, of: survey).compactText, option: 0)
        } catch {
            problem(word.line, error.message)
            return nil
        }
    }

    /// A kind of missing, which the variable has to allow; nil if the word is none, or is not allowed, which is a problem.
    private mutating func missing(_ word: CSVMap.Word, _ variable: Variable) -> CSVVocabulary.Meaning? {
        guard let kind = Self.kind(word.text) else { return nil }
        guard kind == .notAsked || variable.missing.contains(kind) else {
            let allowed = Missing.allCases.filter { $0 == .notAsked || variable.missing.contains($0) }
            problem(
                word.line,
                "\(quoted(variable.name)) cannot be \(kind.rawValue); it can be "
                    + allowed.map(\.rawValue).joined(separator: ", "))
            return nil
        }
        return .missing(kind)
    }

    /// What a cell in the column of one option means.
    mutating func memberMeaning(_ word: CSVMap.Word, _ id: VariableID) -> CSVVocabulary.Meaning? {
        if Self.kind(word.text) != nil { return missing(word, survey[id]) }
        if case .options = survey[id].domain {
            switch word.text {
            case "1", "yes", "true": return .flag(true)
            case "0", "no", "false": return .flag(false)
            default: break
            }
        }
        problem(
            word.line, "the column of one option holds 1 or 0, or a kind of missing, not \(quoted(word.text))"
        )
        return nil
    }

    /// Something of the response, as JSON.
    mutating func constant(_ word: CSVMap.Word, _ key: CSVPlan.HeadKey, _ part: CSVPlan.HeadPart) -> String? {
        func text(_ text: String) -> String { JSONValue.string(text).compactText }
        switch key {
        case .started, .ended:
            guard let moment = CSVMoment.read(word.text, zone: part.zone) else {
                problem(
                    word.line, "\(quoted(word.text)) is no time; write 2019-03-01 or 2019-03-01T14:30:00Z")
                return nil
            }
            return text(moment.text)
        case .locale:
            if Response.isTag(word.text) { return text(word.text) }
            problem(word.line, "\(quoted(word.text)) is no language tag like es or pt-BR")
        case .state:
            if Disposition(rawValue: word.text) != nil { return text(word.text) }
            problem(
                word.line,
                "a state is one of \(Disposition.allCases.map(\.rawValue).joined(separator: ", ")), not \(quoted(word.text))"
            )
        case .version, .seed:
            if let number = UInt64(word.text), key == .seed || (1...999_999_999).contains(number) {
                return String(number)
            }
            problem(word.line, "\(quoted(word.text)) is no number of that kind")
        case .stale:
            if ["true", "yes", "1"].contains(word.text) { return "true" }
            if ["false", "no", "0"].contains(word.text) { return "false" }
            problem(word.line, "response:stale is true or false, not \(quoted(word.text))")
        case .id, .key:
            problem(word.line, "a response has its own id; response:\(key.rawValue) needs a column")
        default:
            if !word.text.isEmpty { return text(word.text) }
            problem(word.line, "response:\(key.rawValue) needs a text; leave the statement out")
        }
        return nil
    }

    /// A declared pattern of days and times.
    mutating func pattern(_ word: CSVMap.Word?, needsDay: Bool = false, needsTime: Bool = false)
        -> MomentPattern?
    {
        guard let word else { return nil }
        do {
            let pattern = try MomentPattern(word.text)
            if needsDay, !pattern.hasDay {
                problem(
                    word.line, "the format \(quoted(word.text)) does not say day, month and year: d, M, yyyy")
            } else if needsTime, !pattern.hasTime {
                problem(word.line, "the format \(quoted(word.text)) does not say hour and minute: H, m")
            } else {
                return pattern
            }
        } catch { problem(word.line, "the format \(quoted(word.text)): \(error.message)") }
        return nil
    }

    /// Minutes east of Greenwich.
    mutating func zone(_ word: CSVMap.Word?) -> Int {
        guard let word else { return 0 }
        guard let zone = MomentPattern.zone(word.text) else {
            problem(word.line, "a zone is written like +01:00 or Z, not \(quoted(word.text))")
            return 0
        }
        return zone
    }
}

extension Variable {
    var isText: Bool { if case .text = domain { true } else { false } }
}
