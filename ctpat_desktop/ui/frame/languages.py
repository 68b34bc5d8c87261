"""Has the window and Qt speak the language of the person."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ctpat_desktop.support import language, own_language


def begin(app: QApplication) -> None:
    """Speak the language of the person, or of the system where none was chosen."""
    own_language.begin(QLocale.system().uiLanguages())
    _tell_qt(app)


def switch(code: str) -> None:
    """Speak a language from now on and keep the choice; "" for the system's.

    What is on the screen already has to be built anew.
    """
    app = QApplication.instance()
    own_language.choose(code)
    language.use(code or language.best_of(QLocale.system().uiLanguages()))
    if isinstance(app, QApplication):
        _tell_qt(app)


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
