internal import Codebook
internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

/// How wide fields have to be, from the responses themselves: the longest text of each variable in characters, and the
/// least and the greatest number.
struct TripleSWidths {
    /// By position of the variable.
    private(set) var texts: [Int]
    private(set) var least: [Decimal?]
    private(set) var greatest: [Decimal?]
    private(set) var parts: [Column.ResponsePart: Int] = [:]
    private(set) var version = 1
    private(set) var weight: Int64 = 0
    private let codebook: Codebook
    private let watched: [Int]

    init(_ codebook: Codebook, _ tables: [TripleSTable], _ rosters: [ColumnLayout.RosterTable]) {
        self.codebook = codebook
        let count = codebook.variables.count
        texts = [Int](repeating: 0, count: count)
        least = [Decimal?](repeating: nil, count: count)
        greatest = least
        // In a roster, every instance counts, not only the first.
        var watched: Set<Int> = []
        for field in tables[0].fields { if let variable = field.variable { watched.insert(variable) } }
        for roster in rosters {
            for pass in roster.passes {
                for case .variable(let position)? in pass.sources { watched.insert(position) }
            }
        }
        self.watched = watched.sorted().filter {
            switch codebook.variables[$0].type {
            case .number, .text: true
            default: false
            }
        }
    }

    /// Looks at a response.
    mutating func add(_ row: ResponseRow) {
        version = max(version, row.head.version)
        weight = max(weight, row.weight ?? 0)
        see(row.head.locale, .locale)
        see(row.head.station, .station)
        see(row.head.channel, .channel)
        for position in watched {
            let type = codebook.variables[position].type
            switch row.value(of: .variable(position)) {
            case .missing: break
            case .text(let bytes): texts[position] = max(texts[position], bytes.characterCount)
            case .whole(let scaled):
                guard case .number(let decimals) = type else { continue }
                see(Decimal(scaled: scaled, decimals), position)
            case .beyond(let number): see(number, position)
            }
        }
    }

    private mutating func see(_ text: String?, _ part: Column.ResponsePart) {
        parts[part] = max(parts[part] ?? 1, text?.unicodeScalars.count ?? 0)
    }

    private mutating func see(_ number: Decimal, _ position: Int) {
        if least[position].map({ number < $0 }) ?? true { least[position] = number }
        if greatest[position].map({ number > $0 }) ?? true { greatest[position] = number }
    }
}

extension Collection<UInt8> {
    /// How many Unicode scalars this UTF-8 has.
    var characterCount: Int { count { $0 & 0xC0 != 0x80 } }
}

extension Decimal {
    /// A number that was scaled by ten to the power of its decimals.
    init(scaled: Int64, _ decimals: Int) {
        self.init(
            sign: scaled < 0 ? .minus : .plus, exponent: -decimals, significand: Decimal(scaled.magnitude))
    }

    /// The number with exactly so many decimals.
    func text(decimals: Int) -> String {
        var text = canonicalText
        guard decimals > 0 else { return text }
        let point = text.firstIndex(of: ".")
        let have = point.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        if point == nil { text.append(".") }
        text += String(repeating: "0", count: max(0, decimals - have))
        return text
    }
}
