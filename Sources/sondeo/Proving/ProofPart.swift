internal import RoutingProof
internal import SurveyModel

/// One part of a survey, whether it happens, and on which condition.
struct ProofPart {
    /// `question`, `option`, `row`, `page`, `roster`, `check` or `ending`.
    let kind: String
    /// What it is called: `channel`, `channel.store`.
    let name: String
    let fate: Fate
    let condition: GuardCondition?
    /// The share of interviews in which it happens, where it is known.
    let share: Double?

    /// Whether it happens.
    enum Fate: String {
        /// In every interview that comes to an ending.
        case always
        /// In some.
        case sometimes
        /// In none.
        case never
        /// Some meet it, and none of them comes to an ending.
        case trap
        /// It was not decided.
        case undecided
    }

    /// Every part, each kind in the order of the file.
    static func all(of proof: inout Proof, _ burden: Burden) -> [ProofPart] {
        let survey = proof.survey
        var parts: [ProofPart] = []
        for claim in proof.program.claims {
            guard let (kind, name) = described(claim.subject, in: survey) else { continue }
            parts.append(
                ProofPart(
                    kind: kind, name: name, fate: fate(of: claim.subject, in: proof),
                    condition: kind == "option" ? nil : proof.condition(of: claim.subject),
                    share: burden.share(of: claim.subject)))
        }
        // Claims stand in the order in which they were made; people read kind by kind.
        return parts.enumerated().sorted {
            (order[$0.element.kind] ?? 9, $0.offset) < (order[$1.element.kind] ?? 9, $1.offset)
        }.map(\.element)
    }

    private static let order = [
        "page": 0, "question": 1, "row": 2, "option": 3, "roster": 4, "check": 5, "ending": 6,
    ]

    private static func described(_ subject: Claim.Subject, in survey: Survey) -> (String, String)? {
        switch subject {
        case .asked(let id): return ("question", survey[id].name)
        case .page(let id):
            guard case .page(let name, let title) = survey[id].kind,
                title != nil || survey[id].steps.count > 1
            else { return nil }
            return ("page", name)
        case .roster(let position): return ("roster", survey.rosters[position].name)
        case .part(let variable): return ("row", survey[variable].name)
        case .chosen(let id, let option):
            guard let list = survey[id].list, survey[list].options.indices.contains(option) else {
                return nil
            }
            return ("option", "\(survey[id].name).\(survey[list].options[option].name)")
        case .passes(let check): return ("check", survey[check].name)
        case .ends(let ending?):
            // The end of the file, where there is one, is an ending without a text.
            return (
                "ending", survey[ending].name ?? (survey[ending].text == nil ? "end of the file" : "finish")
            )
        case .ends(nil), .passedOver, .completed, .left, .holds, .fails, .unknown, .fires, .base: return nil
        }
    }

    private static func fate(of subject: Claim.Subject, in proof: Proof) -> Fate {
        switch proof.verdict(of: subject) {
        case .impossible?: return .never
        case .undecided?: return .undecided
        case .possible?, nil: break
        }
        if case .page(let page) = subject {
            // A page is shown to everybody who is asked something on it.
            let isAlways = proof.survey.steps[proof.survey[page].steps].contains { step in
                guard case .ask(let id) = step.action else { return false }
                return proof.verdict(of: .passedOver(id)) == .impossible
            }
            return isAlways ? .always : .sometimes
        }
        guard case .asked(let id) = subject else { return .sometimes }
        if proof.verdict(of: .completed(id)) == .impossible { return .trap }
        return proof.verdict(of: .passedOver(id)) == .impossible ? .always : .sometimes
    }

    // MARK: For people

    /// The parts as a table: what, whether, and on which condition.
    static func table(_ parts: [ProofPart]) -> String {
        var text = ""
        var kind = ""
        let width = min(32, parts.map(\.name.count).max() ?? 0)
        for part in parts {
            if part.kind != kind {
                text += (kind.isEmpty ? "" : "\n") + headings[part.kind, default: part.kind] + "\n"
                kind = part.kind
            }
            let padding = String(repeating: " ", count: max(0, width - part.name.count))
            var words = part.fate.rawValue
            if let share = part.share, part.fate == .sometimes { words += " (\(percent(share)))" }
            if let condition = part.condition, !condition.terms.isEmpty { words += ": \(condition.text)" }
            text += "  \(part.name)\(padding)  \(words)\n"
        }
        return text
    }

    private static let headings = [
        "page": "Pages", "question": "Questions", "row": "Rows and parts", "option": "Options",
        "roster": "Loops",
        "check": "Checks", "ending": "Endings",
    ]

    private static func percent(_ share: Double) -> String {
        let percent = share * 100
        if percent > 0, percent < 1 { return "under 1 %" }
        return "\(Int(percent.rounded())) %"
    }

    // MARK: For programs

    var json: JSONValue {
        .object([
            "kind": .string(kind), "name": .string(name), "happens": .string(fate.rawValue),
            "condition": condition.map { .string($0.text) },
            "conditionIsComplete": condition.map { .bool(!$0.isIncomplete) },
            "share": share.map { .real($0) },
        ])
    }
}
