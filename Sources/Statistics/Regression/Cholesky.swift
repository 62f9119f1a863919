/// The lower triangular factor L of a correlation matrix, `L L' = R`.
///
/// A pivot is what is left of a variable when those before it are taken out, of 1. Where nothing is left the variable
/// follows from them, and there is no factor. `O(k^3)` for k variables.
struct Cholesky {
    let count: Int
    /// Row by row.
    private let lower: [Double]

    /// Less than this part of a variable is nothing: it is what rounding leaves.
    static let tolerance = 1e-10

    /// Absent for a variable that follows from those before it.
    static func factor(of matrix: [Double], count: Int) -> Estimate<Cholesky> {
        var lower = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0...i {
                var sum = matrix[i * count + j]
                for k in 0..<j { sum -= lower[i * count + k] * lower[j * count + k] }
                if j < i {
                    lower[i * count + j] = sum / lower[j * count + j]
                } else {
                    guard sum > tolerance else { return .failure(.collinearItem(i)) }
                    lower[i * count + i] = sum.squareRoot()
                }
            }
        }
        return .success(Cholesky(count: count, lower: lower))
    }

    private init(count: Int, lower: [Double]) {
        self.count = count
        self.lower = lower
    }

    /// Solves `R x = b`.
    func solve(_ b: [Double]) -> [Double] {
        var x = b
        for i in 0..<count {
            for k in 0..<i { x[i] -= lower[i * count + k] * x[k] }
            x[i] /= lower[i * count + i]
        }
        for i in (0..<count).reversed() {
            for k in i + 1..<max(i + 1, count) { x[i] -= lower[k * count + i] * x[k] }
            x[i] /= lower[i * count + i]
        }
        return x
    }

    /// The inverse, row by row.
    var inverse: [Double] {
        var inverse = [Double](repeating: 0, count: count * count)
        for column in 0..<count {
            var unit = [Double](repeating: 0, count: count)
            unit[column] = 1
            for (row, value) in solve(unit).enumerated() { inverse[row * count + column] = value }
        }
        return inverse
    }

    /// What is left of each variable: their product is the determinant, which itself might underflow.
    var pivots: [Double] { (0..<count).map { lower[$0 * count + $0] * lower[$0 * count + $0] } }
}
