// swift-tools-version: 6.2

import PackageDescription

/// What every target is compiled with. Warnings are errors only where `SONDEO_STRICT` is set, as `.ci/run` does, so
/// that a newer compiler does not break somebody's build.
let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["SONDEO_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A library target of the product, in `Sources/NAME`.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a target, in `Tests/NAMETests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude(name),
        swiftSettings: settings)
}

/// The folders of a test target that hold tables and snapshots, which the tests find beside their source.
func exclude(_ name: String) -> [String] {
    switch name {
    case "Statistics", "Terminal": ["Tables"]
    case "SurveyCompiler": ["Diagnostics", "Examples"]
    case "RoutingProof": ["Findings"]
    case "Kiosk": ["Transcripts", "FullScreen/Snapshots", "Unattended/Snapshots"]
    case "Reports", "Authoring", "RoutingPicture", "Codebook": ["Snapshots"]
    default: []
    }
}

let package = Package(
    name: "sondeo",
    products: [
        .executable(name: "sondeo", targets: ["sondeo"]),
        .executable(name: "parsing-benchmark", targets: ["parsing-benchmark"]),
    ]
        // Fuzz/ links these.
        + [
            "SurveySyntax", "SurveyModel", "SurveyCompiler", "Translations", "Tallies", "Collector",
            "Terminal", "Interchange", "SurveyWriting",
        ].map {
            .library(name: $0, targets: [$0])
        },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        library("SurveySyntax"),
        library("SurveyModel"),
        .systemLibrary(name: "CLibMD", providers: [.apt(["libmd-dev"])]),
        library(
            "SurveyCompiler",
            ["SurveySyntax", "SurveyModel", "CLibMD"]),
        library("Translations", ["SurveyModel"]),
        library("SurveyWriting", ["SurveySyntax", "SurveyModel"]),
        library("Interview", ["SurveyModel"]),
        library("Simulation", ["SurveyModel", "Interview"]),
        library(
            "RoutingProof", ["SurveyModel", "Interview", .product(name: "BigInt", package: "BigInt")]),
        library("RoutingPicture", ["SurveyModel", "RoutingProof", "Terminal"]),
        library("Statistics"),
        library("Tallies", ["SurveyModel"]),
        library(
            "ResponseStore",
            [
                "SurveyModel", "Tallies", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        library("Analyses", ["SurveyModel", "Statistics", "Tallies"]),
        library(
            "Collector",
            ["Analyses", "SurveyModel", "Statistics", "Tallies", "ResponseStore", "RoutingProof"]),
        library(
            "Scenarios",
            ["Analyses", "SurveyModel", "Interview", "RoutingProof", "Statistics", "Tallies", "Collector"]),
        library("AnalysisWords", ["Analyses", "Statistics", "Translations"]),
        library("Codebook", ["SurveyModel", "Translations"]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CReadStat", providers: [.apt(["libreadstat-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZLib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        library(
            "Interchange",
            [
                "Analyses", "AnalysisWords", "SurveyModel", "Statistics", "Tallies", "Collector", "Codebook",
                "Translations", "CLibXML2", "CReadStat", "CXLSXWriter", "CZLib",
            ]),
        .target(name: "CTerminal"),
        library("Terminal", ["CTerminal"]),
        library("Authoring", ["SurveyModel", "RoutingProof", "Translations", "Terminal", "Codebook"]),
        .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(name: "CProcess"),
        library(
            "Kiosk",
            [
                "SurveyModel", "Translations", "Interview", "Terminal", "ResponseStore", "CCrypt", "CProcess",
            ]),
        library(
            "Reports",
            [
                "Analyses", "AnalysisWords", "SurveyModel", "Statistics", "Tallies", "Collector", "Terminal",
                "Translations",
            ]),
        .executableTarget(
            name: "sondeo",
            dependencies: [
                "SurveySyntax", "SurveyModel", "SurveyCompiler", "Translations", "Interview", "Simulation",
                "Tallies", "Analyses", "ResponseStore", "Collector", "Codebook", "Interchange", "Terminal",
                "Kiosk", "Reports",
                "Statistics", "Authoring", "SurveyWriting", "Scenarios", "RoutingProof", "RoutingPicture",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "parsing-benchmark", dependencies: ["SurveySyntax", "SurveyCompiler"],
            path: "Benchmarks/Parsing",
            swiftSettings: settings),
        .target(
            name: "SampleSurveys", dependencies: ["SurveyModel"], path: "Tests/SampleSurveys",
            swiftSettings: settings),
        .target(
            name: "SampleAnalyses", dependencies: ["Analyses", "Statistics"], path: "Tests/SampleAnalyses",
            swiftSettings: settings),
        .target(
            name: "TerminalModel", dependencies: ["Terminal", "SampleSurveys"], path: "Tests/TerminalModel",
            swiftSettings: settings),
        .executableTarget(
            name: "terminal-frames", dependencies: ["Terminal", "TerminalModel"],
            path: "Tests/terminal-frames", swiftSettings: settings),
        .executableTarget(
            name: "store-torture", dependencies: ["SurveyModel", "ResponseStore", "SampleSurveys"],
            path: "Tests/store-torture", swiftSettings: settings),
        .executableTarget(
            name: "plain-interview",
            dependencies: ["SurveyModel", "Interview", "Kiosk", "ResponseStore", "SampleSurveys"],
            path: "Tests/plain-interview", swiftSettings: settings),
        .executableTarget(
            name: "supervised-program", dependencies: ["Kiosk"], path: "Tests/supervised-program",
            swiftSettings: settings),
        .target(name: "PseudoTerminal", path: "Tests/PseudoTerminal", swiftSettings: settings),
        .target(name: "XMLTree", path: "Tests/XMLTree", swiftSettings: settings),
        .target(name: "ProcessorTime", path: "Tests/ProcessorTime", swiftSettings: settings),
        .executableTarget(
            name: "screen-program", dependencies: ["Terminal"], path: "Tests/screen-program",
            swiftSettings: settings),
        tests("SurveySyntax", ["SampleSurveys"]),
        tests("SurveyModel", ["SampleSurveys", "ProcessorTime"]),
        tests("SurveyCompiler", ["SurveySyntax", "SurveyModel", "SampleSurveys", "ProcessorTime"]),
        tests("Translations", ["SurveyModel", "SampleSurveys"]),
        tests(
            "SurveyWriting",
            ["SurveySyntax", "SurveyModel", "SurveyCompiler", "Translations", "SampleSurveys"]),
        tests("Interview", ["SurveyModel", "SampleSurveys"]),
        tests("Simulation", ["SurveyModel", "Interview", "SampleSurveys"]),
        tests(
            "RoutingProof",
            [
                "SurveyModel", "SurveyCompiler", "Interview", "SampleSurveys",
                .product(name: "BigInt", package: "BigInt"),
            ]),
        tests(
            "RoutingPicture", ["SurveyModel", "SurveyCompiler", "RoutingProof", "SampleSurveys", "XMLTree"]),
        tests("Statistics"),
        tests("Tallies", ["SurveyModel", "SampleSurveys"]),
        tests("Analyses", ["SurveyModel", "Statistics", "Tallies", "SampleSurveys", "ProcessorTime"]),
        tests(
            "ResponseStore",
            [
                "SurveyModel", "Tallies", "SampleSurveys", "store-torture",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "Collector",
            [
                "Analyses", "SurveyModel", "SurveyCompiler", "RoutingProof", "Statistics", "Tallies",
                "ResponseStore",
                "SampleSurveys",
            ]),
        tests(
            "Scenarios",
            [
                "SurveySyntax", "SurveyModel", "SurveyCompiler", "Interview", "Simulation", "RoutingProof",
                "Translations", "SampleSurveys", "ProcessorTime",
            ]),
        tests(
            "Codebook",
            ["SurveyModel", "SurveyCompiler", "Translations", "Simulation", "Tallies", "SampleSurveys"]),
        tests(
            "Interchange",
            [
                "Analyses", "SurveySyntax", "SurveyModel", "SurveyCompiler", "Statistics", "Tallies",
                "Collector",
                "Codebook", "Translations", "Simulation", "SampleSurveys", "SampleAnalyses", "XMLTree",
                "ProcessorTime", "CLibXML2", "CReadStat",
            ]),
        tests("Terminal", ["TerminalModel", "PseudoTerminal", "screen-program"]),
        tests(
            "Authoring",
            [
                "SurveySyntax", "SurveyModel", "SurveyCompiler", "Translations", "Terminal", "Codebook",
                "SampleSurveys",
            ]),
        tests(
            "Kiosk",
            [
                "SurveyModel", "SurveyCompiler", "Translations", "Interview", "Terminal", "ResponseStore",
                "SampleSurveys",
                "plain-interview", "PseudoTerminal", "TerminalModel", "supervised-program",
            ]),
        tests(
            "Reports",
            [
                "Analyses", "AnalysisWords", "SurveyModel", "SurveyCompiler", "Collector", "Statistics",
                "Tallies",
                "Terminal", "Translations", "SampleSurveys", "SampleAnalyses",
            ]),
        .testTarget(
            name: "InstrumentsTests",
            dependencies: [
                "SurveySyntax", "SurveyModel", "SurveyCompiler", "Translations", "Simulation", "Tallies",
                "Analyses", "Collector", "Interchange", "Authoring", "Scenarios",
            ],
            swiftSettings: settings),
        tests("sondeo"),
    ]
)
