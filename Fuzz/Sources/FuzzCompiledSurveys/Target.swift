// Links the fuzzer's own `main`: see Package.swift.
import Interchange

/// Any bytes as a compiled survey, JSON or XML: what is read is the same again from XML, and becomes a `.survey` file that the
/// language's parser takes.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
