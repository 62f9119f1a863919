internal import SurveyModel

extension TripleSDefinitions {
    /// The largest column: lines are not longer.
    static let columnLimit = 16 << 20
    /// The most variables; a survey has no more either.
    static let variableLimit = 100_000

    /// Reads a definitions file of version 1.1, 1.2, 2.0 or 3.0, in any encoding that its XML declares.
    ///
    /// Throws `TripleSFault` that names the line and the variable. What the standard requires for data to be understood is
    /// checked: types, positions, codes, that idents and names differ. Linear.
    public init(parsing bytes: [UInt8]) throws(TripleSFault) {
        let root = try TripleSElements.root(of: bytes)
        guard root.name == "sss" else {
            throw TripleSFault(
                line: root.line,
                "the document is a <\(root.name.excerpt)>; a Triple-S definitions file is an <sss>")
        }
        let named = root.attribute("version") ?? ""
        guard let version = Version(rawValue: named.trimmed) else {
            throw TripleSFault(
                line: root.line, "its version is \"\(named.excerpt)\"; 1.1, 1.2, 2.0 and 3.0 are read")
        }
        self.init(version: version)
        declaredEncoding = TripleSElements.declaredEncoding(of: bytes) ?? "UTF-8"
        date = root.child("date")?.text.trimmed
        origin = root.child("origin")?.text.trimmed
        languages = (root.attribute("languages") ?? "").split(separator: " ").map(String.init)
        language = root.attribute("xml:lang")
        if let hierarchy = root.child("hierarchy") {
            levels = try Self.levels(hierarchy)
            return
        }
        guard let survey = root.child("survey") else {
            throw TripleSFault(line: root.line, "it has neither a <survey> nor a <hierarchy>")
        }
        name = survey.child("name")?.text.trimmed
        surveyVersion = survey.child("version")?.text.trimmed
        responseLanguages = (survey.instructions["sondeo-languages"] ?? "").split(separator: " ").map(
            String.init)
        title = survey.child("title").map(Self.text) ?? Text("")
        guard let record = survey.child("record") else {
            throw TripleSFault(line: survey.line, "the <survey> has no <record>")
        }
        self.record = try Self.record(record)
    }

    private static func levels(_ hierarchy: XMLElement) throws(TripleSFault) -> [Level] {
        var levels: [Level] = []
        var idents: Set<String> = []
        for element in hierarchy.children("level") {
            guard let ident = element.attribute("ident"), let href = element.attribute("href") else {
                throw TripleSFault(line: element.line, "a <level> needs `ident` and `href`")
            }
            var level = Level(ident: ident, href: href)
            for parent in element.children("parent") {
                guard let above = parent.attribute("level"), let link = parent.attribute("linkvar") else {
                    throw TripleSFault(line: parent.line, "a <parent> needs `level` and `linkvar`")
                }
                level.parents.append(
                    Parent(level: above, link: link, isOrdered: parent.attribute("ordered") == "yes"))
            }
            guard idents.insert(ident).inserted else {
                throw TripleSFault(line: element.line, "the level \"\(ident.excerpt)\" is there twice")
            }
            levels.append(level)
        }
        guard !levels.isEmpty else {
            throw TripleSFault(line: hierarchy.line, "the <hierarchy> has no <level>")
        }
        return levels
    }

    private static func record(_ element: XMLElement) throws(TripleSFault) -> Record {
        var record = Record()
        record.ident = element.attribute("ident") ?? "R"
        record.href = element.attribute("href").flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
        if let format = element.attribute("format") {
            guard let known = Format(rawValue: format.trimmed.lowercased()) else {
                throw TripleSFault(
                    line: element.line, "the record's format is \"\(format.excerpt)\"; it is fixed or csv")
            }
            record.format = known
        }
        if let encoding = element.attribute("encoding") {
            guard let known = TripleSEncoding(named: encoding.trimmed) else {
                throw TripleSFault(
                    line: element.line,
                    "the record's encoding is \"\(encoding.excerpt)\"; it is Windows-1252 or UTF-8")
            }
            record.encoding = known
        }
        if let skip = element.attribute("skip") {
            guard let count = Int(skip.trimmed), (0...1_000_000).contains(count) else {
                throw TripleSFault(line: element.line, "`skip` is \"\(skip.excerpt)\", not a number of lines")
            }
            record.skip = count
        }
        var reading = VariableReading(format: record.format)
        for child in element.children("variable") { record.variables.append(try reading.variable(child)) }
        guard !record.variables.isEmpty else {
            throw TripleSFault(line: element.line, "the <record> has no <variable>")
        }
        return record
    }

    static func text(_ element: XMLElement) -> Text {
        var seen: Set<[String?]> = []
        // A second one for the same use would never be taken.
        let wordings = element.children("text").compactMap { child -> Text.Wording? in
            let (language, mode) = (child.attribute("xml:lang"), child.attribute("mode"))
            guard seen.insert([language, mode]).inserted else { return nil }
            return .init(language: language, mode: mode, text: child.text.oneLine)
        }
        return Text(element.text.oneLine, wordings: wordings)
    }
}

extension String {
    /// What somebody wrote, for a message; of a long text its beginning and its end, since names often differ there.
    var excerpt: String {
        func shown(_ scalars: some Sequence<Unicode.Scalar>) -> String {
            String(scalars.map { TextRule.isForbidden($0) ? "?" : Character($0) })
        }
        guard unicodeScalars.count > 60 else { return shown(unicodeScalars) }
        return shown(unicodeScalars.prefix(44)) + "…" + shown(unicodeScalars.suffix(15))
    }

    /// Without white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// With single spaces for white space of any kind, line breaks too.
    var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
