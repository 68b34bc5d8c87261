"""Colors, sizes and one small style sheet for light and dark.

Sizes follow the font of the desktop: texts in points, widgets in letters and lines of text.
"""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from ctpat_desktop.support import home
from ctpat_desktop.support.language import N_


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
FRAME = QSize(16, 40)
"""Room kept for the frame: its thickness is known only once the window manager has drawn it."""

SHEET = """
QMainWindow, QDialog {{ background: {bg}; }}
QMessageBox, QDialogButtonBox {{ button-layout: 3; }}
QToolTip {{ color: {text}; background: {surface}; border: 1px solid {line}; }}
QFrame[card="true"] {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[panel="true"] {{ background: {surface}; border: none; border-left: 1px solid {line}; }}
QFrame[side="true"] {{ background: {side}; border: none; border-right: 1px solid {line}; }}
QFrame[drop="true"] {{ border: 1px dashed {muted}; border-radius: 6px; }}
QFrame[statement="true"] {{ border: 1px solid {line}; border-radius: 6px; }}
QFrame[document="true"] {{ border: 1px solid {line}; border-radius: 6px; background: {bg}; }}
QFrame[banner="warning"] {{ background: {warn_soft}; border: 1px solid {warn};
  border-radius: 6px; }}
QFrame[banner="purpose"] {{ background: {accent_soft}; border: 1px solid {accent};
  border-radius: 6px; }}
QFrame[banner="done"] {{ background: {ok_soft}; border: 1px solid {ok}; border-radius: 6px; }}
QLabel[muted="true"] {{ color: {muted}; }}
QLabel[h1="true"] {{ font-size: {large}pt; font-weight: 600; }}
QLabel[h2="true"] {{ font-weight: 600; }}
QLabel[h15="true"] {{ font-size: {middle}pt; font-weight: 600; }}
QLabel[group="true"] {{ color: {muted}; font-size: {small}pt; }}
QLabel[chip] {{ border-radius: 8px; padding: 1px 8px; font-size: {small}pt; font-weight: 600; }}
QLabel[trouble="true"] {{ color: {bad}; }}
QLineEdit[unread="true"], QLineEdit[unread="true"]:focus {{ border: 2px solid {bad};
  padding: 3px 7px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {side}; }}
QCalendarWidget QToolButton {{ color: {text}; background: transparent; font-weight: 600;
  padding: 4px 8px; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QToolButton[date="true"] {{ border: 1px solid {edge}; border-radius: 6px; padding: 3px 7px;
  background: {surface}; color: {text}; }}
QToolButton[date="true"]:hover {{ border-color: {accent}; }}
QLabel[chip="bad"] {{ background: {bad_soft}; color: {bad}; }}
QLabel[chip="warn"] {{ background: {warn_soft}; color: {warn}; }}
QLabel[chip="ok"] {{ background: {ok_soft}; color: {ok}; }}
QLabel[chip="note"] {{ background: {accent_soft}; color: {accent}; }}
QPushButton {{ border: 1px solid {edge}; border-radius: 6px; padding: 5px 12px;
  background: {surface}; color: {text}; }}
QPushButton, QCheckBox, QRadioButton {{ outline: none; }}
QPushButton:hover {{ border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {muted}; }}
QPushButton[primary="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent};
  font-weight: 600; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {accent}; background: {surface};
  color: {accent}; }}
QPushButton[primary="true"]:disabled {{ background: {side}; color: {muted};
  border-color: {line}; }}
QPushButton[link="true"] {{ border: 1px solid transparent; background: transparent;
  color: {accent}; padding: 2px 4px; text-align: left; }}
QPushButton[link="true"]:focus {{ border: 2px solid {accent}; padding: 1px 3px; }}
QPushButton[link="true"]:disabled {{ color: {muted}; }}
QPushButton[rail="true"] {{ border: 1px solid transparent; background: transparent;
  padding: 4px 2px; font-weight: 600; }}
QPushButton[rail="true"]:focus {{ border: 2px solid {accent}; padding: 3px 1px; }}
QPushButton[choice="true"] {{ text-align: left; padding: 5px 20px 5px 9px; }}
QPushButton[choice="true"]:focus {{ padding: 4px 19px 4px 8px; }}
QPushButton::menu-indicator {{ subcontrol-position: right center; right: 6px; }}
QPushButton[step="true"] {{ padding: 3px 8px; }}
QPushButton[step="true"]:checked {{ border: 1px solid {accent}; font-weight: 600;
  background: {accent_soft}; color: {accent}; }}
QPushButton[step="true"]:focus {{ border: 2px solid {text}; padding: 2px 7px; }}
QPushButton[segment="true"] {{ border-radius: 0; padding: 6px 10px; margin-left: -1px; }}
QPushButton[segment="true"]:checked {{ background: {accent_soft}; color: {accent};
  font-weight: 600; border-color: {accent}; }}
QPushButton[segment="true"]:focus {{ border: 2px solid {text}; padding: 5px 9px; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; padding: 1px 0;
  border-radius: 4px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QTabBar::scroller {{ width: 52px; }}
QPlainTextEdit, QTextEdit, QLineEdit {{ background: {surface}; border: 1px solid {edge};
  border-radius: 6px; padding: 4px 8px; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit:focus, QTextEdit:focus, QLineEdit:focus {{ border: 2px solid {accent};
  padding: 3px 7px; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus,
QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QComboBox QAbstractItemView {{ background: {surface}; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QComboBox QAbstractItemView::item {{ padding: 4px 8px; }}
QComboBox, QAbstractSpinBox {{ border: 1px solid {edge}; border-radius: 6px;
  padding: 4px 2px 4px 9px; background: {surface}; color: {text}; min-height: {line_high}px; }}
QComboBox:hover, QAbstractSpinBox:hover {{ border-color: {accent}; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 3px 1px 3px 8px; }}
QToolButton:focus {{ border: 2px solid {accent}; border-radius: 4px; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {muted}; border-color: {line}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {box}px;
  background: transparent; margin-right: 4px; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ image: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QComboBox::drop-down {{ border: none; width: {box}px; padding-right: 6px; }}
QComboBox::down-arrow {{ image: none; }}
QScrollBar:vertical {{ width: 10px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {edge}; border-radius: 4px; min-height: 28px;
  min-width: 28px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {text}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QListWidget::item, QListView[rows="true"]::item {{ padding: 5px 6px;
  border-top: 1px solid transparent; border-bottom: 1px solid transparent; }}
QTableView, QListWidget, QTreeWidget, QListView[rows="true"] {{ background: {surface};
  border: 1px solid {line}; padding: 1px; border-radius: 6px; gridline-color: {line};
  alternate-background-color: {bg}; selection-background-color: {accent_soft};
  selection-color: {text}; }}
QTableView:focus, QListWidget:focus, QTreeWidget:focus, QListView[rows="true"]:focus {{
  border: 2px solid {accent}; padding: 0; }}
QTreeWidget[pages="true"] {{ background: transparent; border: none; outline: none; padding: 0; }}
QTreeWidget[pages="true"]:focus {{ border: none; }}
QAbstractItemView::indicator:unchecked {{ width: {box}px; height: {box}px;
  border: 1px solid {edge}; background: {surface}; }}
QHeaderView::section {{ background: {side}; color: {muted}; border: none;
  border-bottom: 1px solid {line}; padding: 5px 8px; font-weight: 600; }}
QScrollArea {{ border: none; background: transparent; }} QStatusBar::item {{ border: none; }}
QWidget[clear="true"] {{ background: transparent; }} QTableView::item {{ padding: 0 6px; }}
QTabWidget::pane {{ border: 1px solid {line}; border-radius: 6px; }}
QStatusBar {{ background: {side}; color: {muted}; border-top: 1px solid {line}; }}
QTabBar::tab {{ padding: 5px 12px; border: 1px solid {line}; background: {side}; }}
QTabBar::tab:selected {{ background: {surface}; color: {accent}; font-weight: 600; }}
QTableView::item:selected, QListWidget::item:selected, QListView[rows="true"]::item:selected {{
  border-top: 1px solid {accent}; border-bottom: 1px solid {accent}; background: {accent_soft};
  color: {text}; }}
QTabBar::tab:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QMenuBar, QMenu {{ background: {side}; color: {text}; }}
QMenu {{ border: 1px solid {edge}; padding: 2px; }}
QMenu::item:selected, QMenuBar::item:selected {{ background: {accent_soft}; color: {accent}; }}
QProgressBar {{ border: 1px solid {edge}; border-radius: 4px; background: {surface};
  max-height: 8px; min-height: 8px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}
QProgressBar[short="true"]::chunk {{ background: {warn}; }}
"""


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
    larger, factor = QFont(usual), percent / 100
    if usual.pointSizeF() > 0:
        larger.setPointSizeF(usual.pointSizeF() * factor)
    else:  # a desktop that counts in pixels
        larger.setPixelSize(round(usual.pixelSize() * factor))
    app.setFont(larger)


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
    app.setStyleSheet(SHEET.format(**values, **_sizes(app.font())))


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


def _sizes(font: QFont) -> dict[str, float]:
    points = font.pointSizeF()
    if points <= 0:  # a desktop that counts in pixels
        points = font.pixelSize() * 72 / 96
    return {
        "large": round(points * 1.54, 1),
        "middle": round(points * 1.15, 1),
        "small": round(points * 0.85, 1),
        "line_high": QFontMetrics(font).height() + 2,
        "box": QApplication.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) - 2,
    }


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
