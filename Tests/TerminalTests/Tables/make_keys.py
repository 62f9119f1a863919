"""Writes terminfo-keys.txt: what terminfo says that the keys of the terminals we know send.

Run `python3 make_keys.py` with ncurses-bin and ncurses-term installed. Keys whose names mean different things on
different terminals are left out: F13 and above, the F keys that terminfo puts on the keypad of a vt100, and arrows with something
held that send what elsewhere is the arrow alone.
"""
import re
import subprocess
from pathlib import Path

TERMINALS = """linux vt100 vt220 xterm xterm-256color xterm-vt220 tmux-256color screen-256color rxvt rxvt-unicode-256color
kitty putty konsole st-256color alacritty gnome-256color iterm2 mintty""".split()
PLAIN = {
    "kcuu1": "up", "kcud1": "down", "kcuf1": "right", "kcub1": "left", "khome": "home", "kend": "end",
    "kdch1": "delete", "kich1": "insert", "kpp": "pageUp", "knp": "pageDown", "kcbt": "shift+tab", "kent": "enter",
    "kbs": "backspace", "khlp": "f1", "kri": "shift+up", "kind": "shift+down",
} | {f"kf{number}": f"f{number}" for number in range(1, 13)}
WITH_MODIFIERS = {
    "UP": "up", "DN": "down", "RIT": "right", "LFT": "left", "HOM": "home", "END": "end", "DC": "delete",
    "IC": "insert", "PRV": "pageUp", "NXT": "pageDown",
}
HELD = {"": "shift", "3": "alt", "4": "shift+alt", "5": "control", "6": "shift+control", "7": "alt+control"}

rows = []
for terminal in TERMINALS:
    described = subprocess.run(["infocmp", "-1", "-x", terminal], capture_output=True, text=True).stdout
    for name, sequence in re.findall(r"^\t(k[A-Za-z0-9]+)=(.+),$", described, re.M):
        key = PLAIN.get(name)
        if match := re.fullmatch(r"k([A-Z]+)([3-7]?)", name):
            if match[1] in WITH_MODIFIERS:
                key = f"{HELD[match[2]]}+{WITH_MODIFIERS[match[1]]}"
        if key is None or terminal == "vt100" and re.fullmatch("kf([5-9]|1[0-2])", name):
            continue
        if "+" in key and re.fullmatch(r"\\E[\[O][A-D]", sequence):
            continue
        rows.append(f"{terminal} {sequence} {key}")
lines = ["# terminal, what it sends in terminfo's notation, key; made by make_keys.py", *rows]
(Path(__file__).parent / "terminfo-keys.txt").write_text("\n".join(lines) + "\n")
