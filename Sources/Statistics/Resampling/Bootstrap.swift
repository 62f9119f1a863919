internal import Dispatch
internal import Synchronization

/// Draws as many respondents as there are, with replacement, again and again, and computes the same figures of each draw.
///
/// Every replicate has random numbers of its own, made from the seed and its number, so that the result depends neither on
/// the number of threads nor on the order of respondents. `O(B (n + d k²))` for B replicates of n respondents with d
/// different rows of k numbers; holds `8 d (k + 4)` bytes and 4 for each respondent.
///
/// Source: B. Efron and R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 6 and 13.
public struct Bootstrap: Sendable {
    /// How many respondents there are.
    public let n: Int
    private let columns: Int
    private let centers: [Double]
    private let units: [Double]
    /// Rows of blocks of four: 1, then the distances from the centers, then 0.
    private let rows: [SIMD4<Double>]
    private let blocks: Int
    /// Which row each respondent has.
    private let owners: [UInt32]

    /// More respondents are not drawn from.
    public static let limit = 1 << 31
    /// No more replicates are made, whatever is asked for: all of their figures are held until they are sorted.
    public static let replicateLimit = 100_000

    /// Nil without a respondent, with more than `limit`, and where `units`, as in `CrossMoments`, are not those of the
    /// columns.
    public init?(_ matrix: AnswerMatrix, units: [Double]) {
        guard matrix.count > 0, matrix.count <= Self.limit, units.count == matrix.columns,
            units.allSatisfy({ $0 > 0 && $0.isFinite })
        else { return nil }
        let (patterns, owners) = matrix.patterns()
        n = matrix.count
        columns = matrix.columns
        self.units = units
        self.owners = owners
        // Whole numbers near the middle: sums of squares of the distances then stay exact.
        let centers = (0..<matrix.columns).map { column in
            (patterns.reduce(0.0) { $0 + Double($1[column]) } / Double(patterns.count)).rounded()
        }
        self.centers = centers
        let blocks = (matrix.columns + 1 + 3) / 4
        self.blocks = blocks
        var rows = [SIMD4<Double>](repeating: .zero, count: patterns.count * blocks)
        for (place, pattern) in patterns.enumerated() {
            rows[place * blocks][0] = 1
            for (column, value) in pattern.enumerated() {
                rows[place * blocks + (column + 1) / 4][(column + 1) % 4] = Double(value) - centers[column]
            }
        }
        self.rows = rows
    }

    /// The figures of so many replicates, of `replicateLimit` at most, on two threads.
    ///
    /// `statistic` gives as many numbers as there are figures, or nil where a draw has none, as when all who were drawn
    /// gave the same answer. `progress` is told how much is done, 0 to 1, from any thread.
    public func replicates(
        _ count: Int, of figures: Int, seed: UInt64, threads: Int = 2,
        progress: (@Sendable (Double) -> Void)? = nil,
        statistic: @escaping @Sendable (CentredMoments) -> [Double]?
    ) -> Replicates {
        let count = max(0, min(count, Self.replicateLimit))
        let chunk = 25
        let chunks = (count + chunk - 1) / chunk
        let results = Mutex([[[Double]?]](repeating: [], count: chunks))
        let next = Atomic(0)
        let done = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, 16))) { _ in
            var draw = Draw(self)
            while true {
                let place = next.add(1, ordering: .relaxed).oldValue
                guard place < chunks else { return }
                let numbers = place * chunk..<min(count, (place + 1) * chunk)
                let found = numbers.map { number -> [Double]? in
                    let figures = statistic(draw.moments(seed: seed, replicate: number))
                    return figures.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil }
                }
                results.withLock { $0[place] = found }
                progress?(Double(done.add(1, ordering: .relaxed).newValue) / Double(chunks))
            }
        }
        let all = results.withLock { $0.joined().compactMap(\.self).filter { $0.count == figures } }
        return Replicates(
            requested: count, seed: seed,
            sorted: (0..<max(0, figures)).map { figure in all.map { $0[figure] }.sorted() })
    }

    /// The memory of one thread.
    private struct Draw {
        private static let tile = 128
        let bootstrap: Bootstrap
        private var counts: [UInt32]
        private var products: [Double]
        /// The rows that were drawn, and how often.
        private var drawn: [(start: Int, weight: Double)] = []

        init(_ bootstrap: Bootstrap) {
            self.bootstrap = bootstrap
            counts = [UInt32](repeating: 0, count: bootstrap.rows.count / bootstrap.blocks)
            let size = bootstrap.blocks * 4
            products = [Double](repeating: 0, count: size * size)
        }

        mutating func moments(seed: UInt64, replicate: Int) -> CentredMoments {
            draw(SplitMix(seed: seed, stream: replicate))
            for index in products.indices { products[index] = 0 }
            // So few rows at a time that they stay in the nearest memory for all pairs of blocks.
            for start in stride(from: 0, to: drawn.count, by: Self.tile) {
                let range = start..<min(drawn.count, start + Self.tile)
                for first in 0..<bootstrap.blocks {
                    for second in first..<bootstrap.blocks { multiply(first, second, range) }
                }
            }
            let size = bootstrap.blocks * 4
            let n = Double(bootstrap.n)
            let k = bootstrap.columns
            let units = bootstrap.units
            var values = [Double](repeating: 0, count: k * k)
            for i in 0..<k {
                let sum = products[i + 1]
                for j in i..<k {
                    let raw = products[(i + 1) * size + j + 1]
                    var value = raw - sum * products[j + 1] / n
                    // What is left of the squares of numbers that are all the same is rounding.
                    if i == j, value <= 1e-12 * raw { value = 0 }
                    values[i * k + j] = value / units[i] / units[j]
                    values[j * k + i] = values[i * k + j]
                }
            }
            let means = (0..<k).map { (bootstrap.centers[$0] + products[$0 + 1] / n) / units[$0] }
            return CentredMoments(n: bootstrap.n, means: means, values)
        }

        /// Draws n respondents, each with the same probability, by D. Lemire's method ("Fast Random Integer Generation in
        /// an Interval", 2019), two from each number.
        private mutating func draw(_ generator: SplitMix) {
            let bootstrap = bootstrap
            for index in counts.indices { counts[index] = 0 }
            Self.count(bootstrap.owners.span, generator, into: &counts)
            drawn.removeAll(keepingCapacity: true)
            for index in counts.indices where counts[index] > 0 {
                drawn.append((index * bootstrap.blocks, Double(counts[index])))
            }
        }

        private static func count(
            _ owners: Span<UInt32>, _ generator: SplitMix, into counts: inout [UInt32]
        ) {
            var generator = generator
            var counts = counts.mutableSpan
            var left = owners.count
            let n = UInt64(left)
            let least = (1 << 32) % n
            while left > 0 {
                let bits = generator.next()
                let low = (bits & 0xFFFF_FFFF) &* n
                if low & 0xFFFF_FFFF >= least {
                    counts[Int(owners[Int(truncatingIfNeeded: low >> 32)])] &+= 1
                    left -= 1
                }
                guard left > 0 else { break }
                let high = (bits >> 32) &* n
                if high & 0xFFFF_FFFF >= least {
                    counts[Int(owners[Int(truncatingIfNeeded: high >> 32)])] &+= 1
                    left -= 1
                }
            }
        }

        private mutating func multiply(_ first: Int, _ second: Int, _ range: Range<Int>) {
            let (a, b, c, d) = sums(first, second, range)
            let place = first * 4 * bootstrap.blocks * 4 + second * 4
            let size = bootstrap.blocks * 4
            for column in 0..<4 {
                products[place + column] += a[column]
                products[place + size + column] += b[column]
                products[place + 2 * size + column] += c[column]
                products[place + 3 * size + column] += d[column]
            }
        }

        private typealias Four = SIMD4<Double>

        /// The sums of products of four columns with four others, of some of the rows that were drawn.
        private func sums(_ first: Int, _ second: Int, _ range: Range<Int>) -> (Four, Four, Four, Four) {
            var (a, b, c, d) = (
                SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero
            )
            let rows = bootstrap.rows.span
            let drawn = drawn.span
            for index in range {
                let (start, weight) = drawn[index]
                let x = rows[start &+ first] * weight
                let y = rows[start &+ second]
                a += y * x[0]
                b += y * x[1]
                c += y * x[2]
                d += y * x[3]
            }
            return (a, b, c, d)
        }
    }
}

/// The figures of all replicates that have them.
public struct Replicates: Hashable, Sendable {
    /// How many were made, those without figures among them.
    public let requested: Int
    /// From which seed.
    public let seed: UInt64
    /// For each figure its values, rising.
    let sorted: [[Double]]

    /// How many replicates have no figures.
    public var failed: Int { requested - (sorted.first?.count ?? 0) }

    /// The values of a figure that leave half of what the level leaves out below and above: the percentile interval. The
    /// value of rank `p (B + 1)`, and between two ranks on the line between them.
    ///
    /// Absent with fewer than 100 replicates (`tooFew`), and where more than one in twenty has no figure (`unstable`).
    public func interval(of figure: Int, level: ConfidenceLevel = .ninetyFive) -> Estimate<Interval> {
        guard requested >= 100 else { return .failure(.tooFew(minimum: 100)) }
        guard 20 * failed <= requested, sorted.indices.contains(figure) else {
            return .failure(.unstable)
        }
        let outside = (1 - level.value) / 2
        return .success(
            Interval(lower: quantile(figure, outside), upper: quantile(figure, 1 - outside)))
    }

    private func quantile(_ figure: Int, _ probability: Double) -> Double {
        let values = sorted[figure]
        let rank = probability * Double(values.count + 1)
        guard rank > 1 else { return values[0] }
        guard rank < Double(values.count) else { return values[values.count - 1] }
        let below = Int(rank)
        let part = rank - Double(below)
        return values[below - 1] + part * (values[below] - values[below - 1])
    }
}
