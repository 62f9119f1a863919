internal import SurveyModel

extension TripleSDefinitions {
    /// Adds the texts of other definitions of the same data, in another language: a program that writes a file for each language
    /// gives them one after the other.
    ///
    /// Throws `TripleSFault` if they are of other data, or in a language that is here already. Linear.
    public mutating func add(_ other: TripleSDefinitions) throws(TripleSFault) {
        guard let record, let otherRecord = other.record else {
            throw TripleSFault("it says how other files hang together; name the files of one level")
        }
        let languages = try TripleSLanguages(self)
        let added = try TripleSLanguages(other)
        guard let own = languages.own, let tag = added.own, languages.isNamed, added.isNamed else {
            throw TripleSFault(
                "definitions of several files must say which language they are in, with `xml:lang` or `languages`"
            )
        }
        let known = Set(([languages.tag] + languages.others).map { $0.lowercased() })
        if let twice = ([added.tag] + added.others).first(where: { known.contains($0.lowercased()) }) {
            throw TripleSFault("it is in \(twice), as a file before it is")
        }
        guard record.format == otherRecord.format, record.skip == otherRecord.skip,
            record.variables.count == otherRecord.variables.count
        else {
            throw TripleSFault(
                "it describes other data: definitions in several languages are of one data file")
        }
        for (variable, same) in zip(record.variables, otherRecord.variables)
        where variable.withoutTexts != same.withoutTexts {
            throw TripleSFault(
                line: same.line,
                "variable \"\(same.name.excerpt)\" is not as in the first file: definitions in several languages are of one data file"
            )
        }
        title.add(other.title, in: tag)
        for (index, variable) in otherRecord.variables.enumerated() {
            self.record?.variables[index].label.add(variable.label, in: tag)
            for (place, value) in variable.values.enumerated() {
                self.record?.variables[index].values[place].label.add(value.label, in: tag)
            }
        }
        language = own
        self.languages = [languages.tag] + languages.others + [added.tag] + added.others
    }
}

extension TripleSDefinitions.Variable {
    /// What data are read by.
    fileprivate var withoutTexts: Self {
        var variable = self
        variable.label = .init("")
        variable.line = 0
        for index in variable.values.indices { variable.values[index].label = .init("") }
        return variable
    }
}

extension TripleSDefinitions.Text {
    /// Adds the words of a text of another file, whose language is this where they name none.
    fileprivate mutating func add(_ other: Self, in tag: String) {
        wordings += other.wordings.map {
            Wording(language: $0.language ?? tag, mode: $0.mode, text: $0.text)
        }
        if !other.plain.isEmpty { wordings.append(Wording(language: tag, mode: nil, text: other.plain)) }
    }
}
