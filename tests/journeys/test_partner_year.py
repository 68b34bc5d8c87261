"""A compliance officer's year with partners: import a sheet, ask, get answers, follow up, prove."""

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.questionnaires import return_review
from ctpat_desktop.services.questionnaires.sending import SendingOptions
from ctpat_desktop.services.registers import attachments, records
from ctpat_desktop.ui.importing.dialog import ImportDialog
from ctpat_desktop.ui.questionnaires.results_dialog import ReceivedDialog, SentDialog
from tests.exchange.questionnaires.returning import filled

DAY = date(2026, 11, 21)
SHEET = """Fournisseur;Pays;Ville;Rôle;Risk
Ateliers Vézère;France;Brive;manufacturer;high
Bolt Express;Mexico;Monterrey;highway carrier;medium
Nowhere Ltd;Atlantis;Deep;manufacturer;low
"""
ANSWERS = {
    "PQ-01": "none",
    "PQ-04": "yes",
    "PQ-05": "never",
    "PQ-06": "Zoé Lefèvre, responsable sûreté",
    "PQ-07": "2026-03-31",
}


def closed(kind, seen):
    """Close a dialog of one kind as soon as it is shown."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, kind) and widget.isVisible():
            seen.append(widget)
            widget.close()
            return
    QTimer.singleShot(50, lambda: closed(kind, seen))


def test_partners_are_imported_asked_judged_and_followed_up(qtbot, window, tmp_path):
    desk = window.shell.desk
    sheet = tmp_path / "partners.csv"
    sheet.write_text(SHEET, encoding="cp1252")

    # A sheet with French headings comes in; the row nobody can place is refused with its reason.
    dialog = ImportDialog(window, desk, "partner")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.read(sheet)
    qtbot.waitUntil(lambda: dialog.sheet is not None, timeout=20_000)
    dialog.look()
    qtbot.waitUntil(lambda: dialog.shown is not None, timeout=20_000)
    dialog.write()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=20_000)
    assert (dialog.report.rows, dialog.report.accepted) == (3, 2)
    assert [row.number for row in dialog.report.refused] == [4]
    dialog.close()
    window.shell.open("partners")
    register = window.shell.pages["partners"].tab("partner")
    register.list.words.setText("ateliers")
    atelier = register.list.current()
    assert records.stored(desk.workspace, "partner", atelier).country == "FR"

    # The checklist sees a maker that was never assessed.
    unassessed = [f for f in desk.review.findings if "Ateliers Vézère" in f.reason]
    assert unassessed

    # A questionnaire goes out as a file, and comes back filled in by another program.
    window.shell.open("questionnaires")
    page = window.shell.pages["questionnaires"]
    seen = []
    QTimer.singleShot(50, lambda: closed(SentDialog, seen))
    page.send([atelier], tmp_path / "out", SendingOptions(language="fr"))
    qtbot.waitUntil(lambda: bool(seen), timeout=60_000)
    (form,) = (tmp_path / "out").iterdir()
    back = tmp_path / "Réponse.pdf"
    back.write_bytes(filled(form.read_bytes(), ANSWERS))
    seen.clear()
    QTimer.singleShot(50, lambda: closed(ReceivedDialog, seen))
    page.receive([back])
    qtbot.waitUntil(lambda: bool(seen), timeout=60_000)

    # It is looked at answer by answer, accepted, and leads to a corrective action.
    line = next(
        row for row in return_review.requests(desk.scope) if row.partner == "Ateliers Vézère"
    )
    page.show_return(line.id)
    page.returned.owner.setText("Henrik Aasen")
    assert page.returned.accept()
    request = records.stored(desk.workspace, "partner_request", line.id)
    assert (request.state, request.score is not None) == ("accepted", True)
    titles = [title for _, title in attachments.of_record(desk.workspace, "partner", atelier)]
    assert len(titles) == 1
    window.shell.go(Place("action", table="action"))
    actions = window.shell.pages["partners"].tab("action")
    actions.list.words.setText("ateliers")
    assert actions.list.model.rowCount() >= 1
    assert actions.editor.fields.inputs["owner"].edit.text() == "Henrik Aasen"

    # Search finds the partner with a letter wrong, and jumps to it.
    window.shell.open("search")
    search = window.shell.pages["search"]
    qtbot.waitUntil(lambda: search.is_ready, timeout=60_000)
    search.words.setText("vezere ateleirs")
    qtbot.waitUntil(lambda: search.list.count() > 1, timeout=20_000)
    search.open_first()
    assert window.shell.current() is window.shell.pages["partners"]
