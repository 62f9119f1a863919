// Links the fuzzer's own `main`: see Package.swift.
import Translations

/// Any bytes as a catalogue: either faults with a place, or a catalogue that its own writer keeps.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
