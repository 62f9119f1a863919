internal import Terminal
public import Translations

/// What is shown while no worker is there: in each language that it will be back soon, in plain lines.
public enum PausedScreen {
    /// The lines, as bytes for a terminal that is in no mode: cleaned, and each with a carriage return and a line feed. A
    /// terminal without UTF-8 is told in English.
    public static func bytes(locales: [String], catalogues: [Catalogue], isUTF8: Bool) -> [UInt8] {
        var said: Set<String> = []
        var lines: [String] = [""]
        for locale in isUTF8 ? locales.prefix(12) : ["en"] {
            let texts = ProgramTexts(locale: locale, catalogues: catalogues)
            let line = "  " + texts[.kioskOut] + " " + texts[.kioskPaused]
            if said.insert(line).inserted { lines.append(line) }
        }
        return lines.flatMap { Array(cleaned($0).utf8) + [0x0D, 0x0A] }
    }
}
