internal import SurveyModel
internal import SurveySyntax

/// What a name of the shared space stands for.
enum Entity {
    case variable(VariableID)
    /// A grid, or the numbers of an `allocate`: several variables.
    case grid(QuestionID)
    /// A group of rows of a grid, by its index.
    case group(QuestionID, Int)
    case note
    /// All instances of a name in a loop: an index into `rosterNames`.
    case roster(Int)
    /// The variable of a loop, which stands for something only in the loop.
    case rosterVariable
    /// Something that is in error: its uses are silent.
    case unknown
}

/// A declared name.
struct Symbol {
    var name: String
    /// Where it was declared first.
    var span: Range<Int>
    /// When it was declared last, in the order of lowering: it may stand in several arms of one `if`.
    var latest: Int
    var entity: Entity
    /// The innermost arm it was declared in; the root if none.
    var arm: BlockID
    var declarationCount = 1
    var isUsed = false
    /// Whether it may lack a value even where it was asked.
    var mayBeMissing = false
    /// Whether it is a `let`, which nothing else than a use justifies.
    var isLet = false
    /// The `use` that brought it.
    var use: Range<Int>?
}

/// The names of givens, questions and computed values, unique without regard to case and after `.` becomes `_`.
struct NameTable {
    private(set) var symbols: [Symbol] = []
    private var positions: [String: Int] = [:]

    /// What two names must not share.
    static func canonical(_ name: String) -> String {
        String(
            decoding: name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : lower($0) }, as: UTF8.self
        )
    }

    static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    /// The position of the symbol that takes the name's place, which may be spelled differently.
    func position(near name: String) -> Int? { positions[Self.canonical(name)] }

    /// The position of the symbol with exactly this name.
    func position(of name: String) -> Int? {
        guard let position = position(near: name), symbols[position].name == name else { return nil }
        return position
    }

    /// The symbol with exactly this name.
    subscript(_ name: String) -> Symbol? { position(of: name).map { symbols[$0] } }

    mutating func add(_ symbol: Symbol) {
        positions[Self.canonical(symbol.name)] = symbols.count
        symbols.append(symbol)
    }

    mutating func update(_ position: Int, _ change: (inout Symbol) -> Void) { change(&symbols[position]) }
}

/// A use of a name that nothing above declares.
struct UnresolvedUse {
    var name: Name
    /// Whether it is read by something that may only read what stands above.
    var isForward: Bool
    /// What names in this place begin with.
    var prefix = ""
    /// The fragment whose body it is read in, and where that body stands.
    var fragment: (name: Name, body: Range<Int>)?
    /// The loops around it.
    var levels: [Level] = []
    /// The question that it is read for.
    var question: String?
}

/// What came of declaring a name.
enum Claim {
    /// It is new.
    case fresh
    /// It stands in another arm of the same `if`: the position of its symbol.
    case again(Int)
    /// It is taken, which was reported.
    case taken
}

extension Checker {
    /// Names that are values or operators of expressions.
    static let reservedNames: Set<String> = ["yes", "no", "today", "and", "or", "not", "in"]

    /// Checks a new name of the shared space, and says whether it is free. The caller adds the symbol.
    func claim(_ name: Name) -> Claim {
        checkForm(of: name)
        if Self.reservedNames.contains(name.text) { report(.reservedName(name)) }
        guard let position = names.position(near: name.text) else { return .fresh }
        let symbol = names.symbols[position]
        if symbol.name == name.text, isInOtherArm(symbol.latest) { return .again(position) }
        if symbol.span == name.span, let use = frame.use, let first = symbol.use, use != first {
            report(.usedTwice(frame.fragment ?? name, name, at: use, firstAt: first))
        } else if symbol.name == name.text {
            report(.duplicateName(name, firstAt: symbol.span))
        } else {
            report(.similarName(name, to: symbol.name, firstAt: symbol.span))
        }
        return .taken
    }

    /// Adds a symbol declared here.
    func declare(_ name: Name, _ entity: Entity, mayBeMissing: Bool = false, isLet: Bool = false) {
        names.add(
            Symbol(
                name: name.text, span: name.span, latest: nextOrdinal(),
                entity: unknownDepth > 0 ? .unknown : entity, arm: innermostArm,
                mayBeMissing: mayBeMissing, isLet: isLet, use: frame.use))
        if unknownDepth == 0 { registerInRosters(name) }
    }

    /// Notes that a name that may stand in several arms stands here as well.
    func declareAgain(_ position: Int) {
        let ordinal = nextOrdinal()
        names.update(position) { symbol in
            symbol.latest = ordinal
            symbol.declarationCount += 1
        }
    }

    /// Adds a name whose uses are silent, if it is free.
    func declareUnknown(_ name: Name?) {
        guard let name else { return }
        if case .fresh = claim(name) { declare(name, .unknown) }
    }

    /// Checks what every declared name must keep, whatever its space.
    func checkForm(of name: Name) {
        if name.text.utf8.count > 64 { report(.nameTooLong(name)) }
    }

    /// The innermost open arm.
    var innermostArm: BlockID { openBlocks.last?.arm ?? BlockID(0) }

    /// Whether an earlier place of the file stands in another arm of an `if` whose present arm is open.
    ///
    /// Of the open blocks, those that hold the place are the ones that start before it. The first that does not is
    /// the child, on the way here, of the innermost block that holds both; the place is in another arm of its chain
    /// if that chain starts before the place.
    private func isInOtherArm(_ place: Int) -> Bool {
        var low = 0
        var high = openBlocks.count
        while low < high {
            let middle = (low + high) / 2
            if openBlocks[middle].start <= place { low = middle + 1 } else { high = middle }
        }
        guard low < openBlocks.count, let chainStart = openBlocks[low].chainStart else { return false }
        return chainStart <= place
    }

    /// What a path of names stands for.
    enum Resolved {
        case variable(VariableID, symbol: Int)
        case grid(QuestionID, symbol: Int)
        /// A group of rows, by its index.
        case group(QuestionID, Int, symbol: Int)
        /// A value that is no variable: a place of a ranking, its option at a place, or `today`. The symbol is that of the
        /// name it is a part of.
        case value(Operand, symbol: Int?)
        case note(Name)
        /// In error; the use is silent from here on.
        case unknown
    }

    /// Looks a path up, without reporting anything: nil if it names nothing. A whole roster, and a name of a loop or a
    /// fragment, are unknown here: see `roster` and `constant`.
    func peek(_ path: PathSyntax) -> Resolved? {
        guard let dotted = dotted(path) else { return peek(indexed: path) }
        return peek(Name(dotted, path.range))
    }

    func peek(_ name: Name) -> Resolved? {
        if let boundInstance, let resolved = peek(name, in: boundInstance) { return resolved }
        if !hasNoBindings, binding(name.text) != nil { return .unknown }
        guard let position = position(of: name.text) else {
            return peek(part: name) ?? (roster(name) == nil ? nil : .unknown)
        }
        return resolved(position, name.span)
    }

    /// What a symbol stands for.
    func resolved(_ position: Int, _ span: Range<Int>) -> Resolved {
        switch names.symbols[position].entity {
        case .variable(let variable): .variable(variable, symbol: position)
        case .grid(let question):
            if let boundRow, boundRow.grid == question {
                .variable(survey[question].variables[boundRow.row], symbol: position)
            } else {
                .grid(question, symbol: position)
            }
        case .group(let question, let group):
            if let boundRow, boundRow.grid == question {
                .variable(survey[question].variables[boundRow.row], symbol: position)
            } else {
                .group(question, group, symbol: position)
            }
        case .note: .note(Name(names.symbols[position].name, span))
        case .unknown, .roster, .rosterVariable: .unknown
        }
    }

    /// The bare name of a roster, in one of its instances.
    private func peek(_ name: Name, in instance: Int) -> Resolved? {
        guard surveyNames.entries[name.text] == nil,
            let member = surveyNames.member(name.text, in: instance)
        else { return nil }
        let full = member.variable.map { survey[$0].name } ?? member.questions.first.map { survey[$0].name }
        guard let symbol = full.flatMap(names.position(of:)) ?? names.position(of: name.text) else {
            return nil
        }
        if let variable = member.variable { return .variable(variable, symbol: symbol) }
        guard member.group == nil, let question = member.questions.first,
            !survey[question].variables.isEmpty
        else { return nil }
        return .grid(question, symbol: symbol)
    }

    /// Looks a path up and reports what is wrong with it.
    func resolve(_ path: PathSyntax) -> Resolved {
        guard let first = path.name else { return .unknown }
        guard let dotted = dotted(path) else { return resolve(indexed: path, base: Name(first)) }
        return resolve(Name(dotted, path.range), base: Name(first))
    }

    /// Looks a name up and reports what is wrong with it. `base` is its first part.
    func resolve(_ name: Name, base: Name) -> Resolved {
        if let boundInstance, let resolved = peek(name, in: boundInstance) {
            if let position = names.position(of: name.text) { markUsed(position) }
            if case .value(_, let symbol?) = resolved { markUsed(symbol) }
            return resolved
        }
        if !hasNoBindings, let binding = binding(name.text) {
            if case .unknown = binding { return .unknown }
            report(.bindingIsNoQuestion(name))
            return .unknown
        }
        if let position = position(of: name.text) {
            let symbol = names.symbols[position]
            switch symbol.entity {
            case .roster(let index):
                if let level = frame.levels.last(where: { $0.roster == rosterNames[index].roster }) {
                    markUsed(position)
                    report(.notInThisRound(name, level.name, declaredAt: symbol.span))
                } else {
                    markUsed(position, at: name.span)
                    report(
                        .wholeRoster(name, rosterNames[index].members.map(\.symbol), declaredAt: symbol.span))
                }
            case .rosterVariable: report(.outsideLoop(name, declaredAt: symbol.span))
            default:
                markUsed(position, at: name.span)
                return resolved(position, name.span)
            }
            return .unknown
        }
        if let part = peek(part: name) {
            if case .value(_, let symbol?) = part { markUsed(symbol, at: name.span) }
            return part
        }
        if let use = roster(name), case .roster(let index) = names.symbols[use.symbol].entity {
            markUsed(use.symbol, at: name.span)
            let parts = rosterNames[index].members.map { "\($0.symbol).\(use.part ?? "")" }
            report(.wholeRoster(name, parts, declaredAt: names.symbols[use.symbol].span))
            return .unknown
        }
        guard name.text != base.text else {
            addUnresolved(base)
            return .unknown
        }
        guard let (position, part) = longestPrefix(of: name.text) else {
            if let alias = aliases[frame.prefix + base.text] {
                if !alias.isSilent {
                    let own = names.symbols.lazy.map(\.name).filter { $0.hasPrefix(base.text + ".") }
                    report(
                        .noSuchNameInUse(
                            name, of: alias.fragment, at: alias.span,
                            closest: closest(to: name.text, among: own)))
                }
            } else {
                addUnresolved(base)
            }
            return .unknown
        }
        markUsed(position, at: name.span)
        let symbol = names.symbols[position]
        switch symbol.entity {
        case .unknown: break
        case .grid(let question) where survey[question].list != nil && survey[question].rows.isEmpty:
            reportNoSuchOption(Name(part, name.span), of: symbol, survey[question].list)
        case .variable(let variable) where isRanking(variable):
            reportNoSuchOption(Name(part, name.span), of: symbol, list(of: variable))
        case .grid(let question):
            let rows = survey[question].rows.lazy.map(\.name)
            report(
                .noSuchRow(
                    Name(part, name.span), of: symbol, rows: rows, closest: closest(to: part, among: rows)))
        case .variable(let variable):
            let options = survey[variable].question.map { survey[$0].specify } ?? []
            let list = survey[variable].question.flatMap { survey[$0].list }
            let names = list.map { list in options.map { survey[list].options[$0.option].name } } ?? []
            report(.noSuchPart(Name(part, name.span), of: symbol, parts: names))
        case .roster(let index):
            let instances = rosterNames[index].members.map(\.level.name)
            report(
                .noSuchInstance(
                    Name(part, name.span), of: symbol, instances,
                    closest: closest(to: part, among: instances)))
        case .note, .group, .rosterVariable:
            report(.noSuchPart(Name(part, name.span), of: symbol, parts: []))
        }
        return .unknown
    }

    /// The symbol that the longest beginning of a path names, and the rest of the path. Looks at no more beginnings
    /// than names have parts.
    private func longestPrefix(of dotted: String) -> (Int, part: String)? {
        var found: (Int, part: String)?
        var end = dotted.startIndex
        for _ in 0..<8 {
            guard let dot = dotted[end...].firstIndex(of: ".") else { break }
            if let position = position(of: String(dotted[..<dot])) {
                found = (position, String(dotted[dotted.index(after: dot)...]))
            }
            end = dotted.index(after: dot)
        }
        return found
    }

    /// Notes a use. With the place of the use, also that it is no use of a sibling.
    func markUsed(_ symbol: Int, at span: Range<Int>? = nil) {
        names.update(symbol) { $0.isUsed = true }
        if let span, !openUnits.isEmpty { checkSibling(symbol, at: span) }
    }

    func addUnresolved(_ name: Name) {
        // The rest would only be counted.
        guard unresolved.count < 20_000 else { return }
        var use = UnresolvedUse(name: name, isForward: reading == .routing)
        use.question = presentQuestion
        if !hasNoBindings {
            use.prefix = frame.prefix
            use.levels = frame.levels
            if let fragment = frame.fragment, let body = frame.key?.range { use.fragment = (fragment, body) }
        }
        unresolved.append(use)
    }

    /// Says of each name that nothing above declares whether it stands below, or nowhere.
    func explainUnresolvedNames() {
        for use in unresolved {
            let own = use.levels.reduce(use.prefix + use.name.text) { "\($0).\($1.name)" }
            if own == use.question, let symbol = names[own] {
                if case .unknown = symbol.entity { continue }
                report(.readsItself(use.name, declaredAt: symbol.span))
                continue
            }
            if let symbol = names[use.prefix + use.name.text],
                use.fragment.map({ $0.body.contains(symbol.span.lowerBound) }) ?? true
            {
                switch symbol.entity {
                case .unknown: continue
                case .roster(let index):
                    if let level = use.levels.last(where: { $0.roster == rosterNames[index].roster }),
                        symbol.span.upperBound <= use.name.span.lowerBound
                    {
                        report(.notInThisRound(use.name, level.name, declaredAt: symbol.span))
                        continue
                    }
                default: break
                }
                report(.readsBelow(use.name, declaredAt: symbol.span))
                continue
            }
            if mayHaveForeignNames { continue }
            if let fragment = use.fragment {
                let outside = names[use.name.text]
                report(.notInFragment(use.name, fragment.name, declaredAt: outside?.span))
                continue
            }
            let near = names.position(near: use.name.text).map { names.symbols[$0].name }
            let closest = near ?? closest(to: use.name.text, among: names.symbols.lazy.map(\.name))
            let closestSpan = closest.flatMap { names[$0]?.span }
            report(.unknownName(use.name, closest: closest, closestSpan: closestSpan))
        }
        // Where uses were dropped, there are unknown names enough.
    }

    /// Warns of lists, scales, fragments and computed values of the survey's own file that nothing uses. Another file's
    /// are there for every survey that imports it.
    func checkForUnused() {
        // A `let` in a loop or fragment is one line and many symbols.
        var usedLets: Set<Int> = []
        for symbol in names.symbols where symbol.isUsed { usedLets.insert(symbol.span.lowerBound) }
        for symbol in names.symbols where symbol.isLet && !usedLets.contains(symbol.span.lowerBound) {
            report(.unused("let", Name(text(at: symbol.span), symbol.span)))
        }
        if isLibrary { return }
        func warn(_ word: String, _ unused: [Name]) {
            for name in unused.sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
            where name.span.lowerBound <= tree.bytes.count { report(.unused(word, name)) }
        }
        warn("options", sharedLists.values.filter { !$0.isUsed }.map(\.name))
        warn("scale", sharedScales.values.filter { !$0.isUsed }.map(\.name))
        warn("fragment", unusedFragments)
    }
}
