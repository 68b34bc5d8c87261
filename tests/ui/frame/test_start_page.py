"""The first page names files as they are called."""

from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.ui.frame.host import Host
from ctpat_desktop.ui.frame.start import StartPage


@pytest.mark.parametrize("name", ["Häfen & Söhne 深圳.ctpat", "A&B.ctpat", "A && B.ctpat"])
def test_a_file_with_an_ampersand_is_shown_as_it_is_called(qtbot, name):
    page = StartPage(Host(), (Path("/somewhere", name),))
    qtbot.addWidget(page)
    links = [link for link in page.findChildren(QPushButton) if link.toolTip().endswith(name)]
    (text,) = (link.text() for link in links)
    assert QKeySequence.mnemonic(text).isEmpty()
    assert text.replace("&&", "&") == name


def test_the_keyboard_begins_at_the_last_file(qtbot):
    recent = (Path("/somewhere/Last.ctpat"), Path("/somewhere/Before.ctpat"))
    assert StartPage(Host(), recent).focusProxy().toolTip() == str(recent[0])
    page = StartPage(Host(), ())
    assert page.focusProxy() is page.new_button
