internal import FoundationEssentials
internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// What a typed line means at an item.
enum PlainEntry {
    /// Something to do to the interview, and what is said once that is done.
    case event(Interview.Event, saying: [String] = [])
    /// A text over several lines begins with this line.
    case beginsLines(String)
    /// The respondent wants to know what can be done.
    case help
    /// The respondent wants a language, or with nil to see which there are.
    case language(String?)
    /// It cannot be an answer, for this reason in the respondent's language.
    case refused(Refusal)

    /// The signs that are commands in every language; typed twice they are themselves.
    enum Sign {
        static let back = "<", help = "?", leave = "!", language = "@", missing = "*", clear = "-"
        static let all = [back, help, leave, language, missing, clear]
    }

    /// Reads a line, which is clean, trimmed of spaces and not the sign to leave.
    init(_ line: String, at item: Interview.Item, of interview: Interview, words: ItemWords) {
        let isText =
            if let id = item.variable, case .text = interview.survey[id].domain { true } else { false }
        switch line {
        case "": self = .event(.next)
        case Sign.back: self = .event(.back)
        case Sign.help: self = .help
        case Sign.language: self = .language(nil)
        case Sign.clear where item.isOptional: self = .event(.answer(.skip))
        case _ where !isText && line.hasPrefix(Sign.language) && !line.hasPrefix("@@"):
            self = .language(String(line.dropFirst()).trimmed)
        case _ where Self.choosesMissing(line, isText: isText):
            self = Self.missing(line, at: item, words)
        default:
            let isDoubled = Sign.all.contains { line.hasPrefix($0 + $0) }
            self = Self.value(
                isDoubled ? String(line.dropFirst()) : line, at: item, of: interview.survey, words)
        }
    }

    /// In a text `*` is a sign only by itself or with a number behind it: a list may begin with it.
    private static func choosesMissing(_ line: String, isText: Bool) -> Bool {
        guard line.hasPrefix(Sign.missing), !line.hasPrefix("**") else { return false }
        return !isText || line.count == 1 || Int(line.dropFirst()) != nil
    }

    private static func missing(_ line: String, at item: Interview.Item, _ words: ItemWords) -> PlainEntry {
        let number = line.count == 1 && item.missing.count == 1 ? 1 : Int(String(line.dropFirst()).trimmed)
        guard let number, item.missing.indices.contains(number - 1) else {
            guard !item.missing.isEmpty else { return .refused(Refusal(words.texts[.noMissing])) }
            return .refused(Refusal(words.missingLines(for: item), saysHow: true))
        }
        return .event(.answer(.missing(item.missing[number - 1].kind)))
    }

    private static func value(
        _ line: String, at item: Interview.Item, of survey: Survey, _ words: ItemWords
    ) -> PlainEntry {
        guard let variable = item.variable else { return .event(.next) }
        let texts = words.texts
        switch survey[variable].domain {
        case .option:
            guard let option = option(line, item) else {
                let isSeveral = numbers(in: line).count > 1 && numbers(in: line).allSatisfy { Int($0) != nil }
                return .refused(isSeveral ? Refusal(texts[.onlyOne]) : notAnOption(line, item, texts))
            }
            return .event(.answer(.value(.option(option))))
        case .options:
            if line == "0" { return .event(.answer(.value(.options([])))) }
            var chosen: [Int] = []
            var seen: Set<Int> = []
            for part in numbers(in: line) {
                guard let option = option(part, item) else {
                    return .refused(notAnOption(String(part), item, texts))
                }
                // An option typed twice is chosen once.
                if seen.insert(option).inserted { chosen.append(option) }
            }
            return .event(.answer(.value(.options(chosen))))
        case .point:
            guard let number = words.writing.number(line) else { return .refused(notNumber(line, texts)) }
            return .event(.answer(.value(.number(number))))
        case .number(let rule):
            guard let number = words.writing.number(words.withoutUnit(line, rule)) else {
                return .refused(notNumber(line, texts))
            }
            return .event(.answer(.value(.number(number))))
        case .order: return order(line, at: item, words)
        case .date: return date(line, words)
        case .time: return time(line, words)
        case .yesno, .truth:
            guard let yes = texts.meansYes(line) else { return .refused(Refusal(texts[.notYesNo])) }
            return .event(.answer(.value(.yesno(yes))))
        case .text(let rule):
            guard rule.lines > 1 else { return .event(.answer(.value(.text(line)))) }
            // The full stop that ends a text ends one without lines as well.
            return line == PlainEntry.endOfText ? .event(.next) : .beginsLines(line)
        }
    }

    /// A line that ends a text of several lines, as an empty one does.
    static let endOfText = "."

    /// The option that a typed number stands for.
    static func option(_ typed: some StringProtocol, _ item: Interview.Item) -> Int? {
        guard let number = Int(typed), number > 0, number <= item.options.count else { return nil }
        return item.options[number - 1]
    }

    /// Why a number that is no option cannot be taken, with the numbers that are.
    static func notAnOption(_ typed: String, _ item: Interview.Item, _ texts: ProgramTexts) -> Refusal {
        Refusal(
            texts(.notAnOption, ["typed": excerpt(typed), "high": "\(item.options.count)"]), saysHow: true)
    }

    private static func notNumber(_ typed: String, _ texts: ProgramTexts) -> Refusal {
        Refusal(texts(.notNumber, ["typed": excerpt(typed)]))
    }

    /// What was typed, short enough to be said again.
    static func excerpt(_ typed: String) -> String { typed.truncated(to: 40, mark: "…") }

    /// The parts of a list of numbers, as typed.
    static func numbers(in line: String) -> [Substring] {
        line.split { $0 == "," || $0 == ";" || $0.isWhitespace }
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
