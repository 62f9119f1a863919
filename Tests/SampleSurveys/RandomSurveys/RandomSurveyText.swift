/// A small survey as an author would write it, with anything the language has, from a seed.
///
/// What it is made of comes from the seed, so a case that fails can be had again; `size` says how many statements it has
/// at most. What it writes compiles, perhaps with warnings: a condition that cannot hold is what the proof is for.
public struct RandomSurveyText {
    var random: Seeded
    /// Statements that may still be written.
    var budget: Int
    var lines: [String] = []
    var depth = 0
    /// What a condition may read here.
    var scope: [Readable] = []
    /// How many of each thing were written, for names.
    var names = 0
    /// The number of loops around, and whether a page or a collection is.
    var loops = 0
    var isInPage = false
    var isInCollection = false
    var hasDraw = false

    /// The text of a seed.
    public static func text(seed: UInt64, size: Int) -> String {
        var writer = RandomSurveyText(random: Seeded(seed &* 0x9E37_79B9 &+ 77), budget: size)
        writer.write()
        return writer.lines.joined(separator: "\n") + "\n"
    }

    private init(random: Seeded, budget: Int) {
        self.random = random
        self.budget = budget
    }

    // MARK: Lines

    mutating func line(_ text: String) { lines.append(String(repeating: "    ", count: depth) + text) }

    mutating func block(_ head: String, _ body: (inout Self) -> Void) {
        line(head + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    mutating func name(_ stem: String = "q") -> String {
        names += 1
        return "\(stem)\(names)"
    }

    mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[whole(0...elements.count - 1)] }

    // MARK: The file

    private mutating func write() {
        line("survey random")
        line("version 1")
        line("language en")
        givens()
        if chance(20) { fragment() }
        if chance(12) {
            if chance(30) { line("note welcome \"Hello.\"") }
            if chance(30) { split(name("s"), before: true) }
            line("consent agreed \"May we ask?\"")
        }
        while budget > 0 { statement(nesting: 0) }
        if hasFragment { use() }
        if chance(60) { line("finish \"Thank you.\"") }
        if chance(25) { metrics() }
    }

    private mutating func givens() {
        if chance(12) {
            line("given member: yesno" + (chance(50) ? " optional" : ""))
            scope.append(Readable("member", .yesno, states: []))
        }
        if chance(8) {
            line("given visits: number 0...2" + (chance(60) ? " optional" : ""))
            scope.append(Readable("visits", .number(low: 0, high: 2), states: ["skipped"]))
        }
        if chance(5) {
            line("given grade: rating 1...3 optional")
            scope.append(Readable("grade", .number(low: 1, high: 3), states: ["skipped"]))
        }
        if chance(5) {
            line("options origins {")
            line("    - web \"Web\"")
            line("    - ad \"Ad\"")
            line("}")
            line("given origin: choice from origins optional")
            scope.append(Readable("origin", .choice(["web", "ad"]), states: ["skipped"]))
        }
    }

    private var hasFragment: Bool { lines.contains { $0.hasPrefix("fragment") } }

    private mutating func fragment() {
        line("fragment contact(who: text, strict: yesno = no) {")
        line("    yesno knows \"Do you know {who}?\"")
        line(
            "    if knows and not strict { rating kept 1...2 \"They kept their word.\" dont_know \"No idea\" }"
        )
        line("}")
    }

    private mutating func use() {
        let alias = name("f")
        line("use contact(who: \"us\"\(chance(40) ? ", strict: yes" : "")) as \(alias)")
        scope.append(Readable("\(alias).knows", .yesno, states: ["answered"]))
    }

    private mutating func metrics() {
        for readable in scope.filter({ !$0.isShort }).prefix(2) {
            guard case .number = readable.kind, readable.isQuestion else { continue }
            line("metric \(name("m")) = mean(\(readable.name))" + (chance(60) ? " where \(condition())" : ""))
        }
        if chance(50), !scope.isEmpty { line("metric \(name("m")) = share(\(condition()))") }
    }

    // MARK: Statements

    mutating func statement(nesting: Int) {
        budget -= 1
        let mayNest = nesting < 3 && budget > 0
        switch whole(0...99) {
        case 0..<22 where mayNest && !scope.isEmpty: chain(nesting)
        case 22..<27 where mayNest && !isInPage: page(nesting)
        case 27..<34 where mayNest && loops < 2: loop(nesting)
        case 34..<38 where mayNest && !isInCollection && loops == 0: collection(nesting)
        case 38..<41 where mayNest && loops == 0: split(name("s"), nesting: nesting)
        case 41..<48 where !isDirectlyInCollection && !scope.isEmpty: compute()
        case 48..<54 where !isDirectlyInCollection && !scope.isEmpty: check()
        default: question(nesting)
        }
    }

    /// Whether what is written now would be a unit of a collection.
    var isDirectlyInCollection: Bool { isInCollection && unitDepth == depth }
    var unitDepth: Int { collectionDepth + 1 }
    private(set) var collectionDepth = -1

    private mutating func body(_ nesting: Int, most: Int = 2) {
        for index in 0..<whole(1...most) where index == 0 || budget > 0 { statement(nesting: nesting + 1) }
    }

    private mutating func chain(_ nesting: Int) {
        let mayEnd = !isInCollection
        let head = condition()
        block("if \(head)") {
            $0.body(nesting)
            if mayEnd, $0.chance(18) { $0.finish() }
        }
        if chance(30) {
            attach("else if \(condition())") {
                $0.body(nesting)
                if mayEnd, $0.chance(12) { $0.finish() }
            }
        }
        if chance(35) {
            attach("else") { writer in
                if mayEnd, writer.chance(20) { writer.finish() } else { writer.body(nesting) }
            }
        }
    }

    /// Writes an arm on the line of the brace before it.
    private mutating func attach(_ head: String, _ body: (inout Self) -> Void) {
        lines.removeLast()
        block("} " + head, body)
    }

    private mutating func finish() {
        line(
            "finish " + (chance(50) ? "screened " : "") + (chance(50) ? name("end") + " " : "")
                + "\"Thank you.\"")
    }

    private mutating func page(_ nesting: Int) {
        isInPage = true
        block("page \(name("p")) \"Page\"") { $0.body(nesting, most: 3) }
        isInPage = false
    }

    private mutating func collection(_ nesting: Int) {
        let isDraw = chance(60) && !hasDraw
        if isDraw { hasDraw = true }
        let before = scope
        var added: [Readable] = []
        isInCollection = true
        let outer = collectionDepth
        collectionDepth = depth
        block(isDraw ? "draw \(whole(1...2))" : "shuffle") { writer in
            for _ in 0..<writer.whole(2...3) {
                if writer.chance(35), !writer.scope.isEmpty {
                    writer.block("if \(writer.condition())") { $0.question(nesting + 1) }
                } else {
                    writer.question(nesting + 1)
                }
                added += writer.scope.dropFirst(before.count)
                writer.scope = before
            }
        }
        collectionDepth = outer
        isInCollection = false
        scope = before + added
    }

    private mutating func split(_ name: String, before isBeforeConsent: Bool = false, nesting: Int = 0) {
        let same = self.name()
        let isSame = chance(50)
        block("split \(name)") { writer in
            for arm in ["plain", "warm"] {
                writer.block("- \(arm)" + (writer.chance(40) ? " weight 3" : "")) { writer in
                    if isBeforeConsent {
                        writer.line("note \(writer.name("n")) \"Hello.\"")
                    } else if isSame {
                        writer.line("rating \(same) 1...2 \"How was it?\"")
                    } else {
                        writer.body(nesting)
                    }
                }
            }
        }
        if !isBeforeConsent, isSame {
            scope.append(Readable(same, .number(low: 1, high: 2), states: ["answered"], isQuestion: true))
        }
        if !isInCollection { scope.append(Readable(name, .choice(["plain", "warm"]), states: [])) }
    }

    private mutating func loop(_ nesting: Int) {
        let before = scope
        let variable = name("r")
        let sets = scope.filter {
            if case .set(let options) = $0.kind { options.count <= 3 && $0.isQuestion } else { false }
        }
        let numbers = scope.filter {
            if case .number(_, let high) = $0.kind { high <= 2 && $0.isQuestion } else { false }
        }
        var instances: [String]
        var head: String
        if let set = sets.last, chance(70), case .set(let options) = set.kind {
            instances = options
            head = "for \(variable) in \(set.name)"
            if chance(15) { head += " except [\(options[0])]"; instances.removeFirst() }
        } else if let number = numbers.last, chance(60), case .number(_, let high) = number.kind, high >= 1 {
            instances = (1...high).map(String.init)
            head = "for \(variable) in 1...\(number.name)"
        } else {
            instances = ["1", "2"]
            head = "for \(variable) in 1...2"
        }
        if chance(20), !hasDraw {
            hasDraw = true
            head += " draw 1"
        } else if chance(15) {
            head += " shuffle"
        }
        loops += 1
        let wasInCollection = isInCollection
        block(head) { writer in
            writer.body(nesting, most: 2)
            if !wasInCollection, writer.chance(8), !writer.scope.isEmpty {
                let condition = writer.condition()
                writer.block("if \(condition)") { $0.finish() }
            }
        }
        loops -= 1
        let inner = scope.dropFirst(before.count)
        scope = before
        for readable in inner where readable.isQuestion && loops == 0 && !readable.name.contains(".") {
            switch readable.kind {
            case .yesno, .number: break
            default: continue
            }
            guard !readable.isRoster else { continue }
            var outside = readable
            outside.isRoster = true
            outside.instances = instances
            outside.states = []
            scope.append(outside)
        }
    }

    private mutating func compute() {
        guard let (text, kind) = computation() else { return question(0) }
        let name = name("l")
        line("let \(name) = \(text)")
        scope.append(Readable(name, kind, states: []))
    }

    private mutating func check() {
        let readable = scope.filter { $0.isQuestion && !$0.isRoster }
        guard !readable.isEmpty else { return question(0) }
        line(
            (chance(55) ? "require" : "confirm") + " \(condition(reading: pick(readable)))"
                + (chance(25) ? " or \(condition())" : "") + " else \(name("c")) \"Is that right?\"")
    }
}
