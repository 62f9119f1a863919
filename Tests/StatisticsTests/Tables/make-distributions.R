# Writes distributions.txt: the probabilities and quantiles of R's own functions, to be compared with those of the product.
#
# Run `Rscript make-distributions.R`. Compared with mpmath, the tails here are within 1e-12, and so are the quantiles but two
# kinds, which are left out and written as -1:
# - qf takes denominators over 400,000 for infinite: of 1e6 and 1e6 degrees its quantiles are off by up to 4e-3;
# - qf near zero is a difference from one: qf(1e-20, 0.5, 3) is 0.
#
# Nor is R exact at all arguments of the tables far-*.txt: of a thousand million degrees pf is off by up to 1e-10 and pbeta by
# up to 1.1e-11, and pf(1e300, 1e9, 0.5, lower.tail = FALSE) is 0. Its pt and pchisq are within 2e-13 there.
rows <- character()
number <- function(x) formatC(x, digits = 17, format = "g", width = 1)
codes <- c(normal = 0, t = 1, chisq = 2, f = 3, beta = 4)
row <- function(name, a, b, x, lower, upper, back) {
  rows <<- c(rows, paste(c(codes[[name]], number(c(a, b, x, lower, upper, back))), collapse = " "))
}
for (x in c(-37, -20, -8, -3, -1.96, -0.5, 0, 0.1, 1, 2.5758, 6, 30))
  row("normal", 0, 0, x, pnorm(x), pnorm(x, lower.tail = FALSE),
      if (x < 0) qnorm(pnorm(x)) else qnorm(pnorm(x, lower.tail = FALSE), lower.tail = FALSE))
for (df in c(0.5, 1, 2.5, 9, 29, 1000, 1e6)) for (x in c(-30, -5, -1.96, -0.3, 0.7, 2.5758, 12))
  row("t", df, 0, x, pt(x, df), pt(x, df, lower.tail = FALSE),
      if (x < 0) qt(pt(x, df), df) else qt(pt(x, df, lower.tail = FALSE), df, lower.tail = FALSE))
for (df in c(0.5, 1, 2, 9, 50, 1000, 1e6)) for (p in c(1e-20, 0.001, 0.3, 0.5, 0.95, 0.999)) {
  x <- qchisq(p, df)
  if (x > 1e-300) row("chisq", df, 0, x, pchisq(x, df), pchisq(x, df, lower.tail = FALSE),
      if (p < 0.5) qchisq(pchisq(x, df), df)
      else qchisq(pchisq(x, df, lower.tail = FALSE), df, lower.tail = FALSE))
}
for (d in list(c(0.5, 3), c(1, 1), c(1, 30), c(4, 8), c(30, 2), c(199, 597), c(5000, 15000), c(1e6, 1e6)))
  for (p in c(1e-20, 0.001, 0.3, 0.5, 0.95, 0.999)) {
    x <- qf(p, d[1], d[2])
    if (x > 0) row("f", d[1], d[2], x, pf(x, d[1], d[2]), pf(x, d[1], d[2], lower.tail = FALSE),
        if (d[2] > 4e5) -1 else if (p < 0.5) qf(pf(x, d[1], d[2]), d[1], d[2])
        else qf(pf(x, d[1], d[2], lower.tail = FALSE), d[1], d[2], lower.tail = FALSE))
  }
for (s in list(c(0.25, 0.25), c(0.5, 3), c(1, 1), c(2.5, 0.5), c(10, 300), c(3000, 10), c(5e5, 5e5)))
  for (p in c(1e-20, 0.001, 0.3, 0.5, 0.95, 0.999)) {
    x <- qbeta(p, s[1], s[2])
    if (x < 1) row("beta", s[1], s[2], x, pbeta(x, s[1], s[2]), pbeta(x, s[1], s[2], lower.tail = FALSE),
        if (p < 0.5) qbeta(pbeta(x, s[1], s[2]), s[1], s[2])
        else qbeta(pbeta(x, s[1], s[2], lower.tail = FALSE), s[1], s[2], lower.tail = FALSE))
  }
writeLines(c(paste0("# distribution (0 normal, 1 t, 2 chi-square, 3 F, 4 beta), two parameters, x, lower and upper tail, ",
                    "quantile of the smaller tail or -1; made by make-distributions.R with ", R.version.string),
             rows), "distributions.txt")
