extension Outline {
    /// Folds the instances of rosters that ask the same into one, which stands for all of them.
    ///
    /// Equal subtrees have their parts in the same places, so they are merged part by part. Linear in the parts times
    /// the nesting of rosters.
    mutating func fold() {
        guard parts.contains(where: { if case .frame(_, _, true) = $0.kind { true } else { false } }) else {
            return
        }
        var shapes: [Shape: Int] = [:]
        var shapeOf = [Int](repeating: 0, count: parts.count)
        for index in parts.indices.reversed() {
            let part = parts[index]
            var shape = Shape(
                kind: part.kind, entries: part.entries, arms: part.arms,
                children: part.children.map { shapeOf[$0] })
            // What an instance is called makes no difference.
            if case .slot = part.kind { shape.kind = .slot(label: "") }
            // Nor do values that instances do not have in common.
            shapeOf[index] = shapes[shape] ?? shapes.count
            shapes[shape] = shapeOf[index]
            if case .frame(_, _, isRoster: true) = part.kind { foldSlots(of: index, shapeOf) }
        }
        dropFolded()
    }

    /// Leaves out the parts that another stands for.
    private mutating func dropFolded() {
        var kept: [Part] = []
        // Parts to be taken, the next one last, each with where its parent went.
        var open: [(part: Int, parent: Int?)] = [(0, nil)]
        while let (index, parent) = open.popLast() {
            if let parent { kept[parent].children.append(kept.count) }
            let place = kept.count
            kept.append(parts[index])
            kept[place].children = []
            open += parts[index].children.reversed().map { ($0, place) }
        }
        parts = kept
    }

    private struct Shape: Hashable {
        var kind: Kind
        var entries: [Entry]
        var arms: [Arm]
        var children: [Int]
    }

    private mutating func foldSlots(of frame: Int, _ shapeOf: [Int]) {
        var kept: [Int] = []
        var names: [[String]] = []
        var placeOf: [Int: Int] = [:]
        for slot in parts[frame].children {
            guard case .slot(let label) = parts[slot].kind else { continue }
            if let place = placeOf[shapeOf[slot]] {
                names[place].append(label)
                merge(slot, into: kept[place])
            } else {
                placeOf[shapeOf[slot]] = kept.count
                kept.append(slot)
                names.append([label])
            }
        }
        for (place, slot) in kept.enumerated() {
            let label = kept.count == 1 ? "" : "for " + Self.list(names[place])
            parts[slot].kind = .slot(label: label.inOneLine)
        }
        parts[frame].children = kept
    }

    /// Lets one subtree stand for an equal one as well.
    private mutating func merge(_ other: Int, into kept: Int) {
        for offset in 0..<min(parts[kept].end - kept, parts[other].end - other) {
            let (into, from) = (kept + offset, other + offset)
            parts[into].subjects += parts[from].subjects
            for arm in parts[from].arms.indices {
                parts[into].arms[arm].subjects += parts[from].arms[arm].subjects
            }
            for entry in parts[from].entries.indices {
                parts[into].entries[entry].subjects += parts[from].entries[entry].subjects
                for detail in parts[from].entries[entry].details.indices {
                    parts[into].entries[entry].details[detail].subjects +=
                        parts[from].entries[entry].details[detail].subjects
                }
            }
        }
    }

    /// Names one after the other, and how many more there are.
    static func list(_ names: [String], most: Int = 8) -> String {
        let shown = names.prefix(names.count > most ? most - 1 : most).joined(separator: ", ")
        return names.count > most ? "\(shown) and \(names.count - most + 1) more" : shown
    }
}
