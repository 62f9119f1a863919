"""Compares what `sondeo validate` says with what other people's validators say, on thousands of damaged documents.

    validate.py SONDEO FOLDER [COUNT]      FOLDER is empty and for this alone; COUNT documents of each format, 400 unless told

The others are python's jsonschema, xmllint (XSD and RELAX NG) and, where it is there, jing. Damaged are the documents in
`documents`: by the table `damages.tsv`, and at random, always in the same way. sondeo is the stricter one in four rules of its
JSON, and those are taken out of the comparison and checked for themselves: keys that stand twice, `1.0` for a whole number,
numbers of more than 38 digits, and in a survey what its reader knows beyond the schema.
"""
import copy
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent.parent / "Schemas"
STRANGE = [None, True, False, 0, 1, -1, 2.5, "", "a", "a b", "2026-11-21", "dont_know", "\u202e", [], [1], {}, {"a": 1}]


def schema_of(name):
    kind = "response" if name.startswith("responses") else name.split(".")[0]
    schema = json.loads((SCHEMAS / f"sondeo-{kind}.schema.json").read_text())
    return jsonschema.Draft202012Validator(anchored(schema))


def anchored(value):
    """The schema with patterns that end where the text does: in Python `$` also stands before a last line break."""
    if isinstance(value, dict):
        return {
            key: inner[:-1] + r"\Z" if key == "pattern" and isinstance(inner, str) and inner.endswith("$") else anchored(inner)
            for key, inner in value.items()
        }
    return [anchored(inner) for inner in value] if isinstance(value, list) else value


def places(value, path=()):
    """Every place in a document."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


def damaged(document, words, chance):
    """The document with one to three things changed."""
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        path = chance.choice(list(places(document)))
        if not path:
            continue
        holder = document
        for key in path[:-1]:
            holder = holder[key]
        action = chance.randrange(6)
        if action == 0:
            del holder[path[-1]]
        elif action == 1 and isinstance(holder, dict):
            holder[chance.choice(words)] = holder.pop(path[-1])
        elif action == 2 and isinstance(holder, list):
            holder.insert(path[-1], copy.deepcopy(chance.choice(holder)))
        elif action == 3:
            holder[path[-1]] = chance.choice(words)
        else:
            holder[path[-1]] = copy.deepcopy(chance.choice(STRANGE))
    return document


def words_of(document):
    found = set()
    for path in places(document):
        value = document
        for key in path:
            value = value[key]
        found.update([value] if isinstance(value, str) else value if isinstance(value, dict) else [])
    return sorted(found)


def validate(sondeo, files, kind):
    """Whether each file is valid, and what is said of it."""
    found = {}
    for start in range(0, len(files), 500):
        part = files[start : start + 500]
        done = subprocess.run(
            [sondeo, "validate", "--as", kind, "--format", "json", *map(str, part)], capture_output=True, encoding="utf-8")
        if done.returncode not in (0, 1):
            raise SystemExit(f"sondeo validate ended with {done.returncode}: {done.stderr[:500]}")
        for file in json.loads(done.stdout)["files"]:
            found[file["file"]] = file
    return found


def compare_json(sondeo, folder, name, count):
    check = schema_of(name)
    kind = name.split(".")[0]
    chance = random.Random(name)
    text = (HERE / "documents" / name).read_text()
    documents = [json.loads(line) for line in text.splitlines()] if name.endswith("jsonl") else [json.loads(text)]
    words = words_of(documents[0])
    expected = {}
    for number in range(count):
        document = damaged(chance.choice(documents), words, chance)
        path = folder / f"{number}-{name}"
        path.write_text(json.dumps(document, ensure_ascii=chance.random() < 0.5), encoding="utf-8")
        expected[str(path)] = check.is_valid(document)
    found = validate(sondeo, list(expected), kind)
    wrong = []
    for path, is_valid in expected.items():
        file = found[path]
        # What stands behind a valid schema is the reader's word, which has no opposite.
        if is_valid and not file["valid"] and kind == "survey" and file["count"] == 1:
            continue
        if file["valid"] != is_valid:
            wrong.append(f"{path}: jsonschema says {is_valid}, sondeo {file['faults'][:2]}")
    return len(expected), sum(expected.values()), wrong


def compare_xml(sondeo, folder, name, count):
    kind = name.split(".")[0]
    chance = random.Random(name)
    text = (HERE / "documents" / name).read_text()
    parts = [part for part in text.replace(">", ">\0").replace(" ", " \0").replace('"', '"\0').split("\0") if part]
    files = []
    for number in range(count):
        own = list(parts)
        for _ in range(chance.randint(1, 2)):
            # What does not begin as XML is refused before it is looked at: that is wrong use.
            place = chance.randrange(1, len(own))
            action = chance.randrange(4)
            if action == 0:
                del own[place]
            elif action == 1:
                own[place] = chance.choice(parts)
            elif action == 2:
                own.insert(place, chance.choice(parts))
            else:
                own[place] = own[place][: len(own[place]) // 2] + chance.choice(["x", "0", "-", "é", "&amp;", ""]) + '"'
        path = folder / f"{number}-{name}"
        path.write_text("".join(own), encoding="utf-8")
        files.append(path)
    found = validate(sondeo, files, kind)
    wrong, valid = [], 0
    for path in files:
        lint = subprocess.run(
            ["xmllint", "--noout", "--nonet", "--schema", SCHEMAS / f"sondeo-{kind}.xsd", path], capture_output=True)
        is_valid = lint.returncode == 0
        valid += is_valid
        file = found[str(path)]
        # What stands behind a valid schema is the reader's word here too.
        if is_valid and not file["valid"] and kind == "survey" and file["count"] == 1:
            continue
        if file["valid"] != is_valid:
            wrong.append(f"{path}: xmllint says {is_valid}, sondeo {found[str(path)]['faults'][:2]}")
        grammar = subprocess.run(
            ["xmllint", "--noout", "--nonet", "--relaxng", SCHEMAS / f"sondeo-{kind}.rng", path], capture_output=True)
        # RELAX NG can say more than XSD, and never less.
        if grammar.returncode == 0 and not is_valid:
            wrong.append(f"{path}: RELAX NG takes what XSD refuses")
    return len(files), valid, wrong


def table(sondeo, folder):
    """Every damage of the table is refused by all whom it names."""
    wrong, number = [], 0
    for row in (HERE / "damages.tsv").read_text().splitlines():
        if row.startswith("#"):
            continue
        number += 1
        name, schemas, right, change = (cell.replace("\\n", "\n") for cell in row.split("\t"))
        kind, form = name.split(".")
        path = folder / f"table-{number}.{form}"
        path.write_text((HERE / "documents" / name).read_text().replace(right, change, 1), encoding="utf-8")
        takers = []
        if not {"xsd", "json", "ours"}.isdisjoint(schemas.split()):
            if subprocess.run([sondeo, "validate", "--as", kind, path], capture_output=True).returncode != 1:
                takers.append("sondeo")
        if "rng" in schemas.split():
            grammar = SCHEMAS / f"sondeo-{kind}.rng"
            if subprocess.run(["xmllint", "--noout", "--relaxng", grammar, path], capture_output=True).returncode == 0:
                takers.append("xmllint")
            if shutil.which("jing") and subprocess.run(["jing", grammar, path], capture_output=True).returncode == 0:
                takers.append("jing")
        if takers:
            wrong.append(f"{name}, {right} -> {change}: taken by {' '.join(takers)}")
    return number, 0, wrong


def main():
    sondeo, folder = sys.argv[1], Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 400
    failed = 0
    checks = [(path.name, compare_xml if path.suffix == ".xml" else compare_json) for path in sorted((HERE / "documents").iterdir())]
    for name, compare in checks:
        own = folder / name
        own.mkdir()
        total, valid, wrong = compare(sondeo, own, name, count)
        failed += len(wrong)
        print(f"{'FAILED' if wrong else 'ok    '} {name}: {total} damaged documents, {valid} still valid")
        for line in wrong[:10]:
            print("       " + line[:600])
    total, _, wrong = table(sondeo, folder)
    failed += len(wrong)
    print(f"{'FAILED' if wrong else 'ok    '} the table: {total} damages")
    for line in wrong[:10]:
        print("       " + line[:600])
    return failed > 0


sys.exit(main())
