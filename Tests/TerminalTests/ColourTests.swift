import Testing

@testable import Terminal

@Suite struct ColourTests {
    private func capabilities(_ colours: Int) -> Capabilities {
        var result = Capabilities(name: "xterm")
        result.colours = colours
        return result
    }

    /// Whatever a theme asks for, a terminal is sent colours it has, and what could be read can be read.
    @Test(arguments: [8, 16, 256])
    func everyPairStaysLegible(colours: Int) {
        let capabilities = capabilities(colours)
        var faults: [String] = []
        for letters in UInt8.min...UInt8.max {
            for ground in UInt8.min...UInt8.max {
                let shown = capabilities.shown(Style(.palette(letters), on: .palette(ground)))
                guard case .palette(let newLetters) = shown.foreground,
                    case .palette(let newGround) = shown.background
                else {
                    faults.append("\(letters) on \(ground): none")
                    continue
                }
                if Int(newLetters) >= colours || Int(newGround) >= colours {
                    faults.append("\(letters) on \(ground): \(shown)")
                }
                let seen = shown.attributes.contains(.bold) ? newLetters + 8 : newLetters
                if Palette.contrast(letters, ground) >= 4.5, Palette.contrast(seen, newGround) < 3 {
                    faults.append("\(letters) on \(ground): \(seen) on \(newGround)")
                }
            }
        }
        #expect(faults.prefix(10) == [])
    }

    @Test(
        arguments: [
            (16, 196, 9, []), (16, 15, 15, []), (16, 250, 7, []), (16, 244, 8, []), (16, 21, 4, []),
            (8, 196, 1, .bold),
            (8, 15, 7, .bold), (8, 7, 7, []), (8, 8, 7, []), (8, 34, 2, []), (256, 196, 196, []),
        ] as [(Int, UInt8, UInt8, Style.Attributes)])
    func coloursBecomeTheNearest(colours: Int, asked: UInt8, given: UInt8, attributes: Style.Attributes) {
        let shown = capabilities(colours).shown(Style(.palette(asked)))
        #expect(shown == Style(.palette(given), on: .standard, attributes))
    }

    @Test func withoutColoursTheAttributesStay() {
        let style = Style(.palette(1), on: .palette(200), [.bold, .reversed, .underlined])
        #expect(
            capabilities(0).shown(style) == Style(.standard, on: .standard, [.bold, .reversed, .underlined]))
        #expect(Capabilities(name: "vt100").shown(Style(.standard, on: .standard, .dim)) == Style())
    }

    /// The console of Linux draws an underline as cyan letters, which a light background swallows.
    @Test func anUnderlineInColourIsReversedOnTheConsole() {
        let console = Capabilities(name: "linux")
        #expect(
            console.shown(Style(.palette(0), on: .palette(7), .underlined))
                == Style(.palette(0), on: .palette(7), .reversed))
        #expect(console.shown(Style(.standard, on: .standard, .underlined)).attributes == .underlined)
    }

    @Test func theStyleThatIsShownIsShownAsItIs() {
        for colours in [0, 8, 16, 256] {
            for index in UInt8.min...UInt8.max {
                let once = capabilities(colours).shown(
                    Style(.palette(index), on: .palette(255 - index), .bold))
                #expect(capabilities(colours).shown(once).background == once.background)
            }
        }
    }
}
