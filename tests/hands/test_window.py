"""The window on the smallest screen, closed and opened again, in other colors, and locked."""

import shutil

import pytest

from ctpat_desktop.services.samples import sample_file
from tests.hands.screen import Hands

pytestmark = pytest.mark.full

PASSPHRASE = "gravel lantern otter sixpence"


def on_screen(hands):
    """Return left, top, right and bottom of the window with its frame."""
    _, left, top, width, height, _ = hands.ask()["windows"][0]
    return left, top, left + width, top + height


def test_the_window_and_its_frame_fit_the_smallest_screen(hands):
    left, top, right, bottom = on_screen(hands)
    assert left >= 0
    assert top >= 0
    assert right <= 1280
    assert bottom <= 800


def test_reopening_comes_back_to_page_and_field(environment, tmp_path, plain):
    first = Hands(environment, tmp_path / "home", plain)
    first.key("ctrl+j", "9")
    first.click("9.10 Technology physically secured: done")
    first.click("What you do", "QPlainTextEdit")
    first.leave()
    again = Hands(environment, tmp_path / "home", plain)
    again.until(lambda: "Physical Security" in again.ask(texts=1))
    assert any(text.startswith("9.10 ") for text in again.ask(texts=1))
    again.on("What you do")
    again.close()


def test_a_maximized_window_comes_back_maximized(environment, tmp_path, plain):
    first = Hands(environment, tmp_path / "home", plain)
    first.maximize()
    first.until(lambda: first.ask()["windows"][0][-1])
    first.leave()
    again = Hands(environment, tmp_path / "home", plain)
    assert again.ask()["windows"][0][-1]
    again.close()


def test_other_colors_keep_the_place(hands):
    hands.page("Company")
    hands.click("Fax", "QLineEdit")
    for key in ("alt+v", "Down", "Down", "Return"):
        hands.key(key)
    hands.until(lambda: hands.see("Fax", "QLineEdit"))
    hands.on("Fax")
    hands.type("9")
    assert "9" in hands.see("Fax", "QLineEdit")["value"]


def test_locking_hides_everything_and_unlocking_comes_back(environment, tmp_path):
    sample_file.create(tmp_path / "sealed.ctpat", "importer", PASSPHRASE).close()
    file = shutil.copy(tmp_path / "sealed.ctpat", tmp_path / "Sealed.ctpat")
    hands = Hands(environment, tmp_path / "home", file)
    hands.see("Passphrase", "QLineEdit")
    hands.type(PASSPHRASE)
    hands.key("Return")
    hands.until(lambda: hands.ask(page="Company"))
    hands.settle()
    hands.page("Company")
    hands.click("Fax", "QLineEdit")
    hands.key("ctrl+a")
    hands.type("201-555-0177")
    hands.key("ctrl+l")
    hands.see("Passphrase", "QLineEdit")
    assert not any("Harborline" in text for text in hands.ask(texts=1))
    hands.type(PASSPHRASE)
    hands.key("Return")
    hands.until(lambda: hands.ask(see="Fax", kind="QLineEdit"))
    assert hands.see("Fax", "QLineEdit")["value"] == "201-555-0177"
    hands.on("Fax")
    hands.close()
