internal import Analyses
internal import SurveyModel
internal import Tallies

/// The ids of the responses that count, each with the hash of its content: 24 bytes a response.
///
/// UUIDs of version 7 begin with their time, so collected lines mostly come in rising order: those are
/// appended to a sorted run, in segments, without ever copying what is there. What comes out of order goes
/// into a hash table.
struct ResponseIndex {
    /// What is known of a response.
    struct Entry {
        var high: UInt64
        var low: UInt64
        var content: UInt64
    }

    /// What a response is to those that came before.
    enum Standing {
        /// The first with its id.
        case new
        /// The same again.
        case known
        /// Another one under the same id.
        case conflict
    }

    private var segments: [[Entry]] = []
    private var lastHigh: UInt64 = 0
    private var lastLow: UInt64 = 0
    private var shards = [Shard](repeating: Shard(), count: 64)
    private let key = UInt64.random(in: .min ... .max)

    /// With the heads of the array and of the allocation, 48 pages of 4 KiB.
    private static let segmentLength = 8_190

    /// Looks a response up, and adds it if it is new. Constant time in rising order, logarithmic otherwise.
    mutating func insert(_ entry: Entry) -> Standing {
        if entry.high > lastHigh || (entry.high == lastHigh && entry.low > lastLow) {
            // What came out of order is smaller than the end of the run.
            append(entry)
            return .new
        }
        if let content = find(entry) { return content == entry.content ? .known : .conflict }
        return shards[Int(entry.hash(key) & 63)].insert(entry, key)
    }

    private mutating func append(_ entry: Entry) {
        if segments.last.map({ $0.count == Self.segmentLength }) ?? true {
            segments.append([])
            segments[segments.count - 1].reserveCapacity(Self.segmentLength)
        }
        segments[segments.count - 1].append(entry)
        (lastHigh, lastLow) = (entry.high, entry.low)
    }

    /// The content of an entry of the sorted run.
    private func find(_ entry: Entry) -> UInt64? {
        let segment = segments.partitionPoint { $0[0] <= entry } - 1
        guard segment >= 0 else { return nil }
        let position = segments[segment].partitionPoint { $0 <= entry } - 1
        guard position >= 0, segments[segment][position].hasID(of: entry) else { return nil }
        return segments[segment][position].content
    }
}

extension ResponseIndex.Entry {
    /// The entry of a response that the strict reader took.
    init(_ response: Response, content: UInt64) {
        (high, low) = response.idNumber
        self.content = content
    }

    fileprivate func hasID(of other: Self) -> Bool { high == other.high && low == other.low }

    fileprivate static func <= (left: Self, right: Self) -> Bool {
        (left.high, left.low) <= (right.high, right.low)
    }

    /// Keyed, so that nobody can prepare ids that collide.
    fileprivate func hash(_ key: UInt64) -> UInt64 {
        let first = (high ^ key).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        let second = (low ^ first.high ^ first.low).multipliedFullWidth(by: key | 1)
        return second.high ^ second.low
    }
}

/// A part of an open-addressing table, small so that growing copies little at a time. An id of zero, which is
/// no UUID, marks an empty place.
private struct Shard {
    var places: [ResponseIndex.Entry] = []
    var count = 0

    mutating func insert(_ entry: ResponseIndex.Entry, _ key: UInt64) -> ResponseIndex.Standing {
        if count * 4 >= places.count * 3 { grow(key) }
        var place = Int(truncatingIfNeeded: entry.hash(key) >> 6) & (places.count - 1)
        while places[place].high != 0 {
            if places[place].hasID(of: entry) {
                return places[place].content == entry.content ? .known : .conflict
            }
            place = (place + 1) & (places.count - 1)
        }
        places[place] = entry
        count += 1
        return .new
    }

    private mutating func grow(_ key: UInt64) {
        let old = places
        let size = max(16, old.count * 2)
        places = Array(repeating: ResponseIndex.Entry(high: 0, low: 0, content: 0), count: size)
        for entry in old where entry.high != 0 {
            var place = Int(truncatingIfNeeded: entry.hash(key) >> 6) & (size - 1)
            while places[place].high != 0 { place = (place + 1) & (size - 1) }
            places[place] = entry
        }
    }
}

extension Array {
    /// The index of the first element that does not satisfy a condition which holds for a beginning of the
    /// array.
    fileprivate func partitionPoint(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
