import Codebook
import Foundation
import Interchange
import SampleSurveys
import SurveyModel
import Tallies
import Testing

/// What the library makes of a workbook, as far as that can be seen without inflating it; `Tests/Conformance/excel.py` opens
/// files with other people's readers.
@Suite("Workbooks as files") struct XLSXFileTests {
    private func write(_ count: Int, to sink: any ByteSink, beside output: String = "-") throws {
        let survey = Sample.serviceLoyalty
        var writer = try SpreadsheetWriter(
            ColumnLayout(Codebook(survey), includesPersonal: true), to: sink, beside: output)
        let row = ResponseRow(TallyPlan(survey))
        for response in try RowTests.responses(survey, count: count) {
            row.fill(response)
            try writer.write(row)
        }
        try writer.finish()
    }

    /// The parts of a container: name, how large they are inflated, and the date and time that stands beside them.
    private func parts(_ bytes: [UInt8]) throws -> [(name: String, size: Int, time: Int)] {
        func number(_ at: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        let end = try #require(
            (0...(bytes.count - 22)).last { bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 5, 6]) })
        var place = number(end + 16, 4)
        var parts: [(name: String, size: Int, time: Int)] = []
        for _ in 0..<number(end + 10, 2) {
            try #require(number(place, 4) == 0x0201_4B50)
            let length = number(place + 28, 2)
            let name = String(decoding: bytes[place + 46..<place + 46 + length], as: UTF8.self)
            parts.append((name, number(place + 24, 4), number(place + 12, 4)))
            place += 46 + length + number(place + 30, 2) + number(place + 32, 2)
        }
        return parts
    }

    @Test func `the same responses give the same bytes, whatever the clock and its zone`() throws {
        let first = MemoryOutput()
        try write(30, to: first)
        let zone = ProcessInfo.processInfo.environment["TZ"]
        setenv("TZ", "Pacific/Apia", 1)
        tzset()
        let second = MemoryOutput()
        try write(30, to: second)
        if let zone { setenv("TZ", zone, 1) } else { unsetenv("TZ") }
        tzset()
        #expect(first.bytes == second.bytes)
        // 1980-01-01, the first day that a container can say.
        #expect(try parts(first.bytes).allSatisfy { $0.time == 0x0021_0000 })
    }

    @Test func `it has three sheets, and no part is empty`() throws {
        let output = MemoryOutput()
        try write(2_000, to: output)
        let parts = try parts(output.bytes)
        #expect(parts.map(\.name).filter { $0.hasPrefix("xl/worksheets/sheet") }.count == 3)
        #expect(parts.allSatisfy { $0.size > 0 })
        let answers = try #require(parts.first { $0.name == "xl/worksheets/sheet2.xml" })
        #expect(answers.size > 2_000 * 20 * 20)
    }

    @Test func `nothing lies beside the output while it is written, or when it is given up`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sondeo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        for _ in 0..<20 {
            let survey = Sample.serviceLoyalty
            let sink = MemoryOutput()
            var writer = try SpreadsheetWriter(
                ColumnLayout(Codebook(survey)), to: sink, beside: folder.path + "/answers.xlsx")
            let row = ResponseRow(TallyPlan(survey))
            for response in try RowTests.responses(survey, count: 300) {
                row.fill(response)
                try writer.write(row)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
            #expect(sink.bytes == [])
        }
        // Descriptors of tests that run beside this one come and go; sixty of ours would be seen.
        let left = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        #expect(left < open + 40)
    }

    /// A sink that takes so many bytes.
    private final class FullSink: ByteSink {
        private var room: Int
        init(_ room: Int) { self.room = room }
        func write(_ bytes: UnsafeRawBufferPointer) throws(OutputFault) {
            room -= bytes.count
            if room < 0 { throw OutputFault(path: "full", reason: .system(ENOSPC)) }
        }
    }

    @Test func `a sink that is full is a fault`() {
        #expect(throws: OutputFault(path: "full", reason: .system(ENOSPC))) {
            try write(3_000, to: FullSink(70_000))
        }
    }

    @Test func `a folder that is not there is a fault`() {
        #expect(throws: OutputFault(path: "/nowhere/a.xlsx", reason: .system(ENOENT))) {
            try write(1, to: MemoryOutput(), beside: "/nowhere/a.xlsx")
        }
    }
}
