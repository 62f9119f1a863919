internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// A fragment as it is declared.
struct Fragment {
    var name: Name
    var syntax: FragmentDecl
    var parameters: [Parameter] = []
    var isUsed = false
    /// The fragments that its body uses, each at its first use.
    var uses: [Name] = []
    /// Whether it uses itself, over others perhaps; it is not lowered then.
    var isRecursive = false

    struct Parameter {
        var name: Name
        /// Nil if its type is in error.
        var kind: Kind?
        var defaultValue: ExpressionSyntax?
    }

    /// What an argument can be.
    enum Kind: String, CaseIterable {
        case text, number, yesno, scale, options, date

        /// The type of a value that fits, in words.
        var words: String {
            switch self {
            case .text: "a text"
            case .number: "a number"
            case .yesno: "a condition"
            case .scale: "the name of a scale"
            case .options: "the name of a list"
            case .date: "a date"
            }
        }
    }
}

/// A use with a prefix.
struct Alias {
    var fragment: Name
    var span: Range<Int>
    /// Whether the use was in error, so that its names are not known.
    var isSilent = false
}

/// `fragment f(who: text) { … }` and `use f(who: "the shop") as shop`: the body is lowered once for each use, with names
/// of its own and nothing of what is around it but its arguments.
extension Checker {
    /// The most uses within each other.
    static let useDepthLimit = 32

    /// Notes a fragment, and checks its parameters.
    func note(_ view: FragmentDecl) {
        guard let name = view.name.map(Name.init) else { return }
        checkForm(of: name)
        if let first = fragments[name.text] {
            return report(.duplicateDeclaration("fragment", name, firstAt: first.name.span))
        }
        var fragment = Fragment(name: name, syntax: view)
        var spans: [String: Range<Int>] = [:]
        for parameter in view.parameters {
            guard let parameterName = parameter.name.map(Name.init) else { continue }
            checkForm(of: parameterName)
            if Self.reservedNames.contains(parameterName.text) { report(.reservedName(parameterName)) }
            if let first = spans[parameterName.text] {
                report(.duplicateDeclaration("parameter", parameterName, firstAt: first))
                continue
            }
            spans[parameterName.text] = parameterName.span
            var kind: Fragment.Kind?
            if let type = parameter.type, let word = type.kind {
                kind = Fragment.Kind(rawValue: word.text)
                let isPlain = type.bound == nil && type.from == nil && type.properties.isEmpty
                if kind == nil || !isPlain {
                    report(
                        .badParameterType(
                            Name(Diagnostic.shown(type.syntax.text), type.range),
                            Fragment.Kind.allCases.map(\.rawValue)))
                }
            }
            fragment.parameters.append(
                .init(name: parameterName, kind: kind, defaultValue: parameter.defaultValue))
        }
        assignQuestionKeys(view.block?.statements ?? [])
        warnIfEmpty(view.block, "fragment `\(name.shown)`", at: name.span)
        fragments[name.text] = fragment
    }

    // MARK: Recursion

    /// Reports fragments that use each other in a circle, each circle as its path.
    func checkFragments() {
        for (name, fragment) in fragments {
            guard let block = fragment.syntax.block else { continue }
            fragments[name]?.uses = Self.uses(in: block)
        }
        var done: Set<String> = []
        for start in fragments.values.map(\.name).sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
        where !done.contains(start.text) {
            var path: [(name: String, next: Int)] = [(start.text, 0)]
            var places = [start.text: 0]
            // How the search came to each fragment of the path but the first.
            var edges: [Name] = []
            while let top = path.last {
                let targets = fragments[top.name]?.uses ?? []
                guard top.next < targets.count else {
                    done.insert(top.name)
                    places[top.name] = nil
                    path.removeLast()
                    _ = edges.popLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = targets[top.next]
                if let place = places[target.text] {
                    let circle = path[place...].map(\.name)
                    for name in circle { fragments[name]?.isRecursive = true }
                    report(.fragmentCycle(circle, at: target.span, edges: Array(edges[place...])))
                } else if fragments[target.text] != nil, !done.contains(target.text) {
                    places[target.text] = path.count
                    path.append((target.text, 0))
                    edges.append(target)
                }
            }
        }
    }

    /// The fragments that nothing uses, nor what is used.
    var unusedFragments: [Name] {
        var used = Set(fragments.values.filter(\.isUsed).map(\.name.text))
        var open = Array(used)
        while let name = open.popLast() {
            for target in fragments[name]?.uses ?? [] where used.insert(target.text).inserted {
                open.append(target.text)
            }
        }
        return fragments.values.map(\.name).filter { !used.contains($0.text) }
    }

    /// The fragments that a body uses, each at its first use. Bodies may be nested ten thousand deep.
    private static func uses(in block: BlockSyntax) -> [Name] {
        var found: [Name] = []
        var seen: Set<String> = []
        var open = [block.syntax]
        while let syntax = open.popLast() {
            switch syntax.kind {
            case .useStmt:
                if let token = syntax.first(.name)?.firstToken, seen.insert(token.text).inserted {
                    found.append(Name(token))
                }
            case .block, .ifStmt, .ifArm, .pageStmt, .forStmt, .shuffleStmt, .drawStmt, .splitStmt,
                .splitBlock, .splitArm:
                open += syntax.children
            default: break
            }
        }
        return found.sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    // MARK: Use

    func begin(_ view: UseStmt, _ tasks: inout [Task]) {
        guard let name = view.fragment.map(Name.init) else { return }
        let alias = view.alias.map(Name.init)
        if let alias { checkForm(of: alias) }
        func fail() {
            if let alias {
                aliases[frame.prefix + alias.text] = Alias(fragment: name, span: alias.span, isSilent: true)
            } else {
                mayHaveForeignNames = true
            }
        }
        guard let fragment = fragments[name.text] else {
            if !mayHaveForeignNames {
                report(
                    .unknownDeclaration(
                        "fragment", name, closest: closest(to: name.text, among: fragments.keys.sorted())))
            }
            for argument in view.arguments { _ = argument.value.map { lower($0) } }
            return fail()
        }
        fragments[name.text]?.isUsed = true
        let parameters = bind(view, to: fragment, alias ?? name)
        guard !fragment.isRecursive else { return fail() }
        guard frames.count <= Self.useDepthLimit else {
            report(.usesTooDeep(Self.useDepthLimit, at: keyword(view)))
            return fail()
        }
        guard pay(fragment.syntax.range.count, at: keyword(view)) else { return fail() }
        if let alias { aliases[frame.prefix + alias.text] = Alias(fragment: name, span: alias.span) }
        open(fragment, parameters, prefix: alias.map { "\($0.text)." } ?? "", at: keyword(view))
        tasks.append(.useEnded)
        tasks.append(.statements(fragment.syntax.block?.statements ?? [], from: 0))
    }

    private func open(
        _ fragment: Fragment, _ parameters: [String: Binding], prefix: String, at use: Range<Int>
    ) {
        var frame = frame
        frame.prefix += prefix
        frame.key = ("fragment.\(fragment.name.text).", fragment.syntax.range)
        // What the body declares gets later ordinals than this one.
        frame.start = nextOrdinal()
        frame.fragment = fragment.name
        // Of uses within each other, the author of the outermost can give a prefix.
        frame.use = frame.use ?? use
        frame.parameters = parameters
        frame.inherited = frame.levels.count
        frames.append(frame)
    }

    func endUse() { frames.removeLast() }

    /// What each parameter stands for in a use. A parameter in error stands for something unknown.
    private func bind(_ view: UseStmt, to fragment: Fragment, _ alias: Name) -> [String: Binding] {
        var bound: [String: Binding] = [:]
        var spans: [String: Range<Int>] = [:]
        for argument in view.arguments {
            guard let label = argument.label else {
                if let value = argument.value {
                    report(
                        .argumentWithoutName(
                            Diagnostic.shown(value.syntax.text), fragment.parameters.map(\.name.text),
                            at: argument.range))
                }
                continue
            }
            guard case .path(let path) = label.form, path.parts.isEmpty, let name = path.name.map(Name.init),
                let parameter = fragment.parameters.first(where: { $0.name.text == name.text })
            else {
                let names = fragment.parameters.map(\.name.text)
                let shown = Name(Diagnostic.shown(label.syntax.text), label.range)
                report(
                    .unknownArgument(
                        shown, of: fragment.name, names, closest: closest(to: shown.text, among: names)))
                continue
            }
            if let first = spans[name.text] {
                report(.repeatedArgument(name, firstAt: first))
                continue
            }
            spans[name.text] = name.span
            guard let value = argument.value else {
                bound[name.text] = .unknown
                continue
            }
            bound[name.text] = bind(value, to: parameter, "use.\(alias.text).\(name.text)")
        }
        for parameter in fragment.parameters where bound[parameter.name.text] == nil {
            if let value = parameter.defaultValue {
                bound[parameter.name.text] = bindDefault(value, of: parameter, fragment)
            } else {
                bound[parameter.name.text] = .unknown
                let isNamed = view.arguments.contains { $0.label == nil }
                if !isNamed {
                    report(.missingArgument(parameter.name, of: fragment.name, at: view.range))
                }
            }
        }
        return bound
    }

    /// A default stands in the fragment: its text has a key there, and it reads nothing of the survey.
    private func bindDefault(
        _ value: ExpressionSyntax, of parameter: Fragment.Parameter, _ fragment: Fragment
    )
        -> Binding
    {
        var frame = Frame()
        frame.key = ("fragment.\(fragment.name.text).", fragment.syntax.range)
        frame.start = Int.max
        frame.fragment = fragment.name
        frames.append(frame)
        defer { frames.removeLast() }
        return bind(value, to: parameter, "parameter.\(parameter.name.text)")
    }

    private func bind(_ value: ExpressionSyntax, to parameter: Fragment.Parameter, _ key: String) -> Binding {
        guard let kind = parameter.kind else { return .unknown }
        func mismatch(_ seen: String) -> Binding {
            report(
                .argumentDoesNotFit(
                    parameter.name, kind.words, Diagnostic.shown(value.syntax.text), seen, at: value.range))
            return .unknown
        }
        if kind == .text, case .string(let token) = value.form {
            let text = lower(argument: token, key: key)
            return .text(text, TextValue([token]).text)
        }
        if kind == .scale || kind == .options {
            guard case .path(let path) = value.form, path.parts.isEmpty, let name = path.name?.text else {
                return mismatch("none")
            }
            switch (kind, binding(path)) {
            case (.scale, .scale(let scale)?): return .scale(scale)
            case (.options, .options(let list)?): return .options(list)
            case (_, .unknown?): return .unknown
            case (_, .some): return mismatch("none")
            case (_, nil): break
            }
            if kind == .scale, sharedScales[name] != nil { return .scale(name) }
            if kind == .options, sharedLists[name] != nil { return .options(name) }
            if !mayHaveForeignNames {
                let known = (kind == .scale ? Array(sharedScales.keys) : Array(sharedLists.keys)).sorted()
                report(
                    .unknownDeclaration(
                        kind.rawValue, Name(name, path.range), closest: closest(to: name, among: known)))
            }
            return .unknown
        }
        if case .path(let path) = value.form, let passed = binding(path) {
            switch (kind, passed) {
            case (.text, .text), (.text, .option), (.number, .number), (_, .unknown): return passed
            default: break
            }
        }
        readsBinding = false
        let operand = lower(value)
        guard operand.type != .unknown else { return .unknown }
        // A text can be any answer that a text can show.
        if kind == .text, case .variable = operand.formula, operand.type != .condition {
            return .value(operand.type, operand.formula)
        }
        guard operand.type.words == kind.words else { return mismatch(operand.type.words) }
        if kind == .number, case .literal(.number(let number)) = operand.formula { return .number(number) }
        return .value(operand.type, operand.formula)
    }

    // MARK: Libraries

    /// Whether a file holds only what other files take: no `survey`, and something to take.
    static func isLibrary(_ declarations: [Declaration]) -> Bool {
        var hasShared = false
        for declaration in declarations {
            switch declaration {
            case .options, .scale, .fragment: hasShared = true
            case .import, .language, .translations: continue
            default: return false
            }
        }
        return hasShared
    }

    /// Lowers each fragment of a library once, with something in place of each argument, so that its errors are found
    /// and its texts can be translated.
    func checkFragmentsOfLibrary() {
        for case .fragment(let view) in declarations {
            guard let name = view.name, let fragment = fragments[name.text],
                fragment.syntax.range == view.range, !fragment.isRecursive,
                pay(view.range.count, at: name.range)
            else { continue }
            var parameters: [String: Binding] = [:]
            for parameter in fragment.parameters {
                let standard = parameter.defaultValue.map { bindDefault($0, of: parameter, fragment) }
                // A default may leave arms out; an answer leaves all of them in.
                switch (parameter.kind, standard) {
                case (.scale, let standard?), (.options, let standard?):
                    parameters[parameter.name.text] = standard
                default: parameters[parameter.name.text] = placeholder(for: parameter, fragment)
                }
            }
            open(fragment, parameters, prefix: "\(name.text).", at: name.range)
            run([.useEnded, .statements(view.block?.statements ?? [], from: 0)])
        }
    }

    /// Something that an argument could be: a given that nobody sets.
    private func placeholder(for parameter: Fragment.Parameter, _ fragment: Fragment) -> Binding {
        let domain: Domain
        switch parameter.kind {
        case .text: domain = .text(TextRule())
        case .number: domain = .number(NumberRule(decimals: 10))
        case .yesno: domain = .yesno
        case .date: domain = .date(DateRule())
        case .scale, .options, nil: return .unknown
        }
        let name = "\(fragment.name.text).\(parameter.name.text)"
        guard
            let variable = addVariable(
                Variable(name: name, role: .given(isOptional: false), domain: domain),
                at: parameter.name.span)
        else { return .unknown }
        if case .fresh = claim(Name(name, parameter.name.span)) {
            declare(Name(name, parameter.name.span), .variable(variable))
        }
        return .value(type(of: variable), .variable(variable))
    }
}
