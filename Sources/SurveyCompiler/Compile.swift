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
    public var source: SourceFile { sources[0] }
    /// The file, and then the files that it imports. Places of diagnostics are counted through all of them, with one
    /// byte between two files.
    public let sources: [SourceFile]
    /// Its tree; nil only for a file that is too large to be read.
    public let tree: SurveyTree?
    /// The compiled survey, without translations; nil exactly if `diagnostics` holds an error.
    public let survey: Survey?
    /// Where the parts of `survey` stand; nothing if it is nil.
    public let places: SurveyPlaces
    /// The tests of the file, which refer to the survey; empty if `survey` is nil.
    public let scenarios: [Scenario]
    /// Whether the file is a library: only lists, scales and fragments for surveys that import it. Its survey then has
    /// its texts and each of its fragments once, to be checked and translated; it is not to be taken.
    public let isLibrary: Bool
    /// What was found, by position: at most `Diagnostic.limit`, errors before warnings where there are more.
    public let diagnostics: [Diagnostic]
    /// How many more were found than `diagnostics` holds.
    public let omittedCount: Int

    /// Whether the file has an error.
    public var hasErrors: Bool { survey == nil }
}

/// Compiles a survey file: resolves names, checks types and routing, and finds every error at once.
///
/// Total: any bytes give a result. Linear in time and memory; nothing is printed or read. What the file imports is read
/// by the caller: `load` gets each path once, as it is from where the survey's own name says, and gives the file, or nil
/// if there is none. The same bytes always give the same result.
public func compile(_ source: SourceFile, import load: (String) -> SourceFile? = { _ in nil }) -> Compilation
{
    guard let importer = Importer(source, load: load) else {
        return Compilation(
            sources: [source], tree: nil, survey: nil, places: SurveyPlaces(), scenarios: [],
            isLibrary: false,
            diagnostics: [.fileTooLarge(source.bytes.count)], omittedCount: 0)
    }
    let sources = SourceMap(importer.sources)
    let checker = Checker(sources, importer.trees)
    for tree in importer.trees { checker.findings.add(syntaxErrorsOf: tree) }
    for diagnostic in importer.diagnostics { checker.findings.add(diagnostic) }
    checker.mayHaveForeignNames = importer.isIncomplete
    checker.check()
    checker.findings.apply(Allowances(importer.trees))
    let (diagnostics, omittedCount) = checker.findings.sorted(in: sources.bytes)
    var survey: Survey?
    if !checker.findings.hasErrors {
        checker.survey.structure = checker.survey.structureHash
        survey = checker.survey
    }
    return Compilation(
        sources: importer.sources, tree: importer.trees[0], survey: survey,
        places: survey == nil ? SurveyPlaces() : checker.places,
        scenarios: survey == nil ? [] : checker.scenarios, isLibrary: checker.isLibrary,
        diagnostics: diagnostics, omittedCount: omittedCount)
}
