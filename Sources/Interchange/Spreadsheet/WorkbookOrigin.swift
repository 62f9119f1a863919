/// Whose a workbook is: what it says of its author, and whether anybody saved it since.
public enum WorkbookOrigin {
    /// What our workbooks say wrote them, and saved them last.
    static let author = "Sondeo"

    /// Whether a file is a workbook that was written here and not saved by anybody afterwards.
    ///
    /// Office programs put the name of who saves a workbook, or the moment, beside those of who made it, or write these
    /// properties in an order of their own; so one with work of a person in it is not ours any more. A file that is damaged,
    /// or is none, is not ours. Reads the end of the file and one small part of it.
    public static func isOurs(_ path: String) -> Bool {
        guard let part = ContainerPart(named: "docProps/core.xml", of: path, limit: 1 << 16),
            let properties = String(validating: part.bytes, as: UTF8.self)
        else { return false }
        // As the library writes them: a title before it cannot say this, since its brackets are escaped.
        let (created, modified) = ("<dcterms:created\(type)", "<dcterms:modified\(type)")
        let start =
            "<dc:creator>\(author)</dc:creator><cp:lastModifiedBy>\(author)</cp:lastModifiedBy>\(created)"
        guard let range = properties.firstRange(of: start) else { return false }
        let rest = properties[range.upperBound...]
        let moment = rest.prefix { $0 != "<" }
        return rest
            == "\(moment)</dcterms:created>\(modified)\(moment)</dcterms:modified></cp:coreProperties>"
    }

    private static let type = " xsi:type=\"dcterms:W3CDTF\">"
}
