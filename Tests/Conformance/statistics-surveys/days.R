# airquality of datasets: J. Chambers, W. Cleveland, B. Kleiner and P. Tukey, "Graphical Methods for Data Analysis" (1983).

run <- "days"
q <- with(airquality, data.frame(temp = Temp, wind = Wind, comfort = pmin(10, pmax(0, (Temp - 56) %/% 4))))
day <- as.Date(ISOdate(2003, airquality$Month, airquality$Day))
save_csv("days", responses(q, day))
whole <- day >= as.Date("2003-05-05") & day <= as.Date("2003-09-28")
q <- q[whole, ]
week <- format(day[whole], "%G-W%V")
weeks <- unique(week)
clip <- function(limits, scale) pmin(scale[2], pmax(scale[1], limits))
put_period <- function(metric, measure, x, one, value, variance, scale, compare, natural) {
  x <- split(x, week)
  n <- lengths(x)
  points <- sapply(x, value)
  pooled <- unlist(x)
  for (w in weeks) {
    one(paste0("trend:", metric, "/", w, "/", measure), x[[w]])
    if (w == weeks[1]) next
    change <- compare(x)(w, weeks[match(w, weeks) - 1])
    put_limits(paste0("trend:", metric, "/", w, "/change"), change$difference, change$limits, "as in comparisons")
  }
  limits <- function(chart, w, low, high) {
    both <- clip(c(low, high), scale)
    put(paste0("control:", metric, "(", chart, ")/", w, "/lower_limit"), both[1], "formula")
    put(paste0("control:", metric, "(", chart, ")/", w, "/upper_limit"), both[2], "formula")
  }
  ranges <- abs(diff(points))
  put(paste0("control:", metric, "(xmr)/center"), mean(points), "mean")
  put(paste0("control:", metric, "(xmr)/moving_range"), mean(ranges), "diff")
  put(paste0("control:", metric, "(xmr)/range_limit"), 3.268 * mean(ranges), "diff")
  center <- value(pooled)
  smooth <- as.vector(filter(0.2 * points, 0.8, method = "recursive", init = center))
  spread <- as.vector(filter(0.04 * variance(pooled) / n, 0.64, method = "recursive"))
  for (i in seq_along(weeks)) {
    w <- weeks[i]
    limits("xmr", w, mean(points) - 2.66 * mean(ranges), mean(points) + 2.66 * mean(ranges))
    if (i > 1) put(paste0("control:", metric, "(xmr)/", w, "/moving_range"), ranges[i - 1], "diff")
    put(paste0("control:", metric, "(ewma)/", w, "/smoothed"), smooth[i], "filter")
    limits("ewma", w, center - 2.7 * sqrt(spread[i]), center + 2.7 * sqrt(spread[i]))
    if (natural != "xmr") limits(natural, w, center - 3 * sqrt(variance(pooled) / n[i]), center + 3 * sqrt(variance(pooled) / n[i]))
  }
  put_pairs(paste0("comparison:", metric), t(rev(tail(weeks, 2))), compare(x), "as in comparisons")
}
percent_variance <- function(x) 1e4 * mean(x) * (1 - mean(x))
put_period("warmth", "mean", q$temp, put_mean, mean, var, c(0, 120), compare_means, "xmr")
put_period("hot", "share", q$temp >= 80, put_share, function(x) 100 * mean(x), percent_variance, c(0, 100), compare_shares, "p")
put_period("comfort", "score", q$comfort, put_score, function(x) 100 * score(classes(x)),
           function(x) 1e4 * wald(classes(x))$error^2 * length(x), c(-100, 100), compare_scores, "promoter_score")

# Noon is one in the morning of the next day where clocks are 13 hours ahead.
run <- "days-zone"
month <- format(as.Date(ISOdate(2003, airquality$Month, airquality$Day)) + 1, "%Y-%m")
for (m in paste0("2003-0", 5:9)) put_mean(paste0("trend:warmth/", m, "/mean"), airquality$Temp[month == m])
