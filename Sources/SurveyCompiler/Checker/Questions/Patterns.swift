internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

/// Patterns are read as they stand between the quotes: a backslash belongs to the pattern, and braces are no pipes.
extension Checker {
    /// The pattern that strings say together; nil if it is in error, which is reported where it is.
    func pattern(_ pieces: [Token]) -> TextPattern? {
        var source = ""
        // Where each scalar stands.
        var places: [Range<Int>] = []
        for piece in pieces {
            for flaw in TextValue([piece]).flaws
            where flaw.reason == .notUTF8 || flaw.reason == .controlCharacter {
                report(.textFlaw(flaw))
                return nil
            }
            let end = piece.kind == .string ? piece.range.upperBound - 1 : piece.range.upperBound
            var place = min(piece.range.lowerBound + 1, end)
            for scalar in text(at: place..<end).unicodeScalars {
                let end = place + UTF8.width(scalar)
                places.append(place..<end)
                place = end
                source.unicodeScalars.append(scalar)
            }
        }
        guard let first = pieces.first, let last = pieces.last else { return nil }
        guard !source.isEmpty else {
            report(.badPattern("it is empty", at: first.range.lowerBound..<last.range.upperBound))
            return nil
        }
        do throws(TextPatternFault) {
            return try TextPattern(source)
        } catch {
            // What is missing at the end is shown at the closing quote.
            let end = last.range.upperBound
            let span = places.indices.contains(error.offset) ? places[error.offset] : end - 1..<end
            report(.badPattern(error.message, at: span))
            return nil
        }
    }
}
