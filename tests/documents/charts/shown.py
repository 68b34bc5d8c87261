"""One chart of each kind, by hand."""

from datetime import date

from ctpat_desktop.documents.charts.model import (
    Bars,
    Chart,
    Field,
    Grid,
    Lane,
    Lines,
    Series,
    Share,
    Timeline,
)
from ctpat_desktop.documents.core.sketch import Fill, Ink, Pattern

LINES = Lines(
    "Month",
    "Criteria",
    ("May", "June", "July", "August"),
    (
        Series("Answered", (None, 12, 1234), Ink.ACCENT, 12),
        Series("Must open", (None, 40, 39), Ink.BAD, 4, (6, 3)),
    ),
)
BARS = Bars(
    "Topic",
    (
        Share("Trained", Fill(Ink.ACCENT)),
        Share("Due soon", Fill(Ink.WARN, Pattern.STRIPES)),
        Share("Late", Fill(Ink.BAD, Pattern.CROSSED)),
    ),
    (
        ("Seals & locks", (2, 1, 1)),
        ("Threats <all>", (199, 0, 1)),
        ("Nobody's, and a title that goes on and on, as titles of trainings do", (0, 0, 0)),
    ),
)
GRID = Grid(
    "Threat",
    "Vulnerability",
    ("High", "Not rated"),
    ("Low", "Not rated, for want of anything that would be known of it"),
    (
        (
            Field(3, "Medium", Fill(Ink.WARN, Pattern.TINT)),
            Field(0, "Not rated", Fill(Ink.MUTED, Pattern.EMPTY)),
        ),
        (
            Field(0, "Not rated", Fill(Ink.MUTED, Pattern.EMPTY)),
            Field(7, "Not rated", Fill(Ink.MUTED, Pattern.EMPTY)),
        ),
    ),
    "Partners",
)
TODAY = date(2026, 6, 15)
TIMELINE = Timeline(
    date(2025, 1, 1),
    date(2026, 12, 31),
    TODAY,
    (
        Lane(
            "9 Premises",
            6,
            ((date(2025, 2, 1), date(2026, 3, 1)),),
            ((date(2025, 2, 1), 5), (date(2019, 1, 1), 1)),
            ((date(2026, 3, 1), 2), (date(2026, 6, 15), 1), (date(2026, 9, 14), 1)),
            2,
        ),
    ),
)


def chart(body, key="a", title="A & B"):
    return Chart(key, title, "One < two.", body, ("A note.",))


EVERY = {"lines": LINES, "bars": BARS, "grid": GRID, "timeline": TIMELINE}
