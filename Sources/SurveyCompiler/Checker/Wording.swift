internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// Lowers a text: checks what is in it, resolves what it pipes, and gives it a key that no other text has.
    ///
    /// The template keeps braces and backslashes escaped, because `Template` reads it again.
    func lower(_ text: TextSyntax, key: String, note: [String] = []) -> TextID {
        if let plural = text.plural { report(.notInThisVersion(.plural, at: plural.range)) }
        let value = text.value
        for flaw in value.flaws { report(.textFlaw(flaw)) }
        var template = ""
        var pipes: [Text.Pipe] = []
        var piped: Set<String> = []
        var isEmpty = true
        for segment in value.segments {
            switch segment {
            case .literal(let literal):
                if isEmpty, !Self.isBlank(literal) { isEmpty = false }
                append(literal, to: &template)
                if value.flaws.isEmpty, let forbidden = literal.unicodeScalars.first(where: Self.isForbidden)
                {
                    report(.forbiddenCharacter(forbidden, at: place(of: forbidden, in: text)))
                }
            case .placeholder(let placeholder):
                isEmpty = false
                append(placeholder, to: &template, &pipes, &piped)
            }
        }
        // An empty string with a flaw, such as an escape that means nothing, was not meant to be empty.
        if isEmpty, value.flaws.isEmpty { report(.emptyText(at: text.range)) }
        survey.texts.append(
            Text(
                key: unique(key), source: template, note: note.isEmpty ? nil : note.joined(separator: "\n"),
                pipes: pipes))
        return TextID(survey.texts.count - 1)
    }

    /// Where a character stands in a text; the whole text if it is written as an escape.
    private func place(of scalar: Unicode.Scalar, in text: TextSyntax) -> Range<Int> {
        let encoded = Array(String(scalar).utf8)
        let bytes = tree.bytes[text.range]
        return bytes.firstRange(of: encoded) ?? text.range
    }

    /// The key, or with `.2`, `.3` behind it if it was given before.
    func unique(_ key: String) -> String {
        let count = keyCounts[key, default: 0] + 1
        keyCounts[key] = count
        return count == 1 ? key : "\(key).\(count)"
    }

    /// Whether a character may not stand in a text. Line breaks and tabs may, written as `\n` and `\t`.
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value != 0x0A && scalar.value != 0x09 && TextRule.isForbidden(scalar)
    }

    private static func isBlank(_ text: String) -> Bool {
        // Most texts begin with a letter: nothing else is looked up.
        text.unicodeScalars.allSatisfy { $0.isASCII ? $0.value <= 0x20 : $0.properties.isWhitespace }
    }

    private func append(_ literal: String, to template: inout String) {
        for scalar in literal.unicodeScalars {
            if scalar == "\\" || scalar == "{" || scalar == "}" { template.unicodeScalars.append("\\") }
            template.unicodeScalars.append(scalar)
        }
    }

    private func append(
        _ placeholder: TextValue.Placeholder, to template: inout String, _ pipes: inout [Text.Pipe],
        _ piped: inout Set<String>
    ) {
        let name = Name(placeholder.name, placeholder.nameRange)
        guard Self.isPath(placeholder.name) else {
            return report(.badPlaceholder(name, at: placeholder.range))
        }
        template += "{" + placeholder.name
        if let fallback = placeholder.fallback {
            if fallback.contains(where: { $0 == "{" || $0 == "}" }) {
                report(.bracesInFallback(at: placeholder.range))
            }
            if fallback.isEmpty || fallback.unicodeScalars.contains(where: Self.isForbidden) {
                report(.badFallback(at: placeholder.range))
            }
            template += " | " + fallback
        }
        template += "}"
        let base = Name(String(placeholder.name.prefix { $0 != "." }), placeholder.nameRange)
        switch resolve(name, base: base) {
        case .variable(let variable, _):
            if piped.insert(placeholder.name).inserted {
                pipes.append(.init(name: placeholder.name, variable: variable))
            }
            if placeholder.fallback == nil, mayBeMissing(variable) {
                report(.pipedMayBeMissing(name, at: placeholder.range))
            }
        case .grid: report(.pipesNoValue(name, "a grid, which has one answer for each row"))
        case .note: report(.pipesNoValue(name, "a note, which has no answer"))
        case .unknown: break
        }
    }

    /// Names with dots between them.
    private static func isPath(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            guard let first = part.first, !(0x30...0x39).contains(first) || part.startIndex != text.startIndex
            else {
                return false
            }
            return part.allSatisfy {
                (0x61...0x7A).contains(NameTable.lower($0)) || (0x30...0x39).contains($0)
                    || $0 == UInt8(ascii: "_")
            }
        }
    }
}
