import Foundation
import SampleSurveys
import SurveyCompiler
import SurveyModel
import Testing
import Translations

@testable import Codebook

/// Who is asked, in the author's formula and in words.
@Suite struct BaseTests {
    /// The base of a variable in a survey of these lines, as formula and words.
    private func base(of name: String, _ lines: String) throws -> Codebook.Base {
        let text = "survey small\nversion 1\nlanguage en\n" + lines
        let compilation = compile(SourceFile(name: "small.survey", bytes: Array(text.utf8)))
        let survey = try #require(compilation.survey, "\(compilation.diagnostics.map(\.message))")
        return try #require(Codebook(survey).variables.first { $0.name == name }).base
    }

    private func expect(
        _ name: String, _ condition: String?, _ words: String?, drawn: Bool = false, _ lines: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let base = try base(of: name, lines)
        #expect(base.condition == condition, sourceLocation: location)
        #expect(base.words?.text(in: 0) == words, sourceLocation: location)
        #expect(base.isDrawn == drawn, sourceLocation: location)
    }

    private let ways = """
        options ways {
            - store "In the store"
            - phone "By phone"
            - other "Another way"  specify
            - none "None of these"  exclusive
        }

        """

    @Test func `a question that stands under nothing is asked of everybody`() throws {
        try expect("a", nil, nil, #"yesno a "A?""#)
    }

    @Test func `a condition is said with the number of its question and the label of its option`() throws {
        let lines =
            ways + #"""
                choice way from ways "How?"
                if way == store { yesno found "Found it?" }
                """#
        try expect("found", "way == store", "Asked if question 1 is “In the store”", lines)
        try expect("way.other", "way == other", "Asked if question 1 is “Another way”", lines)
    }

    @Test func `an arm leaves out who took an earlier one, unless its own condition does so already`() throws
    {
        let lines = #"""
            nps r "Recommend?"
            yesno m "Member?"
            if r <= 6 { text why "Why?" } else if r >= 9 { text praise "What?" }
            else if m { text how "How?" } else { yesno nearly "Nearly?" }
            """#
        try expect("why", "r <= 6", "Asked if question 1 is 6 or less", lines)
        try expect("praise", "r >= 9", "Asked if question 1 is 9 or more", lines)
        try expect(
            "how", "m and not r <= 6 and not r >= 9",
            "Asked if question 2 is Yes, unless question 1 is 6 or less or question 1 is 9 or more", lines)
        try expect(
            "nearly", "not r <= 6 and not r >= 9 and not m",
            "Asked unless question 1 is 6 or less or question 1 is 9 or more or question 2 is Yes", lines)
    }

    @Test func `whoever ended before is not asked`() throws {
        let lines = #"""
            number age 0...120 "How old?"
            yesno lives "Do you live here?"
            if age < 18 { if not lives { finish screened "Thanks." } }
            yesno a "A?"
            if age >= 18 { yesno b "B?" }
            """#
        try expect(
            "a", "not (age < 18 and not lives)",
            "Asked unless question 1 is less than 18 and question 2 is No", lines)
        try expect("b", "age >= 18", "Asked if question 1 is 18 or more", lines)
    }

    @Test func `where the others ended, those of the arms before go on`() throws {
        let lines = #"""
            number n 0...10 "N?"
            yesno m "M?"
            if n > 7 { yesno a "A?" } else if m { yesno b "B?" } else { finish screened "Thanks." }
            yesno c "C?"
            """#
        try expect("c", "n > 7 or m", "Asked if question 1 is more than 7 or question 2 is Yes", lines)
        let one = #"""
            number n 0...10 "N?"
            if n > 7 { yesno a "A?" } else { finish screened "Thanks." }
            yesno c "C?"
            """#
        try expect("c", "n > 7", "Asked if question 1 is more than 7", one)
    }

    @Test func `a question that stands in two arms has both bases, and in all arms that of the whole`() throws
    {
        let two = #"""
            number n 0...10 "N?"
            if n < 2 { yesno q "Few?" } else if n > 7 { yesno q "Many?" }
            """#
        try expect(
            "q", "n < 2 or n > 7",
            "Asked if question 1 is less than 2; or: Asked if question 1 is more than 7", two)
        let all = #"""
            number n 0...10 "N?"
            yesno m "M?"
            if m { if n < 2 { yesno q "Few?" } else { yesno q "Many?" } }
            """#
        try expect("q", "m", "Asked if question 2 is Yes", all)
        let split = #"""
            split wording {
                - plain { yesno q "Plain?" }
                - warm { yesno q "Warm?"
                         yesno z "Z?" }
            }
            """#
        try expect("q", nil, nil, split)
        try expect("z", "wording == warm", "Asked if “wording” is “warm”", split)
    }

    @Test func `what is carried forward asks who chose something`() throws {
        let lines =
            ways + #"""
                choices used from ways "Which?" optional
                choice best from used "Best?"
                choice next from ways except used except [none] "Next?"
                choice rest from ways except used "Rest?"
                """#
        try expect(
            "best", "store in used or phone in used or other in used",
            "Asked if something that can be offered here was chosen in question 1", lines)
        try expect(
            "next", "not answered(used) or not store in used or not phone in used or not other in used",
            "Asked if something is left that was not chosen in question 1", lines)
        // One that excludes the others is always left.
        try expect("rest", nil, nil, lines)
    }

    @Test func `a round of a loop is asked of those who chose its option, and says which round it reads`()
        throws
    {
        let lines =
            ways + #"""
                choices used from ways "Which?"
                for w in used {
                    rating liked 1...5 "How was {w}?"
                    if liked <= 2 { text wrong "What was wrong?" }
                }
                """#
        try expect("liked.phone", "phone in used", "Asked if “By phone” was chosen in question 1", lines)
        try expect(
            "wrong.phone", "phone in used and liked.phone <= 2",
            "Asked if “By phone” was chosen in question 1 and question 2 “By phone” is 2 or less", lines)
    }

    @Test func `rows, options and draws decide as well`() throws {
        let lines = #"""
            yesno m "Member?"
            grid g 1...5 "Agree?" {
                - a "A"
                - b "B"  if m
            }
            grid d 1...5 "Agree?" {
                draw 1
                - a "A"
                - b "B"
            }
            allocate h 10 "Divide." {
                - x "X"
                - y "Y"  if not m
            }
            draw 1 {
                text u "U?"
                if m { text v "V?" }
            }
            """#
        try expect("g.a", nil, nil, lines)
        try expect("g.b", "m", "Asked if question 1 is Yes", lines)
        try expect("d.a", nil, "Asked of everybody; only of some, drawn at random", drawn: true, lines)
        try expect("h.y", "not m", "Asked if question 1 is No", lines)
        try expect("u", nil, "Asked of everybody; only of some, drawn at random", drawn: true, lines)
        try expect(
            "v", "m", "Asked if question 1 is Yes; only of some, drawn at random", drawn: true, lines)
    }

    @Test func `what nobody is asked for is there under the conditions around it`() throws {
        let lines = #"""
            given visits: number 0...10
            number n 0...10 "N?"
            if visits > 2 { let twice = n * 2
                if twice > 3 { yesno q "Q?" } }
            """#
        try expect("visits", nil, nil, lines)
        try expect("twice", "visits > 2", "There if “visits” is more than 2", lines)
        try expect(
            "q", "visits > 2 and twice > 3", "Asked if “visits” is more than 2 and “twice” is more than 3",
            lines)
    }

    @Test func `what is joined twice stands in brackets`() throws {
        let lines = #"""
            yesno a "A?"
            yesno b "B?"
            yesno c "C?"
            if a { if b or not c { yesno q "Q?" } }
            """#
        try expect(
            "q", "a and (b or not c)",
            "Asked if question 1 is Yes and (question 2 is Yes or question 3 is No)", lines)
    }

    @Test func `depth and length are bounded, and what is left out is counted`() throws {
        var lines = #"number n 0...1000 "N?""# + "\n"
        for index in 0..<40 { lines += "yesno q\(index) \"?\"\nif q\(index) {\n" }
        lines += "yesno last \"Last?\"\n" + String(repeating: "}\n", count: 40)
        let base = try base(of: "last", lines)
        #expect(base.words?.text(in: 0).hasSuffix("question 13 is Yes and 28 more conditions hold") == true)
        #expect(base.condition?.hasSuffix("q11 and …") == true)
    }
}
