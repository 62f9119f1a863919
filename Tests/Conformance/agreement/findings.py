"""What was compared, what agreed, and what did not."""
import traceback
from collections import Counter


class Disagreement(Exception):
    """Two things that should be equal are not."""


def same(found, expected, where=""):
    """Fails unless two things are equal."""
    if found != expected:
        raise Disagreement(f"{where}: {excerpt(found)} instead of {excerpt(expected)}")


def expect(truth, message):
    """Fails with a message unless something is true."""
    if not truth:
        raise Disagreement(message)


def excerpt(value):
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:120]} … {text[-60:]} ({len(text)})"


class Findings:
    """Counts what was compared for each format and reader, and keeps what disagreed. Goes on after a disagreement."""

    def __init__(self):
        self.compared = {}
        self.faults = []

    def count(self, form, reader, what, number):
        """Notes that so many things of a kind were compared."""
        self.compared.setdefault((form, reader), Counter())[what] += number

    def fault(self, form, reader, message):
        """Notes that something disagreed."""
        self.faults.append(f"{form}, {reader}: {message}")

    def check(self, form, reader, body, *arguments):
        """Runs a comparison, which gives how many things of which kind it compared, or raises."""
        try:
            for what, number in body(*arguments).items():
                self.count(form, reader, what, number)
        except Exception as error:  # whatever goes wrong is a finding, and the others are still to be run
            if isinstance(error, Disagreement):
                message = str(error)
            else:
                frame = traceback.extract_tb(error.__traceback__)[-1]
                message = f"{type(error).__name__} in {frame.filename.rpartition('/')[2]}:{frame.lineno}: {error}"
            self.fault(form, reader, message[:2000])

    def add(self, other):
        """Takes over what another process found."""
        for key, counts in other.compared.items():
            self.compared.setdefault(key, Counter()).update(counts)
        self.faults += other.faults

    def table(self, versions):
        """A row for each format and reader, in Markdown."""
        kinds = ["cells", "labels", "missing", "sets", "damages noticed"]
        rows = [["format", "reader", "cells", "labels", "codes of missing kinds", "sets", "damages noticed", "other"],
                ["---"] * 2 + ["---:"] * 6]
        forms = list(dict.fromkeys(form for form, _ in self.compared))
        for (form, reader), counts in sorted(self.compared.items(), key=lambda entry: forms.index(entry[0][0])):
            other = sum(number for what, number in counts.items() if what not in kinds)
            rows.append([form, f"{reader} {versions.get(reader, '')}".strip()]
                        + [f"{number:,}" if number else "" for number in [*(counts[what] for what in kinds), other]])
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)
