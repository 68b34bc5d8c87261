"""Renders every screen in languages, colors, sizes of text and of the window, on contact sheets.

For a person's eye, before a release and after a change of the looks:

    python installer/make_sheets.py out/sheets --language en --theme dark --percent 150
"""

import argparse
import os
import sys
import tempfile
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ctpat_desktop.support import own_language
from ctpat_desktop.support.shipped import shipped

LANGUAGES = ("en", "fr_CA", "es_MX", "pseudo")
THEMES = ("light", "dark", "contrast-light", "contrast-dark")
PERCENTS, SIZES = (100, 150, 200), ("1280x800", "1920x1080")
WIDE, HIGH, EDGE, NAME = 640, 400, 8, 22
"""Pixels of a picture on a sheet, of the room around it and of its name."""
GROUND, INK = "#808890", "#000000"


def main():
    """Make the sheets that were asked for; all of them where nothing is said."""
    asked = _arguments().parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["CTPAT_DESKTOP_HOME"] = str(Path(scratch, "home"))
        file = Path(scratch, "sample.ctpat")
        _sample(file)
        ways = product(
            asked.language or LANGUAGES,
            asked.theme or THEMES,
            asked.percent or PERCENTS,
            asked.size or SIZES,
        )
        for language, theme, percent, size in ways:
            title = f"{language}-{theme}-{percent}-{size}"
            pictures = _rendered(file, Path(scratch, title), language, theme, percent, size)
            for path in sheets(pictures, asked.folder, title, asked.columns, asked.rows):
                sys.stdout.write(f"{path}\n")


def sheets(pictures, folder, title, columns, rows):
    """Put pictures on sheets side by side, each with its name; return the files written."""
    written, each = [], columns * rows
    font = ImageFont.truetype(str(shipped("resources", "fonts", "NotoSans-Regular.ttf")), 14)
    for number in range(0, len(pictures), each):
        wide, high = (WIDE + EDGE) * columns + EDGE, (HIGH + NAME + EDGE) * rows + EDGE
        sheet = Image.new("RGB", (wide, high), GROUND)
        draw = ImageDraw.Draw(sheet)
        for at, path in enumerate(pictures[number : number + each]):
            left = EDGE + at % columns * (WIDE + EDGE)
            top = EDGE + at // columns * (HIGH + NAME + EDGE)
            draw.text((left, top), f"{path.stem}", fill=INK, font=font)
            with Image.open(path) as picture:
                small = picture.convert("RGB")
            small.thumbnail((WIDE, HIGH), Image.Resampling.LANCZOS)
            sheet.paste(small, (left, top + NAME))
        written.append(folder / f"{title}-{number // each + 1}.png")
        sheet.save(written[-1])
    return written


def _rendered(file, folder, language, theme, percent, size):
    from ctpat_desktop.cli.demo import SAMPLE_DAY
    from ctpat_desktop.ui.app import application
    from ctpat_desktop.ui.frame import looks
    from ctpat_desktop.ui.screenshots import render_all
    from ctpat_desktop.ui.widgets import theme as colors

    application()
    looks.take(own_language.LANGUAGE, language)
    looks.take(colors.SIZE, percent)
    wide, high = map(int, size.split("x"))
    return render_all(file, folder, [(wide, high)], [theme], SAMPLE_DAY)


def _sample(file):
    from ctpat_desktop.services.samples import sample_file

    sample_file.create(file, "importer").close()


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--percent", action="append", type=int, choices=PERCENTS)
    parser.add_argument("--size", action="append", help="such as 1280x800")
    parser.add_argument("--columns", type=int, default=3)
    parser.add_argument("--rows", type=int, default=4)
    return parser


if __name__ == "__main__":
    main()
