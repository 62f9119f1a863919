public import SurveyModel

extension CSVMap {
    /// A map for a file, to be finished by hand: each column with the variable that it most likely is, by its name, by the
    /// text of its question or by a name much like it; columns that nothing is like stand in comments.
    ///
    /// `map` is what is known already: its separator and encoding are used and written. Throws `CSVFault` if the header
    /// cannot be read.
    public static func suggestion(
        for source: LineSource, of survey: Survey, map: CSVMap = CSVMap()
    ) throws(CSVFault) -> String {
        let header: CSVHeader
        do { header = try CSVHeader(DecodedStream(source, map.encoding), name: source.name, map) } catch {
            switch error {
            case let fault as CSVFault: throw fault
            case let fault as ReadingFault: throw CSVFault(fault, of: source.name)
            case let fault as SystemError:
                throw CSVFault(ReadingFault(source.name, fault.number), of: source.name)
            default: throw CSVFault(source.name, "\(error)")
            }
        }
        return CSVSuggestion(survey).text(header, source.name, map)
    }
}

/// Guesses what columns are.
private struct CSVSuggestion {
    let survey: Survey
    private let index: [String: VariableID]
    /// Names and wordings without letter case and punctuation, with what they are; those that two things have are none.
    private var words: [String: String?] = [:]

    /// Words for what belongs to a response, in the languages that files of ours came in.
    private static let usual: [(String, [String])] = [
        (
            "response:started",
            ["date", "started", "start", "timestamp", "time", "datum", "tid", "fecha", "ημερομηνια"]
        ),
        ("response:ended", ["ended", "end", "finished", "submitted", "slut", "fin"]),
        ("response:locale", ["language", "locale", "lang", "språk", "idioma", "γλωσσα"]),
        ("response:key", ["id", "responseid", "respondentid", "key", "number", "kundnr", "nr"]),
        ("response:station", ["station", "kiosk", "terminal", "device"]),
        ("response:state", ["status", "state"]),
    ]

    init(_ survey: Survey) {
        self.survey = survey
        index = survey.variableIndex
        for (target, names) in Self.usual { for name in names { words[name] = .some(target) } }
        var own: [String: String?] = [:]
        func add(_ word: String, _ target: String) {
            let key = Self.folded(word)
            guard !key.isEmpty else { return }
            if let known = own[key], known != target {
                own[key] = .some(nil)
            } else {
                own[key] = .some(target)
            }
        }
        for variable in survey.variables where variable.isStored { add(variable.name, variable.name) }
        for question in survey.questions {
            guard question.variables.count == 1, let id = question.variables.first, survey[id].isStored else {
                continue
            }
            for label in survey.labels(of: question.text) { add(label, survey[id].name) }
        }
        words.merge(own) { _, new in new }
    }

    func text(_ header: CSVHeader, _ source: String, _ map: CSVMap) -> String {
        var taken: Set<String> = []
        var text =
            "// What the columns of \(excerpt(source)) are; see Documentation/Formats.md, \"Map files\".\n"
        var known: [(String, String)] = []
        var unknown: [String] = []
        for name in header.names {
            if let target = target(of: name), taken.insert(target).inserted {
                known.append((Self.quoted(name), target))
            } else {
                unknown.append(Self.quoted(name))
            }
        }
        let width = min(40, known.map { $0.0.count }.max() ?? 0)
        for (name, target) in known {
            let space = String(repeating: " ", count: max(0, width - name.count))
            text += "column \(name)\(space) -> \(target)\(hint(target))\n"
        }
        if !unknown.isEmpty {
            text += "\n// Nothing is like these: say what they are, or take the slashes away.\n"
        }
        for name in unknown { text += "// ignore \(name)\n" }
        text += "\n"
        if !taken.contains("response:started") { text += "// value response:started = 2019-03-01\n" }
        if !taken.contains("response:locale") { text += "// value response:locale = \(survey.language)\n" }
        let separator =
            header.separator == 0x09 ? "tab" : "\"\(String(decoding: [header.separator], as: UTF8.self))\""
        text += "separator \(separator)\n"
        if map.encoding != .utf8 { text += "encoding \(map.encoding.rawValue)\n" }
        return text
    }

    private func target(of name: String) -> String? {
        if let target = CSVPlanning.Target(name, survey, index, isHeader: true) { return target.text(survey) }
        let folded = Self.folded(name)
        if let target = words[folded] { return target }
        // A list of some thousand names is compared; who has more variables has named them by machine.
        let close = DidYouMean.closest(to: folded, among: words.keys.sorted())
        return close.flatMap { words[$0] ?? nil }
    }

    /// What such a column may have to say more.
    private func hint(_ target: String) -> String {
        if target == "response:started" || target == "response:ended" {
            return "  // format \"dd.MM.yyyy HH:mm\" zone \"+01:00\""
        }
        guard let id = index[target] else { return "" }
        switch survey[id].domain {
        case .option(let list):
            let names = survey[list].options.prefix(4).map { "\"…\" = \($0.name)" }.joined(separator: "  ")
            return "  // { \(names) }"
        case .options, .order: return "  // split \";\""
        case .date: return "  // format \"dd.MM.yyyy\""
        case .number(let rule) where rule.decimals > 0: return "  // decimal \",\""
        default: return ""
        }
    }

    /// Letters and digits, in lower case.
    private static func folded(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil
                }))
    }

    private static func quoted(_ name: String) -> String {
        var text = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
