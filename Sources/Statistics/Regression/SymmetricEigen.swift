/// The eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.
///
/// Slow beside other methods and as exact as any, small eigenvalues included; `O(k^3)` for each of some ten sweeps.
/// Source: G. Golub and C. Van Loan, "Matrix Computations", 4th edition (2013), section 8.5.
struct SymmetricEigen {
    /// The eigenvalues, in no order.
    let values: [Double]
    /// Row by row: column j is the vector of value j.
    let vectors: [Double]

    init(_ matrix: [Double], count k: Int) {
        var a = matrix
        var v = [Double](repeating: 0, count: k * k)
        for i in 0..<k { v[i * k + i] = 1 }
        for _ in 0..<60 {
            var off = 0.0
            for i in 0..<k { for j in 0..<i { off += a[i * k + j] * a[i * k + j] } }
            if off < 1e-40 { break }
            for p in 0..<k {
                for q in p + 1..<max(p + 1, k) { Self.rotate(&a, &v, p, q, k) }
            }
        }
        values = (0..<k).map { a[$0 * k + $0] }
        vectors = v
    }

    private static func rotate(_ a: inout [Double], _ v: inout [Double], _ p: Int, _ q: Int, _ k: Int) {
        let apq = a[p * k + q]
        guard abs(apq) > 1e-200 else { return }
        let theta = (a[q * k + q] - a[p * k + p]) / (2 * apq)
        let t =
            abs(theta) > 1e150
            ? 0.5 / theta : (theta < 0 ? -1.0 : 1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for i in 0..<k {
            let (x, y) = (a[i * k + p], a[i * k + q])
            a[i * k + p] = c * x - s * y
            a[i * k + q] = s * x + c * y
        }
        for i in 0..<k {
            let (x, y) = (a[p * k + i], a[q * k + i])
            a[p * k + i] = c * x - s * y
            a[q * k + i] = s * x + c * y
            let (u, w) = (v[i * k + p], v[i * k + q])
            v[i * k + p] = c * u - s * w
            v[i * k + q] = s * u + c * w
        }
        a[p * k + q] = 0
        a[q * k + p] = 0
    }
}
