import RoutingProof
import SurveyCompiler
import SurveyModel
import Testing

/// The economic activity questions of the Malawi 2008 census as a progression table, fifteen rows of which question follows
/// which answers. Source: G. Feeney and S. Feeney, "On the logical structure of census and survey questionnaires", Genus 75
/// (2019), article 19, table 2, https://genus.springeropen.com/articles/10.1186/s41118-019-0065-y/tables/2.
enum MalawiCensus {
    static let table: [(from: String, answers: ClosedRange<Int>?, to: String)] = [
        ("begin", nil, "empstat"),
        ("empstat", 2...2, "nowork"),
        ("empstat", 1...1, "occ2"),
        ("nowork", 0...1, "subsist"),
        ("nowork", 3...5, "availab"),
        ("nowork", 2...2, "occ2"),
        ("subsist", 4...5, "availab"),
        ("subsist", 1...3, "occ2"),
        ("availab", 1...1, "looking"),
        ("availab", 2...2, "end"),
        ("looking", 2...2, "occ2"),
        ("looking", 0...1, "end"),
        ("occ2", nil, "classwk"),
        ("classwk", nil, "ind2"),
        ("ind2", nil, "end"),
    ]

    /// The paths from the beginning to the end, by the rows alone.
    static var paths: Set<[String]> {
        var found: Set<[String]> = []
        var open = [["begin"]]
        while let path = open.popLast() {
            for row in table where row.from == path[path.count - 1] {
                if row.to == "end" {
                    found.insert(Array(path.dropFirst()))
                } else {
                    open.append(path + [row.to])
                }
            }
        }
        return found
    }

    static let text = """
        survey malawi
        version 1
        language en
        page section5 "Economic activity" {
            rating empstat 1...2 "P20. Was there any work during the last seven days?"
            if empstat == 2 {
                rating nowork 0...5 "P21. Why was there none?"
                if nowork in 0...1 { rating subsist 1...5 "P22. What kind of subsistence was there?" }
                if nowork in 3...5 or subsist in 4...5 {
                    rating availab 1...2 "P23. Would there have been time for work?"
                    if availab == 1 { rating looking 0...2 "P24. Was work looked for?" }
                }
            }
            if empstat == 1 or nowork == 2 or subsist in 1...3 or looking == 2 {
                text occ2 "P25. What is the occupation?"
                text classwk "P26. In which class of work?"
                text ind2 "P27. In which industry?"
            }
        }
        """
}

/// A survey in blocks that its authors test path lengths with: 21 questions, 10 on the shortest path and 19 on the longest.
/// Source: E. Tosch and E. Berger, SurveyMan, `data/tests/pathTest.csv` and the test `MetricTest` beside it,
/// https://github.com/SurveyMan/SurveyMan. A branch there takes effect at the end of its block, and a block of which each
/// question branches to NULL asks one of them; the block without a place is asked of everybody.
enum SurveyManPaths {
    static let text = """
        survey paths
        version 1
        language en
        choice q1 "Q1" { - foo "foo"
            - bar "bar"
            - baz "baz" }
        yesno q2 "Q2"
        yesno q3 "Q3"
        yesno q4 "Q4"
        yesno q5 "Q5"
        if q1 == foo {
            yesno q6 "Q6"
            yesno q7 "Q7"
            yesno q8 "Q8"
            choice q9 "Q9" { - foo "foo"
                - bar "bar"
                - baz "baz" }
            yesno q10 "Q10"
        }
        if q1 == bar or q9 == foo {
            yesno q11 "Q11"
            yesno q12 "Q12"
            choice q13 "Q13" { - foo "foo"
                - bar "bar"
                - baz "baz" }
            draw 1 {
                yesno q14 "Q14"
                yesno q15 "Q15"
                yesno q16 "Q16"
            }
        }
        if q1 == baz or q9 == bar or q13 in [foo, bar] { yesno q17 "Q17" }
        yesno q18 "Q18"
        shuffle {
            yesno q19 "Q19"
            yesno q20 "Q20"
            yesno q21 "Q21"
        }
        """
    /// Which blocks follow which, with their questions: the seven paths of the table.
    static let lengths: Set<Int> = [19, 18, 15, 14, 13, 10]
}

@Suite("Examples that others have published")
struct PublishedExamplesTests {
    @Test("the census table has nine paths, and so has the survey made of it")
    func census() throws {
        let survey = try #require(compile(SourceFile(name: "malawi", text: MalawiCensus.text)).survey)
        let all = try #require(Enumeration(survey, limit: 2_000, onlyRead: true))
        #expect(MalawiCensus.table.count == 15)
        #expect(MalawiCensus.paths.count == 9)
        #expect(
            Set(all.routes.keys.map { $0.questions.sorted().map { survey[$0].name } }) == MalawiCensus.paths)
        #expect(all.disagreements.isEmpty)
        let burden = burden(of: survey, lower(survey))
        #expect(burden.routes.exact.map { "\($0)" } == "9")
        #expect(burden.questions?.shortest == 3)
        #expect(burden.questions?.longest == 8)
    }

    @Test("the paths of a survey in blocks are as long as its authors say")
    func blocks() throws {
        let survey = try #require(compile(SourceFile(name: "paths", text: SurveyManPaths.text)).survey)
        let all = try #require(Enumeration(survey, limit: 1_000, onlyRead: true))
        #expect(survey.questions.count == 21)
        #expect(all.routes.values.min() == 10)
        #expect(all.routes.values.max() == 19)
        #expect(Set(all.routes.values) == SurveyManPaths.lengths)
        #expect(all.disagreements.isEmpty)
        let burden = burden(of: survey, lower(survey))
        #expect(burden.questions?.shortest == 10)
        #expect(burden.questions?.longest == 19)
        #expect(burden.routes.exact.map { "\($0)" } == "\(all.routes.count)")
    }
}
