internal import FoundationEssentials
internal import SurveyModel

/// Reads variables, one after the other, and sees that their idents and names differ.
struct VariableReading {
    let format: TripleSDefinitions.Format
    private var idents: [String: Int] = [:]
    private var names: [String: Int] = [:]
    /// How many columns and subfields all variables have together: a record is not looked through without end, however often
    /// they cover the same columns.
    private var columns = 0
    private static let columnLimit = 4 * TripleSDefinitions.columnLimit
    private static let subfieldLimit = 1_000_000
    private var subfields = 0

    init(format: TripleSDefinitions.Format) { self.format = format }

    mutating func variable(_ element: XMLElement) throws(TripleSFault) -> TripleSDefinitions.Variable {
        guard idents.count < TripleSDefinitions.variableLimit else {
            throw TripleSFault(
                line: element.line, "there are more than \(TripleSDefinitions.variableLimit) variables")
        }
        let ident = (element.attribute("ident") ?? "").trimmed
        let name = (element.child("name")?.text ?? "").oneLine
        let shown = (name.isEmpty ? ident : name).excerpt
        func fault(_ message: String, _ place: XMLElement? = nil) -> TripleSFault {
            TripleSFault(line: (place ?? element).line, "variable \"\(shown)\" \(message)")
        }
        guard !ident.isEmpty else { throw TripleSFault(line: element.line, "a <variable> has no `ident`") }
        guard !name.isEmpty else { throw fault("has no <name>") }
        if let other = idents.updateValue(element.line, forKey: ident) {
            throw fault("has the ident \(ident.excerpt), which that of line \(other) has too")
        }
        if let other = names.updateValue(element.line, forKey: name) {
            throw fault("has the name of the one of line \(other)")
        }
        guard
            let kind = element.attribute("type").flatMap({
                TripleSDefinitions.Kind(rawValue: $0.lowercased())
            })
        else {
            throw fault(
                "is of type \"\((element.attribute("type") ?? "").excerpt)\"; types are "
                    + TripleSDefinitions.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        var variable = TripleSDefinitions.Variable(ident: ident, name: name, kind: kind)
        variable.line = element.line
        variable.label = element.child("label").map(TripleSDefinitions.text) ?? .init("")
        variable.filter = element.child("filter").map(\.text.trimmed)
        variable.use = element.attribute("use").flatMap { TripleSDefinitions.Use(rawValue: $0) }
        variable.isLiteral =
            element.attribute("format") == "literal"
            && (variable.kind == .single || variable.kind == .multiple && element.child("spread") != nil)
        guard let position = element.child("position"), let start = column(position.attribute("start"))
        else {
            throw fault("has no <position> with a `start` from 1 to \(TripleSDefinitions.columnLimit)")
        }
        variable.start = start
        variable.finish = start
        if let finish = position.attribute("finish") {
            guard let last = column(finish), last >= start else {
                throw fault(
                    "ends in column \"\(finish.excerpt)\"; that must be a number from \(start) to "
                        + "\(TripleSDefinitions.columnLimit)", position)
            }
            variable.finish = last
        }
        // Of separated values a position is one field; only subfields may have one each.
        if format == .csv, variable.finish > variable.start, element.child("spread") == nil {
            throw fault(
                "stands in the fields \(variable.start) to \(variable.finish) of separated values; without a <spread> it is one field",
                position)
        }
        columns += variable.finish - variable.start + 1
        guard columns <= Self.columnLimit else {
            throw fault("covers columns that others cover already, and all of them together are \(columns)")
        }
        try readSpread(element, &variable, fault)
        subfields += variable.subfields ?? 0
        guard subfields <= Self.subfieldLimit else {
            throw fault("is one of too many: all have \(subfields) subfields together")
        }
        try readValues(element, &variable, fault)
        if variable.subfields != nil, variable.subfieldWidth == nil {
            // It is that of the longest code where the file does not say it.
            let longest =
                variable.values.lazy.map { variable.canonical($0.code).unicodeScalars.count }.max() ?? 1
            variable.subfieldWidth = max(longest, variable.range.map { $0.to.utf8.count } ?? 1)
        }
        if let size = element.child("size") {
            guard let characters = Int(size.text.trimmed), characters > 0 else {
                throw fault("has the size \"\(size.text.excerpt)\", not a number from 1", size)
            }
            variable.size = characters
        }
        return variable
    }

    private func column(_ text: String?) -> Int? {
        guard let number = text.flatMap({ Int($0.trimmed) }),
            (1...TripleSDefinitions.columnLimit).contains(number)
        else { return nil }
        return number
    }

    private func readSpread(
        _ element: XMLElement, _ variable: inout TripleSDefinitions.Variable,
        _ fault: (String, XMLElement?) -> TripleSFault
    ) throws(TripleSFault) {
        guard let spread = element.child("spread") else { return }
        guard variable.kind == .multiple else { throw fault("is no multiple, and has a <spread>", spread) }
        guard let subfields = spread.attribute("subfields").flatMap({ Int($0.trimmed) }),
            (1...100_000).contains(subfields)
        else { throw fault("has a <spread> without a number of `subfields`", spread) }
        variable.subfields = subfields
        if let text = spread.attribute("width") {
            guard let width = Int(text.trimmed), (1...100_000).contains(width) else {
                throw fault("has a <spread> of the width \"\(text.excerpt)\"", spread)
            }
            variable.subfieldWidth = width
        }
        let columns = variable.finish - variable.start + 1
        guard format == .csv || subfields * (variable.subfieldWidth ?? 1) <= columns else {
            throw fault(
                "has \(subfields) subfields of \(variable.subfieldWidth ?? 1) columns, but its position has \(columns)",
                spread)
        }
    }

    private func readValues(
        _ element: XMLElement, _ variable: inout TripleSDefinitions.Variable,
        _ fault: (String, XMLElement?) -> TripleSFault
    ) throws(TripleSFault) {
        let values = element.child("values")
        // Some programs put the range of a quantity directly into the variable.
        if let range = values?.child("range") ?? element.child("range") {
            let from = (range.attribute("from") ?? "").trimmed
            let to = (range.attribute("to") ?? "").trimmed
            variable.range = .init(from: from, to: to)
            if variable.kind == .quantity
                || (variable.kind == .single || variable.kind == .multiple) && !variable.isLiteral
            {
                guard let low = Decimal(exactly: from), let high = Decimal(exactly: to), low <= high else {
                    throw fault(
                        "has a range from \"\(from.excerpt)\" to \"\(to.excerpt)\"; "
                            + "these must be numbers, the smaller first", range)
                }
            }
        }
        var codes: Set<String> = []
        for value in values?.children("value") ?? [] {
            let code = (value.attribute("code") ?? "").trimmed
            guard !code.isEmpty else { throw fault("has a <value> without a `code`", value) }
            guard codes.insert(variable.canonical(code)).inserted else {
                throw fault("has the code \(code.excerpt) twice", value)
            }
            if !variable.isLiteral {
                guard let number = Decimal(exactly: code), variable.kind == .quantity || Int(code) != nil
                else {
                    throw fault("has the code \"\(code.excerpt)\", which is no whole number", value)
                }
                if variable.kind == .multiple, number < 1 {
                    throw fault("is a multiple, and has the code \(code); those are from 1", value)
                }
                if variable.kind == .multiple, variable.subfields == nil, format == .fixed,
                    number > Decimal(variable.finish - variable.start + 1)
                {
                    throw fault(
                        "has the code \(code), but only \(variable.finish - variable.start + 1) columns",
                        value)
                }
            }
            variable.values.append(
                .init(code: code, label: TripleSDefinitions.text(value), score: value.attribute("score")))
        }
        for word in (values?.instructions["sondeo-missing"] ?? "").split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let kind = Missing(rawValue: String(parts[0])), kind != .notAsked,
                codes.contains(variable.canonical(String(parts[1])))
            else { continue }
            variable.missing[kind] = String(parts[1])
        }
        variable.isScale = variable.kind == .single && values?.instructions["sondeo-scale"] != nil
        if variable.kind == .single || variable.kind == .multiple {
            guard !variable.values.isEmpty || variable.range != nil else {
                throw fault("has no <values>", nil)
            }
        }
    }
}
