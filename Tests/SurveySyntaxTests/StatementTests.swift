import Testing

@testable import SurveySyntax

/// Each form of the grammar, and the tree it gives.
@Suite struct StatementTests {
    @Test(arguments: [
        ("language pt-BR", "(languageDecl language (languageTag pt - BR))"),
        (
            "translations es-419,\n    zh-Hant",
            "(translationsDecl translations (languageTag es - 419) , (languageTag zh - Hant))"
        ),
        ("import \"lists.survey\"", "(importDecl import (text \"lists.survey\"))"),
        (
            "given visits: number 0...10000 optional",
            "(givenDecl given (name visits) : (type number (bound (literalExpr 0) ... (literalExpr 10000)) (property optional)))"
        ),
        (
            "given c: text pattern \"[0-9]+\" optional",
            "(givenDecl given (name c) : (type text (property pattern (text \"[0-9]+\")) (property optional)))"
        ),
        (
            "choice c \"C\" {\nif a {\nif b {\n- x \"X\"\n}\n}\n}",
            "(questionStmt choice (name c) (text \"C\") (list { (listIf if (pathExpr a) (list { (listIf if (pathExpr b) "
                + "(list { (option - (name x) (text \"X\")) })) })) }))"
        ),
        (
            "choice c \"C\" { if a { shuffle { if b { - x \"X\" } } } }",
            "(questionStmt choice (name c) (text \"C\") (list { (listIf if (pathExpr a) (list { (listShuffle shuffle "
                + "(list { (listIf if (pathExpr b) (list { (option - (name x) (text \"X\")) })) })) })) }))"
        ),
        (
            "given c: choice from channels",
            "(givenDecl given (name c) : (type choice from (set (bound (pathExpr channels)))))"
        ),
        (
            "given spend: number unit \"€\"",
            "(givenDecl given (name spend) : (type number (property unit (text \"€\"))))"
        ),
        (
            "options l {\nif a {\nif b {\n- x \"X\"\n}\nshuffle {\n- y \"Y\"\n}\n}\n}",
            "(optionsDecl options (name l) (list { (listIf if (pathExpr a) (list { (listIf if (pathExpr b) "
                + "(list { (option - (name x) (text \"X\")) })) (listShuffle shuffle "
                + "(list { (option - (name y) (text \"Y\")) })) })) }))"
        ),
        (
            "scale mood -5...5 {\n-5 \"Low\"\n- 5 \"High\"\n}",
            "(scaleDecl scale (name mood) (bound (negationExpr - (literalExpr 5)) ... (literalExpr 5)) "
                + "(list { (label - 5 (text \"Low\")) (label - 5 (text \"High\")) }))"
        ),
        (
            "text why \"Why?\" optional lines 4",
            "(questionStmt text (name why) (text \"Why?\") (property optional) (property lines 4))"
        ),
        (
            "grid quality agreement \"Q\" as table",
            "(questionStmt grid (name quality) (bound (pathExpr agreement)) (text \"Q\") (property as (name table)))"
        ),
        (
            "allocate split 100 \"Q\"",
            "(questionStmt allocate (name split) (bound (literalExpr 100)) (text \"Q\"))"
        ),
        (
            "choice next from channels except used \"Q\" optional",
            "(questionStmt choice (name next) from (set (bound (pathExpr channels)) except (bound (pathExpr used))) "
                + "(text \"Q\") (property optional))"
        ),
        (
            "note hello\n    \"One, \"\n    \"two.\"",
            "(questionStmt note (name hello) (text \"One, \" \"two.\"))"
        ),
        (
            "text nights \"{n} night\" plural n \"{n} nights\"",
            "(questionStmt text (name nights) (text \"{n} night\" (plural plural (name n) \"{n} nights\")))"
        ),
        (
            "choice c \"C\" { - a = 3 \"A\" specify if x }",
            "(questionStmt choice (name c) (text \"C\") "
                + "(list { (option - (name a) = 3 (text \"A\") (property specify) if (pathExpr x)) }))"
        ),
        (
            "choices c \"C\" {\nselect 1...3\nif x {\n- a \"A\"\n}\ngroup g \"G\" {\n- b \"B\" reversed\n}\nshuffle {\n- d \"D\"\n}\n}",
            "(questionStmt choices (name c) (text \"C\") (list { (property select (bound (literalExpr 1) ... (literalExpr 3))) "
                + "(listIf if (pathExpr x) (list { (option - (name a) (text \"A\")) })) "
                + "(group group (name g) (text \"G\") (list { (option - (name b) (text \"B\") (property reversed)) })) "
                + "(listShuffle shuffle (list { (option - (name d) (text \"D\")) })) }))"
        ),
        (
            "for b in brands draw 2 {\n}",
            "(forStmt for (name b) in (set (bound (pathExpr brands))) (property draw 2) (block { }))"
        ),
        (
            "for g in 1...party { }",
            "(forStmt for (name g) in (set (bound (literalExpr 1) ... (pathExpr party))) (block { }))"
        ),
        ("draw 2 {\n}", "(drawStmt draw 2 (block { }))"),
        (
            "split wording {\n- plain {\n}\n- warm weight 2 {\n}\n}",
            "(splitStmt split (name wording) (splitBlock { (splitArm - (name plain) (block { })) "
                + "(splitArm - (name warm) weight 2 (block { })) }))"
        ),
        (
            "if a { } else if b { }\nelse { }",
            "(ifStmt (ifArm if (pathExpr a) (block { })) (ifArm else if (pathExpr b) (block { })) (ifArm else (block { })))"
        ),
        (
            "finish screened no_contact \"Bye\"",
            "(finishStmt finish screened (name no_contact) (text \"Bye\"))"
        ),
        (
            "confirm spend <= 2000 else large \"Sure?\"",
            "(checkStmt confirm (comparisonExpr (pathExpr spend) <= (literalExpr 2000)) else (name large) (text \"Sure?\"))"
        ),
        (
            "use f(who: \"x\") as bot",
            "(useStmt use (name f) (arguments ( (argument (pathExpr who) : (literalExpr \"x\")) )) (alias as (name bot)))"
        ),
        (
            "fragment f(who: text, agree: scale = five) {\n}",
            "(fragmentDecl fragment (name f) ( (parameter (name who) : (type text)) , "
                + "(parameter (name agree) : (type scale) = (pathExpr five)) ) (block { }))"
        ),
        (
            "metric x = csat(overall) where channel in [a] by c, d",
            "(metricDecl metric (name x) = (callExpr csat (arguments ( (argument (pathExpr overall)) ))) "
                + "(whereClause where (membershipExpr (pathExpr channel) in (set (bound (listExpr [ (pathExpr a) ]))))) "
                + "(byClause by (pathExpr c) , (pathExpr d)))"
        ),
        ("chain of r: a, b.c", "(driversDecl chain of (name r) : (pathExpr a) , (pathExpr b . c))"),
        (
            "test \"t\" {\ngiven today = 2026-11-21\ninterview { answer x = 1 }\nexpect check late\n}",
            "(testDecl test (text \"t\") (testBlock { (testGiven given (pathExpr today) = (literalExpr 2026-11-21)) "
                + "(testInterview interview (testBlock { (testAnswer answer (pathExpr x) = (literalExpr 1)) })) "
                + "(testExpect expect (queryExpr check (pathExpr late))) }))"
        ),
        (
            "choice email \"E\" {\n- phone \"P\"\n- optional \"O\" optional\n}",
            "(questionStmt choice (name email) (text \"E\") (list { (option - (name phone) (text \"P\")) "
                + "(option - (name optional) (text \"O\") (property optional)) }))"
        ),
    ])
    func formsOfTheGrammar(text: String, expected: String) throws {
        #expect(try errors(text) == [])
        #expect(try dump(text) == expected)
    }

    @Test func viewsReadTheShippedSurvey() throws {
        let file = SurveyFile(try tree(Examples.serviceLoyalty))
        var names: [String] = []
        var tests: [Int] = []
        for declaration in file.declarations {
            switch declaration {
            case .survey(let view): names.append("survey \(view.name?.text ?? "?")")
            case .version(let view): names.append("version \(view.number?.integer ?? -1)")
            case .language(let view): names.append("language \(view.tag?.text ?? "?")")
            case .translations(let view): names.append("translations \(view.tags.map(\.text))")
            case .given(let view): names.append("given \(view.name?.text ?? "?") \(view.notes)")
            case .scale(let view): names.append("scale \(view.list?.lines.count ?? 0)")
            case .metric(let view): names.append("metric \(view.name?.text ?? "?") \(view.condition != nil)")
            case .drivers(let view): names.append("\(view.isChain) \(view.paths.compactMap(\.dotted))")
            case .statement(.page(let page)): names.append("page \(page.block?.statements.count ?? 0)")
            case .test(let view): tests.append(view.body?.lines.count ?? 0)
            default: names.append("\(declaration.syntax.kind)")
            }
        }
        #expect(
            names == [
                "survey service_loyalty", "version 1", "language en", "translations [\"es\", \"sv\", \"el\"]",
                "titleDecl",
                "given branch [\"Set by whoever starts the interview: --set branch=athens-02\"]",
                "given visits []",
                "scale 3", "page 2", "page 3", "page 5", "finishStmt", "metric promoter false",
                "metric satisfaction false", "metric easy false", "metric returning false",
                "metric quality false", "metric remote true",
                "false [\"quality.reliable\", \"quality.responsive\", \"quality.empathic\", \"ease\"]",
                "true [\"quality\", \"overall\"]", "true [\"quality\", \"overall\"]",
            ])
        #expect(tests.count > 3 && tests.allSatisfy { $0 > 2 })
    }

    @Test func codesAndPointsHaveTheirSign() throws {
        let file = SurveyFile(
            try tree("choice c \"C\" {\n- a = -3 \"A\"\n-5 \"L\"\n- 5 \"H\"\n- -2 \"M\"\n}"))
        guard case .statement(.question(let question)) = file.declarations.first else {
            Issue.record("no question"); return
        }
        let values = (question.list?.lines ?? []).map { line -> Int? in
            switch line {
            case .option(let option): option.code
            case .label(let label): label.point
            default: nil
            }
        }
        #expect(values == [-3, -5, 5, -2])
    }

    @Test func valuesOfTestsAreNotTheirPaths() throws {
        let file = SurveyFile(try tree("test \"t\" {\nanswer a.b = c\nanswer = d\nanswer e =\n}"))
        guard case .test(let test) = file.declarations.first else { Issue.record("no test"); return }
        let read = (test.body?.lines ?? []).map { line in
            guard case .answer(let view) = line else { return "?" }
            return "\(view.path?.dotted ?? "-")=\(view.value?.syntax.text ?? "-")"
        }
        #expect(read == ["a.b=c", "-=d", "e=-"])
    }
}
