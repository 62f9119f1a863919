/// Variables worth guessing, the one that was in most conflicts of late first; the smaller number where they are equal.
struct ActivityHeap {
    private var activity: [Double]
    private var increment = 1.0
    private var heap: [Int32] = []
    private var place: [Int32]

    init(count: Int) {
        activity = [Double](repeating: 0, count: count)
        place = [Int32](repeating: -1, count: count)
    }

    /// Counts a conflict that the variable was in.
    mutating func bump(_ variable: Int32) {
        activity[Int(variable)] += increment
        if activity[Int(variable)] > 1e100 {
            for index in activity.indices { activity[index] *= 1e-100 }
            increment *= 1e-100
        }
        if place[Int(variable)] >= 0 { rise(Int(place[Int(variable)])) }
    }

    /// Lets earlier conflicts count less.
    mutating func decay() { increment /= 0.95 }

    /// Forgets which variables are worth guessing.
    mutating func removeAll() {
        for variable in heap { place[Int(variable)] = -1 }
        heap.removeAll(keepingCapacity: true)
    }

    /// Adds a variable, if it is not there.
    mutating func insert(_ variable: Int32) {
        guard place[Int(variable)] < 0 else { return }
        place[Int(variable)] = Int32(heap.count)
        heap.append(variable)
        rise(heap.count - 1)
    }

    /// Takes the first.
    mutating func popFirst() -> Int32? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        place[Int(first)] = -1
        if !heap.isEmpty {
            heap[0] = last
            place[Int(last)] = 0
            sink(0)
        }
        return first
    }

    private func isBefore(_ left: Int32, _ right: Int32) -> Bool {
        let one = activity[Int(left)]
        let other = activity[Int(right)]
        return one > other || one == other && left < right
    }

    private mutating func rise(_ start: Int) {
        let variable = heap[start]
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard isBefore(variable, heap[parent]) else { break }
            heap[index] = heap[parent]
            place[Int(heap[index])] = Int32(index)
            index = parent
        }
        heap[index] = variable
        place[Int(variable)] = Int32(index)
    }

    private mutating func sink(_ start: Int) {
        let variable = heap[start]
        var index = start
        while 2 * index + 1 < heap.count {
            var child = 2 * index + 1
            if child + 1 < heap.count && isBefore(heap[child + 1], heap[child]) { child += 1 }
            guard isBefore(heap[child], variable) else { break }
            heap[index] = heap[child]
            place[Int(heap[index])] = Int32(index)
            index = child
        }
        heap[index] = variable
        place[Int(variable)] = Int32(index)
    }
}
