internal import SurveyModel
internal import SurveySyntax

/// What comments allow: `// allow: long_grid, empty` at the end of a line, or alone on the line above; and
/// `// allow-file: long_grid` above everything else in a file.
struct Allowances {
    private var allowed: [Allowed] = []
    /// The places of `allowed` that hold for a line, by where the line begins.
    private var lines: [Int: [Int]] = [:]
    /// The places of those that hold for a file, by where the file begins.
    private var files: [Int: [Int]] = [:]
    private let trees: [SurveyTree]
    /// The lines of the files, once one is asked for.
    private var indexes: [Int: LineIndex] = [:]

    private struct Allowed {
        var name: Name
        var isUsed = false
    }

    /// Reads the comments of files. Linear.
    init(_ trees: [SurveyTree]) {
        self.trees = trees
        for tree in trees { read(tree) }
    }

    private mutating func read(_ tree: SurveyTree) {
        // Allowances that stand alone wait for the next line that holds something.
        var waiting: [Int] = []
        var hasWords = false
        for token in tree.allTokens {
            if token.kind == .comment {
                let comment = token.text
                if !hasWords, let names = Self.names(in: comment, after: "allow-file:", token) {
                    files[tree.base, default: []] += add(names)
                } else if let names = Self.names(in: comment, after: "allow:", token) {
                    let added = add(names)
                    if token.isFirstOnLine {
                        waiting += added
                    } else {
                        let start = lineStart(of: token.range.lowerBound, in: tree)
                        lines[start, default: []] += added
                    }
                }
            } else if !token.kind.isTrivia, token.kind != .endOfFile {
                hasWords = true
                guard !waiting.isEmpty else { continue }
                let start = lineStart(of: token.range.lowerBound, in: tree)
                lines[start, default: []] += waiting
                waiting = []
            }
        }
    }

    private mutating func add(_ names: [Name]) -> [Int] {
        names.map { name in
            allowed.append(Allowed(name: name))
            return allowed.count - 1
        }
    }

    /// The names after a word at the beginning of a comment; nil if the comment does not begin so.
    private static func names(in comment: String, after word: String, _ token: Token) -> [Name]? {
        let bytes = Array(comment.utf8)
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        var position = 2
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
        guard bytes[min(position, bytes.count)...].starts(with: word.utf8) else { return nil }
        position += word.utf8.count
        var names: [Name] = []
        while position < bytes.count {
            let start = position
            while position < bytes.count, !isBlank(bytes[position]), bytes[position] != 0x2C { position += 1 }
            if position > start {
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                let base = token.range.lowerBound
                names.append(Name(text, base + start..<base + position))
            }
            position += 1
        }
        return names
    }

    private mutating func lineStart(of place: Int, in tree: SurveyTree) -> Int {
        let index = indexes[tree.base] ?? LineIndex(tree.bytes)
        indexes[tree.base] = index
        return tree.base + index.range(ofLine: index.position(of: place - tree.base).line).lowerBound
    }

    /// Whether a warning is allowed where it stands; the allowance is then used.
    mutating func allow(_ diagnostic: Diagnostic) -> Bool {
        guard !allowed.isEmpty, let name = diagnostic.name else { return false }
        guard let tree = trees.last(where: { $0.base <= diagnostic.span.lowerBound }) else { return false }
        let start = lineStart(of: diagnostic.span.lowerBound, in: tree)
        let places = (lines[start] ?? []) + (files[tree.base] ?? [])
        guard let place = places.first(where: { allowed[$0].name.text == name }) else { return false }
        allowed[place].isUsed = true
        return true
    }

    /// What is wrong with the comments themselves, once everything else was asked about.
    func remarks() -> [Diagnostic] {
        allowed.compactMap { allowed in
            if !Diagnostic.names.contains(allowed.name.text) {
                let names = Diagnostic.names.sorted()
                return .unknownAllowance(
                    allowed.name, closest: DidYouMean.closest(to: allowed.name.text, among: names))
            }
            return allowed.isUsed ? nil : .idleAllowance(allowed.name)
        }
    }
}
