/// The colours of a picture, for light and for dark screens.
///
/// Text has a contrast of 4.5 to 1 or more to what it stands on, and lines 3 to 1 to what is beside them (WCAG 2.2,
/// 1.4.3 and 1.4.11). No colour says anything that is not said by a shape or a word as well.
enum Palette {
    /// What a rule of the style colours.
    struct Rule {
        /// The class.
        var selector: String
        /// The inside, for light and dark; nil is none.
        var fill: (light: String, dark: String)?
        /// The line, for light and dark; nil is none.
        var stroke: (light: String, dark: String)?
    }

    static let paper = (light: "#ffffff", dark: "#17181c")
    static let ink = (light: "#1b1c20", dark: "#ececf1")
    static let muted = (light: "#50525a", dark: "#b9bac4")

    /// Boxes, with what is written in them in `ink` or `muted`.
    static let boxes = [
        Rule(selector: "paper", fill: paper),
        Rule(selector: "frame", fill: ("#f1f2f7", "#22242b"), stroke: ("#6a6d7a", "#8f92a1")),
        Rule(selector: "card", fill: ("#ffffff", "#17181c"), stroke: ("#6a6d7a", "#8f92a1")),
        Rule(selector: "start", fill: ("#ffffff", "#17181c"), stroke: ("#1b1c20", "#ececf1")),
        Rule(selector: "if", fill: ("#fff6d6", "#35300f"), stroke: ("#8a6500", "#c9a53a")),
        Rule(selector: "split", fill: ("#efe9fb", "#2c2440"), stroke: ("#6742a8", "#ab8fe0")),
        Rule(selector: "check", fill: ("#e9f1fc", "#1b2b40"), stroke: ("#2a5da8", "#7ba8e6")),
        Rule(selector: "complete", fill: ("#e4f4e8", "#173420"), stroke: ("#1d6a33", "#63b97d")),
        Rule(selector: "screened", fill: ("#fdeee0", "#3b2713"), stroke: ("#9a4b00", "#dd9a55")),
        Rule(selector: "refused", fill: ("#fbe8ec", "#3d1a23"), stroke: ("#9b1b38", "#e0859a")),
    ]

    /// Texts of what is known, on any box.
    static let notes = [
        Rule(selector: "dead", fill: ("#9c1230", "#ff9fb0")),
        Rule(selector: "trap", fill: ("#8a3800", "#ffb37a")),
        Rule(selector: "undecided", fill: ("#5a2fa0", "#cdb3ff")),
        Rule(selector: "always", fill: ("#14602c", "#84d69b")),
    ]

    static let edge = (light: "#50525a", dark: "#b9bac4")
    static let dead = (light: "#9c1230", dark: "#ff9fb0")

    /// The style sheet. Every rule begins with the picture's own class, so that a page that takes it in keeps its own.
    static var styleSheet: String {
        let root = ".sondeo-routing"
        var lines = [
            "\(root) text{font-family:\"Helvetica Neue\",Arial,\"Liberation Sans\",\"DejaVu Sans\",sans-serif;"
                + "font-size:12px;white-space:pre}",
            "\(root) .name,\(root) .code,\(root) .tag{font-family:ui-monospace,\"DejaVu Sans Mono\","
                + "\"Liberation Mono\",Consolas,monospace}",
            "\(root) .name{font-weight:bold}",
            "\(root) .title{font-size:13px;font-weight:bold}",
            "\(root) .code,\(root) .tag,\(root) .detail,\(root) .aside{font-size:11px}",
            "\(root) .note{font-size:11px;font-weight:bold}",
            "\(root) .struck{text-decoration:line-through}",
            "\(root) .box{stroke-width:1.3}",
            "\(root) .thick{stroke-width:2.2}",
            "\(root) .edge,\(root) .rule{fill:none;stroke-width:1.4}",
            "\(root) .rule{stroke-width:1}",
            "\(root) .isdead>.box{stroke-dasharray:6 4}",
            "\(root) .edge.isdead{stroke-dasharray:4 4}",
        ]
        lines += colours(root, \.light)
        lines.append("@media (prefers-color-scheme:dark){")
        lines += colours(root, \.dark)
        lines.append("}")
        return lines.joined(separator: "\n")
    }

    private static func colours(
        _ root: String, _ pick: KeyPath<(light: String, dark: String), String>
    ) -> [String] {
        var lines = [
            "\(root) text{fill:\(ink[keyPath: pick])}",
            "\(root) .tag,\(root) .detail,\(root) .aside{fill:\(muted[keyPath: pick])}",
        ]
        for box in boxes {
            var rule = "\(root) .\(box.selector).box{"
            if let fill = box.fill { rule += "fill:\(fill[keyPath: pick])" }
            if let stroke = box.stroke { rule += ";stroke:\(stroke[keyPath: pick])" }
            lines.append(rule + "}")
        }
        lines += [
            "\(root) .edge,\(root) .rule,\(root) .sign{stroke:\(edge[keyPath: pick])}",
            "\(root) .arrow{fill:\(edge[keyPath: pick])}",
            "\(root) .isdead>.box,\(root) .edge.isdead{stroke:\(dead[keyPath: pick])}",
            "\(root) .arrow.isdead{fill:\(dead[keyPath: pick])}",
        ]
        for note in notes {
            if let fill = note.fill {
                lines.append("\(root) .note.\(note.selector){fill:\(fill[keyPath: pick])}")
            }
        }
        return lines
    }
}
