internal import Dispatch
internal import Synchronization

/// Rows between a thread that makes them and the one that uses them.
///
/// To read a response costs about as much as to write it, so each is done on a thread of its own. A few batches of rows go round,
/// and memory is flat whoever is slower.
///
/// ```swift
/// try RowRelay.run { rows in
///     while let line = try next() {
///         try rows.add(of: plan) { parse(line, into: $0) }
///     }
/// } use: { row in
///     try writer.write(row)
/// }
/// ```
///
/// What keeps it safe: `run` returns only when the thread that makes has ended, so nothing that the two closures use outlives
/// their caller; a batch belongs to one of the two threads, and changes hands in `state` only. The closures themselves must not
/// change what the other one uses.
package final class RowRelay: @unchecked Sendable {
    /// Rows that change hands together.
    private final class Batch: @unchecked Sendable {
        var rows: [ResponseRow] = []
        /// So many of them are filled.
        var count = 0
    }

    private struct State {
        var free: [Batch] = []
        var filled: [Batch] = []
        var error: (any Error)?
    }

    /// Nobody wants further rows.
    private struct Cancelled: Error {}

    /// How many batches go round.
    private static let batches = 3
    /// A batch is handed over when its rows are so many, or their texts so many bytes.
    private static let most = (rows: 256, texts: 1 << 17)

    private let state = Mutex(State())
    private let isCancelled = Atomic(false)
    private let free = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    // What follows is used by the thread that makes rows alone.
    private var batch: Batch?
    private var room = RowRelay.most.rows
    private var texts = 0

    private init() {
        state.withLock { $0.free = (0..<Self.batches).map { _ in Batch() } }
        for _ in 0..<Self.batches { free.signal() }
    }

    /// Has one closure make rows on a thread of its own, and another use them here, in the order in which they were made.
    ///
    /// What `make` throws is thrown when the rows before it have been used. What `use` throws is thrown at once, and ends
    /// `make` at its next row.
    package static func run(
        _ make: (RowRelay) throws -> Void, use: (ResponseRow) throws -> Void
    ) throws {
        let relay = RowRelay()
        try withoutActuallyEscaping(make) { make in
            let making = Making(make)
            DispatchQueue(label: "rows").async { relay.run(making) }
            defer {
                relay.isCancelled.store(true, ordering: .relaxed)
                relay.free.signal()
                relay.finished.wait()
            }
            while let batch = relay.take() {
                for index in 0..<batch.count { try use(batch.rows[index]) }
                relay.give(batch)
            }
            if let error = relay.state.withLock({ $0.error }) { throw error }
        }
    }

    /// The closure that makes, on its way to the other thread, which forgets it before it says that it has ended: the block
    /// that runs there may be freed later.
    private final class Making: @unchecked Sendable {
        var make: ((RowRelay) throws -> Void)?

        init(_ make: @escaping (RowRelay) throws -> Void) { self.make = make }
    }

    // MARK: The thread that makes

    /// Has a row of a plan filled, and hands it over. What stood in the row before may still stand there. If `fill` throws,
    /// nobody sees the row.
    package func add(of plan: TallyPlan, _ fill: (ResponseRow) throws -> Void) throws {
        // Who reads a slow pipe ends at its next line, not at the end of a batch.
        if isCancelled.load(ordering: .relaxed) { throw Cancelled() }
        let batch = try self.batch ?? empty(for: plan)
        if batch.count == batch.rows.count {
            batch.rows.append(ResponseRow(plan))
        } else if batch.rows[batch.count].plan !== plan {
            batch.rows[batch.count] = ResponseRow(plan)
        }
        let row = batch.rows[batch.count]
        try fill(row)
        batch.count += 1
        texts += row.textSize
        if batch.count >= room || texts > Self.most.texts { hand(batch) }
    }

    private func run(_ making: Making) {
        let error = end(of: making)
        making.make = nil
        if let batch, batch.count > 0 { hand(batch) }
        state.withLock { $0.error = error }
        // One more than there are batches: who uses them finds none then.
        filled.signal()
        finished.signal()
    }

    /// Makes all rows; gives back what was thrown. A function of its own, so that nobody has the closure when it has returned.
    @inline(never)
    private func end(of making: Making) -> (any Error)? {
        do { try making.make?(self) } catch is Cancelled {} catch { return error }
        return nil
    }

    private func empty(for plan: TallyPlan) throws -> Batch {
        free.wait()
        // In turn, so that none keeps the memory of long texts because nobody needs it.
        let found = state.withLock { $0.free.isEmpty ? nil : $0.free.removeFirst() }
        guard let found else { throw Cancelled() }
        found.count = 0
        for row in found.rows { row.shrink() }
        // Surveys of thousands of questions have long rows.
        room = max(1, min(Self.most.rows, (1 << 20) / (32 * plan.codings.count + 8 * plan.words + 1)))
        (batch, texts) = (found, 0)
        return found
    }

    private func hand(_ full: Batch) {
        state.withLock { $0.filled.append(full) }
        filled.signal()
        batch = nil
    }

    // MARK: The thread that uses

    private func take() -> Batch? {
        filled.wait()
        return state.withLock { $0.filled.isEmpty ? nil : $0.filled.removeFirst() }
    }

    private func give(_ used: Batch) {
        state.withLock { $0.free.append(used) }
        free.signal()
    }
}
