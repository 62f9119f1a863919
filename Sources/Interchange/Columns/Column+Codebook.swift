internal import Codebook

extension [Codebook.RosterInstance] {
    /// Whether the instances are numbers, which have no other name.
    var areNumbers: Bool { allSatisfy { $0.name == String($0.code) } }
}
