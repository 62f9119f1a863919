internal import SurveyModel

// What is drawn from the seed: orders of options, rows and units, subsets of them, and the arms of splits. Each has a
// stream of its own, named after what it orders, so that nothing else can change it.

extension InterviewPlan {
    /// The options of a question in the order of this seed, whether or not they are offered now.
    ///
    /// The whole list is ordered before it is filtered, so that an option that comes back does not move the others.
    func optionOrder(of id: QuestionID, seed: UInt64) -> [Int] {
        let question = survey[id]
        let options = question.list.map { survey[$0].options } ?? []
        let hash = nameHash[id.position]
        // What a grid shuffles is its rows; its columns have an order only where the list itself says so.
        let isGrid = !question.rows.isEmpty
        return order(
            of: options.count, isShuffled: question.isShuffled && !isGrid, seed: seed,
            nameHash: isGrid ? SeededGenerator.hash(of: ":columns", after: hash) : hash,
            isFixed: { options[$0].isFixed }, group: { options[$0].shuffleGroup })
    }

    /// The rows of a grid in the order of this seed, whether or not they are shown now.
    func rowOrder(of id: QuestionID, seed: UInt64) -> [Int] {
        let rows = survey[id].rows
        return order(
            of: rows.count, isShuffled: survey[id].isShuffled, seed: seed, nameHash: nameHash[id.position],
            isFixed: { _ in false }, group: { rows[$0].shuffleGroup })
    }

    /// Leaves only so many of what a question offers, beside what is fixed.
    ///
    /// The whole list has one order in which it is drawn: what is not offered is passed over, and so moves no other in or
    /// out while it stays away.
    func drawn(
        _ offered: [Int], of id: QuestionID, count: Int, seed: UInt64, isFixed: (Int) -> Bool
    ) -> [Int] {
        guard let draw = survey[id].draw else { return offered }
        let hash = SeededGenerator.hash(of: ":draw", after: nameHash[id.position])
        var generator = SeededGenerator(seed: seed, nameHash: hash)
        let free = Set(offered.filter { !isFixed($0) })
        let taken = Set(generator.order(of: count).lazy.filter(free.contains).prefix(max(0, draw)))
        return offered.filter { isFixed($0) || taken.contains($0) }
    }

    /// Which units of a collection are asked and in which order: of those that are eligible, as many as it draws.
    func chosen(of collection: Collections.Collection, seed: UInt64, isEligible: (Int) -> Bool) -> [Int] {
        let units = collection.units
        var chosen = units.indices.map { isEligible(units[$0]) }
        if let draw = collection.draw {
            let hash = SeededGenerator.hash(of: ".draw", after: collection.nameHash)
            var generator = SeededGenerator(seed: seed, nameHash: hash)
            var left = max(0, draw)
            for place in generator.order(of: units.count) where chosen[place] {
                chosen[place] = left > 0
                left -= 1
            }
        }
        var order = Array(units.indices)
        if collection.isShuffled {
            var generator = SeededGenerator(seed: seed, nameHash: collection.nameHash)
            order = generator.order(of: units.count)
        }
        return order.compactMap { chosen[$0] ? units[$0] : nil }
    }

    /// The arm of a split: each as often as its weight among the sum of all, the first where they are all 0.
    func arm(of variable: VariableID, seed: UInt64) -> Int {
        guard case .split(let weights) = survey[variable].role else { return 0 }
        var total = 0
        for weight in weights {
            let (sum, overflows) = total.addingReportingOverflow(max(0, weight))
            if !overflows { total = sum }
        }
        var generator = SeededGenerator(seed: seed, name: survey[variable].name)
        var place = generator.below(total)
        for (arm, weight) in weights.enumerated() {
            if place < weight { return arm }
            place -= max(0, weight)
        }
        return 0
    }

    private func order(
        of count: Int, isShuffled: Bool, seed: UInt64, nameHash: UInt64, isFixed: (Int) -> Bool,
        group: (Int) -> Int?
    ) -> [Int] {
        var order = Array(0..<count)
        var groups: [Int: [Int]] = [:]
        var free: [Int] = []
        for place in 0..<count where !isFixed(place) {
            if let group = group(place) {
                groups[group, default: []].append(place)
            } else {
                free.append(place)
            }
        }
        if isShuffled {
            var generator = SeededGenerator(seed: seed, nameHash: nameHash)
            generator.shuffle(&order, at: free)
        }
        for (group, places) in groups {
            var generator = SeededGenerator(
                seed: seed, nameHash: SeededGenerator.hash(of: ":\(group)", after: nameHash))
            generator.shuffle(&order, at: places)
        }
        return order
    }
}
