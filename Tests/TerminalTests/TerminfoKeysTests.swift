import Foundation
import Testing

@testable import Terminal

/// What terminfo says that keys send: `Tables/make_keys.py` writes the table.
@Suite struct TerminfoKeysTests {
    @Test func theKeysOfAllTerminalsAreUnderstood() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Tables")
        let table = try String(
            contentsOf: folder.appendingPathComponent("terminfo-keys.txt"), encoding: .utf8)
        var terminals: Set<Substring> = []
        for line in table.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ")
            try #require(fields.count == 3)
            terminals.insert(fields[0])
            let expected = try #require(key(fields[2]))
            var parser = InputParser()
            let events = parser.parse(bytes(fields[1]))
            #expect(events == [.key(expected)] && !parser.isPending, "\(line)")
        }
        #expect(
            terminals.isSuperset(of: [
                "linux", "vt100", "vt220", "xterm-256color", "tmux-256color", "screen-256color",
            ]))
    }

    /// The bytes of terminfo's notation, as far as keys use it.
    private func bytes(_ written: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = written.utf8[...]
        while let first = rest.popFirst() {
            switch first {
            case UInt8(ascii: "\\"):
                let escaped = rest.popFirst() ?? 0
                bytes.append(escaped == UInt8(ascii: "E") ? 0x1B : escaped)
            case UInt8(ascii: "^"): bytes.append((rest.popFirst() ?? 0) ^ 0x40)
            default: bytes.append(first)
            }
        }
        return bytes
    }

    private func key(_ written: Substring) -> Key? {
        var parts = written.split(separator: "+").map(String.init)
        let name = parts.removeLast()
        let codes: [String: Key.Code] = [
            "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
            "delete": .delete,
            "insert": .insert, "pageUp": .pageUp, "pageDown": .pageDown, "tab": .tab, "enter": .enter,
            "backspace": .backspace,
        ]
        let held: [String: Key.Modifiers] = ["shift": .shift, "alt": .alt, "control": .control]
        guard let code = codes[name] ?? Int(name.dropFirst()).map(Key.Code.function) else { return nil }
        return Key(code, Key.Modifiers(parts.compactMap { held[$0] }))
    }
}
