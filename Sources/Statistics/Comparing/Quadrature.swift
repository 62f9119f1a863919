import Glibc

/// Points and weights on 0 to 1, with which polynomials of a degree below twice their number are integrated exactly.
///
/// Source: P. Davis and P. Rabinowitz, "Methods of Numerical Integration", 2nd edition (1984), section 2.7.
enum GaussLegendre {
    static let nodes: [(at: Double, weight: Double)] = make(48)

    static func make(_ count: Int) -> [(at: Double, weight: Double)] {
        (0..<count).map { index in
            // Newton's method from Tricomi's approximation of the root.
            var x = cos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var derivative = 1.0
            for _ in 0..<20 {
                var (previous, current) = (1.0, x)
                for degree in 2...max(2, count) {
                    let k = Double(degree)
                    (previous, current) = (current, ((2 * k - 1) * x * current - (k - 1) * previous) / k)
                }
                derivative = Double(count) * (x * current - previous) / (x * x - 1)
                let step = current / derivative
                x -= step
                if abs(step) < 1e-16 { break }
            }
            return ((1 + x) / 2, 1 / ((1 - x * x) * derivative * derivative))
        }
    }
}

/// The integral of a function from 0 to any place up to 1, as a polynomial.
///
/// Source: C. Clenshaw and A. Curtis, "A Method for Numerical Integration on an Automatic Computer", Numerische
/// Mathematik 2 (1960).
struct ChebyshevIntegral {
    /// Of Chebyshev polynomials on 0 to 1, the constant first.
    private var coefficients: [Double]
    /// The integral over all of it.
    var whole: Double { value(1) }

    private static let count = 64
    /// The cosines of multiples of pi over twice `count`.
    private static let cosines = (0..<4 * count).map { cos(.pi * Double($0) / Double(2 * count)) }

    /// Calls the function at 64 places.
    init(_ function: (Double) -> Double) {
        let (count, cosines) = (Self.count, Self.cosines)
        let values = (0..<count).map { function((1 + cosines[2 * $0 + 1]) / 2) }
        var series = (0..<count).map { degree in
            var sum = 0.0
            for index in 0..<count { sum += values[index] * cosines[degree * (2 * index + 1) % (4 * count)] }
            return sum * (degree == 0 ? 1 : 2) / Double(count)
        }
        series += [0, 0]
        // Term by term; half as much again because the interval is half as long.
        var integral = [0.0]
        for degree in 1...count {
            let before = degree == 1 ? 2 * series[0] : series[degree - 1]
            integral.append((before - series[degree + 1]) / Double(4 * degree))
        }
        coefficients = integral
        coefficients[0] = -evaluated(-1)
    }

    /// The integral from 0 to a place.
    func value(_ place: Double) -> Double { evaluated(2 * place - 1) }

    /// By Clenshaw's recurrence.
    private func evaluated(_ x: Double) -> Double {
        var (next, afterNext) = (0.0, 0.0)
        for coefficient in coefficients.dropFirst().reversed() {
            (next, afterNext) = (2 * x * next - afterNext + coefficient, next)
        }
        return x * next - afterNext + coefficients[0]
    }
}
