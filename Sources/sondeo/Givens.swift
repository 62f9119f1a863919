internal import FoundationEssentials
internal import Glibc
internal import Interview
internal import SurveyModel

/// `--set NAME=VALUE`.
enum Givens {
    /// Reads the givens, and the arms of a `split` that are not to be drawn.
    ///
    /// Throws `Failure` (exit code 64) for a name that cannot be set and a value that does not fit it.
    static func parse(_ settings: [String], of survey: Survey) throws -> [VariableID: Value] {
        var givens: [VariableID: Value] = [:]
        for setting in settings {
            guard let sign = setting.firstIndex(of: "="), sign > setting.startIndex else {
                throw Failure.usage("--set takes NAME=VALUE, not \"\(setting)\"")
            }
            let name = String(setting[..<sign])
            let text = String(setting[setting.index(after: sign)...])
            guard let id = survey.variable(named: name), isSettable(survey[id]) else {
                if survey.variable(named: name).map({ survey[$0].role }) == .today {
                    throw Failure.usage("the date of today is set with --today \(text)")
                }
                let names = survey.variables.filter(isSettable).map(\.name)
                let offer = names.isEmpty ? "it has none" : "it has " + names.joined(separator: ", ")
                throw Failure.usage("\"\(name)\" is no given of \(survey.name); \(offer)")
            }
            guard givens[id] == nil else { throw Failure.usage("\(name) is set twice") }
            do {
                givens[id] = try Value(
                    json: json(text, in: survey[id].domain), in: survey[id].domain, of: survey, name: name)
            } catch { throw Failure.usage("--set \(setting): \(error.message)") }
        }
        return givens
    }

    /// The local date that `--today` gives, and that of the machine without it.
    ///
    /// Throws `Failure` (exit code 64) for what is no date.
    static func today(_ told: String?) throws -> CalendarDay {
        guard let told else { return .local }
        guard let day = CalendarDay(told) else {
            throw Failure.usage("--today takes a date such as 2026-11-22, not \"\(told)\"")
        }
        return day
    }

    private static func isSettable(_ variable: Variable) -> Bool {
        switch variable.role {
        case .given, .split: true
        case .answer, .row, .amount, .specify, .computed, .today: false
        }
    }

    /// The value as it would stand in a response.
    private static func json(_ text: String, in domain: Domain) -> JSONValue {
        switch domain {
        case .option, .yesno, .truth, .text, .date, .time: .string(text)
        case .options, .order: .array(text.split(separator: ",").map { .string(String($0)) })
        case .point, .number: Decimal(exactly: text).map { .number($0) } ?? .string(text)
        }
    }
}

extension CalendarDay {
    /// The date of now where the machine stands.
    fileprivate static var local: CalendarDay {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return CalendarDay(
            of: Timestamp(milliseconds: Int64(now) * 1_000), secondsFromGMT: Int(parts.tm_gmtoff))
    }
}

/// Answers to replay, from JSON.
struct AnswerScript {
    /// What the interview begins with: givens, arms of a `split`, the date of today.
    private(set) var givens: [VariableID: Value] = [:]
    private(set) var answers: [VariableID: Answer] = [:]
    private(set) var seed: UInt64?
    private(set) var locale: String?

    /// Reads a response line, an object with `answers` and `missing`, or an object of answers by variable.
    ///
    /// Throws `Failure` (exit code 1) that names line and column, or the variable.
    init(_ bytes: [UInt8], path: String, of survey: Survey) throws {
        let document: JSONValue
        do { document = try JSONValue(file: bytes) } catch {
            let before = bytes.prefix(error.offset)
            let line = before.count { $0 == 0x0A } + 1
            let column = before.reversed().prefix { $0 != 0x0A }.count { $0 & 0xC0 != 0x80 } + 1
            throw Failure.findings("\(path):\(line):\(column): \(error.message)")
        }
        guard case .object(let members) = document else {
            throw Failure.findings("\(path) must be a JSON object of answers")
        }
        var given = members
        var missing: [JSONValue.Member] = []
        if case .object(let inner)? = document["answers"] {
            given = inner
            if case .object(let inner)? = document["missing"] { missing = inner }
            locale = document["locale"]?.string
            seed = document["seed"]?.decimal.flatMap { UInt64($0.canonicalText) }
        }
        let index = survey.variableIndex
        for member in given {
            let id = try Self.variable(member.key, index, survey, path)
            let value: Value
            do {
                value = try Value(json: member.value, in: survey[id].domain, of: survey, name: member.key)
            } catch { throw Failure.findings("\(path): \(error.message)") }
            if survey[id].question == nil { givens[id] = value } else { answers[id] = .answered(value) }
        }
        for member in missing {
            let id = try Self.variable(member.key, index, survey, path)
            guard let kind = member.value.string.flatMap(Missing.init(rawValue:)) else {
                throw Failure.findings(
                    "\(path): \"\(member.key)\" must be missing as dont_know, refused, … or skipped")
            }
            if survey[id].question == nil { continue }
            answers[id] = .missing(kind)
        }
    }

    private static func variable(
        _ name: String, _ index: [String: VariableID], _ survey: Survey, _ path: String
    ) throws -> VariableID {
        guard let id = index[name], survey[id].isStored else {
            throw Failure.findings("\(path): \"\(name)\" is not a variable of \(survey.name)")
        }
        return id
    }

    /// What a replay noticed, in words.
    static func words(for finding: Replay.Finding, of survey: Survey) -> String {
        func name(_ item: Interview.Item) -> String {
            item.variable.map { survey[$0].name } ?? survey[item.question].name
        }
        switch finding {
        case .noAnswer(let item): return "\(name(item)) is asked, and the answers have none for it"
        case .invalid(let item, let problem):
            return "the answer to \(name(item)) cannot be taken: \(words(for: problem, item, survey))"
        case .neverAsked(let variable): return "\(survey[variable].name) is answered, but was not asked"
        case .check(let check, let isSoft):
            return "the check \(survey[check].name) fired"
                + (isSoft ? " and was overridden" : "; the interview stops there")
        }
    }
    private static func words(
        for problem: Interview.Problem, _ item: Interview.Item, _ survey: Survey
    ) -> String {
        func option(_ index: Int) -> String {
            survey[item.question].list.map { survey[$0].options[index].name } ?? "\(index)"
        }
        func between(_ low: String?, _ high: String?) -> String {
            let bounds = [low.map { "from \($0)" }, high.map { "to \($0)" }].compactMap(\.self)
            return "it must be " + bounds.joined(separator: " ")
        }
        switch problem {
        case .required: return "it needs one"
        case .wrongKind: return "it is of another kind"
        case .outOfRange(let low, let high): return between(low?.canonicalText, high?.canonicalText)
        case .dateOutOfRange(let low, let high): return between(low?.text, high?.text)
        case .timeOutOfRange(let low, let high): return between(low?.text, high?.text)
        case .notWhole: return "it must be a whole number"
        case .tooManyDecimals(let most): return "it may have \(counted(most, "decimal"))"
        case .tooFew(let least): return "it needs at least \(counted(least, "option"))"
        case .tooMany(let most): return "it takes at most \(counted(most, "option"))"
        case .exclusive(let index): return "\(option(index)) excludes the others"
        case .repeated(let index): return "\(option(index)) stands in it twice"
        case .notOffered: return "it is not offered"
        case .tooLong(let most): return "it may have \(counted(most, "character"))"
        case .forbiddenCharacter: return "it has a control character"
        case .lineBreak: return "it may have one line"
        case .pattern(let pattern):
            switch pattern.kind {
            case .email: return "it is no e-mail address"
            case .phone: return "it is no telephone number"
            case .expression: return "it is not of the pattern \(pattern.source)"
            }
        case .tooMuch(let remaining): return "only \(remaining) is left"
        case .mustTakeRest(let rest):
            return "the parts before have left \(rest), and the last takes all of it"
        case .unknownLanguage: return "the survey is not in that language"
        }
    }
}
