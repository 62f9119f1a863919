import Foundation
import Testing

@testable import RoutingPicture

/// The relative luminance of a colour such as `#1b1c20`. Source: WCAG 2.2, definition of relative luminance.
private func luminance(_ colour: String) -> Double {
    guard let bits = Int(colour.dropFirst(), radix: 16) else { return 0 }
    let parts = [bits >> 16, bits >> 8, bits].map { part -> Double in
        let value = Double(part & 0xFF) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
}

private func contrast(_ one: String, _ other: String) -> Double {
    let (low, high) = (min(luminance(one), luminance(other)), max(luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
}

@Test(arguments: [false, true])
func `texts and lines can be told from what they stand on`(isDark: Bool) throws {
    let pick: KeyPath<(light: String, dark: String), String> = isDark ? \.dark : \.light
    let fills = Palette.boxes.compactMap(\.fill).map { $0[keyPath: pick] }
    #expect(contrast("#ffffff", "#000000") > 20.9)
    for fill in fills {
        #expect(contrast(Palette.ink[keyPath: pick], fill) >= 4.5)
        #expect(contrast(Palette.muted[keyPath: pick], fill) >= 4.5)
        for note in Palette.notes {
            let colour = try #require(note.fill)[keyPath: pick]
            #expect(contrast(colour, fill) >= 4.5, "\(note.selector) on \(fill)")
        }
    }
    let frame = try #require(Palette.boxes.first { $0.selector == "frame" }?.fill)[keyPath: pick]
    for paper in [Palette.paper[keyPath: pick], frame] {
        for line in Palette.boxes.compactMap(\.stroke) + [Palette.edge, Palette.dead] {
            #expect(contrast(line[keyPath: pick], paper) >= 3, "\(line) on \(paper)")
        }
    }
}
