// Fills the screen of a terminal and does what keys ask, for tests that need a process at a terminal of its own.
//
//     screen-program REPORTS
//     screen-program thread REPORTS
//     screen-program shared REPORTS
//     screen-program job REPORTS
//
// What happens to it is written to descriptor 3, a line each. With `thread` it has a second
// thread, and with `shared` a terminal that it may not open. With `job` it is a small shell: it runs itself as a job in
// the foreground, says when the job has stopped, and takes `fg` and `bg`.

import Glibc
import Terminal

// Pipes of tests that run beside this one must not stay open because of it.
for descriptor in Int32(4)..<1_024 { close(descriptor) }

func say(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = write(3, line, line.count)
}

var arguments = CommandLine.arguments.dropFirst()
if arguments.first == "job" { exit(runJob(Array(arguments.dropFirst()))) }
if arguments.first == "stopped" {
    raise(SIGSTOP)
    arguments = arguments.dropFirst()
}

// A terminal that can be used and not opened, as another user's is.
if arguments.first == "shared" {
    _ = ioctl(0, UInt(TIOCEXCL))
    if geteuid() == 0 { setuid(65_534) }
    arguments = arguments.dropFirst()
}
// A thread that was there before any signal was blocked.
if arguments.first == "thread" {
    startThread { _ in
        while true { pause() }
    }
    arguments = arguments.dropFirst()
}

var environment: [String: String] = [:]
for name in ["TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "LANG", "LC_ALL"] {
    if let value = getenv(name) { environment[name] = String(cString: value) }
}
do {
    let session = try TerminalSession(
        capabilities: Capabilities(environment: environment),
        options: TerminalSession.Options(
            environment: environment, reportFolder: arguments.first ?? "/tmp",
            version: "screen-program 1.2.3",
            notice: { "There is a report: \($0)" }))
    var program = KeyProgram()
    let status = try session.run(&program)
    session.leave()
    print("Goodbye.")
    exit(status)
} catch {
    print("Failed: \(error)")
    exit(4)
}
