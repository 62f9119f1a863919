"""DDI-Codebook 2.5: the schema of the DDI Alliance, and label by label out of ElementTree, frequencies counted again."""
from collections import Counter
from xml.etree import ElementTree

import truth as answers
from findings import expect, same
from running import run
from survey_model import Missing

SPACE = "{ddi:codebook:2_5}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def schema(folder, path):
    run("xmllint", "--noout", "--nonet", "--schema", folder / "ddi-codebook-2.5/schemas/codebook.xsd", path)
    return {"files": 1}


def texts(element, tag):
    """The texts of children by language; one without a language has None."""
    return {child.get(LANGUAGE): "".join(child.itertext()) for child in element.findall(SPACE + tag)}


def compare(path, survey, columns, responses, locales, book, losses):
    """Variables, labels, codes, questions and bases in every language, sets, frequencies of everybody and per language."""
    root = ElementTree.parse(path).getroot()
    same(root.tag, SPACE + "codeBook", "root element")
    variables = [one for one in root.iter(SPACE + "var") if one.get("files")]
    entries = {entry["name"]: entry for entry in book["variables"]}
    same([name_of(one) for one in variables], [column.name for column in columns], "variables")
    identifiers = [one.get("ID") for one in root.iter() if one.get("ID")]
    same(len(identifiers), len(set(identifiers)), "IDs that differ")
    compare_references(root, set(identifiers))
    counts = Counter()
    counted = [line for line in responses if line["state"] in ["complete", "partial"]]
    for element, column in zip(variables, columns):
        if column.variable is None:
            continue
        entry = entries[column.variable.name]
        compare_labels(element, column, entry, survey, locales, losses, counts)
        compare_categories(element, column, entry, locales, counts)
        compare_frequencies(element, column, counted, survey, losses, counts)
    for locale, title in texts(root.find(f"{SPACE}stdyDscr/{SPACE}citation/{SPACE}titlStmt"), "titl").items():
        if locale in survey.locales:
            same(title, survey.text(survey.document["title"], locale), f"title in {locale}")
    days = [line["started"][:10] for line in responses] + [line["ended"][:10] for line in responses]
    dates = {one.get("date") for one in root.iter(SPACE + "collDate")}
    if dates:
        same(dates, {min(days), max(days)}, "dates of collection")
    compare_groups(root, columns, variables, survey, counts)
    return dict(counts)


def compare_references(root, identifiers):
    """Every reference leads to something that is there, and every variable has a label."""
    for element in root.iter():
        for attribute in ["var", "files", "sdatrefs"]:
            for reference in element.get(attribute, "").split():
                expect(reference in identifiers, f"{element.tag} refers to {reference}, which is not there")
    for variable in root.iter(SPACE + "var"):
        expect(variable.find(SPACE + "labl") is not None, f"{variable.get('ID')} has no label")


def name_of(element):
    """The name of a column stands in a note, since that of the variable is the one of SPSS."""
    return next("".join(note.itertext()) for note in element.findall(SPACE + "notes") if note.get("type") == "name")


def shown(label, locales):
    """The languages in which a label is there; a text that is not translated is left out."""
    found = {locale: label[locale]["text"] for locale in locales if label[locale].get("state") != "missing"}
    return found or {None: next(iter(label.values()))["text"]}


def spoken(label, locales):
    """The same of words of the program: in a language that it does not speak they stand in English, and say so."""
    found = shown(label, locales)
    return {"en": found[None]} if None in found else found


def compare_labels(element, column, entry, survey, locales, losses, counts):
    variable = column.variable
    found = texts(element, "labl")
    for locale in locales:
        if entry["label"][locale].get("state") == "missing":
            continue
        if not variable.question and locale != survey.locales[0]:
            # A name is no text, and has no translation.
            same(found.get(locale), None, f"label of {column.name} in {locale}")
            continue
        text = survey.label(variable, locale)
        if column.option is not None:
            category = entry["categories"][column.option]["label"][locale]
            if category.get("state") == "missing":
                continue
            text += " – " + category["text"]
        same(found.get(locale), text, f"label of {column.name} in {locale}")
        counts["labels"] += 1
    if variable.question:
        # Where there are several wordings, each stands with whom it is read to.
        phrasings = entry["question"].get("phrasings") or [entry["question"]]
        found = [(one.get(LANGUAGE), "".join(one.find(SPACE + "qstnLit").itertext())) for one in element.findall(SPACE + "qstn")]
        expected = [item for phrasing in phrasings for item in shown(phrasing["text"], locales).items()]
        same(found, expected, f"question of {column.name}")
        same(len(element.findall(f"{SPACE}qstn/{SPACE}preQTxt")), len(found) if len(phrasings) > 1 else 0, "who reads a wording")
        counts["labels"] += len(found)
    if "base" in entry and "words" in entry["base"]:
        same(texts(element, "universe"), spoken(entry["base"]["words"], locales), f"universe of {column.name}")
        counts["labels"] += len(locales)


def compare_categories(element, column, entry, locales, counts):
    found = {category.findtext(SPACE + "catValu"): category for category in element.findall(SPACE + "catgry")}
    # Texts are empty in the data file whatever the reason: their kinds of missing have the words of CSV only.
    if column.kind != "text":
        same(len(found), len(element.findall(SPACE + "catgry")), f"values of {column.name} that differ")
    else:
        kinds = [category.get("missType") for category in element.findall(SPACE + "catgry")]
        same(kinds, [kind["kind"] for kind in entry["missing"]], f"kinds of missing of {column.name}")
    if column.kind == "yesno":
        words = {code: category.findtext(SPACE + "txt") for code, category in found.items() if category.get("missing") != "Y"}
        same(words, {"1": "true", "0": "false"}, f"words of {column.name} in CSV")
    if column.kind == "place":
        same(found["0"].get("missing"), "Y", f"what is not ranked of {column.name}")
    if column.kind in ["option", "point"]:
        for category in entry["categories"]:
            one = found[str(category["code"])]
            if "label" in category:
                same(texts(one, "labl"), shown(category["label"], locales), f"label of {category['name']} of {column.name}")
                counts["labels"] += len(locales)
    if column.kind != "text":
        for kind in entry["missing"]:
            one = found["." if kind["kind"] == "not_asked" else str(kind["code"])]
            same(one.get("missing"), "Y", f"{kind['kind']} of {column.name}")
            same(texts(one, "labl"), spoken(kind["label"], locales), f"label of {kind['kind']} of {column.name}")
            counts["missing"] += 1


def compare_frequencies(element, column, responses, survey, losses, counts):
    """Every `freq` is how many complete or partial responses have the value, and every count per language likewise."""
    # What is not comparable with the newest version is in no frequency.
    is_mixed = any(line["structure"] != survey.document["structure"] for line in responses)
    locales = {}
    for line in responses:
        locale = line["locale"]
        locales.setdefault(locale if locale in survey.locales else "und", []).append(line)
    for category in element.findall(SPACE + "catgry"):
        value = category.findtext(SPACE + "catValu") or category.findtext(SPACE + "txt") or "."
        if is_mixed and value == ".":
            continue
        for statistic in category.findall(SPACE + "catStat"):
            if statistic.get("type") == "freq":
                lines = responses
            else:
                lines = locales.get(statistic.get("sdatrefs").removeprefix("U_"), [])
            same(int(statistic.text), sum(has(line, column, value) for line in lines),
                 f"frequency of {value} of {column.name} {statistic.get('sdatrefs') or ''}")
            counts["cells"] += 1


def has(line, column, value):
    cell = answers.cell(line, column)
    if cell is None:
        return value == "."
    if isinstance(cell, Missing):
        if column.kind == "text":
            return value == f".{cell.kind}"
        return value == str(column.variable.missing_code(cell.kind))
    # Texts are not counted one by one, and one may look like a kind of missing.
    return column.kind != "text" and value == str(cell)


def compare_groups(root, columns, variables, survey, counts):
    """A group of several responses for each set, with the question as its label."""
    names = {one.get("ID"): name_of(one) for one in variables}
    found = {
        tuple(names[one] for one in group.get("var").split())
        for group in root.iter(SPACE + "varGrp") if group.get("type") == "multipleResp"}
    expected = {}
    for column in columns:
        if column.kind == "flag":
            expected.setdefault(column.variable.name, []).append(column.name)
    same(found, {tuple(names) for names in expected.values() if len(names) > 1}, "groups of several responses")
    counts["sets"] += len(found)
