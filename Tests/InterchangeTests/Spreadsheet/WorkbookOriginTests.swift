import Codebook
import Foundation
import Interchange
import SampleSurveys
import Statistics
import SurveyModel
import Tallies
import Testing

/// Whether a workbook is ours: the conformance script asks the same of those that other programs made or saved.
@Suite("Whose a workbook is") struct WorkbookOriginTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func ours(_ count: Int = 20) throws -> [UInt8] {
        let survey = Sample.serviceLoyalty
        let sink = MemoryOutput()
        var writer = try SpreadsheetWriter(ColumnLayout(Codebook(survey)), to: sink, beside: "-")
        let row = ResponseRow(TallyPlan(survey))
        for response in try RowTests.responses(survey, count: count) {
            row.fill(response)
            try writer.write(row)
        }
        try writer.finish()
        return sink.bytes
    }

    private func isOurs(_ bytes: [UInt8]) throws -> Bool {
        let path = folder.file("a.xlsx")
        try Data(bytes).write(to: URL(filePath: path))
        return WorkbookOrigin.isOurs(path)
    }

    @Test func `ours is, however many responses it has`() throws {
        for count in [0, 1, 2_000] { #expect(try isOurs(ours(count)), "\(count)") }
    }

    @Test func `what is no workbook, or none at all, is not`() throws {
        #expect(!WorkbookOrigin.isOurs(folder.file("nothing.xlsx")))
        #expect(!WorkbookOrigin.isOurs(folder.path))
        #expect(!WorkbookOrigin.isOurs("/dev/zero"))
        for bytes in [[], [0x50], Array("PK\u{5}\u{6}".utf8), [UInt8](repeating: 0x50, count: 70_000)] {
            #expect(try !isOurs(bytes))
        }
        // The end of an empty container.
        #expect(try !isOurs([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)))
        #expect(mkfifo(folder.file("pipe.xlsx"), 0o600) == 0)
        #expect(!WorkbookOrigin.isOurs(folder.file("pipe.xlsx")))
    }

    @Test func `cut off anywhere, or with a flipped byte where its properties are, it is not`() throws {
        let whole = try ours(1)
        for length in stride(from: 0, to: whole.count, by: 13) {
            #expect(try !isOurs(Array(whole[..<length])), "cut at \(length)")
        }
        let name = Array("docProps/core.xml".utf8)
        let head = try #require(whole.firstRange(of: name))
        for place in head.lowerBound..<(head.upperBound + 200) where place >= head.upperBound {
            var bytes = whole
            bytes[place] ^= 0x10
            #expect(try !isOurs(bytes), "byte \(place)")
        }
    }

    @Test func `no damage is more than another workbook's`() throws {
        var random = Seeded(7)
        let whole = try ours(1)
        var kept = 0
        for _ in 0..<600 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // Mostly in the directory and the end, where the places are.
                let place =
                    random.chance(80)
                    ? Int.random(in: max(0, bytes.count - 900)..<bytes.count, using: &random)
                    : Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            if try isOurs(bytes) { kept += 1 }
        }
        // Damage elsewhere is not looked for.
        #expect(kept > 0 && kept < 600)
    }

    // MARK: Containers made by hand

    private struct Part {
        var name = "docProps/core.xml"
        var text: String
        var size: Int?
        var sum: UInt32?
        var method: UInt16 = 0
        var flags: UInt16 = 0
    }

    private func properties(
        creator: String = "Sondeo", saved: String = "Sondeo", modified: String = "2026-11-21T10:00:00Z"
    ) -> String {
        """
        <?xml version="1.0"?><cp:coreProperties><dc:creator>\(creator)</dc:creator>\
        <cp:lastModifiedBy>\(saved)</cp:lastModifiedBy>\
        <dcterms:created xsi:type="dcterms:W3CDTF">2026-11-21T10:00:00Z</dcterms:created>\
        <dcterms:modified xsi:type="dcterms:W3CDTF">\(modified)</dcterms:modified></cp:coreProperties>
        """
    }

    private func container(_ parts: [Part], comment: [UInt8] = []) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
        for part in parts {
            let (name, text) = (Array(part.name.utf8), Array(part.text.utf8))
            let place = bytes.count
            let shared =
                number(Int(part.flags), 2) + number(Int(part.method), 2) + number(0, 4)
                + number(Int(part.sum ?? Self.sum(of: text)), 4) + number(text.count, 4)
                + number(part.size ?? text.count, 4) + number(name.count, 2)
            bytes += [0x50, 0x4B, 3, 4, 20, 0] + shared + number(0, 2) + name + text
            directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + shared + number(0, 12) + number(place, 4) + name
        }
        let start = bytes.count
        bytes += directory
        bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + number(parts.count, 2) + number(parts.count, 2)
        bytes += number(directory.count, 4) + number(start, 4) + number(comment.count, 2) + comment
        return bytes
    }

    /// The checksum of a part, by its definition.
    private static func sum(of bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 0 ? 0 : 0xEDB8_8320) }
        }
    }

    @Test func `it is ours by its properties alone`() throws {
        #expect(try isOurs(container([Part(text: properties())])))
        for other in [
            properties(creator: "Ana"), properties(saved: "Ana"), properties(saved: ""),
            properties(modified: "2026-11-22T10:00:00Z"), properties(modified: ""),
            properties().replacing("dcterms:modified", with: "dcterms:other"), "",
            properties().replacing("><", with: ">\n  <"), properties() + "\n",
            properties().replacing("<dc:creator>Sondeo</dc:creator>", with: "<dc:creator>Sondeo"),
        ] {
            #expect(try !isOurs(container([Part(text: other)])), "\(other)")
        }
    }

    @Test func `a comment behind the end is passed over, however long`() throws {
        for length in [1, 22, 5_000, 65_535] {
            let comment = [UInt8](repeating: 0x50, count: length)
            #expect(try isOurs(container([Part(text: properties())], comment: comment)), "\(length)")
        }
        // One that looks like an end is none, since what it says does not fit.
        let end: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        #expect(try !isOurs(container([Part(text: properties())], comment: end + [0])) == false)
        #expect(try !isOurs(container([Part(text: properties())], comment: end)))
    }

    @Test func `what is said twice, encrypted, packed in another way or of another size is not`() throws {
        let good = Part(text: properties())
        #expect(try !isOurs(container([good, good])))
        #expect(try isOurs(container([Part(name: "other", text: "x"), good])))
        #expect(try !isOurs(container([Part(name: "docProps/Core.xml", text: properties())])))
        for change in [
            { (part: inout Part) in part.flags = 1 }, { $0.method = 12 }, { $0.method = 8 }, { $0.sum = 1 },
            { $0.size = 5 }, { $0.size = 1 << 31 }, { $0.text += String(repeating: " ", count: 1 << 16) },
        ] {
            var part = good
            change(&part)
            #expect(try !isOurs(container([part])), "\(part)")
        }
    }
}
