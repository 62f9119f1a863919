"""What files of SPSS and Stata must hold, whoever reads them: names, labels, codes, kinds of missing, sets, cell by cell."""
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from findings import expect, same
from survey_model import KINDS, Missing

SPSS_EPOCH, STATA_EPOCH, UNIX_EPOCH = date(1582, 10, 14).toordinal(), date(1960, 1, 1).toordinal(), date(1970, 1, 1).toordinal()
STATA_LETTERS = {"dont_know": ".a", "refused": ".b", "not_applicable": ".c", "skipped": ".d"}
NOT_RANKED = ".e"


@dataclass
class PackageRead:
    """What a reader found. Cells are numbers (floats), texts, Stata's missing values as `.a`, or None for the system's
    missing value; days are since 1970, times minutes, moments milliseconds since 1970. What a reader does not show is None."""

    names: list
    cells: dict
    labels: dict | None = None
    value_labels: dict | None = None
    missing: dict | None = None
    measures: dict | None = None
    formats: dict | None = None
    sets: dict | None = None
    weight: str | None = None
    # Readers that round numbers for show.
    digits: int | None = None
    # Readers that take spaces at the end of texts away where the file has them.
    trims: bool = False


class PackageTruth:
    """What a file must hold. `locale` is the language of its labels, `words` what no author wrote in it."""

    def __init__(self, form, survey, columns, table, locale, losses, originals=None):
        self.form, self.survey, self.columns, self.table, self.locale, self.losses = form, survey, columns, table, locale, losses
        self.is_stata = form == "dta"
        self.names = self.named(originals or [column.name for column in columns])
        self.cells = {}
        for column, name in zip(columns, self.names):
            self.cells[name] = self.expected(column)

    # Names

    def named(self, originals):
        """A character that the package does not take is `_`; every other change is in the loss report by its name."""
        renamed = self.losses.renamed()
        allowed = r"[^A-Za-z0-9_]" if self.is_stata else r"[^A-Za-z0-9_.$#@]"
        names, cleaned = [], False
        for original in originals:
            name = re.sub(allowed, "_", original)
            if original in renamed:
                name = renamed[original]
            elif name != original:
                cleaned = True
            names.append(name)
        if cleaned:
            self.losses.need("renamed", None, "characters of names are replaced")
        folded = [name.lower() for name in names]
        same(len(set(folded)), len(folded), "names that differ")
        return names

    # Cells

    def expected(self, column):
        cells = self.table[column.name]
        found = [self.cell(column, cell) for cell in cells]
        if column.kind == "text" and column.variable:
            if any(isinstance(cell, Missing) for cell in cells):
                self.losses.need("simplified", column.name, "kinds of missing of a text are empty texts")
            limit = 2045 if self.is_stata else 32766
            for row, text in enumerate(found):
                if self.form == "sps" and "\n" in text:
                    self.losses.need("replaced", column.name, "line breaks are spaces")
                    text = found[row] = text.replace("\n", " ").rstrip(" ")
                if len(text.encode()) > limit:
                    self.losses.need("cut", column.name, "a text is cut")
                    found[row] = Cut(text, limit)
                elif not self.is_stata and text != text.rstrip(" "):
                    self.losses.need("simplified", column.name, "spaces at the end are lost")
                    found[row] = text.rstrip(" ")
        return found

    def cell(self, column, cell):
        kind = column.kind
        if kind == "text":
            return cell if isinstance(cell, str) else ""
        if cell is None:
            return None
        if isinstance(cell, Missing):
            return STATA_LETTERS[cell.kind] if self.is_stata else float(column.variable.missing_code(cell.kind))
        if kind == "number":
            number = float(cell)
            if Decimal(number) != cell and abs(cell) > 2**53:
                self.losses.need("simplified", column.name, f"{cell} is not exact as a double")
            if column.variable and not self.is_stata:
                lowest = column.variable.missing_code("skipped")
                if lowest <= number <= lowest + 3:
                    self.losses.need("left_out", column.name, f"{cell} stands for a kind of missing")
                    return None
            return number
        if kind == "place" and cell == 0:
            return NOT_RANKED if self.is_stata else 0.0
        if kind == "date":
            return float(cell.toordinal() - UNIX_EPOCH)
        return float(cell)

    # Labels

    is_roster = False

    def differs(self, column):
        """Whether a column of a roster's table is of variables whose questions differ, since they name the instance."""
        if not self.is_roster:
            return False
        texts = {
            self.survey.question(other, self.locale)
            for other in self.survey.variables if other.stem == column.variable.stem and other.question}
        return len(texts) > 1

    def label(self, column):
        """The label of a variable, whole; None where no author wrote it."""
        variable = column.variable
        if variable is None:
            return None
        if self.differs(column):
            return None
        if not variable.question:
            text = variable.name
        else:
            text = self.survey.question(variable, self.locale)
            unit = variable.question.get("unit")
            if unit and variable.role == "answer":
                text += f" ({self.survey.text(unit, self.locale)})"
        if variable.part is not None:
            text += f" – {self.survey.part(variable, self.locale)}"
        if column.option is not None:
            text += f" – {self.survey.text(variable.options[column.option]['text'], self.locale)}"
        return text

    def value_labels(self, column):
        """Labels by value; None where no author wrote the words of a value, which must have one then."""
        variable, labels = column.variable, {}
        if column.kind == "instance":
            return self.instances(column.name)
        if variable is None or column.kind == "text":
            return {}
        if column.kind == "option":
            labels = {float(option["code"]): self.survey.text(option["text"], self.locale) for option in variable.options}
        elif column.kind == "point":
            labels = {float(point): self.survey.text(text, self.locale) for point, text in variable.points.items()}
        elif column.kind in ["flag", "yesno"]:
            labels = {0.0: None, 1.0: None}
        elif column.kind == "place":
            labels = {NOT_RANKED if self.is_stata else 0.0: None}
        for kind in variable.missing:
            text = variable.missing_texts.get(kind)
            value = STATA_LETTERS[kind] if self.is_stata else float(variable.missing_code(kind))
            labels[value] = None if text is None else self.survey.text(text, self.locale)
        return labels

    def instances(self, level):
        """The instances of a roster, by their codes."""
        found = {}
        for variable in self.survey.variables:
            for name, instance, code, text in variable.instances:
                if name == level:
                    found[float(code)] = instance if text is None else self.survey.text(text, self.locale)
        return found

    def sets(self):
        """Multiple-response sets: names of their variables -> label."""
        found = defaultdict(list)
        for column, name in zip(self.columns, self.names):
            if column.kind == "flag":
                found[column.variable.name].append(name)
        labels = {column.variable.name: None if self.differs(column) else self.survey.label(column.variable, self.locale)
                  for column in self.columns if column.kind == "flag"}
        return {tuple(names): labels[variable] for variable, names in found.items() if len(names) > 1}

    MEASURES = {"text": "nominal", "instance": "nominal", "option": "nominal", "flag": "nominal", "yesno": "nominal", "point": "ordinal", "place": "ordinal",
                "number": "scale", "date": "scale", "time": "scale", "moment": "scale", "weight": "scale"}


class Cut(str):
    """A text of which only the beginning fits."""

    def __new__(cls, text, limit):
        made = super().__new__(cls, text)
        made.limit = limit
        return made

    def __eq__(self, other):
        # A program that cuts for itself may do so within a character, of which a reader makes a question mark.
        other = other[:-1] if other.endswith(("?", "\ufffd")) else other
        size = len(other.encode())
        return self.startswith(other) and self.limit - 40 < size <= self.limit

    __hash__ = str.__hash__


def compare(read, truth):
    """Compares what a reader found with what there is; gives how much was compared."""
    same(read.names, truth.names, "names of variables")
    counts = defaultdict(int)
    for column, name in zip(truth.columns, truth.names):
        expected = truth.cells[name]
        if read.trims and column.kind == "text":
            expected = [text if isinstance(text, Cut) else text.rstrip(" ") for text in expected]
        compare_cells(name, read.cells[name], expected, read.digits)
        counts["cells"] += len(truth.cells[name])
        if read.labels is not None:
            counts["labels"] += compare_label(read.labels[name] or "", truth.label(column), column, truth)
        if read.value_labels is not None and (column.variable or column.kind == "instance"):
            counts["labels"] += compare_value_labels(read.value_labels.get(name, {}), column, name, truth)
        if read.missing is not None and column.variable and column.kind != "text" and column.variable.missing:
            lowest = column.variable.missing_code("skipped")
            low, high = read.missing.get(name, (None, None))
            expect(low == lowest and high == lowest + 3, f"{name}: missing from {low} to {high}, not {lowest} to {lowest + 3}")
            counts["missing"] += 1
        if read.measures is not None:
            same(read.measures[name], truth.MEASURES[column.kind], f"measure of {name}")
            counts["measures"] += 1
        if read.formats is not None:
            compare_format(name, read.formats[name], column, truth)
            counts["formats"] += 1
    if read.sets is not None:
        counts["sets"] += compare_sets(read.sets, truth)
    if read.weight is not None:
        same(read.weight, "response_weight", "weight variable")
        counts["weights"] += 1
    return dict(counts)


def compare_cells(name, found, expected, digits):
    same(len(found), len(expected), f"rows of {name}")
    for row, (one, other) in enumerate(zip(found, expected), 1):
        if isinstance(other, float) and isinstance(one, float):
            near = digits is not None and abs(one - other) <= max(abs(other) * 10.0**-digits, 10.0**-digits)
            expect(one == other or near, f"{name} in row {row}: {one!r} instead of {other!r}")
        elif not (other == one if isinstance(other, Cut) else one == other):
            same(one, other, f"{name} in row {row}")


def compare_label(found, whole, column, truth):
    if whole is None:
        expect(found != "", f"{column.name} has no label")
        return 1
    limit, size = (80, len(whole)) if truth.is_stata else (256, len(whole.encode()))
    if size <= limit:
        same(found, whole, f"label of {column.name}")
    else:
        truth.losses.need("cut", column.name, "its label is cut")
        same(found[:25], whole[:25], f"cut label of {column.name}")
        expect((len(found) if truth.is_stata else len(found.encode())) <= limit and "…" in found, f"cut label of {column.name}: {found!r}")
    return 1


def compare_value_labels(found, column, name, truth):
    expected = truth.value_labels(column)
    missing = {value for value in found if value not in expected}
    if column.variable and missing:
        # Answers to other versions may have kinds of missing that this one does not.
        codes = {STATA_LETTERS[kind] if truth.is_stata else float(column.variable.missing_code(kind)) for kind in KINDS}
        missing -= {code for code in codes if any(cell == code for cell in truth.cells[name])}
    expect(not missing, f"{name} has labels of {sorted(map(str, missing))}")
    for value, label in expected.items():
        expect(value in found, f"{name} has no label of {value}")
        if label is None:
            expect(found[value] != "", f"{name} has an empty label of {value}")
        elif not truth.is_stata and len(label.encode()) > 120:
            truth.losses.need("cut", column.variable.name, "a label of a value is cut")
            expect(len(found[value].encode()) <= 120 and found[value][:40] == label[:40], f"cut label {found[value]!r} of {name}")
        else:
            same(found[value], label, f"label of {value} of {name}")
    return len(expected)


def compare_format(name, found, column, truth):
    kinds = {"date": r"DATE11|%td", "time": r"TIME\d+(\.0)?|%tcHH:MM", "moment": r"DATETIME23(\.2)?|%tc", "text": r"A\d*|%-?\d+s"}
    pattern = kinds.get(column.kind, r"F\d+(\.\d+)?|%\d+\.\d+[fg]")
    expect(re.fullmatch(pattern, found), f"{name} has the format {found}")


def compare_sets(found, truth):
    expected = truth.sets()
    same(sorted(found), sorted(expected), "multiple-response sets")
    for names, label in expected.items():
        one = found[names]
        if label is not None and len(label.encode()) <= 255:
            same(one, label, f"label of the set of {names[0]}")
    return len(expected)
