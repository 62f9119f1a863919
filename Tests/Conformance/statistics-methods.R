# What several data sets need of R: intervals, comparisons, cross tables. Each `put_` names the numbers as statistics.py does.

LEVEL <- 0.95
wilson <- function(count, n) as.vector(suppressWarnings(prop.test(count, n, conf.level = LEVEL, correct = FALSE))$conf.int)
put_share <- function(name, truth, how = "prop.test(correct = FALSE)") {
  truth <- truth[!is.na(truth)]
  put_limits(name, 100 * mean(truth), 100 * wilson(sum(truth), length(truth)), how)
}
put_mean <- function(name, x, how = "t.test") {
  test <- t.test(x, conf.level = LEVEL)
  put_limits(name, test$estimate, test$conf.int, how)
}
classes <- function(x) c(sum(x <= 6, na.rm = TRUE), sum(x %in% 7:8), sum(x >= 9, na.rm = TRUE))
score <- function(k) (k[3] - k[1]) / sum(k)
# Tango's limits: roots of his statistic with the restricted likelihood's share of detractors.
tango <- function(k) {
  d <- k[1]; p <- k[3]; n <- sum(k)
  z <- qnorm(1 - (1 - LEVEL) / 2)
  statistic <- function(delta) {
    b <- -d - p + (2 * n - p + d) * delta
    q <- (sqrt(max(0, b^2 + 8 * n * d * delta * (1 - delta))) - b) / (4 * n)
    (p - d - n * delta) / sqrt(n * max(0, 2 * q + delta * (1 - delta)))
  }
  root <- function(low, high, z) uniroot(function(x) statistic(x) - z, c(low, high), tol = 1e-15, maxiter = 10000)$root
  s <- score(k)
  c(if (d == n) -1 else root(-1 + 1e-12, s - 1e-12, z), if (p == n) 1 else root(s + 1e-12, 1 - 1e-12, -z))
}
put_score <- function(name, x, how = "Tango by uniroot") put_limits(name, 100 * score(classes(x)), 100 * tango(classes(x)), how)
wald <- function(k) {
  s <- score(k)
  list(score = s, error = sqrt(((k[3] + k[1]) / sum(k) - s^2) / sum(k)))
}
median_limits <- function(x) {
  x <- sort(x)
  n <- length(x)
  rank <- max(which(pbinom(seq_len(n %/% 2) - 1, n, 0.5) <= (1 - LEVEL) / 2))
  c(x[rank], x[n + 1 - rank])
}
put_median <- function(name, x) put_limits(name, median(x, na.rm = TRUE), median_limits(x[!is.na(x)]), "median, pbinom")
mover <- function(one, limits_one, other, limits_other) {
  c(one - other - sqrt((one - limits_one[1])^2 + (limits_other[2] - other)^2),
    one - other + sqrt((limits_one[2] - one)^2 + (other - limits_other[1])^2))
}
# The probability that one promoter score is above another, both with Jeffreys' prior. All who are no passives are t of everybody, a beta
# variable, and r of those are promoters, another one: the score is t (2r - 1). Both integrals are sums over a fine even grid.
above <- function(one, other) {
  spread <- function(k) {
    a <- k + 0.5
    center <- (a[1] + a[3]) / sum(a)
    width <- sqrt(center * (1 - center) / (sum(a) + 1))
    t <- seq(max(1e-9, center - 12 * width), min(1 - 1e-9, center + 12 * width), length.out = 1001)
    weight <- dbeta(t, a[1] + a[3], a[2]) * (t[2] - t[1])
    list(t = t, weight = weight, a = a)
  }
  inside <- function(s, k) outer(s, k$t, function(s, t) pmin(1, pmax(0, (s / t + 1) / 2)))
  x <- spread(one); y <- spread(other)
  at <- score(one); error <- wald(one)$error
  s <- seq(max(-1, at - 12 * error), min(1, at + 12 * error), length.out = 1001)
  density <- as.vector(dbeta(inside(s, x), x$a[3], x$a[1]) %*% (x$weight / (2 * x$t)))
  below <- as.vector(pbeta(inside(s, y), y$a[3], y$a[1]) %*% y$weight)
  sum(density * below) / sum(density)
}
# Pairs in the order in which they are shown; `test` gives a list of numbers for two groups, the p value among them.
put_pairs <- function(name, pairs, test, how) {
  found <- apply(pairs, 1, function(pair) test(pair[1], pair[2]), simplify = FALSE)
  adjusted <- p.adjust(sapply(found, function(f) f$p_value), if (nrow(pairs) > 20) "BH" else "holm")
  for (i in seq_len(nrow(pairs))) {
    row <- paste0(name, "/", pairs[i, 1], ",", pairs[i, 2], "/")
    put_limits(paste0(row, "difference"), found[[i]]$difference, found[[i]]$limits, how)
    for (measure in setdiff(names(found[[i]]), c("difference", "limits"))) put(paste0(row, measure), found[[i]][[measure]], how)
    put(paste0(row, "adjusted_p_value"), adjusted[i], "p.adjust")
  }
}
pairs_of <- function(names) t(combn(names, 2))
compare_scores <- function(groups) function(left, right) {
  k <- classes(groups[[left]]); l <- classes(groups[[right]])
  one <- wald(k + c(0.75, 1.5, 0.75)); other <- wald(l + c(0.75, 1.5, 0.75))
  z <- (one$score - other$score) / sqrt(one$error^2 + other$error^2)
  list(difference = 100 * (score(k) - score(l)), limits = 100 * mover(score(k), tango(k), score(l), tango(l)), statistic = z,
       p_value = 2 * pnorm(-abs(z)))
}
compare_shares <- function(groups) function(left, right) {
  x <- na.omit(groups[[left]]); y <- na.omit(groups[[right]])
  test <- suppressWarnings(prop.test(c(sum(x), sum(y)), c(length(x), length(y)), correct = FALSE))
  list(difference = 100 * (mean(x) - mean(y)),
       limits = 100 * mover(mean(x), wilson(sum(x), length(x)), mean(y), wilson(sum(y), length(y))),
       statistic = sign(mean(x) - mean(y)) * sqrt(test$statistic), p_value = test$p.value)
}
compare_means <- function(groups) function(left, right) {
  test <- t.test(groups[[left]], groups[[right]], conf.level = LEVEL)
  list(difference = unname(test$estimate[1] - test$estimate[2]), limits = test$conf.int, statistic = test$statistic,
       degrees_of_freedom = test$parameter, p_value = test$p.value)
}
# A cross table with chi-square, Cramér's V, shares of columns and letters.
put_cross <- function(name, rows, columns) {
  t <- table(rows, columns)
  test <- suppressWarnings(chisq.test(t, correct = FALSE))
  put(paste0(name, "/n"), sum(t), "table")
  put(paste0(name, "/statistic"), test$statistic, "chisq.test(correct = FALSE)")
  put(paste0(name, "/degrees_of_freedom"), test$parameter, "chisq.test(correct = FALSE)")
  put(paste0(name, "/p_value"), test$p.value, "chisq.test(correct = FALSE)")
  put(paste0(name, "/cramers_v"), sqrt(test$statistic / sum(t) / (min(dim(t)) - 1)), "Cramer's formula")
  bases <- colSums(t)
  pairs <- t(combn(ncol(t), 2))
  for (i in seq_len(nrow(t))) {
    raw <- apply(pairs, 1, function(k) suppressWarnings(prop.test(t[i, k], bases[k], correct = FALSE))$p.value)
    raw[is.nan(raw)] <- 1
    found <- p.adjust(raw, "holm") < 1 - LEVEL
    for (j in seq_len(ncol(t))) {
      cell <- paste0(name, "/", rownames(t)[i], ",", colnames(t)[j])
      put(paste0(cell, "/count"), t[i, j], "table")
      put(paste0(cell, "/expected"), test$expected[i, j], "chisq.test")
      put_limits(paste0(cell, "/column_share"), 100 * t[i, j] / bases[j], 100 * wilson(t[i, j], bases[j]), "prop.test(correct = FALSE)")
      lower <- sapply(seq_len(ncol(t)), function(k) {
        pair <- pairs[, 1] == min(j, k) & pairs[, 2] == max(j, k)
        k != j && found[pair] && t[i, j] / bases[j] > t[i, k] / bases[k]
      })
      put(paste0(cell, "/marks"), paste(LETTERS[which(lower)], collapse = " "), "pairwise prop.test, p.adjust(holm)")
    }
  }
}
