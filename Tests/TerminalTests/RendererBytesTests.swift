import TerminalModel
import Testing

@testable import Terminal

/// What frames cost. A serial line carries 960 bytes a second at 9600 baud.
@Suite struct RendererBytesTests {
    /// A question as the interview shows it, with a dark theme where there are colours.
    struct Question {
        var focus = 1
        var chosen: Int? = nil
        var entry = ""
        var isPlain = false

        func canvas(columns: Int = 80, rows: Int = 24) -> Canvas {
            let ground = isPlain ? Style() : Style(.palette(252), on: .palette(234))
            let bold =
                isPlain
                ? Style(.standard, on: .standard, .bold) : Style(.palette(231), on: .palette(234), .bold)
            let lit =
                isPlain
                ? Style(.standard, on: .standard, .reversed) : Style(.palette(16), on: .palette(153), .bold)
            var canvas = Canvas(columns: columns, rows: rows, style: ground)
            canvas.put("Satisfaction at the clinic", row: 0, column: 2, style: bold)
            canvas.put("3 of 12", row: 0, column: columns - 9, style: ground)
            canvas.put("How satisfied were you with the waiting time?", row: 3, column: 2, style: bold)
            let options = ["Very satisfied", "Satisfied", "Neither", "Dissatisfied", "Very dissatisfied"]
            for (place, option) in options.enumerated() {
                let mark = chosen == place ? "(*)" : "( )"
                let text = "\(place == focus ? ">" : " ") \(mark) \(place + 1)  \(option)"
                canvas.put(
                    text.padded(to: 30), row: 5 + place, column: 2, style: place == focus ? lit : ground)
            }
            canvas.put("Other: " + entry, row: 11, column: 4, style: ground)
            canvas.put("Enter go on   Shift-Tab back   F1 help", row: rows - 1, column: 2, style: ground)
            canvas.cursor =
                entry.isEmpty
                ? Position(row: 5 + focus, column: 5) : Position(row: 11, column: 11 + entry.displayWidth)
            return canvas
        }
    }

    /// Bytes of the first frame, of an arrow down, of a choice, of a typed letter, and of the next frame that is the same.
    private func costs(_ name: String, isPlain: Bool = false) -> [Int] {
        var renderer = Renderer(capabilities: Capabilities(name: name), widths: .agreeing)
        var question = Question(isPlain: isPlain || Capabilities(name: name).colours == 0)
        var costs = [renderer.render(question.canvas()).count]
        question.focus = 2
        costs.append(renderer.render(question.canvas()).count)
        question.chosen = 2
        costs.append(renderer.render(question.canvas()).count)
        question.entry = "a"
        _ = renderer.render(question.canvas())
        question.entry = "ab"
        costs.append(renderer.render(question.canvas()).count)
        costs.append(renderer.render(question.canvas()).count)
        return costs
    }

    /// The numbers are those that were reached; they may only fall.
    @Test(arguments: [
        ("xterm-256color", [419, 89, 2, 1, 0]), ("tmux-256color", [419, 89, 2, 1, 0]),
        ("screen", [2050, 82, 2, 1, 0]), ("xterm", [357, 78, 2, 1, 0]), ("linux", [357, 78, 2, 1, 0]),
        ("vt220", [333, 67, 2, 1, 0]), ("vt100", [321, 67, 2, 1, 0]),
    ])
    func framesCostFewBytes(name: String, atMost: [Int]) {
        let costs = costs(name)
        #expect(zip(costs, atMost).allSatisfy { $0 <= $1 }, "\(costs)")
    }

    /// Two small changes, byte by byte: the focus goes down a row, and a mark is set.
    @Test func smallChangesForAReader() {
        func legible(_ bytes: [UInt8]) -> String {
            bytes.map { $0 < 0x20 ? "^\(Character(Unicode.Scalar($0 + 0x40)))" : String(Unicode.Scalar($0)) }
                .joined()
        }
        var renderer = Renderer(capabilities: Capabilities(name: "vt220"), widths: .agreeing)
        var question = Question(isPlain: true)
        _ = renderer.render(question.canvas())
        question.focus = 2
        #expect(
            legible(renderer.render(question.canvas()))
                == "^M    ( ) 2  Satisfied^[[K^M^J  ^[[7m> ( ) 3  Neither              ^M^[[5C")
        question.chosen = 2
        #expect(legible(renderer.render(question.canvas())) == "*^H")
    }
}
