import SampleSurveys

/// The body of a survey of random shape: pages, conditions in and around them, splits, rosters, what is shuffled or
/// drawn, checks and endings in the middle. Conditions read what is given, so that all of it compiles.
func randomBody(_ random: inout Seeded) -> String {
    var text = "given visits: number 0...9\ngiven member: yesno\n"
    var names = 0
    fill(&text, &random, &names, depth: 0, isInPage: false, mayEnd: true)
    if random.chance(50) { text += "finish \"Thank you.\"\n" }
    return indented(text)
}

/// A word that begins a line of the file closes all blocks, so what stands in one is indented.
private func indented(_ text: String) -> String {
    var depth = 0
    var lines: [String] = []
    for line in text.split(separator: "\n") {
        if line.hasPrefix("}") { depth -= 1 }
        lines.append(String(repeating: "    ", count: depth) + line)
        if line.hasSuffix("{") { depth += 1 }
    }
    return lines.joined(separator: "\n") + "\n"
}

private func fill(
    _ text: inout String, _ random: inout Seeded, _ names: inout Int, depth: Int, isInPage: Bool, mayEnd: Bool
) {
    func condition() -> String {
        ["visits >= \(Int.random(in: 1...9, using: &random))", "member", "not member and visits < 4"]
            .randomElement(using: &random) ?? "member"
    }
    func next() -> String {
        names += 1
        return "q\(names)"
    }
    func inner(isInPage: Bool, mayEnd: Bool) {
        fill(&text, &random, &names, depth: depth + 1, isInPage: isInPage, mayEnd: mayEnd)
    }
    for _ in 0..<Int.random(in: 1...(depth == 0 ? 5 : 2), using: &random) {
        let name = next()
        switch Int.random(in: 0..<(depth < 3 ? 17 : 7), using: &random) {
        case 0: text += "yesno \(name) \"Is it so in case \(name)?\"\n"
        case 1: text += "text \(name) \"What else?\" optional\n"
        case 2:
            text +=
                "choice \(name) \"Which of these?\" {\n- a \"First\"\n- b \"Second\" if \(condition())\n}\n"
        case 3:
            text +=
                "grid \(name) 1...5 \"How good was it?\" {\n- x \"One\"\n- y \"Other\" if \(condition())\n}\n"
        case 4: text += "let \(name) = visits + 1\n"
        case 5: text += "require visits <= 8 else \(name) \"Not so often.\"\n"
        case 6: text += "note \(name) \"Here is something to read.\"\n"
        case 7, 8:
            guard !isInPage else { continue }
            text += "page \(name) \"A page\" {\n"
            inner(isInPage: true, mayEnd: mayEnd)
            text += "}\n"
        case 9, 10, 11:
            text += "if \(condition()) {\n"
            inner(isInPage: isInPage, mayEnd: mayEnd)
            for _ in 0..<Int.random(in: 0...6, using: &random) where random.chance(40) {
                text += "} else if \(condition()) {\n"
                inner(isInPage: isInPage, mayEnd: mayEnd)
            }
            if random.chance(40) {
                text += "} else {\n"
                inner(isInPage: isInPage, mayEnd: false)
            }
            text += "}\n"
        case 12:
            text += "split \(name) {\n"
            for arm in ["plain", "warm weight 2"] {
                text += "- \(arm) {\n"
                inner(isInPage: isInPage, mayEnd: false)
                text += "}\n"
            }
            text += "}\n"
        case 13:
            text += "for \(name) in 1...3 {\n"
            inner(isInPage: isInPage, mayEnd: false)
            text += "}\n"
        case 14, 15:
            text += random.chance(50) ? "shuffle {\n" : "draw 1 {\n"
            for _ in 0..<2 {
                text += "if \(condition()) {\nyesno \(next()) \"Is it so?\"\n"
                inner(isInPage: isInPage, mayEnd: false)
                text += "}\n"
            }
            text += "}\n"
        default:
            guard mayEnd else { continue }
            text += "if \(condition()) {\n"
            if random.chance(50) { text += "yesno \(name) \"Is it so?\"\n" }
            text += "finish\(random.chance(50) ? " screened" : "") \"Thank you.\"\n}\n"
        }
    }
}
