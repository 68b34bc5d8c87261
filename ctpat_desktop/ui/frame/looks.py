"""How the window speaks and looks, as the person or the desktop wants it."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from ctpat_desktop.support import home, language, own_language
from ctpat_desktop.ui.frame.qt_texts import QtTexts
from ctpat_desktop.ui.widgets import theme

COLORS, MINUTES = "theme", "lock_minutes"
"""The names of two choices that need nothing built anew."""


def begin(app: QApplication) -> None:
    """Speak and look as was chosen, or as the system does."""
    own_language.begin(QLocale.system().uiLanguages())
    _tell_qt(app)
    theme.enlarge(app, theme.chosen_size())
    theme.apply(app, chosen_colors())


def chosen_colors() -> str:
    """Return the name of the theme that was chosen."""
    return str(home.preferences().get(COLORS, theme.SYSTEM))


class SystemColors(QObject):
    """Has a window colored anew when the desktop turns light or dark, or wants more contrast."""

    def __init__(self, window: QObject, color: Callable[[str], object]) -> None:
        """Look as long as the window lives; `color` takes the name of a theme."""
        super().__init__(window)
        self._color = color
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.connect(self._follow)
            app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow)

    def _follow(self) -> None:
        if chosen_colors() == theme.SYSTEM:
            self._color(theme.SYSTEM)


def take(choice: str, value: object) -> None:
    """Keep a choice and go by it; what is on the screen already has to be built anew."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    if choice == own_language.LANGUAGE:
        own_language.switch(str(value), QLocale.system().uiLanguages())
        _tell_qt(app)
    elif choice == own_language.DATES:
        own_language.choose_dates(str(value))
    elif choice == theme.SIZE and isinstance(value, int):
        home.prefer(theme.SIZE, value)
        theme.enlarge(app, value)
        theme.apply(app, chosen_colors())


def _tell_qt(app: QApplication) -> None:
    """Have Qt's own texts, such as those of its boxes, and numbers in the same language."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    code = language.current()
    QLocale.setDefault(QLocale("en_US" if code in (language.ENGLISH, language.PSEUDO) else code))
    if language.family() == language.ENGLISH:
        return
    app.installTranslator(QtTexts(app))
