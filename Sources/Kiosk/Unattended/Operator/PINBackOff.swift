/// When wrong PINs make the operator wait.
public struct PINBackOff: Hashable, Sendable {
    /// After so many wrong PINs in a row the first wait begins.
    public var attempts = 5
    /// How long the first wait is.
    public var first = Duration.seconds(60)
    /// How long a wait can become.
    public var longest = Duration.seconds(3_600)

    /// The defaults.
    public init() {}

    /// How long to wait after so many wrong PINs in a row: nothing, then the first wait, then twice the one before.
    public func wait(afterFailures failures: Int) -> Duration {
        guard failures >= attempts else { return .zero }
        let doublings = min(failures - attempts, 30)
        return min(first * (1 << doublings), longest)
    }
}
