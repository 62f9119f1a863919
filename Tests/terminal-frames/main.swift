// Draws random frames on the terminal it runs in, for Tests/Terminal/frames: after each it writes what should be seen to a
// file and waits for a key.
//
//     terminal-frames SEED COUNT COLUMNS ROWS FOLDER

import Foundation
import Terminal
import TerminalModel

let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.prefix(4).compactMap { Int($0) }
guard numbers.count == 4, let folder = arguments.last, arguments.count == 5 else {
    FileHandle.standardError.write(Data("usage: terminal-frames SEED COUNT COLUMNS ROWS FOLDER\n".utf8))
    exit(64)
}
let (seed, count, columns, rows) = (numbers[0], numbers[1], numbers[2], numbers[3])

func send(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

/// Reads up to a byte; the end of input ends the program.
func read(upTo last: UInt8) -> [UInt8] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.last != last {
        guard Glibc.read(0, &byte, 1) == 1 else { exit(1) }
        bytes.append(byte)
    }
    return bytes
}

var settings = termios()
tcgetattr(0, &settings)
let before = settings
cfmakeraw(&settings)
tcsetattr(0, TCSANOW, &settings)

let capabilities = Capabilities(environment: ProcessInfo.processInfo.environment)
let probes = WidthProfile.probes(for: capabilities)
send(capabilities.enter + probes)
let reports = (0..<(probes.isEmpty ? 0 : WidthProfile.probeCount)).map { _ in
    let places = String(decoding: read(upTo: 0x52), as: UTF8.self).drop { !$0.isNumber }.dropLast()
        .split(separator: ";").compactMap { Int($0) }
    return Position(row: (places.first ?? 0) - 1, column: (places.last ?? 0) - 1)
}
let measured = WidthProfile(reports: reports)
// Every other seed draws as if the terminal had not answered.
let widths = seed % 2 == 0 ? measured : .unmeasured

var random = RandomScreens(seed: UInt64(seed))
var renderer = Renderer(capabilities: capabilities, widths: widths)
var canvas = random.canvas(columns: columns, rows: rows, hasAttacks: true)
for frame in 0..<count {
    send(renderer.render(canvas))
    // A row that holds something disputed is marked, as a person may see another picture there.
    let lines = (0..<rows).map { row in
        var line = ""
        var isDisputed = false
        for column in 0..<columns {
            guard let character = canvas[row, column].character else { continue }
            line.append(character)
            if widths.isDisputed(character) { isDisputed = true }
        }
        return (isDisputed ? "?" : "=") + line
    }
    let hidden = capabilities.hasCursorVisibility ? "hidden" : "\(columns - 1),\(rows - 1)"
    let cursor = canvas.cursor.map { "\($0.column),\($0.row)" } ?? hidden
    let file = URL(fileURLWithPath: folder).appendingPathComponent("frame-\(frame)")
    try Data((lines + [cursor]).joined(separator: "\n").utf8).write(to: file, options: .atomic)
    _ = read(upTo: 0x6E)
    if random.chance(15) {
        canvas = random.canvas(columns: columns, rows: rows, hasAttacks: true)
    } else {
        random.change(&canvas, times: .random(in: 1...4, using: &random), hasAttacks: true)
    }
}
send(capabilities.leave + capabilities.leave)
var back = before
tcsetattr(0, TCSANOW, &back)
print("left \(widths == .agreeing ? "agreeing" : "disputing")")
