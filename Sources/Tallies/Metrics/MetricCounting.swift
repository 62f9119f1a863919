package import SurveyModel

// How a response is added to metrics.

extension Tallies {
    /// Adds a response to some of the plan's metrics and relations only. Its state is one that counts. `answers` gives
    /// the stored answers, and is called at most once, if ever.
    package mutating func add(
        _ row: TallyRow, metrics: [MetricPlan], relations: [RelationPlan], times: Int = 1,
        answers: () -> [Answer]
    ) {
        let plan = plan
        let base = row.cell * plan.width
        var completed: [Answer]?
        func all() -> [Answer] {
            if let completed { return completed }
            let computed = plan.survey.completed(answers())
            completed = computed
            return computed
        }
        for metric in metrics {
            for strand in metric.strands {
                if let condition = strand.condition, condition.truth(in: row.codes, all) != .yes { continue }
                let place = base + metric.offset
                if let value = add(row, strand, metric.measure, at: place, times, all) {
                    addValue(at: ValuePlace(series: place, value: value), Int128(times))
                }
                if metric.breakdown.isOpen {
                    guard let name = metric.breakdown.openName(strand.instance, all) else { continue }
                    addOpen(row, strand, metric, GroupPlace(series: place, name: name), times, all)
                    continue
                }
                guard let group = metric.breakdown.group(strand.instance, row.codes, all) else { continue }
                let start = base + metric.offset + (group + 1) * metric.width
                if let value = add(row, strand, metric.measure, at: start, times, all) {
                    addValue(at: ValuePlace(series: start, value: value), Int128(times))
                }
            }
        }
        add(row, relations: relations, times: times, answers: all)
    }

    /// Adds to a group that is only known from the responses. Its amounts take the place of all others meanwhile, so
    /// that they are counted as those are.
    private mutating func addOpen(
        _ row: TallyRow, _ strand: StrandPlan, _ metric: MetricPlan, _ place: GroupPlace, _ times: Int,
        _ answers: () -> [Answer]
    ) {
        var group = openGroups.removeValue(forKey: place) ?? [Int128](repeating: 0, count: metric.width + 1)
        swap(&amounts, &group)
        let value = add(row, strand, metric.measure, at: 0, times, answers)
        amounts[metric.width] &+= Int128(times)
        swap(&amounts, &group)
        if group.contains(where: { $0 != 0 }) { openGroups[place] = group }
        guard let value else { return }
        addValue(at: ValuePlace(series: place.series, value: value, group: place.name), Int128(times))
    }

    /// Adds to the bins of a measure. The value, if it is to be counted among those of an open series.
    private mutating func add(
        _ row: TallyRow, _ strand: StrandPlan, _ measure: MetricPlan.Measure, at start: Int, _ times: Int,
        _ answers: () -> [Answer]
    ) -> Int64? {
        switch measure {
        case .series(let coding), .values(let coding):
            guard let variable = strand.variable else { return nil }
            var value: Int64?
            if let stored = strand.stored {
                add(row, stored, at: start, times)
                if row.codes[variable.position] == 0 { value = row.amounts[variable.position] }
            } else {
                value = add(answers().answer(of: variable), coding, at: start, times)
            }
            if case .values = measure { return value }
        case .event:
            guard let event = strand.event else { return nil }
            amounts[start + event.bin(row.codes, answers)] &+= Int128(times)
        case .scale(let scale):
            guard let items = strand.items else { return nil }
            scale.add(row.codes, items, at: start, times: Int64(times), to: &amounts)
        case .gap(let gap):
            guard let items = strand.items else { return nil }
            gap.add(row.codes, items, at: start, times: Int64(times), to: &amounts)
        case .index(let index):
            guard let items = strand.items else { return nil }
            index.add(row.codes, items, at: start, times: Int64(times), to: &amounts)
        case .lifetime(let coding):
            guard let event = strand.event else { return nil }
            LifetimeLayout.add(
                margin(row, strand, coding, answers), event: event.bin(row.codes, answers), at: start,
                times: Int64(times), to: &amounts)
        case .unsupported: break
        }
        return nil
    }

    /// The margin of a row, or why it has none; neither if it is too large to sum.
    private func margin(
        _ row: TallyRow, _ strand: StrandPlan, _ coding: Coding, _ answers: () -> [Answer]
    ) -> (missing: Missing?, amount: Int64?) {
        guard let variable = strand.variable else { return (.notAsked, nil) }
        var code = row.codes[variable.position]
        var amount = row.amounts[variable.position]
        if strand.stored == nil {
            guard case .answered(let value) = answers().answer(of: variable) else {
                return (answers().answer(of: variable).missing, nil)
            }
            (code, amount) = coding.code(of: value)
        }
        let missing = Int(code) - coding.missingOffset
        if missing >= 0 { return (Coding.missingKinds[missing], nil) }
        if case .point(let low, _) = coding { return (nil, Int64(low) + Int64(code)) }
        return (nil, code == 0 ? amount : nil)
    }

    @inline(__always)
    private mutating func add(_ row: TallyRow, _ stored: StoredSeries, at start: Int, _ times: Int) {
        let code = Int(row.codes[stored.variable])
        amounts[start + code] &+= Int128(times)
        guard code == stored.detailed else { return }
        guard stored.words != 0 else { return add(row.amounts[stored.variable], at: start, times) }
        guard stored.words > 0 else { return addPlaces(row, stored, at: start, times) }
        for word in 0..<stored.words {
            var bits = row.chosen[stored.wordOffset + word]
            while bits != 0 {
                amounts[start + word * 64 + bits.trailingZeroBitCount] &+= Int128(times)
                bits &= bits - 1
            }
        }
    }

    /// Adds the places of a ranking.
    mutating func addPlaces(_ row: TallyRow, _ stored: StoredSeries, at start: Int, _ times: Int) {
        let count = -stored.words
        for option in 0..<count {
            let place = row.chosen[stored.wordOffset + option]
            guard place > 0 else { continue }
            amounts[start + option] &+= Int128(times)
            if place == 1 { amounts[start + count + option] &+= Int128(times) }
            amounts[start + 2 * count + option] &+= Int128(times) &* Int128(place)
        }
    }

    /// Adds an answer that is not stored; the number, if it is one that can be summed.
    private mutating func add(_ answer: Answer, _ coding: Coding, at start: Int, _ times: Int) -> Int64? {
        guard case .answered(let value) = answer else {
            amounts[start + Int(coding.code(of: answer.missing ?? .notAsked))] &+= Int128(times)
            return nil
        }
        let (code, amount) = coding.code(of: value)
        amounts[start + Int(code)] &+= Int128(times)
        guard case .number = coding, code == 0 else { return nil }
        add(amount, at: start, times)
        return amount
    }

    private mutating func add(_ amount: Int64, at start: Int, _ times: Int) {
        // Amounts stay below `Coding.numberLimit`, so the products fit.
        amounts[start + 1] &+= Int128(times) &* Int128(amount)
        amounts[start + 2] &+= Int128(times) &* Int128(amount) &* Int128(amount)
    }
}
