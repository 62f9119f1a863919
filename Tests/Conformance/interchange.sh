#!/bin/sh
# Has readers that are not ours read every format: xmllint against the XSDs, python's jsonschema against the JSON
# Schemas, python's csv beside JSON Lines. Exits 1 at the first disagreement.
#
#   Tests/Conformance/interchange.sh [FOLDER]     FOLDER holds the files; without it, the tests write them
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! command -v xmllint >/dev/null || ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    apt-get update -q && apt-get install -q -y libxml2-utils python3-venv
fi
if python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
    python=python3
else
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet 'jsonschema>=4.17'
    python="$work/venv/bin/python"
fi

if [ $# -gt 0 ]; then
    files=$1
else
    files=$work/files
    mkdir "$files"
    (cd "$root" && SONDEO_CONFORMANCE_FOLDER=$files swift test --filter InterchangeTests.ConformanceFiles >"$work/log" 2>&1) ||
        { cat "$work/log"; exit 1; }
fi

for kind in survey responses statistics; do
    xmllint --nonet --noout --schema "$root/Schemas/sondeo-$kind.xsd" "$files"/*."$kind".xml 2>"$work/xmllint" ||
        { grep -v ' validates$' "$work/xmllint"; exit 1; }
    # A schema that lets everything pass proves nothing.
    sed 's/formatVersion="1"/formatVersion="one"/' "$files/sample.$kind.xml" >"$work/damaged.xml"
    if xmllint --nonet --noout --schema "$root/Schemas/sondeo-$kind.xsd" "$work/damaged.xml" 2>/dev/null; then
        echo "sondeo-$kind.xsd lets a damaged file pass"
        exit 1
    fi
done
"$python" "$root/Tests/Conformance/interchange.py" "$root/Schemas" "$files"
