// The conditions and computations of generated surveys.

extension RandomSurveyText {
    mutating func condition() -> String {
        var text = atom(pick(scope))
        while chance(25) { text += (chance(50) ? " and " : " or ") + atom(pick(scope)) }
        return text
    }

    mutating func condition(reading readable: Readable) -> String { atom(readable) }

    private mutating func comparison() -> String { pick(["==", "!=", "<", "<=", ">", ">="]) }

    private mutating func atom(_ readable: Readable) -> String {
        let text = plainAtom(readable)
        return chance(12) ? "not (\(text))" : text
    }

    private mutating func plainAtom(_ readable: Readable) -> String {
        let name = readable.name
        if readable.isRoster { return rosterAtom(readable) }
        if !readable.states.isEmpty, chance(18) { return "\(pick(readable.states))(\(name))" }
        switch readable.kind {
        case .yesno:
            let others = scope.filter {
                if case .yesno = $0.kind { $0.name != name && !$0.isRoster } else { false }
            }
            if !others.isEmpty, chance(12) {
                return "\(name) \(chance(70) ? "==" : "!=") \(pick(others).name)"
            }
            return chance(60) ? name : "\(name) == \(chance(50) ? "yes" : "no")"
        case .number(let low, let high): return numberAtom(name, low, high)
        case .amount(let high):
            switch whole(0...3) {
            case 0: return "\(name) in \(high / 4)...\(high / 2)"
            case 1: return "round(\(name)) \(comparison()) \(whole(0...high))"
            default: return "\(name) \(comparison()) \(whole(0...high))"
            }
        case .computed: return "\(name) \(comparison()) \(whole(-1...4))"
        case .choice(let options):
            if let other = carriedFrom(name), chance(40) {
                return "\(name) \(chance(70) ? "==" : "!=") \(other)"
            }
            return chance(60)
                ? "\(name) \(chance(70) ? "==" : "!=") \(pick(options))"
                : "\(name) \(chance(80) ? "in" : "not in") [\(options[0]), \(pick(options))]"
        case .set(let options):
            switch whole(0...3) {
            case 0: return "count(\(name)) \(comparison()) \(whole(0...options.count))"
            case 1: return "\(pick(options)) not in \(name)"
            default: return "\(pick(options)) in \(name)"
            }
        case .order(let options):
            switch whole(0...3) {
            case 0: return "\(name)[1] == \(pick(options))"
            case 1: return "\(name).\(pick(options)) <= \(whole(1...options.count))"
            case 2: return "\(pick(options)) in \(name)"
            default: return "count(\(name)) \(comparison()) \(whole(0...options.count))"
            }
        case .grid(let rows, let high): return gridAtom(name, rows, high)
        case .choiceGrid(let rows, let options):
            switch whole(0...3) {
            case 0: return "any(\(name) == \(pick(options)))"
            case 1: return "count(\(name) == \(pick(options))) \(comparison()) 1"
            case 2: return "all(\(name) == \(pick(options)))"
            default: return "\(name).\(pick(rows)) == \(pick(options))"
            }
        case .setGrid(let rows, let options):
            return chance(50)
                ? "any(\(pick(options)) in \(name))" : "\(pick(options)) in \(name).\(pick(rows))"
        case .allocation(let options, let total):
            switch whole(0...2) {
            case 0: return "\(name).\(options[0]) \(comparison()) \(name).\(options[1])"
            case 1: return "max(\(name)) \(comparison()) \(whole(0...total))"
            default: return "\(name).\(pick(options)) \(comparison()) \(whole(0...total))"
            }
        case .date, .birth: return dateAtom(readable)
        case .time:
            return chance(70)
                ? "\(name) \(comparison()) \(pick(["08:00", "09:30", "12:00"]))" : "\(name) in 09:00...11:00"
        case .text:
            switch whole(0...3) {
            case 0: return "contains(\(name), \"vip\")"
            case 1: return "matches(\(name), \"[A-Z]{2}\\d\")"
            case 2: return "length(\(name)) \(comparison()) \(whole(1...5))"
            default: return "\(name) == \"AB1\""
            }
        }
    }

    /// A choice whose options are those of this one.
    private func carriedFrom(_ name: String) -> String? {
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 3, words[0] == "choice", words[1] == name, words[2] == "from" else {
                continue
            }
            let source = words[3]
            let isChoice = scope.contains {
                if case .choice = $0.kind { $0.name == source && !$0.isRoster } else { false }
            }
            return isChoice && scope.contains { $0.name == name && !$0.isRoster } ? source : nil
        }
        return nil
    }

    private mutating func numberAtom(_ name: String, _ low: Int, _ high: Int) -> String {
        let constant = whole(low - 1...high + 1)
        switch whole(0...9) {
        case 0: return "\(name) in \(low)...\(whole(low...high))"
        case 1: return "\(name) * 2 \(comparison()) \(constant + 1)"
        case 2: return "\(name) % 2 == \(whole(0...1))"
        case 3:
            let others = scope.filter {
                if case .number = $0.kind { $0.name != name && !$0.isRoster } else { false }
            }
            guard !others.isEmpty else { return "\(name) - 1 \(comparison()) \(constant)" }
            let other = pick(others).name
            switch whole(0...3) {
            case 0: return "\(name) \(comparison()) \(other)"
            case 1: return "mean(\(name), \(other)) \(comparison()) \(constant)"
            case 2: return "\(name) * \(other) \(comparison()) \(constant)"
            default: return "\(name) \(chance(50) ? "+" : "-") \(other) \(comparison()) \(constant)"
            }
        default: return "\(name) \(comparison()) \(constant)"
        }
    }

    private mutating func gridAtom(_ name: String, _ rows: [String], _ high: Int) -> String {
        let constant = whole(1...high)
        switch whole(0...7) {
        case 0: return "any(\(name) \(comparison()) \(constant))"
        case 1: return "all(\(name) \(comparison()) \(constant))"
        case 2: return "count(\(name) \(comparison()) \(constant)) \(comparison()) \(whole(0...rows.count))"
        case 3: return "mean(\(name)) \(comparison()) \(constant)"
        case 4: return "sum(\(name)) \(comparison()) \(whole(1...high * rows.count))"
        case 5: return "\(pick(["min", "max"]))(\(name)) \(comparison()) \(constant)"
        default: return "\(name).\(pick(rows)) \(comparison()) \(constant)"
        }
    }

    private mutating func dateAtom(_ readable: Readable) -> String {
        let name = readable.name
        if case .birth = readable.kind { return "age(\(name)) \(comparison()) \(pick([18, 30]))" }
        switch whole(0...4) {
        case 0: return "\(name) >= today - 1"
        case 1: return "\(name) in 2026-01-02...2026-01-03"
        case 2:
            let others = scope.filter {
                if case .date = $0.kind { $0.name != name && !$0.isRoster } else { false }
            }
            guard !others.isEmpty else { return "\(name) + 1 > 2026-01-03" }
            return "\(pick(others).name) - \(name) \(comparison()) \(whole(0...2))"
        default: return "\(name) \(comparison()) 2026-01-0\(whole(1...4))"
        }
    }

    private mutating func rosterAtom(_ readable: Readable) -> String {
        let name = readable.name
        switch readable.kind {
        case .number(let low, let high):
            let constant = whole(low...high)
            switch whole(0...4) {
            case 0: return "any(\(name) \(comparison()) \(constant))"
            case 1: return "all(\(name) \(comparison()) \(constant))"
            case 2: return "count(\(name) \(comparison()) \(constant)) \(comparison()) \(whole(0...2))"
            case 3: return "\(pick(["mean", "sum", "min", "max"]))(\(name)) \(comparison()) \(constant)"
            default: return "\(name).\(pick(readable.instances)) \(comparison()) \(constant)"
            }
        default:
            switch whole(0...3) {
            case 0: return "any(\(name))"
            case 1: return "all(\(name))"
            case 2: return "count(\(name)) \(comparison()) \(whole(0...2))"
            default: return "\(name).\(pick(readable.instances))"
            }
        }
    }

    /// What a `let` may hold.
    mutating func computation() -> (String, Readable.Kind)? {
        let readable = pick(scope)
        let name = readable.name
        if readable.isRoster || chance(30) { return (condition(), .yesno) }
        switch readable.kind {
        case .number(let low, let high):
            switch whole(0...5) {
            case 0: return ("\(name) * 2 + 1", .computed)
            case 1: return ("round(\(name) / 2)", .computed)
            case 2: return ("-\(name)", .computed)
            case 3: return ("10 / \(name)", .computed)
            case 4:
                return ("\(name) + \(whole(1...3))", .number(low: low + 1, high: high + 3))
            default: return ("sum(\(name), \(name))", .computed)
            }
        case .choice(let options) where readable.isQuestion: return (name, .choice(options))
        case .order(let options) where chance(50): return ("\(name)[1]", .choice(options))
        case .set, .order: return ("count(\(name))", .computed)
        case .grid: return ("\(pick(["mean", "sum", "min", "max"]))(\(name))", .computed)
        case .date:
            return chance(40) ? ("\(name) + 1", .date) : ("today - \(name)", .computed)
        case .time: return (name, .time)
        case .birth: return ("age(\(name))", .computed)
        case .text: return chance(30) ? (name, .text) : ("length(\(name))", .computed)
        default: return (condition(), .yesno)
        }
    }
}
