public import Interview
public import SurveyModel
internal import Terminal
public import Translations

/// The interview line by line: for screen readers, pipes, serial lines and terminals that can do nothing else.
///
/// Questions are plain lines, answers are lines too; nothing that is written ever moves a cursor. Every answer is in
/// the journal before the next question is written. One thread; it waits only for input.
public struct PlainInterview<Journal: AnswerJournal> {
    /// How it ended.
    public enum Outcome: Equatable, Sendable {
        /// It reached an ending of the survey.
        case finished(Disposition)
        /// The respondent left, or the input ended.
        case left
        /// A signal asked the program to stop.
        case stopped(signal: Int32)
    }

    /// The interview; after `run`, as it ended.
    public internal(set) var interview: Interview
    /// The journal; after `run`, with all it took.
    public private(set) var journal: Journal
    let catalogues: [Catalogue]
    private let write: (String) throws -> Void
    private var input: LineReader
    private(set) var texts: ProgramTexts
    private var writing: NumberWriting
    private let today: CalendarDay?
    private var heading = PlainHeading()
    /// Whether the next line chooses a language rather than an answer.
    var isChoosingLanguage = false
    /// Whether the last thing written is a prompt, with nothing behind it yet.
    private var isPrompted = false

    /// Makes a front for an interview that has not started. `write` gets whole lines and prompts, and throws if they
    /// cannot be written; `catalogues` are the program's own, in any number of languages. `today` is the local date, by
    /// which words such as "yesterday" are understood; the interview's own wins.
    public init(
        _ interview: Interview, journal: Journal, catalogues: [Catalogue], input: LineReader,
        today: CalendarDay? = nil, write: @escaping (String) throws -> Void
    ) {
        self.interview = interview
        self.journal = journal
        self.catalogues = catalogues
        self.input = input
        self.write = write
        self.today = interview.today ?? today
        texts = ProgramTexts(locale: interview.locale, catalogues: catalogues)
        writing = NumberWriting(locale: interview.locale)
    }

    /// Conducts the interview to its end. Rethrows what the journal or `write` throw; by then every answer that was
    /// acknowledged is in the journal.
    public mutating func run() throws -> Outcome {
        if let title = interview.survey.title { try say(words.text(title)) }
        try say([texts[.helpHint]])
        let locales = interview.survey.locales
        if locales.count > 1 {
            try say([PlainEntry.Sign.language + "  " + locales.map(name(ofLanguage:)).joined(separator: ", ")]
            )
        }
        if let outcome = try carryOut(interview.handle(.start), typed: "") { return outcome }
        while true {
            switch input.next() {
            case .end: return try leave(.left, saying: texts[.inputEnded])
            case .stopped(let signal): return try leave(.stopped(signal: signal), saying: texts[.left])
            case .text(let bytes, let isCut):
                if let outcome = try take(bytes, isCut: isCut) { return outcome }
            }
        }
    }

    /// Ends the interview as partial without a word, for when nothing can be written any more. One that has ended stays
    /// as it is.
    public mutating func end() throws {
        if case .finished = interview.phase { return }
        _ = interview.handle(.leave)
        if interview.hasAnswers { try journal.finish(interview, state: .partial) }
    }

    // MARK: What is typed

    /// Does what a line says; gives the outcome if that ends the interview.
    private mutating func take(_ bytes: [UInt8], isCut: Bool) throws -> Outcome? {
        let (line, hadSigns) = Self.read(bytes)
        if hadSigns { try say([texts[.signsRemoved]]) }
        if isCut {
            try say([texts(.tooLong, count: LineReader.limit)])
            return try prompt()
        }
        if line == PlainEntry.Sign.leave { return try leave(.left, saying: texts[.left]) }
        if isChoosingLanguage { return try chooseLanguage(line) }
        switch interview.phase {
        case .asking(let item): return try take(line, at: item)
        case .checking(let check): return try take(line, at: check)
        case .ready, .finished: return nil
        }
    }

    private mutating func take(_ line: String, at item: Interview.Item) throws -> Outcome? {
        switch PlainEntry(line, at: item, of: interview, words: words) {
        case .event(let event, let saying):
            return try carryOut(interview.handle(event), typed: line, saying: saying)
        case .beginsLines(let first):
            return try readLines(after: first)
        case .help:
            try help(with: item)
            return try askAgain()
        case .language(let typed):
            return try chooseLanguage(typed ?? "")
        case .refused(let refusal):
            return try refuse(refusal, at: item)
        }
    }

    private mutating func take(_ line: String, at check: CheckID) throws -> Outcome? {
        switch line {
        case PlainEntry.Sign.back: return try carryOut(interview.handle(.back), typed: line)
        case PlainEntry.Sign.language: return try chooseLanguage("")
        case PlainEntry.Sign.help:
            try say([""] + commandLines)
            return try carryOut([.check(check, isSoft: true, returnsTo: nil)], typed: line)
        default:
            guard let yes = texts.meansYes(line) else {
                try say([texts[.notYesNo], texts[.typeYesNo]])
                return try prompt()
            }
            if yes { try say([texts[.checkKept]]) }
            return try carryOut(interview.handle(.confirm(yes)), typed: line)
        }
    }

    /// Reads the further lines of a text until an empty one, a full stop, or the end of input.
    private mutating func readLines(after first: String) throws -> Outcome? {
        var lines = [first]
        var size = first.utf8.count
        var hadAnySigns = false
        while true {
            switch input.next() {
            case .text(let bytes, let isCut):
                let (line, hadSigns) = Self.read(bytes)
                hadAnySigns = hadAnySigns || hadSigns
                if line.isEmpty || line == PlainEntry.endOfText {
                    if hadAnySigns { try say([texts[.signsRemoved]]) }
                    // A text that is far too long is read to its end, so that its rest does not answer what follows.
                    guard size <= LineReader.limit else {
                        try say([texts(.tooLong, count: LineReader.limit)])
                        return try prompt()
                    }
                    let text = lines.joined(separator: "\n")
                    return try carryOut(interview.handle(.answer(.value(.text(text)))), typed: text)
                }
                size = isCut ? LineReader.limit + 1 : min(size + line.utf8.count + 1, LineReader.limit + 1)
                if size <= LineReader.limit { lines.append(line) }
            // Half-typed text is never stored: only what was before it is.
            case .end: return try leave(.left, saying: texts[.inputEnded])
            case .stopped(let signal): return try leave(.stopped(signal: signal), saying: texts[.left])
            }
        }
    }

    // MARK: What is done

    /// Writes what the effects say, in order, with the journal before the screen. `saying` acknowledges an entry that was
    /// accepted, once it is in the journal.
    mutating func carryOut(
        _ effects: [Interview.Effect], typed: String, saying: [String] = []
    ) throws -> Outcome? {
        var saying = saying
        for effect in effects {
            switch effect {
            case .record(let variable, let answer):
                try journal.record(variable, answer, of: interview)
                continue
            case .invalid: break
            case .ask, .atStart, .check, .finished:
                if !saying.isEmpty { try say(saying) }
                saying = []
            }
            switch effect {
            case .record: break
            case .ask(let item):
                if interview.survey[item.question].kind == .consent { noteHelp(of: item) }
                let (lines, isOpening) = heading.open(item, words)
                try say(lines + words.lines(for: item, isOpening: isOpening))
                return try prompt()
            case .invalid(let item, let problem):
                if case .pattern(let pattern) = problem, pattern.kind == .expression { noteHelp(of: item) }
                return try refuse(words.refusal(for: problem, at: item, typed: typed), at: item)
            case .atStart:
                try say([texts[.firstQuestion]])
                return try askAgain()
            case .check(let check, let isSoft, _):
                let message = words.text(interview.survey[check].text)
                if isSoft {
                    try say([""] + message + [texts[.checkConfirm] + " " + texts[.typeYesNo]])
                    return try prompt()
                }
                try say(["", texts(.checkFailed, ["message": message.joined(separator: " ")])])
                return try carryOut(interview.handle(.confirm(false)), typed: "")
            case .finished(let disposition, let ending):
                try journal.finish(interview, state: disposition)
                try say([""] + words.lastWords(disposition, ending))
                return .finished(disposition)
            }
        }
        return nil
    }

    /// Notes that the help of a question is shown without having been asked for.
    private mutating func noteHelp(of item: Interview.Item) {
        if let help = interview.survey[item.question].help { interview.shown(help) }
    }

    private mutating func refuse(_ refusal: Refusal, at item: Interview.Item) throws -> Outcome? {
        try say(refusal.why + (refusal.saysHow ? [] : words.hintLines(for: item)))
        return try prompt()
    }

    /// Asks the current item once more, with all that belongs to it.
    mutating func askAgain() throws -> Outcome? {
        switch interview.phase {
        case .asking(let item): try say([""] + words.lines(for: item, isOpening: true))
        case .checking, .ready, .finished: break
        }
        return try prompt()
    }

    private mutating func help(with item: Interview.Item) throws {
        var lines = [texts[.noHelp]]
        if let help = interview.survey[item.question].help {
            interview.shown(help)
            lines = words.text(help)
        }
        try say([""] + lines + [""] + commandLines)
    }

    private var commandLines: [String] {
        var signs: [(sign: String, text: ProgramText)] = [
            (PlainEntry.Sign.help, .helpHelp), (PlainEntry.Sign.back, .helpBack),
            (PlainEntry.Sign.leave, .helpLeave),
        ]
        if interview.survey.locales.count > 1 { signs.append((PlainEntry.Sign.language, .helpLanguage)) }
        signs += [("Enter", .helpEnter), (PlainEntry.Sign.clear, .helpClear)]
        return [texts[.helpHeading]] + signs.map { "  \($0.sign)  \(texts[$0.text])" } + [texts[.helpLiteral]]
    }

    /// Ends the interview with what was answered, and says so as far as that is true.
    private mutating func leave(_ outcome: Outcome, saying kept: String) throws -> Outcome {
        let hasAnswers = interview.hasAnswers
        try end()
        let line = !hasAnswers ? texts[.leftEmpty] : journal.keepsAnswers ? kept : texts[.leftUnkept]
        switch outcome {
        // After a hang-up nobody reads what is written.
        case .stopped: try? say(["", line])
        case .left, .finished: try say(["", line])
        }
        return outcome
    }

    // MARK: Reading and writing

    var words: ItemWords {
        ItemWords(
            interview: interview, texts: texts, writing: writing,
            dates: DateWriting(locale: interview.locale, texts: texts), today: today)
    }

    /// Goes on in the interview's new language, headings and all.
    mutating func changeTexts() {
        texts = ProgramTexts(locale: interview.locale, catalogues: catalogues)
        writing = NumberWriting(locale: interview.locale)
        heading.forget()
    }

    mutating func say(_ lines: [String]) throws {
        // Where nobody echoes what is typed, as on a pipe, the line of the prompt is still open.
        let lineBreak = isPrompted && !input.isTerminal ? "\n" : ""
        isPrompted = false
        // Texts of the survey were checked by the compiler; what people typed is cleaned again on its way out.
        try write(lineBreak + lines.map { cleaned($0) + "\n" }.joined())
    }

    /// Says that an answer is waited for; gives nil, as that is no end.
    mutating func prompt() throws -> Outcome? {
        if isPrompted { try say([]) }
        try write("> ")
        isPrompted = true
        return nil
    }

    /// The line without signs that must reach neither a store nor a terminal, and whether there were any.
    private static func read(_ bytes: [UInt8]) -> (line: String, hadSigns: Bool) {
        let typed = String(decoding: bytes, as: UTF8.self)
        let line = cleaned(typed).trimmed
        let isUnreadable = String(validating: bytes, as: UTF8.self) == nil
        return (line, isUnreadable || line.utf8.count < typed.trimmed.utf8.count)
    }
}
