internal import FoundationEssentials
internal import SurveyModel

/// One round of a loop around what is written.
struct Level: Hashable {
    /// The loop's variable as its body reads it.
    var variable: String
    /// What the round adds to names: an option's name, or a number.
    var name: String
    /// The index of the option, or the number.
    var value: Int
    /// The list whose options the loop goes through; nil is numbers.
    var list: ListID?
}

/// Where in its loops a statement stands: a loop's body is written once for all of its rounds.
struct Round: Hashable {
    /// The loops around it, outermost first.
    var levels: [Level] = []

    /// What the first so many levels add to a name: one more than there are levels.
    var suffixes: [String] {
        var suffixes = [""]
        for level in levels { suffixes.append(suffixes[suffixes.count - 1] + "." + level.name) }
        return suffixes
    }
}

/// Something that stands in some of the rounds.
struct InRound<Content> {
    var round: Round
    var content: Content
}

extension InRound: Sendable where Content: Sendable {}

/// The names of a survey, as the compiler looks them up in the rounds of a loop.
struct DeclaredNames {
    private var names: Set<String> = []
    /// For each variable, the rounds that it stands in.
    private(set) var rounds: [VariableID: Round] = [:]

    init(_ survey: Survey) {
        for variable in survey.variables { names.insert(variable.name) }
        for question in survey.questions {
            names.insert(question.name)
            for group in question.groups { names.insert("\(question.name).\(group.name)") }
        }
        let levels = Self.levels(survey)
        for step in survey.steps {
            let round = Round(levels: levels[step.block.position])
            guard !round.levels.isEmpty else { continue }
            switch step.action {
            case .ask(let id):
                for variable in survey[id].variables + survey[id].specify.map(\.variable) {
                    rounds[variable] = round
                }
            case .compute(let variable, _), .draw(let variable): rounds[variable] = round
            case .check, .end: continue
            }
        }
    }

    /// The rounds around each block.
    static func levels(_ survey: Survey) -> [[Level]] {
        var levels = [[Level]](repeating: [], count: survey.blocks.count)
        var starts: [BlockID: Level] = [:]
        for roster in survey.rosters {
            for instance in roster.instances { starts[instance.block] = Level(roster, instance) }
        }
        for (position, block) in survey.blocks.enumerated() {
            if let parent = block.parent { levels[position] = levels[parent.position] }
            if let level = starts[BlockID(position)] { levels[position].append(level) }
        }
        return levels
    }

    /// What a name means in a round: the full name that the compiler finds, nil if it finds none.
    func resolve(_ written: String, in round: Round, prefix: String, inherited: Int) -> String? {
        for suffix in round.suffixes.dropFirst(inherited).reversed() {
            if suffix.isEmpty {
                if names.contains(prefix + written) { return prefix + written }
                continue
            }
            var end = written.startIndex
            while true {
                end = written[end...].firstIndex(of: ".") ?? written.endIndex
                let full = prefix + written[..<end] + suffix + written[end...]
                if names.contains(full) { return full }
                guard end < written.endIndex else { break }
                end = written.index(after: end)
            }
        }
        return nil
    }

    /// How a full name may be written in a round, the shortest first.
    static func candidates(_ full: String, in round: Round, prefix: String) -> [String] {
        guard full.hasPrefix(prefix) else { return [] }
        let name = full.dropFirst(prefix.count)
        let parts = name.split(separator: ".").map(String.init)
        let levels = round.levels.map(\.name)
        var found: [String] = []
        for count in stride(from: levels.count, to: 0, by: -1) where count < parts.count {
            for start in 1...(parts.count - count)
            where Array(parts[start..<start + count]) == Array(levels.prefix(count)) {
                found.append((parts[..<start] + parts[(start + count)...]).joined(separator: "."))
            }
        }
        return found + [String(name)]
    }
}

extension Level {
    init(_ roster: Roster, _ instance: Roster.Instance) {
        let variable = roster.name.split(separator: ".").last.map(String.init) ?? roster.name
        var list: ListID?
        if case .options(let options, _) = roster.source { list = options }
        self.init(variable: variable, name: instance.name, value: instance.value, list: list)
    }
}
