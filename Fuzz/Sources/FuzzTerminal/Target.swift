// Links the fuzzer's own `main`: see Package.swift.
import Terminal

/// Any bytes as what a terminal sends: the same events however they are cut, nothing forbidden, and a text that is edited
/// with them keeps its bounds.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
