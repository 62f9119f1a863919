import SurveyModel
import Testing

@Suite struct TemplateTests {
    @Test func pipesAndFallbacks() {
        let template = Template("Dear {first | guest}, is {spend} right? \\{not this\\} \\\\")
        #expect(template.problems.isEmpty)
        #expect(template.names == ["first", "spend"])
        #expect(template.rendered { $0 == "spend" ? "12" : nil } == "Dear guest, is 12 right? {not this} \\")
        #expect(template.rendered { _ in nil } == "Dear guest, is … right? {not this} \\")
    }

    @Test(arguments: ["{", "a { b", "}", "{}", "{ }", "{a b}", "{a{b}", "{Ελλάδα}"])
    func aStrayBraceIsReportedAndKept(text: String) {
        let template = Template(text)
        #expect(!template.problems.isEmpty)
        let kept = template.rendered { "{\($0)}" }
        #expect(kept.filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test func aMillionBracesTakeLinearTime() {
        #expect(Template(String(repeating: "{", count: 100_000)).problems.count == 100_000)
    }
}
