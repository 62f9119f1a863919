/// A program that fills a screen: a value that events move on, and that draws itself whenever it changed.
///
/// It knows neither a clock nor a terminal: `now` is how long the session has been going on, by a clock that is never set.
public protocol ScreenProgram {
    /// Takes an event and says what the session has to do beside drawing. Throws what it cannot go on after.
    mutating func take(_ event: ScreenEvent, at now: Duration) throws -> [ScreenCommand]
    /// Draws everything; the canvas is blank. The session sends only what differs.
    mutating func draw(on canvas: inout Canvas)
    /// What was drawn is on its way to the terminal; guards against held keys count from here.
    mutating func painted(at now: Duration)
    /// When the program wants to be woken if nothing happens before; nil is never.
    var deadline: Duration? { get }
}

/// What happens to a program that fills a screen.
public enum ScreenEvent: Hashable, Sendable {
    /// It may draw for the first time.
    case began
    /// Something came from the terminal.
    case input(InputEvent)
    /// The window has another size.
    case resized(columns: Int, rows: Int)
    /// The deadline has come.
    case woke
    /// The process was stopped and goes on, on a screen that is painted anew.
    case resumed
    /// A signal asks to end, by its number; the terminal is gone or the input has ended where it is SIGHUP.
    case stopped(signal: Int32)
}

/// What a session does for a program.
public enum ScreenCommand: Hashable, Sendable {
    /// It is over; with a status for the process.
    case end(status: Int32)
    /// Restore the terminal and stop the process, as Ctrl-Z does; `resumed` follows when it goes on.
    case suspend
    /// Paint everything anew, as something else may have written to the screen.
    case repaint
    /// Forget what other people left: the scrollback, input that was typed but not read, and what is on the screen.
    case wipe
    /// A short sound, where the terminal has one.
    case bell
}
