/// The root element of a document from its beginning, which need not be well formed: what it is called and the namespace that it
/// is in. What stands in comments, in instructions and in other elements says nothing of the document.
struct XMLRoot {
    /// Without a prefix.
    let name: String
    /// Nil where its tag says none.
    let namespace: String?

    /// Nil if no element begins.
    init?(_ text: String) {
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...].dropFirst()
            if rest.hasPrefix("!--") {
                guard let end = rest.dropFirst(3).firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("?") {
                guard let end = rest.firstRange(of: "?>") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.first?.isLetter == true || rest.first == "_" {
                let parts = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
                    .split(separator: ":", maxSplits: 1)
                guard let name = parts.last else { return nil }
                self.name = String(name)
                namespace = Self.value(
                    of: parts.count > 1 ? "xmlns:\(parts[0])" : "xmlns",
                    in: rest.drop { !$0.isWhitespace && $0 != ">" })
                return
            }
        }
        return nil
    }

    /// The value of an attribute of a tag, from behind its name on.
    private static func value(of attribute: String, in tag: Substring) -> String? {
        var rest = tag
        while true {
            rest = rest.drop { $0.isWhitespace }
            let name = rest.prefix { !$0.isWhitespace && !"=>/\"'".contains($0) }
            rest = rest[name.endIndex...].drop { $0.isWhitespace }
            guard !name.isEmpty, rest.first == "=" else { return nil }
            rest = rest.dropFirst().drop { $0.isWhitespace }
            guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: quote) else { return nil }
            if name == attribute { return String(rest[..<end]) }
            rest = rest[end...].dropFirst()
        }
    }
}
