internal import FoundationEssentials
internal import SurveyModel

// Texts: cut by the conditions on them, as far as texts are found that make them true and false.

extension Lowering {
    /// How many conditions on one text are looked at together.
    private static let conditions = 6

    /// The cells of a text that is answered, and what each makes of the conditions on it. Those for which no text was found,
    /// and which may yet have one, say `answered`; they make the input inexact.
    func textCells(_ rule: TextRule, _ need: Needs.Need, of id: VariableID) -> (
        cells: [Cell], truths: [[Formula: Truth]], isExact: Bool
    ) {
        let atoms = need.texts
        let samples = rule.samples(for: atoms)
        if atoms.isEmpty {
            let content = samples.first.map { Cell.Content.values([.text($0)]) } ?? .answered
            return ([Cell(content, size: nil)], [[:]], true)
        }
        var found: [[Truth]: String] = [:]
        var order: [[Truth]] = []
        for sample in samples {
            let truths = atoms.map { $0.truth(in: OneAnswer(id, .answered(.text(sample)))) }
            if found[truths] == nil {
                found[truths] = sample
                order.append(truths)
            }
        }
        var cells = order.map { Cell(.values([.text(found[$0] ?? "")]), size: nil) }
        var isExact = true
        if atoms.count <= Self.conditions, !rule.isExhausted(by: atoms) {
            for bits in 0..<1 << atoms.count {
                let truths = atoms.indices.map { Truth(bits >> $0 & 1 == 1) }
                // A text that is known to be one text was tried.
                let isKnown = zip(atoms, truths).contains { $0.isTextEquality && $1 == .yes }
                if found[truths] != nil || isKnown { continue }
                order.append(truths)
                cells.append(Cell(.answered, size: nil))
                isExact = false
            }
        } else if atoms.count > Self.conditions {
            isExact = false
        }
        let truths = order.map { Dictionary(uniqueKeysWithValues: zip(atoms, $0)) }
        return (cells, truths, isExact)
    }
}

extension Formula {
    /// Whether it is true of one text only.
    fileprivate var isTextEquality: Bool {
        switch self {
        case .compare(.equal, .variable, .literal), .compare(.equal, .literal, .variable): true
        default: false
        }
    }

    /// Whether it looks at nothing but the length of a text.
    fileprivate var isOfLength: Bool {
        switch self {
        case .compare(_, .length(.variable), .literal), .compare(_, .literal, .length(.variable)),
            .within(.length(.variable), _):
            true
        default: false
        }
    }

    /// The texts that it mentions.
    fileprivate var mentionedTexts: [String] {
        var found: [String] = []
        var open = [self]
        while let next = open.popLast() {
            switch next {
            case .literal(.text(let text)): found.append(text)
            case .contains(let inner, let part):
                found.append(part)
                open.append(inner)
            case .matches(let inner, let pattern):
                if let example = pattern.example { found.append(example) }
                open.append(inner)
            case .within(let inner, let members):
                for case .value(.text(let text)) in members { found.append(text) }
                open.append(inner)
            case .not(let inner), .length(let inner): open.append(inner)
            case .compare(_, let left, let right): open += [left, right]
            case .and(let parts), .or(let parts): open += parts
            default: continue
            }
        }
        return found
    }
}

extension TextRule {
    /// Whether texts of every length were tried, and the conditions look at nothing else.
    fileprivate func isExhausted(by atoms: [Formula]) -> Bool {
        pattern == nil && length <= Self.tried && atoms.allSatisfy(\.isOfLength)
    }

    /// Texts longer than this are not tried.
    fileprivate static let tried = 4_000

    /// Texts that keep the rule: a plain one first, then what the conditions speak of, alone and together.
    fileprivate func samples(for atoms: [Formula]) -> [String] {
        var texts = ["Text", "a", "1", "12345", "Ωμέγα 7"]
        if let example = pattern?.example { texts.insert(example, at: 0) }
        let mentioned = atoms.flatMap(\.mentionedTexts)
        texts += mentioned
        if mentioned.count <= 8 {
            for first in mentioned {
                for second in mentioned where first != second { texts.append(first + " " + second) }
            }
            texts.append(mentioned.joined(separator: " "))
        }
        texts += mentioned.map { $0 + " and more" }
        if atoms.contains(where: { $0.isOfLength }) {
            for count in 1...max(1, min(length, Self.tried)) {
                texts.append(String(repeating: "x", count: count))
            }
        }
        return distinct(texts).filter { text in !text.allSatisfy(\.isWhitespace) && allows(text) }
    }
}
