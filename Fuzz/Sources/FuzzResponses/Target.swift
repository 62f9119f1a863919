// Links the fuzzer's own `main`: see Package.swift.
import Collector

/// Any bytes as JSON Lines: the fast reader and the strict one agree on every line and on what is counted.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
