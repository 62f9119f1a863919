import FoundationEssentials
import Interview
import SurveyModel
import Testing

/// A survey that pipes an option, a typed text, a number and what may be missing, with a Swedish catalogue.
private func makeSurvey(stale: Int? = nil) -> (survey: Survey, note: TextID, name: (String) -> VariableID) {
    var draft = SurveyDraft()
    let options = [draft.option("bread"), draft.option("other", specify: true)]
    draft.choice("bought", options)
    draft.number("spent", NumberRule(decimals: 2), isOptional: true)
    let note = draft.text("{bought} for {spent | some money}, {nobody}")
    draft.yesno("last")
    var survey = draft.finished()
    let swedish = survey.texts.enumerated().map { index, text in
        LocalizedText(state: index == stale ? .stale : .current, template: "sv:" + text.source)
    }
    survey.localizations = [Localization(tag: "sv", texts: swedish)]
    return (survey, note, draft.id)
}

@Test func `a text pipes labels, typed texts and numbers, with a fallback for what is missing`() throws {
    let (survey, note, _) = makeSurvey()
    var interview = try Interview(survey: survey, seed: 1)
    _ = interview.handle(.start)
    #expect(interview.text(note) == "… for some money, …")
    _ = interview.handle(.answer(.value(.option(0))))
    _ = interview.handle(.answer(.value(.number(Decimal(string: "12.50") ?? 0))))
    #expect(interview.text(note) == "Option bread for 12.5, …")
    #expect(
        interview.text(note) { value in if case .number = value { "12,50" } else { nil } }
            == "Option bread for 12,50, …")
    _ = interview.handle(.language("sv"))
    #expect(interview.text(note) == "sv:sv:Option bread for 12.5, …")
    _ = interview.handle(.back)
    _ = interview.handle(.back)
    _ = interview.handle(.answer(.value(.option(1))))
    _ = interview.handle(.answer(.value(.text("{a} cake"))))
    #expect(interview.text(note) == "sv:{a} cake for some money, …")
}

@Test func `a response is stale only if a text that was shown was not current`() throws {
    let (good, _, _) = makeSurvey()
    var interview = try Interview(survey: good, seed: 1, locale: "sv")
    _ = interview.handle(.start)
    #expect(!interview.isStale)

    let last = good.questions[2].text
    let (survey, _, _) = makeSurvey(stale: last.position)
    interview = try Interview(survey: survey, seed: 1, locale: "sv")
    _ = interview.handle(.start)
    _ = interview.handle(.answer(.value(.option(0))))
    #expect(!interview.isStale)
    #expect(interview.state(of: last) == .stale)
    _ = interview.handle(.next)
    #expect(interview.isStale)
}

@Test func `help counts as shown when the front says so`() throws {
    let (survey, note, _) = makeSurvey(stale: 0)
    var interview = try Interview(survey: survey, seed: 1, locale: "sv")
    interview.shown(note)
    #expect(!interview.isStale)
    interview.shown(TextID(0))
    #expect(interview.isStale)
}

@Test func `a promised language without a catalogue shows the source and says so`() throws {
    var (survey, note, _) = makeSurvey()
    survey.localizations = []
    var interview = try Interview(survey: survey, seed: 1, locale: "sv")
    _ = interview.handle(.start)
    #expect(interview.isStale)
    #expect(interview.state(of: note) == .missing)
    #expect(interview.text(survey.questions[0].text) == "About bought?")
}

@Test func `a language that the survey does not have changes nothing`() throws {
    let (survey, _, _) = makeSurvey()
    var interview = try Interview(survey: survey, seed: 1)
    _ = interview.handle(.start)
    let item = try #require(interview.item)
    #expect(interview.handle(.language("fi")) == [.invalid(item, .unknownLanguage)])
    #expect(interview.locale == "en")
    #expect(interview.handle(.language("sv")) == [.ask(item)])
    #expect(interview.locale == "sv")
}

@Test func `labels that pipe labels end`() throws {
    var draft = SurveyDraft()
    for index in 0..<40 {
        let source = index == 0 ? "end" : "{q\(index - 1)}{q\(index - 1)}"
        var option = draft.option("a")
        option.text = draft.text(source)
        draft.choice("q\(index)", [option])
    }
    let text = draft.text("{q39}")
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    while interview.item != nil { _ = interview.handle(.answer(.value(.option(0)))) }
    #expect(interview.text(text).count < 10)
}
