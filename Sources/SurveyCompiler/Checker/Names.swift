internal import SurveyModel
internal import SurveySyntax

/// What a name of the shared space stands for.
enum Entity {
    case variable(VariableID)
    case grid(QuestionID)
    case note
    /// Something that is in error or not in this version: its uses are silent.
    case unknown
}

/// A declared name.
struct Symbol {
    var name: String
    /// Where it was declared first.
    var span: Range<Int>
    /// Where it was declared last: it may stand in several arms of one `if`.
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
    /// Whether it has parts that the compiler does not know, such as groups of rows.
    var hasUnknownParts = false
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
        if case .unknown = symbol.entity, symbol.name == name.text {
            report(.duplicateName(name, firstAt: symbol.span))
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
                name: name.text, span: name.span, latest: name.span.lowerBound,
                entity: unknownDepth > 0 ? .unknown : entity, arm: innermostArm,
                mayBeMissing: mayBeMissing, isLet: isLet))
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
        case note(Name)
        /// In error; the use is silent from here on.
        case unknown
    }

    /// Looks a path up, without reporting anything: nil if it names nothing.
    func peek(_ path: PathSyntax) -> Resolved? {
        guard let dotted = path.dotted else { return nil }
        return peek(Name(dotted, path.range))
    }

    func peek(_ name: Name) -> Resolved? {
        guard let position = names.position(of: name.text) else { return nil }
        switch names.symbols[position].entity {
        case .variable(let variable): return .variable(variable, symbol: position)
        case .grid(let question):
            if let boundRow, boundRow.grid == question {
                return .variable(survey[question].variables[boundRow.row], symbol: position)
            }
            return .grid(question, symbol: position)
        case .note: return .note(name)
        case .unknown: return .unknown
        }
    }

    /// Looks a path up and reports what is wrong with it.
    func resolve(_ path: PathSyntax) -> Resolved {
        guard let first = path.name else { return .unknown }
        guard let dotted = path.dotted else {
            if case .unknown? = peek(Name(first)) { return .unknown }
            report(.notInThisVersion(.indexing, at: path.range))
            return .unknown
        }
        return resolve(Name(dotted, path.range), base: Name(first))
    }

    /// Looks a name up and reports what is wrong with it. `base` is its first part.
    func resolve(_ name: Name, base: Name) -> Resolved {
        if let resolved = peek(name) {
            if let position = names.position(of: name.text) { markUsed(position) }
            return resolved
        }
        guard name.text != base.text else {
            addUnresolved(base)
            return .unknown
        }
        guard let position = names.position(of: base.text) else {
            addUnresolved(base)
            return .unknown
        }
        markUsed(position)
        let symbol = names.symbols[position]
        let part = String(name.text.dropFirst(base.text.count + 1))
        switch symbol.entity {
        case .unknown: break
        case _ where symbol.hasUnknownParts: break
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
        case .note: report(.noSuchPart(Name(part, name.span), of: symbol, parts: []))
        }
        return .unknown
    }

    func markUsed(_ symbol: Int) { names.update(symbol) { $0.isUsed = true } }

    private func addUnresolved(_ name: Name) {
        // The rest would only be counted.
        guard unresolved.count < 20_000 else { return }
        unresolved.append(UnresolvedUse(name: name, isForward: reading == .routing))
    }

    /// Says of each name that nothing above declares whether it stands below, or nowhere.
    func explainUnresolvedNames() {
        for use in unresolved {
            if let symbol = names[use.name.text] {
                if case .unknown = symbol.entity { continue }
                report(.readsBelow(use.name, declaredAt: symbol.span))
                continue
            }
            if mayHaveForeignNames { continue }
            let near = names.position(near: use.name.text).map { names.symbols[$0].name }
            let closest = near ?? closest(to: use.name.text, among: names.symbols.lazy.map(\.name))
            let closestSpan = closest.flatMap { names[$0]?.span }
            report(.unknownName(use.name, closest: closest, closestSpan: closestSpan))
        }
        // Where uses were dropped, there are unknown names enough.
    }

    /// Warns of lists, scales and computed values that nothing uses.
    func checkForUnused() {
        for symbol in names.symbols where symbol.isLet && !symbol.isUsed {
            report(.unused("let", Name(symbol.name, symbol.span)))
        }
        for shared in sharedLists.values.sorted(by: { $0.name.span.lowerBound < $1.name.span.lowerBound })
        where !shared.isUsed {
            report(.unused("options", shared.name))
        }
        for shared in sharedScales.values.sorted(by: { $0.name.span.lowerBound < $1.name.span.lowerBound })
        where !shared.isUsed {
            report(.unused("scale", shared.name))
        }
    }
}
