import Glibc
import ResponseStore
import SampleSurveys
import SurveyModel

// What a test does to a store from another process, so that the process can be killed, be another user, or be
// held to limits. Each acknowledged thing is one line on standard output, written only after the store's call
// returned.
//
//   store-torture commit PATH           interviews without end, each of twelve answers and then finished
//   store-torture hold PATH             one interview with one answer, until standard input ends
//   store-torture fill PATH             as commit, until the store throws; the fault's kind is the last line
//   store-torture fill-limited PATH N   the same with files limited to N bytes
//   store-torture open-as-nobody PATH   opens for writing without privileges; the fault's kind is the line
//   store-torture read-as-nobody PATH   opens for reading without privileges, and counts the responses: once, and again for each
//                                       byte of standard input; the fault's kind is the last line

func acknowledge(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}

func moment(_ milliseconds: Int) -> Timestamp {
    Timestamp(milliseconds: 1_763_700_000_000 + Int64(milliseconds))
}

func id(_ number: Int) -> String {
    let process = String(getpid(), radix: 16)
    let serial = String(number, radix: 16)
    return "0193c0de-7a10-7000-9000-"
        + String(repeating: "0", count: 6 - process.count) + process
        + String(repeating: "0", count: 6 - serial.count) + serial
}

func interview(_ number: Int, in store: Store, of survey: Survey, answers: Int) throws(StoreFault) {
    let why = survey.variable(named: "why") ?? VariableID(0)
    let start = InterviewStart(
        id: id(number), locale: "es", station: "torture", channel: "test", seed: UInt64(number),
        started: moment(0))
    func record(_ count: Int) -> Record { .answer(why, .answered(.text("answer \(count)"))) }
    let open = try store.begin(start, of: survey, with: [record(1)], at: moment(1))
    acknowledge("\(start.id) 1")
    for count in stride(from: 2, through: answers, by: 1) {
        try store.commit([record(count)], to: open, at: moment(count))
        acknowledge("\(start.id) \(count)")
    }
    guard answers > 1 else { return }
    var given = [Answer](repeating: .notAsked, count: survey.variables.count)
    given[why.position] = .answered(.text("answer \(answers)"))
    let response = Response(
        id: start.id, survey: survey.name, version: survey.version, structure: survey.structure, locale: "es",
        station: "torture", channel: "test", seed: start.seed, started: start.started, ended: moment(answers),
        state: .complete, answers: given)
    try store.finish(open, with: response, at: moment(answers))
    acknowledge("\(start.id) finished")
}

func torture(_ command: String, _ path: String) throws(StoreFault) {
    let survey = Sample.serviceLoyalty
    if command.hasSuffix("-as-nobody"), getuid() == 0 { _ = setuid(65_534) }
    if command == "read-as-nobody" {
        let store = try Store(opening: path, mode: .readOnly)
        repeat { acknowledge("\(try store.responseCount())") } while getchar() != EOF
        return
    }
    let store = try Store(opening: path, mode: command == "open-as-nobody" ? .readWrite : .create)
    try store.register(survey, at: moment(0))
    if command == "hold" {
        try interview(1, in: store, of: survey, answers: 1)
        while getchar() != EOF {}
        return
    }
    for number in 1..<100_000 { try interview(number, in: store, of: survey, answers: 12) }
}

guard CommandLine.arguments.count >= 3 else { exit(64) }
if CommandLine.arguments.count > 3, let bytes = UInt(CommandLine.arguments[3]) {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
    guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(71) }
}
do { try torture(CommandLine.arguments[1], CommandLine.arguments[2]) } catch {
    acknowledge(error.kind.rawValue)
    exit(error.kind.isInputOutput ? 74 : 1)
}
