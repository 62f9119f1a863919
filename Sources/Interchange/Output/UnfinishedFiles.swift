internal import Glibc
internal import Synchronization

/// The files that are being written beside their places, so that Ctrl-C leaves none of them behind, however many they are.
///
/// A signal handler may do very little: it removes what stands here, and lets the signal do what it would have done. It can come
/// at any moment and on any thread, so nothing that it looks at is ever freed or moved: places are linked to each other, new
/// ones are put in front, and each is used again. A name belongs to whoever takes it out of its place, in one step.
enum UnfinishedFiles {
    private static let list = List()

    /// Which place a file has.
    struct Place {
        fileprivate let link: UnsafeMutablePointer<Link>
        fileprivate let name: UInt
    }

    /// A place for a file, made once and never freed.
    fileprivate struct Link: ~Copyable {
        /// The address of a copy of the name, 0 in a free place.
        let name: Atomic<UInt>
        /// The place that was the first one before this.
        let next: UnsafeMutablePointer<Link>?
    }

    private final class List: @unchecked Sendable {
        /// The address of the first place, 0 for none.
        let first: UnsafeMutablePointer<Atomic<UInt>>
        /// 0 where signals do what they do, `holding` where they have to wait, and then the number of one that came.
        let held: UnsafeMutablePointer<Atomic<Int32>>

        init() {
            first = .allocate(capacity: 1)
            first.initialize(to: Atomic(0))
            held = .allocate(capacity: 1)
            held.initialize(to: Atomic(0))
        }

        /// Does something with each place until it says that this was the one. Allocates nothing.
        func first(where isFound: (UnsafeMutablePointer<Link>) -> Bool) -> UnsafeMutablePointer<Link>? {
            var link = UnsafeMutablePointer<Link>(bitPattern: first.pointee.load(ordering: .acquiring))
            while let place = link {
                if isFound(place) { return place }
                link = place.pointee.next
            }
            return nil
        }
    }

    private static let holding: Int32 = -1

    /// Lets something happen as a whole: a signal that comes meanwhile does what it does afterwards.
    static func holdingSignals(_ body: () throws(OutputFault) -> Void) throws(OutputFault) {
        list.held.pointee.store(holding, ordering: .sequentiallyConsistent)
        defer {
            let signal = list.held.pointee.exchange(0, ordering: .sequentiallyConsistent)
            if signal > 0 {
                _ = Glibc.signal(signal, SIG_DFL)
                _ = raise(signal)
            }
        }
        try body()
    }

    /// Notes a file; nil where there is no memory, and then a signal leaves it.
    static func add(_ path: String) -> Place? {
        guard let copy = strdup(path) else { return nil }
        let name = UInt(bitPattern: copy)
        let free = list.first { exchange($0, 0, name) }
        let place = Place(link: free ?? add(name), name: name)
        for signal in [SIGINT, SIGTERM, SIGHUP] { listen(to: signal) }
        return place
    }

    /// Puts a new place in front.
    private static func add(_ name: UInt) -> UnsafeMutablePointer<Link> {
        let link = UnsafeMutablePointer<Link>.allocate(capacity: 1)
        var first = list.first.pointee.load(ordering: .acquiring)
        while true {
            link.initialize(to: Link(name: Atomic(name), next: UnsafeMutablePointer(bitPattern: first)))
            let (exchanged, original) = list.first.pointee.compareExchange(
                expected: first, desired: UInt(bitPattern: link), ordering: .sequentiallyConsistent)
            if exchanged { return link }
            first = original
        }
    }

    /// Forgets a file that was put into its place or removed.
    static func remove(_ place: Place) {
        guard exchange(place.link, place.name, 0) else { return }
        free(UnsafeMutableRawPointer(bitPattern: place.name))
    }

    private static func exchange(
        _ link: UnsafeMutablePointer<Link>, _ expected: UInt, _ desired: UInt
    ) -> Bool {
        link.pointee.name.compareExchange(
            expected: expected, desired: desired, ordering: .sequentiallyConsistent
        )
        .exchanged
    }

    /// Whether a signal has to wait; it is remembered then.
    private static func isHeld(_ signal: Int32) -> Bool {
        list.held.pointee.compareExchange(
            expected: holding, desired: signal, ordering: .sequentiallyConsistent
        )
        .original != 0
    }

    /// Removes every file that is noted. Taking a name makes sure that nobody frees it meanwhile.
    private static func removeFiles() {
        _ = list.first { link in
            let name = link.pointee.name.exchange(0, ordering: .sequentiallyConsistent)
            if let name = UnsafePointer<CChar>(bitPattern: name) { _ = unlink(name) }
            return false
        }
    }

    /// Whoever handles a signal already, as interviews do, goes on handling it.
    private static func listen(to signal: Int32) {
        var old = sigaction()
        guard sigaction(signal, nil, &old) == 0, old.__sigaction_handler.sa_handler == nil else { return }
        var new = sigaction()
        new.__sigaction_handler.sa_handler = { signal in
            // Nothing is allocated here.
            if UnfinishedFiles.isHeld(signal) { return }
            UnfinishedFiles.removeFiles()
            _ = Glibc.signal(signal, SIG_DFL)
            _ = raise(signal)
        }
        _ = sigaction(signal, &new, nil)
    }
}
