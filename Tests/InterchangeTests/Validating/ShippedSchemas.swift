import Foundation
import Interchange
import SurveyModel

extension JSONSchema {
    /// The schema of a format as it is shipped: `survey`.
    static func shipped(_ name: String) throws -> JSONSchema {
        try JSONSchema(
            parsing: Array(Data(contentsOf: URL(filePath: shippedSchema("sondeo-\(name).schema.json")))))
    }

    /// The formats that have one.
    static var shippedNames: [String] {
        let folder = URL(filePath: shippedSchema("xml.xsd")).deletingLastPathComponent().path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.compactMap { file in
            guard file.hasPrefix("sondeo-"), file.hasSuffix(".schema.json") else { return nil }
            return String(file.dropFirst(7).dropLast(12))
        }
        .sorted()
    }
}
