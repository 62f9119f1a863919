/// Files of other programs that somebody may take for responses.
enum ForeignFile {
    /// What a file is by how it begins; nil where nothing is known. Nothing is taken out of a pipe to look at it.
    static func words(for path: String) throws -> String? {
        guard path != "-", !Files.isDevice(path) else { return nil }
        let beginning = try Files.beginning(of: path)
        let kinds: [(magic: [UInt8], words: String)] = [
            (Array("$FL2".utf8), "a file of SPSS"), (Array("$FL3".utf8), "a file of SPSS"),
            (Array("<stata_dta>".utf8), "a file of Stata"),
            ([0x50, 0x4B, 0x03, 0x04], "a workbook or an archive"),
            (Array("SQLite format 3".utf8), "a database, and no store"),
        ]
        return kinds.first { beginning.starts(with: $0.magic) }?.words
    }
}
