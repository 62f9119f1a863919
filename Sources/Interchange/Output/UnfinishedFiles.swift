internal import Glibc
internal import Synchronization

/// The files that are being written beside their places, so that Ctrl-C leaves none of them behind.
///
/// A signal handler may do very little: it removes what stands here, and lets the signal do what it would have done. Names
/// are copied before anything can go wrong, and places are taken and given back in one step.
enum UnfinishedFiles {
    private static let places = Places()

    /// How many files can be written at once.
    static let limit = 64

    /// Addresses of names, 0 for a free place. They are made once and never freed, so that a signal handler can read them
    /// whenever it comes.
    private final class Places: @unchecked Sendable {
        let first: UnsafeMutablePointer<Atomic<UInt>>
        /// 0 where signals do what they do, `holding` where they have to wait, and then the number of one that came.
        let held: UnsafeMutablePointer<Atomic<Int32>>

        init() {
            first = .allocate(capacity: UnfinishedFiles.limit)
            for index in 0..<UnfinishedFiles.limit { (first + index).initialize(to: Atomic(0)) }
            held = .allocate(capacity: 1)
            held.initialize(to: Atomic(0))
        }
    }

    private static let holding: Int32 = -1

    /// Lets something happen as a whole: a signal that comes meanwhile does what it does afterwards.
    static func holdingSignals(_ body: () throws(OutputFault) -> Void) throws(OutputFault) {
        places.held.pointee.store(holding, ordering: .sequentiallyConsistent)
        defer {
            let signal = places.held.pointee.exchange(0, ordering: .sequentiallyConsistent)
            if signal > 0 {
                _ = Glibc.signal(signal, SIG_DFL)
                _ = raise(signal)
            }
        }
        try body()
    }

    /// Which place a file has.
    struct Place {
        fileprivate let index: Int
        fileprivate let name: UInt
    }

    /// Notes a file; nil where there is no room, and then a signal leaves it.
    static func add(_ path: String) -> Place? {
        guard let copy = strdup(path) else { return nil }
        let name = UInt(bitPattern: copy)
        for index in 0..<limit where exchange(index, 0, name) {
            for signal in [SIGINT, SIGTERM, SIGHUP] { listen(to: signal) }
            return Place(index: index, name: name)
        }
        free(copy)
        return nil
    }

    /// Forgets a file that was put into its place or removed.
    static func remove(_ place: Place) {
        guard exchange(place.index, place.name, 0) else { return }
        free(UnsafeMutableRawPointer(bitPattern: place.name))
    }

    private static func exchange(_ index: Int, _ expected: UInt, _ desired: UInt) -> Bool {
        places.first[index].compareExchange(
            expected: expected, desired: desired, ordering: .sequentiallyConsistent
        )
        .exchanged
    }

    /// Whether a signal has to wait; it is remembered then.
    private static func isHeld(_ signal: Int32) -> Bool {
        places.held.pointee.compareExchange(
            expected: holding, desired: signal, ordering: .sequentiallyConsistent
        )
        .original != 0
    }

    private static func unlink(_ index: Int) {
        guard
            let name = UnsafePointer<CChar>(
                bitPattern: places.first[index].load(ordering: .sequentiallyConsistent))
        else { return }
        _ = Glibc.unlink(name)
    }

    /// Whoever handles a signal already, as interviews do, goes on handling it.
    private static func listen(to signal: Int32) {
        var old = sigaction()
        guard sigaction(signal, nil, &old) == 0, old.__sigaction_handler.sa_handler == nil else { return }
        var new = sigaction()
        new.__sigaction_handler.sa_handler = { signal in
            // Nothing is allocated here.
            if UnfinishedFiles.isHeld(signal) { return }
            for index in 0..<UnfinishedFiles.limit { UnfinishedFiles.unlink(index) }
            _ = Glibc.signal(signal, SIG_DFL)
            _ = raise(signal)
        }
        _ = sigaction(signal, &new, nil)
    }
}
