/// What the parts of a survey are called in documents, where nothing is referred to by its position.
///
/// Variables have unique names. Other names can repeat (a shared list and a question's own, the same question
/// in two arms): the first is called by its name, the next ones `name#2`, `name#3`, which no name in a file
/// can be.
package struct SurveyNames: Sendable {
    /// The key of each text.
    package let texts: [String]
    /// The name of each list.
    package let lists: [String]
    /// The name of each scale.
    package let scales: [String]
    /// The name of each variable.
    package let variables: [String]
    /// The name of each question.
    package let questions: [String]
    /// The name of each check.
    package let checks: [String]
    /// The name of each ending, `finish` where it has none.
    package let endings: [String]
    /// `survey`, `page.NAME`, `arm.1`, `arm.2`…, `collection.1`…, `unit.1`….
    package let blocks: [String]

    /// Names everything in a survey. Linear.
    package init(_ survey: Survey) {
        texts = Self.distinct(survey.texts.map(\.key))
        lists = Self.distinct(survey.lists.map(\.name))
        scales = Self.distinct(survey.scales.map(\.name))
        variables = survey.variables.map(\.name)
        questions = Self.distinct(survey.questions.map(\.name))
        checks = Self.distinct(survey.checks.map(\.name))
        endings = Self.distinct(survey.endings.map { $0.name ?? "finish" })
        var counts: [String: Int] = [:]
        func numbered(_ kind: String) -> String {
            counts[kind, default: 0] += 1
            return "\(kind).\(counts[kind, default: 0])"
        }
        blocks = Self.distinct(
            survey.blocks.map { block in
                switch block.kind {
                case .root: "survey"
                case .page(let name, _): "page.\(name)"
                case .arm: numbered("arm")
                case .collection: numbered("collection")
                case .unit: numbered("unit")
                }
            })
    }

    package subscript(_ id: TextID) -> String { Self.name(id, texts) }
    package subscript(_ id: ListID) -> String { Self.name(id, lists) }
    package subscript(_ id: ScaleID) -> String { Self.name(id, scales) }
    package subscript(_ id: VariableID) -> String { Self.name(id, variables) }
    package subscript(_ id: QuestionID) -> String { Self.name(id, questions) }
    package subscript(_ id: CheckID) -> String { Self.name(id, checks) }
    package subscript(_ id: EndingID) -> String { Self.name(id, endings) }
    package subscript(_ id: BlockID) -> String { Self.name(id, blocks) }

    /// A reference that leads nowhere is written as one that no reader accepts.
    private static func name(_ id: some SurveyPosition, _ names: [String]) -> String {
        names.indices.contains(id.position) ? names[id.position] : "#\(id.position)"
    }

    private static func distinct(_ names: [String]) -> [String] {
        var taken = Set(names)
        var seen: [String: Int] = [:]
        return names.map { name in
            let count = seen[name, default: 0] + 1
            seen[name] = count
            guard count > 1 else { return name }
            var suffix = count
            while !taken.insert("\(name)#\(suffix)").inserted { suffix += 1 }
            return "\(name)#\(suffix)"
        }
    }
}
