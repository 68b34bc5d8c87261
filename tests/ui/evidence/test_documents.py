"""The list of the library: words, kind, expiry and use, alone and together."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records


@pytest.fixture
def page(window):
    window.shell.open("evidence")
    return window.shell.pages["evidence"]


def add(page, title, **values):
    desk = page.desk
    company = desk.dossier.company.id
    data = title.encode()
    return library.add_bytes(desk.workspace, company, f"{title}.txt", data, title, **values)


def titles(page):
    return [page.desk.document_names[key] for key in page.list.ids]


def choose(box, words):
    at = box.findText(words)
    assert at >= 0, [box.itemText(number) for number in range(box.count())]
    box.setCurrentIndex(at)


def test_a_kind_is_chosen_beside_the_words(page):
    add(page, "Fence photo", kind="photo")
    add(page, "Fence log", kind="log")
    QTest.keyClicks(page.list.words, "fence")
    assert {"Fence log", "Fence photo"} <= set(titles(page))
    choose(page.list.kind, "Photo")
    assert "Fence photo" in titles(page)
    assert "Fence log" not in titles(page)
    every = len(page.desk.dossier.evidence)
    assert page.count.text() == f"{len(page.list.ids)} of {every} documents"


def test_expired_and_expiring_soon(page):
    today = page.desk.today
    for title, days in (("Gone", -1), ("Today", 0), ("Soon", 90), ("Later", 91)):
        add(page, title, expires_on=today + timedelta(days=days))
    choose(page.list.expiry, "Expired")
    assert "Gone" in titles(page)
    assert not {"Today", "Soon", "Later"} & set(titles(page))
    choose(page.list.expiry, "Expires within 90 days")
    assert {"Today", "Soon"} <= set(titles(page))
    assert not {"Gone", "Later"} & set(titles(page))
    settings.put(page.desk.workspace, "evidence.soon_days", 91)
    page.list.show_all()
    choose(page.list.expiry, "Expires within 91 days")
    assert "Later" in titles(page)


def test_what_is_not_linked_is_shown_until_it_is(page):
    desk, key = page.desk, add(page, "Loose paper")
    choose(page.list.use, "Not linked")
    assert "Loose paper" in titles(page)
    page._show(key)
    assert page.uses.text() == "Not linked to any answer yet."
    evidence_links.link(desk.workspace, desk.account_id, "9.1", key)
    assert "Loose paper" not in titles(page)
    choose(page.list.use, "9  Physical Security")
    assert "Loose paper" in titles(page)
    choose(page.list.use, "     9.1")
    assert "Loose paper" in titles(page)
    choose(page.list.use, "     9.2")
    assert "Loose paper" not in titles(page)


def test_a_use_in_a_register_is_heard_of_at_once(page):
    desk, key = page.desk, add(page, "Roster")
    choose(page.list.use, "Training sessions")
    assert "Roster" not in titles(page)
    company = desk.dossier.company.id
    records.add(desk.workspace, "training_session", company_id=company, evidence_id=key)
    assert "Roster" in titles(page)
    page._show(key)
    assert page.uses.text().splitlines()[1] == "Used in: Training sessions"


def test_nothing_found_is_said_and_one_click_shows_all(page):
    QTest.keyClicks(page.list.words, "no such paper")
    assert (titles(page), page.list.none.isVisible()) == ([], True)
    assert not page.details.isVisible()
    assert page.list.every.isVisible()
    page.list.every.click()
    assert len(titles(page)) == len(page.desk.dossier.evidence)
    assert not page.list.none.isVisible()
    assert not page.list.every.isVisible()
    assert page.details.isVisible()


def test_going_to_a_document_that_is_filtered_out_shows_it(page, window):
    key = add(page, "Wanted", kind="photo")
    choose(page.list.kind, "Policy")
    assert "Wanted" not in titles(page)
    window.shell.go(Place("evidence", record_id=key))
    assert page.chosen == key
    assert "Wanted" in titles(page)


def test_the_arrow_keys_choose_the_next_document(page, qtbot):
    first, second = page.list.ids[:2]
    page._show(first)
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.chosen == second
