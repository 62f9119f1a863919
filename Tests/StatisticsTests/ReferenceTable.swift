import Foundation
import Testing

@testable import Statistics

/// A table of reference values: one row of numbers a line, the heading line starts with `#`.
struct ReferenceTable {
    let rows: [[Double]]

    init(_ name: String, columns: Int) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Tables")
        let text = try String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8)
        rows = try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            try line.split(separator: " ").map { try #require(Double($0)) }
        }
        try #require(!rows.isEmpty)
        try #require(rows.allSatisfy { $0.count == columns })
    }
}

/// The relative error, or the absolute one where nothing is expected or what is expected cannot be held precisely.
func relativeError(_ value: Double, _ expected: Double) -> Double {
    if value == expected { return 0 }
    let scale = max(abs(expected), Double.leastNormalMagnitude)
    let error = abs(value - expected) / scale
    return error.isNaN ? .infinity : error
}

/// A generator that gives the same numbers in every run (G. Marsaglia, "Xorshift RNGs", 2003).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
