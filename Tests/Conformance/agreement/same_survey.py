"""A compiled survey as XML against the same as JSON, and how far schemas of JSON keep strangers out."""
from xml.etree import ElementTree

from findings import expect, same
from own_formats import attributes, load, local, scalar, validator

SPACE = "{urn:sondeo:survey:1}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


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
    validate = validator(kind)
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


def once(texts):
    """Texts by key: the passes of a loop share theirs, and bear a number from the second on."""
    for key, value in texts.items():
        same(value, texts[key.partition("#")[0]], key)
    return {key: value for key, value in texts.items() if "#" not in key}


def same_survey(folder):
    """Compares the two, and gives how many texts there are in all languages."""
    document = load(folder / "survey.json")
    root = ElementTree.parse(folder / "survey.xml").getroot()
    same(root.tag, SPACE + "survey")
    for key in ["version", "structure", "language", "title"]:
        same(root.get(key), scalar(document[key]), key)
    same(root.get("translations").split(), document["translations"])
    sources, translations = {}, {tag: {} for tag in document["translations"]}
    for entry in root.find(SPACE + "texts"):
        source = entry.find(SPACE + "source")
        same(source.get(LANGUAGE), document["language"])
        sources[entry.get("key")] = source.text
        for found in entry.findall(SPACE + "translation"):
            locale = found.get(LANGUAGE)
            translation = {"state": found.get("state"), "text": found.text}
            forms = [form.text for form in entry.findall(SPACE + "form") if form.get(LANGUAGE) == locale]
            if forms:
                translation["forms"] = [found.text, *forms]
            translations[locale][entry.get("key")] = translation
    same(sources, {entry["key"]: entry["source"] for entry in document["texts"]})
    for entry in document["localizations"]:
        for key, text in once(entry["texts"]).items():
            same(translations[entry["language"]].pop(key), text, f"{key} in {entry['language']}")
    same(translations, {tag: {} for tag in document["translations"]}, "texts of no localization")
    # What is known of a language beside its texts stands in front of them.
    parts = [local(part) for part in root if local(part) != "localizations"]
    same(parts, [key for key in document if key in parts])
    expect({"lists", "variables", "questions", "steps", "metrics"} <= set(parts), f"only {parts} are there")
    for plural in parts[1:]:
        elements = list(root.find(SPACE + plural))
        same(len(elements), len(document[plural]), plural)
        for element, value in zip(elements, document[plural]):
            # A note may have line breaks, which attributes have not.
            same(element.findtext(SPACE + "note"), value.get("note"), plural)
            same(dict(element.attrib), attributes({key: part for key, part in value.items() if key != "note"}), plural)
    for element, values in zip(root.find(SPACE + "lists"), document["lists"], strict=True):
        for one, option in zip(element.findall(SPACE + "option"), values["options"], strict=True):
            same(dict(one.attrib), attributes(option), values["name"])
    return {"labels": len(sources) * (1 + len(document["translations"]))}
