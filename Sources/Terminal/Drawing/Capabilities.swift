/// What a terminal can do, as far as its name and the environment tell.
///
/// Nothing is asked of the terminal and no terminfo database is read: kiosks run where there is none, and the few
/// families that matter are written out here. What is not listed is not used, so that a terminal that lacks something is
/// never sent it. Source: the terminfo entries of ncurses 6.4, console_codes(4), the manuals of the VT100 and VT220,
/// and the control sequences of xterm.
public struct Capabilities: Hashable, Sendable {
    /// What kind of terminal it is.
    public var family: Family
    /// Whether a screen can be filled; a dumb terminal gets the plain front.
    public var fillsScreens: Bool { family != .dumb }
    /// Whether there is a second screen, so that what was on the first comes back at the end.
    public var hasAlternateScreen: Bool
    /// Whether it reports a mouse with mode 1000 in the form of mode 1006.
    public var hasMouse: Bool
    /// Whether it brackets what is pasted.
    public var hasBracketedPaste: Bool
    /// Whether it says that its window got or lost the focus.
    public var hasFocusReports: Bool
    /// Whether the cursor can be hidden.
    public var hasCursorVisibility: Bool
    /// Whether it says where its cursor stands when it is asked.
    public var hasCursorReports: Bool
    /// Whether `CSI 3 J` forgets the scrollback.
    public var hasScrollbackErasure: Bool
    /// Whether what is erased gets the background of the pen.
    public var erasesWithBackground: Bool
    /// Whether it may reorder right-to-left letters and can be told not to.
    public var hasBidiModes: Bool
    /// Whether attributes can be turned off one by one, rather than all at once.
    public var turnsOffSingly: Bool
    /// How many colours it has: 0, 8, 16 or 256.
    public var colours: Int
    /// What letters can have beside colours.
    public var attributes: Style.Attributes
    /// Whether it shows an underline as a colour of its own, which may be unreadable on a coloured background.
    public var underlinesWithColour: Bool
    /// How letters are written to it.
    public var charset: Charset

    /// Kinds of terminals.
    public enum Family: String, Hashable, Sendable, CaseIterable {
        /// The console of Linux.
        case linux
        /// A VT100 or VT102, on a serial line.
        case vt100
        /// A VT220 or later, on a serial line; also what nothing is known of.
        case vt220
        /// xterm, and what behaves like it.
        case xterm
        /// tmux and screen, which stand between a program and another terminal.
        case tmux
        /// No screen to fill.
        case dumb
    }

    /// Reads `TERM`, `COLORTERM`, `NO_COLOR` and the locale from the environment of a process.
    public init(environment: [String: String]) {
        self.init(name: environment["TERM"] ?? "", colorTerm: environment["COLORTERM"] ?? "")
        // https://no-color.org: present and not empty, whatever its value.
        if !(environment["NO_COLOR"] ?? "").isEmpty { colours = 0 }
        charset = Charset(environment: environment)
    }

    /// What a terminal of this name can do, in UTF-8 and with its colours.
    public init(name: String, colorTerm: String = "") {
        let name = TerminalName(name, colorTerm: colorTerm)
        family = name.family
        colours = name.colours
        let isEmulator = family == .xterm || family == .tmux
        let isModern = isEmulator || family == .linux
        hasAlternateScreen = isEmulator
        hasMouse = isEmulator
        hasBracketedPaste = isEmulator
        hasFocusReports = isEmulator
        hasCursorVisibility = isModern || family == .vt220
        hasCursorReports = family != .dumb
        hasScrollbackErasure = isModern
        // screen does not unless it is told to. tmux has done it since 2.4, though its entry does not say so.
        erasesWithBackground = name.erasesWithBackground
        // tmux knows no such mode, and what stands behind it cannot be reached through it.
        hasBidiModes = family == .xterm
        turnsOffSingly = isModern || family == .vt220
        switch family {
        case .dumb: attributes = []
        case .vt100, .vt220: attributes = [.bold, .underlined, .reversed]
        case .linux, .xterm, .tmux: attributes = [.bold, .underlined, .reversed, .dim]
        }
        underlinesWithColour = family == .linux
        charset = .utf8
    }

    /// Names that stand for every set of capabilities there is: for tests that go through them all.
    public static let names = [
        "linux", "vt100", "vt220", "xterm", "xterm-16color", "xterm-256color", "tmux-256color", "screen",
        "dumb",
    ]
}

extension Capabilities {
    /// What takes the screen: everything the terminal is asked to do while a program fills it.
    ///
    /// Letters are not wrapped at the edge, so that the last cell can be written; right-to-left letters stay where they
    /// are put. Nothing is drawn or erased: a full frame does that.
    public var enter: [UInt8] {
        guard fillsScreens else { return [] }
        var codes = ""
        if hasAlternateScreen { codes += "\u{1B}[?1049h" }
        codes += Self.plainLetters + "\u{1B}[?7l"
        if hasBidiModes { codes += "\u{1B}[8l" }
        if hasMouse { codes += "\u{1B}[?1000h\u{1B}[?1006h" }
        if hasBracketedPaste { codes += "\u{1B}[?2004h" }
        if hasFocusReports { codes += "\u{1B}[?1004h" }
        return Array(codes.utf8)
    }

    /// What gives the screen back, whatever was going on: a crash in the middle of a frame included.
    ///
    /// Where there is no alternate screen, the screen is cleared, so that nobody's answers stay on it. It begins with an
    /// escape, which ends a sequence that was cut off, and can be sent twice; what a program has to say at its end it
    /// says afterwards.
    public var leave: [UInt8] {
        guard fillsScreens else { return [] }
        var codes = Self.plainLetters
        if hasFocusReports { codes += "\u{1B}[?1004l" }
        if hasBracketedPaste { codes += "\u{1B}[?2004l" }
        if hasMouse { codes += "\u{1B}[?1006l\u{1B}[?1000l" }
        if hasBidiModes { codes += "\u{1B}[8h" }
        codes += "\u{1B}[?7h\u{1B}[r"
        codes += hasAlternateScreen ? "\u{1B}[?1049l" : "\u{1B}[H\u{1B}[J"
        if hasCursorVisibility { codes += "\u{1B}[?25h" }
        return Array(codes.utf8)
    }

    /// What clears the screen, and the scrollback where that is possible: between two people. A full frame has to follow.
    public var wipe: [UInt8] {
        guard fillsScreens else { return [] }
        return Array(("\u{1B}[m\u{1B}[H\u{1B}[J" + (hasScrollbackErasure ? "\u{1B}[3J" : "")).utf8)
    }

    /// No colours and attributes, and letters rather than line graphics, which a stray byte may have chosen.
    private static let plainLetters = "\u{1B}[m\u{1B}(B\u{0F}"
}
