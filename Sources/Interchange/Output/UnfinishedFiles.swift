internal import Glibc
internal import Synchronization

/// The files that are being written beside their places, so that Ctrl-C leaves none of them behind.
///
/// A signal handler may do very little: it removes what stands here, and lets the signal do what it would have done. Names
/// are copied before anything can go wrong, and places are taken and given back in one step.
enum UnfinishedFiles {
    private static let places = Places()

    /// Addresses of names, 0 for a free place. More files than these are not written at once.
    private final class Places: Sendable {
        let first = Atomic<UInt>(0)
        let second = Atomic<UInt>(0)
        let third = Atomic<UInt>(0)
        let fourth = Atomic<UInt>(0)
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
        for index in 0..<4 where exchange(index, 0, name) {
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
        func take(_ place: borrowing Atomic<UInt>) -> Bool {
            place.compareExchange(expected: expected, desired: desired, ordering: .sequentiallyConsistent)
                .exchanged
        }
        return switch index {
        case 0: take(places.first)
        case 1: take(places.second)
        case 2: take(places.third)
        default: take(places.fourth)
        }
    }

    private static func unlink(_ place: borrowing Atomic<UInt>) {
        guard let name = UnsafePointer<CChar>(bitPattern: place.load(ordering: .sequentiallyConsistent))
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
            UnfinishedFiles.unlink(UnfinishedFiles.places.first)
            UnfinishedFiles.unlink(UnfinishedFiles.places.second)
            UnfinishedFiles.unlink(UnfinishedFiles.places.third)
            UnfinishedFiles.unlink(UnfinishedFiles.places.fourth)
            _ = Glibc.signal(signal, SIG_DFL)
            _ = raise(signal)
        }
        _ = sigaction(signal, &new, nil)
    }
}
