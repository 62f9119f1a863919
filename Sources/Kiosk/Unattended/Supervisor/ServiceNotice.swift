internal import Glibc

/// What is told to the system's service manager, where one started the kiosk and asked for it: a datagram on the socket that
/// `NOTIFY_SOCKET` names. Source: `sd_notify(3)`.
public enum ServiceNotice {
    /// The kiosk is ready.
    public static let ready = "READY=1"
    /// It is alive; told at least every minute.
    public static let alive = "WATCHDOG=1"
    /// It is about to end.
    public static let stopping = "STOPPING=1"

    /// Tells it. Without a service manager, or if it does not listen, nothing happens.
    public static func tell(_ state: String) {
        guard let name = getenv("NOTIFY_SOCKET").map({ String(cString: $0) }) else { return }
        tell(state, at: name)
    }

    /// Tells it at a socket, by its path or, with `@` first, its abstract name.
    static func tell(_ state: String, at name: String) {
        var path = Array(name.utf8)
        var address = sockaddr_un()
        guard path.count > 1, path.count < MemoryLayout.size(ofValue: address.sun_path),
            path[0] == UInt8(ascii: "/") || path[0] == UInt8(ascii: "@")
        else { return }
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let channel = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard channel >= 0 else { return }
        defer { close(channel) }
        let bytes = Array(state.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
                _ = sendto(
                    channel, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), plain,
                    length)
            }
        }
    }
}
