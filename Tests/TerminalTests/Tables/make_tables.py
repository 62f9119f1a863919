"""Writes wcwidth-ranges.txt: what the Python package wcwidth says of every scalar, as ranges.

Run `python3 make_tables.py` with wcwidth 0.7.0 (Unicode 17) installed. Only ranges whose width is not 1 are written;
what wcwidth calls -1, a control character, counts as 0.
"""
from pathlib import Path

from wcwidth import wcwidth

rows = []
for code in range(0x110000):
    if 0xD800 <= code <= 0xDFFF:
        continue
    width = max(0, wcwidth(chr(code)))
    if rows and rows[-1][1] == code - 1 and rows[-1][2] == width:
        rows[-1][1] = code
    else:
        rows.append([code, code, width])
lines = ["# first and last scalar, cells; made by make_tables.py with wcwidth 0.7.0, Unicode 17"]
lines += [f"{first:X} {last:X} {width}" for first, last, width in rows if width != 1]
(Path(__file__).parent / "wcwidth-ranges.txt").write_text("\n".join(lines) + "\n")
