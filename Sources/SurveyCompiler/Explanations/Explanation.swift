internal import SurveyModel

/// What there is to know about a diagnostic, for `sondeo explain`: a section of `Documentation/Diagnostics.md`.
public struct Explanation: Hashable, Sendable {
    /// `E0302`.
    public let code: String
    /// What `// allow: …` calls a warning; nil for an error.
    public let name: String?
    /// A few words.
    public let title: String
    /// What was seen, and why that is so or a rule.
    public let why: String
    /// A small survey that gives the diagnostic, without the header where that is as usual; empty if there is none.
    public let example: String
    /// What to write.
    public let remedy: String

    /// Every section, in the order of the page. Linear in the page.
    public static let all: [Explanation] = sections(of: diagnosticsPage)

    /// The sections about a code, or about the warning of a name, whatever its case.
    public static func entries(for text: String) -> [Explanation] {
        let wanted = text.lowercased()
        return all.filter { $0.code.lowercased() == wanted || $0.name == wanted }
    }

    /// The code or name of a warning that may have been meant.
    public static func closest(to text: String) -> String? {
        DidYouMean.closest(to: text.uppercased(), among: all.map(\.code))
            ?? DidYouMean.closest(to: text.lowercased(), among: all.compactMap(\.name))
    }

    /// The page: the section, and what the compiler prints for its example.
    public func page(colour: Bool = false) -> String {
        var page = "\(code) \(title)\(name.map { " (\($0))" } ?? "")\n\n\(why)\n"
        if !example.isEmpty {
            page +=
                "\n"
                + example.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
                .joined(separator: "\n") + "\n"
        }
        if !remedy.isEmpty { page += "\n\(remedy)\n" }
        if let name {
            page += "\nWhere it is meant so, `// allow: \(name)` on the line or above it silences it.\n"
        }
        if let printed = printed(colour: colour) { page += "\nIt is printed like this:\n\n\(printed)\n" }
        return page
    }

    /// What the compiler says about the example.
    private func printed(colour: Bool) -> String? {
        guard !example.isEmpty else { return nil }
        for text in [Self.header + example + "\n", example + "\n"] {
            let source = SourceFile(name: "example.survey", text: text)
            if let diagnostic = compile(source).diagnostics.first(where: { $0.code == code }) {
                return render(diagnostic, in: source, colour: colour)
            }
        }
        return nil
    }

    /// What examples leave out.
    private static let header = "survey visit\nversion 1\nlanguage en\n\n"

    private static func sections(of page: String) -> [Explanation] {
        var sections: [Explanation] = []
        var heading: (code: String, title: String, name: String?)?
        var parts: [[Substring]] = [[], [], []]
        var part = 0
        func finish() {
            guard let heading else { return }
            let texts = parts.map { lines in
                lines.joined(separator: "\n").trimmingLineBreaks
            }
            sections.append(
                Explanation(
                    code: heading.code, name: heading.name, title: heading.title, why: texts[0],
                    example: texts[1], remedy: texts[2]))
        }
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("## ") || line.hasPrefix("### "), part != 1 {
                finish()
                heading = nil
                parts = [[], [], []]
                part = 0
                guard line.hasPrefix("### ") else { continue }
                let words = line.dropFirst(4).split(separator: " ", maxSplits: 1)
                let title = words.count > 1 ? words[1] : ""
                let name = title.split(separator: "`").dropFirst().first.map(String.init)
                heading = (String(words[0]), String(title.prefix { $0 != "`" }).trimmingBlanks, name)
            } else if line.hasPrefix("```"), part < 2 {
                part += 1
            } else {
                parts[part].append(line)
            }
        }
        finish()
        return sections
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    fileprivate var trimmingLineBreaks: String {
        var text = self[...]
        while text.first == "\n" { text.removeFirst() }
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
