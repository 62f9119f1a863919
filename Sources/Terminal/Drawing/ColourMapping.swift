internal import Glibc

extension Capabilities {
    /// The style as this terminal can show it: colours become the nearest there are, attributes that it lacks go.
    ///
    /// Of eight colours a bright one is the plain one in bold. Where the nearest colours of letters and background could not
    /// be read, with the colours of xterm or of Linux, and whether or not bold letters are made brighter, bold goes and the
    /// letters become black or white. Without colours, attributes have to say it all.
    public func shown(_ style: Style) -> Style {
        var result = Style(.standard, on: .standard, style.attributes.intersection(attributes))
        if colours == 0 || style.foreground == .standard && style.background == .standard { return result }
        if underlinesWithColour, result.attributes.contains(.underlined) {
            result.attributes.remove(.underlined)
            result.attributes.formSymmetricDifference(.reversed)
        }
        if case .palette(let index) = style.background {
            result.background = .palette(Palette.nearest(to: index, of: colours))
        }
        guard case .palette(let wanted) = style.foreground else { return result }
        // Of eight colours, letters can have sixteen.
        let colour = Palette.nearest(to: wanted, of: max(colours, 16))
        result = letters(colour, result)
        guard colours <= 16, case .palette(let ground) = result.background else { return result }
        var best = Self.contrast(of: result, on: ground)
        if best >= Palette.legible { return result }
        // As little as needed is changed: bold, which may be what spoils it, then the colour.
        var others = [result.with(.bold, false), letters(0, result).with(.bold, false)]
        others += [letters(15, result), letters(15, result).with(.bold, false)]
        for other in others {
            let contrast = Self.contrast(of: other, on: ground)
            if contrast > best { (result, best) = (other, contrast) }
            if best >= Palette.legible { break }
        }
        return result
    }

    /// The style with letters of one of sixteen colours, or of more where there are more.
    private func letters(_ colour: UInt8, _ style: Style) -> Style {
        var result = style
        result.foreground = .palette(colour)
        guard colours == 8, colour >= 8 else { return result }
        // Bold black is black on some terminals, so dark grey is grey.
        result.foreground = .palette(colour == 8 ? 7 : colour - 8)
        return colour > 8 && attributes.contains(.bold) ? result.with(.bold, true) : result
    }

    /// How far letters and ground differ at least, with the colours of xterm or of Linux.
    ///
    /// Bold letters may be brighter or not; the console brightens what is in front, which is the ground where both are
    /// exchanged.
    private static func contrast(of style: Style, on ground: UInt8) -> Double {
        guard case .palette(let letters) = style.foreground else { return 21 }
        var least = Palette.leastContrast(letters, ground)
        if style.attributes.contains(.bold) {
            least = min(least, Palette.leastContrast(letters | 8, ground))
            if style.attributes.contains(.reversed) {
                least = min(least, Palette.leastContrast(letters, ground | 8))
            }
        }
        return least
    }
}

extension Style {
    fileprivate func with(_ attribute: Attributes, _ isOn: Bool) -> Style {
        var style = self
        if isOn { style.attributes.insert(attribute) } else { style.attributes.remove(attribute) }
        return style
    }
}

/// The 256 colours of xterm: sixteen that users may change (here as xterm has them), a cube, and greys.
enum Palette {
    /// Red, green and blue, 0 to 255, of a colour.
    static func components(_ index: UInt8) -> (red: Int, green: Int, blue: Int) {
        switch index {
        case 0..<16: return basic[Int(index)]
        case 16..<232:
            let place = Int(index) - 16
            func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
            return (level(place / 36), level(place / 6 % 6), level(place % 6))
        default:
            let grey = 8 + 10 * (Int(index) - 232)
            return (grey, grey, grey)
        }
    }

    /// The nearest of the first 8, 16 or 256 colours.
    static func nearest(to index: UInt8, of count: Int) -> UInt8 {
        if Int(index) < count { return index }
        return count >= 16 ? nearestOf16[Int(index)] : nearestOf8[Int(index)]
    }

    /// How far two colours have to differ to be read: WCAG 2.2, 1.4.3.
    static let legible = 4.5

    /// How far two colours differ in lightness, 1 to 21, as WCAG 2 defines it.
    static func contrast(_ one: UInt8, _ other: UInt8) -> Double {
        contrast(luminances[Int(one)], luminances[Int(other)])
    }

    /// How far two of the first 16 colours differ, with the colours of xterm or of Linux, whichever is less.
    static func leastContrast(_ one: UInt8, _ other: UInt8) -> Double {
        min(
            contrast(one, other),
            contrast(consoleLuminances[Int(one) & 15], consoleLuminances[Int(other) & 15]))
    }

    private static func contrast(_ first: Double, _ second: Double) -> Double {
        (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private static let basic: [(red: Int, green: Int, blue: Int)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
        (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    ]

    /// The first sixteen as the console of Linux has them: those of a VGA card (drivers/tty/vt/vt.c, `default_red` and its
    /// neighbours), where two thirds and a third stand for the bits, and dark yellow is brown.
    private static let console: [(red: Int, green: Int, blue: Int)] = (0..<16).map { index in
        if index == 3 { return (170, 85, 0) }
        let base = index >= 8 ? 85 : 0
        func part(_ bit: Int) -> Int { base + (index & bit != 0 ? 170 : 0) }
        return (part(1), part(2), part(4))
    }

    private static let luminances = (0..<256).map { luminance(of: components(UInt8($0))) }
    private static let consoleLuminances = console.map(luminance(of:))

    private static func luminance(of colour: (red: Int, green: Int, blue: Int)) -> Double {
        func linear(_ part: Int) -> Double {
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
    }

    private static let nearestOf16 = nearest(of: 16)
    private static let nearestOf8 = nearest(of: 8)

    private static func nearest(of count: Int) -> [UInt8] {
        (0..<256).map { index in
            let wanted = components(UInt8(index))
            func distance(_ candidate: UInt8) -> Int {
                let colour = components(candidate)
                let (red, green) = (wanted.red - colour.red, wanted.green - colour.green)
                let blue = wanted.blue - colour.blue
                // Weighted as eyes see them; https://www.compuphase.com/cmetric.htm.
                let mean = (wanted.red + colour.red) / 2
                return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
            }
            return (0..<UInt8(count)).min { distance($0) < distance($1) } ?? 7
        }
    }
}
