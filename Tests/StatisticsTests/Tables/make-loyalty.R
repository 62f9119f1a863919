# Writes retention.txt, customers.txt and customer-value.txt.
#
# Run `Rscript make-loyalty.R` with the package survey. Retention: prop.test without correction, which is Wilson's interval.
# What a customer is worth: the margins and the periods that were stayed after are ratios of totals over customers
# (svyratio), and the values functions of both (svycontrast, which is the delta method). The customers are invented.
suppressPackageStartupMessages(library(survey))
number <- function(x) formatC(x, digits = 17, format = "g", width = 1)
made <- paste0("made by make-loyalty.R with ", R.version.string, ", survey ", packageVersion("survey"))

rows <- character()
for (s in list(c(100, 90, 30), c(40, 0, 0), c(25, 60, 35), c(1, 1, 1), c(1000000, 900000, 50000), c(17, 12, 3))) {
  kept <- s[2] - s[3]
  stay <- suppressWarnings(prop.test(kept, s[1], correct = FALSE))$conf.int
  leave <- suppressWarnings(prop.test(s[1] - kept, s[1], correct = FALSE))$conf.int
  rows <- c(rows, paste(number(c(s, kept / s[1], stay, 1 - kept / s[1], leave)), collapse = " "))
}
writeLines(c(paste("# S, E, N, retention and its interval, churn and its interval;", made), rows), "retention.txt")

set.seed(7)
cases <- list(
  data.frame(k = 1, s = c(1, 1, 0, 1, 1, 0, 1, 1), m = c(100, 200, 50, 100, 200, 50, 100, 200)),
  data.frame(k = rep(c(3, 5, 1, 12), 15))[, , drop = FALSE],
  data.frame(k = sample(1:24, 80, replace = TRUE)),
  data.frame(k = sample(1:6, 40, replace = TRUE)))
for (i in 2:4) {
  d <- cases[[i]]
  d$s <- rbinom(nrow(d), d$k, c(0, 0.6, 0.97, 0.1)[i])
  d$m <- round(d$k * rgamma(nrow(d), 3, 0.01)) + c(0, 0, 1e9, -100)[i] * d$k
  cases[[i]] <- d
}
people <- unlist(lapply(seq_along(cases), function(i) {
  d <- cases[[i]]
  paste(i, number(d$k), number(d$s), number(d$m))
}))
writeLines(c(paste("# case, a customer's periods, how many of these were stayed after, and the margin of all of them;", made),
             people), "customers.txt")

rows <- character()
for (i in seq_along(cases)) for (rate in c(0, 0.01, 0.1)) {
  ratios <- svyratio(~ m + s, ~ k, svydesign(ids = ~ 1, weights = ~ 1, data = cases[[i]]), covmat = TRUE)
  point <- setNames(as.vector(coef(ratios)), c("m", "r"))
  spread <- structure(vcov(ratios), dimnames = list(names(point), names(point)))
  stat <- structure(point, var = spread, class = "svystat")
  values <- list(quote(m), bquote(m * r / (1 + .(rate) - r)), bquote(m * (1 + .(rate)) / (1 + .(rate) - r)),
                 as.call(list(as.name("*"), quote(m), Reduce(function(a, t) bquote(.(a) + (r / .(1 + rate))^.(t)), 2:12,
                                                            bquote(r / .(1 + rate))))))
  figures <- unlist(lapply(values, function(v) {
    result <- svycontrast(stat, v)
    limits <- as.vector(coef(result)) + c(-1, 1) * qnorm(0.975) * as.vector(SE(result))
    c(as.vector(coef(result)), limits)
  }))
  rows <- c(rows, paste(i, number(rate), paste(number(figures), collapse = " ")))
}
writeLines(c(paste0("# case, rate of a period, then with the limits of the 95 % interval each: the mean margin, the value of later ",
                    "payments, with one at once, of 12 periods; ", made), rows), "customer-value.txt")
