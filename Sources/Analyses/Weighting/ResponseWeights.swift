internal import Statistics
internal import SurveyModel
internal import Tallies

/// A weight for each response, by its id.
struct ResponseWeights: Sendable {
    private let name: String
    private let isCounted: [Bool]
    private var entries: [UInt128: Entry] = [:]
    /// The responses that have a weight, and how many have none.
    private var sample = WeightedCount()
    private var unweighted = 0
    /// What a weight of the file is multiplied and divided by, so that the mean is 1.
    private var factor: (n: Int128, sum: Int128) = (1, 1)
    private var bounds: (smallest: Int64, largest: Int64)?

    private struct Entry {
        var weight: Int64
        var line: Int32
        var isSeen = false
    }

    /// The largest weight; the smallest is a billionth.
    static let limit = 1e6

    init(_ table: SmallTable, _ plan: TallyPlan) throws(FileFindings) {
        name = table.name
        isCounted = plan.isCounted
        var findings = FileFindings(table.name)
        let idColumn = table.column("response") ?? 0
        let weightColumn = table.column("weight") ?? 1
        for (line, cells) in table.rows {
            let text = cells[idColumn]
            let digits = text.filter { $0 != "-" }
            guard digits.utf8.count == 32, digits.utf8.allSatisfy(\.isHexDigit),
                let id = UInt128(digits, radix: 16)
            else {
                findings.add(line: line, "\"\(excerpt(text))\" is no id of a response")
                continue
            }
            if let other = entries[id] {
                findings.add(
                    line: line, "this response has a weight on line \(other.line) already; leave one out")
                continue
            }
            switch Self.weight(cells[weightColumn]) {
            case .success(let weight): entries[id] = Entry(weight: weight, line: Int32(line))
            case .failure(let complaint): findings.add(line: line, complaint.text)
            }
        }
        if entries.isEmpty, findings.count == 0 { findings.add(line: nil, "there is no weight in it") }
        guard findings.count == 0 else { throw findings }
    }

    private struct Complaint: Error { var text: String }

    private static func weight(_ text: String) -> Result<Int64, Complaint> {
        guard !text.isEmpty else { return .failure(Complaint(text: "the weight is missing")) }
        guard let weight = Numeral.value(text) else {
            return .failure(Complaint(text: "\"\(excerpt(text))\" is no number; write a weight as 1.25"))
        }
        guard weight >= 0 else { return .failure(Complaint(text: "the weight \(excerpt(text)) is negative")) }
        guard weight > 0 else {
            return .failure(
                Complaint(text: "the weight is zero; leave the line out if the response is not to count"))
        }
        guard weight <= limit else {
            return .failure(Complaint(text: "the weight \(excerpt(text)) is more than 1000000"))
        }
        let scaled = (weight * Double(CodedResponse.one)).rounded()
        guard scaled >= 1 else {
            return .failure(Complaint(text: "the weight \(excerpt(text)) is less than 0.000000001"))
        }
        return .success(Int64(scaled))
    }

    mutating func count(_ response: borrowing CodedResponse) {
        guard isCounted[response.row.state] else { return }
        let id = UInt128(response.id.high) << 64 | UInt128(response.id.low)
        guard let index = entries.index(forKey: id) else {
            unweighted += 1
            return
        }
        entries.values[index].isSeen = true
        sample.add(weight: entries.values[index].weight)
    }

    mutating func merge(_ other: Self) {
        sample.add(other.sample)
        unweighted += other.unweighted
        for (id, entry) in other.entries where entry.isSeen { entries[id]?.isSeen = true }
    }

    mutating func settle() throws(FileFindings) {
        guard sample.n > 0 else { throw FileFindings(name, "no response has one of the ids in it") }
        factor = (Int128(sample.n) * Int128(CodedResponse.one), sample.weight)
        let seen = entries.values.lazy.filter(\.isSeen).map(\.weight)
        bounds = (scaled(seen.min() ?? 1), scaled(seen.max() ?? 1))
    }

    /// A weight of the file as billionths with mean 1, rounded half up. A weight has at most 50 bits, a number of
    /// responses times a billion 94 if there are 2^64.
    private func scaled(_ weight: Int64) -> Int64 {
        let product = Int128(weight).multipliedReportingOverflow(by: factor.n)
        guard !product.overflow else { return Int64.max / 2 }
        return max(1, Int64(clamping: (product.partialValue + factor.sum / 2) / factor.sum))
    }

    func weight(of response: borrowing CodedResponse) -> Int64 {
        guard isCounted[response.row.state] else { return 0 }
        let id = UInt128(response.id.high) << 64 | UInt128(response.id.low)
        return entries[id].map { scaled($0.weight) } ?? 0
    }

    /// How many responses have no weight, and the ids that no response has.
    var notices: FileFindings? {
        var notices = FileFindings(name)
        if unweighted > 0 {
            notices.add(
                line: nil,
                "\(Weighting.some(unweighted, of: unweighted + sample.n)) no weight in it, so \(Weighting.nothing(unweighted))"
            )
        }
        for entry in entries.values.filter({ !$0.isSeen }).sorted(by: { $0.line < $1.line }) {
            notices.add(line: Int(entry.line), "no response has this id")
        }
        return notices.count > 0 ? notices : nil
    }

    func content(_ options: AnalysisOptions) -> Analysis.Content {
        guard let bounds else { return .unavailable(.empty) }
        guard !options.suppression.hides(base: sample.n) else { return .suppressed }
        let one = Double(CodedResponse.one)
        return .table(
            Analysis.Table(
                n: sample.n, excluded: [.init(.unweighted, unweighted)],
                summary: Weighting.summary(
                    sample, smallest: Double(bounds.smallest) / one, largest: Double(bounds.largest) / one),
                settings: [.init("weights", .name("responses"))], caveats: [.weighted]))
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}
