internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// Lowers a text: checks what is in it, resolves what it pipes, and gives it a key that no other text has.
    ///
    /// The template keeps braces and backslashes escaped, because `Template` reads it again.
    func lower(_ text: TextSyntax, key: String, note: [String] = []) -> TextID {
        var wording = Wording()
        let template = template(text.value, at: text.range, &wording)
        var lowered = Text(
            key: self.key(key, at: text.range.lowerBound), source: template,
            note: note.isEmpty ? nil : note.joined(separator: "\n"), pipes: [],
            catalogue: sources.catalogue(at: text.range.lowerBound))
        if let plural = text.plural { lowered.plural = lower(plural, beside: text.value, &wording) }
        lowered.pipes = wording.pipes
        return add(lowered, at: text.range)
    }

    /// Lowers the text of an argument, which is an expression.
    func lower(argument token: Token, key: String) -> TextID {
        var wording = Wording()
        let template = template(TextValue([token]), at: token.range, &wording)
        return add(
            Text(
                key: self.key(key, at: token.range.lowerBound), source: template, pipes: wording.pipes,
                catalogue: sources.catalogue(at: token.range.lowerBound)),
            at: token.range)
    }

    /// What the forms of a text pipe.
    private struct Wording {
        var pipes: [Text.Pipe] = []
        var piped: Set<String> = []
    }

    private func template(_ value: TextValue, at span: Range<Int>, _ wording: inout Wording) -> String {
        for flaw in value.flaws { report(.textFlaw(flaw)) }
        var template = ""
        var isEmpty = true
        for segment in value.segments {
            switch segment {
            case .literal(let literal):
                if isEmpty, !Self.isBlank(literal) { isEmpty = false }
                append(literal, to: &template)
                if value.flaws.isEmpty, let forbidden = literal.unicodeScalars.first(where: Self.isForbidden)
                {
                    report(.forbiddenCharacter(forbidden, at: place(of: forbidden, in: span)))
                }
            case .placeholder(let placeholder):
                isEmpty = false
                append(placeholder, to: &template, &wording)
            }
        }
        // An empty string with a flaw, such as an escape that means nothing, was not meant to be empty.
        if isEmpty, value.flaws.isEmpty { report(.emptyText(at: span)) }
        return template
    }

    /// Where a character stands in a text; the whole text if it is written as an escape.
    private func place(of scalar: Unicode.Scalar, in span: Range<Int>) -> Range<Int> {
        let bytes = Array(sources.bytes(at: span))
        guard let found = bytes.firstRange(of: Array(String(scalar).utf8)) else { return span }
        return span.lowerBound + found.lowerBound..<span.lowerBound + found.upperBound
    }

    // MARK: Plurals

    /// `plural nights "…{nights} nights"`: the form for other numbers than one.
    private func lower(_ plural: PluralSyntax, beside value: TextValue, _ wording: inout Wording) -> Text
        .Plural?
    {
        let other = plural.value
        let template = template(other, at: plural.range, &wording)
        guard let name = plural.name.map(Name.init) else { return nil }
        let single = Set(value.placeholders.map(\.name)).subtracting([name.text])
        let many = Set(other.placeholders.map(\.name)).subtracting([name.text])
        if let missing = single.symmetricDifference(many).min() {
            report(.pluralDiffers(missing, isInFirst: single.contains(missing), at: plural.range))
        }
        guard let count = source(of: name, base: name) else { return nil }
        switch count {
        case .number: break
        case .variable(let variable) where type(of: variable) == .number: break
        default:
            report(.pluralOfNoNumber(name))
            return nil
        }
        return Text.Plural(name: name.text, count: count, source: template)
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
        _ placeholder: TextValue.Placeholder, to template: inout String, _ wording: inout Wording
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
        guard let source = source(of: name, base: base) else { return }
        if wording.piped.insert(placeholder.name).inserted {
            wording.pipes.append(.init(name: placeholder.name, source: source))
        }
        if placeholder.fallback == nil, case .variable(let variable) = source, mayBeMissing(variable) {
            report(.pipedMayBeMissing(name, at: placeholder.range))
        }
    }

    /// What a name in a text shows; nil if it shows nothing, which is reported.
    private func source(of name: Name, base: Name) -> Text.Pipe.Source? {
        if !hasNoBindings, let binding = binding(name.text) {
            switch binding {
            case .option(let list, let option, let variable): return .option(list, option, of: variable)
            case .number(let number), .value(_, .literal(.number(let number))): return .number(number)
            case .text(let text, _): return .text(text)
            case .value(_, .variable(let variable)): return .variable(variable)
            case .value, .scale, .options:
                report(.pipesNoValue(name, "no question and no fixed text or number"))
                return nil
            case .unknown: return nil
            }
        }
        switch resolve(name, base: base) {
        case .variable(let variable, _): return .variable(variable)
        case .value(let operand, _):
            if case .variable(let variable) = operand.formula { return .variable(variable) }
            report(.pipesNoValue(name, "a place in a ranking, which is computed"))
        case .group: report(.pipesNoValue(name, "the score of a group, which is computed"))
        case .grid: report(.pipesNoValue(name, "a grid, which has one answer for each row"))
        case .note: report(.pipesNoValue(name, "a note, which has no answer"))
        case .unknown: break
        }
        return nil
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
