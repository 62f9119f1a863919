/// What came in from a terminal.
public enum InputEvent: Hashable, Sendable {
    /// A key was pressed.
    case key(Key)
    /// The mouse, or a finger.
    case mouse(Mouse)
    /// Text that was pasted, as one event: cleaned, with its line breaks, and capped.
    case paste(String)
    /// The window got the focus, or lost it.
    case focus(Bool)
    /// The terminal says where its cursor stands, counted from 0.
    case cursor(Position)
}

/// A key with what was held down.
public struct Key: Hashable, Sendable {
    /// Which key.
    public var code: Code
    /// What was held down with it.
    public var modifiers: Modifiers

    /// Makes a key.
    public init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// Which key.
    public enum Code: Hashable, Sendable {
        /// A scalar that was typed: a letter, a digit, a space; a mark that completes the letter before it comes by itself.
        /// With control held it is the small Latin letter, as in Ctrl-C.
        case character(Unicode.Scalar)
        case enter, tab, escape, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        /// F1 and so on.
        case function(Int)
    }

    /// What can be held down.
    public struct Modifiers: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// Makes a set.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Only told of keys that have no capital, such as Tab and the arrows.
        public static let shift = Modifiers(rawValue: 1)
        /// Alt, or Esc before the key in the same write.
        public static let alt = Modifiers(rawValue: 2)
        /// Control.
        public static let control = Modifiers(rawValue: 4)
    }

    /// A typed scalar without anything held down.
    public static func character(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar)) }
    /// A letter with control held.
    public static func control(_ letter: Unicode.Scalar) -> Key { Key(.character(letter), .control) }
}

/// Something that was done with a mouse, or on a touch screen.
public struct Mouse: Hashable, Sendable {
    /// What was done.
    public var action: Action
    /// Where, counted from 0.
    public var position: Position

    /// Makes an event.
    public init(_ action: Action, at position: Position) {
        self.action = action
        self.position = position
    }

    /// What can be done.
    public enum Action: Hashable, Sendable {
        /// The first button, or a finger, went down.
        case press
        /// It was let go.
        case release
        /// The wheel was turned away from the hand.
        case scrollUp
        /// The wheel was turned towards the hand.
        case scrollDown
    }
}

/// A cell on the screen, counted from 0 at the top left.
public struct Position: Hashable, Sendable {
    /// The row.
    public var row: Int
    /// The column.
    public var column: Int

    /// Makes a position.
    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}
