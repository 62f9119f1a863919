public import SurveyModel
internal import SurveySyntax

/// Diagnostics as a JSON array, in the same order; `sources` are those of the compilation. Indexes each file once.
///
/// Each is an object with the keys `file`, `code`, `name` (of a warning, for `// allow:`), `severity` (`error` or `warning`), `message`, `line`, `column`,
/// `endLine`, `endColumn`, `offset`, `length`, `explanation`, `suggestion` (left out if there is none), `labels` and
/// `fix`. Lines and columns are counted from 1, columns in Unicode scalars; `offset` and `length` in bytes; an end is
/// the place after the last character. A label has `text` and its place, an edit of a fix has `replacement` and its
/// place.
public func renderJSON(_ diagnostics: [Diagnostic], in sources: [SourceFile]) -> JSONValue {
    var places = Places(sources)
    return .array(diagnostics.map { json($0, &places) })
}

/// Diagnostics of a survey that imports nothing: see `renderJSON(_: [Diagnostic], in: [SourceFile])`.
public func renderJSON(_ diagnostics: [Diagnostic], in source: SourceFile) -> JSONValue {
    renderJSON(diagnostics, in: [source])
}

/// One diagnostic as a JSON object: see `renderJSON(_: [Diagnostic], in: [SourceFile])`.
public func renderJSON(_ diagnostic: Diagnostic, in source: SourceFile) -> JSONValue {
    var places = Places([source])
    return json(diagnostic, &places)
}

private func json(_ diagnostic: Diagnostic, _ places: inout Places) -> JSONValue {
    var members: [JSONValue.Member] = [
        .init("file", .string(places.place(of: diagnostic.span).source.name)),
        .init("code", .string(diagnostic.code)),
    ]
    if let name = diagnostic.name { members.append(.init("name", .string(name))) }
    members += [
        .init("severity", .string(diagnostic.severity.rawValue)),
        .init("message", .string(diagnostic.message)),
    ]
    members += place(diagnostic.span, &places)
    members.append(.init("explanation", .string(diagnostic.explanation)))
    if let suggestion = diagnostic.suggestion { members.append(.init("suggestion", .string(suggestion))) }
    var labels: [JSONValue] = []
    for label in diagnostic.labels {
        labels.append(
            .object(
                [.init("text", .string(label.text)), file(label.span, &places)] + place(label.span, &places)))
    }
    members.append(.init("labels", .array(labels)))
    var fix: [JSONValue] = []
    for edit in diagnostic.fix {
        fix.append(
            .object(
                [.init("replacement", .string(edit.replacement)), file(edit.span, &places)]
                    + place(edit.span, &places)))
    }
    members.append(.init("fix", .array(fix)))
    return .object(members)
}

/// Where things are, for programs: turns places into the members `file`, `line`, `column`, `endLine`, `endColumn`, `offset` and
/// `length`, as diagnostics have them. Indexes each file once.
public struct PlaceRendering {
    private var places: Places

    /// Prepares for the sources of a compilation.
    public init(_ sources: [SourceFile]) { places = Places(sources) }

    /// The members of an object that say where something is.
    public mutating func members(of span: Range<Int>) -> [JSONValue.Member] {
        [file(span, &places)] + place(span, &places)
    }

    /// The file, and the line and column in it, both counted from 1.
    public mutating func position(of span: Range<Int>) -> (file: String, line: Int, column: Int) {
        let (source, lines, span) = places.place(of: span)
        let start = lines.position(of: span.lowerBound)
        return (source.name, start.line, start.column)
    }
}

private func file(_ span: Range<Int>, _ places: inout Places) -> JSONValue.Member {
    .init("file", .string(places.place(of: span).source.name))
}

private func place(_ span: Range<Int>, _ places: inout Places) -> [JSONValue.Member] {
    let (_, lines, span) = places.place(of: span)
    let start = lines.position(of: span.lowerBound)
    let end = lines.position(of: span.upperBound)
    return [
        .init("line", .number(start.line)), .init("column", .number(start.column)),
        .init("endLine", .number(end.line)), .init("endColumn", .number(end.column)),
        .init("offset", .number(span.lowerBound)), .init("length", .number(span.count)),
    ]
}

/// Where places are: in which file, and where in it.
struct Places {
    private let sources: [SourceFile]
    private let map: SourceMap
    private var indexes: [Int: LineIndex] = [:]

    init(_ sources: [SourceFile]) {
        self.sources = sources
        map = SourceMap(sources)
    }

    /// The file of a place, its lines, and the place counted from its beginning.
    mutating func place(of span: Range<Int>) -> (source: SourceFile, lines: LineIndex, span: Range<Int>) {
        let file = map.file(of: span.lowerBound)
        let lines = indexes[file] ?? LineIndex(sources[file].bytes)
        indexes[file] = lines
        let base = map.bases[file]
        return (sources[file], lines, span.lowerBound - base..<span.upperBound - base)
    }
}
