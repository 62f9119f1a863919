public import Codebook

/// One column of a table of responses.
///
/// A set has a column for each option and a ranking one for each option's place; everything else has one for each variable.
/// What belongs to the response stands in columns of its own.
public struct Column: Hashable, Sendable {
    /// Where its values come from.
    public enum Source: Hashable, Sendable {
        /// What belongs to the response.
        case response(ResponsePart)
        /// A variable that is neither a set nor a ranking, by its position.
        case variable(Int)
        /// Whether an option of a set is chosen: the variable's position and the option's index.
        case option(Int, Int)
        /// The place of an option in a ranking.
        case place(Int, Int)

        /// The position of its variable; nil for what belongs to the response.
        var position: Int? {
            switch self {
            case .response: nil
            case .variable(let position), .option(let position, _), .place(let position, _): position
            }
        }
    }

    /// What belongs to a response and is no answer, in the order of its keys in JSON.
    public enum ResponsePart: String, Hashable, Sendable, CaseIterable {
        case id, survey, version, structure, locale, station, channel, seed, started, ended, state, stale
        /// Only where responses are weighed.
        case weight
    }

    /// What values are, as a table sees them.
    public enum Kind: Hashable, Sendable {
        /// A text.
        case text
        /// A whole number that categories have labels for: options by their index, points by themselves.
        case coded
        /// A point of a scale.
        case point
        /// 1 or 0; the options of a set.
        case flag
        /// Yes or no.
        case yesno
        /// The place in a ranking, from 1; 0 for an option that has none.
        case place
        /// A number with so many decimals, scaled by ten to their power.
        case number(decimals: Int)
        /// Days since 1970-01-01.
        case date
        /// Minutes since midnight.
        case time
        /// Milliseconds since 1970-01-01T00:00:00Z.
        case moment
        /// A weight, in billionths.
        case weight
    }

    /// Its name in formats that allow any: `quality.reliable`, `failings:empathy`, `response:id`.
    public var name: String
    /// Where its values come from.
    public var source: Source
    /// What they are.
    public var kind: Kind

    /// The position of its variable; nil for what belongs to the response.
    public var variable: Int? { source.position }
}

/// The columns of a table of responses, and of the tables of its rosters.
public struct ColumnLayout: Sendable {
    /// The codebook that labels come from.
    public let codebook: Codebook
    /// The columns of the table of responses.
    public let columns: [Column]
    /// The tables of rosters; empty where rosters are wide columns.
    public let rosters: [RosterTable]
    /// The positions of the personal variables that are left out.
    public let personal: [Int]

    /// How the questions of rosters are laid out.
    public enum Rosters: String, Hashable, Sendable, CaseIterable {
        /// As columns for each instance, `satisfied.store`.
        case wide
        /// As a table of their own, with a row for each instance of each response.
        case long
    }

    /// A table with a row for each instance of a roster that a response was asked about.
    public struct RosterTable: Hashable, Sendable {
        /// The names of the rosters, outermost first, with points between: `w`; `w_2` for another roster of that name, as
        /// two arms of an `if` may have one each.
        public var name: String
        /// The columns, beside the response's id: one for the instance of each roster around, then those of the
        /// variables' stems.
        public var columns: [RosterColumn]
        /// The instances, in the order of the survey.
        public var passes: [Pass]
    }

    /// A column of a roster's table.
    public enum RosterColumn: Hashable, Sendable {
        /// The instance of a roster: the roster's name, and all its instances.
        case instance(name: String, [Codebook.RosterInstance])
        /// A variable without its instance. `Column.source` is that of the first instance that has it;
        /// `Codebook.entry(ofStem:)` has what is true of all.
        case stem(Column)
    }

    /// One instance, or one of each roster where they stand in each other.
    public struct Pass: Hashable, Sendable {
        /// The codes of the instances, outermost first.
        public var codes: [Int]
        /// The names of the instances, as `Codebook.RosterInstance.name` has them.
        public var names: [String]
        /// For each column with a stem where its values come from; nil where the instance does not have it.
        public var sources: [Column.Source?]
    }

    /// Lays out the columns of a survey.
    ///
    /// Computed variables have none: they can be computed again. Linear in variables, options and instances.
    public init(
        _ codebook: Codebook, includesPersonal: Bool = false, rosters: Rosters = .wide,
        hasWeights: Bool = false
    ) {
        self.codebook = codebook
        let parts = Column.ResponsePart.allCases.filter { $0 != .weight || hasWeights }
        var columns = parts.map { part in
            Column(name: "response:\(part.rawValue)", source: .response(part), kind: Self.kind(of: part))
        }
        var personal: [Int] = []
        var tables = RosterTables(codebook)
        for entry in codebook.variables where entry.isStored {
            guard includesPersonal || !entry.isPersonal else {
                personal.append(entry.position)
                continue
            }
            if rosters == .long, !entry.instances.isEmpty {
                tables.add(entry)
            } else {
                columns += Self.columns(of: entry, named: entry.name)
            }
        }
        self.columns = columns
        self.personal = personal
        self.rosters = tables.tables
    }

    /// The columns of a variable, under a name.
    static func columns(of entry: Codebook.Entry, named name: String) -> [Column] {
        switch entry.type {
        case .set:
            entry.categories.indices.map {
                Column(
                    name: "\(name):\(entry.categories[$0].name)", source: .option(entry.position, $0),
                    kind: .flag)
            }
        case .ranking:
            entry.categories.indices.map {
                Column(
                    name: "\(name):\(entry.categories[$0].name)", source: .place(entry.position, $0),
                    kind: .place)
            }
        default: [Column(name: name, source: .variable(entry.position), kind: kind(of: entry.type))]
        }
    }

    private static func kind(of part: Column.ResponsePart) -> Column.Kind {
        switch part {
        case .id, .survey, .structure, .locale, .station, .channel, .seed, .state: .text
        case .version: .number(decimals: 0)
        case .started, .ended: .moment
        case .stale: .yesno
        case .weight: .weight
        }
    }

    /// What values of a variable are that has a column for each option or place, if it is a set or a ranking.
    static func kind(of type: Codebook.ValueType) -> Column.Kind {
        switch type {
        case .option: .coded
        case .set: .flag
        case .ranking: .place
        case .point: .point
        case .yesno: .yesno
        case .number(let decimals): .number(decimals: decimals)
        case .text: .text
        case .date: .date
        case .time: .time
        }
    }
}

/// Gathers the variables of rosters into tables.
private struct RosterTables {
    let codebook: Codebook
    var tables: [ColumnLayout.RosterTable] = []
    private var names: Set<String> = []
    /// The tables of rosters of these names, and the one of each chain of rosters.
    private var tablesNamed: [String: [Int]] = [:]
    private var tableOf: [[Int]: Int] = [:]
    /// The names of the instances in each table, by level and code.
    private var instanceNames: [[[Int: String]]] = []
    private var columnNamed: [[String: Int]] = []
    private var passOf: [[[Codebook.Instance]: Int]] = []

    init(_ codebook: Codebook) { self.codebook = codebook }

    mutating func add(_ entry: Codebook.Entry) {
        let table = self.table(of: entry.instances.map(\.roster))
        let columns = ColumnLayout.columns(of: entry, named: entry.stem)
        let pass = self.pass(entry.instances, in: table)
        for column in columns {
            let place: Int
            if let known = columnNamed[table][column.name] {
                place = known
            } else {
                place = columnNamed[table].count
                columnNamed[table][column.name] = place
                tables[table].columns.append(.stem(column))
                for other in tables[table].passes.indices { tables[table].passes[other].sources.append(nil) }
            }
            tables[table].passes[pass].sources[place] = column.source
        }
    }

    private mutating func table(of rosters: [Int]) -> Int {
        if let known = tableOf[rosters] { return known }
        let levels = rosters.map { codebook.rosters[$0] }
        let name = levels.map(\.name).joined(separator: ".")
        let table = tablesNamed[name, default: []].first { fits(levels, $0) } ?? makeTable(name, levels)
        tableOf[rosters] = table
        for (depth, level) in levels.enumerated() { add(level, at: depth, of: table) }
        return table
    }

    /// Whether no code means another instance in a table. An inner roster is one for each round of the outer one, and two
    /// arms of an `if` may have different ones of the same name.
    private func fits(_ levels: [Codebook.RosterLevel], _ table: Int) -> Bool {
        zip(levels, instanceNames[table]).allSatisfy { level, names in
            level.instances.allSatisfy { names[$0.code, default: $0.name] == $0.name }
        }
    }

    private mutating func makeTable(_ name: String, _ levels: [Codebook.RosterLevel]) -> Int {
        var free = name
        var number = 2
        while !names.insert(free).inserted {
            free = "\(name)_\(number)"
            number += 1
        }
        tablesNamed[name, default: []].append(tables.count)
        columnNamed.append([:])
        passOf.append([:])
        instanceNames.append(levels.map { _ in [:] })
        tables.append(
            ColumnLayout.RosterTable(
                name: free, columns: levels.map { .instance(name: $0.name, []) }, passes: []))
        return tables.count - 1
    }

    /// Adds the instances of a roster that a table does not have yet.
    private mutating func add(_ level: Codebook.RosterLevel, at depth: Int, of table: Int) {
        guard case .instance(let name, var instances) = tables[table].columns[depth] else { return }
        for instance in level.instances
        where instanceNames[table][depth].updateValue(instance.name, forKey: instance.code) == nil {
            instances.append(instance)
        }
        tables[table].columns[depth] = .instance(name: name, instances)
    }

    private mutating func pass(_ instances: [Codebook.Instance], in table: Int) -> Int {
        if let known = passOf[table][instances] { return known }
        passOf[table][instances] = tables[table].passes.count
        tables[table].passes.append(
            ColumnLayout.Pass(
                codes: instances.map { codebook.rosters[$0.roster].instances[$0.instance].code },
                names: instances.map { codebook.rosters[$0.roster].instances[$0.instance].name },
                sources: [Column.Source?](repeating: nil, count: columnNamed[table].count)))
        return tables[table].passes.count - 1
    }
}
