"""How the window speaks and looks, as the person or the desktop wants it."""

from collections.abc import Callable

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ctpat_desktop.support import home, language, own_language
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


def watch_system(changed: Callable[[], object]) -> None:
    """Call a function whenever the desktop turns light or dark, or wants another contrast."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.styleHints().colorSchemeChanged.connect(changed)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(changed)


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
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language.family()}", folder):
        app.installTranslator(translator)
