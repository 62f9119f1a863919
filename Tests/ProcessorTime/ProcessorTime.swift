internal import Glibc

/// The processor's time that something takes on the thread that asks.
///
/// Tests run beside one another and beside other programs, so the time of the day says nothing about what one of them does, and
/// a limit on it fails for the work of others. This time is its own. Limits on it are some hundred times what is expected: they tell
/// what grows with the square of its input, or without bound, from what does not, and are no measurement.
public func processorTime(_ body: () throws -> Void) rethrows -> Duration {
    let start = spent()
    try body()
    return spent() - start
}

private func spent() -> Duration {
    var time = timespec()
    // Fails only for a clock that does not exist.
    precondition(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
