import Foundation
import SurveyCompiler
import SurveyModel
import Testing

/// What `for`, `shuffle`, `draw` and `split` are in the compiled survey.
@Suite struct RosterTests {
    static let channels = """
        yesno digital "Do you use our website?"
        options channels {
            - store "In the store"
            - phone "By phone"
            - bot   "Through the chat assistant"  if digital
            - other "Another way"  specify
            - none  "None of these"  exclusive
        }
        choices used from channels "Which ways did you use?"

        """

    static func compiled(_ body: String) throws -> Survey {
        let compilation = compile(survey(body))
        #expect(
            compilation.diagnostics.isEmpty, "\(render(compilation.diagnostics, in: compilation.sources))")
        return try #require(compilation.survey)
    }

    static func codes(_ body: String) -> [String] { compile(survey(body)).diagnostics.map(\.code) }

    /// The conditions of the units, as an author would write them.
    static func units(_ survey: Survey) -> [String] {
        survey.blocks.compactMap { block in
            guard case .unit(let condition) = block.kind else { return nil }
            return condition?.text(in: survey) ?? "always"
        }
    }

    static func arms(_ survey: Survey) -> [String] {
        survey.blocks.compactMap { block in
            guard case .arm(let condition, _) = block.kind else { return nil }
            return condition?.text(in: survey) ?? "else"
        }
    }

    static func names(_ survey: Survey) -> [String] { survey.variables.map(\.name) }

    @Test func aLoopIsWrittenOutForEachOptionButExclusiveOnes() throws {
        let survey = try Self.compiled(
            Self.channels + """
                for c in used as table {
                    page about "About {c}" {
                        csat satisfied "How satisfied were you with {c}?"
                        if satisfied <= 2 { text wrong "What went wrong?" optional }
                    }
                }
                """)
        #expect(
            Self.names(survey).dropFirst(3) == [
                "satisfied.store", "wrong.store", "satisfied.phone", "wrong.phone", "satisfied.bot",
                "wrong.bot", "satisfied.other", "wrong.other",
            ])
        #expect(Self.units(survey) == ["store in used", "phone in used", "bot in used", "other in used"])
        #expect(Self.arms(survey).first == "satisfied.store <= 2")
        let roster = try #require(survey.rosters.first)
        #expect(survey.rosters.count == 1)
        #expect(roster.name == "c")
        #expect(roster.source == .options(ListID(0), of: survey.variable(named: "used")))
        #expect(roster.display == .table)
        #expect(roster.instances.map(\.name) == ["store", "phone", "bot", "other"])
        #expect(roster.instances.map(\.value) == [0, 1, 2, 3])
        #expect(survey[roster.block].kind == .collection(isShuffled: false, draw: nil))
        for instance in roster.instances { #expect(survey[instance.block].parent == roster.block) }
        #expect(survey.questions.map(\.stem).dropFirst(2).prefix(2) == ["satisfied", "wrong"])
        let pages = survey.blocks.compactMap { block in
            if case .page(let name, _) = block.kind { name } else { nil }
        }
        #expect(pages.suffix(4) == ["about.store", "about.phone", "about.bot", "about.other"])
    }

    @Test func textsOfPassesShareTheirKeyAndDifferInWhatTheyPipe() throws {
        let survey = try Self.compiled(
            Self.channels + """
                for c in used {
                    csat satisfied "How satisfied were you with {c}?" { 1 "Not at all"
                        5 "Very" }
                    text why "Why?" optional
                }
                """)
        let satisfied = survey.texts.filter { $0.key == "question.satisfied" }
        #expect(satisfied.count == 4)
        #expect(Set(satisfied.map(\.source)) == ["How satisfied were you with {c}?"])
        let used = survey.variable(named: "used")
        #expect(
            satisfied.map(\.pipes)
                == (0..<4).map {
                    [Text.Pipe(name: "c", source: .option(ListID(0), $0, of: used))]
                })
        // What is the same in every pass is there once.
        #expect(survey.texts.count { $0.key == "question.why" } == 1)
        #expect(survey.scales.count == 1)
    }

    @Test func aPassHoldsOnlyWhatCanHappenInIt() throws {
        let survey = try Self.compiled(
            Self.channels + """
                for c in used {
                    if c == bot { yesno handled "Did it help?" } else if c in [store, phone] { yesno met "Nice?" }
                    if c == bot and handled { text how "How?" }
                    if c != bot { yesno fast "Fast?" }
                }
                """)
        #expect(
            Self.names(survey).dropFirst(3) == [
                "met.store", "fast.store", "met.phone", "fast.phone", "handled.bot", "how.bot", "fast.other",
            ])
        #expect(Self.arms(survey) == ["handled.bot"])
    }

    @Test func numbersGoUpToTheMostThatThereCanBe() throws {
        let survey = try Self.compiled(
            """
            number party 1...3 "How many were you?"
            for g in 1...party {
                number age 0...120 "How old is guest {g}?"
                if g > 1 { yesno child "Is it your child?" }
            }
            if mean(age) < 20 and age.1 > 30 and count(child) >= 1 { note young "Young." }
            """)
        #expect(Self.names(survey) == ["party", "age.1", "age.2", "child.2", "age.3", "child.3"])
        #expect(Self.units(survey) == ["party >= 1", "party >= 2", "party >= 3"])
        #expect(survey.rosters[0].source == .numbers)
        #expect(
            Self.arms(survey) == [
                "mean(age.1, age.2, age.3) < 20 and age.1 > 30 and count(child.2, child.3) >= 1"
            ])
    }

    @Test func loopsWithinLoopsNameBothPasses() throws {
        let survey = try Self.compiled(
            Self.channels + """
                for c in channels except [bot, other] {
                    for g in 1...2 {
                        number cost 0...100 "What did {c} cost on visit {g}?"
                    }
                    if max(cost) > 50 { text why "Why so much?" }
                }
                if sum(cost) > 100 and cost.store.1 > 10 { note dear "That is a lot." }
                """)
        #expect(
            Self.names(survey).dropFirst(3) == [
                "cost.store.1", "cost.store.2", "why.store", "cost.phone.1", "cost.phone.2", "why.phone",
            ])
        #expect(survey.rosters.map(\.name) == ["c", "g", "g"])
        #expect(
            Self.arms(survey) == [
                "max(cost.store.1, cost.store.2) > 50", "max(cost.phone.1, cost.phone.2) > 50",
                "sum(cost.store.1, cost.store.2, cost.phone.1, cost.phone.2) > 100 and cost.store.1 > 10",
            ])
    }

    @Test func gridsInLoopsAreNamedByPassAndRow() throws {
        let survey = try Self.compiled(
            Self.channels + """
                for c in channels except [bot, other] {
                    grid quality 1...5 "How far do you agree?" {
                        - kept "They kept their word"
                        - fast "They were fast"
                    }
                    if quality.kept <= 2 or any(quality <= 1) { text why "Why?" }
                }
                if any(quality <= 2) and mean(quality.kept) > 3 and quality.store.fast > 1 { note n "N." }
                """)
        #expect(Self.names(survey).dropFirst(3).prefix(2) == ["quality.store.kept", "quality.store.fast"])
        #expect(
            Self.arms(survey)[0]
                == "quality.store.kept <= 2 or quality.store.kept <= 1 or quality.store.fast <= 1"
                || Self.arms(survey)[0]
                    == "quality.store.kept <= 2 or (quality.store.kept <= 1 or quality.store.fast <= 1)"
        )
        #expect(Self.arms(survey)[2].contains("quality.phone.fast <= 2"))
        #expect(Self.arms(survey)[2].contains("mean(quality.store.kept, quality.phone.kept) > 3"))
    }

    @Test func bracketsNameThePassOfAnotherLoop() throws {
        let survey = try Self.compiled(
            Self.channels + """
                for c in used {
                    csat satisfied "How satisfied were you with {c}?"
                }
                for d in used draw 2 {
                    if satisfied[d] <= 2 { text why "You were not satisfied with {d}. Why?" optional }
                }
                """)
        #expect(Self.arms(survey).first == "satisfied.store <= 2")
        #expect(survey[survey.rosters[1].block].kind == .collection(isShuffled: false, draw: 2))
    }

    @Test func exceptLeavesOutOptionsAndAnswers() throws {
        let survey = try Self.compiled(
            Self.channels + """
                choice best from channels "Which was best?" optional
                for c in channels except [other, bot] except best { yesno know "Do you know {c}?" }
                """)
        #expect(
            Self.units(survey) == [
                "not (answered(best) and best == store)", "not (answered(best) and best == phone)",
            ])
    }

    @Test func shuffledAndDrawnThingsAreUnits() throws {
        let survey = try Self.compiled(
            """
            number party 1...3 "How many were you?"
            shuffle {
                yesno clean "Was it clean?"
                if party > 1 { yesno room "Was there room?" }
                page staff { csat mood "How was our staff?"
                    if mood <= 2 { text why "Why?" } }
            }
            draw 1 {
                yesno a "A?"
                if party > 2 { yesno b "B?" } else { yesno c "C?" }
            }
            """)
        let collections = survey.blocks.filter { if case .collection = $0.kind { true } else { false } }
        #expect(
            collections.map(\.kind) == [
                .collection(isShuffled: true, draw: nil), .collection(isShuffled: false, draw: 1),
            ])
        #expect(Self.units(survey) == ["always", "party > 1", "always", "always", "always"])
        // The steps of a collection all stand in its units.
        for (index, block) in survey.blocks.enumerated() {
            guard case .collection = block.kind else { continue }
            let covered = survey.blocks.filter { $0.parent == BlockID(index) }.flatMap { Array($0.steps) }
            #expect(covered == Array(block.steps))
        }
    }

    @Test func aSplitIsADrawAndArmsThatMayShareNames() throws {
        let survey = try Self.compiled(
            """
            split wording {
                - plain { nps recommend "Would you recommend us?" }
                - warm weight 2 { nps recommend "Would you tell a friend about us?" }
            }
            if wording == warm { text why "Why?" }
            """)
        let variable = try #require(survey.variables.first)
        #expect(variable.name == "wording")
        #expect(variable.role == .split(weights: [1, 2]))
        #expect(survey.lists[0].options.map(\.name) == ["plain", "warm"])
        #expect(Self.names(survey) == ["wording", "recommend", "why"])
        #expect(Self.arms(survey) == ["wording == plain", "wording == warm", "wording == warm"])
        #expect(survey.steps.first?.action == .draw(VariableID(0)))
    }

    @Test func oneLetInSeveralArmsHasSeveralFormulas() throws {
        let survey = try Self.compiled(
            """
            nps recommend "Would you recommend us?"
            if recommend >= 9 { let weight = 2 } else { let weight = 1 }
            if weight > 1 { text why "Why?" }
            """)
        #expect(survey.variables[1].role == .computed([.literal(.number(2)), .literal(.number(1))]))
        let computed = survey.steps.map(\.action).filter { if case .compute = $0 { true } else { false } }
        #expect(computed == [.compute(VariableID(1), formula: 0), .compute(VariableID(1), formula: 1)])
    }

    @Test func pluralsKnowWhatDecides() throws {
        let survey = try Self.compiled(
            """
            number nights 1...30 "How many nights did you stay?"
            note stay "You stayed one night." plural nights "You stayed {nights} nights."
            for g in 1...2 { note guest "One guest" plural g "{g} guests" }
            """)
        let stay = try #require(survey.texts.first { $0.key == "question.stay" })
        #expect(
            stay.plural
                == Text.Plural(
                    name: "nights", count: .variable(VariableID(0)), source: "You stayed {nights} nights."))
        #expect(stay.pipes.map(\.name) == ["nights"])
        let guests = survey.texts.filter { $0.key == "question.guest" }
        #expect(guests.map(\.plural?.count) == [.number(1), .number(2)])
    }

    @Test func whatAPassLeavesOutIsNotReadThroughTheWholeLoop() {
        let loop =
            Self.channels + """
                for c in used {
                    csat satisfied "How satisfied were you with {c}?"
                    if c == store { yesno clean "Was it clean?" }
                    if c == phone { yesno held "Were you put on hold?" }
                }

                """
        #expect(Self.codes(loop + "if any(satisfied <= 2 and clean) { note n \"N.\" }\n").isEmpty)
        #expect(Self.codes(loop + "if any(held and clean) { note n \"N.\" }\n") == ["E0214"])
        #expect(Self.codes(loop + "if any(clean) { note n \"N.\" }\n").isEmpty)
    }

    @Test func hostileLoopsAreBoundedBeforeTheyAreWrittenOut() {
        let nested =
            String(repeating: "for a in 1...1000 {\n", count: 9_000) + "note n \"N\"\n"
            + String(repeating: "}\n", count: 9_000)
        #expect(Self.codes(nested).contains("E0417"))
        let options = (0..<2_000).map { "- o\($0) \"O\"\n" }.joined()
        let loops = (0..<2_000).map { "for c\($0) in l {\n csat q\($0) \"Q\"\n}\n" }.joined()
        #expect(Self.codes("options l {\n\(options)}\n\(loops)").contains("E0417"))
        let uses =
            "for g in 1...900 {\n csat s \"S\"\n}\n"
            + (0..<200).map { "if any(s <= 2) { note n\($0) \"N\" }\n" }.joined()
        #expect(Self.codes(uses).contains("E0319"))
        let shuffles =
            String(repeating: "shuffle {\n", count: 9_990) + "note n \"N\"\n"
            + String(repeating: "}\n", count: 9_990)
        #expect(compile(survey(shuffles)).survey != nil)
    }
}
