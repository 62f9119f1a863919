internal import FoundationEssentials
internal import SurveyModel

extension FormulaText {
    /// A template as a string of the language: what it pipes stays piped. The words after `|` stand there as they are.
    static func string(_ template: String) -> String {
        var string = "\""
        for piece in Template(template).pieces {
            switch piece {
            case .literal(let literal): string += quoted(literal).dropFirst().dropLast()
            case .pipe(let name, let fallback?): string += "{\(name) | \(fallback)}"
            case .pipe(let name, nil): string += "{\(name)}"
            }
        }
        return string + "\""
    }
}

/// Texts, with what they pipe.
extension SourceWriter {
    /// The string, or strings, of a text that is the same in several rounds.
    func string(_ texts: [InRound<TextID>]) -> String {
        var string = FormulaText.string(source(of: texts))
        guard let plural = survey[texts[0].content].plural else { return string }
        _ = piped(plural.name, texts.map { InRound(round: $0.round, content: pluralSource($0.content)) })
        string += " plural \(plural.name) \(FormulaText.string(normal(plural.source, texts)))"
        return string
    }

    private func pluralSource(_ id: TextID) -> Text.Pipe.Source {
        survey[id].plural?.count ?? .number(1)
    }

    func string(_ id: TextID) -> String { string([InRound(round: rounds[0], content: id)]) }

    /// The template as it is written here.
    func source(of texts: [InRound<TextID>]) -> String {
        normal(survey[texts[0].content].source, texts)
    }

    /// The template with its literals escaped as the compiler escapes them, and with what a file has no names for put
    /// in its place.
    private func normal(_ template: String, _ texts: [InRound<TextID>]) -> String {
        let first = survey[texts[0].content]
        var written = ""
        for piece in Template(template).pieces {
            switch piece {
            case .literal(let literal): written += Self.escaped(literal)
            case .pipe(let name, let fallback):
                let sources = texts.compactMap { text in
                    survey[text.content].pipes.first { $0.name == name }.map {
                        InRound(round: text.round, content: $0.source)
                    }
                }
                if sources.count == texts.count, let put = piped(name, sources) {
                    written += put
                    continue
                }
                written += "{\(name)"
                if let fallback { written += " | \(plain(fallback, of: first))" }
                written += "}"
            }
        }
        if written.isEmpty || written.allSatisfy(\.isWhitespace) {
            lose(first.key, "an empty text", "every text of the language says something")
            written = "…"
        }
        return written
    }

    /// The words for a missing answer, which have no escapes of their own: a quote in them would end the string.
    private func plain(_ fallback: String, of text: Text) -> String {
        var plain = ""
        var isEscaped = false
        for character in fallback {
            if character.isNewline || character == "\"" && !isEscaped {
                lose(
                    text.key, "a sign in the words for a missing answer",
                    "a quote or line break would end the text")
                plain += character.isNewline ? " " : "'"
            } else {
                plain.append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        if isEscaped {
            lose(
                text.key, "a sign in the words for a missing answer",
                "a backslash at their end belongs to no sign")
            plain.removeLast()
        }
        return plain.isEmpty ? "…" : plain
    }

    static func escaped(_ literal: String) -> String {
        var template = ""
        for scalar in literal.unicodeScalars {
            if scalar == "\\" || scalar == "{" || scalar == "}" { template.unicodeScalars.append("\\") }
            template.unicodeScalars.append(scalar)
        }
        return template
    }

    /// Makes sure that a name means here what a text pipes under it; gives what stands in its place where it cannot.
    private func piped(_ name: String, _ sources: [InRound<Text.Pipe.Source>]) -> String? {
        guard let scope else {
            switch sources[0].content {
            case .text(let id): return source(of: [InRound(round: sources[0].round, content: id)])
            case .number(let number) where !isLevel(name, from: 0): return number.canonicalText
            default: return nil
            }
        }
        switch sources[0].content {
        case .text(let id): _ = scope.parameter(name, "text", key: .text(id), preferred: true)
        case .number(let number):
            if isLevel(name, from: scope.inherited) { return nil }
            if let depth = level(name), depth < scope.inherited {
                _ = levelName(depth)
            } else {
                _ = scope.parameter(name, "number", key: .number(number), preferred: true)
            }
        case .option:
            if isLevel(name, from: scope.inherited) { return nil }
            guard let depth = level(of: sources) else {
                lose(name, "what a text pipes", "the loop that it names is not around it")
                return nil
            }
            _ = scope.parameter(name, "text", key: .level(depth), preferred: true)
        case .variable:
            var full: [InRound<String>] = []
            for source in sources {
                guard case .variable(let id) = source.content else { return nil }
                full.append(InRound(round: source.round, content: survey[id].name))
            }
            if full.allSatisfy({ scope.declares($0.content) }) { return nil }
            _ = parameter(for: full, in: scope, preferred: name)
        }
        return nil
    }

    private func level(_ name: String) -> Int? { rounds[0].levels.lastIndex { $0.variable == name } }

    private func isLevel(_ name: String, from depth: Int) -> Bool { level(name).map { $0 >= depth } ?? false }

    private func level(of sources: [InRound<Text.Pipe.Source>]) -> Int? {
        rounds[0].levels.indices.last { depth in
            sources.allSatisfy { source in
                guard case .option(let list, let option, _) = source.content else { return false }
                return source.round.levels[depth].list == list && source.round.levels[depth].value == option
            }
        }
    }

    /// The notes above something.
    func note(_ note: String?) {
        guard let note else { return }
        for text in note.split(separator: "\n", omittingEmptySubsequences: false) {
            line(text.isEmpty ? "///" : "/// \(text)")
        }
    }

    func note(of text: TextID) { note(survey[text].note) }
}
