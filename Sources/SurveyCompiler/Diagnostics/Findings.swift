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
        hasSyntaxErrors = tree.errorCount > 0
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
        let places = Set(syntaxPlaces)
        return diagnostics.filter { diagnostic in
            if diagnostic.code == "E0601" { return true }
            let place = diagnostic.span.lowerBound
            if Self.contains(strange, place) { return false }
            let isSyntax =
                places.contains(place) && (diagnostic.code.hasPrefix("E01") || diagnostic.code == "E0311")
            return isSyntax || !Self.contains(unreadable, place)
        }
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
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low < lines.count && lines[low].contains(place)
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

    /// The diagnostics by position, at most `Diagnostic.limit` of them, and how many that leaves out.
    func sorted(in bytes: [UInt8]) -> ([Diagnostic], omitted: Int) {
        let inOrder = withoutEchoes(found, in: bytes).enumerated().sorted { left, right in
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

    /// Unknown names, names below, options and parts that do not exist, what a question or the header lacks.
    private static let consequences: Set<String> = [
        "E0201", "E0202", "E0203", "E0204", "E0207", "E0309", "E0608", "E0619", "E0710", "E0801", "E0802",
        "E0803",
    ]
}
