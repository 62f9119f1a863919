internal import Codebook

extension Column {
    /// Whether it has what was typed at an option.
    func isOptionText(in codebook: Codebook) -> Bool {
        variable.map { codebook.variables[$0].role == .specify } ?? false
    }
}

extension Codebook {
    /// What the column of a part of the response is called.
    func label(of part: Column.ResponsePart) -> Label { label(ofResponse: part.rawValue) }
}

extension [Codebook.RosterInstance] {
    /// Whether the instances are numbers, which have no other name.
    var areNumbers: Bool { allSatisfy { $0.name == String($0.code) } }
}
