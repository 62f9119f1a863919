import SurveyCompiler
import SurveySyntax

func check(_ bytes: [UInt8]) {
    guard let tree = SurveyTree(parsing: bytes) else { return }
    var written: [UInt8] = []
    for token in tree.allTokens { written += bytes[token.range] }
    precondition(written == bytes, "the tree lost a byte")

    let compilation = compile(SourceFile(name: "fuzz.survey", bytes: bytes))
    let hasError = compilation.diagnostics.contains { $0.severity == .error }
    precondition((compilation.survey == nil) == hasError, "a survey exists exactly if there is no error")

    guard let formatted = format(tree) else {
        precondition(tree.errorCount > 0, "a file without syntax errors is formatted")
        return
    }
    guard let again = SurveyTree(parsing: formatted) else { return }
    precondition(again.errorCount == 0, "formatting broke the file")
    precondition(format(again) == formatted, "formatting is not idempotent")
    if let survey = compilation.survey {
        let after = compile(SourceFile(name: "fuzz.survey", bytes: formatted)).survey
        precondition(after == survey, "formatting changed the meaning")
    }
}
