import Analyses
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

private let plan = SampleRespondent.plan

@Suite struct ResponseRateTests {
    private var tallies: Tallies {
        var tallies = Tallies(plan)
        for (locale, states) in [
            ("es", [Disposition.complete, .complete, .complete, .partial, .abandoned]),
            ("sv", [.complete, .screened]),
        ] {
            for (index, state) in states.enumerated() {
                var response = SampleRespondent(locale: locale, state: state).response
                response.isStale = index == 0
                tallies.add(response)
            }
        }
        return tallies
    }

    private func fault(_ text: String) -> String? {
        do throws(FileFindings) {
            _ = try Invitations(text, plan)
            return nil
        } catch { return error.message }
    }

    @Test func ratesOfLocalesAndEverybody() throws {
        let invited = try Invitations("en=10,es=20,sv=10,el=10", plan)
        let analyses = try ResponseRate.analyses(
            of: tallies, byLocale: true, invited: invited, AnalysisOptions())
        #expect(analyses.map(\.cell.locale) == ["en", "es", "sv", "el", nil])
        let spanish = try #require(analyses[1].table)
        #expect(spanish.n == 5 && spanish.caveats == [.statedInvitations])
        #expect(spanish.summary.map(\.name) == [.completionRate, .stale, .responseRate, .invited])
        #expect(spanish.summary.map(\.value) == [.success(60), .success(20), .success(15), .success(20)])
        let wilson = try #require(Proportion(count: 3, base: 20)).interval().get()
        #expect(
            try #require(spanish.summary[2].interval).get()
                == Interval(lower: 100 * wilson.lower, upper: 100 * wilson.upper))
        let all = try #require(analyses[4].table)
        #expect(all.n == 7 && all.summary[2].value == .success(8) && all.summary[3].value == .success(50))
        #expect(
            all.rows.map { $0.keys[0].value } == ["complete", "partial", "screened", "refused", "abandoned"])
        #expect(all.rows.map { $0.measures[0].value } == [4, 1, 1, 0, 1].map { .success($0) })
        // Nobody in Greek: the response rate is nothing of ten, the completion rate is none.
        let greek = try #require(analyses[3].table)
        #expect(greek.summary[0].value == .failure(.empty) && greek.summary[2].value == .success(0))
    }

    @Test func withoutInvitationsThereIsNoResponseRate() throws {
        let analyses = try ResponseRate.analyses(of: tallies, byLocale: true, invited: nil, AnalysisOptions())
        #expect(analyses[0].content == .unavailable(.empty))
        #expect(try #require(analyses[1].table).summary.map(\.name) == [.completionRate, .stale])
    }

    @Test func ofSomeLocalesEverybodyIsNotKnown() throws {
        let invited = try Invitations("es=20", plan)
        #expect(invited.total == nil && invited.count(in: "es") == 20 && invited.count(in: "sv") == nil)
        let analyses = try ResponseRate.analyses(
            of: tallies, byLocale: true, invited: invited, AnalysisOptions())
        #expect(analyses.map { $0.table?.summary.count } == [nil, 4, 2, nil, 2])
        #expect(try Invitations("1200", plan).total == 1_200)
    }

    @Test func moreResponsesThanInvitationsAreLoud() throws {
        for (text, message) in [
            ("es=4", "--invited: there are 5 responses in es, but only 4 were invited; "),
            ("6", "--invited: there are 7 responses, but only 6 were invited; "),
        ] {
            let invited = try Invitations(text, plan)
            var found = ""
            do throws(FileFindings) {
                // Also where locales are not shown.
                _ = try ResponseRate.analyses(
                    of: tallies, byLocale: false, invited: invited, AnalysisOptions())
            } catch { found = error.message }
            #expect(found == message + "state all who were, or leave responses out that are not of them")
        }
    }

    @Test(arguments: [
        ("", "\"\" is no number of people; write a whole number from 1, such as 400"),
        ("0", "\"0\" is no number of people; write a whole number from 1, such as 400"),
        ("-5", "\"-5\" is no number of people; write a whole number from 1, such as 400"),
        (
            "99999999999999999999",
            "\"99999999999999999999\" is no number of people; write a whole number from 1, such as 400"
        ),
        ("es=1,", "\"\" is not a locale and a number; write es=400,sv=300 or 1200"),
        ("es=1=2", "\"es=1=2\" is not a locale and a number; write es=400,sv=300 or 1200"),
        ("es=1,es=2", "\"es\" has a number already; leave one out"),
        ("ess=1", "the survey has no locale \"ess\"; did you mean \"es\"?"),
        ("es=x", "\"x\" is no number of people; write a whole number from 1, such as 400"),
    ])
    func whatIsNoNumberOfInvitations(text: String, message: String) {
        #expect(fault(text) == "--invited: " + message)
    }

    @Test func invitationsFromAFile() throws {
        func read(_ text: String) throws(FileFindings) -> Invitations {
            try Invitations(bytes: Array(text.utf8), name: "i.csv", plan)
        }
        let invited = try read("invited,locale\n10,es\n5,und\n")
        #expect(invited.byLocale == ["es": 10, "und": 5] && invited.total == nil)
        for (text, message) in [
            ("locale\n", "i.csv:1: the columns have to be locale,invited"),
            ("locale,invited\n", "i.csv: there is no number in it"),
            ("locale,invited\nes,1\nes,2\n", "i.csv:3: \"es\" has a number already; leave one out"),
            (
                "locale,invited\nes\n",
                "i.csv:2: it has 1 cell and the header 2; one with a separator in it stands in quotes"
            ),
        ] {
            var found = ""
            do throws(FileFindings) { _ = try read(text) } catch { found = error.message }
            #expect(found == message)
        }
    }
}
