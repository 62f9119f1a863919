import Foundation
import SampleSurveys
import SurveyModel

@testable import Collector

/// Tables of CSV: ours, as the exporter writes them, and foreign ones with a map, whole and damaged.
struct GeneratedTables {
    let survey: Survey
    var numbers: Seeded

    init(_ survey: Survey, seed: UInt64) {
        self.survey = survey
        numbers = Seeded(seed)
    }

    /// A table as the exporter writes it: the header, and a row for each response.
    static func ours(_ survey: Survey, _ responses: [Response]) -> (header: String, rows: [String]) {
        var header = CSVPlan.HeadKey.allCases.filter { $0 != .key }.map { "response:\($0.rawValue)" }
        for variable in survey.variables where variable.isStored {
            switch variable.domain {
            case .options(let list, _), .order(let list, _):
                header += survey[list].options.map { "\(variable.name):\($0.name)" }
            default: header.append(variable.name)
            }
        }
        return (header.joined(separator: ","), responses.map { row($0, survey) })
    }

    private static func row(_ response: Response, _ survey: Survey) -> String {
        var cells = [
            response.id, response.survey, String(response.version), response.structure, response.locale,
            response.station ?? "", response.channel ?? "", String(response.seed), response.started.text,
            response.ended.text, response.state.rawValue, String(response.isStale),
        ]
        for (variable, answer) in zip(survey.variables, response.answers) where variable.isStored {
            let count: Int
            switch variable.domain {
            case .options(let list, _), .order(let list, _): count = survey[list].options.count
            default: count = 1
            }
            switch answer {
            case .missing(let kind):
                cells += [String](repeating: kind == .notAsked ? "" : ".\(kind.rawValue)", count: count)
            case .answered(.options(let chosen)): cells += (0..<count).map { chosen.contains($0) ? "1" : "0" }
            case .answered(.order(let order)):
                cells += (0..<count).map { option in
                    order.firstIndex(of: option).map { String($0 + 1) } ?? (order.isEmpty ? "0" : "")
                }
            case .answered(.text(let text)): cells.append(text.hasPrefix(".") ? "." + text : text)
            case .answered(let value):
                let json = value.json(in: variable.domain, of: survey)
                cells.append(json.string ?? json.compactText)
            }
        }
        return cells.map(quoted).joined(separator: ",")
    }

    static func quoted(_ cell: String) -> String {
        cell.utf8.contains { ",;\"\n\r\t|".utf8.contains($0) } || cell.hasPrefix(" ")
            ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
    }

    /// What foreign files hold.
    static let foreign = """
        // The same questions as years ago.
        column "Kundnr" -> response:key
        column "Tid" -> response:started format "d.M.yyyy H:mm" zone "+01:00" { "aldrig" = 2019-01-01 }
        column "Slut" -> ended
        column "Språk" -> locale { "SV" = sv "EL" = el "" = es }
        column "Kanal" -> channel { "Butik" = store "Telefon" = phone "3" = email "-" = not_asked }
        column "Betyg" -> recommend { "tio" = 10 }
        column "Nöjd" -> overall
        column "Lätt" -> ease decimal ","
        column "Trivsel" -> comfort { "vet ej" = dont_know }
        column "Brister" -> failings split "/"
        column "Köp" -> spend decimal ","
        column "Varför" -> why { "inget" = skipped }
        value branch = "old crm"
        value station = old-crm
        ignore "Intern"
        missing "99" = dont_know
        missing "-1" = skipped
        separator ";"
        """

    static let foreignHeader =
        "Kundnr;Tid;Slut;Språk;Kanal;Betyg;Nöjd;Lätt;Trivsel;Brister;Köp;Varför;Intern;praise"

    /// A row of a foreign table for the shipped survey.
    mutating func foreignRow() -> String {
        func one(_ cells: [String]) -> String { cells.randomElement(using: &numbers) ?? "" }
        let cells = [
            one(["K1", "K\(numbers.next() % 1_000)", "ö\"8", " 17 "]),
            one([
                "1.3.2019 8:05", "01.03.2019 18:05", "31.2.2019 8:05", "aldrig", "29.2.2020 0:00",
                " 1.3.2019 8:05 ", "",
            ]),
            one([
                "", "2019-03-01T09:00:00Z", "2019-03-01 09:00", "2019-03-01", "2019-03-01T09:00:00.5+02:00",
                "x",
            ]),
            one(["SV", "EL", "sv", "", "svenska språket", "pt-BR"]),
            one([
                "Butik", "telefon", "Telefon", "3", "2", "store", "By phone", "by e-mail", "-", "", "Butiken",
            ]),
            one(["0", "5", "10", "tio", "7,0", "07", "+9", "11", "99", "-1", "", "5.0"]),
            one(["1", "5", "99", "", "6", "4.00", " 3 "]), one(["1", "7,00", "7.0", "-1", "", "0"]),
            one(["vet ej", "1", "Very", "99", "", "Not at all", "8"]),
            one([
                "empathy/unclear", "unclear / empathy", "nothing", "1/2", "1/1", "nothing/other", "", "-1",
                "/", "x",
            ]),
            one(["12,50", "0,0", "-0", "1000000", "12,505", "3", "12.5", "99", ""]),
            one([
                "inget", "too slow; \"really\"", "two\nlines", "", "  ", ".skipped", "...", "tab\there",
                "åäö",
            ]),
            one(["anything", ""]), one(["fine", "", "99"]),
        ]
        return cells.map(Self.quoted).joined(separator: ";")
    }

    /// Breaks rows.
    mutating func damaged(_ rows: [[UInt8]]) -> [UInt8] {
        var row = rows.randomElement(using: &numbers) ?? []
        for _ in 0..<(numbers.chance(0.8) ? 1 : 4) {
            guard !row.isEmpty else { break }
            let place = Int.random(in: 0..<row.count, using: &numbers)
            switch Int.random(in: 0..<8, using: &numbers) {
            case 0: row[place] = UInt8.random(in: .min ... .max, using: &numbers)
            case 1: row.remove(at: place)
            case 2: row.insert(contentsOf: Self.fragments.randomElement(using: &numbers) ?? [], at: place)
            case 3:
                // Another cell.
                let end = row[place...].firstIndex { $0 == 0x2C || $0 == 0x3B } ?? row.endIndex
                row.replaceSubrange(place..<end, with: Self.fragments.randomElement(using: &numbers) ?? [])
            case 4: row.insert(0x22, at: place)
            case 5: row.removeSubrange(place...)
            case 6:
                let other = rows.randomElement(using: &numbers) ?? []
                row.replaceSubrange(
                    place..., with: other.suffix(Int.random(in: 0...other.count, using: &numbers)))
            default: row.swapAt(place, Int.random(in: 0..<row.count, using: &numbers))
            }
        }
        return row
    }

    private static let fragments: [[UInt8]] =
        [
            "", ",", ";", "\"", "\"\"", "\"\"\"", "\",\"", "\";\"", "\n", "\r\n", "\r", " ", "\t", ".", "..",
            ".skipped",
            ".dont_know", ".refused", ".not_asked", "'", "=1", "0", "1", "01", "-0", "+5", "5.0", "5,0",
            "1e3", "99", "-1",
            "true", "FALSE", "yes", "No", "Store", " store ", "By phone", "empathy", "nothing", "2026-02-30",
            "08:00", "7:30",
            "24:00", "09:30:00", "99999999999999999999", "0.00000000000000000000000000000000000000000001",
            "\u{0}", "\\",
            "😀", "\u{85}", "\u{FEFF}", "2", "3", "es", "complete", "2019-03-01", "2019-03-01 08:00+01:00",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82]]
}
