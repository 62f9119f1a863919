import Foundation
import SurveyCompiler
import SurveyModel
import SurveySyntax
import Testing

/// What files mean: the compiled survey.
@Suite struct CompileTests {
    /// The compiled survey of a body below the usual header.
    func compiled(_ body: String) throws -> Survey {
        let source = survey(body)
        let compilation = compile(source)
        return try #require(compilation.survey, "\(render(compilation.diagnostics, in: source))")
    }

    func codes(_ body: String) -> [String] { compile(survey(body)).diagnostics.map(\.code) }

    @Test func shippedSurveyCompilesWithoutARemark() throws {
        let compilation = compile(
            try Folder.source(Folder.package.appendingPathComponent("Surveys/service_loyalty.survey")))
        #expect(compilation.diagnostics.isEmpty)
        let survey = try #require(compilation.survey)
        #expect(survey.locales == ["en", "es", "sv", "el"])
        #expect(
            survey.variables.map(\.name) == [
                "branch", "visits", "channel", "channel.other", "comfort", "quality.reliable",
                "quality.responsive",
                "quality.consistent", "quality.empathic", "quality.tangible", "overall", "ease", "recommend",
                "failings",
                "failings.other", "why", "praise", "again", "spend",
            ])
        #expect(
            survey.metrics.map(\.name) == [
                "promoter", "satisfaction", "easy", "returning", "quality", "remote",
            ])
        #expect(survey.relations.map(\.kind) == [.drivers, .chain, .chain])
        #expect(survey.questions.map(\.kindName).contains("nps"))
        #expect(Set(survey.texts.map(\.key)).count == survey.texts.count)
        #expect(survey.texts.contains { $0.key == "question.quality.row.consistent.not_applicable" })
        #expect(survey.texts.contains { $0.key == "check.large_sum" && $0.pipes.map(\.name) == ["spend"] })
    }

    @Test func smileCompilesAndItsQuestionIsItsOwnPage() throws {
        let compilation = compile(
            try Folder.source(Folder.tests.appendingPathComponent("Examples/smile.survey")))
        #expect(compilation.diagnostics.isEmpty)
        let survey = try #require(compilation.survey)
        #expect(survey.blocks.map(\.kind) == [.root, .page(name: "mood", title: nil)])
        #expect(survey.steps.map(\.action) == [.ask(QuestionID(0)), .end(EndingID(0))])
        #expect(survey.endings == [Ending()])
        #expect(survey.metrics.map(\.function) == [.csat(top: 2), .mean])
    }

    @Test func channelsCompilesAndWarnsOfNarrowDrivers() throws {
        let compilation = compile(
            try Folder.source(Folder.tests.appendingPathComponent("Examples/channels.survey")))
        // Its drivers are asked of those who used each way.
        #expect(
            compilation.diagnostics.allSatisfy { $0.code == "W1031" },
            "\(compilation.diagnostics.map(\.code))")
        let survey = try #require(compilation.survey)
        #expect(survey.rosters.map(\.name) == ["c", "b"])
        #expect(survey.rosters.map(\.instances.count) == [5, 3])
        #expect(survey.variable(named: "handled.bot") != nil)
        #expect(survey.variable(named: "handled.store") == nil)
    }

    @Test func missingSetsFollowWhatIsOffered() throws {
        let survey = try compiled(
            """
            given party: number 1...9 optional
            grid quality 1...5 "Agree?" optional {
                dont_know "I do not know"
                - kept "Kept" not_applicable "Not here"
                - fast "Fast"
            }
            choice channel "How?" {
                - store "Store"
                - other "Other" specify
                refused "I would rather not say"
            }
            """)
        let missing = Dictionary(uniqueKeysWithValues: survey.variables.map { ($0.name, $0.missing) })
        #expect(missing["party"] == [.skipped])
        #expect(missing["quality.kept"] == [.dontKnow, .notApplicable, .skipped])
        #expect(missing["quality.fast"] == [.dontKnow, .skipped])
        #expect(missing["channel"] == [.refused])
        #expect(missing["channel.other"] == [.skipped])
    }

    @Test func anyAllAndCountAreUnfoldedToRows() throws {
        let survey = try compiled(
            """
            grid quality 1...5 "Agree?" {
                - kept "Kept"
                - fast "Fast"
            }
            if any(quality <= 2) { text a "A?" }
            if all(quality >= 4) { text b "B?" }
            if count(quality <= 2) >= 2 { text c "C?" }
            if mean(quality) < 3 { text d "D?" }
            """)
        func below(_ row: Int) -> Formula {
            .compare(.lessOrEqual, .variable(VariableID(row)), .literal(.number(2)))
        }
        func above(_ row: Int) -> Formula {
            .compare(.greaterOrEqual, .variable(VariableID(row)), .literal(.number(4)))
        }
        let conditions = survey.blocks.compactMap { block in
            if case .arm(let condition, _) = block.kind { condition } else { nil }
        }
        #expect(
            conditions == [
                .or([below(0), below(1)]), .and([above(0), above(1)]),
                .compare(.greaterOrEqual, .countTrue([below(0), below(1)]), .literal(.number(2))),
                .compare(
                    .less, .aggregate(.mean, [.variable(VariableID(0)), .variable(VariableID(1))]),
                    .literal(.number(3))),
            ])
    }

    @Test func optionsAreLookedUpInTheListOfTheOtherSide() throws {
        let survey = try compiled(
            """
            choice channel "How?" {
                - phone "Phone"
                - store "Store"
            }
            choices failings "What?" {
                - store "The store"
                - other "Other"
            }
            if channel == store { text a "A?" }
            if store in failings { text b "B?" }
            if channel not in [phone, store] { text c "C?" }
            """)
        let conditions = survey.blocks.compactMap { block in
            if case .arm(let condition, _) = block.kind { condition } else { nil }
        }
        #expect(
            conditions == [
                .compare(.equal, .variable(VariableID(0)), .literal(.option(1))),
                .includes(VariableID(1), option: 0),
                .not(.within(.variable(VariableID(0)), [.value(.option(0)), .value(.option(1))])),
            ])
    }

    @Test func oneNameInTwoArmsIsOneVariable() throws {
        let survey = try compiled(
            """
            yesno again "Again?"
            if again {
                choice reason "Why?" {
                    - price "The price"
                    - other "Other" specify
                }
            } else {
                choice reason "Why not?" optional {
                    - price "The cost"
                    - other "Something else" specify
                }
            }
            if reason == price { text more "More?" }
            """)
        #expect(survey.variables.map(\.name) == ["again", "reason", "reason.other", "more"])
        #expect(survey.questions.map(\.name) == ["again", "reason", "reason", "more"])
        #expect(survey.questions[1].variables == survey.questions[2].variables)
        #expect(survey.questions[1].specify == survey.questions[2].specify)
        #expect(survey.variables[1].missing == [.skipped])
        #expect(survey.texts.map(\.key).contains("question.reason.2.option.price"))
        #expect(Set(survey.texts.map(\.key)).count == survey.texts.count)
    }

    @Test func oneNameInAnArmAndBelowItIsAnError() {
        #expect(codes("yesno again \"A?\"\nif again { text why \"W?\" }\ntext why \"W?\"\n") == ["E0205"])
        #expect(
            codes("yesno again \"A?\"\nif again { text why \"W?\" }\nif again { text why \"W?\" }\n") == [
                "E0205"
            ])
        #expect(
            codes("yesno again \"A?\"\nif again { text why \"W?\" } else if not again { text why \"V?\" }\n")
                == [])
        #expect(
            codes("yesno a \"A?\"\nif a { if a { text w \"W?\" } else { text w \"W?\" }\ntext w \"W?\" }\n")
                == ["E0205"])
    }

    @Test func `a name of a loop that is too much like that of a round is not called declared twice`() {
        let options = "options ways {\n- a \"A\"\n- b \"B\"\n}\n"
        let body = "for c in ways {\nyesno s \"S?\"\nnumber s_a \"N?\" optional\n}\n"
        let found = compile(survey(options + body)).diagnostics.filter { $0.severity == .error }
        #expect(found.map(\.code) == ["E0206"] && found[0].message == "`s_a` and `s.a` are too much alike")
    }

    @Test func armsKnowTheArmBeforeThem() throws {
        let survey = try compiled(
            """
            nps recommend "Recommend?"
            page more "More" {
                if recommend <= 6 { text a "A?" } else if recommend >= 9 { text b "B?" } else { text c "C?" }
            }
            finish "Thank you."
            """)
        let arms = survey.blocks.indices.compactMap { index -> (Int, Formula?, BlockID?)? in
            guard case .arm(let condition, let previous) = survey.blocks[index].kind else { return nil }
            return (index, condition, previous)
        }
        #expect(arms.count == 3)
        #expect(arms[0].2 == nil)
        #expect(arms[1].2 == BlockID(arms[0].0))
        #expect(arms[2].2 == BlockID(arms[1].0))
        #expect(arms[2].1 == nil)
        #expect(survey.blocks[arms[0].0].parent == survey.blocks[arms[1].0].parent)
        #expect(survey.blocks[0].steps == 0..<survey.steps.count)
        #expect(survey.endings.count == 1)
    }

    @Test func finishInEveryArmEndsTheSurvey() {
        let body = "yesno a \"A?\"\nif a { finish \"Bye.\" } else { finish screened out \"Bye.\" }\n"
        #expect(codes(body + "text why \"Why?\"\n") == ["E0401"])
        #expect(codes("yesno a \"A?\"\nif a { finish \"Bye.\" }\ntext why \"Why?\"\n") == [])
        #expect(codes("page p { yesno a \"A?\"\nfinish \"Bye.\" }\ntext why \"Why?\"\n") == ["E0401"])
        #expect(compile(survey(body)).survey?.endings.count == 2)
    }

    @Test func aListMayStandBelowItsQuestionAndReadsWhatIsAboveTheQuestion() throws {
        let survey = try compiled(
            """
            given digital: yesno
            choice used from channels "Which?"
            options channels {
                - store "Store"
                - bot "Bot" if digital
            }
            """)
        #expect(survey.lists[0].options[1].condition == .variable(VariableID(0)))
        #expect(
            codes("choice used from l \"W?\"\nyesno d \"D?\"\noptions l {\n- a \"A\" if d\n}\n") == ["E0202"])
    }

    @Test func textsKeepTheirBracesAndBackslashesEscaped() throws {
        let survey = try compiled(
            #"""
            text first "First \{name\}, with \\ and \u{20AC}?" optional
            note hello "Hello "
                "{ first | you }."
            """#)
        #expect(survey.texts[0].source == #"First \{name\}, with \\ and €?"#)
        #expect(Template(survey.texts[0].source).pieces == [.literal(#"First {name}, with \ and €?"#)])
        #expect(survey.texts[1].source == "Hello {first | you}.")
        #expect(survey.texts[1].pipes == [.init(name: "first", variable: VariableID(0))])
    }

    @Test func whatAConditionImpliesNeedsNoFallback() {
        let question = "text first \"First?\" optional\n"
        #expect(codes(question + "note n \"Hello {first}.\"\n") == ["W1006"])
        #expect(codes(question + "if answered(first) { note n \"Hello {first}.\" }\n") == [])
        #expect(codes(question + "if not answered(first) { note n \"Hello {first}.\" }\n") == ["W1006"])
        #expect(codes("number n 0...9 \"N?\" optional\nconfirm n < 5 else \"{n}?\"\n") == [])
        #expect(codes("yesno a \"A?\"\nif a { number n 0...9 \"N?\" }\nnote m \"{n}\"\n") == ["W1006"])
    }

    @Test func letsAreTypedAndReadInMetrics() throws {
        let survey = try compiled(
            """
            number spend 0...1000 "Spend?"
            nps recommend "Recommend?"
            let twice = spend * 2
            let rich = twice > 500
            note n "{twice}"
            metric promoter = nps(recommend) where rich
            """)
        #expect(survey.variables[2].domain == .number(NumberRule(decimals: 10)))
        #expect(survey.variables[3].domain == .truth)
        #expect(survey.metrics[0].strands[0].condition == .variable(VariableID(3)))
        #expect(survey.steps.map(\.action).contains(.compute(VariableID(3), formula: 0)))
    }

    @Test func listIfsConditionTheirOptions() throws {
        let survey = try compiled(
            """
            yesno north "North?"
            choice city "Where?" {
                if north {
                    - oslo "Oslo"
                    - bergen "Bergen" if north == yes
                }
                - rome "Rome"
            }
            """)
        let north = Formula.variable(VariableID(0))
        #expect(
            survey.lists[0].options.map(\.condition) == [
                north, .and([north, .compare(.equal, north, .literal(.yesno(true)))]), nil,
            ])
        #expect(survey.lists[0].options.map(\.code) == [1, 2, 3])
    }

    @Test func selectsAndExclusivesBoundTheSet() throws {
        let survey = try compiled(
            """
            choices a "A?" {
                - x "X"
                - y "Y"
                - none "None" exclusive
            }
            choices b "B?" select 0...2 {
                - x "X"
                - y "Y"
            }
            """)
        #expect(
            survey.questions.map(\.kind) == [
                .choices(ListID(0), select: 1...2), .choices(ListID(1), select: 0...2),
            ])
    }

    @Test func guestsCompilesWithoutARemarkAndNoTokenLessTrapsIt() throws {
        let source = try Folder.source(Folder.tests.appendingPathComponent("Examples/guests.survey"))
        let compilation = compile(source)
        #expect(compilation.diagnostics.isEmpty)
        let tree = try #require(compilation.tree)
        for token in tree.allTokens where !token.kind.isTrivia && token.kind != .endOfFile {
            var bytes = source.bytes
            bytes.removeSubrange(token.range)
            let less = compile(SourceFile(name: "x", bytes: bytes))
            #expect((less.survey == nil) == less.diagnostics.contains { $0.severity == .error })
        }
    }

    /// The instruments that are shipped, and the example of all kinds.
    static let goodFiles: [URL] =
        ((try? Folder.files(Folder.package.appendingPathComponent("Surveys"), ending: "survey")) ?? [])
        + [Folder.tests.appendingPathComponent("Examples/kinds.survey")]

    /// Words without which more than one error is right, or the parser knows no better.
    static let severalWithout: [String: String] = [
        "import": "the path goes on with the title above, and each name of the library is unknown",
        "split": "its arms are read as options of the question above",
        "rating": "a name and a negative range are a subtraction, so the labels below have no question",
        "for": "`in` makes a condition of it, which has no properties",
        "confirm": "a condition over several lines is no line of its own",
        "require": "a condition over several lines is no line of its own",
        "-": "an option that is called `help` becomes a property, and is missed in each list that has it",
    ]

    /// Every token of the small files, and every third of the others.
    @Test(arguments: goodFiles) func deletingATokenOfAGoodFileGivesAtMostOneErrorNearby(_ file: URL) throws {
        let source = try Folder.source(file)
        let good = Folder.compile(source, at: file)
        #expect(good.diagnostics.isEmpty, "\(render(good.diagnostics, in: good.sources))")
        let tree = try #require(good.tree)
        var worst: [String] = []
        let words = tree.allTokens.filter { !$0.kind.isTrivia && $0.kind != .endOfFile }
        for (index, token) in words.enumerated() where index % 3 == 0 || words.count < 800 {
            if Self.severalWithout[token.text] != nil { continue }
            var bytes = source.bytes
            bytes.removeSubrange(token.range)
            let less = SourceFile(name: source.name, bytes: bytes)
            let errors = Folder.compile(less, at: file).diagnostics.filter { $0.severity == .error }
            if errors.count > 1 {
                let line = source.bytes[..<token.range.lowerBound].count { $0 == 10 } + 1
                worst.append("\(token.text) in line \(line): \(errors.map { "\($0.code) \($0.message)" })")
            }
        }
        #expect(worst.isEmpty, "\(worst.joined(separator: "\n"))")
    }

    /// Translations are found by key, so a key that stood for two texts would show one of them in the other's place.
    @Test(arguments: goodFiles) func aKeyStandsForOneText(_ file: URL) throws {
        let survey = try #require(Folder.compile(try Folder.source(file), at: file).survey)
        var sources: [String: [String]] = [:]
        for text in survey.texts {
            let forms = [text.source] + (text.plural.map { ["\($0)"] } ?? [])
            if let known = sources[text.key] {
                #expect(known == forms, "\(text.key)")
            } else {
                sources[text.key] = forms
            }
        }
        #expect(sources.count > 20)
    }
}
