/// Memory that one owner makes as it begins and that goes with it: plain values side by side, without reference counts, which
/// threads would have to share.
final class FlatMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit { for block in blocks { block.deallocate() } }

    /// The elements of a list, with how many there are.
    func list<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: values(elements), count: elements.count)
    }

    /// The elements of a list.
    func values<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let start: UnsafeMutablePointer<Element> = room(for: elements.count)
        start.initialize(from: elements, count: elements.count)
        return start
    }

    /// One value so many times, and at least once.
    func values<Element: BitwiseCopyable>(
        repeating value: Element, count: Int = 1
    ) -> UnsafeMutablePointer<Element> {
        let start: UnsafeMutablePointer<Element> = room(for: count)
        start.initialize(repeating: value, count: max(1, count))
        return start
    }

    /// There is room for one where there are none, so that there always is an address.
    private func room<Element: BitwiseCopyable>(for count: Int) -> UnsafeMutablePointer<Element> {
        let start = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
        blocks.append(UnsafeMutableRawPointer(start))
        return start
    }
}
