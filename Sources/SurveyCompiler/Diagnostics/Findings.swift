internal import SurveySyntax

/// Collects diagnostics: without duplicates, within bounds, in the order of the file.
struct Findings {
    private var found: [Diagnostic] = []
    private var seen: Set<Place> = []
    private var overflow = 0
    private var keepsError = false
    private var hasSyntaxErrors = false
    /// Where the errors of the grammar are.
    private var syntaxPlaces: [Int] = []
    private(set) var hasErrors = false

    /// What is kept until the end, where the first by position are chosen. Bounds the memory of hostile files.
    private static let capacity = 20_000

    private struct Place: Hashable {
        var code: String
        var span: Range<Int>
    }

    /// Words the errors that the parser left in the tree. Where there are any, diagnostics that may only be their
    /// consequence are left out.
    mutating func add(syntaxErrorsOf tree: SurveyTree) {
        hasSyntaxErrors = hasSyntaxErrors || tree.errorCount > 0
        var kept = 0
        for error in tree.errors {
            kept += 1
            if kept > Self.capacity {
                overflow += tree.errorCount - Self.capacity
                return
            }
            let diagnostic = Diagnostic.syntax(error, in: tree)
            syntaxPlaces.append(diagnostic.span.lowerBound)
            add(diagnostic)
        }
    }

    /// Leaves one error on a line that cannot be read: what is wrong with its meaning follows from its form; and of a
    /// line that begins with no word of the language, that says all.
    private func withoutEchoes(_ diagnostics: [Diagnostic], in bytes: [UInt8]) -> [Diagnostic] {
        guard hasSyntaxErrors else { return diagnostics }
        let unreadable = Self.lines(of: syntaxPlaces, in: bytes)
        let strange = Self.lines(
            of: diagnostics.filter { $0.code == "E0601" }.map(\.span.lowerBound), in: bytes)
        // What stands in braces that were not closed is read as part of what is around them.
        let open = diagnostics.filter { $0.code == "E0124" }.flatMap { diagnostic in
            diagnostic.labels.prefix(1).filter { $0.span.lowerBound < diagnostic.span.lowerBound }
                .map { $0.span.lowerBound..<diagnostic.span.lowerBound }
        }
        let places = Set(syntaxPlaces)
        var said: Set<Int> = []
        return diagnostics.sorted { ($0.span.lowerBound, $0.code) < ($1.span.lowerBound, $1.code) }.filter {
            diagnostic in
            if diagnostic.code == "E0601" { return true }
            let place = diagnostic.span.lowerBound
            if Self.contains(strange, place) { return false }
            let isSyntax =
                places.contains(place) && (diagnostic.code.hasPrefix("E01") || diagnostic.code == "E0311")
            guard isSyntax else { return !Self.contains(unreadable, place) }
            if diagnostic.code == "E0124" { return true }
            if Self.dependsOnBraces.contains(diagnostic.code),
                open.prefix(8).contains(where: { $0.contains(place) })
            {
                return false
            }
            if !strange.isEmpty, place < bytes.count, bytes[place] == UInt8(ascii: "}") { return false }
            guard let line = Self.index(of: place, in: unreadable) else { return true }
            // A line that begins with a string goes on with the one above.
            var start = unreadable[line].lowerBound
            while start < place, bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "\t") {
                start += 1
            }
            if start < bytes.count, bytes[start] == UInt8(ascii: "\""), line > 0,
                unreadable[line - 1].upperBound == unreadable[line].lowerBound, said.contains(line - 1)
            {
                said.insert(line)
                return false
            }
            return said.insert(line).inserted
        }
    }

    /// What the grammar says of a line that may stand in other braces than it seems to.
    private static let dependsOnBraces: Set<String> = [
        "E0101", "E0102", "E0103", "E0104", "E0108", "E0115", "E0123",
    ]

    /// Leaves out what follows from a question that could not be read, or not be declared as it stands; and what follows
    /// from a metric whose own answer could not be found.
    private func withoutConsequences(_ diagnostics: [Diagnostic], in bytes: [UInt8]) -> [Diagnostic] {
        let hasUnknownLine = diagnostics.contains { $0.code == "E0601" }
        let hasBrokenQuestion = diagnostics.contains {
            $0.code.hasPrefix("E06") || $0.code == "E0207" || $0.code == "E0223"
        }
        let misplaced = Self.lines(
            of: diagnostics.filter { $0.code == "E0602" }.map(\.span.lowerBound), in: bytes)
        let lines = Self.lines(
            of: diagnostics.filter { Self.endsMetric.contains($0.code) }.map(\.span.lowerBound), in: bytes)
        return diagnostics.filter { diagnostic in
            if hasUnknownLine, Self.isConsequence(diagnostic.code) { return false }
            if hasBrokenQuestion, Self.readsQuestions.contains(diagnostic.code) { return false }
            if diagnostic.code == "E0619", Self.contains(misplaced, diagnostic.span.lowerBound) {
                return false
            }
            return !Self.followsInMetric.contains(diagnostic.code)
                || !Self.contains(lines, diagnostic.span.lowerBound)
        }
    }

    /// Says of a name that is nothing once that it is, with the next places where it stands.
    private static func joined(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var joined: [Diagnostic] = []
        var first: [String: Int] = [:]
        for diagnostic in diagnostics.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
            let key = diagnostic.code + diagnostic.message
            if sameEverywhere.contains(diagnostic.code), let index = first[key] {
                if joined[index].labels.count < 4 {
                    joined[index].labels.append(Diagnostic.Label(diagnostic.span, "and here"))
                }
            } else {
                first[key] = joined.count
                joined.append(diagnostic)
            }
        }
        return joined
    }

    /// The lines that hold these places, which rise, each line once. Linear.
    private static func lines(of places: [Int], in bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        for place in places.sorted() {
            let floor = lines.last?.upperBound ?? 0
            guard lines.isEmpty || place >= floor else { continue }
            var start = min(place, bytes.count)
            while start > floor, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
            var end = min(place, bytes.count)
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            lines.append(start..<end + 1)
        }
        return lines
    }

    private static func contains(_ lines: [Range<Int>], _ place: Int) -> Bool {
        index(of: place, in: lines) != nil
    }

    private static func index(of place: Int, in lines: [Range<Int>]) -> Int? {
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low < lines.count && lines[low].contains(place) ? low : nil
    }

    /// Adds a diagnostic, unless the same was already said there.
    mutating func add(_ diagnostic: Diagnostic) {
        if hasSyntaxErrors, Self.isConsequence(diagnostic.code) { return }
        if diagnostic.severity == .error { hasErrors = true }
        guard found.count < Self.capacity else {
            overflow += 1
            // An error must not be lost behind warnings.
            if diagnostic.severity == .error, !keepsError, let last = found.indices.last {
                found[last] = diagnostic
                keepsError = true
            }
            return
        }
        guard seen.insert(Place(code: diagnostic.code, span: diagnostic.span)).inserted else { return }
        if diagnostic.severity == .error { keepsError = true }
        found.append(diagnostic)
    }

    /// Drops the warnings that comments allow. Where nothing is wrong otherwise, also says which comments allow nothing:
    /// in a file with errors, what would be warned of is not all known.
    mutating func apply(_ allowances: Allowances) {
        var allowances = allowances
        found.removeAll { $0.severity == .warning && allowances.allow($0) }
        if hasErrors || overflow > 0 { return }
        for remark in allowances.remarks() { add(remark) }
    }

    /// The diagnostics by position, at most `Diagnostic.limit` of them, and how many that leaves out.
    func sorted(in bytes: [UInt8]) -> ([Diagnostic], omitted: Int) {
        let own = Self.joined(withoutConsequences(withoutEchoes(found, in: bytes), in: bytes))
        let inOrder = own.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            return (first.span.lowerBound, first.code, left.offset) < (
                second.span.lowerBound, second.code, right.offset
            )
        }.map(\.element)
        guard inOrder.count > Diagnostic.limit else { return (inOrder, overflow) }
        var room = Diagnostic.limit
        var chosen = [Bool](repeating: false, count: inOrder.count)
        for severity in [Diagnostic.Severity.error, .warning] {
            for index in inOrder.indices where room > 0 && inOrder[index].severity == severity {
                chosen[index] = true
                room -= 1
            }
        }
        let kept = inOrder.indices.filter { chosen[$0] }.map { inOrder[$0] }
        return (kept, overflow + inOrder.count - kept.count)
    }

    /// Whether what a diagnostic complains of may be missing only because the parser could not read it.
    private static func isConsequence(_ code: String) -> Bool {
        code.hasPrefix("W") || consequences.contains(code)
    }

    /// Unknown names, names below, options and parts that do not exist, what a question, an option or the header lacks,
    /// what stands in braces that were not closed, and what metrics and tests say of questions.
    private static let consequences: Set<String> = [
        "E0201", "E0202", "E0203", "E0204", "E0207", "E0210", "E0213", "E0214", "E0215", "E0216", "E0220",
        "E0221",
        "E0223", "E0225", "E0226", "E0302", "E0309", "E0315", "E0401", "E0402", "E0404", "E0405", "E0406",
        "E0407", "E0408", "E0430", "E0432", "E0434", "E0436", "E0602", "E0608", "E0619", "E0623", "E0625",
        "E0627", "E0642", "E0644", "E0650", "E0701", "E0703", "E0704", "E0706", "E0710", "E0711", "E0712",
        "E0713", "E0715", "E0717", "E0718", "E0719", "E0722", "E0723", "E0726", "E0728", "E0801", "E0802",
        "E0803",
        "E0814",
    ]

    /// What reads a question, and may only be wrong because the question is.
    private static let readsQuestions: Set<String> = [
        "E0204", "E0213", "E0214", "E0216", "E0302", "E0309", "E0703", "E0704", "E0706", "E0711", "E0713",
        "E0717", "E0718", "E0719", "E0728",
    ]

    /// What leaves a metric without the answer that it is about.
    private static let endsMetric: Set<String> = [
        "E0201", "E0203", "E0204", "E0315", "E0701", "E0702", "E0703", "E0704",
    ]

    /// What depends on the answer that a metric is about.
    private static let followsInMetric: Set<String> = ["E0215", "E0718", "E0719"]

    /// What is as wrong in each place as in the first.
    private static let sameEverywhere: Set<String> = ["E0201", "E0204", "E0207", "E0710", "E0713"]
}
