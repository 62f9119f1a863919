public import SurveyModel
public import SurveySyntax

/// A survey file as it was read.
public struct SourceFile: Hashable, Sendable {
    /// What messages call it: the path as it was given.
    public let name: String
    /// Its bytes, whatever they are.
    public let bytes: [UInt8]

    /// Makes a file of bytes.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Makes a file of text.
    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }
}

/// What compiling a file gave.
public struct Compilation: Sendable {
    /// The file.
    public let source: SourceFile
    /// Its tree; nil only for a file that is too large to be read.
    public let tree: SurveyTree?
    /// The compiled survey, without translations; nil exactly if `diagnostics` holds an error.
    public let survey: Survey?
    /// What was found, by position: at most `Diagnostic.limit`, errors before warnings where there are more.
    public let diagnostics: [Diagnostic]
    /// How many more were found than `diagnostics` holds.
    public let omittedCount: Int

    /// Whether the file has an error.
    public var hasErrors: Bool { survey == nil }
}

/// Compiles a survey file: resolves names, checks types and routing, and finds every error at once.
///
/// Total: any bytes give a result. Linear in time and memory; nothing is printed or read. The same bytes always give
/// the same result.
public func compile(_ source: SourceFile) -> Compilation {
    guard let tree = SurveyTree(parsing: source.bytes) else {
        return Compilation(
            source: source, tree: nil, survey: nil, diagnostics: [.fileTooLarge(source.bytes.count)],
            omittedCount: 0)
    }
    let checker = Checker(tree)
    checker.findings.add(syntaxErrorsOf: tree)
    checker.check()
    let (diagnostics, omittedCount) = checker.findings.sorted(in: source.bytes)
    var survey: Survey?
    if !checker.findings.hasErrors {
        checker.survey.structure = checker.survey.structureHash
        survey = checker.survey
    }
    return Compilation(
        source: source, tree: tree, survey: survey, diagnostics: diagnostics, omittedCount: omittedCount)
}
