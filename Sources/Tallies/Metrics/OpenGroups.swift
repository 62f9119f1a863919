internal import SurveyModel

/// The groups of a metric that is broken down by a text: which there are is only known from the responses.
///
/// All of them are counted, so that parts merge in any order and a response can be taken away; at most `limit` are
/// shown. Of more, those with the most responses are shown, of equals the first by name, and the others stand
/// together in one group. A group takes memory for as many amounts as the metric has bins, in each cell.
struct OpenGroups {
    /// The most groups that are shown one by one.
    static let limit = 1_000
    /// The bin that counts how often a group was added to.
    static let rows = "#rows"
    /// What stands for a value of so many groups that are shown together: no word of any language.
    static func pooledName(_ count: Int) -> String { "… (\(count))" }

    /// The groups as they are shown, and the names of what each is made of.
    let groups: [(group: MetricGroup, names: [String])]
    private let tallies: Tallies
    private let position: Int

    /// Linear in the groups of the metric, but for their order.
    init(_ tallies: Tallies, _ position: Int) {
        self.tallies = tallies
        self.position = position
        let plan = tallies.plan
        let metric = plan.metrics[position]
        var rows: [String: Int128] = [:]
        for (place, amounts) in tallies.openGroups where place.series % plan.width == metric.offset {
            rows[place.name, default: 0] &+= amounts[metric.width]
        }
        let names = rows.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.map(\.key)
        var groups: [(group: MetricGroup, names: [String])] = []
        func order(_ group: MetricGroup) -> Int {
            metric.breakdown.instances.firstIndex(of: group.instance) ?? 0
        }
        for name in names.prefix(Self.limit) {
            guard let group = metric.breakdown.group(named: name) else { continue }
            groups.append((group, [name]))
        }
        groups.sort { left, right in
            let (first, second) = (order(left.group), order(right.group))
            return first == second ? left.names[0] < right.names[0] : first < second
        }
        let rest = Array(names.dropFirst(Self.limit))
        if !rest.isEmpty {
            let values = metric.breakdown.parts.map {
                MetricGroup.Value(variable: $0.variable, name: Self.pooledName(rest.count))
            }
            groups.append((MetricGroup(values: values, pooled: rest.count), rest))
        }
        self.groups = groups
    }

    /// What each group is computed from in some locales.
    func tallies(in locales: [String?]) -> [(group: MetricGroup, tallies: [MetricTally])] {
        var values: [String: [ValuePlace: Int128]] = [:]
        let plan = tallies.plan
        let offset = plan.metrics[position].offset
        for (place, count) in tallies.values where place.series % plan.width == offset {
            if let group = place.group { values[group, default: [:]][place] = count }
        }
        var view = tallies
        view.openGroups = [:]
        return groups.map { group, names in
            show(names, values, in: &view)
            return (group, locales.map { view.tally(ofMetric: position, in: $0) })
        }
    }

    /// What one group is computed from; nothing if there is none at this place.
    func tally(ofGroup group: Int, in locale: String?) -> MetricTally {
        guard groups.indices.contains(group) else { return .unsupported("it has no such group") }
        return tallies(in: [locale])[group].tallies[0]
    }

    /// Puts the amounts of groups in the place of those of everybody.
    private func show(_ names: [String], _ values: [String: [ValuePlace: Int128]], in view: inout Tallies) {
        let metric = tallies.plan.metrics[position]
        view.values = [:]
        for cell in tallies.plan.locales.indices {
            let start = cell * tallies.plan.width + metric.offset
            for bin in 0..<metric.width { view.amounts[start + bin] = 0 }
            for name in names {
                let place = GroupPlace(series: start, name: name)
                guard let amounts = tallies.openGroups[place] else { continue }
                for bin in 0..<metric.width { view.amounts[start + bin] &+= amounts[bin] }
            }
        }
        for name in names {
            for (place, count) in values[name] ?? [:] {
                view.addValue(at: ValuePlace(series: place.series, value: place.value), count)
            }
        }
    }
}

/// A group in a cell: where the series of everybody stands among all amounts, and what the group is called.
struct GroupPlace: Hashable, Sendable {
    var series: Int
    /// As `Breakdown.openName` writes it: ASCII, so that names are equal only if their bytes are.
    var name: String
}

extension Tallies {
    /// Adds the amounts of a group.
    mutating func addOpenGroup(_ added: [Int128], at place: GroupPlace) {
        var amounts = openGroups.removeValue(forKey: place) ?? [Int128](repeating: 0, count: added.count)
        for bin in amounts.indices { amounts[bin] &+= added[bin] }
        if amounts.contains(where: { $0 != 0 }) { openGroups[place] = amounts }
    }

    /// Adds an entry of a group; false if no such group or no such bin can be.
    mutating func addOpenEntry(_ entry: TallyEntry, _ series: TallySeries, _ place: GroupPlace) -> Bool {
        let metric = plan.metrics.first { $0.breakdown.isOpen && $0.isCounted && $0.offset == series.offset }
        guard metric?.breakdown.group(named: place.name) != nil else { return false }
        if series.isOpen, entry.bin.utf8.first == UInt8(ascii: "=") {
            guard let value = Int64(entry.bin.dropFirst()), value.magnitude <= Coding.numberLimit.magnitude
            else { return false }
            addValue(
                at: ValuePlace(series: place.series, value: value, group: place.name), entry.amount)
            return true
        }
        let bin = entry.bin == OpenGroups.rows ? series.bins.count : series.bins.firstIndex(of: entry.bin)
        guard let bin else { return false }
        var amounts = [Int128](repeating: 0, count: series.bins.count + 1)
        amounts[bin] = entry.amount
        addOpenGroup(amounts, at: place)
        return true
    }
}

extension Breakdown {
    /// What the group of a response is called: `c=store,branch=athens-02`, with every byte of a value that could be
    /// taken for something else as `%C3`. Nil if it has no answer to one of the variables.
    func openName(_ instance: Int, _ answers: () -> [Answer]) -> String? {
        var name = ""
        if instances.indices.contains(instance), let instance = instances[instance] {
            name = "\(instance.roster)=\(instance.name)"
        }
        for part in parts {
            guard case .answered(let value) = answers().answer(of: part.variable) else { return nil }
            if !name.isEmpty { name += "," }
            name += part.name + "="
            if part.isText {
                guard case .text(let text) = value else { return nil }
                name += Self.escaped(text)
            } else {
                let code = Int(part.coding.code(of: value).code)
                guard part.values.indices.contains(code) else { return nil }
                name += part.values[code]
            }
        }
        return name
    }

    /// The group of a name; nil if no response can have given it, as in a damaged store.
    func group(named name: String) -> MetricGroup? {
        var fields = name.split(separator: ",", omittingEmptySubsequences: false)[...]
        var group = MetricGroup(values: [])
        if !instances.isEmpty {
            guard let first = fields.popFirst(),
                let instance = instances.first(where: {
                    $0.map { "\($0.roster)=\($0.name)" } == String(first)
                })
            else { return nil }
            group.instance = instance
        }
        guard fields.count == parts.count else { return nil }
        for (part, field) in zip(parts, fields) {
            guard field.hasPrefix(part.name + "=") else { return nil }
            let value = field.dropFirst(part.name.count + 1)
            if part.isText {
                guard let text = Self.unescaped(value) else { return nil }
                group.values.append(MetricGroup.Value(variable: part.variable, name: text))
            } else {
                guard part.values.contains(String(value)) else { return nil }
                group.values.append(MetricGroup.Value(variable: part.variable, name: String(value)))
            }
        }
        return group
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: ","), UInt8(ascii: "="), 0..<0x20, 0x7F...:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nil unless `escaped` writes it just so.
    private static func unescaped(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let first = rest.popFirst().flatMap(digits.firstIndex),
                let second = rest.popFirst().flatMap(digits.firstIndex)
            else { return nil }
            bytes.append(UInt8(first << 4 | second))
        }
        let decoded = String(decoding: bytes, as: UTF8.self)
        return escaped(decoded) == text ? decoded : nil
    }
}
