/// The sequences that change how letters look (SGR, select graphic rendition).
enum GraphicRendition {
    /// The shortest sequence from one look to another; nil as the first is unknown. Both are as `Capabilities.shown` gives them.
    static func change(from old: Style?, to new: Style, turnsOffSingly: Bool) -> [UInt8] {
        if old == new { return [] }
        let anew = afresh(new)
        guard let old else { return anew }
        let lost = old.attributes.subtracting(new.attributes)
        if !lost.isEmpty && !turnsOffSingly { return anew }
        var parameters: [[UInt8]] = []
        var gained = new.attributes.subtracting(old.attributes)
        if !lost.isDisjoint(with: [.bold, .dim]) {
            // One code ends both.
            parameters.append(Array("22".utf8))
            gained.formUnion(new.attributes.intersection([.bold, .dim]))
        }
        if lost.contains(.underlined) { parameters.append(Array("24".utf8)) }
        if lost.contains(.reversed) { parameters.append(Array("27".utf8)) }
        parameters += codes(gained)
        if old.foreground != new.foreground {
            parameters.append(code(new.foreground, standard: "39", 30, 90, 38))
        }
        if old.background != new.background {
            parameters.append(code(new.background, standard: "49", 40, 100, 48))
        }
        let changed = sequence(parameters)
        return changed.count <= anew.count ? changed : anew
    }

    /// Everything reset, and set anew.
    private static func afresh(_ style: Style) -> [UInt8] {
        var parameters = codes(style.attributes)
        if style.foreground != .standard {
            parameters.append(code(style.foreground, standard: "", 30, 90, 38))
        }
        if style.background != .standard {
            parameters.append(code(style.background, standard: "", 40, 100, 48))
        }
        if parameters.isEmpty { return [0x1B, 0x5B, 0x6D] }
        return sequence([[0x30]] + parameters)
    }

    private static func codes(_ attributes: Style.Attributes) -> [[UInt8]] {
        var result: [[UInt8]] = []
        if attributes.contains(.bold) { result.append([0x31]) }
        if attributes.contains(.dim) { result.append([0x32]) }
        if attributes.contains(.underlined) { result.append([0x34]) }
        if attributes.contains(.reversed) { result.append([0x37]) }
        return result
    }

    private static func code(
        _ colour: Style.Colour, standard: String, _ plain: Int, _ bright: Int, _ any: Int
    ) -> [UInt8] {
        switch colour {
        case .standard: Array(standard.utf8)
        case .palette(let index) where index < 8: Array(String(plain + Int(index)).utf8)
        case .palette(let index) where index < 16: Array(String(bright + Int(index) - 8).utf8)
        case .palette(let index): Array("\(any);5;\(index)".utf8)
        }
    }

    private static func sequence(_ parameters: [[UInt8]]) -> [UInt8] {
        [0x1B, 0x5B] + parameters.joined(separator: [0x3B]) + [0x6D]
    }
}
