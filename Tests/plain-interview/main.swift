// Conducts the sample survey at standard input and output, for tests that need a process at a terminal of its own.
//
//     plain-interview STORE
//
// The exit code says how it ended: 0 finished, 3 left, 4 nothing could be written, 128 and the number for a signal.

import Glibc
import Interview
import Kiosk
import ResponseStore
import SampleSurveys
import SurveyModel

struct BrokenOutput: Error {}

func put(_ text: String) throws {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
        let count = write(STDOUT_FILENO, Array(bytes[start...]), bytes.count - start)
        guard count > 0 else { throw BrokenOutput() }
        start += count
    }
}

func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
}

// Pipes of tests that run beside this one must not stay open because of it.
for descriptor in Int32(3)..<1_024 { close(descriptor) }
signal(SIGPIPE, SIG_IGN)
let survey = Sample.serviceLoyalty
let store = try Store(opening: CommandLine.arguments[1], mode: .create)
try store.register(survey, at: now())
let branch = survey.variable(named: "branch")!
let interview = try Interview(survey: survey, givens: [branch: .text("athens-02")], seed: 7)
var generator = SystemRandomNumberGenerator()
let start = InterviewStart(
    id: UUIDv7(milliseconds: now().milliseconds, from: &generator).text, locale: "en", channel: "terminal",
    seed: 7, started: now())
StopSignals.watch()
var front = PlainInterview(
    interview, journal: StoreJournal(store, start: start, now: now), catalogues: [],
    input: LineReader(descriptor: STDIN_FILENO), write: put)
do {
    switch try front.run() {
    case .finished: exit(0)
    case .left: exit(3)
    case .stopped(let signal): exit(128 + signal)
    }
} catch is BrokenOutput {
    try front.end()
    exit(4)
}
