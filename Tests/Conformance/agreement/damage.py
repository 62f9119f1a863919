"""Checks that can fail: damaged files are refused by the readers, and one changed value or label in a file is noticed."""
import json
import shutil
import zipfile

import csv_text
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
import read_triple_s
import read_workbook
import truth
from damaging import cut, refused, replaced, rezipped
from findings import expect
from packages import PackageTruth, compare
from running import ROOT


class Damages:
    """Damages files one by one, and counts what is noticed."""

    def __init__(self, findings, study):
        self.findings, self.study = findings, study

    def noticed(self, form, reader, what, body, *arguments):
        """A damage must be noticed."""
        try:
            if refused(body, *arguments):
                self.findings.count(form, reader, "damages noticed", 1)
            else:
                self.findings.fault(form, reader, f"does not notice {what}")
        except Exception as error:
            self.findings.fault(form, reader, f"{what}: {error}")

    def run(self):
        for part in [self.lines, self.xml, self.csv, self.packages, self.workbook, self.ddi, self.triple_s,
                     self.catalogues, self.codebook, self.statistics]:
            try:
                part()
            except Exception as error:
                self.findings.fault(part.__name__, "damage", f"{type(error).__name__}: {error}")

    def lines(self):
        path, _ = self.study.export("jsonl", "--include-personal")
        sent = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        line = json.loads(sent[0])
        for key, value in {"strange": 1, "state": "finished", "version": 0, "answers": [], "missing": {"why": "lost"}}.items():
            self.noticed("JSON Lines", "jsonschema", key, own_formats.conforms, "response", line | {key: value})
        changed = replaced(path, b'"answers":{"place":"', b'"answers":{"place":"x')
        self.noticed("JSON Lines", "as sent", "a value", own_formats.as_sent, changed, sent)
        self.noticed("JSON Lines", "DuckDB", "a value", own_formats.by_duckdb, changed, self.study.survey, self.study.responses)

    def xml(self):
        path, _ = self.study.export("xml", "--include-personal")
        schema, grammar = ROOT / "Schemas/sondeo-responses.xsd", ROOT / "Schemas/sondeo-responses.rng"
        for what, old, new in [("ESC", b">store<", b">st\x1bre<"), ("a state", b'state="partial"', b'state="parted"'),
                               ("an element", b"<missing ", b"<lost "), ("another namespace", b"responses:1", b"responses:9")]:
            changed = replaced(path, old, new)
            if what == "an element":
                changed.write_bytes(path.read_bytes().replace(b"<missing ", b"<lost "))
            self.noticed("XML", "xmllint --schema", what, own_formats.xmllint, "--schema", schema, changed)
            self.noticed("XML", "xmllint --relaxng", what, own_formats.xmllint, "--relaxng", grammar, changed)
            self.noticed("XML", "jing", what, own_formats.jing, grammar, [changed])
        changed = replaced(path, b">store<", b">phone<")
        self.noticed("XML", "ElementTree", "a value", own_formats.xml_like_lines, changed, self.study.survey, self.study.responses)
        self.noticed("XML", "xmllint --schema", "its end", own_formats.xmllint, "--schema", schema, cut(path))
        for kind, old, new in [("survey", b'formatVersion="1"', b'formatVersion="one"'), ("statistics", b'method="score"', b'method="guess"')]:
            path, form = self.study.folder / f"{kind}.xml", f"{kind} as XML"
            schema, grammar = ROOT / f"Schemas/sondeo-{kind}.xsd", ROOT / f"Schemas/sondeo-{kind}.rng"
            for what, file in [("a word", replaced(path, old, new)), ("another namespace", replaced(path, b':1"', b':9"')), ("its end", cut(path))]:
                self.noticed(form, "xmllint --schema", what, own_formats.xmllint, "--schema", schema, file)
                self.noticed(form, "xmllint --relaxng", what, own_formats.xmllint, "--relaxng", grammar, file)
                self.noticed(form, "jing", what, own_formats.jing, grammar, [file])

    def csv(self):
        path, _ = self.study.export("csv")
        columns = self.study.survey.columns()
        table = truth.table(columns, self.study.responses)
        changed = replaced(path, b",store,", b",phone,")
        for reader in csv_text.READERS:
            self.noticed("CSV", reader, "a value", csv_text.read, reader, columns, table, changed)
        described = path.with_name("csv.datapackage.json")
        if not described.exists():
            return
        package = path.parent / "damaged" / described.name
        one, other = (line["response"].encode() for line in self.study.responses[-2:])
        for what, old, new in [("a ragged row", b"\r\n0", b",,\r\n0"), ("an id twice", other, one),
                               ("a word for a truth", b",complete,false,", b",complete,maybe,")]:
            changed = replaced(path, old, new, from_end=True)
            package.write_bytes(described.read_bytes())
            self.noticed("CSV", "frictionless", what, read_data_package.validate, package)
        changed = replaced(described, b'"label":"By phone', b'"label":"By shout')
        self.noticed("CSV", "datapackage.json", "a label", read_data_package.compare_labels, changed, self.study.survey, columns, "en")

    def packages(self):
        columns = self.study.survey.columns()
        table = truth.table(columns, self.study.responses)
        readers = {
            "sav": [("pyreadstat", read_packages.pyreadstat_spss), ("PSPP", read_pspp.pspp), ("readstat", read_packages.readstat_command), ("R haven", self.haven)],
            "zsav": [("pyreadstat", read_packages.pyreadstat_spss), ("PSPP", read_pspp.pspp), ("R haven", self.haven)],
            "dta": [("pandas", read_packages.pandas_stata), ("readstat", read_packages.readstat_command), ("R haven", self.haven)]}
        for form, found in readers.items():
            path, losses = self.study.export(form)
            expected = PackageTruth(form, self.study.survey, columns, table, "en", losses)
            head = (b"$FL", b"$FX") if form != "dta" else (b"<release>118", b"<release>218")
            for name, read in found:
                def whole(file, read=read):
                    compare(read(file, expected), expected)
                self.noticed("." + form, name, "a byte of its head", whole, replaced(path, *head))
                self.noticed("." + form, name, "its end", whole, cut(path))
                label = b"How did you come?"
                if name != "readstat":
                    self.noticed("." + form, name, "a label", whole, replaced(path, label, b"How did you cone?"))
                if form != "zsav":
                    self.noticed("." + form, name, "a value", whole, replaced(path, *self.value()))

        path, losses = self.study.export("csv", "--syntax", name="syntax")
        expected, program = PackageTruth("sps", self.study.survey, columns, table, "en", losses), path.with_suffix(".sps").read_text(encoding="utf-8")
        for what, old, new in [("a label", "How did you come?", "How did you cone?"), ("its end", "VALUE LABELS", "VALUE"),
                               ("codes of missing kinds", "MISSING VALUES", "* MISSING VALUES"), ("another table", path.name, "damaged.csv")]:
            expect(old in program, f"the syntax has {old}")
            self.noticed("CSV + .sps", "PSPP", what, lambda: compare(read_pspp.pspp(path, expected, program.replace(old, new)), expected))

    def value(self):
        """The beginning of an id that stands in a file, and another; texts of eight bytes stand in one piece in all formats."""
        return self.study.responses[0]["response"].encode()[:8], b"00000000"

    @staticmethod
    def haven(path, expected):
        read_haven.read_all([path])
        return read_haven.haven(path, expected)

    def workbook(self):
        path, losses = self.study.export("xlsx")
        columns = self.study.survey.columns()
        table = truth.table(columns, self.study.responses)

        def cells(file):
            read_workbook.openpyxl_cells(file, self.study.survey, columns, table, "en", "labels", losses)

        def converted(file):
            read_workbook.ssconvert(file, self.study.survey, columns, table, "en", losses)

        def labels(file):
            read_workbook.openpyxl_codebook(file, self.study.survey, columns, "en")

        for name, body in [("openpyxl", cells), ("ssconvert", converted)]:
            self.noticed("XLSX", name, "its end", body, cut(path))

        def sheet(number):
            def change(name, data):
                if name != f"xl/worksheets/sheet{number}.xml":
                    return data
                expect(b"By phone" in data, "the sheet has an option to change")
                return data.replace(b"By phone", b"By shout", 1)
            return change

        with zipfile.ZipFile(path) as book:
            inline = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet") and b"By phone" in book.read(name)]
        expect(inline, "options stand in sheets")
        answers = rezipped(path, sheet(2))
        for name, body in [("openpyxl", cells), ("ssconvert", converted)]:
            self.noticed("XLSX", name, "a value", body, answers)
        book_sheet = next(name for name in inline if not name.endswith("sheet2.xml"))
        number = int(book_sheet.removeprefix("xl/worksheets/sheet").removesuffix(".xml"))
        self.noticed("XLSX", "openpyxl", "a label", labels, rezipped(path, sheet(number)))

        figures = read_figures.Figures(self.study)
        with zipfile.ZipFile(path) as opened:
            last = max(int(name[len("xl/worksheets/sheet"):-4]) for name in opened.namelist() if name.startswith("xl/worksheets/sheet"))
        for what, number in [("a figure", last - 1), ("a number of an analysis", last)]:
            def changed(name, data, part=f"xl/worksheets/sheet{number}.xml"):
                # The last number of the sheet, in its first digit.
                if name != part:
                    return data
                place = data.rindex(b"<v>") + len(b"<v>")
                place += data[place:place + 1] == b"-"
                return data[:place] + str((int(data[place:place + 1]) + 1) % 10).encode() + data[place + 1:]

            self.noticed(
                "XLSX", "openpyxl", what,
                lambda file: read_figures.compare(file, figures, self.study.survey, "en", False), rezipped(path, changed))

    def ddi(self):
        path, losses = self.study.export("ddi")
        columns = self.study.survey.columns()

        def compared(file):
            read_ddi.compare(file, self.study.survey, columns, self.study.responses, self.study.survey.locales, self.study.codebook, losses)

        for what, old, new in [("a label", b"How did you come?", b"How did you cone?"), ("a code", b"<catValu>10<", b"<catValu>11<"),
                               ("a reference", b' files="', b' files="F')]:
            self.noticed("DDI", "ElementTree", what, compared, replaced(path, old, new))
        data = path.read_bytes()
        start = data.find(b'type="freq">') + len(b'type="freq">')
        digit = data[start:start + 1]
        changed = path.parent / "damaged" / path.name
        changed.write_bytes(data[:start] + (b"8" if digit != b"8" else b"9") + data[start + 1:])
        self.noticed("DDI", "ElementTree", "a frequency", compared, changed)
        if self.study.validators:
            for what, old, new in [("an ID that is none", b'ID="V1"', b'ID="1 V"'), ("an ID twice", b'ID="V2"', b'ID="V1"'), ("a word", b'missing="Y"', b'missing="maybe"'),
                                   ("an element", b"<catValu>", b"<catVal>"), ("ESC", b"How did", b"How\x1bdid")]:
                changed = replaced(path, old, new)
                if what == "an element":
                    changed.write_bytes(data.replace(b"catValu>", b"catVal>"))
                self.noticed("DDI", "xmllint --schema", what, read_ddi.schema, self.study.validators, changed)

    def triple_s(self):
        path, losses = self.study.export("triple-s", "--locale", "en", name="triple")
        columns = self.study.survey.columns()

        def compared(file):
            read_triple_s.compare(file, self.study.survey, columns, self.study.responses, "en", losses)

        expect(not refused(compared, path), "what is not damaged is read")
        for what, old, new in [("a label", b"How did you come?", b"How did you cone?"), ("a wrong position", b'<position start="3"', b'<position start="2"'),
                               ("an ident twice", b'ident="2"', b'ident="1"')]:
            self.noticed("Triple-S 2.0", "reader from the standard", what, compared, replaced(path, old, new))
        data = path.with_suffix(".asc")
        changed = replaced(data, *self.value())
        self.noticed("Triple-S 2.0", "reader from the standard", "a value", compared, changed.with_name(path.name))
        path, losses = self.study.export("triple-s", "--locale", "en", "--standard", "3.0", "--data", "csv", name="triple-csv")
        for what, old, new in [("a label", b"How did you come?", b"How did you cone?"), ("an ident twice", b'ident="2"', b'ident="1"')]:
            self.noticed("Triple-S 3.0 CSV", "reader from the standard", what, compared, replaced(path, old, new))
        changed = replaced(path.with_suffix(".csv"), *self.value())
        self.noticed("Triple-S 3.0 CSV", "reader from the standard", "a value", compared, changed.with_name(path.name))
        if self.study.validators:
            for what, old, new in [("an element", b"<label>", b"<lable>"), ("no position", b"<position ", b"<place ")]:
                changed = replaced(path, old, new)
                self.noticed("Triple-S 2.0", "xmllint --dtdvalid", what, read_triple_s.dtd, self.study.validators, "20", [changed])

    def catalogues(self):
        catalogues, survey = self.study.catalogues, self.study.survey
        locale, path = next(iter(catalogues.own.items()))

        def back(file):
            read_po.compiled_with(catalogues, lambda folder: shutil.copy(file, folder / survey.name / file.name))

        readers = {
            "polib": lambda file: read_po.compare_file(read_po.polib_entries, file, survey, locale),
            "translate-toolkit": lambda file: read_po.compare_file(read_po.toolkit_entries, file, survey, locale),
            "gettext": lambda file: read_po.looked_up(file, survey, locale), "and back to the survey": back,
            "msgfmt --check": lambda file: read_po.checked(file, read_po.expected(survey, locale)),
            "msgmerge": lambda file: read_po.merged(file, catalogues.template)}
        for name, read in readers.items():
            expect(not refused(read, path), f"{name} reads what is not damaged")
        # A reader that compares nothing with the survey takes other words for what they say; translate-toolkit takes everything
        # for UTF-8, and a quote for a quote.
        everyone, of_texts = list(readers), list(readers)[:4]
        strict = [name for name in everyone if name != "translate-toolkit"]
        letter, entry = "ε".encode(), path.read_bytes().split(b"\n\n")[-1]
        for what, who, old, new in [
            ("a lost msgid", everyone, b'msgid "Third page"\n', b""), ("half a letter", everyone, letter, letter[:1]),
            ("an entry twice", everyone, entry, entry + b"\n" + entry), ("a lost entry", everyone, entry, b""),
            ("a quote", strict, b'\\"', b'"'), ("US-ASCII", strict, b"UTF-8", b"US-ASCII"),
            ("Latin-1", [name for name in of_texts if name in strict], b"UTF-8", b"ISO-8859-1"),
            ("a key", [*of_texts, "msgmerge"], b'"question.again"', b'"question.agaim"'),
            ("a mark", [*of_texts, "msgfmt --check"], b"#, fuzzy\n", b""),
            ("another letter", of_texts, letter, "ζ".encode()), ("a placeholder", of_texts, b"{place}", b"{palce}"),
        ]:
            changed = replaced(path, old, new, from_end=True)
            for name in who:
                self.noticed("PO", name, what, readers[name], changed)
        for name, read in readers.items():
            self.noticed("PO", name, "its end", read, cut(path))

    def codebook(self):
        path = self.study.folder / "codebook.json"

        def compared(file):
            read_codebook.compare(json.loads(file.read_text(encoding="utf-8")), self.study.survey)

        expect(not refused(compared, path), "what is not damaged is the survey's")
        for what, old, new in [("a label", b"How did you come?", b"How did you cone?"), ("a code", b'"code": -98', b'"code": -93'),
                               ("a key", b'"stored"', b'"started"')]:
            self.noticed("codebook", "the survey itself", what, compared, replaced(path, old, new))

    def statistics(self):
        cube, own = (self.study.folder / f"statistics.{form}" for form in ["jsonstat", "json"])
        document = json.loads(cube.read_text(encoding="utf-8"))
        dataset = document["link"]["item"][0]
        place = next(index for index, value in enumerate(dataset["value"]) if value)
        for what, reader, body in [("a value", "statistics as JSON", lambda file: read_json_stat.compare(file, own)),
                                   ("a value less", "pyjstat", read_json_stat.by_pyjstat)]:
            values = list(dataset["value"])
            if what == "a value":
                values[place] += 1
            else:
                values.pop()
            changed = cube.parent / "damaged" / cube.name
            changed.write_text(json.dumps(document | {"link": {"item": [dataset | {"value": values}, *document["link"]["item"][1:]]}}))
            self.noticed("JSON-stat", reader, what, body, changed)
