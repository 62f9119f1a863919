internal import CLibXML2
internal import Glibc
internal import SurveyModel

extension XMLProblem {
    /// What the library says of an error, on one line and in so many characters at most.
    ///
    /// Its words quote the document, which may be of any length, and meant for the terminal of whoever reads them: characters
    /// that no text has are U+FFFD.
    static func words(of error: xmlErrorPtr, limit: Int) -> String {
        guard let message = error.pointee.message else { return "it is not well-formed XML" }
        let bytes = UnsafeRawBufferPointer(start: message, count: min(strlen(message), 4 * limit + 4))
        var words = String.UnicodeScalarView()
        for (count, scalar) in String(decoding: bytes, as: UTF8.self).unicodeScalars.enumerated() {
            if count == limit {
                words.append("…")
                break
            }
            words.append(scalar == "\n" ? " " : TextRule.isForbidden(scalar) ? "\u{FFFD}" : scalar)
        }
        while words.last == " " { words.removeLast() }
        return String(words)
    }
}
