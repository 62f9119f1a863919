internal import SurveySyntax

extension Diagnostic.Edit {
    /// A text with edits made, from the last to the first. Of edits that overlap, the first in the text is made.
    public static func applied(_ edits: [Diagnostic.Edit], to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        for edit in edits.sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
        where edit.span.lowerBound >= place && edit.span.upperBound <= bytes.count {
            result += bytes[place..<edit.span.lowerBound]
            result += edit.replacement.utf8
            place = edit.span.upperBound
        }
        return result + bytes[place...]
    }
}

extension Compilation {
    /// The file with every certain fix made, and how many diagnostics that puts right.
    ///
    /// A fix is made as a whole or not at all: one that overlaps an earlier one waits for the next round. Linear.
    public func applyingFixes() -> (bytes: [UInt8], count: Int) {
        var chosen: [Diagnostic.Edit] = []
        var taken: [Range<Int>] = []
        var count = 0
        for diagnostic in diagnostics where !diagnostic.fix.isEmpty {
            let spans = diagnostic.fix.map(\.span)
            let isFree = spans.allSatisfy { span in
                span.upperBound <= source.bytes.count
                    && !taken.contains { $0.overlaps(span) || $0.lowerBound == span.lowerBound }
            }
            guard isFree else { continue }
            taken += spans
            chosen += diagnostic.fix
            count += 1
        }
        return (Diagnostic.Edit.applied(chosen, to: source.bytes), count)
    }
}
