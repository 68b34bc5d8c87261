"""The page of partner questionnaires: what a person clicks, and what is then in the file."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
from sqlalchemy import select

from ctpat_desktop.documents.samples.papers import paper
from ctpat_desktop.records import Action, Assessment
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.questionnaires import builder, return_review
from ctpat_desktop.services.questionnaires.receiving import Received
from ctpat_desktop.services.questionnaires.sending import SendingOptions
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.questionnaires import QuestionnairesPage
from ctpat_desktop.ui.questionnaires.builder_tab import DetailsDialog
from ctpat_desktop.ui.questionnaires.criteria_dialog import CriteriaDialog
from ctpat_desktop.ui.questionnaires.reminders_dialog import RemindersDialog
from ctpat_desktop.ui.questionnaires.results_dialog import ReceivedDialog, SentDialog
from ctpat_desktop.ui.questionnaires.send_dialog import SendDialog
from ctpat_desktop.ui.questionnaires.settings_dialog import SettingsDialog
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from tests.exchange.questionnaires.returning import ANSWERS
from tests.services.questionnaires import asking
from tests.services.questionnaires.asking import BACK, received, sent_back
from tests.ui.driving import drain, dropped


@pytest.fixture
def firm(workspace):
    return asking.company(workspace)


@pytest.fixture
def maker(workspace, firm):
    return asking.partner(workspace, firm, email="wave@example.com")


@pytest.fixture
def sent(workspace, firm, maker, tmp_path):
    return asking.sent_to(workspace, firm, maker, tmp_path / "out")


@pytest.fixture
def page(qtbot, workspace, firm, maker):
    """The page on an encrypted workspace with one company and one partner."""
    strip = TaskStrip()
    qtbot.addWidget(strip)
    desk = Desk(workspace, companies.choose(workspace), BACK)
    shown = QuestionnairesPage(desk, strip)
    desk.changed.connect(shown.refresh)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    drain(qtbot)
    desk.leave()


class Closer:
    """Closes the dialog of a kind when it appears and remembers the lines of its table."""

    def __init__(self, kind):
        self.kind, self.lines = kind, None
        self.timer = QTimer()
        self.timer.timeout.connect(self.look)
        self.timer.start(20)

    def look(self):
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, self.kind) and widget.isVisible():
                table = getattr(widget, "table", None)
                self.lines = [line.cells for line in table.lines.lines] if table else []
                self.timer.stop()
                widget.accept()


def rows(workspace, kind):
    with workspace.read() as session:
        return session.scalars(select(kind)).all()


def cells(table):
    return [line.cells for line in table.lines.lines]


def test_sending_writes_files_and_lists_the_requests(qtbot, page, maker, tmp_path):
    closer = Closer(SentDialog)
    page.send([maker], tmp_path / "out", SendingOptions("fr"))
    qtbot.waitUntil(lambda: closer.lines is not None, timeout=20_000)
    assert [row[:2] for row in cells(page.requests.table)] == [("Ningbo Wave", "Sent")]
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_letters_no_font_has_are_told_when_a_job_ends(qtbot):
    with qtbot.waitSignal(tasks.NOTICES.notice, timeout=20_000) as heard:
        tasks.start(lambda _: paper("Nile \U00013000", "Paper", ["Line"]), list, list)
    assert heard.args[0].endswith("\U00013000 (U+13000) in “Nile \U00013000”.")


def test_receiving_tells_what_each_file_is(qtbot, page, sent, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("words")
    closer = Closer(ReceivedDialog)
    page.receive([sent_back(sent), other])
    qtbot.waitUntil(lambda: closer.lines is not None, timeout=20_000)
    assert [(row[0], row[2]) for row in closer.lines] == [
        ("other.txt", "Refused"),
        (f"back-{sent.path.name}", "Matched"),
    ]


def test_dropped_files_are_received(qtbot, page, sent):
    closer = Closer(ReceivedDialog)
    assert dropped(page, sent_back(sent))
    qtbot.waitUntil(lambda: closer.lines is not None, timeout=20_000)
    assert page.requests.lines[0].state == "returned"


def test_receiving_can_be_stopped_and_changes_nothing(qtbot, page, workspace, sent):
    paths = [sent_back(sent, name=f"{number}.pdf") for number in range(4)]
    told = []
    page.desk.notified.connect(lambda _, text: told.append(text))
    page.receive(paths)
    page.strip.cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    state = asking.stored(workspace, "partner_request", sent.request_id).state
    assert (state, told) == ("sent", ["Stopped as you asked. Nothing was changed."])


def test_only_one_long_job_runs_at_a_time(qtbot, page, maker, sent, tmp_path):
    told = []
    page.desk.notified.connect(lambda _, text: told.append(text))
    closer = Closer(SentDialog)
    page.send([maker], tmp_path / "out2", SendingOptions())
    page.receive([sent.path])
    qtbot.waitUntil(lambda: closer.lines is not None, timeout=20_000)
    assert told == ["Another long job is still running."]


def returned(page, workspace, firm, sent, **more):
    received(workspace, firm, sent_back(sent, **more))
    page.show_all()
    page.show_return(sent.request_id)
    return page.returned


def test_a_return_is_shown_answer_by_answer(page, workspace, firm, sent):
    tab = returned(page, workspace, firm, sent, remarks={"PQ-15": "Prévu en mars"})
    found = {row[0]: row for row in cells(tab.table)}
    assert (found["PQ-15"][2], found["PQ-15"][4], found["PQ-15"][5]) == (
        "No",
        "Prévu en mars",
        "Must, poor",
    )
    assert found["PQ-09"][5] == "No answer"


def test_accepting_by_a_click_writes_assessment_and_follow_up(page, workspace, firm, sent):
    tab = returned(page, workspace, firm, sent)
    tab.owner.setText("Maria Ruiz")
    tab.accept_button.click()
    (action,) = rows(workspace, Action)
    (assessment,) = rows(workspace, Assessment)
    request = asking.stored(workspace, "partner_request", sent.request_id)
    assert (request.state, action.owner, assessment.score) == (
        "accepted",
        "Maria Ruiz",
        request.score,
    )


def test_an_unticked_follow_up_is_not_made(page, workspace, firm, sent):
    tab = returned(page, workspace, firm, sent)
    tab.follow.item(0).setCheckState(Qt.CheckState.Unchecked)
    tab.accept_button.click()
    assert rows(workspace, Action) == []


def test_an_unticked_answer_is_not_accepted(page, workspace, firm, sent):
    tab = returned(page, workspace, firm, sent)
    place = next(at for at, row in enumerate(cells(tab.table)) if row[0] == "PQ-04")
    index = tab.table.lines.index(place, 0)
    off = Qt.CheckState.Unchecked.value
    tab.table.lines.setData(index, off, Qt.ItemDataRole.CheckStateRole)
    tab.accept_button.click()
    found = return_review.review(workspace, sent.request_id, BACK)
    states = {line.question.key: line.state for line in found.lines if line.value}
    assert (states["PQ-04"], states["PQ-05"]) == ("refused", "accepted")


def test_a_decided_return_cannot_be_decided_again(page, workspace, firm, sent):
    tab = returned(page, workspace, firm, sent)
    tab.accept_button.click()
    assert (tab.accept_button.isEnabled(), tab.refuse_button.isEnabled()) == (False, False)


def test_a_return_whose_questions_are_lost_is_told_calmly(page, workspace, firm, sent):
    tab = returned(page, workspace, firm, sent)
    records.change(workspace, "partner_request", sent.request_id, definition="")
    words = "The questions this request was sent with are missing or damaged."
    assert (tab.reason.text().startswith(words), tab.accept_button.isEnabled()) == (True, False)


def test_last_years_answer_stands_beside(page, workspace, firm, maker, sent, tmp_path):
    received(workspace, firm, sent_back(sent), accept=True)
    new = asking.sent_to(workspace, firm, maker, tmp_path / "new", date(2027, 11, 20))
    back = sent_back(new, {**ANSWERS, "PQ-05": "yearly"})
    received(workspace, firm, back, today=date(2027, 11, 30))
    page.show_all()
    page.show_return(new.request_id)
    found = {row[0]: row for row in cells(page.returned.table)}
    assert found["PQ-05"][2:4] == ("At least once a year", "Every two years")


def test_the_list_can_be_narrowed(page, workspace, firm, sent, tmp_path):
    received(workspace, firm, sent_back(sent))
    other = asking.partner(workspace, firm, "Route 9", "drayage")
    asking.sent_to(workspace, firm, other, tmp_path / "o", date(2026, 9, 1))
    page.show_all()
    box, found = page.requests.filter, {}
    for wanted in ("all", "open", "overdue", "returned", "accepted"):
        box.setCurrentIndex(box.findData(wanted))
        found[wanted] = len(cells(page.requests.table))
    assert found == {"all": 2, "open": 1, "overdue": 1, "returned": 1, "accepted": 0}


def test_a_reminder_is_copied_in_words(qtbot, page, workspace, sent):
    page.desk.today = date(2027, 1, 15)
    dialog = RemindersDialog(page, page.desk)
    qtbot.addWidget(dialog)
    dialog.copy.click()
    words = QGuiApplication.clipboard().text()
    assert (sent.reference in words, "Ningbo Wave" in words) == (True, True)


def test_a_reminded_partner_is_marked(qtbot, page, workspace, sent):
    page.desk.today = date(2027, 1, 15)
    dialog = RemindersDialog(page, page.desk)
    qtbot.addWidget(dialog)
    dialog.mark.click()
    row = asking.stored(workspace, "partner_request", sent.request_id)
    assert row.reminded_on == date(2027, 1, 15)


def test_the_dialog_of_sending_takes_partners_and_a_folder(qtbot, page, maker, tmp_path):
    dialog = SendDialog(page, page.desk)
    qtbot.addWidget(dialog)
    assert not dialog.ok.isEnabled()
    dialog.all.click()
    dialog.folder.setText(str(tmp_path))
    ids, folder, options = dialog.chosen()
    assert (ids, folder, options.format, dialog.ok.isEnabled()) == ([maker], tmp_path, "pdf", True)


def test_the_model_can_be_copied(page, workspace, firm):
    page.builder.copy_model("carrier")
    (line,) = builder.overview(workspace, firm)
    assert (line.role, page.builder.list.count()) == ("carrier", line.count)


def test_a_new_question_is_typed_and_saved(qtbot, page, workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    page.show_all()
    page.builder.select(own)
    page.builder.add_question()
    qtbot.keyClicks(page.builder.form.inputs["text_en"].findChild(QPlainTextEdit), "Do you?")
    assert page.flush()
    (row,) = builder.rows_of(workspace, own)
    assert (row.text_en, page.builder.list.item(0).text()) == ("Do you?", "Q-01  Do you?")


def test_questions_come_from_criteria(qtbot, page, workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    page.show_all()
    page.builder.select(own)
    dialog = CriteriaDialog(page, page.desk)
    qtbot.addWidget(dialog)
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    page.builder.add_from_criteria(dialog.chosen())
    assert page.builder.list.count() == 1


def test_what_is_wrong_with_a_questionnaire_is_said(page, workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    page.show_all()
    page.builder.select(own)
    assert "there is no question" in page.builder.mistakes.text()


def test_the_name_of_a_questionnaire_is_typed_and_saved(qtbot, page, workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    dialog = DetailsDialog(page, page.desk, own)
    qtbot.addWidget(dialog)
    box = dialog.form.inputs["name"].findChild(QLineEdit)
    qtbot.keyClicks(box, " 2")
    dialog.accept()
    (line,) = builder.overview(workspace, firm)
    assert line.name == "Ours 2"


@pytest.fixture
def pair(page, workspace, firm):
    """A questionnaire with a choice and a question after it; the second one is on the screen."""
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    options = "daily | 1 | Daily | | \nnever | 0 | Never"
    builder.add_question(workspace, own, text_en="How?", kind="choice", options=options)
    second = builder.add_question(workspace, own, text_en="Why?")
    page.show_all()
    page.builder.select(own, second)
    return own


def test_a_question_is_made_to_depend_on_an_answer(page, workspace, pair):
    editor = page.builder.only_if
    editor.question.setCurrentIndex(editor.question.findData("Q-01"))
    editor.question.activated.emit(1)
    editor.answers.item(1).setCheckState(Qt.CheckState.Checked)
    row = builder.rows_of(workspace, pair)[1]
    assert (row.only_if_key, row.only_if_value) == ("Q-01", "never")


def test_a_stored_rule_is_shown(page, workspace, pair):
    row = builder.rows_of(workspace, pair)[1]
    records.change(workspace, "question", row.id, only_if_key="Q-01", only_if_value="!daily")
    editor = page.builder.only_if
    shown = (editor.question.currentData(), editor.rule.currentData(), editor.written()[1])
    assert shown == ("Q-01", "not", "!daily")


def test_a_choice_is_added_and_typed(page, workspace, pair):
    page.builder.list.setCurrentRow(0)
    page.builder.choices.add()
    table = page.builder.choices.table
    table.item(2, 0).setText("Weekly")
    table.item(2, 3).setText("50")
    row = builder.rows_of(workspace, pair)[0]
    last = builder.read_options(row.options)[-1]
    assert (last.text.en, last.points) == ("Weekly", 0.5)


def test_choices_are_shown_only_where_there_are_any(page, workspace, pair):
    page.builder.list.setCurrentRow(0)
    first = page.builder.choices.isVisibleTo(page.builder)
    page.builder.list.setCurrentRow(1)
    assert (first, page.builder.choices.isVisibleTo(page.builder)) == (True, False)


def test_another_band_changes_the_next_score(qtbot, page, workspace, firm, sent):
    dialog = SettingsDialog(page, page.desk)
    qtbot.addWidget(dialog)
    dialog.boxes["questionnaire.fair_from"].setValue(1)
    dialog.accept()
    tab = returned(page, workspace, firm, sent)
    assert tab.review.band == "fair"


def test_a_removed_request_leaves_the_list(page, workspace, sent):
    page.show_all()
    records.remove(workspace, "partner_request", sent.request_id)
    assert cells(page.requests.table) == []


def test_everything_that_takes_keys_has_a_name(qtbot, page, workspace, firm, sent):
    builder.copy_model(workspace, firm)
    returned(page, workspace, firm, sent)
    dialogs = [
        SendDialog(page, page.desk),
        RemindersDialog(page, page.desk),
        SettingsDialog(page, page.desk),
        CriteriaDialog(page, page.desk),
        ReceivedDialog(page, []),
    ]
    kinds = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for root in (page, *dialogs)
        for kind in (*kinds, QPlainTextEdit)
        for widget in root.findChildren(kind)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not _inside(widget)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
    assert nameless == []


def _inside(widget):
    """Return whether a widget is a part of a box that has the name, such as a list's popup."""
    parent = widget.parent()
    while parent is not None:
        if isinstance(parent, (QComboBox, QAbstractSpinBox)) or "Popup" in type(parent).__name__:
            return True
        if type(parent).__name__ in {"QCalendarWidget", "QComboBoxPrivateContainer"}:
            return True
        parent = parent.parent()
    return False


def test_a_returned_form_of_another_company_names_it(qtbot):
    one = Received("a.pdf", "Ningbo Wave", "matched", 9, "", done="It is kept.", company="Second")
    dialog = ReceivedDialog(None, [one])
    qtbot.addWidget(dialog)
    assert dialog.table.lines.lines[0].cells[1] == "Ningbo Wave · Second"
    assert dialog.reason.toPlainText() == "It is kept. It answers a request of Second; look there."
