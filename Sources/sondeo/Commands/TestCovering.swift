internal import Interchange
internal import RoutingProof
internal import Scenarios
internal import SurveyCompiler
internal import SurveyModel

/// `sondeo test FILE --write-covering OUT`: a small set of tests that visit everything.
struct CoveringFile {
    let file: String
    let output: String
    let survey: Survey
    let cover: CoveringSet
    /// Whether the tests of the file count first.
    let isBeside: Bool

    /// How a file of such tests begins. Only a file that begins so is replaced.
    private static let beginning = "// Written by `sondeo test --write-covering`"

    /// Finds the set.
    init(_ file: String, _ loaded: LoadedSurvey, survey: Survey, output: String, beside existing: Visits?) {
        self.file = file
        self.output = output
        self.survey = survey
        isBeside = existing != nil
        cover = CoveringSet(prove(survey), beside: existing ?? Visits())
    }

    /// Stops if the output is the survey, or one of the files that it imports, or something that was not written by this
    /// command.
    static func check(_ output: String, for loaded: LoadedSurvey) throws {
        guard output != "-" else {
            throw Failure.usage("--write-covering needs the name of a file; results go to standard output")
        }
        guard Files.exists(output), !Files.isDevice(output) else { return }
        for source in loaded.compilation.sources where Files.isSame(source.name, output) {
            throw Failure.usage("\(output) is the survey itself; name another file for its tests")
        }
        let start = try Files.beginning(of: output)
        guard start.isEmpty || start.starts(with: beginning.utf8) else {
            throw Failure.inputOutput("\(output) is there already and is something else; name another file")
        }
    }

    /// Writes the file: complete, or not at all.
    func write() throws { try Files.replace(output, with: Array(text.utf8)) }

    private var text: String {
        let tests = counted(cover.members.count, "interview")
        return cover.text(
            in: survey,
            comment: [
                String(Self.beginning.dropFirst(3)) + " for version \(survey.version) of \(survey.name).",
                isBeside
                    ? "\(tests), for what the tests of the survey do not visit. \(size)"
                    : cover.isCutShort
                        ? "\(tests) that \(visit) a part of the survey: it is too long to look for everything."
                        : "\(tests) that \(cover.members.count == 1 ? "visits" : "together visit") all that interviews can visit. \(size)",
                "Put them at the end of the survey, `cat \(Files.name(of: output)) >> \(Files.name(of: file))`, "
                    + "and run them with",
                "`sondeo test`. Each is named after what the ones before it do not visit.",
            ])
    }

    private var visit: String { cover.members.count == 1 ? "visits" : "visit" }

    private var size: String {
        cover.isSmallest ? "No smaller set does." : "At least \(cover.lowerBound) are needed."
    }

    /// What is said of it.
    var report: String {
        var lines = [
            "\(output): \(counted(cover.members.count, "interview")) that \(visit) "
                + "\(cover.visited.count) of \(cover.visited.count + cover.unvisited.count); "
                + (cover.isSmallest ? "no smaller set does" : "at least \(cover.lowerBound) are needed")
        ]
        if !cover.unvisited.isEmpty {
            lines.append(
                cover.isCutShort
                    ? "Left out, as the survey is too long to look for everything:"
                    : "No interview was found for:")
            lines += cover.unvisited.map { "  " + $0.words(in: survey) }
        }
        if !cover.impossible.isEmpty {
            lines.append("Cannot be visited:")
            lines += cover.impossible.map { "  " + $0.words(in: survey) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same for programs.
    var json: JSONValue {
        .object([
            "file": .string(output), "interviews": .number(cover.members.count),
            "atLeast": .number(cover.lowerBound), "isCutShort": .bool(cover.isCutShort),
            "visited": .number(cover.visited.count),
            "apart": .array(cover.apart.map { FileRun.json($0, survey) }),
            "unvisited": .array(cover.unvisited.map { FileRun.json($0, survey) }),
            "impossible": .array(cover.impossible.map { FileRun.json($0, survey) }),
        ])
    }
}
