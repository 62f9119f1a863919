import Glibc

/// Runs this program again, as a shell runs a job: in a process group of its own that has the terminal. Gives its status.
func runJob(_ arguments: [String]) -> Int32 {
    // A shell must be able to take the terminal back.
    signal(SIGTTOU, SIG_IGN)
    let startsBehind = arguments.first == "&"
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var standard = sigset_t()
    sigemptyset(&standard)
    sigaddset(&standard, SIGTTOU)
    posix_spawnattr_setsigdefault(&attributes, &standard)
    posix_spawnattr_setpgroup(&attributes, 0)
    // POSIX_SPAWN_SETPGROUP, POSIX_SPAWN_SETSIGDEF.
    posix_spawnattr_setflags(&attributes, 0x02 | 0x04)
    let words = [CommandLine.arguments[0], "stopped"] + arguments.drop { $0 == "&" }
    var pointers = words.map { strdup($0) } + [nil]
    var job: pid_t = 0
    guard posix_spawn(&job, words[0], nil, &attributes, &pointers, environ) == 0 else { return 5 }
    // It has stopped itself, and gets the terminal before it runs.
    var start: Int32 = 0
    guard waitpid(job, &start, WUNTRACED) == job else { return 6 }
    if !startsBehind { tcsetpgrp(0, job) }
    kill(-job, SIGCONT)
    say("job \(job)")
    while true {
        var status: Int32 = 0
        guard waitpid(job, &status, WUNTRACED) == job else { return 6 }
        tcsetpgrp(0, getpgrp())
        // What was opened for this process is the job's too.
        say(fcntl(0, F_GETFL) & O_NONBLOCK == 0 ? "terminal blocks" : "terminal does not block")
        if status & 0xFF == 0 { return (status >> 8) & 0xFF }
        if status & 0xFF != 0x7F { return 100 + (status & 0x7F) }
        say("job stopped \((status >> 8) & 0xFF)")
        switch readLine() {
        case "fg": tcsetpgrp(0, job)
        case "bg": break
        default: return 7
        }
        kill(-job, SIGCONT)
    }
}
