/// The beginning of a text as it can be shown in a message: short, on one line, harmless to a terminal.
package func excerpt(_ text: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.prefix(41).enumerated() {
        if index == 40 {
            scalars.append("…")
        } else {
            scalars.append(TextRule.isForbidden(scalar) ? "\u{FFFD}" : scalar)
        }
    }
    return String(scalars)
}
