internal import ArgumentParser
internal import Interchange

/// What `export` can write.
enum ExportForm: String, ExpressibleByArgument, CaseIterable {
    case jsonl, xml, csv, sav, zsav, dta, xlsx, ddi
    case tripleS = "triple-s"

    static let list = allCases.map(\.rawValue).joined(separator: ", ")

    /// Whether responses stay as they were given, each on its own version of the survey.
    var keepsVersions: Bool { self == .jsonl || self == .xml }

    /// Whether it is no use on standard output: several files, or bytes that no terminal shows.
    var needsFile: Bool {
        switch self {
        case .sav, .zsav, .dta, .xlsx, .tripleS: true
        case .jsonl, .xml, .csv, .ddi: false
        }
    }

    /// Whether it is always several files, which stand beside each other.
    var isSeveralFiles: Bool { self == .tripleS }

    /// Whether its values have labels in a language.
    var hasLabels: Bool { self != .jsonl && self != .xml }

    /// Whether the file at a path, which begins like this, is one that this command wrote.
    func isOurs(_ beginning: [UInt8], at path: String) -> Bool {
        switch self {
        case .jsonl: OurFiles.lines(beginning)
        case .xml: OurFiles.xml(.responses)(beginning)
        case .csv: OurFiles.csv(beginning)
        case .sav, .zsav: OurFiles.sav(beginning)
        case .dta: OurFiles.dta(beginning)
        case .xlsx: OurFiles.xlsx(beginning, at: path)
        case .ddi: OurFiles.ddi(beginning)
        case .tripleS: OurFiles.tripleS(beginning)
        }
    }
}
