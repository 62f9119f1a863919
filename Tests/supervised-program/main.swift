import Glibc
import Kiosk

// A supervisor with a worker that does what it is told, for tests that put both on a pseudo terminal.
//
//     supervised-program REPORTS DEED...
//
// The worker does one deed after the other, a new one each time that it is started; the last one over and over. It tells at
// descriptor 3 what it does, and the supervisor what it notes.

func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(3, bytes, bytes.count)
}

/// Takes the terminal as a kiosk does: raw, on the alternate screen, without a cursor.
func takeTerminal() {
    var modes = termios()
    tcgetattr(0, &modes)
    cfmakeraw(&modes)
    tcsetattr(0, TCSANOW, &modes)
    let enter = Array("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?1000hworking".utf8)
    _ = write(1, enter, enter.count)
}

nonisolated(unsafe) var asked: Int32 = 0

func work(_ deed: String) -> Int32 {
    guard WorkerLife.begin() else { return 99 }
    for signal in [SIGTERM, SIGHUP] { Glibc.signal(signal) { asked = $0 } }
    takeTerminal()
    tell("worker \(getpid()) of \(getppid()) in group \(getpgrp()) \(deed)")
    switch deed {
    case "kill": kill(getpid(), SIGKILL)
    case "trap":
        var deeds: [Int] = []
        deeds.removeFirst()
    case "exit": return 0
    case "fail": return 74
    case "gone": return 129
    case "complain":
        let words = Array("a complaint\n".utf8)
        _ = write(2, words, words.count)
        return 1
    case "deaf":
        Glibc.signal(SIGTERM, SIG_IGN)
        tell("deaf")
        while true { pause() }
    default:
        while asked == 0 { pause() }
        tell("worker ends by \(asked)")
        return 128 + asked
    }
    return 1
}

/// How often workers were started before is kept in a file, as nothing else outlives them.
func nextDeed(_ folder: String, _ deeds: [String]) -> String {
    let file = open("\(folder)/starts", O_RDWR | O_CREAT | O_APPEND, 0o600)
    defer { close(file) }
    let count = Int(lseek(file, 0, SEEK_END))
    _ = write(file, "x", 1)
    return deeds[min(count, deeds.count - 1)]
}

let arguments = CommandLine.arguments
let folder = arguments[1]
if WorkerLife.isWorker { exit(work(nextDeed(folder, Array(arguments[2...])))) }

var environment: [String: String] = [:]
for name in ["PATH", "TERM", "LD_LIBRARY_PATH"] {
    if let value = getenv(name) { environment[name] = String(cString: value) }
}
var options = Supervisor.Options(
    program: "/proc/self/exe", arguments: arguments, environment: environment,
    leave: Array("\u{1B}[?1000l\u{1B}[?1049l\u{1B}[?25h".utf8), reports: folder + "/reports",
    reportName: "desk", pausedScreen: { Array("back soon\r\n".utf8) },
    note: { event in
        switch event {
        case .started(let attempt): tell("started \(attempt)")
        case .died(let status, let signal):
            tell("died \(status.map { "status \($0)" } ?? "signal \(signal ?? 0)")")
        case .waiting(let seconds): tell("waiting \(seconds)")
        default: tell("\(event)")
        }
    })
options.patience = .milliseconds(500)
options.reportLimit = 3
var supervisor = Supervisor(options)
let status = supervisor.run()
tell("ended \(status)")
exit(status)
