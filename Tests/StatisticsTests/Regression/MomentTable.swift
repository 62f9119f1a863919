import Foundation
import Testing

@testable import Statistics

/// A table whose first row has the moments of several variables: n, the sums, and the upper triangle of the sums of
/// products; the other rows are as long as what they are about needs.
struct MomentTable {
    let moments: CrossMoments
    let rows: [[Double]]

    init(_ name: String) throws {
        var rows = try Self.rows(name)
        let first = rows.removeFirst()
        let count = try #require((1...30).first { 1 + $0 + $0 * ($0 + 1) / 2 == first.count })
        moments = try #require(
            CrossMoments(
                n: Int(first[0]), sums: first[1...count].map { Int128($0) },
                products: first[(count + 1)...].map { Int128($0) }))
        self.rows = rows
        try #require(!rows.isEmpty)
    }

    /// The rows of a table, whatever they are about.
    static func rows(_ name: String, file: String = #filePath) throws -> [[Double]] {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Tables")
        let text = try String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8)
        return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            try line.split(separator: " ").map { try #require(Double($0)) }
        }
    }

    var centred: CentredMoments { get throws { try #require(moments.centred) } }
}

/// Moments of rows of whole numbers.
func crossMoments(_ rows: [[Int]]) throws -> CrossMoments {
    let count = rows.first?.count ?? 0
    var sums = [Int128](repeating: 0, count: count)
    var products: [Int128] = []
    for i in 0..<count {
        sums[i] = rows.reduce(0) { $0 + Int128($1[i]) }
        for j in i..<count { products.append(rows.reduce(0) { $0 + Int128($1[i]) * Int128($1[j]) }) }
    }
    return try #require(CrossMoments(n: rows.count, sums: sums, products: products))
}

/// Rows of answers that go together: a level for each respondent, and some chance for each answer.
func relatedRows(_ count: Int, columns: Int, points: Int = 5, _ generator: inout SeededGenerator) -> [[Int]] {
    (0..<count).map { _ in
        let level = Int.random(in: 1...points, using: &generator)
        return (0..<columns).map { _ in
            min(points, max(1, level + Int.random(in: -2...2, using: &generator)))
        }
    }
}
