# UCBAdmissions of datasets: P. Bickel, E. Hammel and J. O'Connell, Science 187 (1975).

run <- "admissions"
u <- people(UCBAdmissions)
names(u) <- c("admit", "sex", "dept")
u$dept <- toupper(u$dept)
save_csv("admissions", cbind("response:locale" = ifelse(u$sex == "male", "en", "sv"), responses(u)))
admitted <- u$admit == "admitted"
for (dept in LETTERS[1:6]) put_share(paste0("admission[", dept, "].value"), admitted[u$dept == dept])
put_pairs("comparison:admission", pairs_of(LETTERS[1:6]), compare_shares(split(admitted, u$dept)), "MOVER on prop.test, prop.test")
run <- "admissions-groups"
groups <- split(admitted, paste(u$dept, u$sex, sep = ", "))
groups <- groups[paste(rep(LETTERS[1:6], each = 2), c("male", "female"), sep = ", ")]
for (name in names(groups)) put_share(paste0("admission[", sub(", ", ",", name), "].value"), groups[[name]])
put_pairs("comparison:admission", pairs_of(names(groups)), compare_shares(groups), "MOVER on prop.test, prop.test")
run <- "admissions-locales"
put_share("admission[en].value", admitted[u$sex == "male"])
put_share("admission[sv].value", admitted[u$sex == "female"])
put_share("admission.value", admitted)
put_pairs("comparison:admission", t(c("en", "sv")), compare_shares(list(en = admitted[u$sex == "male"], sv = admitted[u$sex == "female"])),
          "MOVER on prop.test, prop.test")
run <- "admissions-cross"
put_cross("cross_table:admit", factor(u$admit, c("admitted", "rejected")), u$dept)
for (sex in c("male", "female")) {
  own <- u$sex == sex
  put_cross(paste0("cross_table:admit[", c(male = "en", female = "sv")[sex], "]"), factor(u$admit, c("admitted", "rejected"))[own], u$dept[own])
}
