internal import Terminal

/// How roles look.
///
/// Colours are of the fixed part of the palette of 256, with their background, so that contrast does not depend on what
/// users made of the rest; each pair is at least 4.5:1 (WCAG 2.2, 1.4.3), also as the nearest of 16 and 8 colours.
public struct Theme: Hashable, Sendable {
    /// Its name.
    public let name: Name

    /// The themes there are.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// Light letters on a dark ground.
        case dark
        /// Dark letters on a light ground.
        case light
        /// No colour: bold, underlined and reversed letters only.
        case none
    }

    /// Makes a theme.
    public init(_ name: Name) { self.name = name }

    /// What lies behind everything.
    var background: Style { self[.normal] }

    /// How a role looks.
    subscript(role: Role) -> Style {
        switch name {
        case .dark: Self.dark(role)
        case .light: Self.light(role)
        case .none: Self.plain(role)
        }
    }

    private static func dark(_ role: Role) -> Style {
        let (ground, letters, accent) = (
            Style.Colour.palette(16), Style.Colour.palette(252), Style.Colour.palette(81)
        )
        switch role {
        case .normal: return Style(letters, on: ground)
        case .title: return Style(accent, on: ground, .bold)
        case .question: return Style(.palette(231), on: ground, .bold)
        case .focused: return Style(ground, on: accent)
        case .chosen: return Style(.palette(120), on: ground, .bold)
        case .focusedChosen: return Style(ground, on: .palette(120), .bold)
        case .entry: return Style(.palette(231), on: .palette(17), .underlined)
        case .hint: return Style(.palette(250), on: ground)
        case .key: return Style(accent, on: ground, .bold)
        case .fault: return Style(.palette(217), on: ground, .bold)
        case .done: return Style(.palette(120), on: ground)
        case .rest: return Style(.palette(250), on: ground)
        case .button: return Style(accent, on: ground, .bold)
        }
    }

    private static func light(_ role: Role) -> Style {
        let (ground, letters, accent) = (
            Style.Colour.palette(231), Style.Colour.palette(16), Style.Colour.palette(18)
        )
        switch role {
        case .normal: return Style(letters, on: ground)
        case .title: return Style(accent, on: ground, .bold)
        case .question: return Style(letters, on: ground, .bold)
        case .focused: return Style(ground, on: accent)
        case .chosen: return Style(.palette(22), on: ground, .bold)
        case .focusedChosen: return Style(ground, on: .palette(22), .bold)
        case .entry: return Style(letters, on: .palette(231), .underlined)
        case .hint: return Style(.palette(16), on: ground)
        case .key: return Style(accent, on: ground, .bold)
        case .fault: return Style(.palette(88), on: ground, .bold)
        case .done: return Style(.palette(22), on: ground)
        case .rest: return Style(.palette(16), on: ground)
        case .button: return Style(accent, on: ground, .bold)
        }
    }

    private static func plain(_ role: Role) -> Style {
        switch role {
        case .normal, .hint, .done, .rest: Style()
        case .title, .question, .key, .fault, .chosen, .button: Style(.standard, on: .standard, .bold)
        case .focused: Style(.standard, on: .standard, .reversed)
        case .focusedChosen: Style(.standard, on: .standard, [.reversed, .bold])
        case .entry: Style(.standard, on: .standard, .underlined)
        }
    }
}
