/// The one "did you mean" of the program: for names in surveys, and in the settings of a kiosk.
public enum DidYouMean {
    /// The most candidates that are compared: authors have some hundreds, hostile files a million.
    private static let candidateLimit = 2_000

    /// The candidate that is closest to what was written, if one is close: at most a third of the letters, and one
    /// more, mistyped. Letter case does not count. The first of equally close ones.
    public static func closest(to written: String, among candidates: some Sequence<String>) -> String? {
        let target = Array(written.lowercased().utf8)
        guard !target.isEmpty, target.count <= 64 else { return nil }
        var best: String?
        var bestDistance = target.count / 3 + 2
        for candidate in candidates.prefix(candidateLimit) where candidate != written {
            let length = candidate.utf8.count
            guard length <= 129, abs(length - target.count) < bestDistance else { continue }
            let distance = distance(target, Array(candidate.lowercased().utf8), below: bestDistance)
            // A wholly different word of the same few letters is no help.
            if distance < bestDistance, distance < max(target.count, length) {
                best = candidate
                bestDistance = distance
                if distance == 0 { break }
            }
        }
        return best
    }

    /// How many insertions, deletions, substitutions and swaps of neighbours turn one word into the other, or
    /// `bound` if that many.
    ///
    /// Source: the optimal string alignment variant of F. J. Damerau, "A technique for computer detection and
    /// correction of spelling errors" (1964).
    static func distance(_ left: [UInt8], _ right: [UInt8], below bound: Int) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var current = [i + 1]
            current.reserveCapacity(right.count + 1)
            var smallest = i + 1
            for j in right.indices {
                var cost = min(
                    previous[j + 1] + 1, current[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforePrevious[j - 1] + 1)
                }
                smallest = min(smallest, cost)
                current.append(cost)
            }
            if smallest >= bound { return bound }
            (beforePrevious, previous) = (previous, current)
        }
        return min(previous[right.count], bound)
    }
}
