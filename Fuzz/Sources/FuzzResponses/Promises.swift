import Collector
import SurveyCompiler
import SurveyModel
import Tallies

/// A survey with every kind of answer. Its structure hash is put in place of the corpus's, so that the corpus does not
/// depend on how the hash is made.
let survey: Survey = {
    let text = """
        survey fuzz
        version 1
        language en
        translations es
        given branch: text optional
        choice channel "How?" {
            - store "Store"
            - other "Other" specify
        }
        choices failings "What?" {
            select 1...2
            - empathy "Nobody cared"
            - other "Other" specify
            - nothing "Nothing" exclusive
        }
        grid quality 1...5 "Agree?" {
            - reliable "Kept" not_applicable "First"
            - tangible "Bright"
        }
        nps recommend "Recommend?" dont_know "No idea"
        yesno again "Again?" optional
        number spend 0...1000 "Spend?" optional decimals 2
        text why "Why?" optional lines 4
        metric promoter = nps(recommend)
        metric quality = mean(quality)
        metric stores = nps(recommend) where channel == store
        """
    guard var survey = compile(SourceFile(name: "fuzz.survey", text: text)).survey else {
        fatalError("no survey")
    }
    survey.structure = "sha256:f"
    return survey
}()
let plan = TallyPlan(survey)
let index = survey.variableIndex

func check(_ bytes: [UInt8]) {
    let collector = LineCollector(plan, threads: 1, kept: 1_000)
    do { try collector.read(.bytes(bytes, name: "fuzz")) } catch { fatalError("reading bytes failed") }

    var tallies = Tallies(plan)
    var seen: [String: Response] = [:]
    var counts = CollectionCounts()
    do {
        try LineSource.bytes(bytes, name: "fuzz").forEachResponse(
            to: survey, report: { _ in counts.rejected += 1 }
        ) { response in
            if let first = seen[response.id] {
                if first == response { counts.known += 1 } else { counts.conflicts += 1 }
            } else {
                seen[response.id] = response
                counts.taken += 1
                tallies.add(response)
            }
        }
    } catch { fatalError("reading bytes failed") }
    precondition(collector.counts == counts, "the readers disagree: \(collector.counts), \(counts)")
    precondition(collector.tallies == tallies, "the readers count differently")
}
