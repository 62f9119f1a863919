internal import SurveyModel

/// What a survey asks and a CSV has no column for, so that nobody takes it for unanswered without a word.
public struct CSVGaps: Hashable, Sendable {
    /// The columns that are not there, by the names that they have in files of ours, in the order of the survey. A set or
    /// ranking without any column is named once.
    public var columns: [String] = []
    /// The rosters of which no column is there, `outer.inner` where one stands in another, in the order of the survey: as
    /// where their questions are in tables of their own.
    public var rosters: [String] = []

    /// No gap.
    public init() {}

    /// Looks at what a plan has no column and no constant for. Linear in the variables, options and blocks.
    init(_ plan: CSVPlan, of survey: Survey) {
        var parts: [Int: CSVPlan.Shape] = [:]
        for part in plan.variables { parts[part.variable] = part.shape }
        let rosterOf = Self.rosters(of: survey)
        var answered: Set<String> = []
        for position in parts.keys { if let roster = rosterOf[position] { answered.insert(roster) } }
        for (position, variable) in survey.variables.enumerated() where variable.isStored {
            switch parts[position] {
            case nil:
                // Personal answers stay out of files of ours anyway, in whatever table.
                guard let roster = rosterOf[position], !answered.contains(roster), !variable.isPersonal else {
                    columns.append(variable.name)
                    continue
                }
                if rosters.last != roster, !rosters.contains(roster) { rosters.append(roster) }
            case .columns(let members):
                let there = Set(members.map(\.option))
                guard let list = variable.domain.list else { continue }
                for (place, option) in survey[list].options.enumerated() where !there.contains(place) {
                    columns.append("\(variable.name):\(option.name)")
                }
            case .column, .constant: break
            }
        }
    }

    /// The names of the rosters around each variable's question, by the position of the variable.
    private static func rosters(of survey: Survey) -> [Int: String] {
        guard !survey.rosters.isEmpty else { return [:] }
        var own: [Int: String] = [:]
        for roster in survey.rosters {
            for pass in roster.instances { own[pass.block.position] = roster.name }
        }
        // A block stands behind the one around it.
        var around: [String?] = []
        for (position, block) in survey.blocks.enumerated() {
            let outer = block.parent.flatMap { around[$0.position] }
            let names = [outer, own[position]].compactMap(\.self)
            around.append(names.isEmpty ? nil : names.joined(separator: "."))
        }
        var ofQuestion: [Int: String] = [:]
        for step in survey.steps {
            if case .ask(let question) = step.action, let roster = around[step.block.position] {
                ofQuestion[question.position] = roster
            }
        }
        var rosters: [Int: String] = [:]
        for (position, variable) in survey.variables.enumerated() {
            if let question = variable.question { rosters[position] = ofQuestion[question.position] }
        }
        return rosters
    }

    /// The name of the roster that a header is the table of, as `export --rosters long` writes it; nil if it is none.
    static func roster(ofTable header: [String], of survey: Survey) -> String? {
        guard header.count > 1, header[0] == "response:id",
            !header.dropFirst().contains(where: { $0.hasPrefix("response:") })
        else { return nil }
        return survey.rosters.first { $0.name == header[1] }?.name
    }
}
