internal import Statistics
internal import SurveyModel
package import Tallies

/// The weights of `--weights FILE`: what each response counts for.
///
/// The file is a table of comma-separated values whose header decides. `response,weight` gives the weight of each
/// response by its id. `variable,value,target`, with or without `locale`, gives margins to which responses are raked:
/// the variable is a closed one of the survey, or the word `locale`; the value an option, a point, `yes` or `no`, or a
/// locale; the target a count or a share of the population; with a locale in the fourth column, of those in that
/// locale.
///
/// Weights need two passes. In the first each response is counted, then weights are settled, and in the second each
/// response has its weight:
///
///     var weighting = try Weighting(bytes: bytes, name: "weights.csv", plan: plan)
///     try pass { weighting.count($0) }
///     try weighting.settle()
///     try pass { $0.weight = weighting.weight(of: $0) }
///
/// The mean of all weights that are not zero is 1. A response that the file has no weight for, or that has no answer to
/// a variable of the margins, has weight zero, which every weighted figure leaves out and counts. Memory: with margins,
/// 16 bytes for each pattern of answers to their variables; with weights of responses, some 100 bytes for each line of
/// the file.
package struct Weighting: Sendable {
    /// What the file is called.
    package let name: String
    /// One of the two is there.
    private var responses: ResponseWeights?
    private var margins: MarginWeights?

    /// Reads a file. `caps` bound the weights of margins, as multiples of the mean weight.
    ///
    /// Throws everything that is wrong with it, line by line.
    package init(bytes: [UInt8], name: String, plan: TallyPlan, caps: ClosedRange<Double>? = nil)
        throws(FileFindings)
    {
        self.name = name
        let table: SmallTable
        do throws(TableFault) { table = try SmallTable(bytes: bytes, name: name) } catch {
            throw FileFindings(error)
        }
        let kinds = [
            ["response", "weight"], ["variable", "value", "target"],
            ["variable", "value", "target", "locale"],
        ]
        let known = Set(kinds.joined())
        for column in table.header where !known.contains(column) {
            let meant = SmallTable.suggestion(column, kinds[2] + kinds[0])
            throw FileFindings(
                name, line: 1,
                "the column \"\(excerpt(column))\" is not known" + (meant.isEmpty ? "." : meant)
                    + " The columns are response,weight or variable,value,target,locale")
        }
        switch Set(table.header) {
        case Set(kinds[0]):
            guard caps == nil else {
                throw FileFindings(name, "caps are for margins; weights of responses are taken as they are")
            }
            responses = try ResponseWeights(table, plan)
        case Set(kinds[1]), Set(kinds[2]): margins = try MarginWeights(table, plan, caps)
        default:
            throw FileFindings(
                name, line: 1, "the columns have to be response,weight or variable,value,target,locale")
        }
    }

    /// Whether responses have to be counted before weights are settled: always, since weights have the mean 1.
    package var needsCounting: Bool { true }

    /// Counts a response, in the first pass.
    package mutating func count(_ response: borrowing CodedResponse) {
        responses?.count(response)
        margins?.count(response)
    }

    /// Takes in what another one of the same file counted.
    package mutating func merge(_ other: Weighting) {
        if let others = other.responses { responses?.merge(others) }
        if let others = other.margins { margins?.merge(others) }
    }

    /// Works the weights out from what was counted. Throws what does not fit.
    package mutating func settle() throws(FileFindings) {
        try responses?.settle()
        try margins?.settle()
    }

    /// The weight of a response in billionths, in the second pass; zero if it has none.
    package func weight(of response: borrowing CodedResponse) -> Int64 {
        if let responses { responses.weight(of: response) } else { margins?.weight(of: response) ?? 0 }
    }

    /// What is no fault, but should be known once weights are settled: how many responses weigh nothing, and ids in the
    /// file that no response has.
    package var notices: FileFindings? {
        if let responses { responses.notices } else { margins?.notices }
    }

    /// `3 of 60 responses have`, at the beginning of a sentence.
    static func some(_ count: Int, of all: Int) -> String {
        "\(count) of \(all) \(all == 1 ? "response" : "responses") \(count == 1 ? "has" : "have")"
    }

    /// `they weigh 0`, at its end.
    static func nothing(_ count: Int) -> String { count == 1 ? "it weighs 0" : "they weigh 0" }

    /// What the weights do: the sample, the target and what was achieved of each category, and what the weights cost.
    package func analysis(_ options: AnalysisOptions) -> Analysis {
        let content = responses?.content(options) ?? margins?.content(options)
        return Analysis(.weighting, of: "", in: .everybody, content ?? .unavailable(.empty))
    }

    /// What every table of weights begins with.
    static func summary(_ count: WeightedCount, smallest: Double, largest: Double) -> [Measure] {
        [
            Measure(.designEffect, count.designEffect), Measure(.effectiveN, count.effectiveN),
            Measure(.smallestWeight, smallest), Measure(.largestWeight, largest),
        ]
    }

    /// A weight as billionths: at least one, so that a positive weight stays one.
    static func billionths(_ weight: Double) -> Int64? {
        let scaled = (weight * Double(CodedResponse.one)).rounded()
        guard scaled < 0x1p62 else { return nil }
        return weight > 0 ? max(1, Int64(scaled)) : 0
    }
}
