internal import SurveyModel
internal import Translations

extension Codebook {
    /// The codebook as a page of Markdown, as GitHub shows it, in the language at an index of `locales`. Linear.
    public func markdown(in locale: Int) -> String {
        CodebookMarkdown(codebook: self, locale: locale).page()
    }
}

/// Writes a codebook as Markdown: a table of all variables, and a section for each.
private struct CodebookMarkdown {
    let codebook: Codebook
    let locale: Int
    var texts: ProgramTexts { codebook.programTexts[locale] }

    func page() -> String {
        let survey = texts(
            .codebookSurvey, ["name": codebook.survey.name, "version": "\(codebook.survey.version)"])
        var blocks = [
            "# " + escaped(texts(.codebookTitle, ["title": codebook.title.text(in: locale)])),
            escaped("\(survey) (\(codebook.locales.joined(separator: ", ")))"),
        ]
        blocks += codebook.remarks(in: locale).map(escaped)
        blocks += ["## " + escaped(texts[.codebookVariables]), overview()]
        for entry in codebook.variables { blocks += section(codebook.facts(of: entry, in: locale)) }
        blocks += ["## " + escaped(texts[.codebookResponse]), response()]
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func overview() -> String {
        table(
            [.sheetQuestion, .codebookVariable, .codebookLabel, .codebookBase],
            codebook.variables.map { entry in
                let facts = codebook.facts(of: entry, in: locale)
                let base = facts.facts.first { $0.heading == texts[.codebookBase] }?.text ?? ""
                return [
                    facts.number.map { "\($0)" } ?? "", "`\(entry.name)`", escaped(facts.label),
                    escaped(base),
                ]
            })
    }

    /// The columns that exports have of a response beside its answers.
    private func response() -> String {
        table(
            [.codebookColumn, .codebookLabel, .codebookValues],
            codebook.responseFacts(in: locale).map { facts in
                let values = facts.values.map { "`\($0.name)` \(escaped($0.label))" }
                return ["`\(facts.name)`", escaped(facts.label), values.joined(separator: ", ")]
            })
    }

    private func section(_ facts: VariableFacts) -> [String] {
        var blocks = ["### `\(facts.name)`"]
        if facts.label != facts.name {
            blocks.append((facts.number.map { "**\($0).** " } ?? "") + escaped(facts.label))
        }
        blocks.append(
            facts.facts.map {
                "- **\(escaped($0.heading)):** \($0.isCode ? code($0.text) : escaped($0.text))"
            }
            .joined(separator: "\n"))
        if !facts.values.isEmpty {
            blocks.append(
                table([.codebookCode, .codebookName, .codebookValues], facts.values.map(cells)))
        }
        if !facts.missing.isEmpty {
            blocks.append(
                table([.codebookCode, .codebookName, .codebookMissing], facts.missing.map(cells)))
        }
        return blocks
    }

    private func cells(_ row: VariableFacts.Row) -> [String] {
        [row.code, row.name.isEmpty ? "" : "`\(row.name)`", escaped(row.label)]
    }

    private func table(_ heads: [ProgramText], _ rows: [[String]]) -> String {
        let lines =
            [
                heads.map { escaped(texts[$0]) },
                heads.map { [.codebookCode, .sheetQuestion].contains($0) ? "---:" : "---" },
            ] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    /// A text as it is: nothing in it is taken for markup, a link to a person or a formula.
    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "$", "^", "=", "+", "-",
                "!":
                // Within a line only these mean something.
                result += "+-=!^".contains(character) && !result.isEmpty ? "\(character)" : "\\\(character)"
            case "&": result += "&amp;"
            case "@": result += "&#64;"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }

    /// A span of code; it is fenced by one more backtick than it has in a row.
    private func code(_ text: String) -> String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return longest == 0 ? "`\(text)`" : "\(fence) \(text) \(fence)"
    }
}
