extension KioskSettings {
    /// A settings file with every setting at its default, each explained.
    ///
    /// What has no default stands in a comment. Reading the text gives the defaults and no finding.
    public static var example: String {
        var lines = """
            # How one kiosk behaves. Check it with: sondeo kiosk --check FILE
            #
            # A line is: name = value. A value goes to the end of its line; a comment stands on a line of its own. What is
            # not said has its default, which is what stands here. Paths are looked for from the folder of this file on.
            """.split(separator: "\n").map(String.init)
        for group in Setting.groups {
            lines += ["", "# ---- \(group.title)"]
            for setting in group.settings {
                lines += [""] + comment(setting.meaning) + comment("Allowed: \(setting.allowed).")
                lines.append(
                    setting.standard.isEmpty ? "#\(setting.name) =" : "\(setting.name) = \(setting.standard)")
            }
        }
        lines += [
            "", "# ---- Sections", "",
            "# What the survey is given, by name.", "#[givens]", "#branch = athens-02", "",
            "# How long nobody has to touch anything at single questions, by the name of the question.",
            "#[idle]",
            "#improve = 3 min", "",
            "# What the screen that waits says, in a language of the survey; without it, the program's own words.",
            "#[texts en]", "#attract = How was your visit? It takes two minutes.",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    /// Text as lines of comment.
    private static func comment(_ text: String) -> [String] {
        var lines: [String] = []
        var line = "#"
        for word in text.split(separator: " ") {
            if line.count + word.count + 1 > 100, line != "#" {
                lines.append(line)
                line = "#"
            }
            line += " " + word
        }
        return lines + [line]
    }
}

/// A row of the reference of settings, for the documentation.
public struct SettingRow: Hashable, Sendable {
    /// The heading it stands under.
    public let group: String
    /// Its name.
    public let name: String
    /// What it is without being said; empty where it is nothing.
    public let standard: String
    /// What it may be.
    public let allowed: String
    /// What it does.
    public let meaning: String

    /// Every setting.
    public static var all: [SettingRow] {
        Setting.groups.flatMap { group in
            group.settings.map {
                SettingRow(
                    group: group.title, name: $0.name, standard: $0.standard, allowed: $0.allowed,
                    meaning: $0.meaning
                )
            }
        }
    }
}
