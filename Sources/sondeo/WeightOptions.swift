internal import ArgumentParser
internal import Collector

/// What each response counts for.
struct WeightOptions: ParsableArguments {
    @ArgumentParser.Option(
        help: "Weights: a CSV file with response,weight, or with margins variable,value,target.",
        completion: .file(extensions: ["csv"]))
    var weights: String?

    @ArgumentParser.Option(
        help: ArgumentHelp(
            "Bounds of weights raked to margins, as multiples of their mean: 0.3,3.", valueName: "low,high"))
    var caps: String?

    func validate() throws {
        if caps != nil, weights == nil { throw ValidationError("--caps needs --weights FILE.") }
        _ = try bounds()
    }

    /// The file of weights or margins, if there is one.
    func file() throws -> StudyRequest.File? { try weights.map { try Self.file($0) } }

    /// A file that was named on the command line.
    static func file(_ path: String) throws -> StudyRequest.File {
        StudyRequest.File(name: path, bytes: try Files.read(path))
    }

    /// The bounds of weights, as multiples of their mean.
    func bounds() throws -> ClosedRange<Double>? {
        guard let caps else { return nil }
        let numbers = caps.split(separator: ",").compactMap { Double($0.filter { !$0.isWhitespace }) }
        guard numbers.count == 2, numbers[0] >= 0, numbers[0] < 1, numbers[1] > 1, numbers[1].isFinite else {
            throw ValidationError("--caps must be two numbers around 1, like 0.3,3.")
        }
        return numbers[0]...numbers[1]
    }
}
