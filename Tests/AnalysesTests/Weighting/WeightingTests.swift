import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

private let plan = SampleRespondent.plan

private func weighting(_ text: String, caps: ClosedRange<Double>? = nil) throws(FileFindings) -> Weighting {
    try Weighting(bytes: Array(text.utf8), name: "w.csv", plan: plan, caps: caps)
}

private func findings(
    _ text: String, _ respondents: [SampleRespondent] = [], caps: ClosedRange<Double>? = nil
)
    -> [String]
{
    do throws(FileFindings) {
        var weights = try weighting(text, caps: caps)
        for respondent in respondents { weights.count(respondent.coded) }
        try weights.settle()
        return []
    } catch { return error.message.split(separator: "\n").map(String.init) }
}

private let one = Double(CodedResponse.one)

@Suite struct ResponseWeightTests {
    private func file(_ weights: [(Int, String)]) -> String {
        weights.reduce(into: "response,weight\n") { $0 += "\(SampleRespondent(number: $1.0).id),\($1.1)\n" }
    }

    @Test func weightsHaveTheMeanOneAndOthersNone() throws {
        var weights = try weighting(file([(1, "2"), (2, "0.5"), (3, "3.5e0"), (9, "100")]))
        #expect(weights.needsCounting)
        let respondents = (1...4).map { SampleRespondent(number: $0) }
        for respondent in respondents { weights.count(respondent.coded) }
        try weights.settle()
        #expect(
            respondents.map { weights.weight(of: $0.coded) } == [
                1_000_000_000, 250_000_000, 1_750_000_000, 0,
            ])
        #expect(
            weights.notices?.message
                == "w.csv: 1 of 4 responses has no weight in it, so it weighs 0\nw.csv:5: no response has this id"
        )
        let table = try #require(weights.analysis(AnalysisOptions(suppression: .none)).table)
        #expect(table.n == 3 && table.excluded == [.init(.unweighted, 1)])
        #expect(abs(try table.summary[0].value.get() - 3 * (4 + 0.25 + 12.25) / 36) < 1e-12)
        #expect(table.summary.suffix(2).map(\.value) == [.success(0.25), .success(1.75)])
        #expect(weights.analysis(AnalysisOptions()).content == .suppressed)
    }

    @Test func everyFaultIsNamedWithItsLine() {
        let text =
            file([
                (1, "1"), (1, "2"), (2, ""), (3, "0"), (4, "-1"), (5, "1e300"), (6, "NaN"), (7, "0x1p3"),
                (8, "1e-12"),
                (9, "inf"), (10, "1e999"), (11, " 1"),
            ]) + "nobody,1\n"
        #expect(
            findings(text) == [
                "w.csv:3: this response has a weight on line 2 already; leave one out",
                "w.csv:4: the weight is missing",
                "w.csv:5: the weight is zero; leave the line out if the response is not to count",
                "w.csv:6: the weight -1 is negative", "w.csv:7: the weight 1e300 is more than 1000000",
                "w.csv:8: \"NaN\" is no number; write a weight as 1.25",
                "w.csv:9: \"0x1p3\" is no number; write a weight as 1.25",
                "w.csv:10: the weight 1e-12 is less than 0.000000001",
                "w.csv:11: \"inf\" is no number; write a weight as 1.25",
                "w.csv:12: the weight 1e999 is more than 1000000",
                "w.csv:13: \" 1\" is no number; write a weight as 1.25",
                "w.csv:14: \"nobody\" is no id of a response",
            ])
    }

    @Test func aFileOfFaultsIsCutOff() {
        let text = "response,weight\n" + String(repeating: "x,1\n", count: 1_000)
        let found = findings(text)
        #expect(found.count == 51 && found.last == "w.csv: and 950 more")
    }

    @Test func idsThatNobodyHasAreAFaultOnlyWhereAllAre() {
        #expect(
            findings(file([(1, "1")]), [SampleRespondent(number: 2)]) == [
                "w.csv: no response has one of the ids in it"
            ])
        #expect(findings("response,weight\n") == ["w.csv: there is no weight in it"])
    }

    @Test func headersAndTablesThatDoNotFit() {
        #expect(
            findings("response,wieght\n")
                == [
                    "w.csv:1: the column \"wieght\" is not known; did you mean \"weight\"? The columns are "
                        + "response,weight or variable,value,target,locale"
                ])
        #expect(
            findings("Kundnummer,vikt\n") == [
                "w.csv:1: the column \"Kundnummer\" is not known. The columns are "
                    + "response,weight or variable,value,target,locale"
            ])
        #expect(
            findings("response\n") == [
                "w.csv:1: the columns have to be response,weight or variable,value,target,locale"
            ])
        #expect(
            findings("response,weight\na\n").first?.hasPrefix("w.csv:2: it has 1 cell and the header 2")
                == true)
        #expect(
            findings("response,weight\n", caps: 0.5...2)
                == ["w.csv: caps are for margins; weights of responses are taken as they are"])
    }

    @Test func responsesThatDoNotCountHaveNoWeight() throws {
        var weights = try weighting(file([(1, "2"), (2, "4")]))
        let respondents = [SampleRespondent(number: 1), SampleRespondent(number: 2, state: .abandoned)]
        for respondent in respondents { weights.count(respondent.coded) }
        try weights.settle()
        #expect(respondents.map { weights.weight(of: $0.coded) } == [CodedResponse.one, 0])
    }
}

@Suite struct MarginWeightTests {
    /// Respondents of two channels, three levels and two locales, as many of each as random numbers say.
    private func respondents(_ count: Int, seed: UInt64) -> [SampleRespondent] {
        var random = Seeded(seed)
        return (1...count).map { number in
            SampleRespondent(
                number: number, locale: random.chance(70) ? "es" : "sv",
                points: ["overall": random.chance(60) ? 4 : 2],
                options: ["channel": random.chance(25) ? 0 : 1])
        }
    }

    private let margins = """
        variable,value,target
        channel,store,600
        channel,phone,400
        overall,2,0.5
        overall,4,0.5

        """

    private func settled(_ text: String, _ respondents: [SampleRespondent], caps: ClosedRange<Double>? = nil)
        throws
        -> Weighting
    {
        var weights = try weighting(text, caps: caps)
        for respondent in respondents { weights.count(respondent.coded) }
        try weights.settle()
        return weights
    }

    private func share(
        _ weights: Weighting, _ respondents: [SampleRespondent], where isCounted: (SampleRespondent) -> Bool,
        among: (SampleRespondent) -> Bool = { _ in true }
    ) -> Double {
        let base = respondents.filter(among)
        let all = base.reduce(0.0) { $0 + Double(weights.weight(of: $1.coded)) }
        return base.filter(isCounted).reduce(0.0) { $0 + Double(weights.weight(of: $1.coded)) } / all
    }

    @Test func targetsAreReachedAndWeightsHaveTheMeanOne() throws {
        let respondents = respondents(300, seed: 4)
        let weights = try settled(margins, respondents)
        #expect(abs(share(weights, respondents) { $0.options["channel"] == 0 } - 0.6) < 1e-8)
        #expect(abs(share(weights, respondents) { $0.points["overall"] == 2 } - 0.5) < 1e-8)
        let sum = respondents.reduce(Int64(0)) { $0 + weights.weight(of: $1.coded) }
        #expect(abs(Double(sum) / one / 300 - 1) < 1e-8)
        let table = try #require(weights.analysis(AnalysisOptions()).table)
        #expect(table.n == 300 && table.rows.count == 4 && table.caveats == [.weighted])
        for row in table.rows {
            let measures = row.measures
            #expect(measures.map(\.name) == [.share, .target, .achieved])
            #expect(abs(try measures[1].value.get() - measures[2].value.get()) < 1e-6)
            let n = try #require(row.n)
            #expect(abs(try measures[0].value.get() - Double(n) / 3) < 1e-12)
        }
        #expect(table.rows[0].keys == [.init("variable", "channel"), .init("category", "store")])
        let effect = try table.summary[0].value.get()
        #expect(abs(try table.summary[1].value.get() - 300 / effect) < 1e-9 && effect > 1)
    }

    @Test func orderAndSplitsChangeNothing() throws {
        let respondents = respondents(200, seed: 8)
        let whole = try settled(margins, respondents)
        var random = Seeded(3)
        var parts = [try weighting(margins), try weighting(margins), try weighting(margins)]
        for respondent in respondents.shuffled(using: &random) {
            parts[Int.random(in: 0..<3, using: &random)].count(respondent.coded)
        }
        var merged = parts[2]
        merged.merge(parts[0])
        merged.merge(parts[1])
        try merged.settle()
        #expect(respondents.allSatisfy { merged.weight(of: $0.coded) == whole.weight(of: $0.coded) })
        #expect(merged.analysis(AnalysisOptions()) == whole.analysis(AnalysisOptions()))
    }

    @Test func whoDidNotAnswerHasNoWeight() throws {
        var respondents = respondents(100, seed: 2)
        respondents.append(SampleRespondent(number: 900, options: ["channel": 0]))
        let weights = try settled(margins, respondents)
        #expect(weights.weight(of: respondents[100].coded) == 0)
        let table = try #require(weights.analysis(AnalysisOptions()).table)
        #expect(table.n == 100 && table.excluded == [.init(.unweighted, 1)])
        #expect(
            weights.notices?.message
                == "w.csv: 1 of 101 responses has no answer to one of its variables, so it weighs 0")
        #expect(try settled(margins, Array(respondents.dropLast())).notices == nil)
        // A target of 0 leaves its category out on purpose, and is said too.
        let phone = respondents.count { $0.options["channel"] == 1 }
        let stores = try settled(
            "variable,value,target\nchannel,store,1\nchannel,phone,0\n", respondents)
        #expect(
            stores.notices?.message
                == "w.csv: \(phone) of 101 responses have a category whose target is 0, so they weigh 0")
    }

    @Test func aLocaleIsWeightedWithinItself() throws {
        let respondents = respondents(400, seed: 6)
        let text =
            "variable,value,target,locale\nchannel,store,30,es\nchannel,phone,70,es\noverall,2,0.4,\noverall,4,0.6,\n"
        let weights = try settled(text, respondents)
        #expect(
            abs(
                share(
                    weights, respondents, where: { $0.options["channel"] == 0 }, among: { $0.locale == "es" })
                    - 0.3) < 1e-8)
        #expect(abs(share(weights, respondents) { $0.points["overall"] == 2 } - 0.4) < 1e-8)
        // Nothing was said of locales, so each stays as large as it is.
        let spanish = Double(respondents.count { $0.locale == "es" }) / 400
        #expect(abs(share(weights, respondents) { $0.locale == "es" } - spanish) < 1e-8)
        let withLocales = try settled(
            text + "locale,es,1\nlocale,sv,3\n".replacing("\n", with: ",\n"), respondents)
        #expect(abs(share(withLocales, respondents) { $0.locale == "es" } - 0.25) < 1e-8)
        #expect(
            abs(
                share(
                    withLocales, respondents, where: { $0.options["channel"] == 0 },
                    among: { $0.locale == "es" }) - 0.3) < 1e-8)
    }

    @Test func rowsOfAHiddenLocaleAreHidden() throws {
        var respondents = respondents(100, seed: 6).map {
            var respondent = $0
            respondent.locale = "es"
            return respondent
        }
        for index in 0..<30 { respondents[index].locale = index < 4 ? "sv" : "el" }
        for index in [0, 1] { respondents[index].options["channel"] = index }
        let text = "variable,value,target,locale\nchannel,store,30,sv\nchannel,phone,70,sv\n"
        let table = try #require(try settled(text, respondents).analysis(AnalysisOptions()).table)
        #expect(table.rows.filter(\.isSuppressed).map(\.keys.first?.value) == ["sv", "sv"])
        #expect(table.rows.filter(\.isSuppressed).allSatisfy { $0.n == nil && $0.measures.isEmpty })
    }

    @Test func capsBoundTheWeights() throws {
        let respondents = respondents(300, seed: 4)
        let text = margins + "locale,es,500\nlocale,sv,500\n"
        func weight(_ weights: Weighting) -> [Double] {
            respondents.map { Double(weights.weight(of: $0.coded)) / one }
        }
        let free = weight(try settled(text, respondents))
        let (least, most) = (try #require(free.min()), try #require(free.max()))
        for caps in [least * 1.02...most * 3, 0...most * 0.9] {
            let capped = try settled(text, respondents, caps: caps)
            #expect(weight(capped).allSatisfy { $0 > caps.lowerBound - 1e-8 && $0 < caps.upperBound + 1e-8 })
            #expect(abs(share(capped, respondents) { $0.locale == "es" } - 0.5) < 1e-8)
            let table = try #require(capped.analysis(AnalysisOptions()).table)
            #expect(
                table.settings.suffix(2).map(\.value) == [.real(caps.lowerBound), .real(caps.upperBound)])
        }
        // Both at once leave no room, as linear programming says.
        #expect(
            findings(text, respondents, caps: least * 1.02...most * 0.98).first?.contains("widen the caps")
                == true)
        let tight = findings(margins, respondents, caps: 0.9...1.1)
        #expect(tight.count == 1 && tight[0].contains("no weights within the caps reach all targets"))
        #expect(
            findings(margins, respondents, caps: 2...3) == [
                "w.csv: caps are two numbers around 1, such as 0.3 and 3"
            ])
    }

    @Test func whatTheSurveyDoesNotHaveIsNamedWithWhatWasMeant() {
        let text = """
            variable,value,target,locale
            chanel,store,1,
            channel,stoer,1,
            overall,9,1,
            why,x,1,
            failings,empathy,1,
            channel,store,1,fr
            locale,es,1,es
            channel,store,,
            channel,store,-5,
            channel,store,many,
            channel,store,1e300,
            channel,store,10,
            channel,store,10,
            branch,Athens,1,
            locale,ess,2,

            """
        #expect(
            findings(text) == [
                "w.csv:2: the survey has no variable \"chanel\"; did you mean \"channel\"?",
                "w.csv:3: \"channel\" has no value \"stoer\"; did you mean \"store\"?",
                "w.csv:4: \"overall\" has no value \"9\"",
                "w.csv:5: \"why\" cannot be weighted by: it is not one answer out of a list",
                "w.csv:6: \"failings\" cannot be weighted by: it is not one answer out of a list",
                "w.csv:7: the survey has no locale \"fr\"",
                "w.csv:8: a target for a locale is about all; leave the last column empty",
                "w.csv:9: the target is missing", "w.csv:10: the target -5 is negative",
                "w.csv:11: \"many\" is no number; write a count as 1200 or a share as 0.48",
                "w.csv:12: the target 1e300 is more than 1000000000000000",
                "w.csv:14: this category has a target on line 13 already; leave one out",
                "w.csv:15: \"branch\" cannot be weighted by: it is not one answer out of a list",
                "w.csv:16: the survey has no locale \"ess\"; did you mean \"es\"?",
            ])
    }

    @Test func targetsThatDoNotFitAreNamedWithTheirLine() {
        let respondents = respondents(50, seed: 1)
        func found(_ rows: String) -> [String] { findings("variable,value,target\n" + rows, respondents) }
        #expect(
            found("channel,store,1\n")
                == [
                    "w.csv:2: channel: \"phone\" has respondents, but no target; add one, 0 to leave them out"
                ])
        #expect(
            found("channel,store,1\nchannel,phone,2\nchannel,bot,3\n")
                == ["w.csv:4: channel: \"bot\" has a target, but nobody is in it; merge it with another"])
        #expect(
            found("channel,store,0\nchannel,phone,0\n") == ["w.csv:2: the targets of channel add up to zero"])
        #expect(
            found("channel,store,0.5\nchannel,phone,0.4\n")
                == ["w.csv:2: the shares of channel add up to 0.9 and not to 1"])
        #expect(
            found("channel,store,50\nchannel,phone,50\noverall,2,60\noverall,4,60\n")
                == [
                    "w.csv:4: the targets of overall add up to 120, those of channel to 100; they have to be of the "
                        + "same population, or shares"
                ])
        #expect(findings("variable,value,target\n") == ["w.csv: there is no target in it"])
        #expect(findings(margins) == ["w.csv: no response has an answer to all of its variables"])
        let none = findings(
            "variable,value,target,locale\nchannel,store,1,el\nchannel,phone,1,el\n", respondents)
        #expect(
            none == [
                "w.csv:2: channel in el: \"store\" has a target, but nobody is in it; merge it with another"
            ])
        let diagonal = respondents.map {
            var respondent = $0
            respondent.points = ["overall": $0.options["channel"] == 0 ? 2 : 4]
            return respondent
        }
        let impossible = findings(margins, diagonal)
        #expect(impossible.count == 1 && impossible[0].contains("no weights reach all targets: after"))
        #expect(impossible[0].hasPrefix("w.csv:2: ") || impossible[0].hasPrefix("w.csv:3: "))
    }

    @Test func aTargetOfZeroLeavesTheCategoryOut() throws {
        let respondents = respondents(60, seed: 5)
        let weights = try settled("variable,value,target\nchannel,store,0\nchannel,phone,10\n", respondents)
        for respondent in respondents {
            #expect(
                weights.weight(of: respondent.coded)
                    == (respondent.options["channel"] == 0 ? 0 : CodedResponse.one))
        }
    }

    @Test func tooManyVariablesAreRefused() throws {
        var survey = SampleRespondent.survey
        survey.scales.append(Scale(name: "wide", bounds: 0...1_000))
        for index in 0..<8 {
            survey.variables.append(
                Variable(
                    name: "wide\(index)", role: .answer(QuestionID(0)),
                    domain: .point(ScaleID(survey.scales.count - 1))))
        }
        let text = (0..<8).reduce("variable,value,target\n") { $0 + "wide\($1),5,1\n" }
        #expect(throws: FileFindings.self) {
            _ = try Weighting(bytes: Array(text.utf8), name: "w.csv", plan: TallyPlan(survey))
        }
    }

    @Test func damagedFilesAreFaultsAndNoTraps() {
        var random = Seeded(77)
        let respondents = respondents(40, seed: 9)
        let whole = Array((margins + "locale,es,0.6\nlocale,sv,0.4\n").utf8)
        var (read, refused) = (0, 0)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2:
                    bytes.insert(
                        [0x22, 0x2C, 0x0A, 0x65, 0x39][Int.random(in: 0..<5, using: &random)], at: place)
                default: bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random))
                }
            }
            do throws(FileFindings) {
                var weights = try Weighting(bytes: bytes, name: "w.csv", plan: plan)
                for respondent in respondents { weights.count(respondent.coded) }
                try weights.settle()
                #expect(respondents.contains { weights.weight(of: $0.coded) > 0 })
                read += 1
            } catch {
                #expect(!error.message.isEmpty)
                refused += 1
            }
        }
        #expect(read > 20 && refused > 20)
    }
}
