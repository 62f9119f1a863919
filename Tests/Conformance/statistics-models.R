# What R makes of drivers, chains, levels of satisfaction and scales.

# Shares of R^2: LMG from the R^2 of all 2^p sets of drivers, and Johnson's relative weights from the root of the correlations.
lmg <- function(data, outcome, drivers) {
  p <- length(drivers)
  has <- function(set, j) bitwAnd(set, 2^(j - 1)) > 0
  explained <- sapply(0:(2^p - 1), function(set) {
    chosen <- drivers[has(set, seq_len(p))]
    if (length(chosen) == 0) 0 else summary(lm(reformulate(chosen, outcome), data))$r.squared
  })
  sapply(seq_len(p), function(j) sum(sapply(Filter(function(set) !has(set, j), 0:(2^p - 1)), function(set) {
    size <- sum(has(set, seq_len(p)))
    factorial(size) * factorial(p - 1 - size) / factorial(p) * (explained[set + 2^(j - 1) + 1] - explained[set + 1])
  })))
}
relative_weights <- function(data, outcome, drivers) {
  e <- eigen(cor(data[drivers]), symmetric = TRUE)
  root <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  as.vector(root^2 %*% solve(root, cor(data[drivers], data[[outcome]]))^2)
}
# `data` has complete answers; `names` are those of its columns in the survey; `scale` is where ratings lie, nothing for numbers.
put_drivers <- function(name, data, outcome, drivers, names, scale = NULL) {
  fit <- lm(reformulate(drivers, outcome), data)
  s <- summary(fit)
  few <- length(drivers) <= 15
  shares <- if (few) lmg(data, outcome, drivers) else relative_weights(data, outcome, drivers)
  how <- if (few) "LMG from lm" else "relative weights from eigen"
  put(paste0(name, "/n"), nrow(data), "na.omit")
  put(paste0(name, "/r_squared"), s$r.squared, "lm")
  put(paste0(name, "/p_value"), pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE), "lm")
  for (j in seq_along(drivers)) {
    row <- paste0(name, "/", names[j], "/")
    put(paste0(row, "importance"), shares[j], how)
    put(paste0(row, "importance_share"), 100 * shares[j] / s$r.squared, how)
    put_limits(paste0(row, "coefficient"), coef(fit)[j + 1], confint(fit, level = LEVEL)[j + 1, ], "lm, confint")
    put(paste0(row, "standard_error"), s$coefficients[j + 1, 2], "lm")
    put(paste0(row, "p_value"), s$coefficients[j + 1, 4], "lm")
    put(paste0(row, "correlation"), cor(data[[drivers[j]]], data[[outcome]]), "cor")
    put(paste0(row, "variance_inflation"), 1 / (1 - summary(lm(reformulate(drivers[-j], drivers[j]), data))$r.squared), "lm")
    put_mean(paste0(row, "mean"), data[[drivers[j]]])
    if (is.null(scale)) next
    percent <- function(x) 100 * (x - scale[1]) / (scale[2] - scale[1])
    test <- t.test(data[[drivers[j]]], conf.level = LEVEL)
    put_limits(paste0(row, "performance"), percent(test$estimate), percent(test$conf.int), "t.test")
  }
}
# A chain by lm, and its estimates once more by lavaan.
put_chain <- function(name, data, outcome, terms, names, end) {
  k <- length(terms)
  links <- list()
  put(paste0(name, "/n"), nrow(data), "na.omit")
  coefficient <- function(row, measure, fit, term) {
    s <- summary(fit)$coefficients[term, ]
    put_limits(paste0(row, measure), s[1], confint(fit, term, level = LEVEL), "lm, confint")
    put(paste0(row, "standard_error"), s[2], "lm")
    put(paste0(row, "p_value"), s[4], "lm")
    s
  }
  for (i in seq_len(k)) {
    target <- if (i < k) terms[i + 1] else outcome
    row <- paste0(name, "/link,", names[i], ",", if (i < k) names[i + 1] else end, "/")
    links[[i]] <- coefficient(row, "coefficient", lm(reformulate(terms[seq_len(i)], target), data), terms[i])
  }
  ends <- paste0(",", names[1], ",", end, "/")
  last <- lm(reformulate(terms, outcome), data)
  coefficient(paste0(name, "/total", ends), "total", lm(reformulate(terms[1], outcome), data), terms[1])
  coefficient(paste0(name, "/direct", ends), "direct", last, terms[1])
  put(paste0(name, "/r_squared"), summary(last)$r.squared, "lm")
  estimates <- sapply(links, `[`, 1)
  errors <- sapply(links, `[`, 2)
  product <- prod(estimates)
  error <- sqrt(sum(sapply(seq_len(k), function(i) (prod(estimates[-i]) * errors[i])^2)))
  row <- paste0(name, "/indirect", ends)
  put_limits(paste0(row, "indirect"), product, product + c(-1, 1) * qnorm(1 - (1 - LEVEL) / 2) * error, "Sobel from lm")
  put(paste0(row, "standard_error"), error, "Sobel from lm")
  put(paste0(row, "p_value"), 2 * pnorm(-abs(product / error)), "Sobel from lm")
  model <- sapply(seq_len(k), function(i) {
    earlier <- c(if (i > 1) terms[seq_len(i - 1)], paste0("l", i, "*", terms[i]))
    paste(if (i < k) terms[i + 1] else outcome, "~", paste(earlier, collapse = " + "))
  })
  fit <- sem(paste(c(model, paste("product :=", paste0("l", seq_len(k), collapse = "*"))), collapse = "\n"), data)
  put(paste0(row, "indirect"), coef(fit, type = "user")["product"], "lavaan::sem", SEARCHED)
}
# The outcome at each level, and the regression on the best and the worst.
put_levels <- function(name, level, outcome, top, bottom, is_score) {
  known <- !is.na(level) & !is.na(outcome)
  level <- level[known]; outcome <- outcome[known]
  for (l in sort(unique(level))) {
    row <- paste0("curve:", name, "/", l, "/")
    if (is_score) put_score(paste0(row, "score"), outcome[level == l]) else put_mean(paste0(row, "mean"), outcome[level == l])
    put(paste0(row, "n"), sum(level == l), "table")
  }
  d <- data.frame(outcome, top = level >= top, bottom = level <= bottom)
  fit <- lm(outcome ~ top + bottom, d)
  s <- summary(fit)
  limits <- confint(fit, level = LEVEL)
  name <- paste0("penalty_reward:", name)
  put(paste0(name, "/r_squared"), s$r.squared, "lm")
  put(paste0(name, "/middle/mean"), coef(fit)[1], "lm")
  for (end in list(c("top", "reward", "topTRUE"), c("bottom", "penalty", "bottomTRUE"))) {
    row <- paste0(name, "/", end[1], "/")
    put_limits(paste0(row, end[2]), coef(fit)[end[3]], limits[end[3], ], "lm, confint")
    put(paste0(row, "standard_error"), s$coefficients[end[3], 2], "lm")
    put(paste0(row, "p_value"), s$coefficients[end[3], 4], "lm")
    put(paste0(row, "n"), sum(d[[end[1]]]), "table")
  }
}
# Alpha with Feldt's limits, omega, and each item. `items` are turned where they are reversed.
put_reliability <- function(metric, items, names) {
  enough <- rowSums(!is.na(items)) >= ncol(items) / 2
  put_mean(paste0(metric, ".value"), rowMeans(items[enough, ], na.rm = TRUE))
  put(paste0(metric, ".n"), sum(enough), "rowSums")
  complete <- na.omit(items)
  found <- psych::alpha(complete, check.keys = FALSE, warnings = FALSE)
  feldt <- psych::alpha.ci(found$total$raw_alpha, n.obs = nrow(complete), n.var = ncol(complete), p.val = 1 - LEVEL)
  put_limits(paste0(metric, ".scale.alpha"), found$total$raw_alpha, c(feldt$lower.ci, feldt$upper.ci), "psych::alpha, alpha.ci")
  name <- paste0("reliability:", metric)
  put(paste0(name, "/n"), nrow(complete), "na.omit")
  put_limits(paste0(name, "/alpha"), found$total$raw_alpha, c(feldt$lower.ci, feldt$upper.ci), "psych::alpha, alpha.ci")
  # The search of factanal can be told to go to the end, as far as it gets.
  search <- function(factr) try(factanal(complete, 1, rotation = "none", control = list(lower = 1e-4, nstart = 20,
    opt = list(factr = factr, pgtol = 0, maxit = 10000))), silent = TRUE)
  exact <- Find(function(f) !inherits(f, "try-error"), lapply(c(1, 10, 100, 1000), search))
  loadings <- as.vector(exact$loadings) * sign(sum(exact$loadings))
  ml <- psych::fa(complete, nfactors = 1, fm = "ml")
  deviations <- sapply(complete, sd)
  common <- sum(loadings * deviations)^2
  put(paste0(name, "/omega"), common / (common + sum((1 - loadings^2) * deviations^2)), "factanal", SEARCHED)
  # Its usual search stops some 1e-6 before the end; this one goes on until nothing changes, of which it warns.
  fit <- suppressWarnings(cfa(paste("f =~", paste(colnames(complete), collapse = " + ")), complete, std.lv = TRUE, optim.method = "BFGS",
                              control = list(reltol = 1e-16, maxit = 10000)))
  p <- lavInspect(fit, "est")
  lambda <- sum(p$lambda)^2
  put(paste0(name, "/omega"), lambda / (lambda + sum(diag(p$theta))), "lavaan::cfa", SEARCHED)
  standard <- lavInspect(fit, "std.all")$lambda[, 1]
  standard <- standard * sign(sum(standard))
  for (i in seq_along(names)) {
    row <- paste0(name, "/", names[i], "/")
    put(paste0(row, "mean"), mean(complete[[i]]), "mean")
    put(paste0(row, "loading"), loadings[i], "factanal", SEARCHED)
    put(paste0(row, "loading"), standard[i], "lavaan::cfa", SEARCHED)
    put(paste0(row, "loading"), abs(ml$loadings[i]), "psych::fa(fm = \"ml\")", 1e-4)
    put(paste0(row, "item_rest"), found$item.stats$r.drop[i], "psych::alpha")
    put(paste0(row, "alpha_if_dropped"), found$alpha.drop$raw_alpha[i], "psych::alpha")
  }
}
