"""What a page is for: two sentences for every page and tab, and the criteria it proves."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.catalogue.areas import page_titles
from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.frame.place_names import purpose_of, tabs_of

PAGES = [*page_titles(), "9"]
SENTENCE = re.compile(r"[.?](?: |$)")


@pytest.fixture
def panel(window):
    return window.shell.way.purpose


def links(panel):
    """Return the criteria that can be gone to."""
    every = [one for one in panel.findChildren(QPushButton) if one is not panel.close_button]
    return {one.text(): one for one in every if not one.isHidden()}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_and_tab_is_explained_in_two_sentences(page):
    places = [tab.place for tab in tabs_of(page)] or [Place(page)]
    for place in places:
        purpose = purpose_of(place, page)
        assert purpose is not None, place
        assert len(SENTENCE.findall(f"{purpose.words} {purpose.more}")) >= 2, place
        assert purpose.more, place


def test_it_comes_when_asked_follows_the_page_and_goes(window, panel):
    shell = window.shell
    shell.open("seals")
    assert panel.isHidden()
    shell.way.ask.click()
    assert panel.words.text().startswith("Every seal by its number: ")
    assert panel.words.text().endswith(" note where each one went.")
    shell.pages["seals"].tabs.setCurrentIndex(2)
    assert panel.words.text().startswith("Each count of the seals")
    shell.go(Place("review", field="comments"))
    assert panel.words.text().startswith("All open comments")
    assert panel.isVisible()
    QTest.keyClick(panel.close_button, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_its_criteria_are_gone_to(window, panel):
    shell = window.shell
    shell.open("seals")
    panel.toggle()
    assert next(iter(links(panel))).startswith("6.1  ")
    links(panel)["6.2  Sealing with ISO 17712 seals"].click()
    assert shell.where().criterion == "6.2"
    assert links(panel) == {}
