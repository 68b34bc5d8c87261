"""What Qt says itself is in the language of the screens, whole, and in the words we use."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from ctpat_desktop.support import own_language
from ctpat_desktop.ui.frame import looks


@pytest.fixture
def spanish(qapp):
    looks.take(own_language.LANGUAGE, "es_MX")
    yield
    looks.take(own_language.LANGUAGE, "en")


def test_a_box_for_files_says_nothing_in_english(qtbot, spanish):
    box = QFileDialog()
    qtbot.addWidget(box)
    box.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = {words.text() for words in box.findChildren(QLabel)} - {""}
    assert said == {"&Buscar en:", "&Nombre de archivo:", "&Tipo de archivos:"}
    assert box.nameFilters() == ["Todos los archivos (*)"]


def test_keys_are_called_as_in_our_own_texts(spanish):
    def shown(keys):
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)

    keys = ("Ctrl+Shift+S", "Del", "Ctrl+Return", "F1", "Alt+Left")
    assert [*map(shown, keys)] == ["Ctrl+Mayús+S", "Supr", "Ctrl+Enter", "F1", "Alt+Izquierda"]


def test_what_we_have_no_word_for_stays_as_qt_has_it(spanish):
    said = QCoreApplication.translate("QScrollBar", "Scroll here")
    assert said == "Desplazar hasta aquí"
    assert QCoreApplication.translate("Nobody", "Says this") == "Says this"


def test_in_english_qt_speaks_for_itself(qapp, spanish):
    looks.take(own_language.LANGUAGE, "en")
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"
    assert isinstance(QApplication.instance(), QApplication)
