internal import Codebook
internal import SurveyModel

/// One field of a Triple-S record: where its value comes from, and how it is written.
struct TripleSField {
    /// The name of the variable that it is, valid and unique.
    var name: String
    var content: Content
    /// The column of the roster's table whose sources say which variable it is in a pass; nil outside of rosters.
    var column: Int?
    /// The position of the variable; in a roster that of the first instance that has it. Nil for what belongs to records.
    var variable: Int?
    /// The kinds of missing that have codes where its type has any: those that are offered, and those that responses to an
    /// earlier version have.
    var kinds: [Codebook.MissingKind] = []

    /// What stands in it.
    enum Content {
        /// The number of the response, or of the response that a roster's record belongs to.
        case serial
        /// A text that belongs to the response.
        case part(Column.ResponsePart)
        case version
        /// The day and the time of a moment.
        case day(Column.ResponsePart)
        case clock(Column.ResponsePart)
        case state
        case stale
        case weight
        /// Which instance of a roster: its place around the record, the instances, and their codes here.
        case instance(Int, [Codebook.RosterInstance], TripleSCodes)
        /// One of several categories, by their codes here.
        case coded(TripleSCodes)
        /// A point of a scale, as a code or a number.
        case point(TripleSCodes)
        case logical
        /// Yes and no with kinds of missing.
        case yesno(TripleSCodes)
        /// A set as zeros and ones, as many as the highest code.
        case bits(TripleSCodes)
        /// A set as the codes that were chosen, so many at most.
        case spread(TripleSCodes, subfields: Int)
        /// The option that stands in a place of a ranking, from 1.
        case ranked(TripleSCodes, place: Int)
        case number(decimals: Int)
        case text
        case date
        case time
    }
}

/// The codes that categories and kinds of missing have in Triple-S.
struct TripleSCodes: Hashable {
    /// The code of each category, by its index.
    var codes: [Int]
    /// The codes of kinds of missing.
    var missing: [Missing: Int]
    /// The categories whose own code the format cannot have, and the code that they got.
    var changed: [(name: String, from: Int, to: Int)] = []

    static func == (left: Self, right: Self) -> Bool {
        left.codes == right.codes && left.missing == right.missing
    }

    func hash(into hasher: inout Hasher) { hasher.combine(codes) }

    /// The highest code.
    var highest: Int { max(codes.max() ?? 0, missing.values.max() ?? 0) }

    /// How many characters the longest code has.
    var width: Int { (codes + Array(missing.values)).map { String($0).utf8.count }.max() ?? 1 }

    /// The codes of categories in a field of one code: their own, and 96 to 99 (996 to 999, …) for kinds of missing, above
    /// every one of them. Codes below 0 do not exist in the standard, so such categories get the next free ones.
    init(single categories: [Codebook.Category], missing kinds: [Codebook.MissingKind]) {
        self.init(categories.map { ($0.name, $0.code) }, least: 0)
        missing = Self.missing(above: codes.max() ?? 0, kinds)
    }

    /// The codes in a set: 0 does not exist either, and kinds of missing come next after the categories, so that a set of
    /// zeros and ones stays short.
    init(set categories: [Codebook.Category], missing kinds: [Codebook.MissingKind]) {
        self.init(categories.map { ($0.name, $0.code) }, least: 1)
        var next = (codes.max() ?? 0) + 1
        for kind in kinds where kind.kind != .notAsked {
            missing[kind.kind] = next
            next += 1
        }
    }

    /// The codes of a roster's instances.
    init(instances: [Codebook.RosterInstance]) {
        self.init(instances.map { ($0.name, $0.code) }, least: 0)
    }

    private init(_ categories: [(name: String, code: Int)], least: Int) {
        missing = [:]
        codes = categories.map(\.code)
        var next = max(least, (codes.max() ?? 0) + 1)
        for (index, category) in categories.enumerated() where category.code < least {
            codes[index] = next
            changed.append((category.name, category.code, next))
            next += 1
        }
    }

    /// The same categories and kinds of missing with the codes 1, 2, 3 …
    func renumbered(_ categories: [Codebook.Category], _ kinds: [Codebook.MissingKind]) -> Self {
        var next = 0
        var all = self
        all.changed = []
        for (index, category) in categories.enumerated() {
            next += 1
            all.codes[index] = next
            if category.code != next { all.changed.append((category.name, category.code, next)) }
        }
        for kind in kinds where missing[kind.kind] != nil {
            next += 1
            all.missing[kind.kind] = next
        }
        return all
    }

    /// Four codes in a row, the last of only nines, above a number; none where it has more than 17 digits.
    static func missing(above highest: Int, _ kinds: [Codebook.MissingKind]) -> [Missing: Int] {
        guard highest < 100_000_000_000_000_000 else { return [:] }
        var nines = 99
        while nines - 3 <= highest { nines = nines * 10 + 9 }
        let codes: [Missing: Int] = [
            .skipped: nines, .dontKnow: nines - 1, .refused: nines - 2, .notApplicable: nines - 3,
        ]
        let own = Set(kinds.map(\.kind))
        return codes.filter { own.contains($0.key) }
    }
}
