/// What the name of a terminal says, with `COLORTERM` beside it.
struct TerminalName {
    let family: Capabilities.Family
    let colours: Int
    let erasesWithBackground: Bool

    init(_ name: String, colorTerm: String) {
        let name = name.lowercased()
        /// Whether the name is this word, alone or with something behind it.
        func isKind(_ word: String) -> Bool {
            guard name.hasPrefix(word) else { return false }
            guard let next = name.dropFirst(word.count).first else { return true }
            return !next.isLetter
        }
        if name.isEmpty || isKind("dumb") || isKind("unknown") || isKind("emacs") {
            family = .dumb
        } else if isKind("linux") {
            family = .linux
        } else if ["vt100", "vt101", "vt102", "vt125", "vt131"].contains(where: isKind) {
            family = .vt100
        } else if ["tmux", "screen"].contains(where: isKind) {
            family = .tmux
        } else if Self.likeXterm.contains(where: isKind) {
            family = .xterm
        } else {
            family = .vt220
        }
        erasesWithBackground = family == .xterm || family == .linux || isKind("tmux")
        colours = Self.colours(of: name, family, colorTerm: colorTerm.lowercased())
    }

    /// Terminals that behave like xterm.
    private static let likeXterm = [
        "xterm", "xterms", "alacritty", "foot", "kitty", "konsole", "vte", "gnome", "st", "stterm", "rxvt",
        "wezterm",
        "ghostty", "putty", "iterm", "iterm2", "ms", "mintty", "mlterm", "contour", "rio", "nsterm",
        "terminator",
        "eterm", "xfce", "terminology",
    ]
    /// Those of them that always have 256 colours, whatever their name ends in.
    private static let colourful = [
        "alacritty", "foot", "kitty", "wezterm", "ghostty", "ms-terminal", "contour", "rio", "xterm-kitty",
        "xterm-ghostty", "iterm", "vte", "gnome", "konsole", "st-", "stterm", "mintty",
    ]

    private static func colours(of name: String, _ family: Capabilities.Family, colorTerm: String) -> Int {
        switch family {
        case .dumb: return 0
        // Bright colours set bold as well, which stays on: so they are written as bold ones.
        case .linux: return name.hasSuffix("-m") || name.contains("-mono") ? 0 : 8
        case .vt100: return 0
        case .vt220:
            if name.hasSuffix("-m") || name.contains("-mono") { return 0 }
            let isNamed = name.hasPrefix("vt") && name.dropFirst(2).first?.isNumber == true
            if name.contains("-256color") || name.contains("-direct") { return 256 }
            if name.contains("-16color") { return 16 }
            return name.contains("color") || name == "ansi" || !isNamed && !colorTerm.isEmpty ? 8 : 0
        case .xterm, .tmux:
            if name.hasSuffix("-m") || name.contains("-mono") { return 0 }
            if name.contains("256color") || name.contains("-direct") { return 256 }
            if ["truecolor", "24bit", "256color"].contains(colorTerm) { return 256 }
            if name == "st" || colourful.contains(where: name.hasPrefix) { return 256 }
            if name.contains("16color") || name.contains("88color") || !colorTerm.isEmpty { return 16 }
            return 8
        }
    }
}
