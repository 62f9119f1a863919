"""Catalogues for translators, gettext PO: text by text out of polib and translate-toolkit, and out of Python's gettext, which reads
what msgfmt makes of them; msgmerge and msgcat find nothing to change, and what they and others save is read back."""
import gettext
import io
import json
import re
import shutil
from dataclasses import dataclass

import polib
from translate.storage import pypo

from findings import expect, same
from running import ROOT, messages, run
from survey_model import Survey


@dataclass(frozen=True)
class Entry:
    """A text of a catalogue. `translations` has a text for each plural form, and nothing where nothing is translated."""

    key: str
    source: str
    plural: str | None
    translations: tuple
    is_fuzzy: bool = False
    # The source that a fuzzy translation was made for, where it was another one.
    previous: str | None = None


class Catalogues:
    """The catalogues of a survey and of its libraries, and its template, as the program writes them."""

    def __init__(self, study):
        self.study, self.survey = study, study.survey
        self.locales = study.folder / "Locales"
        shutil.copytree(study.folder.parent / "Locales", self.locales)
        self.template = study.folder / "texts.pot"
        run(study.sondeo, "translate", "extract", study.source, "--locales", self.locales, "-o", self.template)
        self.own = {locale: self.path(self.survey.name, locale) for locale in self.survey.locales[1:]}
        before = {path: path.read_bytes() for path in self.own.values()}
        run(study.sondeo, "translate", "merge", study.source, "--locales", self.locales)
        # One that is up to date already stays as others have laid it out.
        self.laid_out = [path for path, data in before.items() if self.shipped(path) or path.read_bytes() != data]
        self.libraries = sorted({text["catalogue"] for text in self.survey.document["texts"] if "catalogue" in text})

    def shipped(self, path):
        """The bytes of a catalogue as it ships; nothing where a survey of this test is translated."""
        shipped = ROOT / "Locales" / path.relative_to(self.locales)
        return shipped.read_bytes() if shipped.exists() else None

    def path(self, project, locale):
        return self.locales / project / f"{locale}.po"

    def files(self):
        """All of them with their templates: (catalogue, template)."""
        yield from ((path, self.template) for path in self.own.values())
        for library in self.libraries:
            template = self.study.folder / f"{library}.pot"
            run(self.study.sondeo, "translate", "extract", self.study.source.parent / f"parts/{library}.survey",
                "--locales", self.locales, "-o", template, "--force")
            yield from ((self.path(library, locale), template) for locale in self.own)

    def merging_again(self):
        """What is up to date stays as it is, to the byte; so do the catalogues that ship."""
        before = {path: path.read_bytes() for path in self.own.values()}
        run(self.study.sondeo, "translate", "merge", self.study.source, "--locales", self.locales)
        for path, data in before.items():
            same(path.read_bytes(), data, f"{path.name} merged again")
            same(self.shipped(path) or data, data, f"{path.name} as it ships")
        return {"files": len(before)}


def expected(survey, locale=None, library=None, earlier=None):
    """The entries that a catalogue must have, in the order of the survey, out of the compiled survey; without a language those of
    the template. `earlier` is the survey's version that was translated before."""
    translated, found, sources = survey.translations.get(locale, {}), {}, {}
    for text in earlier.document["texts"] if earlier else []:
        sources.setdefault(text["key"], text["source"])
    for text in survey.document["texts"]:
        key, source = text["key"], text["source"]
        # The arms of a split have names, which nobody is shown.
        if text.get("catalogue") != library or key.startswith("split.") or (key, source) in found:
            continue
        there = translated.get(text.get("id", key), {"state": "missing"})
        is_stale = there["state"] == "stale"
        previous = sources.get(key, source) if is_stale else source
        found[key, source] = Entry(
            key, source, text["plural"]["source"] if "plural" in text else None,
            () if there["state"] == "missing" else tuple(there.get("forms", [there["text"]])),
            is_stale, None if previous == source else previous)
    return list(found.values())


def rule(survey, locale):
    """The plural forms of a language, as a header says them."""
    found = next(entry for entry in survey.document["localizations"] if entry["language"] == locale)
    return found.get("plurals", "nplurals=2; plural=(n != 1);")


# Readers: each gives the entries, those that are set aside, the notes to translators, and the header


def polib_entries(path):
    catalogue = polib.pofile(str(path), check_for_duplicates=True)

    def entry(one):
        forms = [text for _, text in sorted(one.msgstr_plural.items())] if one.msgid_plural else [one.msgstr]
        return Entry(one.msgctxt, one.msgid, one.msgid_plural or None, tuple(forms) if any(forms) else (), one.fuzzy,
                     one.previous_msgid)

    present = [one for one in catalogue if not one.obsolete]
    return ([entry(one) for one in present], [entry(one) for one in catalogue.obsolete_entries()],
            [one.comment for one in present if one.comment], catalogue.metadata)


def toolkit_entries(path):
    catalogue = pypo.pofile(io.BytesIO(path.read_bytes()))

    def entry(one):
        sources = getattr(one.source, "strings", [str(one.source)])
        forms = [str(text) for text in getattr(one.target, "strings", [one.target or ""])]
        return Entry(one.getcontext(), str(sources[0]), str(sources[1]) if one.hasplural() else None,
                     tuple(forms) if any(forms) else (), one.isfuzzy(), one.prev_source or None)

    units = [one for one in catalogue.units if not one.isheader()]
    present = [one for one in units if not one.isobsolete()]
    return ([entry(one) for one in present], [entry(one) for one in units if one.isobsolete()],
            [note for note in (one.getnotes("developer") for one in present) if note], catalogue.parseheader())


READERS = {"polib": polib_entries, "translate-toolkit": toolkit_entries}


def compare(read, catalogues):
    """Every text, in every language, with its context, plural forms and marks, in the template and in each catalogue."""
    survey, study, counts = catalogues.survey, catalogues.study, {"labels": 0, "notes": 0}
    earlier = Survey(study.folder.parent / f"{study.sources[0].stem}.json") if len(study.sources) > 1 else None
    said = [line.partition("///")[2].strip() for line in study.source.read_text(encoding="utf-8").split("\n") if "///" in line]
    for locale in [None, *catalogues.own]:
        path = catalogues.own.get(locale, catalogues.template)
        counts["labels"] += compare_file(read, path, survey, locale, earlier)
        notes = [line for note in read(path)[2] for line in note.split("\n")]
        expect(notes or not earlier, f"{path.name} has no notes")
        same([note for note in notes if note not in said], [], f"notes of {path.name}")
        counts["notes"] += len(notes)
    for library in catalogues.libraries:
        for locale in catalogues.own:
            entries, *_ = read(catalogues.path(library, locale))
            known = {(entry.key, entry.source): entry for entry in entries}
            for entry in expected(survey, locale, library):
                same(known.get((entry.key, entry.source)), entry, f"{library} in {locale}")
                counts["labels"] += 1 + len(entry.translations)
    return counts


def compare_file(read, path, survey, locale, earlier=None):
    """How many texts of one catalogue were compared."""
    entries, obsolete, _, header = read(path)
    wanted = expected(survey, locale, earlier=earlier)
    same(len(entries), len(wanted), f"entries of {path.name}")
    for one, other in zip(entries, wanted):
        same(one, other, f"{path.name}, {other.key}")
    same(header["Project-Id-Version"], f"{survey.name} {survey.version}", f"project of {path.name}")
    same(header["Language"], (locale or "").replace("-", "_"), f"language of {path.name}")
    if locale:
        same(header["Plural-Forms"], rule(survey, locale), f"plural forms of {path.name}")
        keys = {entry.key for entry in wanted}
        gone = [entry for entry in expected(earlier, locale) if entry.key not in keys] if earlier else []
        same([(entry.key, entry.translations) for entry in obsolete],
             [(entry.key, entry.translations) for entry in gone if entry.translations], f"what {path.name} has set aside")
    return sum(1 + (entry.plural is not None) + len(entry.translations) for entry in wanted)


# gettext's own programs


def checked(path, wanted=None):
    """msgfmt accepts it, and counts what is translated, fuzzy and empty as we do."""
    said = messages("msgfmt", "--check", "--statistics", "-o", "/dev/null", path)
    if wanted is not None:
        found = [int(number) for word in ["translated", "fuzzy", "untranslated"]
                 for number in (re.findall(rf"(\d+) {word} ", said) or [0])]
        stale, empty = sum(entry.is_fuzzy for entry in wanted), sum(not entry.translations for entry in wanted)
        same(found, [len(wanted) - stale - empty, stale, empty], f"what msgfmt counts in {path.name}")
    return {"files": 1}


def check_all(catalogues):
    count = checked(catalogues.template, expected(catalogues.survey))["files"]
    for locale, path in catalogues.own.items():
        count += checked(path, expected(catalogues.survey, locale))["files"]
    return {"files": count}


def looked_up(path, survey, locale):
    """What a program shows that looks texts up with gettext, in what msgfmt makes of a catalogue: with what is fuzzy, and without."""
    count = 0
    # The same rule as Python evaluates it, so that each number has its form.
    form = gettext.c2py(rule(survey, locale).partition("plural=")[2].rstrip("; "))
    for options in [["--use-fuzzy"], []]:
        compiled = path.with_suffix(".mo")
        run("msgfmt", *options, "-o", compiled, path)
        with compiled.open("rb") as file:
            texts = gettext.GNUTranslations(file)
        for entry in expected(survey, locale):
            is_used = entry.translations and (options or not entry.is_fuzzy)
            if entry.plural is None:
                same(texts.pgettext(entry.key, entry.source), entry.translations[0] if is_used else entry.source, entry.key)
                count += 1
                continue
            for number in range(121):
                forms = entry.translations if is_used else (entry.source, entry.plural)
                index = form(number) if is_used else int(number != 1)
                same(texts.npgettext(entry.key, entry.source, entry.plural, number), forms[index], f"{entry.key} of {number}")
                count += 1
    return {"labels": count}


def look_up_all(catalogues):
    return {"labels": sum(looked_up(path, catalogues.survey, locale)["labels"] for locale, path in catalogues.own.items())}


def merged(path, template):
    """msgmerge brings a catalogue up to its template, and that changes nothing: no text, note, mark or order."""
    out = path.with_suffix(".merged")
    run("msgmerge", "--quiet", "--previous", "--no-fuzzy-matching", "-o", out, path, template)
    same(run("msgcat", "--no-wrap", out), run("msgcat", "--no-wrap", path), f"{path.name} merged by msgmerge")
    return {"files": 1}


def merge_all(catalogues):
    return {"files": sum(merged(path, template)["files"] for path, template in catalogues.files())}


def laid_out(catalogues):
    """msgcat writes the same bytes."""
    paths = [catalogues.template, *catalogues.laid_out]
    for path in paths:
        same(run("msgcat", path).encode(), path.read_bytes(), f"{path.name} laid out by msgcat")
    return {"files": len(paths)}


# And back


def by_polib(path):
    polib.pofile(str(path), wrapwidth=50).save()


def by_toolkit(path):
    catalogue = pypo.pofile(io.BytesIO(path.read_bytes()))
    for unit in catalogue.units:
        # As if somebody had typed it again.
        unit.target = unit.target
    path.write_bytes(bytes(catalogue))


def by_gettext(*options):
    def save(path):
        run("msgcat", *options, "-o", path, path)
    return save


SAVED_BY = {
    "polib": by_polib, "translate-toolkit": by_toolkit, "msgcat --no-wrap": by_gettext("--no-wrap"),
    "msgcat --width": by_gettext("--width=30"), "msgcat --sort-output": by_gettext("--sort-output", "--no-location")}


def and_back(catalogues):
    """Catalogues that others have saved hold what they held, for the survey too."""
    count = 0
    for save in SAVED_BY.values():
        def all_saved(folder, save=save):
            for path in folder.glob("*/*.po"):
                if path.parent.name in [catalogues.survey.name, *catalogues.libraries]:
                    save(path)
        count += compiled_with(catalogues, all_saved)["labels"]
    return {"labels": count}


def compiled_with(catalogues, change):
    """The survey has the same translations in the same states with catalogues that `change` has worked on, in a folder of theirs."""
    study = catalogues.study
    folder = study.folder / "Locales-changed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(catalogues.locales, folder)
    change(folder)
    found = json.loads(run(study.sondeo, "compile", study.source, "--locales", folder, "--to", "json"))["localizations"]
    wanted = study.survey.document["localizations"]
    same([one["language"] for one in found], list(catalogues.own), "languages")
    for one, other in zip(found, wanted, strict=True):
        same(list(one["texts"]), list(other["texts"]), "keys")
        for key, text in one["texts"].items():
            same(text, other["texts"][key], f"{key} in {one['language']}")
        same(one, other, one["language"])
    return {"labels": sum(len(one["texts"]) for one in wanted)}


# The program's own texts


def of_the_program(sondeo, folder):
    """The catalogues of what the program itself says, which ship with it: as the template has them, for every reader."""
    template, count = folder / "program.pot", 0
    run(sondeo, "translate", "extract", "--program", "-o", template)
    wanted = [(entry.key, entry.source, entry.plural) for entry in polib_entries(template)[0]]
    for path in sorted((ROOT / "Locales/sondeo").glob("*.po")):
        copy = shutil.copy(path, folder / path.name)
        checked(copy)
        merged(copy, template)
        entries = polib_entries(copy)[0]
        same(toolkit_entries(copy)[0], entries, f"{path.name} by two readers")
        same([(entry.key, entry.source, entry.plural) for entry in entries], wanted, f"texts of {path.name}")
        same([entry.key for entry in entries if not entry.translations], [], f"what {path.name} lacks")
        count += sum(1 + (entry.plural is not None) + len(entry.translations) for entry in entries)
    expect(count, "the program has no catalogues")
    return {"labels": count}
