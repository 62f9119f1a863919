internal import Glibc

/// Does something on a thread with room for ten thousand blocks within each other, which is what the language allows: the
/// tree of a file is as deep as its braces, and the stack of a caller may hold a few hundred.
func onDeepStack<Result>(_ body: @escaping () -> Result) -> Result {
    let work = DeepWork(body)
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return body() }
    defer { pthread_attr_destroy(&attributes) }
    // Only what is used of it is ever memory.
    guard pthread_attr_setstacksize(&attributes, 512 << 20) == 0 else { return body() }
    var thread = pthread_t()
    let owner = Unmanaged.passUnretained(work).toOpaque()
    let code = pthread_create(
        &thread, &attributes,
        { owner in
            guard let owner else { return nil }
            Unmanaged<DeepWorkBase>.fromOpaque(owner).takeUnretainedValue().run()
            return nil
        }, owner)
    guard code == 0 else { return body() }
    pthread_join(thread, nil)
    return work.result ?? body()
}

/// What a thread is to do, without the type of what comes of it.
private class DeepWorkBase {
    func run() {}
}

private final class DeepWork<Result>: DeepWorkBase {
    private let body: () -> Result
    private(set) var result: Result?

    init(_ body: @escaping () -> Result) { self.body = body }

    override func run() { result = body() }
}
