// The unsafe part of the reader.
//
// Everything in this folder works on raw memory; nothing outside of it does. It rests on these invariants,
// and a change here has to keep them.
//
// 1. **Padding.** A buffer that lines are read from has `ChunkBuffer.padding` (64) readable bytes after its
//    last byte, and the first of them is a line break. Loads of 8 bytes may run past the end of a line or of
//    the buffer, by at most 63 bytes.
// 2. **The sentinel.** Every line ends with a line break. Within JSON texts a line break is an error and
//    outside it is no token, so every loop stops at it at the latest: a loop goes on only over bytes that it
//    has seen not to be a line break.
// 3. **The fast reader says yes or "not sure".** Whatever it does not expect, well formed or not, is left to
//    the strict reader, which works on a copy. So an oversight here costs time, or is found by the
//    differential test, which compares the verdicts and the tallies of both readers on damaged lines.
// 4. **A line counts only as a whole.** Codes of a line are collected in scratch memory of the parser and
//    added to the tallies after its last byte.
// 5. **Ownership.** Memory is allocated in `init` and freed in `deinit` of a final class: in a `FlatMemory` of
//    its own, or, where it grows, by itself. A parser, its buffer and its scratch memory belong to one
//    thread at a time; what threads share is in `SharedReading`, behind its lock.
// 6. **Indices from the line.** A variable, option or locale position comes only out of a `NameTable` that
//    was built from the survey, so it is in the bounds of the scratch memory, which was sized from the same
//    survey. Scratch for decoded texts is as large as the line, and decoding never makes a text longer.
// 7. **Codes are bins.** A code that the parser sets is below the number of bins of its variable's series, so
//    `RowCounter`, which is made of the same plan, adds to it unchecked.
// 8. **Room before writing.** `CSVOutput` writes unchecked: `CSVTranscoder.reserve` makes room for the longest line that
//    the plan and the bytes of a record allow before any of it is written. Copies of eight bytes read and write up to
//    seven beyond their end, which padding and reserve cover. Columns come out of the plan, below the number of cells
//    that were split, and missing cells of a short record are never looked at, since its count was compared first.
// 9. **Cutter and cells agree.** `RecordCutter` and `CSVCells` have the same rule for what opens and closes quotes, so a
//    chunk always ends where a record does. The differential test compares both with one plain loop over the file.
