"""At texts of twice the size in Spanish nothing is scrolled sideways, and words have room."""

import pytest
from PySide6.QtWidgets import QApplication, QBoxLayout

from ctpat_desktop.checklist import Place
from ctpat_desktop.support import language
from ctpat_desktop.ui.widgets import theme
from tests.ui.fits import walking
from tests.ui.fits.looking import sideways

SIZE = (1280, 766)
PAGES = (
    Place("questionnaires"),
    Place("questionnaires", field="returned"),
    Place("questionnaires", field="builder"),
    Place("trade", table="trade_questionnaire"),
    Place("trade", table="covered_ior"),
    Place("sites", table="site_walk"),
    Place("9", "9.6"),
)


@pytest.fixture
def window(qapp, sample_file):
    """A window on the sample in Spanish with texts of twice the size."""
    language.use("es_MX")
    theme.enlarge(qapp, 200)
    theme.apply(qapp, "light")
    shown = walking.opened(sample_file)
    shown.resize(*SIZE)
    yield shown
    walking.closed(shown)
    language.use(language.ENGLISH)
    theme.enlarge(qapp, 100)
    theme.apply(qapp, "light")


def test_pages_need_no_scrolling_sideways(window):
    found = {}
    for place in PAGES:
        window.shell.go(place)
        walking.settle()
        if lines := sideways(window):
            found[place] = lines
    assert found == {}


def test_the_words_of_what_is_late_and_of_the_filter_have_room(window):
    walking.settle()
    top = window.shell.pages["home"].top
    assert top.pair.direction() == QBoxLayout.Direction.TopToBottom
    assert top.due.frame.width() == top.width()
    window.shell.open("grid")
    walking.settle()
    QApplication.processEvents()
    words = window.shell.pages["grid"].words
    assert words.fontMetrics().horizontalAdvance(words.placeholderText()) < words.width()
