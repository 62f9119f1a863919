import Foundation
import RoutingProof
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

/// Comparisons of whole surveys, of languages, and of who is asked.
@Suite("Two versions")
struct VersionTests {
    private func compare(
        _ old: String, _ new: String, _ proof: PopulationProof = .textOnly
    ) throws -> [Change] {
        Comparison(from: try sampleSurvey(old), to: try sampleSurvey(new), populations: proof).changes
    }

    /// Refuses to decide: a survey that is only laid out otherwise needs no proof.
    private let unneeded = PopulationProof { _, _, subjects in
        Issue.record("\(subjects) needed a proof")
        return []
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Surveys").resolvingSymlinksInPath()

    private static func instruments() throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "survey" }.sorted { $0.path < $1.path }
            .map { ($0.path, try String(contentsOf: $0, encoding: .utf8)) }
    }

    private func compiled(file: String, _ text: String) throws -> Survey {
        try #require(
            compile(SourceFile(name: file, bytes: Array(text.utf8))) { path in
                guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return nil }
                return SourceFile(name: path, bytes: Array(bytes))
            }.survey)
    }

    @Test func anInstrumentIsTheSameAsItself() throws {
        let instruments = try Self.instruments()
        #expect(instruments.count >= 10)
        for (name, text) in instruments {
            let survey = try compiled(file: name, text)
            let comparison = Comparison(from: survey, to: survey, populations: unneeded)
            #expect(comparison.changes.isEmpty && comparison.effect == nil, "\(name)")
            #expect(comparison.text.contains("No change"))
        }
    }

    @Test func layoutAndCommentsAreNoChange() throws {
        for (name, text) in try Self.instruments() {
            let spaced = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.hasPrefix("///") || $0.contains("\"") ? "  \($0)" : "  \($0)  // said again" }
                .joined(separator: "\n\n")
            // An empty line between a text and what goes on with it would end it.
            guard let survey = try? compiled(file: name, spaced) else { continue }
            let comparison = Comparison(
                from: try compiled(file: name, text), to: survey, populations: unneeded)
            #expect(comparison.changes.isEmpty, "\(name): \(comparison.text)")
        }
    }

    @Test func everythingIsTheSameAsItself() {
        let survey = Sample.everything
        #expect(Comparison(from: survey, to: survey, populations: unneeded).changes.isEmpty)
    }

    @Test("a change one way is a change of the same class or a known other the other way", arguments: pairs)
    func backAndForth(_ pair: Pair) throws {
        let (old, new) = (try sampleSurvey(pair.old), try sampleSurvey(pair.new))
        let there = Comparison(from: old, to: new, populations: .textOnly)
        let back = Comparison(from: new, to: old, populations: .textOnly)
        #expect(!back.changes.isEmpty)
        // What is added one way is removed the other, which can only be worse by a class that says so.
        let oneWay: Set<ChangeRule> = [
            .questionAdded, .rowAdded, .variableAdded, .instanceAdded, .givenOption, .widerBounds,
            .optionAdded,
            .scaleBounds, .selectLimits, .questionInserted, .rowOrder, .variableRemoved, .optionRemoved,
            .scaleNarrower, .narrowerBounds, .narrowerSelect, .pattern, .total,
        ]
        if Set(there.changes.map(\.rule)).isDisjoint(with: oneWay) { #expect(back.effect == there.effect) }
    }

    // MARK: Languages

    private func translated(_ survey: Survey, _ tags: [String: [String: String]]) -> Survey {
        var survey = survey
        survey.translations = tags.keys.sorted()
        survey.localizations = survey.translations.map { tag in
            Localization(
                tag: tag,
                texts: survey.texts.map { text in
                    tags[tag]?[text.key].map { LocalizedText(state: .current, template: $0) }
                        ?? LocalizedText(state: .missing, template: text.source)
                })
        }
        return survey
    }

    @Test func aNewLanguageIsCompatible() throws {
        let survey = try sampleSurvey("yesno a \"A?\"")
        let spanish = translated(survey, ["es": ["question.a": "¿A?"]])
        let added = Comparison(from: survey, to: spanish, populations: unneeded)
        #expect(added.changes.map(\.rule) == [.localeAdded])
        let removed = Comparison(from: spanish, to: survey, populations: unneeded)
        #expect(removed.changes.map(\.rule) == [.localeRemoved])
    }

    @Test func anotherTranslationConcernsItsLanguageOnly() throws {
        let survey = try sampleSurvey("nps a \"A?\"\nmetric m = nps(a)")
        let old = translated(survey, ["es": ["question.a": "¿A?"], "sv": ["question.a": "Å?"]])
        let new = translated(survey, ["es": ["question.a": "¿Otra?"], "sv": ["question.a": "Å?"]])
        let comparison = Comparison(from: old, to: new, populations: unneeded)
        #expect(comparison.changes.map(\.rule) == [.wording])
        #expect(comparison.changes[0].locales == ["es"])
        #expect(comparison.changes[0].metrics == ["m"])
        let pooling = Poolability(comparison, from: old, to: new)
        let obstacle = try #require(pooling.metrics[0])
        #expect(obstacle.applies(to: "es") && !obstacle.applies(to: "sv") && !obstacle.applies(to: "en"))
    }

    @Test func whoReadsAStaleTranslationReadsTheSameWords() throws {
        let before = translated(
            try sampleSurvey("nps a \"A?\""), ["es": ["question.a": "¿A?"]])
        var after = translated(
            try sampleSurvey("nps a \"Another?\""), ["es": ["question.a": "¿A?"]])
        for position in after.texts.indices where after.texts[position].key == "question.a" {
            after.localizations[0].texts[position].state = .stale
        }
        let changes = Comparison(from: before, to: after, populations: unneeded).changes
        #expect(changes.map(\.rule) == [.wording, .translationState])
        #expect(changes[0].locales == ["en"] && changes[1].locales == ["es"])
    }

    // MARK: Order

    @Test func unitsThatAreShuffledHaveNoOrder() throws {
        let changes = try compare(
            "shuffle {\ncsat a \"A?\"\ncsat b \"B?\"\n}\nnps c \"C?\"",
            "shuffle {\ncsat b \"B?\"\ncsat a \"A?\"\n}\nnps c \"C?\"")
        #expect(changes.isEmpty)
        let options = try compare(
            "choice a \"A?\" {\nshuffle\n- x = 1 \"X\"\n- y = 2 \"Y\"\n}",
            "choice a \"A?\" {\nshuffle\n- y = 2 \"Y\"\n- x = 1 \"X\"\n}")
        #expect(options.isEmpty)
    }

    @Test func onlyWhatChangedSidesIsTouched() throws {
        let questions = ["a", "b", "c", "d", "e"].map { "csat \($0) \"\($0)?\"" }
        var moved = questions
        moved.swapAt(1, 2)
        let changes = try compare(
            questions.joined(separator: "\n"), moved.joined(separator: "\n"))
        #expect(changes.map(\.rule) == [.questionOrder])
        #expect(changes[0].variables == ["c", "b"])
        #expect(changes[0].before == "b, c" && changes[0].after == "c, b")
    }

    // MARK: Who is asked

    private let differs = PopulationProof { _, _, subjects in
        subjects.map { _ in .different(gained: ["x = 1"], lost: nil) }
    }
    private let agrees = PopulationProof { _, _, subjects in subjects.map { _ in .same } }

    private let branch = "number n 0...9 \"N?\"\nif n > 4 {\ncsat a \"A?\"\ncsat b \"B?\"\n}\ncsat c \"C?\""

    @Test func theSamePeopleAskedAnotherWayIsCosmetic() throws {
        let changes = try compare(branch, branch.replacing("n > 4", with: "n >= 5"), agrees)
        #expect(changes.map(\.rule) == [.routingRewritten])
        #expect(changes[0].before == "n > 4" && changes[0].after == "n >= 5")
    }

    @Test func otherPeopleAreNamedOnceForAWholeArm() throws {
        let changes = try compare(branch, branch.replacing("n > 4", with: "n > 3"), differs)
        #expect(changes.map(\.rule) == [.population])
        #expect(changes[0].variables == ["a", "b"])
        #expect(changes[0].population?.gained == ["x = 1"])
        #expect(changes[0].population?.followers == ["b"])
    }

    @Test func withoutAProofNothingIsCalledEqual() throws {
        let changes = try compare(branch, branch.replacing("n > 4", with: "n >= 5"))
        #expect(changes.map(\.rule) == [.populationUndecided])
    }

    @Test func whatFollowsFromAboveIsNamedWithItsCause() throws {
        let chain = """
            yesno a "A?"
            if a { csat b "B?" }
            if b > 3 { csat c "C?" }
            csat d "D?"
            """
        let changes = try compare(chain, chain.replacing("if a {", with: "if not a {"), differs)
        #expect(changes.map(\.rule) == [.population, .population])
        #expect(changes[0].subject.name == "b" && changes[0].variables == ["b"])
        #expect(changes[1].subject.name == "b" && changes[1].variables == ["c"])
    }

    @Test func aNewScreenOutIsTheCauseOfAllThatFollows() throws {
        let plain = "number n 0...99 \"N?\"\ncsat a \"A?\"\ncsat b \"B?\""
        let screened = plain.replacing(
            "\ncsat a", with: "\nif n < 18 { finish screened young \"Bye\" }\ncsat a")
        let changes = try compare(plain, screened, differs)
        #expect(changes.map(\.rule) == [.population, .endingAdded])
        #expect(changes[0].subject == Change.Subject(.ending, "young"))
        #expect(changes[0].variables == ["a", "b"])
        let back = try compare(screened, plain, differs)
        #expect(back.map(\.rule) == [.population, .endingRemoved])
        #expect(back[0].subject == Change.Subject(.ending, "young"))
    }

    @Test func anOptionThatNobodyReadsNeedsAProofAndChangesNothingBelow() throws {
        let list = "choice q \"Q?\" {\n- x \"X\"\n- y \"Y\"\n}\nif q == x { csat a \"A?\" }"
        let changes = try compare(list, list.replacing("- y \"Y\"", with: "- y \"Y\"\n- z \"Z\""), agrees)
        #expect(changes.map(\.rule) == [.optionAdded])
    }

    @Test func aCheckThatStopsTheSamePeopleIsTheSame() throws {
        let text = "number n 0...9 \"N?\"\nrequire n > 4 else c \"No.\"\ncsat a \"A?\""
        #expect(
            Set(try compare(text, text.replacing("n > 4", with: "n >= 5"), agrees).map(\.rule))
                == [.routingRewritten])
        let other = try compare(text, text.replacing("n > 4", with: "n > 3"), differs)
        #expect(other.map(\.rule) == [.hardCheck, .population])
    }

    @Test func aRosterIsComparedByItsQuestions() throws {
        let text = "choices q \"Q?\" {\n- x \"X\"\n- y \"Y\"\n}\nfor c in q { csat s \"S?\" }"
        let added = try compare(text, text.replacing("- y \"Y\"", with: "- y \"Y\"\n- z \"Z\""), agrees)
        #expect(added.map(\.rule) == [.optionAdded, .instanceAdded])
        let other = try compare(
            text,
            text.replacing("csat s", with: "csat s").replacing("for c in q {", with: "for c in q as table {"))
        #expect(other.map(\.rule) == [.table])
    }

    @Test func aLongChainIsComparedInTime() throws {
        func chain(_ count: Int, _ first: Int) -> String {
            var text = "rating q0 1...5 \"Question 0?\"\n"
            for position in 1..<count {
                text +=
                    "if q\(position - 1) > \(position == 1 ? first : 2) { rating q\(position) 1...5 \"Question \(position)?\" }\n"
            }
            return text
        }
        let (old, new) = (try sampleSurvey(chain(2_000, 2)), try sampleSurvey(chain(2_000, 3)))
        let changes = Comparison(from: old, to: new, populations: differs).changes
        #expect(changes.map(\.rule) == [.population, .population])
        #expect(changes[1].variables.count == 1_998)
    }
}

/// The page that explains every rule.
@Suite("The page about versions")
struct VersionsPageTests {
    @Test func eachRuleStandsUnderItsClassWithItsReason() throws {
        let page = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Documentation/Versions.md"), encoding: .utf8)
        var effect: ChangeClass?
        var listed: [ChangeRule: ChangeClass] = [:]
        for line in page.split(separator: "\n") {
            if line.hasPrefix("### ") { effect = ChangeClass.allCases.first { line == "### \($0.title)" } }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let effect, cells.count == 3, cells[0].hasPrefix("`"),
                let rule = ChangeRule(rawValue: String(cells[0].dropFirst().dropLast()))
            else { continue }
            #expect(cells[1] == rule.title && cells[2] == rule.reason, "\(rule.rawValue)")
            listed[rule] = effect
        }
        #expect(listed.count == ChangeRule.allCases.count)
        for rule in ChangeRule.allCases { #expect(listed[rule] == rule.effect, "\(rule.rawValue)") }
    }

    @Test func classesAreOrderedByWhatIsLost() {
        #expect(ChangeClass.allCases == ChangeClass.allCases.sorted())
        #expect(ChangeClass.allCases.map(\.allowsPooling) == [true, true, false, false])
    }
}
