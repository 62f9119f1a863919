import RoutingProof
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing

/// A pair of small surveys, and what has to be said of them.
struct Pair: CustomTestStringConvertible, Sendable {
    let rule: ChangeRule
    let old: String
    let new: String
    var subject: String
    var variables: [String]
    /// Other rules that come with it.
    var beside: Set<ChangeRule>

    init(
        _ rule: ChangeRule, _ old: String, _ new: String, of subject: String,
        touches variables: [String] = [],
        beside: Set<ChangeRule> = []
    ) {
        self.rule = rule
        self.old = old
        self.new = new
        self.subject = subject
        self.variables = variables
        self.beside = beside
    }

    var testDescription: String { "\(rule.rawValue) of \(subject)" }
}

func sampleSurvey(_ body: String, header: String = "survey sample\nversion 1\nlanguage en\n") throws -> Survey
{
    let text = body.hasPrefix("survey") ? body : header + body
    let compilation = compile(SourceFile(name: "sample.survey", bytes: Array(text.utf8)))
    let errors = compilation.diagnostics.filter { $0.severity == .error }.map(\.message)
    return try #require(compilation.survey, "\(errors)\n\(text)")
}

let pairs: [Pair] = [
    // Cosmetic.
    Pair(.surveyTitle, "title \"One\"\nyesno a \"A?\"", "title \"Two\"\nyesno a \"A?\"", of: "sample"),
    Pair(.pageTitle, "page p \"One\" { yesno a \"A?\" }", "page p \"Two\" { yesno a \"A?\" }", of: "p"),
    Pair(.pageName, "page p \"One\" { yesno a \"A?\" }", "page q \"One\" { yesno a \"A?\" }", of: "q"),
    Pair(
        .pageBreaks, "page p { yesno a \"A?\"\nyesno b \"B?\" }",
        "page p { yesno a \"A?\" }\npage q { yesno b \"B?\" }", of: "b"),
    Pair(.help, "yesno a \"A?\" help \"One\"", "yesno a \"A?\" help \"Two\"", of: "a"),
    Pair(.help, "yesno a \"A?\"", "yesno a \"A?\" help \"Two\"", of: "a"),
    Pair(.codebookNote, "/// One\nyesno a \"A?\"", "/// Two\nyesno a \"A?\"", of: "a"),
    Pair(.note, "yesno a \"A?\"", "note n \"Now\"\nyesno a \"A?\"", of: "n"),
    Pair(.note, "note n \"Now\"\nyesno a \"A?\"", "note n \"Then\"\nyesno a \"A?\"", of: "n"),
    Pair(.note, "note n \"Now\"\nyesno a \"A?\"", "yesno a \"A?\"", of: "n"),
    Pair(.spacing, "yesno a \"A  is?\"", "yesno a \"A is?\"", of: "a"),
    Pair(
        .table, "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"S\"\n}",
        "grid g 1...5 \"G?\" as table {\n- r \"R\"\n- s \"S\"\n}", of: "g"),
    Pair(.idle, "yesno a \"A?\"", "yesno a \"A?\" idle 90", of: "a"),
    Pair(.textLines, "text a \"A?\" lines 2", "text a \"A?\" lines 4", of: "a"),
    Pair(
        .checkText, "number a 0...9 \"A?\"\nrequire a < 8 else c \"One\"",
        "number a 0...9 \"A?\"\nrequire a < 8 else c \"Two\"", of: "c"),
    Pair(
        .checkName, "number a 0...9 \"A?\"\nrequire a < 8 else c \"One\"",
        "number a 0...9 \"A?\"\nrequire a < 8 else d \"One\"", of: "d"),
    Pair(.endingText, "yesno a \"A?\"\nfinish \"One\"", "yesno a \"A?\"\nfinish \"Two\"", of: "finish"),
    Pair(
        .sharing, "scale s 1...5 { 1 \"Bad\"\n5 \"Good\" }\nrating a s \"A?\"",
        "scale t 1...5 { 1 \"Bad\"\n5 \"Good\" }\nrating a t \"A?\"", of: "t"),
    Pair(
        .sharing, "given g: choice from o\noptions o {\n- x \"X\"\n- y \"Y\"\n}\nyesno a \"A?\"",
        "given g: choice from o\noptions o {\n- y = 2 \"Y\"\n- x = 1 \"X\"\n}\nyesno a \"A?\"", of: "o"),
    Pair(
        .kindWord, "csat a 1...5 \"A?\" { 1 \"Bad\"\n5 \"Good\" }",
        "rating a 1...5 \"A?\" { 1 \"Bad\"\n5 \"Good\" }",
        of: "a"),
    Pair(
        .relation, "csat a \"A?\"\ncsat b \"B?\"\nnps c \"C?\"\ndrivers of c: a, b",
        "csat a \"A?\"\ncsat b \"B?\"\nnps c \"C?\"\ndrivers of c: a", of: "drivers of c: a"),
    Pair(
        .pinned, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "choice a \"A?\" {\n- x \"X\"\n- y \"Y\" pinned\n}",
        of: "a.y"),
    Pair(
        .groupTitle, "grid g 1...5 \"G?\" {\ngroup d \"One\" {\n- r \"R\"\n- s \"S\"\n}\n}",
        "grid g 1...5 \"G?\" {\ngroup d \"Two\" {\n- r \"R\"\n- s \"S\"\n}\n}", of: "g"),

    // Compatible.
    Pair(.questionAdded, "yesno a \"A?\"", "yesno a \"A?\"\nyesno b \"B?\"", of: "b"),
    Pair(.questionAdded, "nps a \"A?\"", "yesno b \"B?\"\nnps a \"A?\"", of: "b"),
    Pair(
        .rowAdded, "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"S\"\n}",
        "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"S\"\n- t \"T\"\n}", of: "g.t"),
    Pair(
        .rowAdded, "grid g 1...5 \"G?\" shuffle {\n- r \"R\"\n- s \"S\"\n}",
        "grid g 1...5 \"G?\" shuffle {\n- t \"T\"\n- r \"R\"\n- s \"S\"\n}", of: "g.t"),
    Pair(.variableAdded, "yesno a \"A?\"", "given g: text optional\nyesno a \"A?\"", of: "g"),
    Pair(
        .variableAdded, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "choice a \"A?\" {\n- x \"X\"\n- y \"Y\" specify\n}", of: "a.y"),
    Pair(.variableAdded, "number a 0...9 \"A?\"", "number a 0...9 \"A?\"\nlet b = a + 1", of: "b"),
    Pair(
        .instanceAdded, "for i in 1...2 { yesno a \"A?\" }", "for i in 1...3 { yesno a \"A?\" }", of: "a.3"),
    Pair(
        .givenOption, "given g: choice from o\noptions o {\n- x \"X\"\n}\nyesno a \"A?\"",
        "given g: choice from o\noptions o {\n- x \"X\"\n- y \"Y\"\n}\nyesno a \"A?\"", of: "o.y"),
    Pair(.givenRequired, "given g: text\nyesno a \"A?\"", "given g: text optional\nyesno a \"A?\"", of: "g"),
    Pair(.widerBounds, "number a 0...9 \"A?\"", "number a 0...99 \"A?\"", of: "a"),
    Pair(.widerBounds, "date a today-7...today \"A?\"", "date a today-9...today \"A?\"", of: "a"),
    Pair(.widerBounds, "text a \"A?\" length 10", "text a \"A?\" length 20", of: "a"),
    Pair(.widerBounds, "text a \"A?\" pattern \"[0-9]+\"", "text a \"A?\"", of: "a"),
    Pair(
        .softCheck, "number a 0...9 \"A?\"", "number a 0...9 \"A?\"\nconfirm a < 8 else c \"Sure?\"", of: "c"),
    Pair(
        .endingAdded, "yesno a \"A?\"\nyesno b \"B?\"\nfinish \"End\"",
        "yesno a \"A?\"\nyesno b \"B?\"\nif b { finish early \"Early\" }\nfinish \"End\"", of: "early"),
    Pair(
        .endingRemoved, "yesno a \"A?\"\nyesno b \"B?\"\nif b { finish early \"Early\" }\nfinish \"End\"",
        "yesno a \"A?\"\nyesno b \"B?\"\nfinish \"End\"", of: "early"),
    Pair(.metricAdded, "nps a \"A?\"", "nps a \"A?\"\nmetric m = nps(a)", of: "m"),
    Pair(.metricRemoved, "nps a \"A?\"\nmetric m = nps(a)", "nps a \"A?\"", of: "m"),
    Pair(
        .computedRemoved, "number a 0...9 \"A?\"\nlet b = a + 1", "number a 0...9 \"A?\"", of: "b",
        touches: ["b"]),
    Pair(.personal, "text a \"A?\"", "text a \"A?\" personal", of: "a"),
    Pair(
        .factualOrder, "number a 0...9 \"A?\"\ntext b \"B?\"\nnps c \"C?\"",
        "nps c \"C?\"\nnumber a 0...9 \"A?\"\ntext b \"B?\"", of: "c"),

    // Breaks comparability.
    Pair(.wording, "nps a \"A?\"", "nps a \"Really A?\"", of: "a", touches: ["a"]),
    Pair(
        .wording, "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"S\"\n}",
        "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"Other\"\n}", of: "g.s", touches: ["g.s"]),
    Pair(
        .wording, "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"S\"\n}",
        "grid g 1...5 \"Other\" {\n- r \"R\"\n- s \"S\"\n}", of: "g", touches: ["g.r", "g.s"]),
    Pair(
        .optionWording, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "choice a \"A?\" {\n- x \"X\"\n- y \"Why\"\n}",
        of: "a.y", touches: ["a"]),
    Pair(
        .anchor, "rating a 1...5 \"A?\" { 1 \"Bad\"\n5 \"Good\" }",
        "rating a 1...5 \"A?\" { 1 \"Bad\"\n5 \"Great\" }",
        of: "a 5", touches: ["a"]),
    Pair(
        .anchor, "rating a 1...5 \"A?\" { 1 \"Bad\"\n5 \"Good\" }",
        "rating a 1...5 \"A?\" { 1 \"Bad\"\n3 \"So-so\"\n5 \"Good\" }", of: "a 3", touches: ["a"]),
    Pair(
        .anchor, "rating a 1...5 \"A?\" { 1 \"Bad\"\n3 \"So-so\"\n5 \"Good\" }",
        "rating a 1...5 \"A?\" { 1 \"Bad\"\n5 \"Good\" }", of: "a 3", touches: ["a"]),
    Pair(
        .missingWording, "yesno a \"A?\" dont_know \"No idea\"", "yesno a \"A?\" dont_know \"Cannot say\"",
        of: "a",
        touches: ["a"]),
    Pair(
        .scaleBounds, "rating a 1...5 \"A?\" { 1 \"Bad\" }", "rating a 1...7 \"A?\" { 1 \"Bad\" }", of: "a",
        touches: ["a"]),
    Pair(
        .optionAdded, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}", of: "a.z", touches: ["a"]),
    Pair(
        .optionOrder, "choice a \"A?\" {\n- x = 1 \"X\"\n- y = 2 \"Y\"\n}",
        "choice a \"A?\" {\n- y = 2 \"Y\"\n- x = 1 \"X\"\n}", of: "a", touches: ["a"]),
    Pair(
        .optionExclusive, "choices a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "choices a \"A?\" {\n- x \"X\"\n- y \"Y\" exclusive\n}", of: "a.y", touches: ["a"]),
    Pair(
        .optionOffered, "yesno q \"Q?\"\nchoice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}",
        "yesno q \"Q?\"\nchoice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n- z \"Z\" if q\n}", of: "a.z",
        touches: ["a"]),
    Pair(
        .optionsCarried,
        "options o {\n- x \"X\"\n- y \"Y\"\n}\nchoices q from o \"Q?\"\nchoice a from o \"A?\"",
        "options o {\n- x \"X\"\n- y \"Y\"\n}\nchoices q from o \"Q?\"\nchoice a from q \"A?\"", of: "a",
        touches: ["a"], beside: [.populationUndecided]),
    Pair(.missingOffered, "yesno a \"A?\"", "yesno a \"A?\" dont_know \"No idea\"", of: "a", touches: ["a"]),
    Pair(.missingOffered, "yesno a \"A?\" refused \"No\"", "yesno a \"A?\"", of: "a", touches: ["a"]),
    Pair(.required, "yesno a \"A?\"", "yesno a \"A?\" optional", of: "a", touches: ["a"]),
    Pair(.suggestion, "number a 0...9 \"A?\"", "number a 0...9 \"A?\" default 3", of: "a", touches: ["a"]),
    Pair(.faces, "csat a \"A?\"", "csat a \"A?\" as faces", of: "a", touches: ["a"]),
    Pair(
        .selectLimits, "choices a \"A?\" {\nselect 1...2\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}",
        "choices a \"A?\" {\nselect 1...3\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}", of: "a", touches: ["a"]),
    Pair(
        .shuffle, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "choice a \"A?\" {\nshuffle\n- x \"X\"\n- y \"Y\"\n}",
        of: "a", touches: ["a"]),
    Pair(
        .shuffle, "csat a \"A?\"\ncsat b \"B?\"", "shuffle {\ncsat a \"A?\"\ncsat b \"B?\"\n}", of: "a",
        touches: ["a", "b"]),
    Pair(
        .draw, "draw 1 {\ncsat a \"A?\"\ncsat b \"B?\"\ncsat c \"C?\"\n}",
        "draw 2 {\ncsat a \"A?\"\ncsat b \"B?\"\ncsat c \"C?\"\n}", of: "a", touches: ["a", "b", "c"],
        beside: [.populationUndecided]),
    Pair(
        .weights, "split s {\n- x { csat a \"A?\" }\n- y { csat b \"B?\" }\n}",
        "split s {\n- x { csat a \"A?\" }\n- y weight 2 { csat b \"B?\" }\n}", of: "s", touches: ["s"]),
    Pair(
        .questionOrder, "nps a \"A?\"\ncsat b \"B?\"\ntext c \"C?\"",
        "csat b \"B?\"\nnps a \"A?\"\ntext c \"C?\"",
        of: "b", touches: ["b", "a"]),
    Pair(
        .questionInserted, "page p { csat a \"A?\"\nnps b \"B?\" }",
        "page p { csat a \"A?\"\ntext t \"T?\"\nnps b \"B?\" }", of: "b", touches: ["b"],
        beside: [.questionAdded]),
    Pair(
        .rowOrder, "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"S\"\n- t \"T\"\n}",
        "grid g 1...5 \"G?\" {\n- r \"R\"\n- t \"T\"\n- s \"S\"\n}", of: "g", touches: ["g.t", "g.s"]),
    Pair(
        .rowOrder, "grid g 1...5 \"G?\" {\n- r \"R\"\n- s \"S\"\n}",
        "grid g 1...5 \"G?\" {\n- r \"R\"\n- t \"T\"\n- s \"S\"\n}", of: "g", touches: ["g.s"],
        beside: [.rowAdded]),
    Pair(
        .hardCheck, "number a 0...9 \"A?\"", "number a 0...9 \"A?\"\nrequire a < 8 else c \"No.\"", of: "c",
        touches: ["a"]),
    Pair(
        .hardCheck, "number a 0...9 \"A?\"\nconfirm a < 8 else c \"No.\"",
        "number a 0...9 \"A?\"\nrequire a < 8 else c \"No.\"", of: "c", touches: ["a"]),
    Pair(
        .computedChanged, "number a 0...9 \"A?\"\nlet b = a + 1", "number a 0...9 \"A?\"\nlet b = a + 2",
        of: "b",
        touches: ["b"]),
    Pair(
        .metricChanged, "csat a \"A?\"\nmetric m = csat(a)", "csat a \"A?\"\nmetric m = mean(a)", of: "m"),

    // Breaks stored data.
    Pair(
        .surveyRenamed, "survey one\nversion 1\nlanguage en\nyesno a \"A?\"",
        "survey two\nversion 1\nlanguage en\nyesno a \"A?\"", of: "two"),
    Pair(.variableRemoved, "yesno a \"A?\"\nyesno b \"B?\"", "yesno a \"A?\"", of: "b", touches: ["b"]),
    Pair(
        .variableRenamed, "yesno a \"A?\"\nyesno b \"B?\"", "yesno a \"A?\"\nyesno c \"B?\"", of: "b",
        touches: ["c", "b"]),
    Pair(
        .variableRole, "given b: number 0...9\nyesno a \"A?\"", "number b 0...9 \"B?\"\nyesno a \"A?\"",
        of: "b",
        touches: ["b"]),
    Pair(.domain, "number a 0...9 \"A?\"", "text a \"A?\"", of: "a", touches: ["a"]),
    Pair(
        .domain, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}", "choices a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        of: "a",
        touches: ["a"]),
    Pair(
        .optionRemoved, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}",
        "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}", of: "a.z", touches: ["a"]),
    Pair(
        .optionRenamed, "choice a \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "choice a \"A?\" {\n- x \"X\"\n- z \"Y\"\n}",
        of: "a.z", touches: ["a"]),
    Pair(
        .optionCode, "choice a \"A?\" {\n- x = 1 \"X\"\n- y = 2 \"Y\"\n}",
        "choice a \"A?\" {\n- x = 1 \"X\"\n- y = 9 \"Y\"\n}", of: "a.y", touches: ["a"]),
    Pair(
        .scaleNarrower, "rating a 1...7 \"A?\" { 1 \"Bad\" }", "rating a 1...5 \"A?\" { 1 \"Bad\" }", of: "a",
        touches: ["a"]),
    Pair(.narrowerBounds, "number a 0...99 \"A?\"", "number a 0...9 \"A?\"", of: "a", touches: ["a"]),
    Pair(.narrowerBounds, "number a 0...99 \"A?\"", "number a 5...199 \"A?\"", of: "a", touches: ["a"]),
    Pair(
        .narrowerBounds, "time a 09:00...17:00 \"A?\"", "time a 10:00...17:00 \"A?\"", of: "a", touches: ["a"]
    ),
    Pair(.narrowerBounds, "text a \"A?\" length 20", "text a \"A?\" length 10", of: "a", touches: ["a"]),
    Pair(.narrowerBounds, "text a \"A?\" lines 3", "text a \"A?\"", of: "a", touches: ["a"]),
    Pair(
        .narrowerSelect, "choices a \"A?\" {\nselect 1...3\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}",
        "choices a \"A?\" {\nselect 1...2\n- x \"X\"\n- y \"Y\"\n- z \"Z\"\n}", of: "a", touches: ["a"]),
    Pair(
        .decimals, "number a 0...9 \"A?\"", "number a 0...9 \"A?\" decimals 2", of: "a", touches: ["a"]),
    Pair(
        .unit, "number a 0...9 \"A?\" unit \"km\"", "number a 0...9 \"A?\" unit \"mi\"", of: "a",
        touches: ["a"]),
    Pair(
        .pattern, "text a \"A?\" pattern \"[0-9]+\"", "text a \"A?\" pattern \"[a-z]+\"", of: "a",
        touches: ["a"]),
    Pair(
        .total, "allocate a 100 \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        "allocate a 10 \"A?\" {\n- x \"X\"\n- y \"Y\"\n}",
        of: "a", touches: ["a.x", "a.y"], beside: [.narrowerBounds]),
    Pair(
        .disposition, "yesno a \"A?\"\nif a { finish out \"Out\" }\nyesno b \"B?\"",
        "yesno a \"A?\"\nif a { finish screened out \"Out\" }\nyesno b \"B?\"", of: "out",
        touches: ["a", "b"]),
]

@Suite("What a change does")
struct ComparisonTests {
    @Test("each rule", arguments: pairs)
    func rule(_ pair: Pair) throws {
        let comparison = Comparison(
            from: try sampleSurvey(pair.old), to: try sampleSurvey(pair.new), populations: .textOnly)
        let found = comparison.changes.filter { $0.rule == pair.rule }
        let change = try #require(
            found.first { $0.subject.name == pair.subject } ?? found.first, "\(comparison.changes)")
        #expect(change.subject.name == pair.subject)
        #expect(change.variables == pair.variables)
        let others = Set(comparison.changes.map(\.rule)).subtracting([pair.rule])
        #expect(others == pair.beside)
        // What a change touches is what is kept apart, and nothing else.
        #expect(comparison.effect == comparison.changes.map(\.effect).max())
        #expect(!comparison.text.isEmpty && comparison.text.contains(pair.rule.rawValue))
    }

    @Test("every rule but those about languages and people has a pair")
    func completeness() {
        let elsewhere: Set<ChangeRule> = [
            .translationState, .sourceLanguage, .localeAdded, .localeRemoved, .population,
            .populationUndecided,
            .routingRewritten, .rosterDeclared,
        ]
        #expect(Set(pairs.map(\.rule)).union(elsewhere) == Set(ChangeRule.allCases))
        #expect(Set(pairs.map(\.rule)).isDisjoint(with: elsewhere))
    }
}
