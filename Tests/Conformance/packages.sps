* Has PSPP read answers.sav and answers.zsav of the folder that it is run in, and write what it read.
* A warning about the dictionary is a fault; pspp.csv is the same as pspp-z.csv.
*   cd FOLDER && pspp -o pspp.txt packages.sps && ! grep -qi warning pspp.txt && cmp pspp.csv pspp-z.csv.
GET FILE='answers.sav'.
DISPLAY DICTIONARY.
MRSETS /DISPLAY NAME=ALL.
SAVE TRANSLATE /OUTFILE='pspp.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.
GET FILE='answers.zsav'.
SAVE TRANSLATE /OUTFILE='pspp-z.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.
