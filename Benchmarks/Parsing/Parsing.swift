// Lexing and parsing, formatting and checking of a generated survey, each in this process and nothing else, so that
// the start of the program is not in the figure. `Benchmarks/run` calls it.
//   parsing-benchmark FILE parse|format|check TIMES

import FoundationEssentials
import SurveyCompiler
import SurveySyntax

@main
struct Parsing {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let times = Int(arguments[3]), times > 0 else {
            fatalError("usage: parsing-benchmark FILE parse|format|check TIMES")
        }
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: arguments[1])))
        let clock = ContinuousClock()
        var best = Duration.seconds(1_000)
        for _ in 0..<times {
            let start = clock.now
            switch arguments[2] {
            case "parse":
                guard let tree = SurveyTree(parsing: bytes), tree.errorCount == 0 else {
                    fatalError("errors")
                }
            case "format":
                guard let tree = SurveyTree(parsing: bytes), let text = format(tree), !text.isEmpty else {
                    fatalError("errors")
                }
            case "check":
                guard compile(SourceFile(name: arguments[1], bytes: bytes)).survey != nil else {
                    fatalError("errors")
                }
            default: fatalError("parse, format or check")
            }
            best = min(best, start.duration(to: clock.now))
        }
        let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
        print(Double(bytes.count) / seconds / 1e6)
    }
}
