internal import SurveyModel

/// What is wrong with a file of weights or of invitations: all of it at once, each with its line.
package struct FileFindings: Error, Hashable, Sendable {
    /// The file.
    package let name: String
    /// The first findings, in the order of their lines.
    package private(set) var findings: [Finding] = []
    /// How many there are.
    package private(set) var count = 0

    /// How many are kept.
    package static let kept = 50

    /// One of them.
    package struct Finding: Hashable, Sendable {
        /// The line, counted from one; nil if it is about the whole.
        package var line: Int?
        /// What is wrong and what to do.
        package var text: String
    }

    init(_ name: String) { self.name = name }

    init(_ name: String, line: Int? = nil, _ text: String) {
        self.name = name
        add(line: line, text)
    }

    init(_ fault: TableFault) { self.init(fault.name, line: fault.line, fault.text) }

    mutating func add(line: Int?, _ text: String) {
        count += 1
        if findings.count < Self.kept { findings.append(Finding(line: line, text: text)) }
    }

    /// One finding a line, `weights.csv:3: …`, and how many more there are.
    package var message: String {
        var lines = findings.map { "\(name)\($0.line.map { ":\($0)" } ?? ""): \($0.text)" }
        if count > findings.count { lines.append("\(name): and \(count - findings.count) more") }
        return lines.joined(separator: "\n")
    }
}

extension SmallTable {
    /// What may have been meant, to stand behind a complaint: `; did you mean "female"?`, or nothing.
    static func suggestion(_ written: String, _ candidates: some Sequence<String>) -> String {
        DidYouMean.closest(to: written, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
    }
}
