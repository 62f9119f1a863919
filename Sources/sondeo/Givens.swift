internal import FoundationEssentials
internal import Interview
internal import SurveyModel

/// `--set NAME=VALUE`.
enum Givens {
    /// Reads the givens. Throws `Failure` (exit code 64) for a name that is no given and a value that does not fit it.
    static func parse(_ settings: [String], of survey: Survey) throws -> [VariableID: Value] {
        var givens: [VariableID: Value] = [:]
        for setting in settings {
            guard let sign = setting.firstIndex(of: "="), sign > setting.startIndex else {
                throw Failure.usage("--set takes NAME=VALUE, not \"\(setting)\"")
            }
            let name = String(setting[..<sign])
            let text = String(setting[setting.index(after: sign)...])
            guard let id = survey.variable(named: name), case .given = survey[id].role else {
                let names = survey.variables.filter { if case .given = $0.role { true } else { false } }.map(
                    \.name)
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

    /// The value as it would stand in a response.
    private static func json(_ text: String, in domain: Domain) -> JSONValue {
        switch domain {
        case .option, .yesno, .truth, .text: .string(text)
        case .options: .array(text.split(separator: ",").map { .string(String($0)) })
        case .point, .number: Decimal(exactly: text).map { .number($0) } ?? .string(text)
        }
    }
}

/// Answers to replay, from JSON.
struct AnswerScript {
    private(set) var givens: [VariableID: Value] = [:]
    private(set) var answers: [VariableID: Answer] = [:]
    private(set) var seed: UInt64?
    private(set) var locale: String?

    /// Reads a response line, an object with `answers` and `missing`, or an object of answers by variable.
    ///
    /// Throws `Failure` (exit code 1) that names line and column, or the variable.
    init(_ bytes: [UInt8], path: String, of survey: Survey) throws {
        let document: JSONValue
        do { document = try JSONValue(parsing: bytes) } catch {
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
            if case .given = survey[id].role { givens[id] = value } else { answers[id] = .answered(value) }
        }
        for member in missing {
            let id = try Self.variable(member.key, index, survey, path)
            guard let kind = member.value.string.flatMap(Missing.init(rawValue:)) else {
                throw Failure.findings(
                    "\(path): \"\(member.key)\" must be missing as dont_know, refused, … or skipped")
            }
            if case .given = survey[id].role { continue }
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
        case .invalid(let item, let problem): return "the answer to \(name(item)) cannot be taken: \(problem)"
        case .neverAsked(let variable): return "\(survey[variable].name) is answered, but was not asked"
        case .check(let check, let isSoft):
            return "the check \(survey[check].name) fired"
                + (isSoft ? " and was overridden" : "; the interview stops there")
        }
    }
}
