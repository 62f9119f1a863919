internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// What a name of a loop or a fragment stands for while its body is lowered.
enum Binding {
    /// The option of this pass; what was typed for it is in the variable.
    case option(ListID, Int, of: VariableID?)
    /// The number of this pass, or a number given as an argument.
    case number(Decimal)
    /// A text given as an argument, with what it says.
    case text(TextID, String)
    /// A question or computation given as an argument.
    case value(ValueType, Formula)
    /// The name of a scale given as an argument.
    case scale(String)
    /// The name of a list given as an argument.
    case options(String)
    /// In error, which was reported.
    case unknown
}

/// One pass of a loop: what it adds to names, and what its variable stands for.
struct Level {
    /// The roster, an index into `Survey.rosters`.
    var roster: Int
    /// The loop's variable as it is written in its body.
    var variable: String
    /// The part that it adds to names: an option's name, or a number.
    var name: String
    /// The index of the option, or the number.
    var value: Int
    var binding: Binding
}

/// What names mean in a body: one for the file, and one for each use of a fragment around the present statement.
struct Frame {
    /// What stands before every name that is declared here.
    var prefix = ""
    /// What text keys of the body begin with, and where the body stands.
    var key: (prefix: String, range: Range<Int>)?
    /// Only what is declared from here on can be read.
    var start = 0
    /// The fragment.
    var fragment: Name?
    /// The `use` in the file.
    var use: Range<Int>?
    var parameters: [String: Binding] = [:]
    /// The passes of the loops around the present statement, outermost first; those around the `use` are among them.
    private(set) var levels: [Level] = []
    /// What the first so many levels add to a name: one more than there are levels.
    private(set) var suffixes = [""]
    /// How many of the levels are around the `use`: their variables are not seen here.
    var inherited = 0

    mutating func push(_ level: Level) {
        levels.append(level)
        suffixes.append("\(suffix).\(level.name)")
    }

    mutating func pop() {
        levels.removeLast()
        suffixes.removeLast()
    }

    /// What all levels add to a name.
    var suffix: String { suffixes.last ?? "" }
}

/// The instances of a name that is declared in the body of a loop.
struct RosterNames {
    var roster: Int
    var members: [(level: Level, symbol: String)] = []
    /// How many names there are in all instances, those of loops within among them.
    var leafCount = 0
}

/// A name that stands for all instances of a loop, where it was used.
struct RosterUse {
    /// The symbol of the whole roster.
    var symbol: Int
    /// A part of each instance: the row of a grid.
    var part: String?
    var span: Range<Int>
}

/// One instance of a name of a roster.
struct RosterInstance {
    /// The passes that lead to it: one, or one for each of several nested loops.
    var levels: [Level]
    /// The name of the instance: `store`, or `store.1` in nested loops.
    var name: String { levels.map(\.name).joined(separator: ".") }
    /// The index of its option, or its number.
    var value: Int { levels.last?.value ?? 0 }
    /// What it stands for.
    var resolved: Checker.Resolved
}

extension Checker {
    var frame: Frame { frames[frames.count - 1] }

    /// The next place in the order in which things are lowered. Files and bodies are lowered in another order than
    /// they stand in, and more than once; this is what says what stands above what.
    func nextOrdinal() -> Int {
        ordinal += 1
        return ordinal
    }

    /// The name of something declared here: with the prefix of the `use` and the instances of the loops around it.
    func qualified(_ name: Name) -> Name {
        guard frames.count > 1 || !frame.levels.isEmpty else { return name }
        let full = frame.prefix + name.text + frame.suffix
        if !frame.levels.isEmpty { rosterBases[full] = frame.prefix + name.text }
        return Name(full, name.span)
    }

    /// The name without the instances of the loops it stands in.
    func stem(of full: Name) -> String { rosterBases[full.text] ?? full.text }

    /// Runs something as at the top level of the file, where shared lists and scales are.
    func atFileLevel<Result>(_ body: () -> Result) -> Result {
        if hasNoBindings { return body() }
        let (saved, didRead) = (frames, readsBinding)
        frames = [Frame()]
        defer {
            frames = saved
            readsBinding = didRead
        }
        return body()
    }

    // MARK: Looking names up

    /// The symbol that a path of names means here: of this pass, if there is one, else of the passes around it.
    func position(of dotted: String) -> Int? {
        let last = frames.count - 1
        if last == 0, frames[0].levels.isEmpty { return names.position(of: dotted) }
        let frame = frames[last]
        for suffix in frame.suffixes.dropFirst(frame.inherited).reversed() {
            if suffix.isEmpty {
                if let position = visible(frame.prefix + dotted) { return position }
                continue
            }
            // `quality.reliable` in a loop is `quality.store.reliable`: the pass stands behind the question's name.
            var end = dotted.startIndex
            for _ in 0..<Self.splitLimit {
                end = dotted[end...].firstIndex(of: ".") ?? dotted.endIndex
                if let position = visible(frame.prefix + dotted[..<end] + suffix + dotted[end...]) {
                    return position
                }
                guard end < dotted.endIndex else { break }
                end = dotted.index(after: end)
            }
        }
        return nil
    }

    /// How many parts of a path may come before the pass.
    private static let splitLimit = 34

    private func visible(_ name: String) -> Int? {
        guard let position = names.position(of: name), names.symbols[position].latest >= frame.start else {
            return nil
        }
        return position
    }

    /// What a name of a loop or a parameter stands for here.
    func binding(_ name: String) -> Binding? {
        let last = frames.count - 1
        if !frames[last].parameters.isEmpty, let binding = frames[last].parameters[name] { return binding }
        var depth = frames[last].levels.count
        while depth > frames[last].inherited {
            depth -= 1
            if frames[last].levels[depth].variable == name { return frames[last].levels[depth].binding }
        }
        return nil
    }

    func binding(_ path: PathSyntax) -> Binding? {
        guard !hasNoBindings, path.parts.isEmpty, let name = path.name else { return nil }
        return binding(name.text)
    }

    /// Whether nothing but questions and the like has a name here.
    var hasNoBindings: Bool {
        frames.count == 1 && frames[0].levels.isEmpty && frames[0].parameters.isEmpty
    }

    /// The value of a path that is a name of a loop or a parameter; nil if it is none.
    func constant(_ path: PathSyntax) -> Operand? {
        guard let binding = binding(path) else { return nil }
        switch binding {
        case .option(let list, let option, _):
            readsBinding = true
            return Operand(type: .option(list), formula: .literal(.option(option)), span: path.range)
        case .number(let number):
            readsBinding = true
            return Operand(type: .number, formula: .literal(.number(number)), span: path.range)
        case .text(_, let text):
            readsBinding = true
            return Operand(type: .text, formula: .literal(.text(text)), span: path.range)
        case .value(let type, let formula):
            if formula.variables.isEmpty { readsBinding = true }
            return Operand(type: type, formula: formula, span: path.range)
        case .scale, .options:
            report(.parameterIsNoValue(Diagnostic.shown(path.syntax.text), at: path.range))
            return .unknown
        case .unknown: return .unknown
        }
    }

    /// The path with dots in place of brackets around a loop's variable: `q[c]` is `q.store` in the pass of `store`.
    func dotted(_ path: PathSyntax) -> String? {
        if hasNoBindings { return path.dotted }
        if let dotted = path.dotted { return dotted }
        guard var joined = path.name?.text else { return nil }
        for part in path.parts {
            switch part {
            case .name(let token): joined += "." + token.text
            case .index(let expression):
                guard case .path(let inner)? = expression?.form, inner.parts.isEmpty,
                    let name = inner.name?.text, let level = level(named: name)
                else { return nil }
                joined += "." + level.name
            }
        }
        return joined
    }

    /// The pass of the loop around the present statement whose variable has a name.
    func level(named name: String) -> Level? {
        frame.levels.dropFirst(frame.inherited).last { $0.variable == name }
    }

    // MARK: Whole rosters

    /// The roster that a path names as a whole; nil if it names something else.
    func roster(_ path: PathSyntax) -> RosterUse? {
        guard let dotted = dotted(path) else { return nil }
        return roster(Name(dotted, path.range))
    }

    func roster(_ name: Name) -> RosterUse? {
        guard !rosterNames.isEmpty else { return nil }
        if let boundInstance, surveyNames.member(name.text, in: boundInstance) != nil { return nil }
        if let position = position(of: name.text) {
            guard case .roster = names.symbols[position].entity else { return nil }
            return RosterUse(symbol: position, span: name.span)
        }
        // `quality.reliable` is the row of every instance.
        guard let dot = name.text.lastIndex(of: "."), let position = position(of: String(name.text[..<dot])),
            case .roster(let index) = names.symbols[position].entity
        else { return nil }
        let part = String(name.text[name.text.index(after: dot)...])
        let hasPart = rosterNames[index].members.contains {
            names.position(of: "\($0.symbol).\(part)") != nil
        }
        return hasPart ? RosterUse(symbol: position, part: part, span: name.span) : nil
    }

    /// The roster with this name and its instances: what `by`, `where` and functions go through. Empty if there is none.
    func instances(ofRosterNamed name: String) -> [RosterInstance] {
        roster(Name(name, 0..<0)).map(instances) ?? []
    }

    /// How many instances a roster has, without listing them.
    func instanceCount(of use: RosterUse) -> Int {
        guard case .roster(let index) = names.symbols[use.symbol].entity else { return 0 }
        return rosterNames[index].leafCount
    }

    /// The instances of a roster in the order of the file; where loops are nested, of the innermost ones.
    func instances(of use: RosterUse) -> [RosterInstance] {
        var found: [RosterInstance] = []
        var open: [(symbol: Int, levels: [Level])] = [(use.symbol, [])]
        while let (symbol, levels) = open.popLast() {
            if case .roster(let index) = names.symbols[symbol].entity {
                for member in rosterNames[index].members.reversed() {
                    guard let position = names.position(of: member.symbol) else { continue }
                    open.append((position, levels + [member.level]))
                }
                continue
            }
            var position = symbol
            if let part = use.part {
                guard let row = names.position(of: "\(names.symbols[symbol].name).\(part)") else { continue }
                position = row
            }
            found.append(RosterInstance(levels: levels, resolved: resolved(position, use.span)))
        }
        return found
    }

    /// Runs something as it would be in the body of the loop, in the pass of an instance: bare names are those of the
    /// instance, and the loop's variable stands for its option or number.
    func within<Result>(_ instance: RosterInstance, _ body: () -> Result) -> Result {
        let didRead = readsBinding
        for level in instance.levels { frames[frames.count - 1].push(level) }
        defer {
            for _ in instance.levels { frames[frames.count - 1].pop() }
            readsBinding = didRead
        }
        return body()
    }

    /// Whether a name is the variable of some loop of the file: `by c`.
    func isRosterVariable(_ name: String) -> Bool {
        guard let position = position(of: name) else { return false }
        if case .rosterVariable = names.symbols[position].entity { return true }
        return false
    }

    /// Notes a name of a loop's body under the names that stand for all of its instances.
    func registerInRosters(_ full: Name) {
        guard let stem = rosterBases[full.text] else { return }
        let frame = frame
        for depth in frame.levels.indices.reversed() {
            let level = frame.levels[depth]
            let whole = stem + frame.suffixes[depth]
            let child = stem + frame.suffixes[depth + 1]
            guard whole != child else { continue }
            if let position = names.position(near: whole) {
                guard case .roster(let index) = names.symbols[position].entity,
                    rosterNames[index].roster == level.roster, names.symbols[position].name == whole
                else {
                    if case .unknown = names.symbols[position].entity { return }
                    let (name, symbol) = (Name(whole, full.span), names.symbols[position])
                    return report(
                        symbol.name == whole
                            ? .duplicateName(name, firstAt: symbol.span)
                            : .similarName(name, to: symbol.name, firstAt: symbol.span))
                }
                rosterNames[index].leafCount += 1
                if rosterNames[index].members.last?.symbol != child {
                    rosterNames[index].members.append((level, child))
                }
                let latest = ordinal
                names.update(position) { $0.latest = latest }
                continue
            }
            rosterNames.append(RosterNames(roster: level.roster, members: [(level, child)], leafCount: 1))
            names.add(
                Symbol(
                    name: whole, span: full.span, latest: ordinal, entity: .roster(rosterNames.count - 1),
                    arm: innermostArm, mayBeMissing: true))
        }
    }

    // MARK: Siblings

    /// Reports a use of something that stands beside the present statement in a `shuffle`, `draw` or loop: what comes
    /// first is not known.
    func checkSibling(_ symbol: Int, at span: Range<Int>) {
        let latest = names.symbols[symbol].latest
        var low = 0
        var high = openUnits.count
        while low < high {
            let middle = (low + high) / 2
            if openUnits[middle].start <= latest { low = middle + 1 } else { high = middle }
        }
        guard low < openUnits.count, openUnits[low].collectionStart <= latest else { return }
        report(
            .readsSibling(
                Name(names.symbols[symbol].name, span), openUnits[low].word,
                declaredAt: names.symbols[symbol].span, around: openUnits[low].keyword))
    }
}

/// A unit around the present statement.
struct OpenUnit {
    /// `shuffle`, `draw` or `for`, and where it stands.
    var word: String
    var keyword: Range<Int>
    /// Where the collection and where the unit begin, in the order of lowering.
    var collectionStart: Int
    var start: Int
    /// What the order or the draw leaves no place for: `finish` in anything but a loop.
    var forbidsFinish: Bool
}
