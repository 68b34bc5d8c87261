"""A person opens the sample, closes every gap through the window, and exports."""

import json
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from ctpat_desktop.checklist import Place
from ctpat_desktop.cli.open import Target
from ctpat_desktop.cli.profile import check
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.ui.packets import doing
from tests.closing import (
    close_numbers,
    close_partners,
    close_procedures,
    close_risk,
    close_seals,
    close_training,
)
from tests.ui import pages
from tests.ui.driving import agreeing

DAY = date(2026, 11, 21)


def pick(qtbot, form, status):
    choice = next(b for b in form.group.buttons() if b.property("status") == status)
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)


def answer(qtbot, window, criterion, text):
    window.shell.go(Place("4", criterion))
    form = pages.answer(window)
    pick(qtbot, form, "in_place")
    form.narrative.setFocus()
    qtbot.keyClicks(form.narrative, text)
    return form


def prove(window, criterion, path):
    window.shell.go(Place("4", criterion))
    pages.evidence(window).take_files([path])


def renew(window, old):
    """Unlink what has expired, and leave out the words that name it."""
    for finding in old:
        window.shell.desk.go(finding)
        row = pages.evidence(window)
        for document in list(row.linked):
            if document.expires_on and document.expires_on < DAY:
                row._unlink(document)
    for finding in window.shell.desk.review.findings:  # words that name what was unlinked
        if finding.rule == "year.not_affirmed":
            continue
        assert finding.rule == "writing.not_linked"
        window.shell.desk.go(finding)
        box = pages.answer(window).narrative
        box.setPlainText(box.toPlainText().replace("Bolt seal test certificate", "test paper"))
        window.shell.flush()


def affirm_all(qtbot, window):
    """Press "Still true" until the finding on the yearly review is gone."""
    (finding,) = window.shell.desk.review.findings
    window.shell.desk.go(finding)
    page = window.shell.current()
    for _ in page.year.rows:
        if not window.shell.desk.review.findings:
            return
        page.select(page._next_open(page.current()))
        page.looked.invalidate()  # a machine reads faster than a person
        qtbot.mouseClick(page.affirm_button, Qt.MouseButton.LeftButton)


def set_target(window, criterion):
    window.shell.go(Place("4", criterion))
    target = pages.answer(window).target
    target.edit.setText("3/1/2027")
    target.settle()


def dated(field, day):
    """Type a day into a field and leave it."""
    field.day.edit.setText(f"{day:%m/%d/%Y}")
    field.day.settle()


def field_of(window, rule, key):
    """Go to the finding of a rule and return the input of a field of its record."""
    finding = next(f for f in window.shell.desk.review.findings if f.rule == rule)
    window.shell.desk.go(finding)
    tab = window.shell.current().built[finding.place.table]
    assert tab.editor.record_id == finding.place.record_id
    return tab.editor.fields.inputs[key]


def mend_registers(qtbot, window):
    """Close what is planted in the registers: ten through their screens, the rest below them."""
    labor = field_of(window, "partner.forced_labor", "forced_labor")
    labor.box.setCurrentIndex(labor.box.findData("clear"))
    labor.left.emit()
    due = field_of(window, "partner.check_due", "next_check_on")
    dated(due, date(2027, 3, 4))
    notes = field_of(window, "inspection.failed", "notes")
    qtbot.keyClicks(notes.edit, "Floor opened, nothing found, released.")
    back = field_of(window, "device.kept", "returned_on")
    dated(back, DAY)
    qtbot.keyClicks(field_of(window, "visitor.open", "left_at").edit, "10:30")
    certificate = field_of(window, "seal.expired_stock", "certificate_expires_on")
    dated(certificate, date(2027, 8, 31))
    dated(field_of(window, "trade.test_late", "done_on"), DAY)
    cause = field_of(window, "incident.bare", "cause")
    qtbot.keyClicks(cause.edit, "The side gate stood open between two trucks.")
    dated(field_of(window, "check.device_defect", "mended_on"), DAY)
    applies = field_of(window, "alert.undecided", "applies")
    applies.box.setCurrentIndex(applies.box.findData("no"))
    applies.left.emit()
    window.shell.flush()
    for close in (
        close_partners,
        close_seals,
        close_training,
        close_numbers,
        close_procedures,
        close_risk,
    ):
        close(window.workspace)


def test_every_planted_gap_is_closed_through_the_window(window, qtbot, sample, tmp_path):
    proof = tmp_path / "seal-audit-2026.txt"
    proof.write_text("Seal audit of October 2026: stock and log agree.")

    scans = "The IT Manager has Cedarline scan the network each month."
    answer(qtbot, window, "4.3", scans).evidence.take_files([proof])
    answer(qtbot, window, "7.25", "A mailbox in each break room, opened weekly by the HR Manager.")
    for criterion in ("6.5", "6.6", "9.15", "10.10"):
        prove(window, criterion, proof)
    for criterion in ("4.10", "12.6"):
        set_target(window, criterion)
    window.shell.go(Place("5", "5.16"))
    reason = pages.answer(window).reason
    qtbot.keyClicks(reason, "No truck of ours stops near the border.")
    window.shell.go(Place("9", "9.6"))
    sites, desk = window.shell.wizard.editor.sites, window.shell.desk
    open_site = next(s.id for s in desk.dossier.sites if desk.at_site("9.6", s.id).response is None)
    site = sites.choose(open_site)
    pick(qtbot, site, "in_place")
    qtbot.keyClicks(site.narrative, "Twelve masts light yard and docks; a guard looks each night.")
    site.evidence.take_files([proof])
    window.shell.flush()

    shared = next(f for f in window.shell.desk.review.findings if f.rule == "company.email_shared")
    window.shell.desk.go(shared)
    contact = window.shell.pages["company"].lists["contact"]
    contact.editor.inputs["email"].edit.clear()
    qtbot.keyClicks(contact.editor.inputs["email"].edit, "amina.farouk@harborline.example")
    window.shell.go(Place("company", table="identifier"))
    identifiers = window.shell.pages["company"].lists["identifier"]
    identifiers.add()
    kind = identifiers.editor.inputs["kind"]
    kind.box.setCurrentIndex(kind.box.findData("bond"))
    kind.left.emit()
    qtbot.keyClicks(identifiers.editor.inputs["value"].edit, "991234567")
    window.shell.flush()

    mend_registers(qtbot, window)

    later = ("proof.expired", "year.not_affirmed")
    left = [f.rule for f in window.shell.desk.review.findings if f.rule not in later]
    old = [f for f in window.shell.desk.review.findings if f.rule == "proof.expired"]
    assert left == []
    renew(window, old)
    affirm_all(qtbot, window)
    assert window.shell.desk.review.findings == ()
    window.close_workspace()
    assert check(Target(Path(sample), today=DAY))["complete"] is True


def test_the_person_walks_away_with_the_package_and_the_packet(
    window, qtbot, tmp_path, monkeypatch
):
    exports = window.shell.pages["exports"]
    exports.write_portal(tmp_path / "portal")
    qtbot.waitUntil(lambda: window.shell.strip.current is None, timeout=60_000)
    manifest = json.loads((tmp_path / "portal" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["answers"] == 93
    assert manifest["evidence"] == 55
    packets = window.shell.pages["packets"]
    packets.desk.go_to(Place("packets"))
    asked = agreeing(monkeypatch, True)
    packet_id = packets.issue()
    assert len(asked) == 1  # points are open in the sample
    doing.write_copy(packets.desk, packet_id, tmp_path / "mou.pdf")
    assert page_count((tmp_path / "mou.pdf").read_bytes()) == 9


def test_a_cancelled_export_leaves_nothing(window, qtbot, tmp_path):
    window.shell.pages["exports"].write_portal(tmp_path / "portal")
    window.shell.strip.cancel()
    qtbot.waitUntil(lambda: window.shell.strip.current is None, timeout=60_000)
    assert [
        path.name for path in tmp_path.iterdir() if "portal" in path.name or ".part" in path.name
    ] == []
    assert "Stopped" in window.shell.banner.words
