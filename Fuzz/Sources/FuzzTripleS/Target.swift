// Links the fuzzer's own `main`: see Package.swift.
import Interchange

/// Any bytes as definitions of Triple-S and, behind their `</sss>`, data: an import makes a survey that compiles, and of each
/// record a line that is JSON, or a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
