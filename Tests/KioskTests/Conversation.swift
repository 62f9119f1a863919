import Foundation
import Interview
import Kiosk
import ResponseStore
import SurveyCompiler
import SurveyModel
import Testing
import Translations

/// An interview as it went: what was written and typed, in order, and how it ended.
struct Conversation<Journal: AnswerJournal> {
    var transcript: String
    var outcome: PlainInterview<Journal>.Outcome?
    var error: (any Error)?
    var front: PlainInterview<Journal>
    /// How many answers were typed.
    var typed: Int

    var survey: Survey { front.interview.survey }

    /// The answer that the response would hold.
    func answer(_ name: String) throws -> Answer {
        response.answers[try #require(survey.variable(named: name)).position]
    }

    var response: Response {
        front.interview.response(
            id: responseID, started: moment(0), ended: moment(1), station: nil, channel: "terminal")
    }

    /// What was said after the answer with this number, from 0, up to the next prompt.
    func reply(to number: Int) throws -> String {
        let parts = transcript.components(separatedBy: "\n> ")
        let part = try #require(parts.count > number + 1 ? parts[number + 1] : nil)
        return part.components(separatedBy: "\n").dropFirst().joined(separator: "\n")
    }
}

let responseID = "0193c0de-7a10-7c3e-9f00-000000000001"

func moment(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_763_700_000_000 + milliseconds) }

/// Conducts an interview through a pipe that holds the answers; the transcript shows each behind its prompt.
func converse<Journal: AnswerJournal>(
    _ survey: Survey, _ answers: [[UInt8]], locale: String? = nil, givens: [String: Value] = [:],
    seed: UInt64 = 1,
    journal: Journal, catalogues: [Catalogue] = Shipped.program,
    atPrompt: @escaping (Int) throws -> Void = { _ in },
    failsAt limit: Int = .max, today: CalendarDay? = EveryKind.today
) throws -> Conversation<Journal> {
    // Somebody who leaves early reads no more of what is still to be typed.
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    Thread.detachNewThread {
        for answer in answers { try? pipe.fileHandleForWriting.write(contentsOf: answer + [0x0A]) }
        try? pipe.fileHandleForWriting.close()
    }
    defer { try? pipe.fileHandleForReading.close() }
    let known = try Dictionary(
        uniqueKeysWithValues: givens.map { name, value in (try #require(survey.variable(named: name)), value)
        })
    let interview = try Interview(
        survey: survey, givens: known, seed: seed, locale: locale, today: today)
    var transcript: [UInt8] = []
    var prompts = 0
    var front = PlainInterview(
        interview, journal: journal, catalogues: catalogues,
        input: LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor), today: today
    ) { text in
        if prompts > limit { throw BrokenPipe() }
        transcript += text.utf8
        guard text == "> " else { return }
        try atPrompt(prompts)
        // As if they had been typed there.
        if prompts < answers.count { transcript += answers[prompts] }
        prompts += 1
    }
    var conversation = Conversation(
        transcript: "", outcome: nil, error: nil, front: front, typed: 0)
    do { conversation.outcome = try front.run() } catch { conversation.error = error }
    conversation.front = front
    conversation.transcript = String(decoding: transcript, as: UTF8.self)
    conversation.typed = min(prompts, answers.count)
    return conversation
}

/// Conducts an interview that is not kept.
func converse(
    _ survey: Survey, _ answers: [String], locale: String? = nil, givens: [String: Value] = [:],
    seed: UInt64 = 1,
    catalogues: [Catalogue] = Shipped.program, today: CalendarDay? = EveryKind.today
) throws -> Conversation<KeptInMind> {
    try converse(
        survey, answers.map { Array($0.utf8) }, locale: locale, givens: givens, seed: seed,
        journal: KeptInMind(),
        catalogues: catalogues, today: today)
}

/// What `write` throws when nobody reads any more.
struct BrokenPipe: Error {}

/// A journal that a test can look into.
struct KeptInMind: AnswerJournal {
    var records: [(VariableID, Answer)] = []
    var ends: [Disposition] = []

    var keepsAnswers: Bool { true }
    mutating func record(_ variable: VariableID, _ answer: Answer, of interview: Interview) {
        records.append((variable, answer))
    }
    mutating func finish(_ interview: Interview, state: Disposition) { ends.append(state) }
}

/// The survey and the catalogues that the project ships.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let program = ["es", "sv", "el"].compactMap { catalogue("sondeo", $0) }

    /// What the program says in a language; read once for each.
    static func texts(_ locale: String) -> ProgramTexts {
        spoken[locale] ?? ProgramTexts(locale: locale, catalogues: program)
    }

    private static let spoken = Dictionary(
        uniqueKeysWithValues: ["en", "es", "sv", "el"].map {
            ($0, ProgramTexts(locale: $0, catalogues: program))
        })

    static let serviceLoyalty: Survey = {
        let text =
            (try? String(contentsOf: root.appending(path: "Surveys/service_loyalty.survey"), encoding: .utf8))
            ?? ""
        guard let survey = compile(SourceFile(name: "service_loyalty.survey", text: text)).survey else {
            fatalError("Surveys/service_loyalty.survey does not compile")
        }
        return survey.localized(with: ["es", "sv", "el"].compactMap { catalogue("service_loyalty", $0) })
            .survey
    }()

    static func catalogue(_ project: String, _ language: String) -> Catalogue? {
        (try? Data(contentsOf: root.appending(path: "Locales/\(project)/\(language).po")))
            .flatMap { Catalogue.read(Array($0)).catalogue }
    }
}

/// A survey of these lines, behind a header.
func survey(_ lines: String, translations: String? = nil) throws -> Survey {
    let header =
        "survey trial\nversion 1\nlanguage en\n" + (translations.map { "translations \($0)\n" } ?? "")
    let compilation = compile(SourceFile(name: "trial.survey", text: header + lines + "\n"))
    let messages = compilation.diagnostics.map { render($0, in: compilation.source, colour: false) }
    guard let survey = compilation.survey else { throw NotASurvey(messages: messages) }
    return survey
}

/// What the compiler says about a survey of a test.
struct NotASurvey: Error {
    var messages: [String]
}

/// A folder of its own for each test, removed with it.
final class Scratch {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/kiosk-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var store: String { "\(folder)/answers.db" }
}
