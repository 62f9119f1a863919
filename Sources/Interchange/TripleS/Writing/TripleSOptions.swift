/// How responses are written as Triple-S.
public struct TripleSOptions: Hashable, Sendable {
    /// The version of the standard: 2.0 or 3.0.
    public var version: TripleSDefinitions.Version
    /// Columns of fixed width, or separated values.
    public var format: TripleSDefinitions.Format
    /// The languages that definitions are written in, indices of the codebook's; one file for each.
    public var locales: [Int]

    /// Makes options. Without `locales` all languages of the codebook are written.
    public init(
        version: TripleSDefinitions.Version = .v2, format: TripleSDefinitions.Format = .fixed,
        locales: [Int]? = nil, of codebookLocales: Int = 1
    ) {
        self.version = version == .v3 ? .v3 : .v2
        self.format = format
        self.locales = locales ?? Array(0..<codebookLocales)
    }

    /// The encoding of the data: that which is the standard's own in 2.0, and which has every character in 3.0.
    public var encoding: TripleSEncoding { version == .v3 ? .utf8 : .windows1252 }
}
