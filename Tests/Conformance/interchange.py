"""Reads what the program writes as an outsider would, and compares the formats with each other.

    interchange.py SONDEO FOLDER      FOLDER is empty and for this alone; Tests/Conformance/run makes it

The readers are xmllint, msgfmt, and python's jsonschema, csv, ElementTree and polib. Every figure is counted again
from the exported lines.
"""
import copy
import csv
import json
import re
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import polib

ROOT = Path(__file__).resolve().parent.parent.parent
STATES = ["complete", "partial", "screened", "refused", "abandoned"]
MISSING = ["skipped", "dont_know", "refused", "not_applicable", "not_asked"]
# What people type: separators, quotes, lines, other scripts, what a sheet or a shell would run, what XML must escape.
TYPED = [
    "a, b; c", 'She said "no"', "two\nlines", "..two points", ".skipped", "=1+1", "-1", "'quoted'", " spaces ",
    "<b>&amp;</b>", "]]>", "%s {place} \\n \\", "NULL", "0x1F", "1e5", "true",
    "Ήταν ωραία", "很好", "שלום", "👩‍👩‍👧 é e\u0301",
]


class Checks:
    """Runs checks to the end, whatever one of them finds, and counts them."""

    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, name, check, *arguments):
        """Whether `check` passed, which is a function that raises if not."""
        try:
            check(*arguments)
        except Exception as error:  # whatever goes wrong is a finding, and the others are still to be run
            self.failed += 1
            frames = traceback.extract_tb(error.__traceback__)
            place = [frame.lineno for frame in frames if frame.name not in ("expect", "same")][-1]
            print(f"FAILED {name}: {type(error).__name__} in line {place}: {str(error)[:600]}")
            return False
        self.passed += 1
        print(f"ok     {name}")
        return True


def expect(truth, message):
    if not truth:
        raise AssertionError(message)


def same(one, other, where=""):
    expect(one == other, f"{where}: {one!r} is not {other!r}")


def run(*command, exits=0):
    """Runs a command that must end with an exit code, and gives its standard output."""
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", cwd=ROOT)
    expect(done.returncode == exits, f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def refused(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8")
    expect(done.returncode != 0, f"{' '.join(map(str, command))} lets a damaged file pass")


def read(path):
    return path.read_bytes().decode("utf-8")


def load(path):
    return json.loads(read(path), parse_float=Decimal)


def lines(path):
    return [json.loads(line, parse_float=Decimal) for line in read(path).removesuffix("\n").split("\n")]


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def validator(kind):
    schema = load(ROOT / f"Schemas/sondeo-{kind}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


VALIDATORS = {kind: validator(kind) for kind in ["survey", "response", "statistics", "proof", "kiosk-status"]}


def conforms(kind, document, where=""):
    error = jsonschema.exceptions.best_match(VALIDATORS[kind].iter_errors(document))
    expect(error is None, error and f"{where}{error.json_path}: {error.message}")


def xmllint(kind, path):
    return "xmllint", "--nonet", "--noout", "--schema", ROOT / f"Schemas/sondeo-{kind}.xsd", path


def objects(value, path=()):
    """Every object in a document, with the keys that lead to it."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from objects(inner, (*path, key))
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner, path)


def refuses_strangers(kind, document):
    """Every object of a document refuses a key that it does not have, and one whose keys are data this one. Of those
    that stand in one place and have the same keys and words, one is tried."""
    validate = VALIDATORS[kind]
    tried = set()
    for path, value in list(objects(document)):
        words = tuple(value.get(key) for key in ["kind", "role", "op"] if isinstance(value.get(key), str))
        if (path, tuple(value), words) in tried:
            continue
        tried.add((path, tuple(value), words))
        value["a stranger!"] = {}
        is_valid = validate.is_valid(document)
        del value["a stranger!"]
        expect(not is_valid, f"{str(value)[:100]} takes a strange key")


def text(value):
    """A value of JSON as XML attributes, CSV cells and elements write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else format(value, "f") if isinstance(value, Decimal) else str(value)


def once(texts):
    """Texts by key: the passes of a loop share theirs, and bear a number from the second on."""
    for key, value in texts.items():
        same(value, texts[key.partition("#")[0]], key)
    return {key: value for key, value in texts.items() if "#" not in key}


def spoken(texts):
    """The texts that a translation has: an arm of a split has a name, which nobody is shown."""
    return {key: value for key, value in texts.items() if not key.startswith("split.")}


def local(element):
    return element.tag.partition("}")[2]


# A survey


def same_survey(folder):
    document = load(folder / "survey.json")
    root = ElementTree.parse(folder / "survey.xml").getroot()
    same(root.tag, "{urn:sondeo:survey:1}survey")
    for key in ["version", "structure", "language", "title"]:
        same(root.get(key), text(document[key]), key)
    same(root.get("translations").split(), document["translations"])
    space = "{urn:sondeo:survey:1}"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    sources = {}
    translations = {tag: {} for tag in document["translations"]}
    for entry in root.find(space + "texts"):
        source = entry.find(space + "source")
        same(source.get(language), document["language"])
        sources[entry.get("key")] = source.text
        for found in entry.findall(space + "translation"):
            translation = {"state": found.get("state"), "text": found.text}
            translations[found.get(language)][entry.get("key")] = translation
    same(sources, {entry["key"]: entry["source"] for entry in document["texts"]})
    same(translations, {entry["language"]: once(entry["texts"]) for entry in document["localizations"]})
    # What is known of a language beside its texts stands in front of them.
    parts = [local(part) for part in root if local(part) != "localizations"]
    same(parts, [key for key in document if key in parts])
    expect({"lists", "variables", "questions", "steps", "metrics"} <= set(parts), f"only {parts} are there")
    for plural in parts[1:]:
        elements = list(root.find(space + plural))
        same(len(elements), len(document[plural]), plural)
        for element, value in zip(elements, document[plural]):
            scalars = {key: text(part) for key, part in value.items() if not isinstance(part, (dict, list))}
            for key, part in value.items():
                if isinstance(part, list) and part and not any(isinstance(inner, (dict, list)) for inner in part):
                    scalars[key] = " ".join(map(text, part))
            same(dict(element.attrib), scalars, plural)
    options = [option for values in document["lists"] for option in values["options"]]
    elements = list(root.find(space + "lists").iter(space + "option"))
    same(len(elements), len(options), "options")
    for element, option in zip(elements, options):
        same(dict(element.attrib), {key: text(value) for key, value in option.items()})


# Responses


def typed_lines(document, simulated):
    """Simulated responses with what simulation never gives: odd texts, other states, languages and channels."""
    texts = [entry for entry in document["variables"] if entry["domain"]["kind"] == "text"]
    patterned = {entry["name"] for entry in texts if {"pattern", "format"} & set(entry["domain"])}
    free = {entry["name"]: entry["domain"]["lines"] for entry in texts}
    given = [json.loads(line) for line in simulated.removesuffix("\n").split("\n")]
    typed = 0
    for number, line in enumerate(given):
        for name in free:
            if name in patterned:
                continue
            if name in line["answers"] or line["missing"].get(name) == "skipped":
                line["missing"].pop(name, None)
                answer = TYPED[typed % len(TYPED)]
                line["answers"][name] = answer if free[name] > 1 else answer.replace("\n", " ")
                typed += 1
        if number % 7 == 0:
            line["channel"] = "terminal"
        if number % 11 == 0:
            del line["station"]
        if number % 13 == 0:
            line["state"] = STATES[number // 13 % len(STATES)]
        if number % 83 == 0:  # few enough to be hidden
            line["locale"] = "fr"
        if number % 19 == 0:
            line["stale"] = True
    expect(typed >= len(TYPED), f"only {typed} texts were typed")
    return given


def written(given, path):
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in given)
    path.write_text(text, encoding="utf-8")


def all_lines_valid(path):
    for number, line in enumerate(lines(path), 1):
        conforms("response", line, f"line {number}: ")


def nothing_lost(given, path):
    exported = lines(path)
    same([line["response"] for line in exported], sorted(line["response"] for line in given))
    parsed = {line["response"]: json.loads(json.dumps(line), parse_float=Decimal) for line in given}
    for line in exported:
        before = parsed[line["response"]]
        if not before.get("stale"):
            before.pop("stale", None)
        same(line, before)


def unescaped(cell):
    """A text that begins with a point has another one before it."""
    return cell[1:] if cell.startswith("..") else cell


def csv_like_lines(folder, document):
    exported, rows = lines(folder / "answers.jsonl"), table(folder / "answers.csv")
    same(len(rows), len(exported))
    # What a sheet shows as lines ends with CR LF; a line break that was typed is LF, or it would not come back.
    raw = (folder / "answers.csv").read_bytes()
    same(raw.count(b"\r\n"), len(rows) + 1)
    lists = {
        entry.get("id", entry["name"]): [option["name"] for option in entry["options"]] for entry in document["lists"]
    }
    columns = ["survey", "version", "structure", "locale", "station", "channel", "seed", "started", "ended", "state"]
    for line, row in zip(exported, rows):
        same(row.pop("response:id"), line["response"])
        for key in columns:
            same(unescaped(row.pop("response:" + key)), text(line.get(key, "")), key)
        same(row.pop("response:stale"), text(line.get("stale", False)))
        for variable in document["variables"]:
            name = variable["name"]
            if variable["role"] == "computed":
                continue
            kind = variable["domain"]["kind"]
            is_set = kind in ["options", "order"]
            names = [f"{name}:{option}" for option in lists[variable["domain"]["list"]]] if is_set else [name]
            cells = [row.pop(column) for column in names]
            if name in line["missing"]:
                expected = ["." + line["missing"][name]] * len(cells)
            elif name not in line["answers"]:
                expected = [""] * len(cells)
            elif kind == "order":
                chosen = line["answers"][name]
                of = [column.split(":")[1] for column in names]
                empty = "" if chosen else "0"
                expected = [str(chosen.index(option) + 1) if option in chosen else empty for option in of]
            elif is_set:
                expected = ["1" if column.split(":")[1] in line["answers"][name] else "0" for column in names]
            else:
                value = line["answers"][name]
                expected = [("." if isinstance(value, str) and value.startswith(".") else "") + text(value)]
            same(cells, expected, f"{line['response']} {name}")
        same(row, {}, "columns that nothing explains")


def xml_like_lines(folder, document):
    exported = lines(folder / "answers.jsonl")
    root = ElementTree.parse(folder / "answers.xml").getroot()
    same(root.get("survey"), document["survey"])
    same(len(root), len(exported))
    order = {variable["name"]: place for place, variable in enumerate(document["variables"])}
    for element, line in zip(root, exported):
        elsewhere = ["response", "survey", "structure", "answers", "missing"]
        attributes = {key: text(value) for key, value in line.items() if key not in elsewhere}
        attributes["id"] = line["response"]
        same(dict(element.attrib), attributes)
        found = [child.get("name") for child in element]
        same(found, sorted(found, key=order.get))
        same(set(found), set(line["answers"]) | set(line["missing"]))
        for child in element:
            name = child.get("name")
            if local(child) == "missing":
                same(child.get("reason"), line["missing"][name])
            elif isinstance(line["answers"][name], list):
                same([option.text for option in child], line["answers"][name], name)
            else:
                same(child.text, text(line["answers"][name]), name)


# Statistics


def same_counts(element, counts, where):
    space = "{urn:sondeo:statistics:1}"
    found = [(count.get("of"), count.get("n")) for count in element.findall(space + "count")]
    same(found, [(key, text(value)) for key, value in counts.items()], where)


def statistics_xml_like_json(folder):
    document = load(folder / "statistics.json")
    root = ElementTree.parse(folder / "statistics.xml").getroot()

    def scalars(value):
        return {key: text(part) for key, part in value.items() if not isinstance(part, (dict, list))}

    def like(element, value, where):
        same(dict(element.attrib), scalars(value), where)
        parts = [
            (key, one) for key, part in value.items() if isinstance(part, (dict, list))
            for one in (part if isinstance(part, list) else [part])
        ]
        same([local(child) for child in element], [key for key, _ in parts], where)
        for child, (_, part) in zip(element, parts):
            if local(child) == "distribution":
                same_counts(child, part, where)
            else:
                like(child, part, where)

    versions = " ".join(map(text, document["versions"]))
    same(dict(root.attrib), scalars(document) | {"formatVersion": "1", "versions": versions})
    lists = {
        "cell": "cells", "figure": "figures", "distribution": "distributions", "summary": "summaries",
        "analysis": "analyses",
    }
    elements = {name: [child for child in root if local(child) == name] for name in lists}
    same(
        [local(child) for child in root], [name for name, plural in lists.items() for _ in document.get(plural, [])])
    for element, value in zip(elements["cell"], document["cells"]):
        same(dict(element.attrib), value["cell"] | scalars(value))
    for element, value in zip(elements["figure"], document["figures"]):
        like(element, value, value["metric"])
    for element, value in zip(elements["distribution"], document["distributions"]):
        same(dict(element.attrib), scalars(value))
        parts = {local(child): child for child in element}
        same(dict(parts["cell"].attrib), value["cell"])
        same_counts(element, value.get("distribution", {}), value["variable"])
        ranks = [dict(child.attrib) for child in element if local(child) == "rank"]
        same(ranks, [scalars(rank) for rank in value.get("ranks", [])], value["variable"])
        same(dict(parts["missing"].attrib) if "missing" in parts else {}, scalars(value.get("missing", {})))
    for element, value in zip(elements["summary"], document.get("summaries", [])):
        like(element, value, value["variable"])
    for element, value in zip(elements["analysis"], document.get("analyses", [])):
        like_analysis(element, value)


def like_analysis(element, value):
    """An analysis as XML: lists of words are attributes, and what has names of its own is elements with `of`."""
    where = f"{value['analysis']} of {value['of']}"

    def alike(one, other):
        """The same number may be written with an exponent or without."""
        def exact(part):
            return {key: Decimal(text) if text and re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", text) else text
                    for key, text in part.items()}
        same(exact(one), exact(other), where)

    def attributes(value):
        words = {key: " ".join(part) for key, part in value.items() if key in ("caveats", "marks")}
        plain = {key: text(part) for key, part in value.items() if not isinstance(part, (dict, list))}
        return plain | words

    def measures(parent, value):
        found = [child for child in parent if local(child) == "measure"]
        same([child.get("of") for child in found], list(value), where)
        for child, measure in zip(found, value.values()):
            alike(dict(child.attrib), {"of": child.get("of")} | attributes(measure))
            same([local(part) for part in child], ["interval"] if "interval" in measure else [], where)
            for part in child:
                alike(dict(part.attrib), attributes(measure["interval"]))

    def named(parent, name, value):
        found = {child.get("of"): child.get("value") for child in parent if local(child) == name}
        alike(found, {key: text(part) for key, part in value.items()})

    same(dict(element.attrib), attributes(value), where)
    parts = {name: [child for child in element if local(child) == name] for name in map(local, element)}
    excluded = {child.get("reason"): child.get("count") for child in parts.get("excluded", [])}
    same(excluded, {key: text(count) for key, count in value.get("excluded", {}).items()}, where)
    for summary in parts.get("summary", []):
        measures(summary, value["summary"])
    same(len(parts.get("summary", [])), int("summary" in value), where)
    same(len(parts.get("row", [])), len(value.get("rows", [])), where)
    for child, row in zip(parts.get("row", []), value.get("rows", [])):
        same(dict(child.attrib), attributes(row), where)
        named(child, "key", row.get("keys", {}))
        measures(child, row.get("measures", {}))
    named(element, "setting", value.get("settings", {}))


def statistics_csv_like_json(folder):
    document, rows = load(folder / "statistics.json"), table(folder / "statistics.csv")
    same(len(rows), len(document["figures"]))
    paths = {
        "locale": ["cell", "locale"], "by": ["cell", "by"], "top": ["topBox", "count"], "alpha": ["scale", "alpha"],
        "mean_low": ["meanInterval", "low"], "mean_high": ["meanInterval", "high"],
        **{key: ["interval", key] for key in ["level", "low", "high", "method"]},
        **{key: ["classes", key] for key in ["detractor", "passive", "promoter"]},
        **{key: ["missing", key] for key in MISSING},
    }
    for row, figure in zip(rows, document["figures"]):
        same(row.pop("survey"), document["survey"])
        for column, cell in row.items():
            value = figure
            for key in paths.get(column, [column]):
                value = value.get(key, {})
            if column == "by":
                groups = [f"{group.get('roster', group.get('variable'))}={group['value']}" for group in value or []]
                same(cell, " ".join(groups), column)
            elif column == "distribution":
                same(cell, " ".join(f"{key}:{count}" for key, count in value.items()))
            else:
                same(cell, "" if value == {} else text(value), column)


def bins(document, variable):
    """The answers that a closed variable can have, none for others."""
    domain = variable["domain"]
    if variable["role"] == "computed":
        return []
    if domain["kind"] == "yesno":
        return ["no", "yes"]
    if domain["kind"] == "point":
        scale = next(entry for entry in document["scales"] if entry.get("id", entry["name"]) == domain["scale"])
        return [str(point) for point in range(scale["low"], scale["high"] + 1)]
    if domain["kind"] in ["option", "options", "order"]:
        values = next(entry for entry in document["lists"] if entry.get("id", entry["name"]) == domain["list"])
        return [option["name"] for option in values["options"]]
    return []


def counted(responses, name, points):
    """How often each answer of a variable was given, and each kind of missing, by complete and partial responses."""
    given, missing, n = Counter(), Counter(), 0
    for line in responses:
        if name not in line["answers"]:
            missing[line["missing"].get(name, "not_asked")] += 1
            continue
        n += 1
        value = line["answers"][name]
        for one in value if isinstance(value, list) else [value]:
            given[("yes" if one else "no") if isinstance(one, bool) else str(one)] += 1
    return {
        "n": n, "distribution": {point: given[point] for point in points},
        "missing": {kind: missing[kind] for kind in MISSING},
    }


def near(one, other, where):
    expect(abs(float(one) - other) < 1e-9 * max(1, abs(other)), f"{where}: {one} is not {other}")


def measured(value):
    """A number, a day in days since 1970, or a time in minutes."""
    if not isinstance(value, str):
        return float(value)
    if ":" in value:
        return int(value[:2]) * 60 + int(value[3:])
    return (date.fromisoformat(value) - date(1970, 1, 1)).days


def recounted_summaries(document, survey, cells, answering):
    """Means and deviations of numbers, days and times, counted again."""
    entries = document.get("summaries", [])
    names = {entry["variable"] for entry in entries}
    kinds = {"number", "date", "time"}
    stored = {
        variable["name"] for variable in survey["variables"]
        if variable["domain"]["kind"] in kinds and not variable.get("personal")
    }
    expect(names <= stored, f"{names - stored} are summarized")
    for entry in entries:
        if "suppressed" in entry:
            continue
        name = entry["variable"]
        if next(variable["role"] for variable in survey["variables"] if variable["name"] == name) == "computed":
            continue
        responses = answering[cells.index(entry["cell"])]
        values = [measured(line["answers"][name]) for line in responses if name in line["answers"]]
        same(entry["n"], len(values), name)
        if "mean" in entry:
            mean = sum(values) / len(values)
            expect(abs(float(entry["mean"]) - mean) < 1e-6 * max(1, abs(mean)), f"{name}: {entry['mean']}, {mean}")


def recounted(folder, survey):
    """Counts the exported lines again."""
    document, exported = load(folder / "statistics.json"), lines(folder / "answers.jsonl")
    known = [survey["language"], *survey["translations"]]
    locales = known + (["und"] if any(line["locale"] not in known for line in exported) else [])
    cells = [{"locale": locale} for locale in locales] + [{}]

    def inside(cell):
        return [
            line for line in exported
            if not cell or (line["locale"] if line["locale"] in known else "und") == cell["locale"]
        ]

    same(document["survey"], survey["survey"])
    same(document["versions"], sorted({line["version"] for line in exported}))
    same(document["cells"], [
        {
            "cell": cell, "responses": len(inside(cell)),
            **{state: sum(line["state"] == state for line in inside(cell)) for state in STATES},
            "stale": sum(line.get("stale", False) for line in inside(cell)),
            "synthetic": sum(line.get("channel") == "simulated" for line in inside(cell)),
        } for cell in cells
    ])
    for key in ["responses", "complete", "partial"]:
        same(document[key], document["cells"][-1][key], key)

    answering = [[line for line in inside(cell) if line["state"] in STATES[:2]] for cell in cells]
    closed = [variable for variable in survey["variables"] if bins(survey, variable)]
    same(
        [(entry["variable"], entry["cell"]) for entry in document["distributions"]],
        [(variable["name"], cell) for variable in closed for cell in cells])
    hidden = shown = 0
    entries = iter(document["distributions"])
    for variable in closed:
        of_cells = [counted(responses, variable["name"], bins(survey, variable)) for responses in answering]
        for count, entry, responses in zip(of_cells, entries, answering):
            if "suppressed" in entry:
                hidden += 1
                same(entry["suppressed"], "fewer than 10")
                # Hidden by its own base, or because a neighbour with less could be found by subtraction.
                expect(any(other["n"] < 10 for other in of_cells), f"{entry} is hidden for nothing")
            else:
                shown += 1
                expect(count["n"] >= 10 or count["n"] == 0, f"{entry} shows {count['n']} answers")
                same({key: entry[key] for key in count}, count, variable["name"])
                places = [
                    [line["answers"][variable["name"]].index(option) + 1 for line in responses
                     if option in line["answers"].get(variable["name"], [])] for option in count["distribution"]
                ] if variable["domain"]["kind"] == "order" else []
                same(len(entry.get("ranks", [])), len(places), variable["name"])
                for rank, given, option in zip(entry.get("ranks", []), places, count["distribution"]):
                    same([rank["option"], rank["ranked"], rank["first"]], [option, len(given), given.count(1)])
                    if given:
                        near(rank["mean"], sum(given) / len(given), f"the place of {option}")
    expect(shown > 0 and hidden > 0, f"{shown} are shown and {hidden} hidden: this is to be tried on both")

    recounted_summaries(document, survey, cells, answering)
    metrics = {metric["name"]: metric for metric in survey["metrics"]}
    figures = [figure for figure in document["figures"] if "by" not in figure["cell"]]
    same(
        [(figure["metric"], figure["cell"]) for figure in figures],
        [(name, cell) for name in metrics for cell in cells])
    values = 0
    for place, figure in enumerate(figures):
        metric = metrics[figure["metric"]]
        if len(metric.get("items", [])) != 1 or "if" in metric or "where" in metric or "condition" in metric:
            continue
        variable = next(entry for entry in survey["variables"] if entry["name"] == metric["items"][0]["variable"])
        points = bins(survey, variable)
        if "suppressed" in figure or not points:
            continue
        values += 1
        count = counted(answering[place % len(cells)], variable["name"], points)
        same({key: figure[key] for key in count}, count, figure["metric"])
        n, given = count["n"], {int(point): times for point, times in count["distribution"].items()}
        if figure["kind"] == "nps":
            classes = [sum(given[point] for point in part) for part in [range(7), range(7, 9), range(9, 11)]]
            same(list(figure["classes"].values()), classes)
            near(figure["value"], 100 * (classes[2] - classes[0]) / n, "nps")
            same(figure["interval"]["method"], "score")
        elif figure["kind"] in ["csat", "ces"]:
            boxes = figure["topBox"]
            times = sum(count for point, count in given.items() if boxes["low"] <= point <= boxes["high"])
            same(boxes["count"], times)
            near(figure["value"], 100 * times / n, figure["kind"])
            near(figure["mean"], sum(point * count for point, count in given.items()) / n, "mean")
            same(figure["interval"]["method"], "wilson")
            # Wilson's limits are where the square of the distance is z² times the variance.
            for limit in [float(figure["interval"][key]) / 100 for key in ["low", "high"]]:
                if 0 < limit < 1:
                    near((times / n - limit) ** 2 * n / (limit * (1 - limit)), 1.959963984540054**2, "Wilson")
        else:
            near(figure["value"], sum(point * count for point, count in given.items()) / n, "mean")
            same(figure["interval"]["method"], "t")
    expect(values > 0, "no figure was counted again")


def collecting_facts(folder, given, sondeo, survey):
    """Repeated, conflicting, strange and later lines are counted as such."""
    changed = copy.deepcopy(given[:2])
    for line in changed:
        line["station"] = "elsewhere"
    later = copy.deepcopy(given[5:9])
    for number, line in enumerate(later):
        line["response"] = f"019b7892-0000-7000-8000-00000000000{number}"
        line["version"] = 7
    written(given + given[:3] + changed + later, folder / "again.jsonl")
    with open(folder / "again.jsonl", "a", encoding="utf-8") as file:
        file.write("{}\n")
    document = folder / "again.json"
    # What is missing in the figures is written all the same, and the exit code tells of it.
    run(sondeo, "stats", folder / "again.jsonl", "--survey", survey, "--format", "json", "-o", document, exits=1)
    facts = load(document)
    conforms("statistics", facts)
    same([facts.get(key) for key in ["known", "conflicts", "rejected", "otherVersions"]], [3, 2, 1, 4])
    same(facts["responses"], len(given) + len(later))
    run(sondeo, "stats", folder / "again.jsonl", "--survey", survey, "--format", "xml", "-o", folder / "again.xml",
        exits=1)
    run(*xmllint("statistics", folder / "again.xml"))
    same(ElementTree.parse(folder / "again.xml").getroot().get("otherVersions"), "4")
    same(set(load(folder / "statistics.json")) & {"known", "conflicts", "rejected", "otherVersions"}, set())


# Catalogues


def template_has_every_text(folder, document):
    run("msgfmt", "--check", "-o", "/dev/null", folder / "texts.pot")
    template = polib.pofile(str(folder / "texts.pot"))
    texts = {entry["key"]: entry["source"] for entry in document["texts"]}
    same({entry.msgctxt: entry.msgid for entry in template}, spoken(texts))
    same(len(template), len(spoken(texts)))


def shipped_catalogues(folder, document):
    for localization in document["localizations"]:
        path = folder / "Locales" / document["survey"] / f"{localization['language']}.po"
        run("msgfmt", "--check", "-o", "/dev/null", path)
        texts = {entry.msgctxt: entry for entry in polib.pofile(str(path)) if not entry.obsolete}
        same(set(texts), set(spoken(once(localization["texts"]))))
        for key, translated in spoken(once(localization["texts"])).items():
            if translated["state"] == "current":
                same(texts[key].msgstr, translated["text"], key)


def translated_by_others(folder, document, sondeo, survey):
    """A catalogue that another program fills in is read as it was meant."""
    filled = {}
    for tag in document["translations"]:
        path = folder / "Locales" / document["survey"] / f"{tag}.po"
        catalogue = polib.pofile(str(path), wrapwidth=60)
        for entry in catalogue:
            entry.msgstr = entry.msgstr or f"«{entry.msgid}»"
        catalogue.metadata["PO-Revision-Date"] = "2026-01-01 12:00+0000"
        catalogue.save()
        run("msgfmt", "--check", "-o", "/dev/null", path)
        filled[tag] = {entry.msgctxt: {"state": "current", "text": entry.msgstr} for entry in catalogue}
    compiled = json.loads(run(sondeo, "compile", survey, "--locales", folder / "Locales", "--to", "json"))
    same({entry["language"]: spoken(once(entry["texts"])) for entry in compiled["localizations"]}, filled)
    before = {path: polib.pofile(str(path)) for path in (folder / "Locales").rglob("*.po")}
    run(sondeo, "translate", "merge", survey, "--locales", folder / "Locales")
    for path, catalogue in before.items():
        same([str(entry) for entry in polib.pofile(str(path))], [str(entry) for entry in catalogue], "merging twice")


def changed_text_is_fuzzy(folder, document, sondeo, survey):
    """A text that changed keeps its translation, marked, with the old text beside it."""
    changed = folder / "changed.survey"
    source = read(survey)
    expect(source.count('"Thank you.') == 1, "the survey thanks once")
    changed.write_text(source.replace('"Thank you.', '"Thanks a lot.'), encoding="utf-8")
    run(sondeo, "translate", "merge", changed, "--locales", folder / "Locales")
    for tag in document["translations"]:
        path = folder / "Locales" / document["survey"] / f"{tag}.po"
        run("msgfmt", "--check", "-o", "/dev/null", path)
        marked = [entry for entry in polib.pofile(str(path)) if entry.fuzzy]
        same(len(marked), 1)
        expect(marked[0].msgid.startswith("Thanks a lot."), str(marked[0]))
        expect(marked[0].previous_msgid.startswith("Thank you."), str(marked[0]))
        expect(marked[0].msgstr != "", "the translation is lost")


# Damage


def damaged_files_are_refused(folder):
    """A validator that lets everything pass proves nothing."""
    damaged = folder / "damaged"
    damaged.mkdir()
    changes = {
        "survey.xml": ("survey", 'formatVersion="1"', 'formatVersion="one"'),
        "answers.xml": ("responses", 'state="complete"', 'state="finished"'),
        "statistics.xml": ("statistics", 'method="score"', 'method="guess"'),
    }
    for name, (kind, old, new) in changes.items():
        source = read(folder / name)
        expect(old in source, f"{name} has no {old}")
        for number, text in enumerate([source.replace(old, new, 1), source[:-20], source.replace(":1\"", ":2\"", 1)]):
            path = damaged / f"{number}-{name}"
            path.write_text(text, encoding="utf-8")
            refused(*xmllint(kind, path))
    for name, kind, change in [
        ("survey.json", "survey", lambda document: document.pop("steps")),
        ("survey.json", "survey", lambda document: document.update(version="1")),
        ("statistics.json", "statistics", lambda document: document.pop("distributions")),
        ("statistics.json", "statistics", lambda document: document["cells"][0].pop("stale")),
        ("statistics.json", "statistics", lambda document: document["distributions"][-1].update(n=-1)),
        ("statistics.json", "statistics", lambda document: document["figures"][0].update(value="45")),
        ("proof.json", "proof", lambda document: document.pop("undecided")),
        ("proof.json", "proof", lambda document: document["files"][0]["parts"][0].update(happens="often")),
        ("proof.json", "proof", lambda document: document["files"][0]["burden"]["routes"].update(exact=12)),
    ]:
        document = load(folder / name)
        change(document)
        expect(not VALIDATORS[kind].is_valid(document), f"sondeo-{kind}.schema.json lets a damaged file pass")
    changes = {"state": "finished", "version": 0, "response": "1", "answers": [], "missing": {"why": "lost"}}
    for key, value in changes.items():
        line = lines(folder / "answers.jsonl")[0] | {key: value}
        expect(not VALIDATORS["response"].is_valid(line), f"sondeo-response.schema.json lets {key} = {value!r} pass")
    (damaged / "answers.csv").write_text(read(folder / "answers.csv").rstrip() + ',"', encoding="utf-8")
    try:
        table(damaged / "answers.csv")
    except csv.Error:
        pass
    else:
        raise AssertionError("a CSV file with an open quote is read")
    (damaged / "texts.po").write_text(read(folder / "texts.pot") + '\nmsgid "twice\nmsgstr ""\n', encoding="utf-8")
    refused("msgfmt", "--check", "-o", "/dev/null", damaged / "texts.po")


def examine(check, sondeo, survey, folder):
    """Everything about one survey."""
    folder.mkdir()
    name = survey.stem

    def writing():
        if (ROOT / "Locales" / name).is_dir():
            shutil.copytree(ROOT / "Locales" / name, folder / "Locales" / name)
        else:
            (folder / "Locales" / name).mkdir(parents=True)
        for form in ["json", "xml"]:
            run(sondeo, "compile", survey, "--to", form, "-o", folder / f"survey.{form}")
        simulated = run(sondeo, "simulate", survey, "--count", "600", "--seed", "11")
        written(typed_lines(load(folder / "survey.json"), simulated), folder / "given.jsonl")
        run(sondeo, "collect", folder / "given.jsonl", "--survey", survey, "--store", folder / "answers.db")
        store = folder / "answers.db"
        for form in ["jsonl", "xml", "csv"]:
            run(sondeo, "export", store, "--to", form, "--include-personal", "-o", folder / f"answers.{form}")
        for form in ["json", "xml", "csv"]:
            run(sondeo, "stats", store, "--format", form, "-o", folder / f"statistics.{form}")
        run(sondeo, "prove", survey, "--all", "--format", "json", "-o", folder / "proof.json")
        run(sondeo, "translate", "extract", survey, "-o", folder / "texts.pot")
        run(sondeo, "translate", "merge", survey, "--locales", folder / "Locales")

    if not check(f"{name}: the program writes every format", writing):
        return
    document = load(folder / "survey.json")
    given = [json.loads(line) for line in read(folder / "given.jsonl").removesuffix("\n").split("\n")]

    for kind, file in [("survey", "survey"), ("responses", "answers"), ("statistics", "statistics")]:
        check(f"{name}: xmllint accepts the {kind}", run, *xmllint(kind, folder / f"{file}.xml"))
    for kind in ["survey", "statistics", "proof"]:
        check(f"{name}: jsonschema accepts the {kind}", conforms, kind, load(folder / f"{kind}.json"))
    check(f"{name}: jsonschema accepts every response", all_lines_valid, folder / "answers.jsonl")
    for kind in ["survey", "statistics", "proof"]:
        shape = load(folder / f"{kind}.json")
        check(f"{name}: no object of the {kind} takes a strange key", refuses_strangers, kind, shape)
    check(f"{name}: the survey is the same in JSON and XML", same_survey, folder)
    check(f"{name}: what was sent is what is exported", nothing_lost, given, folder / "answers.jsonl")
    check(f"{name}: responses are the same in CSV, cell by cell", csv_like_lines, folder, document)
    check(f"{name}: responses are the same in XML, answer by answer", xml_like_lines, folder, document)
    check(f"{name}: statistics are the same in JSON and XML", statistics_xml_like_json, folder)
    check(f"{name}: statistics are the same in JSON and CSV", statistics_csv_like_json, folder)
    check(f"{name}: statistics are what the exported lines give", recounted, folder, document)
    check(f"{name}: what happened while collecting is told", collecting_facts, folder, given, sondeo, survey)
    check(f"{name}: the template has every text", template_has_every_text, folder, document)
    check(f"{name}: catalogues hold what is compiled", shipped_catalogues, folder, document)
    check(f"{name}: what others translate is read", translated_by_others, folder, document, sondeo, survey)
    check(f"{name}: a changed text is marked", changed_text_is_fuzzy, folder, document, sondeo, survey)
    check(f"{name}: damaged files are refused", damaged_files_are_refused, folder)


def kiosk_statuses(folder, sondeo):
    """Of a kiosk in the middle of an interview, and of one that was killed with its supervisor."""
    sys.path.insert(0, str(ROOT / "Tests/Terminal"))
    from fronts import Kiosk

    with Kiosk(sondeo, Path(folder) / "kiosk") as kiosk:
        kiosk.two_answers()
        looking = sondeo, "kiosk", "status", "--store", kiosk.store, "--format", "json"
        alive = json.loads(run(*looking))
        conforms("kiosk-status", alive)
        same([(here["state"], here["alive"]) for here in alive["kiosks"]], [("interview", True)], "a living kiosk")
        same(alive["responses"]["open"], 1, "its open interviews")
        worker = kiosk.worker()
        os.kill(kiosk.terminal.pid, signal.SIGKILL)
        os.kill(worker, signal.SIGKILL)
        kiosk.terminal.end()
        dead = json.loads(run(*looking, exits=1))
        conforms("kiosk-status", dead)
        same([(here["alive"], here["healthy"]) for here in dead["kiosks"]], [(False, False)], "a dead kiosk")


def main(sondeo, folder):
    check = Checks()
    check("kiosk status: jsonschema accepts it, alive and dead", kiosk_statuses, folder, sondeo)
    for survey in [ROOT / "Surveys/service_loyalty.survey", ROOT / "Tests/Conformance/everything.survey"]:
        examine(check, sondeo, survey, Path(folder) / survey.stem)
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


sys.exit(main(*sys.argv[1:]))
