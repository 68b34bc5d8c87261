"""Every kind of field, the wizard, a register, the sheet and an import, with real hands."""

from datetime import date

import pytest

from ctpat_desktop.records import Partner
from ctpat_desktop.workspace import door

pytestmark = pytest.mark.full

CRITERION = "9.10"
STEP = "9.10 Technology physically secured: done"


def partner(plain, name):
    """Return the stored partner of a name, or None."""
    workspace = door.open_workspace(plain, None, reading_only=True)
    try:
        with workspace.read() as session:
            return session.query(Partner).filter_by(name=name).first()
    finally:
        workspace.close()


def test_every_kind_of_field_is_filled_by_keyboard_alone(hands, plain):
    hands.page("Partners")
    hands.click("Add partner", "QPushButton")
    hands.see("Name", "QLineEdit")
    hands.on("Name")
    hands.type("Puerto Norte Trucking")
    hands.key("Tab", "space")  # the menu of roles
    hands.on("Manufacturer")
    hands.key("Down", "Down", "space", "Escape")
    hands.on("Role: Highway carrier")  # the menu is gone
    hands.key("Tab")
    hands.on("What they do for us")
    hands.type("Drayage from Laredo.")
    hands.key("Tab")
    hands.on("Relationship")
    hands.type("Act")
    hands.key("Tab", "space")
    hands.on("Handles our cargo")
    hands.key("Tab")
    hands.type("2019-05-04")
    hands.key("Tab")
    hands.type("1200")
    hands.key("Tab", "Tab")
    hands.on("Country")
    hands.type("Mexico")
    hands.key("Tab")
    hands.key("ctrl+1")
    found = hands.until(lambda: partner(plain, "Puerto Norte Trucking"))
    assert found.services == "Drayage from Laredo."
    assert (found.status, found.handles_cargo) == ("active", True)
    assert (found.since, found.country) == (date(2019, 5, 4), "MX")
    assert found.roles == "highway_carrier"


def test_an_answer_is_typed_and_its_status_chosen(hands, stored):
    hands.key("ctrl+j", "9")
    hands.click(STEP)
    hands.click("Status: Partly", "QPushButton")
    hands.click("What you do", "QPlainTextEdit")
    hands.key("ctrl+a")
    hands.type("The IT Manager checks the cabinets each Friday.")
    hands.until(lambda: any("Saved" in text for text in hands.ask(texts=1)))

    def answer(dossier):
        whole = dossier.answer(CRITERION).whole
        return whole.status, whole.narrative

    wanted = ("partly", "The IT Manager checks the cabinets each Friday.")
    hands.until(lambda: stored(answer) == wanted)


def test_a_cell_of_the_sheet_is_typed_over(hands, stored):
    hands.key("ctrl+3")
    row = hands.until(lambda: hands.ask(cell=["All answers", 0, 4]))
    hands.point_at(row["rect"])
    hands.do("click", "--repeat", 2, "--delay", 80, 1)
    hands.key("ctrl+a")
    hands.type("Vice President")
    hands.key("Return")
    assert hands.ask(cell=["All answers", 0, 4])["value"] == "Vice President"
    first = hands.ask(cell=["All answers", 0, 0])["value"]
    hands.until(lambda: stored(lambda read: read.answer(first).whole.owner) == "Vice President")


def test_a_list_is_imported(hands, plain, tmp_path):
    (tmp_path / "list.csv").write_text(
        "Vendor Name,Vendor #,Ctry\nHacienda Textil,100234,Mexico\nNord Logistik,100235,Germany\n",
        encoding="utf-8",
    )
    hands.page("Partners")
    hands.click("Import Partners", "QPushButton")
    hands.click("Choose a file…", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) > 2)
    hands.type(str(tmp_path / "list.csv"))
    hands.key("Return")
    hands.click("Preview rows", "QPushButton")
    hands.click("Import 2 rows", "QPushButton")
    hands.until(lambda: partner(plain, "Nord Logistik"))
    assert partner(plain, "Hacienda Textil").country == "MX"
