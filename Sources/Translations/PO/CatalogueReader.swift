internal import SurveyModel

extension Catalogue {
    /// Reads a PO file: UTF-8, with or without a byte order mark, lines ended by LF or CR LF.
    ///
    /// Any bytes are safe to read. All faults are told at once, up to a limit; a second text in the same context, a
    /// character set that is not UTF-8 and a wrong number of plural forms are faults. Time and memory are linear.
    public static func read(_ bytes: [UInt8]) -> CatalogueReading {
        var reader = CatalogueReader(bytes)
        return reader.read()
    }
}

/// Reads line by line; an entry is put together in `draft` until something shows that the next one begins.
private struct CatalogueReader {
    private let bytes: [UInt8]
    private var faults: [CatalogueFault] = []
    private var line = 0
    private var lineStart = 0
    private var draft = EntryDraft()
    private var header: Catalogue.Entry?
    private var entries: [Catalogue.Entry] = []
    private var firstLines: [EntryIdentity: Int] = [:]
    private var rule: PluralRule?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> CatalogueReading {
        var next = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        while next < bytes.count, !isFull {
            line += 1
            lineStart = next
            var end = bytes[next...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            next = end + 1
            if end > lineStart, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            if let position = isUTF8 ? nil : invalidByte(before: end) {
                fail(at: position, "this is not UTF-8; save the file as UTF-8")
                draft.isBroken = true
            } else if let position = bytes[lineStart..<end].firstIndex(where: Self.isControl) {
                let code = String(bytes[position], radix: 16, uppercase: true)
                fail(at: position, "a control character (hexadecimal \(code)) stands here; delete it")
                draft.isBroken = true
            } else {
                readLine(end: end)
            }
        }
        finishEntry()
        if header == nil, faults.isEmpty {
            faults.append(
                CatalogueFault(
                    line: 1, column: 1,
                    message: "there is no header; begin the file with msgid \"\" and a msgstr that says "
                        + "\"Content-Type: text/plain; charset=UTF-8\\n\""))
        }
        guard let header, faults.isEmpty else { return CatalogueReading(catalogue: nil, faults: faults) }
        var catalogue = Catalogue(header: header, entries: entries)
        catalogue.closingComments = draft.entry.comments
        return CatalogueReading(catalogue: catalogue, faults: [])
    }

    // MARK: Lines

    private mutating func readLine(end: Int) {
        var position = lineStart
        skipBlanks(&position, end)
        guard position < end else { return }
        guard bytes[position] == UInt8(ascii: "#") else {
            readTokens(from: position, to: end, marks: [])
            return
        }
        position += 1
        var marks: LineMarks = []
        if position < end, bytes[position] == UInt8(ascii: "~") {
            marks.insert(.obsolete)
            position += 1
        }
        if position < end, bytes[position] == UInt8(ascii: "|") {
            marks.insert(.previous)
            position += 1
        }
        if marks.isEmpty {
            readComment(from: position, to: end)
        } else {
            readTokens(from: position, to: end, marks: marks)
        }
    }

    private mutating func readComment(from start: Int, to end: Int) {
        if !draft.translations.isEmpty || draft.isBroken {
            finishEntry()
        } else if draft.isStarted {
            fail(at: start - 1, "this comment stands inside an entry; move it above the entry's first line")
            draft.isBroken = true
            return
        }
        var start = start
        let kind = start < end ? bytes[start] : 0
        let isMarked = [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ",")].contains(kind)
        if isMarked { start += 1 }
        if start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
        let text = string(start..<end)
        switch kind {
        case UInt8(ascii: "."): draft.entry.notes.append(text)
        case UInt8(ascii: ":"): draft.entry.references.append(text)
        case UInt8(ascii: ","):
            for flag in text.split(separator: ",") {
                let flag = flag.drop { $0 == " " || $0 == "\t" }
                if !flag.isEmpty { draft.entry.flags.append(String(flag.prefix { $0 != " " && $0 != "\t" })) }
            }
        default: draft.entry.comments.append(text)
        }
    }

    /// Keywords and strings, which gettext lets stand on one line or on several.
    private mutating func readTokens(from start: Int, to end: Int, marks: LineMarks) {
        var position = start
        while true {
            skipBlanks(&position, end)
            guard position < end else { return }
            if bytes[position] == UInt8(ascii: "\"") {
                guard readString(&position, end, marks) else { return }
            } else if Self.isLetter(bytes[position]) {
                guard readKeyword(&position, end, marks) else { return }
            } else {
                let seen = excerpt(string(position..<min(end, position + 160)))
                broken(at: position, "expected msgctxt, msgid, msgstr or a text in quotes, but saw: \(seen)")
                return
            }
        }
    }

    // MARK: Keywords

    private mutating func readKeyword(_ position: inout Int, _ end: Int, _ marks: LineMarks) -> Bool {
        let start = position
        while position < end, Self.isLetter(bytes[position]) { position += 1 }
        let word = string(start..<min(position, start + 40))
        var index: Int?
        if position < end, bytes[position] == UInt8(ascii: "[") {
            let digits = bytes[(position + 1)..<end].prefix { (0x30...0x39).contains($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)), digits.endIndex < end,
                bytes[digits.endIndex] == UInt8(ascii: "]")
            else { return broken(at: position, "expected the number of a plural form, as in msgstr[0]") }
            index = number
            position = digits.endIndex + 1
        }
        closeField()
        if marks.contains(.previous) { return beginPrevious(word, at: start) }
        // After a fault the rest of the entry is passed over, up to what can begin another one.
        if draft.isBroken, !["msgctxt", "msgid"].contains(word) { return false }
        switch (word, index) {
        case ("msgctxt", nil), ("msgid", nil):
            if !draft.translations.isEmpty || draft.isBroken && (word == "msgctxt" || draft.sawSource) {
                finishEntry()
            }
            if word == "msgid" { draft.sawSource = true }
            guard !draft.isBroken else { return false }
            guard draft.entry.context == nil || word == "msgid", !draft.hasSource else {
                return broken(at: start, "expected msgstr before the next \(word)")
            }
            begin(word == "msgctxt" ? .context : .source, at: start, marks)
        case ("msgid_plural", nil):
            guard draft.hasSource, draft.entry.plural == nil, draft.translations.isEmpty else {
                return broken(at: start, "msgid_plural belongs between msgid and msgstr[0]")
            }
            begin(.plural, at: start, marks)
        case ("msgstr", nil):
            guard draft.hasSource, draft.entry.plural == nil, draft.translations.isEmpty else {
                return broken(
                    at: start,
                    !draft.hasSource
                        ? "expected msgid before this msgstr"
                        : draft.entry.plural != nil
                            ? "a text with msgid_plural has msgstr[0], msgstr[1] and so on"
                            : "this entry has a msgstr already; begin the next one with msgctxt or msgid")
            }
            begin(.translation, at: start, marks)
        case ("msgstr", let index?):
            guard draft.entry.plural != nil else {
                return broken(
                    at: start, "expected msgid_plural before msgstr[\(index)]; a plain text has msgstr")
            }
            guard index == draft.translations.count else {
                return broken(
                    at: start, "expected msgstr[\(draft.translations.count)], but saw msgstr[\(index)]")
            }
            begin(.translation, at: start, marks)
        default:
            return broken(
                at: start,
                "'\(excerpt(word))' is no word of a PO file; expected msgctxt, msgid, msgid_plural or msgstr")
        }
        if draft.marks.contains(.obsolete) != marks.contains(.obsolete) {
            return broken(
                at: start, "some lines of this entry begin with #~ and some do not; let all or none")
        }
        return true
    }

    private mutating func beginPrevious(_ word: String, at start: Int) -> Bool {
        if !draft.translations.isEmpty || draft.isBroken { finishEntry() }
        guard !draft.isStarted else {
            return broken(at: start, "#| lines belong above the entry's msgctxt and msgid")
        }
        let field: EntryField
        switch word {
        case "msgctxt": field = .previousContext
        case "msgid": field = .previousSource
        case "msgid_plural": field = .previousPlural
        default: return broken(at: start, "expected msgctxt, msgid or msgid_plural after #|")
        }
        draft.open = OpenField(field: field, place: place(of: start))
        return true
    }

    private mutating func begin(_ field: EntryField, at start: Int, _ marks: LineMarks) {
        if !draft.isStarted {
            draft.isStarted = true
            draft.marks = marks
            draft.entry.isObsolete = marks.contains(.obsolete)
            draft.entry.line = line
            draft.place = place(of: start)
        }
        draft.open = OpenField(field: field, place: place(of: start))
        if case .translation = field { draft.translations.append("") }
    }

    /// Puts the text that was read into the entry.
    private mutating func closeField() {
        guard let open = draft.open else { return }
        draft.open = nil
        guard !draft.isBroken else { return }
        guard open.hasText else {
            fault(open.place, "expected a text in quotes after this word")
            draft.isBroken = true
            return
        }
        let text = String(decoding: open.bytes, as: UTF8.self)
        switch open.field {
        case .context: draft.entry.context = text
        case .source:
            draft.entry.source = text
            draft.hasSource = true
        case .plural: draft.entry.plural = text
        case .translation: draft.translations[draft.translations.count - 1] = text
        case .previousContext: draft.previous.context = text
        case .previousSource: draft.previous.source = text
        case .previousPlural: draft.previous.plural = text
        }
    }

    // MARK: Texts in quotes

    private mutating func readString(_ position: inout Int, _ end: Int, _ marks: LineMarks) -> Bool {
        guard !draft.isBroken else { return false }
        guard let field = draft.open?.field else {
            return broken(
                at: position, "this text belongs to nothing; expected msgctxt, msgid or msgstr before it")
        }
        guard marks.contains(.previous) == field.isPrevious,
            field.isPrevious || marks.contains(.obsolete) == draft.marks.contains(.obsolete)
        else { return broken(at: position, "this line begins otherwise than the one it continues") }
        let start = position
        position += 1
        draft.open?.hasText = true
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return true
            case UInt8(ascii: "\\"):
                guard let byte = escape(&position, end) else { return false }
                draft.open?.bytes.append(byte)
            case let byte:
                draft.open?.bytes.append(byte)
                position += 1
            }
        }
        return broken(at: start, "this text has no closing quote; end it with \" on the same line")
    }

    /// The byte that an escape stands for; `position` moves behind it.
    private mutating func escape(_ position: inout Int, _ end: Int) -> UInt8? {
        let start = position
        guard position + 1 < end else {
            broken(at: start, "this text has no closing quote; end it with \" on the same line")
            return nil
        }
        position += 2
        switch bytes[start + 1] {
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
        case UInt8(ascii: "\""): return UInt8(ascii: "\"")
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "v"): return 0x0B
        case UInt8(ascii: "x"): return code(bytes[position..<end].prefix(2), radix: 16, start, &position)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            return code(bytes[(position - 1)..<end].prefix(3), radix: 8, start, &position)
        default:
            broken(at: start, "this escape is unknown; write \\\\ for a backslash")
            return nil
        }
    }

    private mutating func code(
        _ candidates: ArraySlice<UInt8>, radix: Int, _ start: Int, _ position: inout Int
    ) -> UInt8? {
        let digits = candidates.prefix { Character(Unicode.Scalar($0)).hexDigitValue ?? 99 < radix }
        guard let code = UInt8(String(decoding: digits, as: UTF8.self), radix: radix),
            (1..<0x80).contains(code)
        else {
            broken(at: start, "this escape is not one of ASCII; write the character itself")
            return nil
        }
        position = digits.endIndex
        return code
    }

    // MARK: Entries

    private mutating func finishEntry() {
        closeField()
        let finished = draft
        guard finished.isStarted || finished.isBroken || finished.previous != Catalogue.Previous() else {
            return
        }
        draft = EntryDraft()
        guard !finished.isBroken else { return }
        var entry = finished.entry
        let place = finished.place ?? place(of: lineStart)
        guard finished.hasSource, !finished.translations.isEmpty else {
            fault(
                place,
                "this entry has no \(finished.hasSource ? "msgstr" : "msgid"); add it or delete the entry")
            return
        }
        entry.translations = finished.translations
        if finished.previous != Catalogue.Previous() { entry.previous = finished.previous }
        let identity = EntryIdentity(context: entry.context, source: entry.source)
        if let first = firstLines.updateValue(place.line, forKey: identity) {
            firstLines[identity] = first
            fault(place, "the same text in the same context stands in line \(first); delete one of them")
            return
        }
        if entry.context == nil, entry.source.isEmpty {
            checkHeader(entry, place)
            return
        }
        if let plural = entry.plural {
            if let rule, rule.forms != entry.translations.count {
                fault(
                    place,
                    "Plural-Forms says \(rule.forms) forms, but '\(excerpt(plural))' has \(entry.translations.count)"
                )
            } else if rule == nil, entry.translations.contains(where: { !$0.isEmpty }) {
                fault(place, "a counted text needs the header field Plural-Forms; add it to the header")
            }
        }
        entries.append(entry)
    }

    private mutating func checkHeader(_ entry: Catalogue.Entry, _ place: BytePlace) {
        guard entries.isEmpty, !entry.isObsolete else {
            fault(place, "the entry with the empty msgid is the header and has to be the first; move it up")
            return
        }
        header = entry
        let catalogue = Catalogue(header: entry)
        let type = catalogue[field: "Content-Type"]?.lowercased() ?? ""
        let charset = type.split(separator: "charset=", maxSplits: 1).dropFirst().first?
            .prefix { $0 != ";" && $0 != " " }
        if charset != "utf-8", charset != "utf8" {
            let seen = charset.map { "'\(excerpt($0))'" } ?? "none"
            fault(
                place,
                "expected the character set UTF-8 in the header, but saw \(seen); save the file as UTF-8 and write "
                    + "Content-Type: text/plain; charset=UTF-8")
        }
        guard let plural = catalogue[field: "Plural-Forms"] else { return }
        do {
            rule = try PluralRule(parsing: plural)
        } catch {
            fault(place, "Plural-Forms: \(error.message)")
        }
    }

    // MARK: Faults

    /// Records a fault of the line being read.
    private mutating func fail(at position: Int, _ message: String) {
        fault(place(of: position), message)
    }

    /// Records a fault and gives up the entry, so that one slip is told once.
    @discardableResult
    private mutating func broken(at position: Int, _ message: String) -> Bool {
        if !draft.isBroken { fail(at: position, message) }
        draft.open = nil
        draft.isBroken = true
        return false
    }

    private mutating func fault(_ place: BytePlace, _ message: String) {
        guard !isFull else { return }
        let isLast = faults.count == CatalogueReading.faultLimit - 1
        faults.append(
            CatalogueFault(
                line: place.line, column: column(of: place),
                message: isLast ? "there are more faults from here on; mend those above first" : message))
    }

    private var isFull: Bool { faults.count >= CatalogueReading.faultLimit }

    private func place(of position: Int) -> BytePlace {
        let start = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : lineStart
        return BytePlace(line: line, lineStart: start, position: max(start, position))
    }

    /// How many scalars begin before the byte on its line, and one. Costs the length of the line: only for faults,
    /// of which few are told.
    private func column(of place: BytePlace) -> Int {
        bytes[place.lineStart..<place.position].count { $0 & 0xC0 != 0x80 } + 1
    }

    // MARK: Bytes

    private func invalidByte(before end: Int) -> Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes[lineStart..<end].makeIterator()
        var position = lineStart
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded): position += encoded.count
            case .error: return position
            case .emptyInput: return nil
            }
        }
    }

    private func skipBlanks(_ position: inout Int, _ end: Int) {
        while position < end, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
            position += 1
        }
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x09 || byte == 0x7F }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
    }
}
