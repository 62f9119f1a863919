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

@Test func `numbers, days, times and orders are piped, as they are or as the front words them`() throws {
    var draft = SurveyDraft()
    let list = draft.options("l", ["a", "b", "c"].map { draft.option($0) })
    draft.ranking("rank", list, select: 2...2)
    draft.date("day", DateRule())
    draft.time("hour", TimeRule())
    let text = draft.text("{rank} on {day} at {hour}")
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    let values: [Value] = [.order([2, 0]), .date(CalendarDay(number: 0)), .time(TimeOfDay(minutes: 61))]
    for value in values { _ = interview.handle(.answer(.value(value))) }
    #expect(interview.text(text) == "Option c, Option a on 1970-01-01 at 01:01")
    #expect(
        interview.text(text) { value in
            switch value {
            case .date: "new year"
            case .time: "one"
            default: nil
            }
        } == "Option c, Option a on new year at one")
}

@Test func `a pipe may be an option, a number or another text`() throws {
    var draft = SurveyDraft()
    draft.choices("used", [draft.option("a"), draft.option("other", specify: true)], select: 1...2)
    let who = draft.text("the {c}")
    draft.survey.texts[who.position].pipes = [
        .init(name: "c", source: .option(ListID(0), 1, of: VariableID(0)))
    ]
    let text = draft.text("{n}: {who}, {lost | nothing}")
    draft.survey.texts[text.position].pipes = [
        .init(name: "n", source: .number(3)), .init(name: "who", source: .text(who)),
        .init(name: "lost", source: .option(ListID(0), 7, of: nil)),
    ]
    var interview = try Interview(survey: draft.finished(), seed: 1)
    _ = interview.handle(.start)
    #expect(interview.text(text) == "3: the Option other, nothing")
    _ = interview.handle(.answer(.value(.options([1]))))
    _ = interview.handle(.answer(.value(.text("fax"))))
    #expect(interview.text(text) == "3: the fax, nothing")
    #expect(interview.text(text) { _ in "three" } == "three: the fax, nothing")
}

@Test func `texts that are handed on and on end`() throws {
    var draft = SurveyDraft()
    var last = draft.text("end")
    for _ in 0..<40 {
        let text = draft.text("{x}{x}")
        draft.survey.texts[text.position].pipes = [.init(name: "x", source: .text(last))]
        last = text
    }
    let loop = draft.text("{x}{x}")
    draft.survey.texts[loop.position].pipes = [.init(name: "x", source: .text(loop))]
    let interview = try Interview(survey: draft.finished(), seed: 1)
    for text in [last, loop] { #expect(interview.text(text).count <= 20_000) }
    #expect(interview.text(TextID(1)).count == 6)
}

@Test func `a number chooses among the forms of the language`() throws {
    var draft = SurveyDraft()
    draft.number("nights", NumberRule(low: 0, high: 99, decimals: 1), isOptional: true)
    let text = draft.text("{nights | some} night")
    draft.survey.texts[text.position].plural = .init(
        name: "nights", count: .variable(VariableID(0)), source: "{nights | some} nights")
    var survey = draft.finished()
    survey.localizations = [
        Localization(
            tag: "pl",
            texts: survey.texts.indices.map { index in
                index == text.position
                    ? LocalizedText(
                        state: .current, template: "{nights} noc",
                        forms: ["{nights} noc", "{nights} noce", "{nights} nocy"])
                    : LocalizedText(state: .current, template: "x")
            },
            pluralRule: try PluralRule(
                parsing:
                    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);")),
        Localization(
            tag: "sv", texts: survey.texts.map { LocalizedText(state: .missing, template: $0.source) }),
    ]
    let expected: [(String, String, String)] = [
        ("1", "1 night", "1 noc"), ("0", "0 nights", "0 nocy"), ("3", "3 nights", "3 noce"),
        ("12", "12 nights", "12 nocy"), ("1.5", "1.5 nights", "1.5 nocy"),
    ]
    for (number, english, polish) in expected {
        var interview = try Interview(survey: survey, seed: 1)
        _ = interview.handle(.start)
        #expect(interview.text(text) == "some nights")
        _ = interview.handle(.answer(.value(.number(Decimal(string: number) ?? 0))))
        #expect(interview.text(text) == english)
        _ = interview.handle(.language("pl"))
        #expect(interview.text(text) == polish)
        _ = interview.handle(.language("sv"))
        #expect(interview.text(text) == english)
    }
}

@Test func `a stale text that another pipes is noted`() throws {
    var draft = SurveyDraft()
    let who = draft.text("the shop")
    draft.yesno("q")
    let question = draft.survey.questions[0].text
    draft.survey.texts[question.position].pipes = [.init(name: "who", source: .text(who))]
    var survey = draft.finished()
    survey.localizations = [
        Localization(
            tag: "sv",
            texts: survey.texts.indices.map {
                LocalizedText(state: $0 == who.position ? .stale : .current, template: "x")
            })
    ]
    var interview = try Interview(survey: survey, seed: 1, locale: "sv")
    _ = interview.handle(.start)
    #expect(interview.isStale)
}
