/// A variable of a file of a statistical package.
struct PackageVariable: Hashable {
    /// How its values are kept.
    enum Storage: Hashable {
        /// Stata's `byte`, `int` and `long`; SPSS has doubles only.
        case byte, int, long, double
        /// A text of so many bytes.
        case text(Int)
    }

    /// How its values can be compared.
    enum Measure: Hashable { case nominal, ordinal, scale }

    /// A name for a value, or for a kind of missing.
    struct ValueLabel: Hashable {
        var value: PackageValue
        var text: String
    }

    var name: String
    var label: String
    var storage: Storage
    /// `F8.2`, `%td`.
    var format: String
    var displayWidth: Int
    var measure: Measure
    var labels: [ValueLabel] = []
    /// The numbers that are kinds of missing, from and to.
    var missing: ClosedRange<Double>?
    /// One more number that is one.
    var otherMissing: Double?
}

/// A number in a cell, or why there is none.
struct PackageValue: Hashable {
    /// The number.
    var number: Double
    /// 0 for a number, 1 for the system's missing value, else the letter of one of Stata's.
    var tag: UInt8

    /// A number.
    init(_ number: Double) {
        self.number = number
        tag = 0
    }

    /// One of Stata's missing values, `.a` to `.z`.
    init(letter: Unicode.Scalar) {
        number = 0
        tag = UInt8(ascii: letter)
    }

    private init(systemMissing: Void) {
        number = 0
        tag = 1
    }

    /// The system's missing value.
    static let systemMissing = PackageValue(systemMissing: ())
}
