extension Codebook {
    /// The index of the language that a tag asks for: the same in any case, else the nearest that says less, `es` for `es-MX`,
    /// as RFC 4647 looks tags up; nil if the survey has none.
    public func language(for tag: String) -> Int? {
        let wanted = tag.lowercased()
        let known = locales.map { $0.lowercased() }
        var parts = wanted.split(separator: "-")[...]
        while !parts.isEmpty {
            if let index = known.firstIndex(of: parts.joined(separator: "-")) { return index }
            parts.removeLast()
        }
        return nil
    }

    /// The same; that of the source texts for one that the survey does not have.
    public func index(of locale: String) -> Int { language(for: locale) ?? 0 }
}
