"""Makes the subsets in resources/fonts from whole Noto fonts; the README there says how."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SCRIPTS = (
    *("Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Devanagari", "Bengali", "Gujarati"),
    *("Gurmukhi", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala"),
)

JOINERS = {0x200C, 0x200D}
"""Signs that tell whether letters join; they must be in the font of those letters."""


def letters(source, target, wanted, number=-1, *, shaped=False):
    """Write the letters of a font without hinting; `shaped` keeps the rules that join them."""
    features = subset.Options._layout_features_default if shaped else []
    options = subset.Options(layout_features=features, hinting=False, notdef_outline=True)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "DSIG"]
    if not shaped:
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    font = TTFont(source, fontNumber=number)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.save(target)


def as_truetype(source, target, name):
    """Turn cubic outlines into quadratic ones, which the printed pages need."""
    font = TTFont(source)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for glyph in order:
        pen = TTGlyphPen(None)
        glyphs[glyph].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        drawn[glyph] = pen.glyph()
    head = font["hhea"]
    made = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(font.getBestCmap())
    made.setupGlyf(drawn)
    made.setupHorizontalMetrics({glyph: font["hmtx"][glyph] for glyph in order})
    made.setupHorizontalHeader(ascent=head.ascent, descent=head.descent)
    made.setupOS2(sTypoAscender=head.ascent, sTypoDescender=head.descent)
    names = {entry.nameID: entry.toUnicode() for entry in font["name"].names}
    kept = {"copyright": 0, "licenseDescription": 13, "licenseInfoURL": 14}
    texts = {key: names[number] for key, number in kept.items() if number in names}
    made.setupNameTable({**texts, "familyName": name, "styleName": "Regular", "psName": name})
    made.setupPost(keepGlyphNames=False)
    made.save(target)


def codes(path, number=-1):
    """Return the codes of the letters a font can draw."""
    return set(TTFont(path, fontNumber=number, lazy=True).getBestCmap())


def is_wanted(code):
    """Leave out the Korean syllables that are in no word: those outside of KS X 1001."""
    if not 0xAC00 <= code <= 0xD7A3:
        return True
    try:
        return len(chr(code).encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


def main(noto, cjk, emoji, ours):
    """Write the four subsets beside our other fonts."""
    known = set()
    for name in ("NotoSans-Regular", "DejaVuSans", "DroidSansFallbackFull"):
        known |= codes(ours / f"{name}.ttf")
    parts = []
    for script in SCRIPTS:
        source, part = noto / f"NotoSans{script}-Regular.ttf", ours / f"part-{script}.ttf"
        wanted = codes(source) - known | JOINERS
        letters(source, part, wanted, shaped=True)
        parts.append(part)
    merged = Merger().merge([str(part) for part in parts])
    for entry in list(merged["name"].names):
        if entry.nameID in (1, 4, 6, 16):
            entry.string = "NotoSansScripts"
    merged["post"].formatType = 3.0
    merged.save(ours / "NotoSansScripts.ttf")
    known |= codes(ours / "NotoSansScripts.ttf")
    for part in parts:
        part.unlink()
    symbols = noto / "NotoSansSymbols2-Regular.ttf"
    letters(symbols, ours / "NotoSansSymbols2-Letters.ttf", codes(symbols) - known)
    known |= codes(ours / "NotoSansSymbols2-Letters.ttf")
    pictures = ours / "NotoEmoji-Letters.ttf"
    letters(emoji, pictures, codes(emoji) - known)
    known |= codes(pictures)
    part = ours / "part-han.otf"
    letters(cjk, part, {code for code in codes(cjk, 0) - known if is_wanted(code)}, 0)
    as_truetype(part, ours / "NotoSansCJK-Rare.ttf", "NotoSansCJK-Rare")
    part.unlink()


main(*map(Path, sys.argv[1:5]))
