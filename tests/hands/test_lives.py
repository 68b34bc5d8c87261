"""The lives of a seal and of a badge, each with a list that contradicts them, with real hands."""

import shutil
from datetime import date

import pytest

from ctpat_desktop.records import Device, Person, Seal
from ctpat_desktop.workspace import door

pytestmark = pytest.mark.full


def stored_rows(plain, kind, **values):
    """Return the stored records with these values, from a copy: the window has the file open."""
    copy = plain.with_name("copy.ctpat")
    for end in ("", "-wal"):
        copy.with_name(copy.name + end).unlink(missing_ok=True)
        if (own := plain.with_name(plain.name + end)).exists():
            shutil.copy(own, copy.with_name(copy.name + end))
    workspace = door.open_workspace(copy, None, reading_only=True)
    try:
        with workspace.read() as session:
            return session.query(kind).filter_by(**values).order_by(kind.position, kind.id).all()
    finally:
        workspace.close()


def look_at(hands, path, text, register):
    """Import a list as far as its preview."""
    path.write_text(text, encoding="utf-8")
    hands.click(f"Import {register}", "QPushButton")
    hands.click("Choose a file…", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) > 2)
    hands.type(str(path))
    hands.key("Return")
    hands.click("Preview rows", "QPushButton")
    hands.see("Rows of the sheet")


def outcome(hands):
    return hands.ask(cell=["Rows of the sheet", 0, 2])["value"]


SEAL = "Seal number,State,Container,Fixed on\nZYX 0001,Used,{},{}\n"


def test_a_seal_that_comes_again_stays_and_is_found(hands, plain, tmp_path):
    hands.key("ctrl+j", "l")
    hands.click("Add seal", "QPushButton")
    hands.on("Seal number")
    hands.type("ZYX 0001")
    hands.key("Tab")
    hands.until(lambda: stored_rows(plain, Seal, number="ZYX 0001"))
    look_at(hands, tmp_path / "one.csv", SEAL.format("MSKU 1", "2026-11-02"), "Seal ledger")
    assert outcome(hands) == "Changed"
    hands.click("Import 1 row", "QPushButton")
    hands.until(lambda: stored_rows(plain, Seal, number="ZYX 0001", container="MSKU 1"))
    hands.click("Close", "QPushButton")
    look_at(hands, tmp_path / "two.csv", SEAL.format("TGHU 9", "2026-11-12"), "Seal ledger")
    assert outcome(hands) == "In conflict: kept"
    hands.click("Keep what is here", "QPushButton")
    hands.click("Close", "QPushButton")
    (seal,) = stored_rows(plain, Seal, number="ZYX 0001")
    assert (seal.container, seal.used_on) == ("MSKU 1", date(2026, 11, 2))
    hands.key("ctrl+4")
    hands.see("Findings", "QListView")
    hands.until(lambda: any("for another use: ZYX 0001" in t for t in hands.ask(rows="Findings")))


BADGE = "Person,Kind,Number,Issued on\nDolores Reyes,Badge,B-233,2026-11-20\n"


def test_a_badge_given_to_another_stays_open_with_the_one_who_left(hands, plain, tmp_path):
    (leaver,) = stored_rows(plain, Person, last_name="Brightman")
    hands.key("ctrl+j", "e")
    hands.see("Add person", "QPushButton")
    hands.click_tab("Access devices")
    look_at(hands, tmp_path / "badges.csv", BADGE, "Access devices")
    assert outcome(hands) == "In conflict: kept"
    hands.click("All rows in conflict", "QComboBox")
    hands.key("Down", "Return")
    assert outcome(hands) == "In conflict: added"
    hands.click("Import 1 row", "QPushButton")
    hands.click("Close", "QPushButton")
    first, second = sorted(stored_rows(plain, Device, number="B-233"), key=lambda d: d.issued_on)
    assert (first.person_id, first.returned_on) == (leaver.id, None)
    assert second.issued_on == date(2026, 11, 20)
    hands.click("Find in Access devices", "QLineEdit")
    hands.type("B-233")
    hands.until(lambda: hands.ask(cell=["Access devices", 0, 0])["rows"] == 2)
    hands.point_at(hands.ask(cell=["Access devices", 0, 0])["rect"])
    hands.do("click", 1)
    hands.until(lambda: hands.see("Issued on", "QLineEdit")["value"] == "11/20/2026")
    hands.click("Returned on", "QLineEdit")
    hands.type("2026-11-01")
    hands.key("Tab")
    said = "11/01/2026 is before “Issued on”, 11/20/2026."
    hands.until(lambda: said in hands.ask(texts=1))
    hands.click("Returned on", "QLineEdit")
    hands.key("ctrl+a")
    hands.type("2026-11-21")
    hands.key("Tab")
    hands.until(lambda: said not in hands.ask(texts=1))
    hands.until(lambda: stored_rows(plain, Device, returned_on=date(2026, 11, 21)))
    hands.key("ctrl+4")
    hands.see("Findings", "QListView")
    hands.until(lambda: any("not return their devices" in t for t in hands.ask(rows="Findings")))
    assert stored_rows(plain, Device, number="B-233", person_id=leaver.id)[0].returned_on is None
