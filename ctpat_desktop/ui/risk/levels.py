"""Ratings as marks on the screen: the word, and the color with it."""

from PySide6.QtWidgets import QLabel

from ctpat_desktop.checklist.risk import Level, Rating
from ctpat_desktop.services.risk.assessments import rating_text
from ctpat_desktop.ui.widgets.parts import chip

MARKS = {Level.LOW: "ok", Level.MEDIUM: "warn", Level.HIGH: "bad", None: "note"}
"""How a level is marked; None is not rated."""


def rating_chip(rating: Rating) -> QLabel:
    """Return a rating as a mark."""
    return chip(rating_text(rating), MARKS[rating.level])
