internal import SurveyModel
internal import SurveySyntax

// The craft of asking, as far as words tell: lints over the finished survey. Every rule looks at words of the source
// language, so a language without a table here has fewer of them.

extension Checker {
    /// Warns of questions that will be misread, scales that run against each other, and texts that cannot be translated
    /// well. Only a survey without errors is looked at. Linear.
    func checkCraft() {
        guard !findings.hasErrors else { return }
        let words = CraftWords(language: survey.language)
        for question in survey.questions {
            switch question.kind {
            case .csat, .ces, .rating: checkRated(question.text, words)
            case .yesno: checkNegated(question.text, words)
            case .grid(_, let rows): for row in rows { checkRated(row.text, words) }
            case .nps, .choice, .choices, .choiceGrid, .ranking, .allocate, .consent, .number, .date, .time,
                .text,
                .note:
                break
            }
        }
        for list in survey.lists { for option in list.options { checkWidth(option.text) } }
        for scale in survey.scales { for label in scale.labels { checkWidth(label.text) } }
        for question in survey.questions { for row in question.rows { checkWidth(row.text) } }
        checkDirections()
        if !survey.translations.isEmpty { checkPipes(words) }
        for mixed in mixedCodes(of: tree) {
            report(.someCodesPinned(Name(mixed.option), firstPinned: mixed.pinned))
        }
    }

    private func span(of text: TextID) -> Range<Int>? {
        textSpans.indices.contains(text.position) ? textSpans[text.position] : nil
    }

    /// How many characters fit beside the sign of an option on a line of eighty columns.
    private static let widestLine = 76

    private func checkWidth(_ text: TextID) {
        let source = survey[text].source
        guard source.utf8.count > Self.widestLine, source.count > Self.widestLine, let span = span(of: text)
        else { return }
        report(.wideText(source.count, Self.widestLine, at: span))
    }

    private func checkRated(_ text: TextID, _ words: CraftWords) {
        if let word = words.conjunction(in: survey[text].source), let span = span(of: text) {
            report(.doubleBarrelled(word, at: span))
        }
        checkNegated(text, words)
    }

    private func checkNegated(_ text: TextID, _ words: CraftWords) {
        if let word = words.negation(in: survey[text].source), let span = span(of: text) {
            report(.negated(word, at: span))
        }
    }

    /// Whether a label stands at the low end of one scale and at the high end of another.
    private func checkDirections() {
        var ends: [String: (isLow: Bool, span: Range<Int>)] = [:]
        for scale in survey.scales {
            var isReported = false
            for label in scale.labels {
                let isLow = label.point == scale.bounds.lowerBound
                guard isLow || label.point == scale.bounds.upperBound, let span = span(of: label.text) else {
                    continue
                }
                let text = survey[label.text].source
                if let first = ends[text.lowercased()] {
                    if first.isLow != isLow, !isReported {
                        isReported = true
                        report(.flippedScale(text, at: span, firstAt: first.span, isLow: isLow))
                    }
                } else {
                    ends[text.lowercased()] = (isLow, span)
                }
            }
        }
    }

    // MARK: What is piped

    private func checkPipes(_ words: CraftWords) {
        for (position, text) in survey.texts.enumerated() where !text.pipes.isEmpty {
            guard textSpans.indices.contains(position) else { continue }
            let pieces = Template(text.source).pieces
            for (index, piece) in pieces.enumerated() {
                guard case .pipe(let name, _) = piece,
                    let pipe = text.pipes.first(where: { $0.name == name })
                else { continue }
                var before = ""
                if index > 0, case .literal(let literal) = pieces[index - 1] { before = literal }
                var after = ""
                if index + 1 < pieces.count, case .literal(let literal) = pieces[index + 1] {
                    after = literal
                }
                guard !Self.standsAlone(before) else { continue }
                if isWord(pipe.source) {
                    report(.inflectedPipe(name, survey.translations, at: textSpans[position]))
                } else if isNumber(pipe.source), text.plural == nil, words.beginsWithPlural(after) {
                    report(.pluralMissing(name, at: textSpans[position]))
                }
            }
        }
    }

    /// Whether what follows a text stands apart from its sentence: at the beginning, after a colon, in quotes or brackets.
    private static func standsAlone(_ before: String) -> Bool {
        guard let last = before.last(where: { $0 != " " }) else { return true }
        return ":“”«„‘\"(['’–—\n".contains(last)
    }

    private func isWord(_ source: Text.Pipe.Source) -> Bool {
        switch source {
        case .option, .text: true
        case .number: false
        case .variable(let id):
            switch survey[id].domain {
            case .option, .options, .order, .truth, .yesno: true
            case .point, .number, .text, .date, .time: false
            }
        }
    }

    private func isNumber(_ source: Text.Pipe.Source) -> Bool {
        switch source {
        case .number: true
        case .option, .text: false
        case .variable(let id):
            switch survey[id].domain {
            case .number: true
            case .point, .option, .options, .order, .truth, .yesno, .text, .date, .time: false
            }
        }
    }
}

/// The small words of a language that tell how something is asked.
private struct CraftWords {
    private let conjunctions: Set<String>
    private let negations: Set<String>
    /// How a word ends that negates, such as `didn't`.
    private let negatingEnding: String?
    /// How most words end that stand for several things; nil where that cannot be told from the ending.
    private let pluralEnding: String?
    private let notPlurals: Set<String> = ["is", "was", "has", "does", "this", "as", "us", "always"]

    init(language tag: String) {
        var ending: String?
        switch tag.split(separator: "-").first.map({ $0.lowercased() }) {
        case "en":
            conjunctions = ["and"]
            negations = ["not", "no", "never", "nobody", "nothing", "none", "cannot", "hardly"]
            ending = "n't"
        case "es":
            conjunctions = ["y", "e"]
            negations = ["no", "nunca", "jamás", "nadie", "nada", "ningún", "ninguna", "apenas"]
        case "sv":
            conjunctions = ["och"]
            negations = ["inte", "ej", "icke", "aldrig", "ingen", "inget", "inga", "knappast"]
        case "el":
            conjunctions = ["και", "κι"]
            negations = ["δεν", "δε", "μη", "μην", "ποτέ", "κανείς", "κανένας", "τίποτα", "σχεδόν"]
        default:
            conjunctions = []
            negations = []
        }
        negatingEnding = ending
        pluralEnding = ending == nil ? nil : "s"
    }

    func conjunction(in text: String) -> String? { Self.first(of: conjunctions, endingWith: nil, in: text) }

    func negation(in text: String) -> String? {
        Self.first(of: negations, endingWith: negatingEnding, in: text)
    }

    /// Whether a word for several things follows after a blank: `{nights} nights`, but not `{spend} €` or `{n} is`.
    func beginsWithPlural(_ after: String) -> Bool {
        guard let pluralEnding, after.first == " " else { return false }
        let word = after.drop { $0 == " " }.prefix { $0.isLetter }.lowercased()
        return word.count > 3 && word.hasSuffix(pluralEnding) && !notPlurals.contains(word)
    }

    /// The longest word looked for, in bytes: nothing longer is compared.
    private static let longest = 24

    /// The first word of a text, in lower case, that is one of these or has an ending. Over bytes, because every text of a
    /// survey is looked at: bytes above ASCII belong to a word, but for those of quotation marks and dashes, U+20xx.
    private static func first(of words: Set<String>, endingWith ending: String?, in text: String) -> String? {
        if words.isEmpty { return nil }
        let bytes = Array(text.utf8)
        var word: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            var letter: UInt8? = byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) ? byte : nil
            if byte == UInt8(ascii: "'") { letter = byte }
            if byte == 0xE2, index + 1 < bytes.count, bytes[index] == 0x80 {
                // The right single quotation mark is an apostrophe.
                letter = bytes[index + 1] == 0x99 ? UInt8(ascii: "'") : nil
                index += 2
            }
            if let letter {
                if word.count <= longest { word.append(letter) }
            } else {
                if let found = match(word, words, ending) { return found }
                word.removeAll(keepingCapacity: true)
            }
        }
        return match(word, words, ending)
    }

    private static func match(_ word: [UInt8], _ words: Set<String>, _ ending: String?) -> String? {
        guard !word.isEmpty, word.count <= longest else { return nil }
        let word = String(decoding: word, as: UTF8.self).lowercased()
        return words.contains(word) || ending.map(word.hasSuffix) ?? false ? word : nil
    }
}
