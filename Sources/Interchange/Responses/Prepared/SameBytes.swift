internal import Glibc

extension String {
    /// Whether two texts have the same bytes. `==` also takes an é of one code point for one of two, and what was given is written
    /// as it was given.
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count
            && utf8.withContiguousStorageIfAvailable { bytes in
                other.utf8.withContiguousStorageIfAvailable { others in
                    bytes.isEmpty || memcmp(bytes.baseAddress!, others.baseAddress!, bytes.count) == 0
                } ?? utf8.elementsEqual(other.utf8)
            } ?? utf8.elementsEqual(other.utf8)
    }
}
