"""Draws our own line drawings in a color of the theme, sharp at any size."""

from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from ctpat_desktop.support.shipped import shipped

GRID = 20
"""Units of a drawing, in both ways."""


def draw_icon(painter: QPainter, name: str, color: str, corner: QPointF, side: int) -> None:
    """Draw a drawing of `resources/icons` so many pixels wide, as sharp as the screen shows it."""
    scale = painter.device().devicePixelRatioF()
    image = QImage(icon(name, color, round(side * scale)))
    image.setDevicePixelRatio(scale)
    painter.drawImage(corner, image)


@cache
def icon(name: str, color: str, pixels: int) -> QImage:
    """Return a drawing in a color and a size; it is made once.

    Qt reads it with the part that reads SVG pictures, so that no module is imported for it.
    """
    text = shipped("resources", "icons", *f"{name}.svg".split("/")).read_text(encoding="utf-8")
    text = text.replace("currentColor", color)
    for side in ("width", "height"):
        text = text.replace(f'{side}="{GRID}"', f'{side}="{pixels}"', 1)
    return QImage.fromData(text.encode(), "SVG")  # type: ignore[arg-type]  # stubs say bytes
