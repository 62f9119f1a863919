internal import FoundationEssentials
internal import SurveyModel

/// Why a field holds no answer.
struct TripleSFieldFault: Error {
    var message: String
}

extension TripleSAnswerKind {
    /// The answer in a field of a record. An empty field is *not asked*: Triple-S does not tell why nobody answered.
    func answer(
        in record: TripleSRecord, of variable: TripleSDefinitions.Variable,
        format: TripleSDefinitions.Format
    ) throws(TripleSFieldFault) -> Answer {
        if case .set(let codes, let missing) = self {
            return try set(codes, missing, record, variable, format)
        }
        let text = record.text(of: variable)
        if case .text(let hasLines) = self {
            let text = text.cleaned(keepingLines: hasLines)
            return text.isEmpty ? .notAsked : .answered(.text(text))
        }
        let field = text.trimmed
        guard !field.isEmpty else { return .notAsked }
        func fault(_ expected: String) -> TripleSFieldFault {
            TripleSFieldFault(message: "holds \"\(field.excerpt)\", which is \(expected)")
        }
        switch self {
        case .option(let codes, let missing):
            let code = variable.canonical(field)
            if let kind = missing[code] { return .missing(kind) }
            guard let index = codes[code] else {
                throw fault("none of its codes")
            }
            return .answered(.option(index))
        case .number(let missing):
            guard let number = number(field) else { throw fault("no number") }
            if let kind = missing[number] { return .missing(kind) }
            return .answered(.number(number))
        case .yesno:
            switch field {
            case "1": return .answered(.yesno(true))
            case "0": return .answered(.yesno(false))
            default: throw fault("neither 1 nor 0")
            }
        case .date:
            guard let day = TripleSMoments.day(field) else { throw fault("no day such as 20261121") }
            return .answered(.date(day))
        case .time:
            guard let clock = TripleSMoments.clock(field) else { throw fault("no time such as 093000") }
            return .answered(.time(clock.time))
        case .set, .text: return .notAsked
        }
    }

    /// A number; other programs also write `.5`, `5.` and `+5`.
    private func number(_ field: String) -> Decimal? {
        if let number = Decimal(exactly: field) { return number }
        let sign = field.prefix { $0 == "-" || $0 == "+" }
        var digits = String(field.dropFirst(sign.count))
        if digits.hasPrefix(".") { digits = "0" + digits }
        if digits.hasSuffix(".") { digits.removeLast() }
        return sign.count > 1 || !field.contains(where: \.isNumber)
            ? nil : Decimal(exactly: (sign == "-" ? "-" : "") + digits)
    }

    private func set(
        _ codes: [String: Int], _ missing: [String: Missing], _ record: TripleSRecord,
        _ variable: TripleSDefinitions.Variable, _ format: TripleSDefinitions.Format
    ) throws(TripleSFieldFault) -> Answer {
        let chosen: [String]?
        if let subfields = variable.subfields {
            chosen = try spread(subfields, record, variable, format)
        } else {
            chosen = try bits(record.text(of: variable))
        }
        guard let chosen else { return .notAsked }
        if chosen.count == 1, let kind = missing[chosen[0]] { return .missing(kind) }
        var options: Set<Int> = []
        for code in chosen {
            guard let index = codes[code] else {
                // Positions of codes that have no label are passed over in a string of zeros and ones.
                if variable.subfields == nil, missing[code] == nil { continue }
                throw TripleSFieldFault(
                    message: missing[code] == nil
                        ? "holds the code \(code.excerpt), which is none of its codes"
                        : "holds the code \(code.excerpt), which says that there is no answer, and others")
            }
            options.insert(index)
        }
        return .answered(.options(options.sorted()))
    }

    /// The codes whose character is 1; nil where all are blank.
    private func bits(_ text: String) throws(TripleSFieldFault) -> [String]? {
        var chosen: [String] = []
        var isBlank = true
        for (index, character) in text.unicodeScalars.enumerated() {
            switch character {
            case "1":
                chosen.append(String(index + 1))
                isBlank = false
            case "0": isBlank = false
            case " ": break
            default:
                throw TripleSFieldFault(
                    message: "holds \"\(String(Character(character)).excerpt)\" where 0 or 1 must stand")
            }
        }
        return isBlank ? nil : chosen
    }

    /// The codes in subfields, blanks standing for none, and so does 0 where codes are numbers; nil where all are blank.
    private func spread(
        _ subfields: Int, _ record: TripleSRecord, _ variable: TripleSDefinitions.Variable,
        _ format: TripleSDefinitions.Format
    ) throws(TripleSFieldFault) -> [String]? {
        let width = variable.subfieldWidth ?? 1
        let isOneField = format == .csv && variable.finish == variable.start
        let all = isOneField ? Array(record.text(of: variable).unicodeScalars) : []
        // What a record does not have is not looked for: definitions may name a million subfields.
        let last = min(variable.finish, record.width)
        var chosen: [String] = []
        var isBlank = true
        for index in 0..<subfields {
            let text: String
            if isOneField {
                let begin = index * width
                guard begin < all.count else { break }
                text = String(String.UnicodeScalarView(all[begin..<min(begin + width, all.count)])).trimmed
            } else if format == .csv {
                guard variable.start + index <= last else { break }
                text = record.text(from: variable.start + index, to: variable.start + index).trimmed
            } else {
                let begin = variable.start + index * width
                guard begin <= last else { break }
                text = record.text(from: begin, to: min(begin + width - 1, variable.finish)).trimmed
            }
            if text.isEmpty { continue }
            isBlank = false
            if variable.isLiteral {
                chosen.append(text)
                continue
            }
            guard let code = Int(text), code >= 0 else {
                throw TripleSFieldFault(message: "holds \"\(text.excerpt)\", which is no code")
            }
            if code > 0 { chosen.append(String(code)) }
        }
        return isBlank ? nil : chosen
    }
}

extension String {
    /// A text without the spaces and line breaks behind it; those before it belong to it. Whatever ends a line is one line break,
    /// or a space where the text has no lines, and a tab is a space.
    func cleaned(keepingLines: Bool) -> String {
        var text = UnicodeScalarView()
        var isBehindReturn = false
        for scalar in unicodeScalars {
            switch scalar {
            case "\n" where isBehindReturn: break
            case "\r", "\n": text.append(keepingLines ? "\n" : " ")
            case "\t": text.append(" ")
            default: text.append(scalar)
            }
            isBehindReturn = scalar == "\r"
        }
        while text.last == " " || text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
