import Analyses
import Collector
import Foundation
import ResponseStore
import SurveyCompiler
import SurveyModel
import Tallies
import Testing

import enum RoutingProof.ChangeRule
import struct RoutingProof.PopulationProof

/// Several versions of a survey in one store: what is counted together, and what is not.
@Suite("Pooling of versions")
struct PoolingTests {
    private static let body = """
        language en
        translations es
        choice channel "Where?" {
            - store = 1 "Store"
            - phone = 2 "Phone"
        }
        nps recommend "How likely?"
        csat overall "How satisfied?"
        metric promoter = nps(recommend)
        metric satisfied = csat(overall)
        metric remote = csat(overall) where channel == phone
        """

    private func survey(_ version: Int, _ edit: (String) -> String = { $0 }) throws -> Survey {
        let text = "survey shop\nversion \(version)\n" + edit(Self.body)
        return try #require(compile(SourceFile(name: "shop.survey", bytes: Array(text.utf8))).survey)
    }

    /// A response for each of these answers: channel, recommend, overall.
    private func responses(
        to survey: Survey, _ answers: [(channel: String, recommend: Int, overall: Int)],
        locale: String = "en",
        from first: Int
    ) throws -> [Response] {
        try answers.enumerated().map { place, given in
            let number = String(format(first + place))
            let extra = survey.variable(named: "why") == nil ? "" : ",\"why\":\"words\""
            let line = """
                {"response":"0193c0de-7a10-7c3e-9f00-\(number)","survey":"shop","version":\(survey.version),\
                "structure":"\(survey.structure)","locale":"\(locale)","station":"s","channel":"terminal","seed":1,\
                "started":"2026-11-21T10:15:30.120Z","ended":"2026-11-21T10:17:02.480Z","state":"complete",\
                "answers":{"channel":"\(given.channel)","recommend":\(given.recommend),\
                "overall":\(given.overall)\(extra)},"missing":{}}
                """
            return try Response(
                line: Array(line.utf8), of: survey, index: survey.variableIndex, rules: ResponseRules(survey))
        }
    }

    private func format(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// A store of these versions, with twenty responses to each: all ten points of `recommend` twice.
    private func store(_ folder: TemporaryFolder, _ surveys: [Survey], locales: [String] = ["en"]) throws
        -> Store
    {
        let store = try Store(opening: folder.path("pool.db"), mode: .create)
        let now = Timestamp(milliseconds: 1_790_000_000_000)
        for (place, survey) in surveys.enumerated() {
            try store.register(survey, at: now)
            for (part, locale) in locales.enumerated() {
                let answers = (0..<20).map { ($0 % 2 == 0 ? "store" : "phone", $0 % 10, 1 + $0 % 5) }
                let all = try responses(
                    to: survey, answers, locale: locale, from: 1 + 100 * place + 1_000 * part)
                let receipts = try store.take(all, from: "test", at: now)
                #expect(receipts.allSatisfy { $0 == .taken })
            }
        }
        return store
    }

    private func pooled(_ store: Store) throws -> (SurveyStatistics, Pooling?) {
        let pooled = try #require(try store.pooledResponses(to: "shop", populations: .textOnly))
        try expectThatAPassCountsTheSame(pooled, in: store)
        return (SurveyStatistics(pooled.tallies, pooling: pooled.pooling), pooled.pooling)
    }

    /// Reading every response again gives what adding up counts by name gives.
    private func expectThatAPassCountsTheSame(_ pooled: PooledResponses, in store: Store) throws {
        let versions = try store.surveys().compactMap {
            try store.survey(named: $0.name, version: $0.version)
        }
        let pass = ResponsePass(TallyPlan(pooled.survey), versions: versions, populations: .textOnly)
        var tallies = Tallies(pass.plan)
        try pass.forEach(in: [.store(store)]) { pass.add($0, to: &tallies) }
        #expect(pass.counts.rejected == 0)
        let (first, second) = (SurveyStatistics(tallies), SurveyStatistics(pooled.tallies))
        #expect(first.figures == second.figures)
        #expect(first.distributions == second.distributions && first.summaries == second.summaries)
        #expect(first.responses == second.responses && first.versions == second.versions)
        #expect(pass.pooling == pooled.pooling)
    }

    private func base(_ metric: String, _ statistics: SurveyStatistics, locale: String? = nil) -> Int? {
        statistics.figures.first { $0.metric == metric && $0.cell.locale == locale }?.measures?.n
    }

    @Test func oneVersionIsCountedAsItAlwaysWas() throws {
        let folder = try TemporaryFolder()
        let only = try survey(1)
        let store = try store(folder, [only])
        let (statistics, pooling) = try pooled(store)
        #expect(pooling == nil)
        let entries = try store.tallies(ofSurvey: "shop", structure: only.structure)
        let direct = SurveyStatistics(try Tallies(plan: TallyPlan(only), entries: entries))
        #expect(statistics == direct)
    }

    /// How many respondents have all of the relation that the newest version declares.
    private func related(_ surveys: [Survey], locales: [String] = ["en"], in locale: String? = nil) throws
        -> Int?
    {
        let folder = try TemporaryFolder()
        let store = try store(folder, surveys, locales: locales)
        return try store.pooledResponses(to: "shop", populations: .textOnly)?.tallies.relation(0, in: locale)?
            .complete
    }

    @Test func aRelationCountsEarlierVersionsWhereNothingThatItReadsChanged() throws {
        func declared(_ version: Int, _ edit: (String) -> String = { $0 }) throws -> Survey {
            try survey(version) { edit($0) + "\ndrivers of recommend: overall" }
        }
        let asked = { (text: String) in
            text.replacing("nps recommend", with: "text why \"Why?\"\nnps recommend")
        }
        #expect(try related([declared(1), declared(2)]) == 40)
        // Declared since, with the same questions and with another one.
        #expect(try related([survey(1), declared(2)]) == 40)
        #expect(try related([survey(1), declared(2, asked)]) == 40)
        #expect(try related([declared(1), declared(2, asked)]) == 40)
        // What it reads has other words, or a longer scale.
        #expect(
            try related([declared(1), declared(2) { $0.replacing("How satisfied?", with: "Satisfied?") }])
                == 20)
        let longer = try declared(2) {
            $0.replacing("csat overall", with: "csat overall 1...7").replacing(
                "satisfied?\"", with: "satisfied?\" top 2")
        }
        #expect(try related([declared(1), longer]) == 20)
        // Another relation stood in its place.
        let other = try survey(1) { asked($0) + "\nchain of overall: recommend" }
        #expect(try related([other, declared(2)]) == 40)
    }

    @Test func aVersionWithOtherWordsIsKeptApartWhereTheyAreRead() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (
            try survey(1), try survey(2) { $0.replacing("How satisfied?", with: "Satisfied?") }
        )
        #expect(first.structure == second.structure)
        let (statistics, pooling) = try pooled(try store(folder, [first, second]))
        #expect(base("promoter", statistics) == 40)
        #expect(base("satisfied", statistics) == 20 && base("remote", statistics) == 10)
        #expect(statistics.everybody?.total == 40 && statistics.versions == [1, 2])
        let other = try #require(pooling?.others.first)
        #expect(
            other.version == 1 && other.responses == 20 && other.isCounted && other.effect == "comparability")
        #expect(other.leftOut.map(\.name) == ["satisfied", "remote", "overall"])
        #expect(
            other.leftOut.allSatisfy { $0.rule == ChangeRule.wording.rawValue && $0.subject == "overall" })
        #expect(pooling?.versions(ofMetric: "promoter", in: nil) == [1, 2])
        #expect(pooling?.versions(ofMetric: "satisfied", in: nil) == [2])
    }

    @Test func aNewQuestionAndANewMetricLeaveNothingOut() throws {
        let folder = try TemporaryFolder()
        let second = try survey(2) {
            $0.replacing(
                "metric promoter",
                with: "text why \"Why?\"\nmetric low = share(recommend <= 3)\nmetric promoter")
        }
        let (statistics, pooling) = try pooled(try store(folder, [try survey(1), second]))
        #expect(base("promoter", statistics) == 40 && base("remote", statistics) == 20)
        // What the earlier version did not have as a metric is counted from its answers.
        #expect(base("low", statistics) == 40)
        #expect(
            pooling?.others.first?.leftOut.isEmpty == true && pooling?.others.first?.effect == "compatible")
    }

    @Test func aMetricThatReadsWhatIsNewCountsOnlyTheNewest() throws {
        let folder = try TemporaryFolder()
        let second = try survey(2) {
            $0.replacing(
                "metric promoter",
                with: "text why \"Why?\"\nmetric said = share(answered(why))\nmetric promoter")
        }
        let (statistics, pooling) = try pooled(try store(folder, [try survey(1), second]))
        #expect(base("said", statistics) == 20 && base("promoter", statistics) == 40)
        #expect(pooling?.others.first?.leftOut.map(\.name) == ["said"])
        #expect(pooling?.versions(ofMetric: "said", in: nil) == [2])
    }

    @Test func aMetricIsComputedInItsPresentFormOverAllVersions() throws {
        let folder = try TemporaryFolder()
        let second = try survey(2) { $0.replacing("where channel == phone", with: "where channel == store") }
        let (statistics, _) = try pooled(try store(folder, [try survey(1), second]))
        let entries = try #require(
            try self.store(try TemporaryFolder(), [second]).pooledResponses(
                to: "shop", populations: .textOnly))
        let alone = SurveyStatistics(entries.tallies)
        #expect(base("remote", statistics) == 2 * (base("remote", alone) ?? 0))
    }

    @Test func optionsInAnotherPlaceAreCountedByName() throws {
        let folder = try TemporaryFolder()
        let shuffled = { (text: String) in text.replacing("- store = 1", with: "shuffle\n- store = 1") }
        let second = try survey(2) {
            shuffled($0).replacing("- store = 1 \"Store\"\n", with: "")
                .replacing("- phone = 2 \"Phone\"", with: "- phone = 2 \"Phone\"\n- store = 1 \"Store\"")
                + "\nmetric here = csat(overall) where channel == store"
        }
        let (statistics, pooling) = try pooled(try store(folder, [try survey(1, shuffled), second]))
        #expect(pooling?.others.first?.leftOut.isEmpty == true)
        #expect(base("remote", statistics) == 20 && base("here", statistics) == 20)
        let channels = try #require(
            statistics.distributions.first { $0.name == "channel" && $0.cell.locale == nil }?.content)
        #expect(channels.bins.map(\.name) == ["phone", "store"] && channels.bins.map(\.count) == [20, 20])
    }

    @Test func aVersionThatIsAnotherStudyIsLeftOutAndKept() throws {
        let folder = try TemporaryFolder()
        let second = try survey(2) {
            $0.replacing("How likely?", with: "Likely?").replacing("How satisfied?", with: "Satisfied?")
                .replacing("Where?", with: "Where was it?")
        }
        let store = try store(folder, [try survey(1), second])
        let (statistics, pooling) = try pooled(store)
        #expect(statistics.everybody?.total == 20 && statistics.versions == [2])
        #expect(pooling?.others.first?.isCounted == false && pooling?.others.first?.responses == 20)
        #expect(try store.responseCount() == 40)
    }

    @Test func oneLanguageMayBeComparableAndAnotherNot() throws {
        let folder = try TemporaryFolder()
        func translated(_ survey: Survey, _ words: String) -> Survey {
            var survey = survey
            survey.localizations = [
                Localization(
                    tag: "es",
                    texts: survey.texts.map {
                        LocalizedText(
                            state: .current,
                            template: $0.key == "question.overall" ? words : "es \($0.source)")
                    })
            ]
            return survey
        }
        let surveys = [translated(try survey(1), "¿Satisfecho?"), translated(try survey(2), "¿Contento?")]
        let (statistics, pooling) = try pooled(try store(folder, surveys, locales: ["en", "es"]))
        #expect(base("satisfied", statistics, locale: "en") == 40)
        #expect(base("satisfied", statistics, locale: "es") == 20)
        #expect(base("satisfied", statistics) == 60 && base("promoter", statistics) == 80)
        #expect(pooling?.others.first?.leftOut.first?.locales == ["es"])
        #expect(pooling?.versions(ofMetric: "satisfied", in: "es") == [2])
        #expect(pooling?.versions(ofMetric: "satisfied", in: "en") == [1, 2])
    }

    @Test func threeVersionsAreEachJudgedByThemselves() throws {
        let folder = try TemporaryFolder()
        let surveys = [
            try survey(1), try survey(2) { $0.replacing("How satisfied?", with: "Satisfied?") },
            try survey(3) {
                $0.replacing("How satisfied?", with: "Satisfied?").replacing("How likely?", with: "Likely?")
            },
        ]
        let (statistics, pooling) = try pooled(try store(folder, surveys))
        #expect(base("promoter", statistics) == 20 && base("satisfied", statistics) == 40)
        #expect(pooling?.others.map(\.version) == [1, 2])
        #expect(
            pooling?.others.map { $0.leftOut.filter(\.isMetric).map(\.name) } == [
                ["promoter", "satisfied", "remote"], ["promoter"],
            ])
    }

    @Test func whatStoresKeepIsWhatReadingAgainGives() throws {
        // Versions of different structures are added up by name; of one structure they are read again. The same answers
        // must give the same figures either way.
        let added = try TemporaryFolder()
        let read = try TemporaryFolder()
        let longer = { (text: String) in
            text.replacing("metric promoter", with: "text why \"Why?\"\nmetric promoter")
        }
        let (byName, _) = try pooled(try store(added, [try survey(1), try survey(2, longer)]))
        let (byReading, _) = try pooled(
            try store(
                read, [try survey(1), try survey(2) { longer($0) + "\nmetric more = mean(recommend)" }]))
        for metric in ["promoter", "satisfied", "remote"] {
            let pair = [byName, byReading].map { statistics in
                statistics.figures.filter { $0.metric == metric }.map(\.measures)
            }
            #expect(pair[0] == pair[1])
        }
    }
}

/// A folder that goes away with the test.
private final class TemporaryFolder {
    private let url = FileManager.default.temporaryDirectory.appending(path: "pool-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}
