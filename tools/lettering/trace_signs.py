"""Writes src/core/images/lettering.json: the signs that captions are set in, as outlines, so that a sheet reads the same on a machine
without any font. Needed only when signs are missing, such as those of a new product's or color's Japanese name:

    apt-get install --no-install-recommends python3-fonttools fonts-inter fonts-noto-cjk
    /usr/bin/python3 tools/lettering/trace_signs.py

Latin is Inter Medium (Rasmus Andersson), Japanese is Noto Sans CJK JP (Adobe and Google); both are under the SIL Open Font License.
1000 units are one em, the baseline is y = 0, and y grows downwards. `signs` has for each its width and, after a space, its path; `kerning`
for a first sign the second ones that stand nearer to it or further from it, such as `a-60 o-55`.
"""

import json
import pathlib
import re

from fontTools.misc.transform import Scale
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

FONTS = pathlib.Path("/usr/share/fonts/opentype")
ROOT = pathlib.Path(__file__).resolve().parents[2]
# Pairs that are moved by less cannot be told from others at the size of a caption, in thousandths of an em.
LEAST_KERNING = 15


def signs_of_latin():
    ranges = [(0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x17F)]
    return [chr(code) for start, end in ranges for code in range(start, end + 1)] + list("–—‘’“”„…€№•′″−×")


def signs_of_japanese():
    kana = [chr(code) for code in [*range(0x3041, 0x3097), *range(0x30A1, 0x30FD)]] + list("、。「」『』（）：／〜　")
    names = [
        json.loads(file.read_text("utf8"))["names"]["ja"]
        for file in sorted((ROOT / "src/core/renderer/templates").glob("*/template.json"))
    ]
    colors = json.loads((ROOT / "src/core/catalog/words/ja.json").read_text("utf8"))["colors"]
    # The first word of a color is what people read.
    shades = [words.split(",")[0] for words in colors.values()]
    said = re.findall(r"'progress\.(?:failed|cancelled|undecided)': '(.*)'", (ROOT / "src/core/messages/ja.ts").read_text("utf8"))
    return kana + sorted({sign for text in names + shades + said for sign in text})


def trace(font, sign):
    """Width and path of a sign; None when the font lacks it."""
    name = font.getBestCmap().get(ord(sign))
    if name is None:
        return None
    to_em = 1000 / font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
    glyphs[name].draw(TransformPen(pen, Scale(to_em, -to_em)))
    return [round(glyphs[name].width * to_em), pen.getCommands()]


def pair_lookups(font):
    table = font["GPOS"].table
    numbers = {n for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern" for n in record.Feature.LookupListIndex}
    for number in sorted(numbers):
        for subtable in table.LookupList.Lookup[number].SubTable:
            subtable = subtable.ExtSubTable if subtable.LookupType == 9 else subtable
            if subtable.LookupType == 2:
                yield subtable


def kerning_of_pair(subtable, first, second):
    """What a subtable says of a pair; None when it is silent."""
    if first not in subtable.Coverage.glyphs:
        return None
    if subtable.Format == 1:
        pairs = subtable.PairSet[subtable.Coverage.glyphs.index(first)].PairValueRecord
        return next((pair.Value1.XAdvance for pair in pairs if pair.SecondGlyph == second and pair.Value1), None)
    row = subtable.Class1Record[subtable.ClassDef1.classDefs.get(first, 0)]
    value = row.Class2Record[subtable.ClassDef2.classDefs.get(second, 0)].Value1
    return getattr(value, "XAdvance", 0) or 0


def kerning(font, signs):
    names = font.getBestCmap()
    subtables = list(pair_lookups(font))
    found = {}
    for first in signs:
        for second in signs:
            said = (kerning_of_pair(each, names[ord(first)], names[ord(second)]) for each in subtables)
            units = next((value for value in said if value is not None), 0) * 1000 / font["head"].unitsPerEm
            if abs(units) >= LEAST_KERNING:
                found.setdefault(first, {})[second] = round(units)
    return found


latin = TTFont(FONTS / "inter/Inter-Medium.otf")
japanese = TTFont(FONTS / "noto/NotoSansCJK-Regular.ttc", fontNumber=0)
signs = {}
for font, wanted in ((latin, signs_of_latin()), (japanese, signs_of_japanese())):
    for sign in wanted:
        traced = signs.get(sign) or trace(font, sign)
        if traced:
            signs[sign] = traced
kerned = kerning(latin, [sign for sign in map(chr, range(0x21, 0x7F)) if sign.isalnum() or sign in "-.,/"])
lettering = {
    "kerning": {first: " ".join(f"{second}{units}" for second, units in pairs.items()) for first, pairs in kerned.items()},
    "signs": {sign: f"{width} {path}" for sign, (width, path) in signs.items()},
}
out = ROOT / "src/core/images/lettering.json"
out.write_text(json.dumps(lettering, ensure_ascii=False, indent=2) + "\n", "utf8")
print(f"{len(signs)} signs, {sum(map(len, kerned.values()))} pairs, {out.stat().st_size} bytes")
