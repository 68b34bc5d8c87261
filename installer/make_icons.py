"""Draws resources/icons/*.png from the drawing beside them, and the icon files of other systems.

Run it after a change to the drawing: `.venv-package/bin/python installer/make_icons.py`.
"""

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[1]
ICONS = ROOT / "resources/icons"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
WINDOWS = (16, 24, 32, 48, 64, 128, 256)


def draw(drawing, size, target):
    """Write one picture of the drawing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    image.save(str(target))
    with Image.open(target) as picture:  # without Qt's notes, as small as it goes
        plain = picture.convert("RGBA")
    plain.save(target, optimize=True)


def main():
    """Write every picture."""
    drawing = ICONS / "ctpat-desktop.svg"
    for size in SIZES:
        draw(drawing, size, ICONS / f"ctpat-desktop-{size}.png")
    pictures = [Image.open(ICONS / f"ctpat-desktop-{size}.png") for size in SIZES]
    by_size = dict(zip(SIZES, pictures, strict=True))
    others = [by_size[size] for size in WINDOWS]
    largest = by_size[max(SIZES)]
    places = [(size, size) for size in WINDOWS]
    largest.save(ROOT / "installer/icons/ctpat-desktop.ico", sizes=places, append_images=others)
    largest.save(ROOT / "installer/icons/ctpat-desktop.icns", append_images=pictures)


if __name__ == "__main__":
    sys.exit(main())
