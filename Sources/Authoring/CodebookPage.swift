public import Codebook
internal import SurveyModel
internal import Terminal
internal import Translations

/// A codebook as a person reads it on a terminal, or has it read aloud: a block for each variable, its tables aligned, no
/// line wider than asked and nothing told by position alone.
public struct CodebookPage {
    private let codebook: Codebook
    private let locale: Int
    private let width: Int
    private var texts: ProgramTexts { codebook.programTexts[locale] }

    /// Prepares a page.
    ///
    /// - Parameters:
    ///   - codebook: The codebook.
    ///   - locale: The language of its labels, an index of its `locales`.
    ///   - width: How many columns a line may have, 30 at least.
    public init(of codebook: Codebook, in locale: Int, width: Int = 80) {
        self.codebook = codebook
        self.locale = codebook.locales.indices.contains(locale) ? locale : 0
        self.width = max(30, width)
    }

    /// Hands over the page, a line each. Linear.
    public func forEachLine(_ body: (String) throws -> Void) rethrows {
        let title = texts(.codebookTitle, ["title": codebook.title.text(in: locale)])
        let survey = texts(
            .codebookSurvey, ["name": codebook.survey.name, "version": "\(codebook.survey.version)"])
        for line in title.wrapped(to: width) { try body(line) }
        for line in "\(survey) (\(codebook.locales.joined(separator: ", ")))".wrapped(to: width) {
            try body(line)
        }
        for remark in codebook.remarks(in: locale) {
            for line in remark.wrapped(to: width) { try body(line) }
        }
        for entry in codebook.variables {
            try body("")
            for line in block(codebook.facts(of: entry, in: locale)) { try body(line) }
        }
        try body("")
        for line in texts[.codebookResponse].wrapped(to: width) { try body(line) }
        for column in codebook.responseFacts(in: locale) {
            try body("")
            for line in block(column) { try body(line) }
        }
    }

    /// The page, a line each.
    public var lines: [String] {
        var lines: [String] = []
        forEachLine { lines.append($0) }
        return lines
    }

    private func block(_ facts: VariableFacts) -> [String] {
        var lines = facts.name.wrapped(to: width)
        if facts.label != facts.name {
            lines += hanging(facts.label, at: 2, head: facts.number.map { "\($0). " } ?? "")
        }
        for fact in facts.facts { lines += hanging(fact.text, at: 2, head: fact.heading + ": ") }
        lines += table(facts.values, texts[.codebookValues])
        lines += table(facts.missing, texts[.codebookMissing])
        return lines
    }

    /// A table of values under its heading. Where it is too narrow for columns, each value is a sentence of its own.
    private func table(_ rows: [VariableFacts.Row], _ heading: String) -> [String] {
        guard !rows.isEmpty else { return [] }
        let codes = rows.map(\.code.displayWidth).max() ?? 0
        let names = min(24, rows.map(\.name.displayWidth).max() ?? 0)
        let lines = hanging(heading + ":", at: 2)
        return lines
            + rows.flatMap { row in
                var mark = codes > 0 ? row.code.padded(to: codes, alignment: .right) + "  " : ""
                if names > 0 { mark += row.name.padded(to: names) + "  " }
                if mark.displayWidth + 16 > width {
                    return hanging(
                        [row.code, row.name, row.label].filter { !$0.isEmpty }.joined(separator: " "), at: 4)
                }
                return hanging(row.label, at: 4, head: mark)
            }
    }

    /// A text under its head, wrapped: what goes on stands under the text where there is room, else two to the right.
    private func hanging(_ text: String, at indent: Int, head: String = "") -> [String] {
        let margin = String(repeating: " ", count: indent)
        let inner = head.displayWidth
        guard indent + inner + 12 <= width else {
            return (head + text).wrapped(to: width - indent).map { margin + $0 }
        }
        return text.wrapped(to: width - indent - inner).enumerated().map { index, line in
            margin + (index == 0 ? head : String(repeating: " ", count: inner)) + line
        }
    }
}
