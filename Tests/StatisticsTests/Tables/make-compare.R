# Writes the compare-*.txt tables of the statistics tests: differences, corrections, cross tables, control charts.
#
# Run `Rscript make-compare.R` in this folder; only packages that come with R are used. The data are those that ship with
# R (package datasets): UCBAdmissions (P. Bickel et al., Science 187, 1975), HairEyeColor (R. Snee, The American
# Statistician 28, 1974), warpbreaks (J. Tukey, "Exploratory Data Analysis", 1977), InsectSprays (G. Beall, Biometrika 32,
# 1942), Nile (G. Cobb, Biometrika 65, 1978); counts of promoter scores are drawn with a seed.
# `Rscript make-compare.R check` compares with the files that are there and writes nothing.

check <- "check" %in% commandArgs(TRUE)
version <- paste0("R ", getRversion(), ", packages stats and datasets")

put <- function(name, heading, rows) {
  file <- paste0("compare-", name, ".txt")
  body <- apply(rows, 1, function(row) paste(sprintf("%.17g", row), collapse = " "))
  text <- c(paste0("# ", heading, "; made by make-compare.R with ", version), body)
  if (!check) return(invisible(writeLines(text, file)))
  old <- as.matrix(read.table(file))
  worst <- max(abs(old - rows) / pmax(abs(old), 1e-12))
  cat(sprintf("%-24s %4d rows, largest relative difference %.1e\n", file, nrow(rows), worst))
  if (!(worst < 1e-9)) quit(status = 1)
}

# Promoter scores: Tango's limits by the restricted likelihood, MOVER, and z after adding 3/4, 3/2, 3/4.
tango <- function(d, m, p, level) {
  n <- d + m + p
  z <- qnorm(1 - (1 - level) / 2)
  statistic <- function(delta) {
    a <- 2 * n
    b <- -d - p + (2 * n - p + d) * delta
    c <- -d * delta * (1 - delta)
    q <- (sqrt(max(0, b^2 - 4 * a * c)) - b) / (2 * a)
    (p - d - n * delta) / sqrt(n * max(0, 2 * q + delta * (1 - delta)))
  }
  s <- (p - d) / n
  root <- function(low, high, z) uniroot(function(x) statistic(x) - z, c(low, high), tol = 1e-15, maxiter = 10000)$root
  edge <- 1e-12
  lower <- if (d == n) -1 else root(-1 + edge, s - edge, z)
  upper <- if (p == n) 1 else root(s + edge, 1 - edge, -z)
  c(lower, upper)
}
set.seed(6)
rows <- NULL
for (i in 1:40) {
  size <- c(6, 12, 30, 100, 1000)[i %% 5 + 1]
  a <- as.vector(rmultinom(1, size, c(1, 2, 3))) + c(1, 1, 1)
  b <- as.vector(rmultinom(1, size * 2, c(2, 3, 3))) + c(1, 1, 1)
  level <- c(0.95, 0.9, 0.99)[i %% 3 + 1]
  s <- c((a[3] - a[1]) / sum(a), (b[3] - b[1]) / sum(b))
  la <- tango(a[1], a[2], a[3], level)
  lb <- tango(b[1], b[2], b[3], level)
  d <- s[1] - s[2]
  lower <- d - sqrt((s[1] - la[1])^2 + (lb[2] - s[2])^2)
  upper <- d + sqrt((la[2] - s[1])^2 + (s[2] - lb[1])^2)
  wald <- function(x) {
    x <- x + c(0.75, 1.5, 0.75)
    s <- (x[3] - x[1]) / sum(x)
    c(s, ((x[3] + x[1]) / sum(x) - s^2) / sum(x))
  }
  wa <- wald(a)
  wb <- wald(b)
  z <- (wa[1] - wb[1]) / sqrt(wa[2] + wb[2])
  rows <- rbind(rows, c(a, b, level, 100 * c(d, lower, upper), z, 2 * pnorm(-abs(z))))
}
put("promoter", "two samples of detractors, passives, promoters; level, difference, MOVER limits, z, p", rows)

# Shares: Newcombe's limits from the Wilson limits of prop.test, the score test of prop.test.
shares <- function(x1, n1, x2, n2, level) {
  one <- function(x, n) prop.test(x, n, conf.level = level, correct = FALSE)$conf.int
  a <- one(x1, n1)
  b <- one(x2, n2)
  p <- c(x1 / n1, x2 / n2)
  d <- p[1] - p[2]
  test <- suppressWarnings(prop.test(c(x1, x2), c(n1, n2), correct = FALSE))
  c(x1, n1, x2, n2, level, d, d - sqrt((p[1] - a[1])^2 + (b[2] - p[2])^2), d + sqrt((a[2] - p[1])^2 + (p[2] - b[1])^2),
    sign(d) * sqrt(unname(test$statistic)), test$p.value)
}
rows <- NULL
for (department in dimnames(UCBAdmissions)$Dept) for (level in c(0.95, 0.99)) {
  t <- UCBAdmissions[, , department]
  rows <- rbind(rows, shares(t[1, 1], sum(t[, 1]), t[1, 2], sum(t[, 2]), level))
}
put("shares", "UCBAdmissions, admitted men and women by department: count, base, count, base, level, difference, Newcombe limits, z, p", rows)

# Means: Welch.
means <- function(x, y, level) {
  test <- t.test(x, y, conf.level = level)
  c(length(x), sum(x), sum(x^2), length(y), sum(y), sum(y^2), level, mean(x) - mean(y), test$conf.int,
    unname(test$statistic), unname(test$parameter), test$p.value)
}
rows <- with(warpbreaks, rbind(
  means(breaks[wool == "A"], breaks[wool == "B"], 0.95), means(breaks[tension == "L"], breaks[tension == "M"], 0.95),
  means(breaks[tension == "L"], breaks[tension == "H"], 0.99), means(breaks[tension == "M"], breaks[tension == "H"], 0.9)))
sprays <- split(InsectSprays$count, InsectSprays$spray)
for (i in 1:5) for (j in (i + 1):6) rows <- rbind(rows, means(sprays[[i]], sprays[[j]], 0.95))
put("means", "warpbreaks and InsectSprays: n, sum, squares, n, sum, squares, level, difference, Welch limits, t, df, p", rows)

# Corrections.
p <- list(
  with(warpbreaks, pairwise.t.test(breaks, interaction(wool, tension), p.adjust.method = "none"))$p.value,
  with(InsectSprays, pairwise.t.test(count, spray, p.adjust.method = "none"))$p.value, 0.03, c(0.5, 0.5, 0.01, 0.01, 1))
rows <- NULL
for (set in seq_along(p)) {
  values <- as.vector(p[[set]])
  values <- values[!is.na(values)]
  rows <- rbind(rows, cbind(set, values, p.adjust(values, "holm"), p.adjust(values, "BH")))
}
put("corrections", "pairwise t tests of warpbreaks and InsectSprays, one value, ties: set, p, Holm, Benjamini-Hochberg", rows)

# Cross tables.
tables <- list(
  margin.table(HairEyeColor, c(1, 2)), margin.table(HairEyeColor, c(2, 3)), margin.table(UCBAdmissions, c(1, 3)),
  margin.table(UCBAdmissions, c(2, 3)), table(warpbreaks$breaks > 25, warpbreaks$tension))
cells <- tests <- letters <- NULL
for (set in seq_along(tables)) {
  t <- unclass(tables[[set]])
  test <- suppressWarnings(chisq.test(t, correct = FALSE))
  v <- sqrt(unname(test$statistic) / sum(t) / (min(dim(t)) - 1))
  tests <- rbind(tests, c(set, unname(test$statistic), unname(test$parameter), test$p.value, v, min(test$expected)))
  bases <- colSums(t)
  for (i in seq_len(nrow(t))) {
    for (j in seq_len(ncol(t))) {
      wilson <- prop.test(t[i, j], bases[j], correct = FALSE)$conf.int
      cells <- rbind(cells, c(set, i, j, t[i, j], test$expected[i, j], t[i, j] / bases[j], wilson))
    }
    pairs <- t(combn(ncol(t), 2))
    raw <- apply(pairs, 1, function(k) suppressWarnings(prop.test(t[i, k], bases[k], correct = FALSE))$p.value)
    higher <- apply(pairs, 1, function(k) t[i, k[1]] / bases[k[1]] > t[i, k[2]] / bases[k[2]])
    letters <- rbind(letters, cbind(
      set, i, ifelse(higher, pairs[, 1], pairs[, 2]), ifelse(higher, pairs[, 2], pairs[, 1]), p.adjust(raw, "holm")))
  }
}
put("cross-tests", "cross tables: set, chi-square, df, p, Cramer's V, smallest expected count", tests)
put("cross-cells", "cross tables: set, row, column, count, expected, column share, Wilson limits", cells)
put("cross-letters", "cross tables: set, row, higher column, lower column, Holm's p of the two shares", letters)

# Control charts.
x <- as.vector(Nile)
ranges <- c(0, abs(diff(x)))
center <- mean(x)
bar <- mean(ranges[-1])
smooth <- as.vector(filter(0.2 * x, 0.8, method = "recursive", init = center))
spread <- sqrt(var(x) * 0.2 / 1.8 * (1 - 0.8^(2 * seq_along(x))))
put("control", "Nile: value, moving range, XmR lower, upper, range limit, EWMA, its lower and upper limit",
    cbind(x, ranges, center - 2.66 * bar, center + 2.66 * bar, 3.268 * bar, smooth, center - 2.7 * spread, center + 2.7 * spread))
