public import SurveyModel
internal import SurveySyntax

/// Diagnostics of one file as a JSON array, in the same order. Indexes the file once.
///
/// Each is an object with the keys `file`, `code`, `severity` (`error` or `warning`), `message`, `line`, `column`,
/// `endLine`, `endColumn`, `offset`, `length`, `explanation`, `suggestion` (left out if there is none), `labels` and
/// `fix`. Lines and columns are counted from 1, columns in Unicode scalars; `offset` and `length` in bytes; an end is
/// the place after the last character. A label has `text` and its place, an edit of a fix has `replacement` and its
/// place.
public func renderJSON(_ diagnostics: [Diagnostic], in source: SourceFile) -> JSONValue {
    let lines = LineIndex(source.bytes)
    return .array(diagnostics.map { json($0, source, lines) })
}

/// One diagnostic as a JSON object: see `renderJSON(_: [Diagnostic], in:)`.
public func renderJSON(_ diagnostic: Diagnostic, in source: SourceFile) -> JSONValue {
    json(diagnostic, source, LineIndex(source.bytes))
}

private func json(_ diagnostic: Diagnostic, _ source: SourceFile, _ lines: LineIndex) -> JSONValue {
    var members: [JSONValue.Member] = [
        .init("file", .string(source.name)), .init("code", .string(diagnostic.code)),
        .init("severity", .string(diagnostic.severity.rawValue)),
        .init("message", .string(diagnostic.message)),
    ]
    members += place(diagnostic.span, lines)
    members.append(.init("explanation", .string(diagnostic.explanation)))
    if let suggestion = diagnostic.suggestion { members.append(.init("suggestion", .string(suggestion))) }
    members.append(
        .init(
            "labels",
            .array(
                diagnostic.labels.map { .object([.init("text", .string($0.text))] + place($0.span, lines)) }))
    )
    members.append(
        .init(
            "fix",
            .array(
                diagnostic.fix.map {
                    .object([.init("replacement", .string($0.replacement))] + place($0.span, lines))
                })))
    return .object(members)
}

private func place(_ span: Range<Int>, _ lines: LineIndex) -> [JSONValue.Member] {
    let start = lines.position(of: span.lowerBound)
    let end = lines.position(of: span.upperBound)
    return [
        .init("line", .number(start.line)), .init("column", .number(start.column)),
        .init("endLine", .number(end.line)), .init("endColumn", .number(end.column)),
        .init("offset", .number(span.lowerBound)), .init("length", .number(span.count)),
    ]
}
