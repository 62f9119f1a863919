import FoundationEssentials
import SurveyCompiler
import SurveyModel
import SurveyWriting
import Testing

/// What random surveys seldom or never have.
@Suite struct WholeLanguageTests {
    static let surveys: [(name: String, text: String)] = [
        (
            "texts and notes",
            #"""
            title "Say \"hello\"\\ \{you\}\tand\nme \u{20AC}"
            /// First line
            /// and {second} "line" {
            text first "What may we call you?" optional
            /// On a page
            note hello "Welcome, {first | dear \"guest}. 100 % \\\{" // a comment
            number nights 1...30 "How many nights?" unit "nights \{n\}"
            note stay "One night, {first | you}." plural nights "{nights} nights, {first | you}."
            text code "Code?" pattern "[A-Z]{2}-\d{4,6}\"?" optional
            text mail "Mail?" email optional help "We \"never\" tell."
            text call "Phone?" phone
            text long "Why?" lines 4 length 500 personal default "a \"b\" \{c\} \\"
            """#
        ),
        (
            "lists",
            #"""
            given place: choices from channels select 0...2 optional personal
            given grade: rating -1...3
            given when: date today - 5...2030-01-01 optional
            given at: time 08:00...09:30
            given cost: number -1.5...2 decimals 1 unit "€"
            options channels {
                - store = 10 "In the store"
                - phone = -2 "By phone" pinned
                - other = 30 "Another way" specify
                - none = 40 "None of these" exclusive
            }
            scale plain -2...2 { }
            yesno digital "Digital?" default no
            choices used from channels "Which ways?" { select 0...2 ; shuffle }
            choice best from used "Best?" optional
            choice next from channels except used except [none] "Next?" optional
            choice last from used except best "Others?" optional
            choices own "Own?" {
                draw 2
                - a "A"
                shuffle {
                    - b "B" if digital
                    - c "C"
                }
                if digital {
                    if used == used { - impossible "I" }
                    - d "D" if place == place
                }
                - e "E" pinned
            }
            """#.replacing(" if place == place", with: "").replacing(
                "if used == used { - impossible \"I\" }", with: "- f \"F\"")
        ),
        (
            "rankings, allocations and grids",
            #"""
            options channels {
                - store "In the store"
                - phone "By phone"
                - bot "By bot"
                - none "None of these" exclusive
            }
            scale agree 1...5 {
                /// The worst
                1 "No"
                5 "Yes"
            }
            yesno visited "Were you in?" refused "No answer" dont_know "No idea"
            ranking wishes "What matters?" { select 2 ; - price "P" ; - speed "S" ; - care "C" }
            ranking whole from channels "Order?" dont_know "All the same"
            ranking some from channels "Order?" { select 1...2 ; shuffle ; draw 2 }
            allocate hours 100 "How?" unit "%" { shuffle ; - queue "Q" ; - desk "D" }
            allocate shared 10 from channels "How?" optional
            grid quality agree "How far?" { shuffle ; - kept "K" ; - hurried "H" reversed ; - first "F" not_applicable "First" if visited }
            grid perceived 1...7 "How far?" {
                1 "No"
                group reliability "What was promised" {
                    /// note
                    - a "A"
                    shuffle { - b "B" reversed ; - c "C" }
                }
                group care { - d "D" }
                - e "E"
            }
            grid outer 1...7 "How far?" {
                shuffle {
                    group one { - a "A" ; - b "B" }
                    group two { - c "C" }
                }
                draw 2
            }
            grid tasks from channels "How?" as table { - ordering "O" ; - paying "P" not_applicable "Nothing" }
            grid tried from channels except [none] "Which?" { select 0...2 ; - ordering "O" }
            if wishes[1] == price or wishes.speed <= 2 or wishes[2] in [price, speed] { note a "A" }
            if care in wishes and hours.queue > hours.desk and count(wishes) == 2 { note b "B" }
            if any(quality <= 2) or all(quality >= 4) or count(quality == 3) == 2 { note c "C" }
            if answered(quality) and not_asked(quality) or refused(visited) { note d "D" }
            if mean(quality) < 3 and sum(quality) > 3 and min(quality) < max(quality) { note e "E" }
            if perceived.reliability < 3 or perceived.care > 2 or any(perceived.care <= 2) { note f "F" }
            if all(perceived.care <= 2) or count(tried.ordering) == 1 or any(phone in tried) { note g "G" }
            if count(tasks == store) == 2 or tasks.paying == phone or mean(perceived, quality.kept) > 2 { note h "H" }
            if mean([quality.kept, hours.queue]) > 2 or any(visited, hours.queue > 2) { note i "I" }
            """#
        ),
        (
            "computing",
            #"""
            given today_is: date optional
            number age 16...120 "How old?" refused "No"
            number exact -5.25...5.25 "How much?" decimals 2 default -1.5
            date arrival 2020-01-01...today "Arrived?" default today - 1
            date departure today - 60...today + 30 "Left?" optional
            time desk 08:00...20:00 "When?" dont_know "No" default 09:30
            text code "Code?" optional
            csat mood 1...4 "Mood?" top 1 as faces idle 30
            rating own -3...3 "Own?" top 2 { -3 "Bad" ; 0 "Same" ; 3 "Good" }
            let half = -(age - -2) / (2 * (3 - age % 7)) - (age - (age - 1))
            let days_between = departure - arrival
            let later = arrival + 7
            let years = age(arrival) + age(arrival, departure)
            let rounded = round(age / 10, 2) + round(age)
            let long = length(code) > 3 and not (contains(code, "v\"i\{p\}\\") or matches(code, "[A-Z]{2}\d+\"?"))
            if age in 18...65 except [30, 40] and not refused(age) { note a "A" }
            if not (not (age > 3 and age < 5) or age == 7) { note b "B" }
            if arrival in today - 30...today and desk < 09:30 or desk in [09:00, 10:00] { note c "C" }
            if arrival in [2026-01-01, 2026-01-02] or code in ["a", "b \"c\""] or code == "" { note d "D" }
            if (half > 1) == (later > today) or long == yes { note e "E" }
            if - - age < -5 + -exact { note f "F" }
            require age >= 18 else "Too young, {code | you}."
            confirm half <= 500 and age < 100 else large_sum "Is {half | that} right?"
            if age > 90 { finish screened too_old "Thank you." } else if age > 80 { finish "Thanks." }
            metric m1 = csat(own) where age > 18 and mood == 3 by mood, own
            metric m2 = index(mood, own: 2.5)
            metric m3 = lifetime(age, mood >= 3, discount: 0.1)
            metric m4 = retention(mood >= 3) where not answered(code)
            metric m5 = churn(mood >= 3 or age > 3)
            metric m6 = median(age)
            metric m7 = gap(own, own2)
            rating own2 -3...3 "Own?"
            drivers of own: mood, age
            chain of own: mood, own2
            """#
        ),
        (
            "loops",
            #"""
            options channels {
                - store "In the store"
                - phone "By phone"
                - bot "By bot"
                - other "Another"
                - none "None" exclusive
            }
            choices used from channels "Used?" optional
            choice best from used "Best?" optional
            ranking order from channels "Order?" { select 1...2 }
            number party 1...3 "Party?"
            yesno before "Before?"
            for c in used draw 2 shuffle {
                page about "About: {c}" {
                    csat satisfied "How satisfied with {c}?" dont_know "No idea of {c}"
                    if satisfied <= 2 { text wrong "What went wrong?" optional } else if c == bot { yesno other_bot "B?" } else { note nothing "N" }
                    if c == bot { yesno handled "Handled?" }
                    if c == bot and handled { text how "How did it?" optional }
                    if c in [store, phone] or before { yesno mixed "M?" }
                    let twice = satisfied * 2
                    require twice > 1 else fine "Twice {twice | that}?"
                    confirm satisfied < 5 else "Sure of {c}?"
                    grid quality 1...5 "Q {c}?" { - kept "K" ; - fast "F" if satisfied > 2 ; group g { - x "X" reversed ; - y "Y" } }
                    if quality.kept > 2 and any(quality > 3) and quality.g > 1 { note again "A {satisfied | you}" }
                }
                choice which "Which of {c}?" { - a "A {c}" ; - b "B" specify ; - d "D" if c == bot }
                choice one from channels except used "One?" optional
                for d in channels except [bot] except used {
                    yesno pair "{c} or {d}?"
                    if pair and c == store or d == store { number much 0...9 "How much?" }
                }
                for g in 1...party as table { number age 0...120 "How old is guest {g}?" }
                if age.1 > satisfied or any(age > 3) { note ages "Ages" }
            }
            for e in channels except [other] {
                if answered(used) { csat second "Second {e}?" }
                if e != bot { note not_bot "Not the bot, but {e}" }
            }
            for f in order { yesno ordered "Ordered {f}?" }
            for h in best { yesno really "Really {h}?" }
            for i in 0...2 {
                number cost 0...100 "Cost {i}?"
                if i > 0 { number next 0...5 "Next {i}" if_never "x" }
                if cost > i and i == 2 { note last "Last" }
                for k in 1...i { yesno inner "Inner {k} of {i}?" }
            }
            if any(satisfied <= 2) or satisfied.bot == 3 or mean(age) < 18 or count(satisfied <= 2) == 2 { note after "After" }
            if all(quality.kept > 2) or any(quality > 2) or mean(satisfied, cost) > 3 { note more "More" }
            for l in used { yesno compare "Compare {l}?" if_never "x" }
            for l2 in used { csat third "Third {l2}?" }
            metric by_c = csat(satisfied) by c
            metric some = csat(satisfied) where c in [store, phone]
            metric alone = csat(satisfied.bot)
            metric pooled = share(satisfied <= 2) where answered(satisfied) and before by before, c
            metric grids = mean(quality) by c
            metric inner_ones = share(pair) by c
            metric inner_two = mean(age) by g where c == store or g == 2
            """#.replacing(" if_never \"x\"", with: "").replacing(
                "for k in 1...i { yesno inner \"Inner {k} of {i}?\" }", with: ""
            ).replacing(
                " by g where c == store or g == 2", with: " where c == store or g == 2 by g"
            ).replacing(
                " and before by before, c", with: " and before by before, c")
        ),
        (
            "order and chance",
            #"""
            number party 1...20 "Party?"
            consent_never
            shuffle {
                page food "Food" { csat taste "Taste?" ; csat range "Range?" }
                page staff { csat friendly "Friendly?" }
                if party > 4 { csat room "Room?" ; note roomy "R" }
                if party > 5 { note five "5" } else { note less "L" }
                for g in 1...2 { yesno guest "Guest {g}?" }
                split inner { - x { note nx "X" } ; - y weight 3 { note ny "Y" } }
                draw 1 { text better "Better?" optional ; text praise "Praise?" optional }
            }
            draw 1 {
                yesno p "P?"
                if party > 2 { yesno q "Q?" }
            }
            split wording {
                - plain { nps recommend "How likely?" { 0 "No" ; 10 "Yes" } }
                - warm weight 2 { nps recommend "Tell a friend?" }
            }
            if wording == warm { text told "What?" optional } else { text told "Why?" optional help "H" }
            if party > 3 { let size = 1 } else { let size = party }
            if size > 2 { choice same "S?" { - a "A" ; - b "B" } } else { choice same "S2?" { - a "A" ; - b "B" } }
            page empty_page "Empty" { }
            finish thanks "Thank you, {party}."
            """#.replacing("consent_never\n", with: "")
        ),
        (
            "fragments",
            #"""
            scale agreement 1...5 { 1 "No" ; 5 "Yes" }
            options shops { - a "A" ; - b "B" ; - c "C" specify }
            yesno outer "Outer?"
            text named "Name?" optional
            choices seen from shops "Seen?" optional
            fragment ask(who: text) {
                yesno knows "Do you know {who}?"
                if knows { text where "Where is {who}?" optional }
            }
            fragment contact(who: text, agree: scale = agreement, follow: yesno = no, list: options = shops, most: number = 3) {
                page about "About {who}" {
                    rating kept agree "They kept their word."
                    rating fast agree "{who} was fast."
                    if follow and kept <= 2 { text why "What happened at {who}?" optional }
                    choice shop from list "Shop?"
                    number visits 0...9 "Visits? At most {most}."
                    confirm visits <= most else many "That is many, {visits}?"
                    for m in list { yesno saw "Saw {m}?" }
                    if shop == a and any(saw) { note sawing "Saw A at {who}" }
                    let total = kept + fast
                    if total > 4 { note high "High: {total | much}" }
                }
                use ask(who: who) as asked_about
            }
            use contact(who: "our shop") as shop
            use contact(who: "the assistant", follow: yes, most: 5) as bot
            use contact(who: named, follow: outer) as person
            if shop.kept < bot.kept { text compare "Why is the assistant better than {shop.kept}?" optional }
            for s in seen { use ask(who: s) as each }
            if outer { use ask(who: "them") }
            metric kept = mean(shop.kept)
            """#.replacing("text named \"Name?\" optional", with: "text named \"Name?\"")
        ),
        (
            "consent",
            #"""
            note welcome "Hello."
            consent agreed "May we?" help "A year." idle 9
            nps recommend "How likely?"
            """#
        ),
    ]

    static func whole(_ text: String, version: Int = 1) -> String {
        "survey trial\nversion \(version)\nlanguage en\n" + text.replacing(" ; ", with: "\n") + "\n"
    }

    @Test(arguments: surveys.map(\.name)) func `all of the language comes back`(name: String) throws {
        let text = Self.whole(try #require(Self.surveys.first { $0.name == name }).text)
        let compilation = compile(SourceFile(name: "trial.survey", text: text))
        let survey = try #require(
            compilation.survey,
            "\(name)\n\(render(compilation.diagnostics.filter { $0.severity == .error }, in: compilation.source))"
        )
        try WrittenBack(name: name, survey: survey, original: text).check()
    }

    /// Every example of the documentation, and every survey of the tests.
    @Test func `examples come back`() throws {
        var count = 0
        for (name, text) in try Self.examples() {
            let whole = text.contains("\nsurvey ") || text.hasPrefix("survey ") ? text : Self.whole(text)
            guard let survey = compile(SourceFile(name: name, text: whole)).survey else { continue }
            count += 1
            try WrittenBack(name: name, survey: survey, original: whole).check()
        }
        #expect(count > 60, "\(count)")
    }

    static func examples() throws -> [(name: String, text: String)] {
        var found: [(String, String)] = []
        func text(_ path: String) -> String {
            FileManager.default.contents(
                atPath: WrittenBack.root.appending(path: path).path(percentEncoded: false)
            ).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        func files(_ folder: String) -> [String] {
            let path = WrittenBack.root.appending(path: folder).path(percentEncoded: false)
            return ((try? FileManager.default.subpathsOfDirectory(atPath: path + "/.")) ?? []).sorted().map {
                "\(folder)/\($0)"
            }
        }
        for file in files("Tests") where file.hasSuffix(".survey") { found.append((file, text(file))) }
        for file in files("Documentation") where file.hasSuffix(".md") {
            var block: [Substring]?
            for line in text(file).split(separator: "\n", omittingEmptySubsequences: false) {
                if let lines = block {
                    if line.hasPrefix("```") {
                        found.append((file, lines.joined(separator: "\n")))
                        block = nil
                    } else {
                        block = lines + [line]
                    }
                } else if line.hasPrefix("```survey") {
                    block = []
                }
            }
        }
        return found
    }
}
