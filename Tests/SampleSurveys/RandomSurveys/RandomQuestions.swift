// The questions of generated surveys.

extension RandomSurveyText {
    mutating func question(_ nesting: Int) {
        let name = name()
        switch whole(0...99) {
        case 0..<20: yesno(name)
        case 20..<33: rating(name)
        case 33..<39: number(name)
        case 39..<52: choice(name)
        case 52..<66: choices(name)
        case 66..<70: ranking(name)
        case 70..<77: grid(name)
        case 77..<80: choiceGrid(name)
        case 80..<83: allocate(name)
        case 83..<88: date(name)
        case 88..<91: time(name)
        case 91..<96: text(name)
        case 96..<98: line("note \(name) \"Read this.\"")
        default: fixedScale(name)
        }
    }

    /// Properties that any question may have, and the states that they make possible.
    private mutating func manners(_ optional: Int = 18, _ missing: Int = 12) -> (
        text: String, states: [String]
    ) {
        var text = ""
        var states = ["answered"]
        if chance(optional) {
            text += " optional"
            states.append("skipped")
        }
        for kind in ["dont_know", "refused", "not_applicable"] where chance(missing / 2) {
            text += " \(kind) \"Rather not\""
            states.append(kind)
        }
        states.append("not_asked")
        return (text, states)
    }

    private mutating func add(_ name: String, _ kind: Readable.Kind, _ states: [String]) {
        scope.append(Readable(name, kind, states: states, isQuestion: true))
    }

    private mutating func yesno(_ name: String) {
        let (text, states) = manners()
        line("yesno \(name) \"Is it so?\"\(text)\(chance(8) ? " default yes" : "")")
        add(name, .yesno, states)
    }

    private mutating func rating(_ name: String) {
        let low = whole(-1...1)
        let high = low + whole(1...2)
        let (text, states) = manners()
        line("rating \(name) \(low)...\(high) \"How was it?\"\(text)")
        add(name, .number(low: low, high: high), states)
    }

    private mutating func fixedScale(_ name: String) {
        let kind = pick(["nps", "csat", "ces"])
        let (text, states) = manners(10, 8)
        line("\(kind) \(name) \"How was it?\"\(text)")
        add(
            name, .number(low: kind == "nps" ? 0 : 1, high: kind == "nps" ? 10 : kind == "ces" ? 7 : 5),
            states)
    }

    private mutating func number(_ name: String) {
        let (text, states) = manners()
        if chance(60) {
            let low = whole(-1...1)
            let high = low + whole(1...2)
            line("number \(name) \(low)...\(high) \"How many?\"\(text)")
            add(name, .number(low: low, high: high), states)
        } else {
            let decimals = chance(40) ? " decimals \(whole(1...2))" : ""
            line("number \(name)\(chance(85) ? " 0...1000" : "") \"How much?\"\(text)\(decimals)")
            add(name, .amount(high: 1_000), states)
        }
    }

    private mutating func optionNames(_ count: ClosedRange<Int> = 2...3) -> [String] {
        Array(["a", "b", "c", "d"].prefix(whole(count)))
    }

    /// The lines of options, some under conditions; says whether any is drawn.
    private mutating func options(_ names: [String], exclusive: Bool, specify: Bool, draws: Bool) {
        let isDrawn = draws && names.count > 2 && chance(20) && !hasDraw
        if isDrawn {
            hasDraw = true
            line("draw 1")
        }
        if chance(12) { line("shuffle") }
        for (index, option) in names.enumerated() {
            var text = "- \(option) \"Option \(option)\""
            let isLast = index == names.count - 1
            if isLast, exclusive {
                text += " exclusive"
            } else if isLast, specify, chance(14) {
                text += " specify"
            } else if chance(4), !isDrawn {
                text += " pinned"
            }
            if !scope.isEmpty, chance(14) { text += " if \(condition())" }
            line(text)
        }
    }

    private mutating func choice(_ name: String) {
        let (text, states) = manners()
        if let source = carried(), chance(45) {
            line("choice \(name) from \(source.text) \"Which?\"\(text)")
            add(name, .choice(source.options), states)
            return
        }
        let names = optionNames()
        block("choice \(name) \"Which?\"\(text)") {
            $0.options(names, exclusive: false, specify: true, draws: true)
        }
        add(name, .choice(names), states)
    }

    /// A set of options to carry forward: those of an earlier question, perhaps less some.
    private mutating func carried() -> (text: String, options: [String])? {
        let sources = scope.filter {
            guard $0.isQuestion, !$0.isRoster, !$0.name.contains(".") else { return false }
            switch $0.kind {
            case .set, .choice, .order: return true
            default: return false
            }
        }
        guard let source = sources.last else { return nil }
        switch source.kind {
        case .set(let options), .order(let options):
            return (source.name + (chance(30) ? " except [\(options[0])]" : ""), options)
        case .choice(let options):
            return (source.name, options)
        default: return nil
        }
    }

    private mutating func choices(_ name: String) {
        let (text, states) = manners()
        let names = optionNames()
        if chance(18), let other = sharedList(names.count) {
            line("choices \(name) from \(other) \"Which ones?\"\(text)")
            add(name, .set(["a", "b", "c"]), states)
            return
        }
        block("choices \(name) \"Which ones?\"\(text)") { writer in
            let isExclusive = writer.chance(30)
            if writer.chance(55) {
                let most = names.count - (isExclusive ? 1 : 0)
                let low = writer.whole(0...min(2, most))
                writer.line("select \(low)...\(min(most, max(1, low + writer.whole(0...2))))")
            }
            writer.options(names, exclusive: isExclusive, specify: true, draws: true)
        }
        add(name, .set(names), states)
    }

    /// A list of the file, perhaps less what an earlier question with the same list has.
    private mutating func sharedList(_ count: Int) -> String? {
        if !lines.contains("options shared {") {
            let list = [
                "options shared {", "    - a \"A\"", "    - b \"B\"", "    - c \"C\"  exclusive", "}",
            ]
            lines.insert(contentsOf: list, at: 3)
            return "shared"
        }
        let others = lines.compactMap { line -> String? in
            let words = line.split(separator: " ")
            guard words.count > 3, words[2] == "from", words[3] == "shared" else { return nil }
            return String(words[1])
        }
        guard let other = others.first, scope.contains(where: { $0.name == other && !$0.isRoster }),
            loops == 0
        else { return "shared" }
        return "shared except \(other)"
    }

    private mutating func ranking(_ name: String) {
        let (text, states) = manners()
        let names = optionNames()
        block("ranking \(name) \"In which order?\"\(text)") { writer in
            if writer.chance(50) { writer.line("select \(writer.whole(1...names.count))") }
            for option in names {
                var text = "- \(option) \"Option \(option)\""
                if writer.chance(14), !writer.scope.isEmpty { text += " if \(writer.condition())" }
                writer.line(text)
            }
        }
        add(name, .order(names), states)
    }

    private mutating func rows(_ names: [String], reversible: Bool = false) {
        if names.count > 1, chance(12), !hasDraw {
            hasDraw = true
            line("draw 1")
        }
        if chance(12) { line("shuffle") }
        for row in names {
            var text = "- \(row) \"Row \(row)\""
            if chance(10) { text += " not_applicable \"None\"" }
            if reversible, chance(8) { text += " reversed" }
            if chance(22), !scope.isEmpty { text += " if \(condition())" }
            line(text)
        }
    }

    private mutating func grid(_ name: String) {
        let (text, states) = manners(10, 8)
        let rows = Array(["r1", "r2", "r3"].prefix(whole(1...2)))
        let high = whole(2...3)
        block("grid \(name) 1...\(high) \"How were these?\"\(text)") { $0.rows(rows, reversible: true) }
        add(name, .grid(rows: rows, high: high), states)
    }

    private mutating func choiceGrid(_ name: String) {
        if !lines.contains("options marks {") {
            lines.insert(contentsOf: ["options marks {", "    - x \"X\"", "    - y \"Y\"", "}"], at: 3)
        }
        let (text, states) = manners(8, 6)
        let isSet = chance(40)
        let rows = ["r1", "r2"]
        block("grid \(name) from marks \"Which for each?\"\(text)") { writer in
            if isSet { writer.line("select \(writer.whole(0...1))...\(writer.whole(1...2))") }
            writer.rows(rows)
        }
        let options = ["x", "y"]
        add(
            name, isSet ? .setGrid(rows: rows, options: options) : .choiceGrid(rows: rows, options: options),
            states)
    }

    private mutating func allocate(_ name: String) {
        let (text, states) = manners()
        let total = whole(1...3)
        if chance(35), let source = carried() {
            line("allocate \(name) \(total) from \(source.text) \"How much of each?\"\(text)")
            return
        }
        let names = optionNames(2...2)
        block("allocate \(name) \(total) \"How much of each?\"\(text)") { writer in
            for option in names {
                var text = "- \(option) \"Option \(option)\""
                if writer.chance(16), !writer.scope.isEmpty { text += " if \(writer.condition())" }
                writer.line(text)
            }
        }
        add(name, .allocation(names, total: total), states)
    }

    private mutating func date(_ name: String) {
        let (text, states) = manners()
        switch whole(0...3) {
        case 0:
            line("date \(name) 2026-01-01...2026-01-04 \"When?\"\(text)")
            add(name, .date, states)
        case 1:
            line("date \(name) today - 2...today \"When?\"\(text)")
            add(name, .date, states)
        case 2:
            line("date \(name) 2020-01-01...today + 3 \"When?\"\(text)\(chance(30) ? " default today" : "")")
            add(name, .date, states)
        default:
            line("date \(name) 1990-01-01...2025-12-31 \"When were you born?\"\(text)")
            add(name, .birth, states)
        }
    }

    private mutating func time(_ name: String) {
        let (text, states) = manners()
        line("time \(name)\(chance(60) ? " 08:00...20:00" : "") \"At what time?\"\(text)")
        add(name, .time, states)
    }

    private mutating func text(_ name: String) {
        let (text, states) = manners(45)
        let rule = pick(["", "", " length 6", " pattern \"[A-Z]{2}\\d\"", " email"])
        line("text \(name) \"What?\"\(text)\(rule)")
        add(name, .text, states)
    }
}
