// Links the fuzzer's own `main`: see Package.swift.
import Interchange

/// Any bytes as a document: every schema says no with a place, or yes, and what it says is the same each time; of responses
/// as XML each becomes a line that is JSON, or a fault. Compiled surveys and Triple-S have targets of their own.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
