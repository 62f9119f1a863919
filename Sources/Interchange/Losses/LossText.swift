extension LossReport {
    /// How many lines the report has at most; what is beyond is counted.
    static let lineLimit = 12
    /// How many of many subjects are named.
    private static let exampleLimit = 3

    /// The report for people, without a line break at its end; empty if nothing was lost.
    ///
    /// What is said of several things alike stands on one line with the first three of them. Personal variables that
    /// were left out come first, since somebody may have wanted them, and new names last.
    public var text: String {
        guard !losses.isEmpty else { return "" }
        var groups: [Group] = []
        var places: [Group.Key: Int] = [:]
        for loss in losses {
            let key = Group.Key(kind: loss.kind, message: loss.message)
            if let place = places[key] {
                groups[place].losses.append(loss)
            } else {
                places[key] = groups.count
                groups.append(Group(losses: [loss]))
            }
        }
        let ordered = Self.ranks.flatMap { rank in groups.filter { $0.rank == rank } }
        // One line more is no shorter said than shown.
        let shown = ordered.count <= Self.lineLimit + 1 ? ordered.count : Self.lineLimit
        var lines = ["Not all of \(survey) fits in \(format):"]
        lines += ordered[..<shown].map { "- " + $0.line }
        if shown < ordered.count {
            let rest = ordered[shown...].reduce(0) { $0 + $1.losses.count }
            lines.append("… and \(rest) more; --losses FILE has all of them")
        }
        return lines.joined(separator: "\n")
    }

    private static let ranks = 0...2

    /// Losses of which the same is said.
    private struct Group {
        struct Key: Hashable {
            var kind: Loss.Kind
            var message: String
        }

        var losses: [Loss]

        private var first: Loss { losses[0] }

        var rank: Int {
            switch first.kind {
            case .personal: 0
            case .renamed: 2
            default: 1
            }
        }

        var line: String {
            let counts = losses.compactMap(\.count)
            let count = counts.isEmpty ? "" : " " + words(counts.reduce(0, +))
            guard let subject = first.subject else { return first.message + count }
            guard losses.count > 1 else {
                let became = first.became.map { ", as \($0)" } ?? ""
                return "\(subject) \(first.message)\(became)\(count)"
            }
            var named = losses.prefix(LossReport.exampleLimit).map { loss in
                (loss.subject ?? "") + (loss.became.map { " (\($0))" } ?? "")
            }
            if losses.count > named.count { named.append("\(losses.count - named.count) more") }
            let last = named.removeLast()
            return "\(named.joined(separator: ", ")) and \(last): each \(first.message)\(count)"
        }

        private func words(_ count: Int) -> String {
            switch first.kind {
            case .notComparable: count == 1 ? "(1 response)" : "(\(count) responses)"
            case .renamed: count == 1 ? "(1 name)" : "(\(count) names)"
            default: count == 1 ? "(once)" : "(\(count) times)"
            }
        }
    }
}
