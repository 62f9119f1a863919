internal import Codebook
internal import SurveyModel
internal import Tallies

/// One table of CSV as SPSS is told to read it.
struct SPSSSyntaxTable {
    /// A column of the table.
    struct Line {
        var variable: PackageVariable
        /// What it is in the layout; nil for the instance of a roster.
        var column: Column?
        /// The texts that its cells may be, and the numbers that they become.
        var words: [(word: String, code: Int)]
        /// The numbers of kinds of missing.
        var missing: [(word: String, code: Int)]
    }

    private(set) var lines: [Line] = []
    private(set) var losses: [Loss]
    private let codebook: Codebook
    private let locale: Int
    /// Whether it is the table of a roster.
    private let isRoster: Bool
    /// The variables of sets and rankings, in their order: the position of the variable and its lines.
    private var sets: [(position: Int, lines: [Int])] = []
    private var rankings: [(position: Int, lines: [Int])] = []

    /// The table of responses.
    init(_ columns: [Column], _ dictionary: PackageDictionary, _ plan: TallyPlan) {
        codebook = dictionary.codebook
        locale = dictionary.locale
        isRoster = false
        let names = PackageNames(columns, of: dictionary.codebook, .spss)
        losses = names.losses
        var dictionary = dictionary
        for (column, name) in zip(columns, names.names) {
            add(column, dictionary.variable(column, named: name, plan))
        }
        losses += dictionary.losses
    }

    /// The table of a roster: the response, the instances, and the variables without them.
    init(_ roster: ColumnLayout.RosterTable, _ dictionary: PackageDictionary, _ plan: TallyPlan) {
        codebook = dictionary.codebook
        locale = dictionary.locale
        isRoster = true
        let id = Column(name: "response:id", source: .response(.id), kind: .text)
        let names = PackageNames(roster, of: dictionary.codebook, .spss)
        losses = names.losses
        var dictionary = dictionary
        add(id, dictionary.variable(id, named: names.names[0], plan))
        let levels = roster.columns.count - (roster.passes.first?.sources.count ?? 0)
        for (index, column) in roster.columns.enumerated() {
            let name = names.names[index + 1]
            switch column {
            case .instance(let level, let instances):
                lines.append(
                    Line(
                        variable: dictionary.instance(level, named: name, instances), column: nil,
                        words: instances.areNumbers ? [] : instances.map { ($0.name, $0.code) }, missing: []))
            case .stem(let column):
                let sources = roster.passes.compactMap { $0.sources[index - levels] }
                add(column, dictionary.stem(column, named: name, from: sources, plan))
            }
        }
        losses += dictionary.losses
    }

    private mutating func add(_ column: Column, _ variable: PackageVariable) {
        let entry = column.variable.map { codebook.variables[$0] }
        var words: [(String, Int)] = []
        switch column.kind {
        case .coded: words = entry?.categories.map { ($0.name, $0.code) } ?? []
        case .yesno: words = [("true", 1), ("false", 0)]
        case .flag, .place, .point, .number, .date, .time, .moment, .text, .weight: break
        }
        var missing: [(String, Int)] = []
        if let entry, column.kind != .text {
            let codes = entry.missingCodes
            for kind in [Missing.skipped, .dontKnow, .refused, .notApplicable] {
                if let code = codes.code(of: kind) { missing.append((".\(kind.rawValue)", code)) }
            }
        }
        switch column.source {
        case .option(let position, _): Self.add(lines.count, to: &sets, position)
        case .place(let position, _): Self.add(lines.count, to: &rankings, position)
        case .response, .variable: break
        }
        lines.append(Line(variable: variable, column: column, words: words, missing: missing))
    }

    private static func add(
        _ line: Int, to groups: inout [(position: Int, lines: [Int])], _ position: Int
    ) {
        if groups.last?.position == position {
            groups[groups.count - 1].lines.append(line)
        } else {
            groups.append((position, [line]))
        }
    }

    /// The columns whose texts are longer than any of SPSS's, given the most bytes of the texts in each.
    func cuts(_ texts: [Int]) -> [Loss] {
        zip(lines, texts).compactMap { line, bytes in
            guard let column = line.column, isText(line), bytes > Self.longestText else { return nil }
            return Loss(.cut, of: column.name, "has texts that are cut to \(Self.longestText) bytes")
        }
    }

    /// The most bytes of a text, as in a `.sav`.
    private static let longestText = PackageFormat.sav.textLimit

    // MARK: Text

    /// The whole syntax. `texts` are the most bytes of the texts in each column.
    func text(of file: String, _ texts: [Int], _ options: CSVWriter.Options, title: String) -> String {
        var syntax = SPSSText()
        syntax.comment("Reads \(file), responses to \(title). Made by Sondeo.")
        syntax.comment("Run it in the folder of the file: CD 'folder'.")
        syntax.line("PRESERVE.")
        syntax.line("SET DECIMAL=DOT.")
        read(file, texts, &syntax)
        for (index, line) in lines.enumerated() { convert(line, "@\(index + 1)", options, &syntax) }
        for ranking in rankings { markUnranked(ranking.lines, &syntax) }
        for line in lines { describe(line, &syntax) }
        syntax.line("MATCH FILES FILE=*")
        syntax.list("  /KEEP=", lines.map(\.variable.name), end: ".")
        // Sets and weights are of the file, and MATCH FILES makes another.
        // A set of one variable is none in SPSS.
        let several = sets.filter { $0.lines.count > 1 }
        let names = PackageNames(several.map { self.name(ofSet: $0.position) }, .spss).names
        for (set, name) in zip(several, names) { self.set(set, named: name, &syntax) }
        if let weight = lines.first(where: { $0.column?.kind == .weight }) {
            syntax.line("WEIGHT BY \(weight.variable.name).")
        }
        syntax.line("EXECUTE.")
        syntax.line("RESTORE.")
        return syntax.text
    }

    private func read(_ file: String, _ texts: [Int], _ syntax: inout SPSSText) {
        syntax.line("GET DATA /TYPE=TXT /FILE=\(SPSSText.quoted(file)) /ENCODING='UTF-8'")
        syntax.line("  /ARRANGEMENT=DELIMITED /DELCASE=LINE /FIRSTCASE=2")
        syntax.line("  /DELIMITERS=',' /QUALIFIER='\"'")
        syntax.line("  /VARIABLES=")
        for (index, line) in lines.enumerated() {
            let name = isText(line) ? line.variable.name : "@\(index + 1)"
            let end = index + 1 == lines.count ? "." : ""
            syntax.line("    \(name) A\(width(line, texts.indices.contains(index) ? texts[index] : 0))\(end)")
        }
    }

    private func isText(_ line: Line) -> Bool { line.column?.kind == .text }

    /// How many bytes a cell may have.
    private func width(_ line: Line, _ longest: Int) -> Int {
        guard let column = line.column else {
            return max(20, line.words.map(\.word.utf8.count).max() ?? 0)
        }
        switch column.kind {
        // A short text's column still has to hold the words of what is missing, or they would be cut to an answer.
        case .text: return min(Self.longestText, max(".not_applicable".utf8.count, longest))
        case .number: return 64
        default: return max(24, line.words.map(\.word.utf8.count).max() ?? 0)
        }
    }

    /// What makes a variable of the text that a column was read as.
    private func convert(
        _ line: Line, _ source: String, _ options: CSVWriter.Options, _ syntax: inout SPSSText
    ) {
        let name = line.variable.name
        guard let column = line.column else {
            if !line.words.isEmpty {
                return syntax.recode(source, into: name, line.words, convert: false)
            }
            syntax.line("COMPUTE \(name)=NUMBER(\(source),F20.0).")
            return
        }
        func part(_ start: Int, _ length: Int) -> String {
            "NUMBER(SUBSTR(\(source),\(start),\(length)),F\(length).0)"
        }
        let day = "DATE.DMY(\(part(9, 2)),\(part(6, 2)),\(part(1, 4)))"
        switch column.kind {
        case .text: unescape(name, isAnswer: column.variable != nil, options, &syntax)
        case .coded, .yesno: syntax.recode(source, into: name, line.words + line.missing, convert: false)
        case .flag, .point, .place, .number, .weight:
            syntax.recode(source, into: name, line.missing, convert: true)
        case .date:
            syntax.line("NUMERIC \(name) (F8.0).")
            syntax.line("IF (SUBSTR(\(source),5,1)='-' AND SUBSTR(\(source),1,4)>='1600') \(name)=\(day).")
            // Dates of SPSS begin in 1582. 1,600 years have as many days wherever they begin.
            let later = "DATE.DMY(\(part(9, 2)),\(part(6, 2)),\(part(1, 4))+1600)"
            syntax.line("IF (SUBSTR(\(source),5,1)='-' AND SUBSTR(\(source),1,4)<'1600')")
            syntax.line("  \(name)=\(later)-50491123200.")
            setMissing(line, source, &syntax)
        case .time:
            syntax.line("NUMERIC \(name) (F8.0).")
            syntax.line("IF (SUBSTR(\(source),3,1)=':') \(name)=TIME.HMS(\(part(1, 2)),\(part(4, 2)),0).")
            setMissing(line, source, &syntax)
        case .moment:
            syntax.line("NUMERIC \(name) (F8.0).")
            syntax.line("IF (SUBSTR(\(source),11,1)='T') \(name)=\(day)")
            syntax.line("  +\(part(12, 2))*3600+\(part(15, 2))*60+NUMBER(SUBSTR(\(source),18,6),F6.0).")
        }
    }

    /// Puts the numbers of kinds of missing beside values that are there already, which RECODE would take away in PSPP.
    private func setMissing(_ line: Line, _ source: String, _ syntax: inout SPSSText) {
        for (word, code) in line.missing {
            syntax.line("IF (\(source)=\(SPSSText.quoted(word))) \(line.variable.name)=\(code).")
        }
    }

    /// Takes away what a text was given so that it is no kind of missing and no formula. A text that is missing is empty.
    private func unescape(
        _ name: String, isAnswer: Bool, _ options: CSVWriter.Options, _ syntax: inout SPSSText
    ) {
        if isAnswer {
            syntax.line("IF ANY(\(name),'.skipped','.dont_know','.refused','.not_applicable') \(name)=''.")
        }
        if options.isSpreadsheetSafe {
            syntax.line("IF (SUBSTR(\(name),1,1)=\"'\") \(name)=SUBSTR(\(name),2).")
            // Here a text has one line, and none has a tab.
            syntax.line("COMPUTE \(name)=REPLACE(\(name),\";'\",\";\").")
        }
        syntax.line("IF (SUBSTR(\(name),1,2)='..') \(name)=SUBSTR(\(name),2).")
    }

    /// An option without a place is 0 where others have one; in the file its cell is empty.
    private func markUnranked(_ group: [Int], _ syntax: inout SPSSText) {
        let names = group.map { lines[$0].variable.name }
        syntax.list("COMPUTE @0=MAX(", names, separator: ",", end: ").")
        for name in names { syntax.line("IF (SYSMIS(\(name)) AND @0>0) \(name)=0.") }
    }

    private func describe(_ line: Line, _ syntax: inout SPSSText) {
        let variable = line.variable
        syntax.line("VARIABLE LABELS \(variable.name)")
        syntax.line("  \(SPSSText.quoted(variable.label)).")
        if !isText(line) {
            syntax.line("FORMATS \(variable.name) (\(variable.format)).")
            let labels = variable.labels.filter { $0.value.tag == 0 }
            if !labels.isEmpty {
                syntax.line("VALUE LABELS \(variable.name)")
                for (index, label) in labels.enumerated() {
                    let end = index + 1 == labels.count ? "." : ""
                    syntax.line(
                        "  \(SPSSText.number(label.value.number)) \(SPSSText.quoted(label.text))\(end)")
                }
            }
            if let missing = missing(variable) {
                syntax.line("MISSING VALUES \(variable.name) (\(missing)).")
            }
        }
        let measure =
            switch variable.measure {
            case .nominal: "NOMINAL"
            case .ordinal: "ORDINAL"
            case .scale: "SCALE"
            }
        syntax.line("VARIABLE LEVEL \(variable.name) (\(measure)).")
    }

    private func missing(_ variable: PackageVariable) -> String? {
        var parts: [String] = []
        if let range = variable.missing {
            parts.append(
                "\(SPSSText.number(range.lowerBound)) THRU \(SPSSText.number(range.upperBound))")
        }
        if let other = variable.otherMissing { parts.append(SPSSText.number(other)) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func name(ofSet position: Int) -> String {
        guard let line = lines.first(where: { $0.column?.variable == position }), let column = line.column
        else { return codebook.variables[position].name }
        return column.name.split(separator: ":").first.map(String.init) ?? column.name
    }

    private func set(
        _ set: (position: Int, lines: [Int]), named name: String, _ syntax: inout SPSSText
    ) {
        let entry = isRoster ? codebook.entry(ofStem: set.position) : codebook.variables[set.position]
        let label = TextLimit.bytes(255).cut(entry.label.text(in: locale))
        syntax.line("MRSETS /MDGROUP NAME=$\(name.prefix(63))")
        syntax.line("  LABEL=\(SPSSText.quoted(label))")
        syntax.list("  VARIABLES=", set.lines.map { lines[$0].variable.name }, end: "")
        syntax.line("  VALUE=1.")
    }
}
