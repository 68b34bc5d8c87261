"""Colors and sizes, light and dark.

Sizes follow the font of the desktop: texts in points, widgets in letters and lines of text.
"""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ctpat_desktop.support import home
from ctpat_desktop.support.language import N_
from ctpat_desktop.ui.widgets.style_sheet import SHEET, sizes


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colors of one theme."""

    bg: str
    surface: str
    side: str
    line: str
    edge: str
    """The borders of what can be typed in or pressed: 3:1 against everything it lies on."""
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT = Tokens(
    bg="#f5f6f8",
    surface="#ffffff",
    side="#eef0f4",
    line="#d3d8e0",
    edge="#7d8795",
    text="#1c2430",
    muted="#566173",
    accent="#1f6f8b",
    accent_soft="#e2f0f4",
    on_accent="#ffffff",
    ok="#2b7a4b",
    ok_soft="#e3f3e9",
    warn="#8a5c00",
    warn_soft="#fbf0d6",
    bad="#b3261e",
    bad_soft="#fbe6e4",
)
DARK = Tokens(
    bg="#14181e",
    surface="#1c222b",
    side="#171c23",
    line="#36404d",
    edge="#6f7c8c",
    text="#e6eaf0",
    muted="#9aa6b5",
    accent="#58b4d0",
    accent_soft="#17323c",
    on_accent="#0c1317",
    ok="#67c48b",
    ok_soft="#173224",
    warn="#e2b04a",
    warn_soft="#362b12",
    bad="#f2837b",
    bad_soft="#3a1c1a",
)

CONTRAST_LIGHT = Tokens(
    bg="#ffffff",
    surface="#ffffff",
    side="#ffffff",
    line="#000000",
    edge="#000000",
    text="#000000",
    muted="#2b2b2b",
    accent="#00308f",
    accent_soft="#cfe0ff",
    on_accent="#ffffff",
    ok="#00480f",
    ok_soft="#ffffff",
    warn="#5a3500",
    warn_soft="#ffffff",
    bad="#8f0000",
    bad_soft="#ffffff",
)
CONTRAST_DARK = Tokens(
    bg="#000000",
    surface="#000000",
    side="#000000",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    muted="#dedede",
    accent="#ffe14d",
    accent_soft="#3b3300",
    on_accent="#000000",
    ok="#8dffa8",
    ok_soft="#000000",
    warn="#ffd35c",
    warn_soft="#000000",
    bad="#ffb4ad",
    bad_soft="#000000",
)
THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "contrast-light": CONTRAST_LIGHT,
    "contrast-dark": CONTRAST_DARK,
}
"""The colors by the name of a theme; high contrast is at least 7:1 for every text."""
SYSTEM = "system"
"""The choice to look as the rest of the desktop does."""
NAMES = {
    SYSTEM: N_("System default"),
    "light": N_("Light colors"),
    "dark": N_("Dark colors"),
    "contrast-light": N_("High contrast, light"),
    "contrast-dark": N_("High contrast, dark"),
}
"""What a person chooses from, in menu and settings."""
SIZE = "text_size"
"""The name of the choice of how large texts are."""
SIZES = tuple(range(100, 201, 10))
"""Percent of the usual size that texts can have."""

STYLE = ("-style", "fusion")
"""The style of all widgets, as arguments of a program: named there its class is not imported."""

NO_FONT = frozenset({"Sans Serif", "Sans", "Helvetica", ""})
"""What Qt calls the font of a desktop that names none."""
NO_POINTS, POINTS = 9, 10
"""The size Qt takes where the desktop names none, and ours in its place."""
SMALLEST = 0.25
"""Below this part of its size a text is a smear."""
FRAME = QSize(16, 40)
"""Room kept for the frame: its thickness is known only once the window manager has drawn it."""


def tokens() -> Tokens:
    """Return the colors in use now."""
    app = QApplication.instance()
    return LIGHT if app is None else THEMES.get(app.property("theme"), LIGHT)


def of_system(app: QApplication) -> str:
    """Return the theme the desktop asks for: light or dark, and with high contrast or not."""
    hints = app.styleHints()
    mode = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    contrast = hints.accessibility().contrastPreference()
    return f"contrast-{mode}" if contrast == Qt.ContrastPreference.HighContrast else mode


def chosen_size() -> int:
    """Return the size of texts that was chosen on this computer, in percent of the usual one."""
    size = home.preferences().get(SIZE, SIZES[0])
    return size if size in SIZES else SIZES[0]


def enlarge(app: QApplication, percent: int) -> None:
    """Write everything so large; what is on the screen already has to be built anew."""
    usual = app.property("usual_font")
    if not isinstance(usual, QFont):
        usual = app.font()
        app.setProperty("usual_font", usual)
    app.setFont(scaled(usual, percent / 100))


def scaled(font: QFont, factor: float) -> QFont:
    """Return the font so many times as large."""
    larger = QFont(font)
    if font.pointSizeF() > 0:
        larger.setPointSizeF(font.pointSizeF() * factor)
    else:  # a desktop that counts in pixels
        larger.setPixelSize(max(1, round(font.pixelSize() * factor)))
    return larger


def fitting(font: QFont, words: str, room: QSizeF) -> QFont:
    """Return the font, smaller where words in it would not have room."""
    metrics = QFontMetrics(font)
    wide, high = metrics.horizontalAdvance(words), metrics.height()
    factor = min(1.0, room.width() / max(wide, 1), room.height() / max(high, 1))
    return font if factor == 1 else scaled(font, max(factor, SMALLEST))


def apply(app: QApplication, mode: str = SYSTEM) -> None:
    """Color the whole program: one of THEMES, or as the system has it."""
    if mode not in THEMES:
        mode = of_system(app)
    app.setProperty("theme", mode)
    colors = THEMES[mode]
    if not app.property("styled"):
        app.setStyle(STYLE[-1])
        app.setProperty("styled", True)
    app.setPalette(_palette(colors))
    framed = _palette(colors)
    framed.setColor(QPalette.ColorRole.Window, QColor(colors.muted).lighter(140))
    for kind in (
        "QCheckBox",
        "QRadioButton",
        "QSpinBox",
        "QComboBox",
    ):  # Fusion frames them in a darker shade of the window
        app.setPalette(framed, kind)  # type: ignore[arg-type]  # stubs say bytes; 6.11 takes str
    values = {name: getattr(colors, name) for name in Tokens.__slots__}
    app.setStyleSheet(SHEET.format(**values, **sizes(app.font())))


def font(desktop: QFont, fallbacks: list[str]) -> QFont:
    """Return the desktop's font with fallbacks for the scripts it lacks.

    Where the desktop names no font of its own, the first of the fallbacks is the font.
    """
    found = QFont(desktop)
    has_none = desktop.family() in NO_FONT
    own = [] if has_none else desktop.families()
    found.setFamilies(list(dict.fromkeys([*own, *fallbacks])))
    if has_none and desktop.pointSizeF() == NO_POINTS:
        found.setPointSizeF(POINTS)
    return found


def letters(count: float) -> int:
    """Return the pixels that this many letters of usual width take side by side."""
    return ceil(count * _metrics().averageCharWidth())


def lines(count: float) -> int:
    """Return the pixels that this many lines of text take one below the other."""
    return ceil(count * _metrics().lineSpacing())


def fit(dialog: QWidget, wide: float, high: float) -> None:
    """Open a dialog this many letters wide and lines high, and never larger than the screen."""
    room = dialog.screen().availableGeometry().size() - FRAME
    dialog.resize(QSize(letters(wide), lines(high)).boundedTo(room))


def _metrics() -> QFontMetrics:
    return QFontMetrics(QApplication.font())


def _palette(colors: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colors.bg,
        QPalette.ColorRole.WindowText: colors.text,
        QPalette.ColorRole.Base: colors.surface,
        QPalette.ColorRole.AlternateBase: colors.bg,
        QPalette.ColorRole.Text: colors.text,
        QPalette.ColorRole.Button: colors.surface,
        QPalette.ColorRole.ButtonText: colors.text,
        QPalette.ColorRole.Highlight: colors.accent,
        QPalette.ColorRole.HighlightedText: colors.on_accent,
        QPalette.ColorRole.ToolTipBase: colors.surface,
        QPalette.ColorRole.ToolTipText: colors.text,
        QPalette.ColorRole.PlaceholderText: colors.muted,
        QPalette.ColorRole.Link: colors.accent,
        QPalette.ColorRole.Mid: colors.line,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    return palette
