# pbcseq of survival: T. Therneau and P. Grambsch, "Modeling Survival Data" (2000); the Mayo Clinic's trial in primary biliary cirrhosis.

p <- with(pbcseq, data.frame(patient = paste0("p", id), recommend = pmin(10, pmax(0, round(4 * (albumin - 1.5))))))
day <- as.Date("2001-01-01") + pbcseq$day
save_csv("visits", responses(p, day))
save_csv("visits-purchases", data.frame(customer = p$patient, date = format(day), amount = pbcseq$bili))
put_retention <- function(row, found) {
  kept <- sum(found$before & found$now)
  n <- sum(found$before)
  lost <- n - kept
  put_limits(paste0(row, "retention"), 100 * kept / n, 100 * wilson(kept, n), "prop.test(correct = FALSE)")
  put_limits(paste0(row, "churn"), 100 * lost / n, 100 * wilson(lost, n), "prop.test(correct = FALSE)")
  # The base of all periods together are the customers, each once.
  if (endsWith(row, ":patient/") || row == "retention/") return(put(paste0(row, "n"), length(unique(found$patient[found$before])), "unique"))
  put(paste0(row, "n"), n, "table")
  put(paste0(row, "lost_customers"), lost, "table")
  put(paste0(row, "new_customers"), sum(!found$before & found$now), "table")
}
# The class of each patient before a period: that of the latest answer before it.
class_before <- function(patient, start) {
  mine <- p$patient == patient & day < start
  if (!any(mine)) return("none")
  latest <- p$recommend[mine][which.max(day[mine])]
  if (latest <= 6) "detractor" else if (latest <= 8) "passive" else "promoter"
}
# Who was there before each period and who in it, and what they spent in the one before; of all periods but the first and the last, which
# is not over. `cuts` are the first days of periods.
periods_of <- function(cuts) {
  period <- findInterval(day, cuts)
  there <- table(p$patient, factor(period, seq_along(cuts))) > 0
  spent <- tapply(pbcseq$bili, list(factor(p$patient, rownames(there)), factor(period, seq_along(cuts))), sum, default = 0)
  do.call(rbind, lapply(2:(length(cuts) - 1), function(i) {
    who <- which(there[, i - 1] | there[, i])
    patients <- rownames(there)[who]
    data.frame(patient = patients, period = i, before = there[who, i - 1], now = there[who, i], spent = spent[who, i - 1],
               class = sapply(patients, class_before, start = cuts[i]))
  }))
}
# What a customer is worth, as ratios of totals over customers and functions of them: a margin of half, the next five years.
put_worth <- function(row, old, rate, ahead) {
  each <- aggregate(cbind(k = 1, s = as.numeric(now), m = spent / 2) ~ patient, old, sum)
  ratios <- svyratio(~ m + s, ~ k, svydesign(~1, weights = ~1, data = each), covmat = TRUE)
  point <- setNames(as.vector(coef(ratios)), c("m", "r"))
  stat <- structure(point, var = structure(vcov(ratios), dimnames = list(names(point), names(point))), class = "svystat")
  put_value <- function(measure, formula) {
    found <- svycontrast(stat, formula)
    value <- as.vector(coef(found))
    put_limits(paste0(row, measure), value, value + c(-1, 1) * qnorm(0.975) * as.vector(SE(found)), "svyratio, svycontrast")
  }
  put_value("margin", quote(m))
  put_value("lifetime", bquote(m * r / (1 + .(rate) - r)))
  put_value("lifetime_with_first_payment", bquote(m * (1 + .(rate)) / (1 + .(rate) - r)))
  payments <- lapply(seq_len(ahead), function(t) bquote((r / (1 + .(rate)))^.(t)))
  put_value("lifetime_finite", bquote(m * .(Reduce(function(a, b) bquote(.(a) + .(b)), payments))))
}
years <- seq(as.Date("2001-01-01"), max(day), by = "year")
yearly <- periods_of(years)
for (run in c("visits", "visits-purchases")) {
  for (i in 2:12) put_retention(paste0("retention:patient/", format(years[i], "%Y"), "/"), yearly[yearly$period == i, ])
  put_retention("retention:patient/", yearly)
  for (class in c("detractor", "passive", "promoter")) put_retention(paste0("retention:patient/", class, "/"), yearly[yearly$class == class, ])
}
put_worth("lifetime:patient/", yearly[yearly$before, ], 0.08, 5)
for (class in c("detractor", "passive", "promoter")) {
  put_worth(paste0("lifetime:patient/", class, "/"), yearly[yearly$before & yearly$class == class, ], 0.08, 5)
}
# The purchases alone, by the quarter: 8 % a year is less a quarter, and five years are 20 quarters.
run <- "purchases"
quarters <- seq(as.Date("2001-01-01"), max(day), by = "quarter")
quarterly <- periods_of(quarters)
put_retention("retention/", quarterly)
for (i in 2:6) {
  name <- paste0(format(quarters[i], "%Y"), "-", quarters(quarters[i]))
  put_retention(paste0("retention/", name, "/"), quarterly[quarterly$period == i, ])
  bought <- findInterval(day, quarters) == i
  put(paste0("retention/", name, "/purchases"), sum(bought), "sum")
  put(paste0("retention/", name, "/spend"), sum(pbcseq$bili[bought]) / length(unique(p$patient[bought])), "sum")
}
put_worth("lifetime/", quarterly[quarterly$before, ], 1.08^(1 / 4) - 1, 20)
