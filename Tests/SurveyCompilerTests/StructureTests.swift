import Foundation
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

/// The structure hash changes with what answers mean, and with nothing else.
@Suite struct StructureTests {
    func shipped(_ changes: [(String, String)] = []) throws -> String {
        let source = try Folder.source(
            Folder.package.appendingPathComponent("Surveys/service_loyalty.survey"))
        var text = String(decoding: source.bytes, as: UTF8.self)
        // Its tests name what is changed here.
        if let tests = text.range(of: "\ntest \"") { text.removeSubrange(tests.lowerBound...) }
        text += "\n"
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacingOccurrences(of: old, with: new)
        }
        let compilation = compile(SourceFile(name: "x", text: text))
        return try #require(compilation.survey, "\(render(compilation.diagnostics, in: compilation.source))")
            .structure
    }

    @Test func isASHA256() throws {
        let hash = try shipped()
        #expect(hash.hasPrefix("sha256:"))
        #expect(hash.utf8.count == 71)
    }

    @Test func wordingDoesNotChangeIt() throws {
        let hash = try shipped()
        #expect(try shipped([("\"By phone\"", "\"On the telephone\"")]) == hash)
        #expect(try shipped([("3 \"Neither agree nor disagree\"\n", "\n")]) == hash)
        #expect(try shipped([("metric easy         = ces(ease)\n", "")]) == hash)
        #expect(
            try shipped([
                ("title \"How did we do today?\"\n", ""), ("translations es, sv, el", "translations es"),
            ]) == hash)
        #expect(try shipped([("        shuffle\n", "")]) == hash)
        #expect(try shipped([("optional lines 4", "optional lines 6")]) == hash)
    }

    @Test func meaningChangesIt() throws {
        let hash = try shipped()
        let changes = [
            [("- phone ", "- phones "), ("[phone,", "[phones,")],
            [("recommend <= 6", "recommend <= 5")],
            [("select 1...3", "select 1...2")], [("spend 0...100000", "spend 0...99999")],
            [("- store   \"", "- store = 9 \"")],
            [("given visits: number 0...10000 optional", "given visits: number 0...10000")],
            [("finish \"", "finish screened \"")], [("confirm spend", "require spend")],
            [("dont_know", "refused")], [("decimals 2", "decimals 1")],
            [("\"They treated me as a person\"", "\"They treated me as a person\" reversed")],
        ]
        var seen: Set<String> = [hash]
        for change in changes { #expect(seen.insert(try shipped(change)).inserted, "\(change)") }
    }
}

/// The structure of what the whole language adds.
@Suite struct EverythingStructureTests {
    /// Changes a copy of the sample.
    func hash(_ change: (inout Survey) -> Void) -> String {
        var survey = Sample.everything
        change(&survey)
        return survey.structureHash
    }

    func change(_ name: String, _ change: (inout Question) -> Void) -> String {
        hash { survey in
            guard let index = survey.questions.firstIndex(where: { $0.name == name }) else { return }
            change(&survey.questions[index])
        }
    }

    func vary(_ name: String, _ change: (inout Variable) -> Void) -> String {
        hash { survey in
            guard let index = survey.variables.firstIndex(where: { $0.name == name }) else { return }
            change(&survey.variables[index])
        }
    }

    @Test func everythingHasAForm() {
        // A bound that is open and an arm without a condition are null; nothing else is.
        let text = Sample.everything.structuralForm.compactText
        #expect(!text.contains("null,null,null"))
        #expect(!text.contains(":null"))
    }

    @Test func meaningChangesIt() throws {
        let before = hash { _ in }
        let pattern = try TextPattern("[a-z]+")
        let changed = [
            change("used") { $0.draw = 1 }, change("best") { $0.carried.removeLast() },
            change("best") { $0.carried[1] = .except([2]) }, change("rest") { $0.carried = [] },
            change("parts") { question in
                if case .allocate(let list, _) = question.kind { question.kind = .allocate(list, total: 10) }
            },
            vary("rank") { variable in
                if case .order(let list, _) = variable.domain {
                    variable.domain = .order(list, select: 1...3)
                }
            },
            vary("arrival") { $0.domain = .date(DateRule(low: .today(offset: 1))) },
            vary("meeting") { $0.domain = .time(TimeRule()) },
            vary("code") { $0.domain = .text(TextRule(length: 6)) },
            vary("code") { $0.domain = .text(TextRule(length: 6, pattern: pattern)) },
            vary("mail") { $0.domain = .text(TextRule(pattern: .phone)) },
            vary("label") { variable in
                if case .computed(let formulas) = variable.role {
                    variable.role = .computed(formulas.reversed())
                }
            },
            hash { survey in
                for index in survey.blocks.indices {
                    if case .collection(let shuffles, 2) = survey.blocks[index].kind {
                        survey.blocks[index].kind = .collection(isShuffled: shuffles, draw: 1)
                    }
                }
            },
            hash { survey in
                for index in survey.blocks.indices {
                    if case .unit(.some) = survey.blocks[index].kind {
                        survey.blocks[index].kind = .unit(condition: nil)
                    }
                }
            },
            hash { survey in
                for index in survey.steps.indices {
                    if case .compute(let id, 1) = survey.steps[index].action {
                        survey.steps[index].action = .compute(id, formula: 0)
                    }
                }
            },
        ]
        var seen: Set<String> = [before]
        for (index, hash) in changed.enumerated() { #expect(seen.insert(hash).inserted, "change \(index)") }
    }

    @Test func eachExpressionHasAFormOfItsOwn() throws {
        let (id, other) = (VariableID(0), VariableID(1))
        let pattern = try TextPattern("a")
        let formulas: [Formula] = [
            .contains(.variable(id), "a"), .contains(.variable(id), "b"), .matches(.variable(id), pattern),
            .matches(.variable(id), .email), .age(.variable(id), on: .variable(other)),
            .age(.variable(other), on: .variable(id)), .place(id, option: 1), .ranked(id, place: 1),
            .includes(id, option: 1), .literal(.order([1, 0])), .literal(.options([0, 1])),
            .literal(.order([0, 1])),
            .literal(.date(CalendarDay(number: 0))), .literal(.text("1970-01-01")),
            .literal(.time(TimeOfDay(minutes: 0))),
            .literal(.text("00:00")),
        ]
        var seen: Set<String> = []
        for formula in formulas {
            #expect(seen.insert(vary("odd") { $0.role = .computed([formula]) }).inserted, "\(formula)")
        }
    }

    @Test func wordingChanceAndOrderDoNotChangeIt() {
        let before = hash { _ in }
        #expect(vary("wording") { $0.role = .split(weights: [5, 1]) } == before)
        #expect(change("birth") { $0.suggestion = .date(CalendarDay(number: 0)) } == before)
        #expect(change("quality") { $0.display = nil } == before)
        #expect(
            hash { survey in
                for index in survey.blocks.indices {
                    if case .collection(_, let draw) = survey.blocks[index].kind {
                        survey.blocks[index].kind = .collection(isShuffled: false, draw: draw)
                    }
                }
                survey.texts[0].plural = nil
                survey.metrics = []
                survey.localizations = []
            } == before)
    }
}
