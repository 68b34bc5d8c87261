"""Small things that are met every day: places that come back, lists, questions, the timeline."""

from dataclasses import fields
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.history import versions
from ctpat_desktop.ui.frame import last_place
from ctpat_desktop.ui.frame.guide import MOST_LINES
from ctpat_desktop.ui.frame.year_strip import ROWS, Due, YearStrip, placed
from ctpat_desktop.ui.packets import doing
from ctpat_desktop.ui.widgets.parts import Words
from tests.ui.driving import agreeing, opened

IMPORTERS_ONLY = {"trade", "annual", "controls", "forced_labor", "holds", "itrac", "packets"}


@pytest.mark.parametrize(
    "place",
    [
        Place("9", "9.10", field="narrative"),
        Place("company", table="company", field="fax"),
        Place("evidence"),
        Place("safety"),
        Place("sites", table="site", field="city"),
    ],
    ids=lambda place: place.section,
)
def test_reopening_comes_back_to_the_page_and_the_field(window, qtbot, sealed, key, place):
    window.activateWindow()
    window.shell.go(place)
    before = window.shell.where()
    assert (before.section, before.field) == (place.section, place.field)
    window.close_to_start()
    opened(qtbot, window, sealed, key)
    assert window.shell.where() == before


def test_the_account_looked_at_comes_back(window, qtbot, sealed, key):
    second = companies.start(window.workspace, "Second Trading", "highway_carrier", 2026)
    window.choose_account(second)
    window.close_to_start()
    opened(qtbot, window, sealed, key)
    assert window.shell.desk.account_id == second


def test_a_place_that_is_gone_is_home(window, qtbot, sealed, key):
    account = window.shell.desk.account_id
    window.close_to_start()
    last_place.keep_place(sealed, account, Place("9", "9.99"))
    opened(qtbot, window, sealed, key)
    assert window.shell.where() == Place("home")


def test_other_colors_keep_the_page(window):
    window.shell.go(Place("9", "9.10", field="narrative"))
    before = window.shell.where()
    for mode in ("dark", "light"):
        window.color(mode)
        assert window.shell.where() == before


def test_a_carrier_does_not_see_what_only_importers_have(window):
    rows = window.shell.sidebar.rows
    assert all(not rows[key].isHidden() for key in IMPORTERS_ONLY)
    carrier = companies.start(window.workspace, "Second Trading", "highway_carrier", 2026)
    window.choose_account(carrier)
    assert {key for key, row in rows.items() if row.isHidden()} >= IMPORTERS_ONLY
    shown = {action.text() for action in window.menus.registers.actions() if action.isVisible()}
    assert "Trade Compliance" not in shown
    assert "Seals" in shown


def test_recent_has_only_what_this_account_changed(window):
    desk = window.shell.desk
    first = desk.account_id
    desk.answer("1.1", None, narrative="Ours.")
    second = companies.start(window.workspace, "Second Trading", "importer", 2026)
    window.choose_account(second)
    desk.answer("1.2", None, narrative="Theirs.")

    def lines(account):
        company = companies.dossier(window.workspace, account).company.id
        return [line.what for line in versions.recent(window.workspace, company, account)]

    assert "Answer 1.1" in lines(first)
    assert "Answer 1.2" not in lines(first)
    assert lines(second) == ["Answer 1.2", "Add company"]


def test_what_another_account_of_the_company_changed_is_not_recent(window):
    desk = window.shell.desk
    company, first = desk.dossier.company.id, desk.account_id
    other = companies.start(window.workspace, "", "exporter", 2026, company)
    window.choose_account(other)
    desk.answer("1.1", None, narrative="As an exporter.")
    told = [line.what for line in versions.recent(window.workspace, company, first)]
    assert "Answer 1.1" not in told


@pytest.mark.parametrize("is_issued", [False, True])
def test_issuing_with_open_points_asks_and_names_them(window, monkeypatch, is_issued):
    asked = agreeing(monkeypatch, is_issued)
    desk = window.shell.desk
    identifiers = desk.dossier.identifiers
    from ctpat_desktop.services.registers import records

    for row in identifiers:
        records.remove(window.workspace, "identifier", row.id)
    made = doing.issue(window, desk)
    assert any("still open" in words and "•" in words for words in asked)
    assert bool(made) == is_issued


def test_the_recovery_sheet_is_offered_with_a_new_file(window):
    window.shell.offer_recovery_sheet()
    notices = window.shell.notices
    assert "recovery sheet" in notices.words
    ways = [button.text() for button in notices.findChildren(QPushButton)]
    assert "Print recovery sheet…" in ways


def test_labels_of_the_timeline_never_touch_or_leave_the_strip():
    labels = [(float(at * 7 % 640), 30.0 + at * 13 % 190) for at in range(60)]
    labels.sort()
    found = placed(labels, 640.0)
    rows = {number: [] for number in range(ROWS)}
    for (_, width), place in zip(labels, found, strict=True):
        if place is not None:
            left, row = place
            assert left >= 0
            assert left + width <= 640
            rows[row].append((left, left + width))
    for spans in rows.values():
        spans.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
    assert sum(place is not None for place in found) >= ROWS


def test_a_label_wider_than_the_strip_is_left_out():
    assert placed([(10.0, 900.0)], 640.0) == [None]


def test_the_timeline_says_every_deadline_to_a_screen_reader(qtbot):
    strip = YearStrip(
        date(2026, 11, 28), [Due(date(2027, 1, 2), "b"), Due(date(2026, 12, 1), "a")], None
    )
    qtbot.addWidget(strip)
    assert strip.accessibleName() == "12/01/2026  a; 01/02/2027  b"


def test_saved_moves_with_what_is_written_beside_the_window(window, qtbot):
    desk = window.shell.desk
    with qtbot.waitSignal(desk.saved, timeout=5000):
        companies.start(window.workspace, "Second Trading", "importer", 2026)


def test_of_a_place_all_is_kept_but_the_words():
    assert tuple(f.name for f in fields(Place) if f.name != "label") == last_place.NAMES


def test_recent_goes_on_from_what_was_shown(window, monkeypatch):
    desk = window.shell.desk
    company, account = desk.dossier.company.id, desk.account_id

    def whole():
        return versions.recent(window.workspace, company, account)

    known = whole()
    desk.answer("1.1", None, narrative="Once.")
    desk.answer("1.2", None, narrative="Twice.")
    desk.undo()
    fresh = versions.recent(window.workspace, company, account, known)
    assert fresh == whole()
    assert [line.what for line in fresh[:3]] == ["Undo: Answer 1.2", "Answer 1.2", "Answer 1.1"]
    read = []
    monkeypatch.setattr(versions, "_if_of", lambda *rest: read.append(rest))
    assert versions.recent(window.workspace, company, account, fresh) == fresh
    assert read == []


def test_the_panel_shows_the_newest_first_and_no_more_than_it_has_room_for(window):
    desk, guide = window.shell.desk, window.shell.guide
    window.shell.open("home")
    for number in range(MOST_LINES + 3):
        desk.answer("1.1", None, narrative=f"Text {number}.")
        desk.answer("1.2", None, narrative=f"Text {number}.")
    told = [row.text() for row in guide.findChildren(Words) if row.isVisible()]
    heads = [words for words in told if words.startswith("Answer")]
    assert heads == ["Answer 1.2", "Answer 1.1"] * (MOST_LINES // 2)
