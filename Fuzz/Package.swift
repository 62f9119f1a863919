// swift-tools-version: 6.2

import PackageDescription

// Coverage-guided fuzzing with libFuzzer; `Fuzz/run` builds and runs it. A package of its own, because everything in
// it is compiled with the fuzzer's instrumentation.
//
// Each target has two files on purpose: with one alone the compiler takes it for a script and adds a `main`, which
// libFuzzer brings itself.
func fuzzer(_ name: String, _ products: [String]) -> Target {
    .executableTarget(name: name, dependencies: products.map { .product(name: $0, package: "sondeo") })
}

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "sondeo", path: "..")],
    targets: [
        fuzzer("FuzzSurvey", ["SurveySyntax", "SurveyCompiler"]),
        fuzzer("FuzzCatalogue", ["SurveyCompiler", "SurveyModel", "Translations"]),
        fuzzer("FuzzResponses", ["SurveyCompiler", "SurveyModel", "Tallies", "Collector"]),
        fuzzer("FuzzDocuments", ["SurveyCompiler", "SurveyModel", "Interchange"]),
        fuzzer("FuzzTripleS", ["SurveySyntax", "SurveyCompiler", "SurveyModel", "Interchange"]),
        fuzzer("FuzzCompiledSurveys", ["SurveyCompiler", "SurveyModel", "SurveyWriting", "Interchange"]),
        fuzzer("FuzzTerminal", ["Terminal"]),
    ]
)
