import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Testing

/// A spreadsheet runs a cell that begins like a formula, and readers differ in what a cell is.
@Suite("Texts that a spreadsheet would run") struct SpreadsheetSafetyTests {
    private let survey = Sample.serviceLoyalty

    private func table(_ texts: [String], isSafe: Bool = true) throws -> String {
        let position = try #require(survey.variable(named: "why")?.position)
        let generated = ResponseGenerator.responses(survey, count: texts.count, seed: 5)
        let output = MemoryOutput()
        var writer = try CSVWriter(
            survey, options: .init(includesPersonal: true, isSpreadsheetSafe: isSafe), to: output)
        try writer.write(
            all: zip(texts, generated).map { text, generated in
                var response = generated
                response.station = nil
                for place in response.answers.indices where survey.variables[place].domain.isText {
                    response.answers[place] = .notAsked
                }
                response.answers[position] = .answered(.text(text))
                return response
            })
        return output.text
    }

    /// The cells of a reader that splits at a separator, heeding quotes at the beginning of a cell, as spreadsheets do: what
    /// stands behind the closing quote belongs to the cell.
    private func cells(_ table: String, _ separator: UInt8) -> [[UInt8]] {
        let bytes = Array(table.utf8)
        var (cells, cell): ([[UInt8]], [UInt8]) = ([], [])
        var (isQuoted, isAtStart, place) = (false, true, 0)
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if isQuoted, byte == 0x22 {
                // A doubled quote is one.
                if place < bytes.count, bytes[place] == 0x22 { cell.append(byte) } else { isQuoted = false }
                if !isQuoted { continue }
                place += 1
            } else if isQuoted {
                cell.append(byte)
            } else if byte == 0x22, isAtStart {
                (isQuoted, isAtStart) = (true, false)
            } else if byte == separator || byte == 0x0A || byte == 0x0D {
                cells.append(cell)
                (cell, isAtStart) = ([], true)
            } else {
                cell.append(byte)
                isAtStart = false
            }
        }
        return cells + [cell]
    }

    /// Whether a cell runs, if spaces and quotes that are left at its beginning are passed over; numbers do not.
    private func runs(_ cell: [UInt8]) -> Bool {
        let text = String(decoding: cell, as: UTF8.self).drop { $0 == " " || $0 == "\"" }
        guard let first = text.first, "=+-@".contains(first) else { return false }
        return Double(text) == nil
    }

    private static let nasty = [
        "=1+1", "x;=1+1", "x;\"=1+1\"", "x; =1+1", "x;;@SUM(A1)", "a\tb\t=1", "a\n-2+3", "a\n\n=x", ";",
        ";=a",
        "x,;=cmd|'/c calc'!A1", "a;'=1", "'", "';'", "\n=a", "\t=a", "a;\" \"+b", "\"", "a;b",
        "1;-a;+b;@c;=d",
    ]

    @Test func `no reader's cell begins with a formula`() throws {
        let table = try table(Self.nasty)
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
            for cell in cells(table, separator) {
                #expect(!runs(cell), "\(separator): \(String(decoding: cell, as: UTF8.self))")
            }
        }
        // The check is known to be able to fail.
        let raw = try self.table(Self.nasty, isSafe: false)
        #expect(cells(raw, UInt8(ascii: ";")).contains(where: runs))
    }

    @Test func `random texts have none either`() throws {
        var random = Seeded(11)
        let alphabet = Array("=+-@;;\t\n' \"\",ab1")
        let texts = (0..<3_000).map { _ in
            String(
                (0..<Int.random(in: 1...9, using: &random)).map { _ in alphabet.randomElement(using: &random)!
                })
        }
        let table = try table(texts)
        for separator in [UInt8(ascii: ";"), 0x09] {
            for cell in cells(table, separator) {
                #expect(!runs(cell), "\(separator): \(String(decoding: cell, as: UTF8.self))")
            }
        }
    }

    @Test(arguments: [
        ("x;=1+1", "x;'=1+1"), ("a\n- b\n\n- c", "\"a\n'- b\n\n'- c\""), ("good; but slow", "good; but slow"),
        ("a; \"=b\"", "\"a;' \"\"=b\"\"\""), ("it;'s", "it;''s"), ("\n=a", "\"'\n'=a\""),
        ("5-3;4+1", "5-3;4+1"),
    ])
    func `only what would run is marked`(_ text: String, _ cell: String) throws {
        #expect(try table([text]).contains("," + cell), "\(text)")
    }
}

extension Domain {
    fileprivate var isText: Bool { if case .text = self { true } else { false } }
}
