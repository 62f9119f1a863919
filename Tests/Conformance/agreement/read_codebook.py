"""The codebook that the program exports, against what follows from the survey itself."""
import json

import own_formats
from findings import same
from running import run


def load(study):
    """The codebook of a survey as a document."""
    path = study.folder / "codebook.json"
    run(study.sondeo, "codebook", study.source, "--format", "json", "-o", path, "--force")
    return json.loads(path.read_text(encoding="utf-8"))


def compare(book, survey):
    """Labels in every language, codes, kinds of missing with their codes, rosters, personal variables."""
    own_formats.conforms("codebook", book)
    same(book["locales"], survey.locales, "locales")
    stored = [entry for entry in book["variables"] if entry["stored"]]
    same([entry["name"] for entry in stored], [variable.name for variable in survey.variables], "variables")
    same([entry["name"] for entry in book["variables"] if not entry["stored"]], survey.computed, "computed variables")
    count = missing = 0
    for entry, variable in zip(stored, survey.variables):
        where = f"{survey.name}, {variable.name}"
        same(entry["type"], variable.kind, f"type of {where}")
        same(entry["personal"], variable.personal, f"whether {where} is personal")
        same(entry.get("stem", entry["name"]), variable.stem, f"stem of {where}")
        for locale in survey.locales:
            same(entry["label"][locale]["text"], survey.label(variable, locale), f"label of {where} in {locale}")
            count += 1
            texts = [option["text"] for option in variable.options] or [variable.points.get(point) for point in points(variable)]
            same(len(entry.get("categories", [])), len(texts), f"categories of {where}")
            for category, key in zip(entry.get("categories", []), texts):
                found = category.get("label", {}).get(locale, {}).get("text")
                same(found, key and survey.text(key, locale), f"label of {category['name']} of {where}")
                count += 1
            for kind in entry["missing"]:
                if kind["kind"] in variable.missing_texts:
                    same(kind["label"][locale]["text"], survey.text(variable.missing_texts[kind["kind"]], locale), where)
                count += 1
        same([category["code"] for category in entry.get("categories", [])],
             [option["code"] for option in variable.options] or points(variable), f"codes of {where}")
        kinds = {kind["kind"]: kind.get("code") for kind in entry["missing"]}
        expected = {kind: variable.missing_code(kind) for kind in variable.missing} | {"not_asked": None}
        same(kinds, expected, f"kinds of missing of {where}")
        missing += len(kinds)
        rounds = [(one["roster"], one["instance"]) for one in entry.get("rounds", [])]
        same(rounds, [(roster, name) for roster, name, _, _ in variable.instances], f"rounds of {where}")
    grouped = {name for group in book.get("groups", []) for name in group["variables"]}
    for variable in survey.variables:
        is_group = variable.kind in ["set", "ranking"] and variable.role == "answer" or variable.role in ["row", "amount"]
        same(variable.name in grouped, is_group, f"whether {variable.name} is in a group")
    return {"labels": count, "missing": missing, "sets": len(book.get("groups", []))}


def points(variable):
    if variable.kind != "point":
        return []
    return list(range(variable.domain["low"], variable.domain["high"] + 1))


class Words:
    """What no author wrote, in a language: yes, no, and kinds of missing without words of the author's."""

    def __init__(self, book, locale):
        self.yes, self.no = book["yes"][locale]["text"], book["no"][locale]["text"]
        self.missing = {
            (entry["name"], kind["kind"]): kind["label"][locale]["text"]
            for entry in book["variables"] for kind in entry["missing"]}
