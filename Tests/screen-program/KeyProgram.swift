import Glibc
import Terminal

/// Shows what happened last, and does what a key stands for.
struct KeyProgram: ScreenProgram {
    struct Failure: Error {}

    var deadline: Duration?
    private var size = ""
    private var last: [String] = []
    private var hundreds = 0

    mutating func take(_ event: ScreenEvent, at now: Duration) throws -> [ScreenCommand] {
        let name = Self.name(event)
        last = Array((last + [name]).suffix(3))
        // A thousand keys a second are told of by their number.
        if name != "key x" {
            say(name)
        } else {
            hundreds += 1
            if hundreds % 1_000 == 0 { say("\(hundreds) keys") }
        }
        switch event {
        case .stopped(let signal): return [.end(status: 128 + signal)]
        case .woke: deadline = nil
        case .input(.key(let key)):
            if case .character(let scalar) = key.code, key.modifiers.isEmpty { return try obey(scalar, now) }
        default: break
        }
        return []
    }

    private mutating func obey(_ scalar: Unicode.Scalar, _ now: Duration) throws -> [ScreenCommand] {
        let nothing: Int? = last.count > 100 ? 1 : nil
        switch scalar {
        case "q": return [.end(status: 0)]
        case "z": return [.suspend]
        case "w": return [.wipe]
        case "p": return [.repaint]
        case "b": return [.bell]
        case "d": deadline = now + .milliseconds(30)
        case "e": exit(7)
        case "E": throw Failure()
        case "f": fatalError("The test asked for it.")
        case "n": print(nothing!)
        case "i": print(last[last.count])
        case "o": print(deeper(1))
        case "a": abort()
        case "s": _ = write(STDERR_FILENO, "To standard error.\n", 19)
        case "S": usleep(300_000)
        case "t": startThread { _ in fatalError("The test asked a thread for it.") }
        default: break
        }
        return []
    }

    private func deeper(_ number: Int) -> Int { number == .max ? 0 : deeper(number + 1) + last.count }

    mutating func draw(on canvas: inout Canvas) {
        canvas.put(
            "\(canvas.columns)x\(canvas.rows)", row: 0, column: 0,
            style: Style(.standard, on: .standard, .bold))
        for (row, name) in last.enumerated() { canvas.put(name, row: row + 1, column: 2, style: Style()) }
        // So that a frame is worth sending.
        for row in 5..<max(5, canvas.rows) {
            canvas.put("row \(row) \(last.last ?? "")", row: row, column: 0, style: Style())
        }
        canvas.cursor = Position(row: 0, column: 0)
    }

    mutating func painted(at now: Duration) { if last.last?.hasPrefix("key x") != true { say("painted") } }

    static func name(_ event: ScreenEvent) -> String {
        switch event {
        case .began: "began"
        case .resized(let columns, let rows): "resized \(columns)x\(rows)"
        case .woke: "woke"
        case .resumed: "resumed"
        case .stopped(let signal): "stopped \(signal)"
        case .input(.key(let key)): name(key)
        case .input(.paste(let text)): "paste \(text.utf8.count)"
        case .input(.mouse(let mouse)): "mouse \(mouse.position.column),\(mouse.position.row)"
        case .input(.focus(let has)): "focus \(has)"
        case .input(.cursor): "cursor"
        }
    }

    private static func name(_ key: Key) -> String {
        var name = "key "
        if key.modifiers.contains(.control) { name += "ctrl " }
        if key.modifiers.contains(.alt) { name += "alt " }
        if case .character(let scalar) = key.code {
            name.unicodeScalars.append(scalar)
        } else {
            name += "\(key.code)"
        }
        return name
    }
}
