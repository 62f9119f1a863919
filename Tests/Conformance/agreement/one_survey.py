"""Everything about one survey: every format, read back by every reader."""

import csv_text
import damage
import own_formats
import read_codebook
import read_data_package
import read_ddi
import read_figures
import read_haven
import read_json_stat
import read_packages
import read_po
import read_pspp
import read_sss
import read_triple_s
import read_workbook
import round_trips
import same_statistics
import same_survey
import selections
import truth
from export import Study
from findings import Findings
from packages import PackageTruth, compare
from running import ROOT, run

PACKAGE_READERS = {
    "pyreadstat": (read_packages.pyreadstat_spss, ["sav", "zsav"]), "PSPP": (read_pspp.pspp, ["sav", "zsav"]),
    "R haven": (read_haven.haven, ["sav", "zsav", "dta"]), "readstat": (read_packages.readstat_command, ["sav", "zsav", "dta"]),
    "pandas": (read_packages.pandas_stata, ["dta"]),
}
# Where everything is tried, and not only whether all is there.
TRIED = "everything"
STANDARD = "reader from the standard"


def examine(sondeo, folder, store, sources, survey, sent, validators, has_sss):
    """The findings of one survey. `sources` are its versions, the newest last; `survey` is the model of that."""
    place = folder / survey.name
    place.mkdir(exist_ok=True)
    study = Study(sondeo, store, sources, survey, place, validators, has_sss)
    examining = Examining(study, sent)
    for part in [
        examining.own, examining.codebook, examining.tables, examining.packages, examining.workbooks, examining.ddi,
        examining.triple_s, examining.catalogues, examining.documents, examining.round_trips, examining.selections, examining.damages,
    ]:
        try:
            part()
        except Exception as error:  # an export that fails is a finding, and the other formats are still to be tried
            examining.findings.fault(part.__name__.replace("_", " "), "export", str(error)[:2000])
    examining.findings.faults = [f"{survey.name}: {fault}" for fault in examining.findings.faults]
    return examining.findings


class Examining:
    """Exports one survey in every format, and has it read."""

    def __init__(self, study, sent):
        self.study, self.sources, self.sent = study, study.sources, sent
        self.survey, self.findings = study.survey, Findings()
        self.first, self.last = study.survey.locales[0], study.survey.locales[-1]
        self.lines, _ = study.export("jsonl", "--include-personal")
        study.responses = truth.lines(self.lines)

    def check(self, form, reader, body, *arguments):
        self.findings.check(form, reader, body, *arguments)

    def rows(self, losses):
        """The responses as tables have them: what is not comparable with the newest version is not asked, and the loss
        report says so."""
        newest, found = self.survey.document["structure"], []
        for line in self.study.responses:
            if line["structure"] != newest:
                if losses.has_subject("not_comparable", f"version {line['version']}"):
                    continue
                known = {variable.name for variable in self.survey.variables}
                left = {name for name in [*line["answers"], *line["missing"]]
                        if name not in known or losses.leaves_out(name, line["locale"])}
                line = line | {part: {name: value for name, value in line[part].items() if name not in left}
                               for part in ["answers", "missing"]}
            found.append(line)
        return found

    # Our own

    def own(self):
        self.check("JSON Lines", "as sent", own_formats.as_sent, self.lines, self.sent)
        self.check("JSON Lines", "jsonschema", own_formats.every_line_conforms, self.lines)
        self.check("JSON Lines", "DuckDB", own_formats.by_duckdb, self.lines, self.survey, self.study.responses)
        path, _ = self.study.export("xml", "--include-personal")
        schema, grammar = ROOT / "Schemas/sondeo-responses.xsd", ROOT / "Schemas/sondeo-responses.rng"
        self.check("XML", "xmllint --schema", own_formats.xmllint, "--schema", schema, path)
        self.check("XML", "xmllint --relaxng", own_formats.xmllint, "--relaxng", grammar, path)
        self.check("XML", "ElementTree", own_formats.xml_like_lines, path, self.survey, self.study.responses)

    def codebook(self):
        self.study.codebook = read_codebook.load(self.study)
        self.check("codebook", "the survey itself", read_codebook.compare, self.study.codebook, self.survey)

    # Tables

    def tables(self):
        for personal in [False, True]:
            options = ["--include-personal"] if personal else ["--locale", self.last]
            path, losses = self.study.export("csv", *options, name="personal" if personal else "csv")
            columns = self.survey.columns(personal)
            table = truth.table(columns, self.rows(losses))
            for reader in csv_text.READERS:
                self.check("CSV", reader, csv_text.read, reader, columns, table, path)
            package = path.with_name(path.stem + ".datapackage.json")
            language = self.first if personal else self.last
            self.check("CSV", "frictionless", read_data_package.validate, package)
            self.check("CSV", "frictionless", read_data_package.compare_cells, package, columns, table)
            self.check("CSV", "datapackage.json", read_data_package.compare_labels, package, self.survey, columns, language)
        self.syntax()

    def syntax(self):
        path, losses = self.study.export("csv", "--syntax", "--locale", self.last, name="syntax")
        columns = self.survey.columns()
        expected = PackageTruth("sps", self.survey, columns, truth.table(columns, self.rows(losses)), self.last, losses)
        program = path.with_suffix(".sps").read_text(encoding="utf-8")
        self.check("CSV + .sps", "PSPP", lambda: compare(read_pspp.pspp(path, expected, program), expected))

    def packages(self):
        shapes = {"sav": ["--include-personal"], "zsav": ["--locale", self.last], "dta": ["--locale", self.last, "--include-personal"]}
        files = {}
        for form, options in shapes.items():
            path, losses = self.study.export(form, *options)
            columns = self.survey.columns("--include-personal" in options)
            locale = self.last if "--locale" in options else self.first
            table = truth.table(columns, self.rows(losses))
            self.check("." + form, "names", lambda: files.update({form: (path, PackageTruth(form, self.survey, columns, table, locale, losses))}) or {})
        if files:
            read_haven.read_all([path for path, _ in files.values()])
        for reader, (read, forms) in PACKAGE_READERS.items():
            for form in forms:
                if form in files:
                    path, expected = files[form]
                    self.check("." + form, reader, lambda: compare(read(path, expected), expected))
        for form, reader, body in [("sav", "pyreadstat", read_packages.pyreadstat_dates), ("sav", "R haven", read_haven.haven_dates),
                                   ("dta", "R haven", read_haven.haven_dates), ("dta", "pandas", read_packages.pandas_dates)]:
            if form in files:
                self.check("." + form, reader, body, *files[form])

    def workbooks(self):
        figures = read_figures.Figures(self.study)
        for values, options, locale in [("labels", ["--locale", self.last], self.last),
                                        ("codes", ["--values", "codes", "--include-personal"], self.first)]:
            path, losses = self.study.export("xlsx", *options, name=f"xlsx-{values}")
            columns = self.survey.columns("--include-personal" in options)
            table = truth.table(columns, self.rows(losses))
            self.check("XLSX", "openpyxl", read_workbook.openpyxl_cells, path, self.survey, columns, table, locale, values, losses)
            self.check("XLSX", "openpyxl", read_figures.compare, path, figures, self.survey, locale, values == "codes")
            if values == "labels":
                self.check("XLSX", "openpyxl", read_workbook.openpyxl_codebook, path, self.survey, columns, locale)
                self.check("XLSX", "ssconvert", read_workbook.ssconvert, path, self.survey, columns, table, locale, losses)

    # Other people's XML

    def ddi(self):
        for options, locales in [([], self.survey.locales), (["--locale", self.last, "--include-personal"], [self.last])]:
            path, losses = self.study.export("ddi", *options, name="ddi-one" if options else "ddi")
            columns = self.survey.columns("--include-personal" in options)
            if self.study.validators:
                self.check("DDI", "xmllint --schema", read_ddi.schema, self.study.validators, path)
            self.check("DDI", "ElementTree", read_ddi.compare, path, self.survey, columns, self.rows(losses), locales, self.study.codebook, losses)

    def triple_s(self):
        shapes = {
            "2.0": [], "3.0": ["--standard", "3.0", "--locale", self.first, "--include-personal"],
            "3.0 CSV": ["--standard", "3.0", "--data", "csv", "--locale", self.last]}
        for shape, options in shapes.items():
            name = "triple-" + shape.replace(" ", "-").replace(".", "-").lower()
            path, losses = self.study.export("triple-s", *options, name=name)
            files, locales = [path], [self.first if "--include-personal" in options else self.last]
            if not options:
                locales = self.survey.locales
                files = [path.with_name(f"{name}.{locale}.sss") for locale in locales]
            if self.study.validators:
                self.check(f"Triple-S {shape}", "xmllint --dtdvalid", read_triple_s.dtd, self.study.validators, "20" if shape == "2.0" else "30", files)
            if shape == "2.0" and self.study.has_sss and self.survey.name != "extremes":
                # It takes no numbers of thirty digits.
                self.check("Triple-S 2.0", "R sss", read_sss.compare, files[0])
            columns, rows = self.survey.columns("--include-personal" in options), self.rows(losses)
            for locale, file in zip(locales, files):
                self.check(f"Triple-S {shape}", STANDARD, read_triple_s.compare, file, self.survey, columns, rows, locale, losses)

    # Translations

    def catalogues(self):
        catalogues = self.study.catalogues = read_po.Catalogues(self.study)
        for reader, read in read_po.READERS.items():
            self.check("PO", reader, read_po.compare, read, catalogues)
        for reader, body in {
            "msgfmt --check": read_po.check_all, "gettext": read_po.look_up_all, "msgmerge": read_po.merge_all, "msgcat": read_po.laid_out,
            "and back to the survey": read_po.and_back, "translate merge": read_po.Catalogues.merging_again,
        }.items():
            self.check("PO", reader, body, catalogues)

    def documents(self):
        """Surveys and statistics in the formats of our own, and in JSON-stat."""
        folder, paths = self.study.folder, {}
        for form in ["json", "xml"]:
            paths["survey", form] = folder / f"survey.{form}"
            run(self.study.sondeo, "compile", self.study.source, "--to", form, "-o", paths["survey", form])
        for form in ["json", "xml", "csv", "jsonstat"]:
            paths["statistics", form] = folder / f"statistics.{form}"
            run(self.study.sondeo, "stats", self.study.store, *self.study.surveys(), "--format", form, "-o", paths["statistics", form])
        for kind in ["survey", "statistics"]:
            name, path = f"{kind} as XML", paths[kind, "xml"]
            self.check(f"{kind} as JSON", "jsonschema", own_formats.document_conforms, kind, paths[kind, "json"])
            self.check(name, "xmllint --schema", own_formats.xmllint, "--schema", ROOT / f"Schemas/sondeo-{kind}.xsd", path)
            self.check(name, "xmllint --relaxng", own_formats.xmllint, "--relaxng", ROOT / f"Schemas/sondeo-{kind}.rng", path)
        self.check("survey as XML", "ElementTree", same_survey.same_survey, folder)
        self.check("statistics as XML", "ElementTree", same_statistics.statistics_xml_like_json, folder)
        self.check("statistics as CSV", "python csv", same_statistics.statistics_csv_like_json, folder)
        cube, own = paths["statistics", "jsonstat"], paths["statistics", "json"]
        self.check("JSON-stat", "pyjstat", read_json_stat.by_pyjstat, cube)
        self.check("JSON-stat", "statistics as JSON", read_json_stat.compare, cube, own)

    # Round trips, selections, damages

    def round_trips(self):
        for form, name in [("xml", "XML"), ("csv", "CSV")]:
            if form == "csv" and len(self.sources) > 1:
                continue  # a table is of one version
            self.check(name, "and back to JSON Lines", round_trips.through, self.study, form, self.lines)
        for form in ["json", "xml"]:
            self.check(f"survey as {form.upper()}", "and back to .survey", round_trips.survey, self.study, form)
        for shape, options in {"2.0": [], "3.0 CSV": ["--standard", "3.0", "--data", "csv"]}.items():
            if len(self.sources) == 1:
                name = "back-" + shape.replace(" ", "-").replace(".", "-").lower()
                self.check(f"Triple-S {shape}", "and back to answers", round_trips.triple_s, self.study, options, name)

    def selections(self):
        if self.survey.name not in [TRIED, "extremes"]:
            return
        study = self.study
        self.check("JSON Lines", "--since", selections.chosen, study, ["--since", "2026-03-20"], lambda line: line["started"] >= "2026-03-20")
        if len(self.sources) > 1:
            for version in [1, 2]:
                self.check("JSON Lines", "--version", selections.chosen, study, ["--version", str(version)], lambda line: line["version"] == version)
            self.check("CSV", "the newest version", selections.newest_version, study)
            return
        self.check("JSON Lines", "--where", selections.chosen, study, ["--where", "way == store"], lambda line: line["answers"].get("way") == "store")
        self.check("weights", "csv, pyreadstat, pandas, PSPP", selections.weights, study)
        self.check("CSV", "rosters long", selections.long_tables, study, "csv", selections.csv_table)
        self.check("XLSX", "openpyxl, rosters long", selections.long_sheets, study)
        for form, reader, read in [("sav", "pyreadstat", read_packages.pyreadstat_spss), ("sav", "PSPP", read_pspp.pspp),
                                   ("dta", "pandas", read_packages.pandas_stata), ("dta", "R haven", read_haven.haven)]:
            self.check("." + form, f"{reader}, rosters long", selections.long_tables, study, form, selections.package_table(study, form, read))

    def damages(self):
        if self.survey.name == TRIED:
            damage.Damages(self.findings, self.study).run()
