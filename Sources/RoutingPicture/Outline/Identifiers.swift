internal import RoutingProof
internal import SurveyModel

extension Outline {
    /// Gives each part, arm and question a name in the document: what the author called it where it has a name, so that
    /// links and differences survive a change elsewhere; no two are the same.
    mutating func identify(in survey: Survey) {
        var used: [String: Int] = [:]
        func unique(_ name: String) -> String {
            let plain = String(
                name.unicodeScalars.map { scalar in
                    switch scalar {
                    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": Character(scalar)
                    default: "_"
                    }
                })
            var count = used[plain, default: 0] + 1
            // A name of the author's may look like one that was made here.
            while count > 1, used["\(plain)-\(count)"] != nil { count += 1 }
            used[plain] = count
            guard count > 1 else { return plain }
            used["\(plain)-\(count)"] = 1
            return "\(plain)-\(count)"
        }
        for index in parts.indices {
            switch parts[index].kind {
            case .start: parts[index].id = unique("start")
            case .page(let name, _): parts[index].id = unique("page-\(name)")
            case .check(_, let name, _, _): parts[index].id = unique("check-\(name)")
            case .ending(let title, _, _): parts[index].id = unique(title.replacing(" ", with: "-"))
            case .frame(_, _, isRoster: true):
                if case .roster(let roster)? = parts[index].subjects.first?.mark {
                    parts[index].id = unique("roster-\(survey.rosters[roster].name)")
                }
            case .frame(_, _, isRoster: false): parts[index].id = unique("random")
            case .branch(let split?, _): parts[index].id = unique("split-\(split)")
            case .card:
                for entry in parts[index].entries.indices {
                    let line = parts[index].entries[entry]
                    var name = line.name.replacing("let ", with: "let-")
                    if case .question(let id)? = line.subjects.first?.mark {
                        name = "question-\(survey[id].name)"
                    }
                    parts[index].entries[entry].id = unique(name)
                }
            case .slot(let label): parts[index].id = unique("part-\(Self.words(of: label))")
            case .sequence, .branch(nil, _): break
            }
            for arm in parts[index].arms.indices {
                guard let condition = parts[index].arms[arm].condition else { continue }
                let kind = if case .branch(split: _?, _) = parts[index].kind { parts[index].id } else { "if" }
                parts[index].arms[arm].id = unique("\(kind)-\(Self.words(of: condition))")
            }
        }
    }

    /// The names in a text, one after the other, as far as they make a short word.
    private static func words(of text: String) -> String {
        var word = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "_": word.unicodeScalars.append(scalar)
            default: if !word.isEmpty, !word.hasSuffix("-") { word += "-" }
            }
            if word.utf8.count >= 48 { break }
        }
        while word.hasSuffix("-") { word.removeLast() }
        return word
    }
}
