public import SurveyModel

/// The numbers by which people know the questions: on paper, in the codebook and in conditions in words.
///
/// They count in the order of the file what asks for something; the rounds of a loop share a number. Linear in the survey.
public struct QuestionNumbers: Sendable {
    /// The number of each question, from 1; none for a note.
    public let numbers: [QuestionID: Int]

    /// Numbers the questions of a survey.
    public init(_ survey: Survey) {
        let around = Self.rosters(of: survey)
        var numbers: [QuestionID: Int] = [:]
        var ofStem: [BlockID: [String: Int]] = [:]
        var next = 1
        for step in survey.steps {
            guard case .ask(let id) = step.action, survey[id].kind != .note else { continue }
            let collection = around[step.block.position]
            if let collection, let number = ofStem[collection]?[survey[id].stem] {
                numbers[id] = number
                continue
            }
            if let collection { ofStem[collection, default: [:]][survey[id].stem] = next }
            // A question that stands twice keeps the number of its first place.
            if numbers[id] == nil {
                numbers[id] = next
                next += 1
            }
        }
        self.numbers = numbers
    }

    /// For each block, the collection of the outermost roster around it: the rounds of a loop within a loop share their
    /// numbers as well.
    private static func rosters(of survey: Survey) -> [BlockID?] {
        var collections: [BlockID: BlockID] = [:]
        for roster in survey.rosters {
            for instance in roster.instances { collections[instance.block] = roster.block }
        }
        var around: [BlockID?] = []
        for (position, block) in survey.blocks.enumerated() {
            let outer = block.parent.flatMap { $0.position < position ? around[$0.position] : nil }
            around.append(outer ?? collections[BlockID(position)])
        }
        return around
    }
}
