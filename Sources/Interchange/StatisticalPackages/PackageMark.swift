/// What says in a file of SPSS or Stata that it was written here, in places that no reader shows as data and that every other
/// program fills anew when it saves the file: somebody's own work on it is not taken for ours.
public enum PackageMark {
    /// The name of the product, in 60 bytes behind the first four of a file of SPSS.
    static let spss = Array("@(#) SPSS DATA FILE Sondeo".utf8) + [UInt8](repeating: 0x20, count: 34)
    /// The name of a variable has 129 bytes in Stata, of which those behind a zero mean nothing.
    private static let nameLength = 129
    private static let stata = Array("Sondeo".utf8)
    private static let stataStart = nameLength - stata.count - 1

    /// Puts the mark into the names of a file of Stata, where the first is not too long for it.
    static func mark(_ names: inout [UInt8]) {
        guard names.count >= nameLength, names[32..<nameLength].allSatisfy({ $0 == 0 }) else { return }
        names.replaceSubrange(stataStart..<stataStart + stata.count, with: stata)
    }

    /// Whether a file of SPSS that begins like this has the mark.
    public static func isInSPSS(_ beginning: [UInt8]) -> Bool {
        beginning.starts(with: "$FL".utf8) && beginning.dropFirst(4).starts(with: spss)
    }

    /// Whether a file of Stata has the mark; of many variables the names stand far behind.
    public static func isInStata(_ beginning: [UInt8]) -> Bool {
        guard beginning.starts(with: "<stata_dta>".utf8),
            let tag = beginning.firstRange(of: "<varnames>".utf8)
        else { return false }
        return beginning[tag.upperBound...].dropFirst(stataStart).starts(with: stata)
    }
}
