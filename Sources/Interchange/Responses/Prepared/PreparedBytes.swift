/// Pieces of an output that are the same in every response, one after the other in one array.
///
/// A piece is found by its number, so that the columns of a table are numbers only: going through them counts no references.
struct PreparedBytes: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    /// Keeps a piece and gives its number.
    @discardableResult
    mutating func add(_ piece: some Sequence<UInt8>) -> Int {
        bytes += piece
        ends.append(bytes.count)
        return ends.count - 2
    }

    /// Keeps a text and gives its number.
    @discardableResult
    mutating func add(_ text: String) -> Int { add(text.utf8) }

    /// The number that the next piece will get.
    var next: Int { ends.count - 1 }

    /// Appends a piece to an output.
    func append(_ piece: Int, to output: inout [UInt8]) {
        let range = ends[piece]..<ends[piece + 1]
        bytes.withUnsafeBufferPointer { output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Whether there is anything in a piece.
    func isEmpty(_ piece: Int) -> Bool { ends[piece] == ends[piece + 1] }
}
