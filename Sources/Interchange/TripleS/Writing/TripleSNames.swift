/// Makes the names of variables such as every program that reads Triple-S takes: letters, digits and `_`, the first a
/// letter, told apart without regard to case.
struct TripleSNames {
    private var taken: Set<String> = []
    private var numbers: [String: Int] = [:]

    /// Why a name is another than it was to be, for the loss that says it; nil where it is the same.
    static func reason(_ wanted: String, _ name: String) -> String? {
        if wanted == name { return nil }
        return plain(wanted) == wanted
            ? "has a name that another variable of the file has already"
            : "has characters in its name that not every reader of Triple-S takes"
    }

    /// A free name that is like this one.
    mutating func name(like wanted: String) -> String {
        let name = Self.plain(wanted)
        var candidate = name
        while !taken.insert(candidate.lowercased()).inserted {
            let number = numbers[name.lowercased(), default: 2]
            numbers[name.lowercased()] = number + 1
            candidate = "\(name)_\(number)"
        }
        return candidate
    }

    /// A name with the characters only that every program takes.
    private static func plain(_ wanted: String) -> String {
        var name = String(
            wanted.unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_": Character(scalar)
                default: "_"
                }
            })
        if !(name.unicodeScalars.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) } ?? false)
        {
            name = "v" + name
        }
        return name
    }
}
