internal import SurveySyntax

/// Reads the files that a survey imports, each once, however many import it and by whatever path.
struct Importer {
    /// The most files of a survey.
    static let limit = 1_000

    private(set) var sources: [SourceFile]
    private(set) var trees: [SurveyTree] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// Whether an import could not be read, so that names may be missing.
    private(set) var isIncomplete = false
    private var base = 0
    /// Which file a path leads to.
    private var positions: [String: Int] = [:]

    /// An `import` of a file and the file it leads to.
    private struct Edge {
        var target: Int
        var span: Range<Int>
    }

    /// Reads everything. Nil if the survey's own file is too large.
    init?(_ source: SourceFile, load: (String) -> SourceFile?) {
        sources = []
        guard let tree = SurveyTree(parsing: source.bytes) else { return nil }
        add(source, tree, as: source.name)
        // Files are read in the order of their imports, the first import with all that it imports first. A file on the
        // way to the present one that is imported again closes a circle.
        var path: [(file: Int, imports: [Edge]?, next: Int)] = [(0, nil, 0)]
        var edges: [Edge] = []
        var done: Set<Int> = []
        while var top = path.last {
            let imports = top.imports ?? self.imports(of: top.file, load)
            top.imports = imports
            guard top.next < imports.count else {
                done.insert(top.file)
                path.removeLast()
                _ = edges.popLast()
                continue
            }
            let edge = imports[top.next]
            top.next += 1
            path[path.count - 1] = top
            if let place = path.firstIndex(where: { $0.file == edge.target }) {
                diagnostics.append(
                    .importCycle(
                        path[place...].map { sources[$0.file].name }, at: edge.span,
                        edges: edges[place...].map(\.span)))
            } else if !done.contains(edge.target) {
                path.append((edge.target, nil, 0))
                edges.append(edge)
            }
        }
    }

    private mutating func add(_ source: SourceFile, _ tree: SurveyTree, as path: String) {
        positions[path] = sources.count
        positions[source.name] = sources.count
        sources.append(source)
        trees.append(tree)
        base += source.bytes.count + 1
    }

    /// The imports of a file; files that are not known yet are read.
    private mutating func imports(of file: Int, _ load: (String) -> SourceFile?) -> [Edge] {
        var edges: [Edge] = []
        for case .import(let view) in SurveyFile(trees[file]).declarations {
            guard let text = view.path else { continue }
            let written = text.value.text
            let path = sources[file].resolving(written)
            if let known = positions[path] {
                edges.append(Edge(target: known, span: view.range))
                continue
            }
            guard sources.count < Self.limit else {
                diagnostics.append(.tooManyImports(Self.limit, at: view.range))
                isIncomplete = true
                return edges
            }
            guard let source = load(path) else {
                diagnostics.append(.cannotImport(path, at: text.range))
                isIncomplete = true
                continue
            }
            if let known = positions[source.name] {
                positions[path] = known
                edges.append(Edge(target: known, span: view.range))
                continue
            }
            guard let tree = SurveyTree(parsing: source.bytes, at: base) else {
                diagnostics.append(.importTooLarge(path, at: text.range))
                isIncomplete = true
                continue
            }
            if let other = sources.dropFirst().first(where: { $0.stem == source.stem }) {
                diagnostics.append(.librariesOfOneName(source.stem, other.name, source.name, at: text.range))
            }
            edges.append(Edge(target: sources.count, span: view.range))
            add(source, tree, as: path)
        }
        return edges
    }
}
