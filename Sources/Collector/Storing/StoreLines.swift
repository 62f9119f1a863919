internal import ResponseStore

/// The responses of several stores, side by side in the order of their ids: the lines of a merge.
///
/// Of different responses under one id a refusal comes first, then the one that was taken first, then the one whose bytes are
/// smaller; so what is stored does not depend on the order of the stores. Memory: a page for each store.
final class StoreLines: @unchecked Sendable {
    /// A store as far as it is read.
    private struct Source {
        let store: Store
        var page: [PassedResponse] = []
        var place = 0
        var isOver = false

        var first: PassedResponse? { place < page.count ? page[place] : nil }
    }

    private var sources: [Source]
    private let wanted: Set<String>?
    private(set) var faults: [(source: Int, fault: StoreFault)] = []
    private(set) var passedOver: [[String: Int]]

    private static let pageLength = 128

    /// Goes through stores; of the surveys of these names only, unless nil.
    init(_ stores: [Store], wanted: Set<String>?) {
        sources = stores.map { Source(store: $0) }
        self.wanted = wanted
        passedOver = stores.map { _ in [:] }
    }

    /// Fills a chunk; false at the end. A store that fails is left out from there on.
    func fill(_ chunk: SortedChunk) -> Bool {
        while chunk.buffer.count < SharedReading.chunkSize {
            for place in sources.indices where sources[place].first == nil && !sources[place].isOver {
                turn(place)
            }
            guard let id = sources.lazy.compactMap(\.first?.id).min() else { break }
            append(id, to: chunk)
        }
        chunk.byteCount = chunk.buffer.count
        guard chunk.buffer.count > 0 else { return false }
        // The last line break is that of the seal.
        chunk.buffer.count -= 1
        chunk.buffer.seal()
        return true
    }

    /// Reads the next page of a store.
    private func turn(_ place: Int) {
        let last = sources[place].page.last?.id ?? ""
        do {
            sources[place].page = try sources[place].store.responses(after: last, limit: Self.pageLength)
        } catch {
            faults.append((place, error))
            sources[place].page = []
        }
        sources[place].place = 0
        sources[place].isOver = sources[place].page.isEmpty
    }

    /// Appends all that the stores have under an id.
    private func append(_ id: String, to chunk: SortedChunk) {
        var found: [(source: Int, response: PassedResponse)] = []
        for place in sources.indices {
            var isWanted = true
            while let response = sources[place].first, response.id == id {
                // A page ends with all that there is under its last id.
                sources[place].place += 1
                if let survey = response.survey {
                    isWanted = wanted?.contains(survey) ?? true
                    if !isWanted { passedOver[place][survey, default: 0] += 1 }
                }
                if isWanted { found.append((place, response)) }
            }
        }
        if found.count > 1 {
            found.sort { left, right in
                if left.response.isRefused != right.response.isRefused { return left.response.isRefused }
                if left.response.received != right.response.received {
                    return left.response.received < right.response.received
                }
                guard left.response.line == right.response.line else {
                    return left.response.line.utf8.lexicographicallyPrecedes(right.response.line.utf8)
                }
                return left.source < right.source
            }
        }
        for (source, response) in found {
            chunk.append(
                Self.oneLine(response.line),
                SortedChunk.Origin(
                    source: source, number: Int(response.arrival), received: response.received))
        }
    }

    /// What only a damaged store has stays one line, which is no response and not empty.
    private static func oneLine(_ line: String) -> String {
        if line.utf8.contains(0x0A) { return line.split(separator: "\n").joined(separator: "\u{0}") }
        return line.utf8.allSatisfy { $0 <= 0x20 } ? "{" : line
    }
}
