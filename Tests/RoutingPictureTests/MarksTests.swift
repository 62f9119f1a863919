import RoutingProof
import SurveyModel
import Testing
import XMLTree

@testable import RoutingPicture

@Test
func `what two claims say of a part becomes one mark`() {
    let place = Place.block(BlockID(1))
    let cases: [(Proof.Verdict?, Proof.Verdict?, reached: Marks.Mark?, judged: Marks.Mark?)] = [
        (.possible, .possible, nil, nil),
        (.possible, .impossible, .trap, .always),
        (.possible, .undecided, .undecided, .undecided),
        (.possible, nil, nil, nil),
        (.impossible, .impossible, .dead, .dead),
        (.impossible, .possible, .dead, .never),
        (.impossible, .undecided, .dead, .never),
        (.impossible, nil, .dead, .never),
        (.undecided, .undecided, .undecided, .undecided),
        (.undecided, .possible, .undecided, .undecided),
        (.undecided, .impossible, .undecided, .undecided),
        (nil, .impossible, .trap, .always),
        (nil, .undecided, .undecided, .undecided),
    ]
    for (first, second, reached, judged) in cases {
        func marks(_ one: Claim.Subject, _ other: Claim.Subject) -> Marks {
            let all = [(one, first), (other, second)].compactMap { claim, verdict in
                verdict.map { (claim, $0) }
            }
            return Marks(claims: all.map { Claim($0.0, .always) }, verdicts: all.map(\.1))
        }
        #expect(marks(.asked(QuestionID(3)), .completed(QuestionID(3)))[.question(QuestionID(3))] == reached)
        #expect(marks(.holds(place), .fails(place))[.condition(place)] == judged)
        #expect(marks(.passes(CheckID(2)), .fires(CheckID(2)))[.check(CheckID(2))] == judged)
    }
}

@Test
func `each claim marks what it is about`() {
    let claims: [(Claim.Subject, Marks.Subject?)] = [
        (.asked(QuestionID(1)), .question(QuestionID(1))), (.page(BlockID(2)), .page(BlockID(2))),
        (.roster(3), .roster(3)), (.part(VariableID(4)), .part(VariableID(4))),
        (.chosen(QuestionID(5), 6), .option(QuestionID(5), 6)), (.ends(EndingID(7)), .ending(EndingID(7))),
        (.ends(nil), .ending(nil)), (.passedOver(QuestionID(8)), nil), (.left(QuestionID(9), 1), nil),
        (.unknown(.check(CheckID(1))), nil), (.base(metric: 1), nil),
    ]
    for (claim, subject) in claims {
        let marks = Marks(claims: [Claim(claim, .never)], verdicts: [.impossible])
        if let subject { #expect(marks[subject] == .dead, "\(claim)") } else { #expect(marks.isEmpty) }
    }
}

@Test
func `the instances of a roster are folded, and what is dead in one of them is said of that one`() throws {
    let survey = try survey(
        """
        given party: number 1...3
        for p in 1...party {
            yesno pleased "Was person {p} pleased?"
            if not pleased {
                text wrong "What went wrong?" optional
            }
        }

        """)
    var marks = Marks()
    marks[.question(try survey.question("wrong.2"))] = .dead
    let outline = Outline(of: survey, marks: marks)
    let entries = outline.parts.flatMap(\.entries)
    #expect(entries.map(\.name) == ["pleased", "wrong"])
    #expect(entries[1].note == .init(mark: .dead, text: "never asked for 2"))
    #expect(!entries[1].isDead)
    #expect(outline.parts.flatMap(\.arms).map(\.condition) == ["not pleased"])
    let heading = outline.parts.compactMap {
        if case .frame(let heading, _, _) = $0.kind { heading } else { nil }
    }
    #expect(heading == ["for each p in 1...party"])
    for name in ["wrong.1", "wrong.3"] { marks[.question(try survey.question(name))] = .dead }
    let all = Outline(of: survey, marks: marks).parts.flatMap(\.entries)
    #expect(all[1].isDead && all[1].note?.text == "never asked")
}

@Test
func `what only one instance asks is drawn for that one`() throws {
    let survey = try survey(
        """
        options ways {
            - store "In the store"
            - bot   "Through the assistant"
        }
        choices used from ways "Which did you use?" select 1...2
        for c in used {
            yesno pleased "Were you pleased with {c}?"
            if c == bot {
                yesno quick "Was it quick?"
            }
        }

        """)
    let outline = Outline(of: survey, marks: Marks())
    let labels = outline.parts.compactMap { if case .slot(let label) = $0.kind { label } else { nil } }
    #expect(labels == ["for store", "for bot"])
}

@Test
func `what stands in a dead arm is dead, and so are the ways to it`() throws {
    let survey = try survey(
        """
        given member: yesno
        if member {
            yesno pleased "Were you pleased?"
            finish early "Thank you."
        } else {
            yesno other "And otherwise?"
        }

        """)
    var marks = Marks()
    marks[.condition(.block(try survey.arm("member")))] = .always
    let outline = Outline(of: survey, marks: marks)
    let entries = outline.parts.flatMap(\.entries)
    #expect(entries.map(\.isDead) == [false, true])
    #expect(entries[1].note?.text == "never asked")
    let arms = outline.parts.flatMap(\.arms)
    #expect(arms.map(\.isDead) == [false, true])
    let dead = try #require(Element.parse(Array(RoutingPicture(survey, marks: marks).svg.utf8))).all
        .filter { $0.attributes["class"] == "edge isdead" }
    // Into the arm, and out of it.
    #expect(dead.count == 2)
}

@Test
func `a proof is drawn into the picture`() throws {
    let survey = try survey(
        """
        choice way "How did you reach us?" {
            - store "In the store"
            - phone "By phone"
            - never "Not at all"
        }
        if way == never {
            finish screened nobody "Thank you."
        }
        yesno pleased "Were you pleased?"
        if way == never and pleased {
            text odd "How can that be?"
        }

        """)
    let marks = Marks(prove(survey))
    #expect(marks[.question(try survey.question("odd"))] == .dead)
    #expect(marks[.question(try survey.question("pleased"))] == nil)
    #expect(marks[.condition(.block(try survey.arm("way == never and pleased")))] == .never)
    let drawing = try #require(Element.parse(Array(RoutingPicture(survey, marks: marks).svg.utf8)))
    let struck = drawing.all.filter { $0.attributes["class"]?.hasSuffix("struck") == true }.map(\.wholeText)
    #expect(struck == ["way == never and pleased", "odd"])
}

@Test
func `nothing is said of the surveys that ship, where all can happen`() throws {
    for survey in try instruments() {
        let drawing = try #require(
            Element.parse(Array(RoutingPicture(survey, marks: Marks(prove(survey))).svg.utf8)))
        let notes = drawing.all.filter { $0.attributes["class"]?.hasPrefix("note") == true }.map(\.wholeText)
        #expect(notes.isEmpty, "\(survey.name): \(notes)")
        #expect(!drawing.all.contains { $0.attributes["class"]?.contains("isdead") == true })
    }
}
