import Foundation
import Terminal
import Testing

@testable import Kiosk

/// Contrast as WCAG 2.2 defines it (1.4.3 and "relative luminance"): at least 4.5 for every role in every theme.
@Suite struct ThemeTests {
    /// What xterm's fixed palette shows: a cube of six levels and a ramp of greys.
    private static func colour(_ index: UInt8) -> [Double] {
        let levels: [Double] = [0, 95, 135, 175, 215, 255]
        if index >= 232 { return [Double](repeating: Double(8 + 10 * (Int(index) - 232)), count: 3) }
        let cube = Int(index) - 16
        return [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
    }

    private static func luminance(_ colour: [Double]) -> Double {
        let parts = colour.map { value in
            let share = value / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    static func contrast(_ one: [Double], _ other: [Double]) -> Double {
        let (bright, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (bright + 0.05) / (dark + 0.05)
    }

    @Test(arguments: [Theme.Name.dark, .light], Role.allCases) func everyRoleCanBeRead(
        name: Theme.Name, role: Role
    ) throws {
        let style = Theme(name)[role]
        guard case .palette(let letters) = style.foreground, case .palette(let ground) = style.background
        else {
            Issue.record("\(role) leaves a colour to the terminal")
            return
        }
        // The first 16 colours are the user's to change, so a theme cannot answer for them.
        try #require(letters >= 16 && ground >= 16)
        #expect(Self.contrast(Self.colour(letters), Self.colour(ground)) >= 4.5)
    }

    /// What terminals with few colours are given is read as well, whether or not they make bold letters brighter.
    ///
    /// Sources: Linux, drivers/tty/vt/vt.c, `default_red` and its neighbours (the colours of a VGA card), and `build_attr` for
    /// what comes of bold and reversed; xterm, XTerm-col.ad, for the others.
    @Test(
        arguments: [Theme.Name.dark, .light],
        ["linux", "xterm", "xterm-16color", "tmux", "screen", "screen-16color"])
    func everyRoleCanBeReadInFewColours(name: Theme.Name, terminal: String) {
        let capabilities = Capabilities(name: terminal)
        for (colours, isConsole) in [(Self.console, true), (Self.xterm, false)] {
            if terminal == "linux", !isConsole { continue }
            for role in Role.allCases {
                let style = capabilities.shown(Theme(name)[role])
                guard case .palette(let letters) = style.foreground,
                    case .palette(let ground) = style.background
                else {
                    Issue.record("\(role) leaves a colour to the terminal")
                    continue
                }
                var pairs = [(letters, ground)]
                if style.attributes.contains(.bold) {
                    // Bold is brighter: what is in front after reversing on the console, the letters before it elsewhere.
                    let isReversed = style.attributes.contains(.reversed)
                    pairs.append(
                        isConsole && isReversed ? (letters, ground | 8) : (letters | 8, ground))
                }
                for (letters, ground) in pairs {
                    let contrast = Self.contrast(colours[Int(letters)], colours[Int(ground)])
                    #expect(contrast >= 4.5, "\(role): \(letters) on \(ground)")
                }
            }
        }
    }

    private static let console: [[Double]] = [
        [0x00, 0x00, 0x00], [0xAA, 0x00, 0x00], [0x00, 0xAA, 0x00], [0xAA, 0x55, 0x00], [0x00, 0x00, 0xAA],
        [0xAA, 0x00, 0xAA], [0x00, 0xAA, 0xAA], [0xAA, 0xAA, 0xAA], [0x55, 0x55, 0x55], [0xFF, 0x55, 0x55],
        [0x55, 0xFF, 0x55], [0xFF, 0xFF, 0x55], [0x55, 0x55, 0xFF], [0xFF, 0x55, 0xFF], [0x55, 0xFF, 0xFF],
        [0xFF, 0xFF, 0xFF],
    ]

    private static let xterm: [[Double]] = [
        [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205],
        [229, 229, 229], [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255],
        [255, 0, 255], [0, 255, 255], [255, 255, 255],
    ]

    @Test(arguments: Role.allCases) func withoutColourNoneIsUsed(role: Role) {
        let style = Theme(.none)[role]
        #expect(style.foreground == .standard && style.background == .standard)
    }

    /// What is in focus or chosen is told by marks; but where colours are shown, the focus also looks different.
    @Test(arguments: Theme.Name.allCases) func theFocusLooksDifferent(name: Theme.Name) {
        let theme = Theme(name)
        #expect(Set([Role.normal, .focused, .chosen, .focusedChosen].map { theme[$0] }).count == 4)
    }
}
