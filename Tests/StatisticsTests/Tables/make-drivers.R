# Makes drivers-*.txt, chain.txt, penalty-reward.txt and one-factor*.txt: Rscript make-drivers.R, in this folder.
# Data that ship with R: swiss (Mosteller and Tukey 1977), mtcars (Henderson and Velleman 1981), attitude (Chatterjee and
# Price 1977), all in package datasets; bfi (Revelle, package psych; items of the International Personality Item Pool).
# lm is the reference of regressions, all p! orders or all 2^p sets of LMG, lavaan and psych of chains and factors.
options(digits = 17)
suppressMessages({library(lavaan); library(psych)})
head_of <- function(what) sprintf("# %s, lavaan %s, psych %s: %s", R.version.string,
  packageVersion("lavaan"), packageVersion("psych"), what)
write_rows <- function(name, what, rows) writeLines(c(head_of(what),
  sapply(rows, function(r) paste(formatC(r, digits = 17, format = "g", width = 1), collapse = " "))), paste0(name, ".txt"))

# R^2 of every set of predictors with lm, then the mean over all orders, by their number.
lmg <- function(data, y, xs) {
  p <- length(xs)
  r2 <- function(set) if (length(set) == 0) 0 else summary(lm(reformulate(xs[set], y), data))$r.squared
  sets <- lapply(0:(2^p - 1), function(m) which(bitwAnd(m, 2^(0:(p - 1))) > 0))
  explained <- sapply(sets, r2)
  sapply(1:p, function(j) {
    without <- Filter(function(m) bitwAnd(m, 2^(j - 1)) == 0, 0:(2^p - 1))
    sum(sapply(without, function(m) {
      s <- length(sets[[m + 1]])
      factorial(s) * factorial(p - 1 - s) / factorial(p) * (explained[m + 2^(j - 1) + 1] - explained[m + 1])
    }))
  })
}
# Johnson (2000), by the spectral root of the correlations.
johnson <- function(data, y, xs) {
  r <- cor(data[xs]); e <- eigen(r, symmetric = TRUE)
  root <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  beta <- solve(root, cor(data[xs], data[[y]]))
  as.vector(root^2 %*% beta^2)
}
moments <- function(data, columns) {
  m <- as.matrix(data[columns]); cross <- t(m) %*% m
  c(nrow(m), colSums(m), unlist(sapply(seq_along(columns), function(i) cross[i, i:length(columns)])))
}
mt <- data.frame(mpg = round(mtcars$mpg * 10), cyl = mtcars$cyl, disp = round(mtcars$disp * 10), hp = mtcars$hp,
  wt = round(mtcars$wt * 1000), qsec = round(mtcars$qsec * 100), gear = mtcars$gear, carb = mtcars$carb)
sw <- round(swiss * 100)
sets <- list(list(sw, "Fertility", c("Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality")),
  list(attitude, "rating", c("complaints", "privileges", "learning", "raises", "critical", "advance")),
  list(mt, "mpg", c("cyl", "disp", "hp", "wt", "qsec", "gear", "carb")))
for (i in seq_along(sets)) {
  d <- sets[[i]][[1]]; y <- sets[[i]][[2]]; xs <- sets[[i]][[3]]; p <- length(xs)
  fit <- lm(reformulate(xs, y), d); s <- summary(fit)
  vif <- sapply(1:p, function(j) 1 / (1 - summary(lm(reformulate(xs[-j], xs[j]), d))$r.squared))
  shares <- lmg(d, y, xs); weights <- johnson(d, y, xs); ci <- confint(fit)
  f <- s$fstatistic
  write_rows(paste0("drivers-", c("swiss", "attitude", "mtcars")[i]),
    paste0(c("swiss times 100", "attitude", "mtcars: mpg and disp times 10, wt times 1000, qsec times 100")[i], ". ", y, " on ",
      paste(xs, collapse = ", "), ". First n, sums and sums of products, y first; then R^2, F's p value, intercept; then a row",
      " for each: coefficient, standard error, p, lower, upper, VIF, LMG, relative weight"),
    c(list(moments(d, c(y, xs)), c(s$r.squared, pf(f[1], f[2], f[3], lower.tail = FALSE), coef(fit)[1])),
      lapply(1:p, function(j) c(coef(fit)[j + 1], s$coefficients[j + 1, c(2, 4)], ci[j + 1, ], vif[j], shares[j], weights[j]))))
}

# Chains: learning -> complaints -> rating, and with raises between.
chain <- function(xs, y) {
  data <- attitude
  rows <- list(moments(data, c(y, xs)))
  k <- length(xs); links <- list()
  for (i in seq_len(k)) {
    target <- if (i < k) xs[i + 1] else y
    s <- summary(lm(reformulate(xs[1:i], target), data))
    links[[i]] <- s$coefficients[xs[i], c(1, 2, 4)]
  }
  total <- summary(lm(reformulate(xs[1], y), data))$coefficients[xs[1], c(1, 2, 4)]
  last <- summary(lm(reformulate(xs, y), data)); direct <- last$coefficients[xs[1], c(1, 2, 4)]
  e <- sapply(links, `[`, 1); se <- sapply(links, `[`, 2)
  indirect <- prod(e); error <- sqrt(sum(sapply(seq_len(k), function(i) (prod(e[-i]) * se[i])^2)))
  c(rows, unname(links), list(total, direct, c(indirect, error, 2 * pnorm(-abs(indirect / error)))))
}
two <- sem("complaints ~ a*learning\nrating ~ cp*learning + b*complaints\nab := a*b\ntotal := cp + a*b", attitude)
three <- sem("raises ~ a*learning\ncomplaints ~ d*raises + learning\nrating ~ learning + raises + b*complaints\nadb := a*d*b", attitude)
pe <- function(fit, label) unlist(parameterEstimates(fit)[parameterEstimates(fit)$label == label, c("est", "se")])
write_rows("chain", "attitude: learning -> complaints -> rating by lm: n, sums and sums of products, the outcome first; a, b, c, c' and ab, each with its standard error and p",
  chain(c("learning", "complaints"), "rating"))
write_rows("chain-long", "attitude: learning -> raises -> complaints -> rating by lm: n, sums and sums of products, the outcome first; three links, c, c' and their product, each with its standard error and p",
  chain(c("learning", "raises", "complaints"), "rating"))
write_rows("chain-lavaan", "the same two by sem, whose standard errors have the divisor n: estimate and standard error of a, b, c', ab; then of three links and their product",
  c(lapply(c("a", "b", "cp", "ab"), function(l) pe(two, l)), lapply(c("a", "d", "b", "adb"), function(l) pe(three, l))))

# Penalty and reward: complaints on 10s as levels.
level <- attitude$complaints; top <- level >= 80; bottom <- level <= 50
s <- summary(lm(attitude$rating ~ top + bottom)); ci <- confint(lm(attitude$rating ~ top + bottom))
g <- function(who) c(sum(who), sum(attitude$rating[who]), sum(attitude$rating[who]^2))
write_rows("penalty-reward", "attitude: rating by complaints of 80 and more, of 50 and less: n, sum and sum of squares of the middle, the top, the bottom; b0, R^2; then reward and penalty: estimate, standard error, p, lower, upper",
  list(g(!top & !bottom), g(top), g(bottom), c(coef(s)[1, 1], s$r.squared), c(coef(s)[2, c(1, 2, 4)], ci[2, ]), c(coef(s)[3, c(1, 2, 4)], ci[3, ])))

# One factor: sets of complete answers; loadings of lavaan, omega of the raw scores, alpha and item statistics of psych.
data(bfi, package = "psych")
a <- na.omit(bfi[, c("A1", "A2", "A3", "A4", "A5")]); a$A1 <- 7 - a$A1
neuro <- na.omit(bfi[, paste0("N", 1:5)])
three_items <- na.omit(bfi[, c("C1", "C2", "C3")])
ten <- na.omit(bfi[, c(paste0("E", 1:5), paste0("N", 1:5))])
factors <- function(data) {
  names <- colnames(data)
  # factanal, whose search can be told to go to the end, is the reference; lavaan's own stops some 1e-6 before it.
  tight <- function(factr) try(factanal(data, 1, rotation = "none", control = list(opt = list(factr = factr, pgtol = 0, maxit = 10000),
    lower = 1e-4, nstart = 20)), silent = TRUE)
  exact <- Find(function(found) !inherits(found, "try-error"), lapply(c(1, 10, 100, 1e3, 1e4), tight))
  loadings <- as.vector(exact$loadings); if (sum(loadings) < 0) loadings <- -loadings
  sds <- sapply(data, sd)
  omega <- sum(loadings * sds)^2 / (sum(loadings * sds)^2 + sum((1 - loadings^2) * sds^2))
  fit <- cfa(paste("f =~", paste(names, collapse = " + ")), data, std.lv = TRUE)
  std <- lavInspect(fit, "std.all")$lambda[, 1]
  sign <- if (sum(std) < 0) -1 else 1
  al <- psych::alpha(data, check.keys = FALSE, warnings = FALSE)
  c(list(moments(data, names), c(ncol(data), omega, al$total$raw_alpha)),
    lapply(seq_along(names), function(i) c(mean(data[, i]), loadings[i], sign * std[i], al$item.stats$r.drop[i],
      if (length(names) > 2) al$alpha.drop$raw_alpha[i] else 0)))
}
for (set in list(list("agreeableness", a, "A1 turned, A2 to A5"), list("neuroticism", neuro, "N1 to N5"),
  list("three", three_items, "C1 to C3"), list("ten", ten, "E1 to E5 and N1 to N5, none turned"),
  list("attitude", attitude, "all of attitude")))
  write_rows(paste0("one-factor-", set[[1]]), paste0(set[[3]], ", complete cases. n, sums and sums of products; items, omega of factanal's one factor",
    " on raw scores, alpha; then for each item mean, loading of factanal, loading of lavaan, item-rest correlation and alpha if dropped of psych::alpha"), factors(set[[2]]))
f <- psych::fa(neuro, nfactors = 1, fm = "ml")
write_rows("one-factor-psych", "N1 to N5 of bfi: loadings of psych::fa(nfactors = 1, fm = 'ml')", lapply(abs(as.vector(f$loadings)), identity))
