internal import FoundationEssentials
public import SurveyModel
internal import SurveySyntax

/// A compiled survey written back as the text of a `.survey` file, in the layout of `sondeo format`.
///
/// The text compiles to the same structure. Loops are folded back; fragments are written in place, or as a fragment where
/// their names need one; what was imported stands in the file. Comments and tests are no part of a compiled survey.
///
/// ```swift
/// let source = SurveySource(try Survey(json: document))
/// print(source.text)
/// for loss in source.losses { print(loss.text) }
/// ```
///
/// Time grows with the survey, and with the square of the rounds of one loop.
public struct SurveySource: Sendable {
    /// The file.
    public let text: String
    /// What the language could not say, in the order of the survey; empty for what the compiler made.
    public let losses: [Loss]

    /// Something that could not be said.
    public struct Loss: Hashable, Sendable {
        /// What it is about: a variable, a metric, a text.
        public var subject: String
        /// What could not be said.
        public var what: String
        /// Why.
        public var reason: String

        /// Makes a loss.
        public init(subject: String, what: String, reason: String) {
            self.subject = subject
            self.what = what
            self.reason = reason
        }

        /// All of it in one line.
        public var text: String { "\(subject): \(what): \(reason)" }
    }

    /// Writes a survey.
    public init(_ survey: Survey) { self = onDeepStack { Self(writing: survey) } }

    private init(writing survey: Survey) {
        let writer = SourceWriter(survey)
        writer.file()
        let written = Self.indented(writer.lines)
        if let tree = SurveyTree(parsing: Array(written.utf8)), let laidOut = format(tree) {
            text = String(decoding: laidOut, as: UTF8.self)
        } else {
            text = written
            writer.lose(survey.name, "the file", "what was written is not the language's: this is a fault")
        }
        losses = writer.losses
    }

    /// The lines, each below the brace that it stands in: a word such as `page` at the margin would end all blocks.
    private static func indented(_ lines: [String]) -> String {
        var text = ""
        var depth = 0
        for line in lines {
            let isNote = line.hasPrefix("///")
            if !isNote, line.hasPrefix("}") { depth -= 1 }
            if depth > 0 { text += String(repeating: " ", count: 4 * depth) }
            text += line + "\n"
            if !isNote, line.hasSuffix("{") { depth += 1 }
        }
        return text
    }
}
