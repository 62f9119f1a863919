"""Which versions of other people's readers are at work."""
import re
import shutil
import subprocess
from importlib import metadata

PACKAGES = {"jsonschema": "jsonschema", "pandas": "pandas", "pyreadstat": "pyreadstat", "openpyxl": "openpyxl", "DuckDB": "duckdb",
            "frictionless": "frictionless", "pyjstat": "pyjstat", "polib": "polib", "translate-toolkit": "translate-toolkit"}
COMMANDS = {
    "PSPP": ["pspp", "--version"], "readstat": ["readstat", "--version"], "ssconvert": ["ssconvert", "--version"],
    "xmllint --schema": ["xmllint", "--version"], "xmllint --relaxng": ["xmllint", "--version"],
    "xmllint --dtdvalid": ["xmllint", "--version"],
    "R haven": ["Rscript", "--vanilla", "-e", "cat(as.character(packageVersion('haven')))"],
    "R sss": ["Rscript", "--vanilla", "-e", "cat(as.character(packageVersion('sss')))"],
    "jing": ["dpkg-query", "-W", "-f", "${Version}", "jing"],
    "msgfmt --check": ["msgfmt", "--version"], "msgmerge": ["msgmerge", "--version"], "msgcat": ["msgcat", "--version"],
    "Poedit": ["dpkg-query", "-W", "-f", "${Version}", "poedit"],
}


def found():
    """Name of each reader -> version; those that say none have none."""
    versions = {reader: metadata.version(package) for reader, package in PACKAGES.items()}
    versions["python csv"] = versions["ElementTree"] = versions["gettext"] = "of Python " + __import__("platform").python_version()
    for reader, command in COMMANDS.items():
        if not shutil.which(command[0]):
            continue
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        number = re.search(r"\d+(\.\d+)+|\d{5,}", done.stdout + done.stderr)
        if number:
            found = number[0]
            # libxml2 writes 2.9.14 as 20914.
            versions[reader] = f"{int(found[0])}.{int(found[1:3])}.{int(found[3:])}" if "xmllint" in command else found
    return versions
