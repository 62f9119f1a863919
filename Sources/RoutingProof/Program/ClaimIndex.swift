internal import SurveyModel

/// Where each claim of a program stands, by its subject.
///
/// A table of positions only, since a long survey has many claims and few of them are looked up. Linear to make, and one
/// step to look up.
struct ClaimIndex: Sendable {
    /// Positions and 1, by hash; 0 is empty.
    private var slots: [Int32]

    /// Of several claims with one subject, the first is found.
    init(_ claims: [Claim]) {
        var size = 16
        while size < claims.count * 2 { size *= 2 }
        slots = [Int32](repeating: 0, count: size)
        for (position, claim) in claims.enumerated() {
            let slot = slot(of: claim.subject, in: claims)
            if slots[slot] == 0 { slots[slot] = Int32(truncatingIfNeeded: position + 1) }
        }
    }

    /// The position of a claim among those that the table was made of; nil where there is none.
    func position(of subject: Claim.Subject, in claims: [Claim]) -> Int? {
        let found = slots[slot(of: subject, in: claims)]
        return found == 0 ? nil : Int(found) - 1
    }

    /// The slot of a subject, or the empty one where it belongs.
    private func slot(of subject: Claim.Subject, in claims: [Claim]) -> Int {
        var slot = Self.hash(subject) & (slots.count - 1)
        while slots[slot] != 0, claims[Int(slots[slot]) - 1].subject != subject {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private static func hash(_ subject: Claim.Subject) -> Int {
        switch subject {
        case .asked(let question): mixed(1, question.position)
        case .passedOver(let question): mixed(2, question.position)
        case .completed(let question): mixed(3, question.position)
        case .page(let block): mixed(4, block.position)
        case .roster(let roster): mixed(5, roster)
        case .part(let variable): mixed(6, variable.position)
        case .chosen(let question, let option): mixed(7, question.position, option)
        case .left(let question, let option): mixed(8, question.position, option)
        case .holds(let place): hash(9, place)
        case .fails(let place): hash(10, place)
        case .unknown(let place): hash(11, place)
        case .passes(let check): mixed(12, check.position)
        case .fires(let check): mixed(13, check.position)
        case .ends(let ending): mixed(14, ending.map { $0.position } ?? -1)
        case .base(let metric): mixed(15, metric)
        }
    }

    private static func hash(_ kind: Int, _ place: Place) -> Int {
        switch place {
        case .block(let block): mixed(kind, block.position)
        case .row(let question, let row): mixed(kind + 16, question.position, row)
        case .option(let question, let option): mixed(kind + 32, question.position, option)
        case .check(let check): mixed(kind + 48, check.position)
        case .metric(let metric, let strand): mixed(kind + 64, metric, strand)
        }
    }

    private static func mixed(_ kind: Int, _ first: Int, _ second: Int = 0) -> Int {
        var hash = UInt64(truncatingIfNeeded: first) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ UInt64(truncatingIfNeeded: second)) &* 0xD6E8_FEB8_6659_FD93
        hash = (hash ^ hash >> 32 ^ UInt64(truncatingIfNeeded: kind)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash >> 20)
    }
}
