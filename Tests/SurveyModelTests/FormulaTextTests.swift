import FoundationEssentials
import SampleSurveys
import SurveyModel
import Testing

@Suite struct FormulaTextTests {
    let survey = Sample.serviceLoyalty

    func variable(_ name: String) throws -> Formula { .variable(try #require(survey.variable(named: name))) }

    @Test func conditionsReadAsTheAuthorWroteThem() throws {
        let remote = try #require(survey.metrics.last?.strands[0].condition)
        #expect(remote.text(in: survey) == "channel in [phone, email, social, bot]")
        let store = Formula.compare(.equal, try variable("channel"), .literal(.option(0)))
        let happy = Formula.compare(.greaterOrEqual, try variable("recommend"), .literal(.number(9)))
        #expect(
            Formula.or([.and([store, happy]), .not(store)]).text(in: survey)
                == "channel == store and recommend >= 9 or not channel == store")
        #expect(
            Formula.and([.or([store, happy]), store]).text(in: survey)
                == "(channel == store or recommend >= 9) and channel == store")
        #expect(
            Formula.not(.or([store, happy])).text(in: survey) == "not (channel == store or recommend >= 9)")
    }

    @Test func arithmeticKeepsItsOrder() throws {
        let (a, b) = (try variable("overall"), try variable("ease"))
        #expect(
            Formula.arithmetic(.subtract, a, .arithmetic(.subtract, b, a)).text(in: survey)
                == "overall - (ease - overall)")
        #expect(
            Formula.arithmetic(.subtract, .arithmetic(.subtract, a, b), a).text(in: survey)
                == "overall - ease - overall")
        #expect(
            Formula.arithmetic(.multiply, .arithmetic(.add, a, b), b).text(in: survey)
                == "(overall + ease) * ease")
        #expect(Formula.negate(.arithmetic(.add, a, b)).text(in: survey) == "-(overall + ease)")
    }
}
