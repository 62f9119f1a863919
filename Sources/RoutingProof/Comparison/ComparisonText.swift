extension Comparison {
    /// The comparison for people: a heading, then the changes class by class, those that do the most first.
    ///
    /// Lines are not wrapped. Long lists of names are cut, with how many are left out.
    public var text: String {
        var lines = [heading]
        if changes.isEmpty {
            lines.append("No change: the two are the same survey.")
            return lines.joined(separator: "\n") + "\n"
        }
        for effect in ChangeClass.allCases.reversed() {
            let found = changes.filter { $0.effect == effect }
            guard !found.isEmpty else { continue }
            lines += ["", "\(effect.title) (\(found.count))"]
            for change in found { lines += change.lines }
        }
        lines += ["", summary]
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: String {
        let later = old.name == new.name ? "version \(new.version)" : "\(new.name), version \(new.version)"
        return "\(old.name), version \(old.version), and \(later)"
    }

    private var summary: String {
        let counts = ChangeClass.allCases.reversed().compactMap { effect -> String? in
            let count = changes.count { $0.effect == effect }
            return count == 0 ? nil : "\(count) \(effect.word)"
        }
        let advice =
            switch effect ?? .cosmetic {
            case .cosmetic: "Responses can be counted together."
            case .compatible: "Responses can be counted together."
            case .comparability:
                "Responses are counted together where nothing named under \u{201C}touches\u{201D} is read."
            case .data: "Earlier responses can only be read with the earlier version."
            }
        let raise =
            (effect ?? .cosmetic) > .compatible && old.version >= new.version && old.name == new.name
            ? " Raise the version: responses to the two could not be told apart." : ""
        return counts.joined(separator: ", ") + ". " + advice + raise
    }
}

extension ChangeClass {
    fileprivate var word: String {
        switch self {
        case .cosmetic: "cosmetic"
        case .compatible: "compatible"
        case .comparability: "breaking comparability"
        case .data: "breaking stored data"
        }
    }
}

extension Change {
    fileprivate var lines: [String] {
        let languages = locales.map { " (\($0.joined(separator: ", ")))" } ?? ""
        var lines = [
            "  \(subject.kind.rawValue) \(subject.name): \(rule.title)\(languages) [\(rule.rawValue)]"
        ]
        switch (before, after) {
        case (let before?, let after?): lines.append("      \(Self.line(before)) -> \(Self.line(after))")
        case (let before?, nil): lines.append("      was: \(Self.line(before))")
        case (nil, let after?): lines.append("      now: \(Self.line(after))")
        case (nil, nil): break
        }
        lines.append("      \(rule.reason)")
        if let gained = population?.gained {
            lines.append("      \(verb) now, not before: \(Self.answers(gained))")
        }
        if let lost = population?.lost {
            lines.append("      \(verb) before, not now: \(Self.answers(lost))")
        }
        if let followers = population?.followers, !followers.isEmpty {
            lines.append("      which also decides who is asked: \(Self.names(followers))")
        }
        if !variables.isEmpty, effect > .compatible || variables != [subject.name] {
            lines.append("      touches \(Self.names(variables))")
        }
        if !metrics.isEmpty, metrics != [subject.name] {
            lines.append("      and the \(metrics.count == 1 ? "metric" : "metrics") \(Self.names(metrics))")
        }
        return lines
    }

    /// What happens in the interviews that are gained and lost.
    private var verb: String { rule == .hardCheck || rule == .softCheck ? "says no" : "asked" }

    private static func answers(_ answers: [String]) -> String {
        answers.isEmpty ? "everybody" : answers.joined(separator: ", ")
    }

    private static func names(_ names: [String]) -> String {
        names.count <= 12
            ? names.joined(separator: ", ")
            : names.prefix(10).joined(separator: ", ") + " and \(names.count - 10) more"
    }

    /// A text on one line, cut where it is longer than anybody reads.
    private static func line(_ text: String) -> String {
        let flat = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return flat.count <= 160 ? "\u{201C}\(flat)\u{201D}" : "\u{201C}\(flat.prefix(159))…\u{201D}"
    }
}
