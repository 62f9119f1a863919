internal import FoundationEssentials
internal import SurveyModel

/// A fragment as it was written.
struct WrittenFragment {
    var stem: String
    var name: String
    /// The parameters and the body.
    var head: String
    var body: [String]
}

/// The body of a fragment while it is written: what it reads of what is around it becomes a parameter.
final class Scope {
    let outer: Scope?
    /// What stands before the names that are declared in it.
    let prefix: String
    /// The name that it had, empty if that is not known.
    let fragment: String
    /// How many of the loops around it are not seen in it.
    let inherited: Int
    private let declared: Set<String>
    private(set) var parameters: [Parameter] = []
    private unowned let writer: SourceWriter

    struct Parameter {
        var name: String
        var kind: String
        var key: Key
        var argument: String
    }

    enum Key: Hashable {
        case level(Int)
        case names([String])
        case text(TextID)
        case number(Decimal)
        case formula(Formula)
    }

    init(
        outer: Scope?, prefix: String, fragment: String, inherited: Int, declared: Set<String>,
        writer: SourceWriter
    ) {
        self.outer = outer
        self.prefix = prefix
        self.fragment = fragment
        self.inherited = inherited
        self.declared = declared
        self.writer = writer
    }

    func declares(_ name: String) -> Bool { declared.contains(name) }

    /// The name of a parameter, made at its first use. A preferred name is one that a text pipes.
    func parameter(_ name: String, _ kind: String, key: Key, preferred: Bool) -> String {
        let own = parameters.filter { $0.key == key }
        if let known = own.first(where: { !preferred || $0.name == name }) { return known.name }
        let argument = writer.inOuterScope { writer.argument(of: key) }
        guard let argument else {
            writer.lose(name, "what a fragment reads from outside", "no argument of a fragment can say it")
            return name
        }
        var free = name
        var count = 1
        while declared.contains(prefix + free) || parameters.contains(where: { $0.name == free }) {
            count += 1
            free = "\(name)_\(count)"
        }
        if preferred, free != name {
            writer.lose(
                name, "what a text pipes", "two things that a fragment reads from outside have one name")
        }
        parameters.append(Parameter(name: free, kind: kind, key: key, argument: argument))
        return free
    }
}

/// Names with dots come from fragments, and a file declares them through fragments only: what belongs to one `use` is
/// written as a fragment, once for all uses that come out the same.
extension SourceWriter {
    /// Writes statements of one `use` as a fragment, and the `use`.
    func writeFragment(
        _ places: [InRound<[Statement]>], alias: String, fragment stem: String?
    ) {
        var declared: Set<String> = []
        for place in places { declare(place.content, &declared) }
        let prefix = (scope?.prefix ?? "") + (alias.isEmpty ? "" : alias + ".")
        let own = Scope(
            outer: scope, prefix: prefix, fragment: stem ?? "", inherited: rounds[0].levels.count,
            declared: declared, writer: self)
        let (outerLines, outerScope) = (lines, scope)
        lines = []
        scope = own
        _ = write(places)
        let body = lines
        (lines, scope) = (outerLines, outerScope)
        let head = own.parameters.map { "\($0.name): \($0.kind)" }.joined(separator: ", ")
        let base = stem ?? (alias.isEmpty ? "part" : alias)
        let name: String
        if let known = fragments.first(where: { $0.stem == base && $0.head == head && $0.body == body }) {
            name = known.name
        } else {
            let count = fragments.count { $0.stem == base }
            name = count == 0 ? base : "\(base)_\(count + 1)"
            if name != base {
                lose(
                    name, "the keys of the texts of fragment \(base)",
                    "its uses do not come out the same, so this one has a fragment of its own")
            }
            fragments.append(WrittenFragment(stem: base, name: name, head: head, body: body))
        }
        let arguments = own.parameters.map { "\($0.name): \($0.argument)" }.joined(separator: ", ")
        line(
            "use \(name)" + (arguments.isEmpty ? "" : "(\(arguments))")
                + (alias.isEmpty ? "" : " as \(alias)")
        )
    }

    func declare(_ statements: [Statement], _ names: inout Set<String>) {
        for statement in statements {
            switch statement {
            case .question(let id):
                names.insert(survey[id].name)
                for group in survey[id].groups { names.insert("\(survey[id].name).\(group.name)") }
                for variable in survey[id].variables + survey[id].specify.map(\.variable) {
                    names.insert(survey[variable].name)
                }
            case .compute(let id, _): names.insert(survey[id].name)
            case .check, .end: continue
            case .page(_, _, let body): declare(body, &names)
            case .chain(let arms): for arm in arms { declare(arm.body, &names) }
            case .split(let id, let arms):
                names.insert(survey[id].name)
                for arm in arms { declare(arm, &names) }
            case .collection(_, _, let units): for unit in units { declare(unit.body, &names) }
            case .loop(_, let passes): for pass in passes { declare(pass.body, &names) }
            }
        }
    }

    // MARK: Arguments

    func inOuterScope<Result>(_ body: () -> Result) -> Result {
        let inner = scope
        scope = inner?.outer
        defer { scope = inner }
        return body()
    }

    /// What is handed to a parameter, written in the scope around the fragment.
    func argument(of key: Scope.Key) -> String? {
        switch key {
        case .level(let depth): return levelName(depth)
        case .names(let full):
            return name(zip(rounds, full).map { InRound(round: $0, content: $1) })
        case .text(let id):
            // What was handed to the fragment around is handed on.
            if let known = scope?.parameters.first(where: { $0.key == key }) { return known.name }
            if let scope {
                return scope.parameter(words(for: id), "text", key: key, preferred: false)
            }
            return FormulaText.string(source(of: [InRound(round: rounds[0], content: id)]))
        case .number(let number): return number.canonicalText
        case .formula(let formula): return text([InRound(round: rounds[0], content: formula)])
        }
    }

    /// A variable from around the fragment.
    func parameter(for full: [InRound<String>], in scope: Scope, preferred: String? = nil) -> String? {
        guard let id = variable(named: full[0].content) else { return nil }
        // In several rounds, arguments are known only where all of them read it.
        var contents = full.map(\.content)
        if contents.count != rounds.count {
            guard Set(contents).count == 1 else { return nil }
            contents = rounds.map { _ in contents[0] }
        }
        let short = preferred ?? contents[0].split(separator: ".").last.map(String.init) ?? contents[0]
        return scope.parameter(short, kind(of: id), key: .names(contents), preferred: preferred != nil)
    }

    /// What the argument of a text was called: `use.shop.who` and `fragment.contact.parameter.who` are for `who`.
    private func words(for id: TextID) -> String {
        survey[id].key.split(separator: ".").last { $0.utf8.first.map { $0 > 0x39 } ?? false }.map(
            String.init) ?? "words"
    }

    func variable(named name: String) -> VariableID? { variables[name] }

    private func kind(of id: VariableID) -> String {
        switch survey[id].domain {
        case .number, .point: "number"
        case .yesno, .truth: "yesno"
        case .date: "date"
        // A text can be any answer that a text can show.
        case .text, .time, .option, .options, .order: "text"
        }
    }

    /// What reads only what is around the fragment, and cannot be said of a parameter: it is handed over as a whole.
    func argument(_ formula: Formula, in scope: Scope, _ round: Round) -> String? {
        let kind: String
        switch formula {
        case .state: kind = "yesno"
        case .size, .place: kind = "number"
        default: return nil
        }
        guard let id = formula.variables.first, !scope.declares(survey[id].name) else { return nil }
        let short = survey[id].name.split(separator: ".").last.map(String.init) ?? "given"
        return scope.parameter("\(short)_state", kind, key: .formula(formula), preferred: false)
    }
}

extension Survey {
    /// Every text of a question, without those of its list.
    func texts(of id: QuestionID) -> [TextID] {
        let question = self[id]
        var texts = [question.text] + question.missing.map(\.text) + question.groups.compactMap(\.text)
        if let help = question.help { texts.append(help) }
        for row in question.rows { texts += [row.text] + row.missing.map(\.text) }
        if let list = question.list { texts += self[list].options.map(\.text) }
        if let scale = question.scale { texts += self[scale].labels.map(\.text) }
        if case .number(let rule) = question.kind, let unit = rule.unit { texts.append(unit) }
        return texts
    }
}
