# attitude of datasets: S. Chatterjee and B. Price, "Regression Analysis by Example" (1977).

run <- "attitude"
save_csv("attitude", responses(attitude))
put_mean("rated.value", attitude$rating)
put_median("middle.value", attitude$rating)
drivers <- c("complaints", "privileges", "learning", "raises", "critical", "advance")
put_drivers("drivers:rating", attitude, "rating", drivers, drivers)
put_chain("chain:rating", attitude, "rating", c("learning", "complaints"), c("learning", "complaints"), "rating")
terms <- c("learning", "raises", "complaints")
put_chain("chain:rating#2", attitude, "rating", terms, terms, "rating")

# Percentiles of R's own draws: other random numbers, so that limits agree as far as 5,000 draws tell, within five of their errors.
run <- "attitude-bootstrap"
set.seed(1)
draws <- replicate(5000, {
  drawn <- as.matrix(attitude[sample(nrow(attitude), replace = TRUE), ])
  spread <- cov(drawn)
  slopes <- function(y, x) solve(spread[x, x], spread[x, y])
  c(sum(slopes("rating", drivers) * spread[drivers, "rating"]) / spread["rating", "rating"],
    slopes("complaints", "learning") * slopes("rating", c("learning", "complaints"))[2])
})
put_drawn <- function(name, values, tolerance) {
  limits <- quantile(values, c(0.025, 0.975), type = 6)
  for (end in 1:2) put(paste0(name, c(".low", ".high")[end]), limits[end], "quantile of 5000 draws", tolerance[end])
}
put_drawn("drivers:rating/r_squared", draws[1, ], c(0.04, 0.02))
put_drawn("chain:rating/indirect", draws[2, ], c(0.2, 0.05))
