"""Builds questionnaires: the model copied, questions from criteria, questions of one's own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import Question
from ctpat_desktop.services.questionnaires import builder
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.questionnaires.choices_editor import ChoicesEditor, OnlyIfEditor
from ctpat_desktop.ui.questionnaires.criteria_dialog import CriteriaDialog
from ctpat_desktop.ui.questionnaires.words import languages
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.menu import Menu
from ctpat_desktop.ui.widgets.parts import button, changer, changing, label, looks, row, scrolled
from ctpat_desktop.ui.widgets.push_button import PushButton
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import fit

ID = Qt.ItemDataRole.UserRole
APART = ("questionnaire_id", "options", "only_if_key", "only_if_value")
"""Columns that the form leaves to editors of their own."""

CHOOSING = frozenset({"choice", "multi_choice"})
COPIES = (
    ("manufacturer", N_("The model for manufacturers and suppliers")),
    ("carrier", N_("The model for highway carriers")),
    ("any", N_("The whole model")),
)


class BuilderTab(QWidget):
    """The questionnaires, the questions of one, and the editor of one question."""

    preview_wanted = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        """Show the first questionnaire."""
        super().__init__()
        self.desk = desk
        self.pick = looks(ChoiceBox())
        self.pick.setAccessibleName(tr("Questionnaire"))
        self.pick.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.pick.currentIndexChanged.connect(self._show_questions)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Questions"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(lambda *_: self._show_question())
        self.rows: dict[str, Question] = {}
        self.chosen = ""
        self.form = RecordForm(load_form("question"), self._save, desk, APART)
        self.choices, self.only_if = ChoicesEditor(), OnlyIfEditor()
        self.choices.changed.connect(lambda lines: self._save("options", lines))
        self.only_if.changed.connect(self._save_rule)
        self.mistakes = label("", muted=True)
        self.mistakes.setProperty("trouble", True)
        self.empty = label(
            tr(
                "No questionnaire of your own yet. The model questionnaire can be sent as it is; "
                "copy it here to change it, or begin an empty one."
            ),
            muted=True,
        )
        self.language = looks(ChoiceBox())
        self.language.setAccessibleName(tr("Language of the preview"))
        for value, name in languages().items():
            self.language.addItem(name, value)
        self._lay()

    def show_all(self) -> None:
        """Read the questionnaires anew and stay at the one on the screen."""
        found = builder.overview(self.desk.workspace, self.desk.dossier.company.id)
        now = self.pick.currentData()
        self.pick.blockSignals(True)
        self.pick.clear()
        for line in found:
            count = ntr("{n} question", "{n} questions", line.count)
            self.pick.addItem(f"{line.name} ({line.edition}) · {count}", line.id)
        self.pick.setCurrentIndex(max(self.pick.findData(now), 0) if found else -1)
        self.pick.blockSignals(False)
        self.empty.setVisible(not found)
        self.split.setVisible(bool(found))
        for widget in (self.pick, self.more, self.look, self.language):
            allow(widget, "" if found else tr("There is no questionnaire yet."))
        self._show_questions()

    def select(self, questionnaire_id: str, question_id: str = "") -> None:
        """Show one questionnaire and one of its questions."""
        place = self.pick.findData(questionnaire_id)
        if place >= 0:
            self.pick.setCurrentIndex(place)
        self._point_at(question_id)

    def flush(self) -> bool:
        """Save everything typed."""
        return self.form.flush()

    def current(self) -> str:
        """Return the id of the questionnaire on the screen, or ""."""
        return str(self.pick.currentData() or "")

    def copy_model(self, role: str) -> None:
        """Copy the model for one kind of partner."""
        desk = self.desk
        name = ""
        if role != "any":
            kind = tr(load_form("questionnaire").field("role").choices[_place(role)].label)
            name = tr("Security questionnaire: {kind}").format(kind=kind)
        self._made(lambda: builder.copy_model(desk.workspace, desk.dossier.company.id, role, name))

    def add_question(self) -> None:
        """Add a question at the end and go to it."""
        self.form.flush()
        desk, parent, made = self.desk, self.current(), list[str]()
        desk.attempt(lambda: made.append(builder.add_question(desk.workspace, parent)))
        if made:
            self.show_all()
            self._point_at(made[0])
            self.form.focus("text_en")

    def add_from_criteria(self, criteria: list[str]) -> None:
        """Add a question for each criterion."""
        desk, parent = self.desk, self.current()
        account = desk.account_id
        desk.attempt(lambda: builder.add_from_criteria(desk.workspace, parent, account, criteria))
        self.show_all()

    def _made(self, make: Callable[[], str]) -> None:
        made = list[str]()
        self.desk.attempt(lambda: made.append(make()))
        if made:
            self.show_all()
            self.select(made[0])

    def show_labels(self) -> None:
        """Show what was typed in the list too, and leave the editor alone."""
        parent = self.current()
        rows = builder.rows_of(self.desk.workspace, parent) if parent else []
        self.rows = {row.id: row for row in rows}
        for place in range(self.list.count()):
            item = self.list.item(place)
            found = self.rows.get(str(item.data(ID)))
            if found is not None:
                item.setText(_title(found))
                item.setToolTip(found.text_en)
        self._show_mistakes()
        if self.chosen in self.rows:
            self._show_apart(self.rows[self.chosen])

    def _show_questions(self) -> None:
        self.form.flush()
        now, parent = self.chosen, self.current()
        rows = builder.rows_of(self.desk.workspace, parent) if parent else []
        self.rows = {row.id: row for row in rows}
        self.list.blockSignals(True)
        self.list.clear()
        for question in rows:
            item = QListWidgetItem(_title(question))
            item.setData(ID, question.id)
            item.setToolTip(question.text_en)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_mistakes()
        self._point_at(now)

    def _show_mistakes(self) -> None:
        parent = self.current()
        wrong = builder.found_mistakes(self.desk.workspace, parent) if parent else ()
        more = tr(" (and {n} more)").format(n=len(wrong) - 1) if len(wrong) > 1 else ""
        told = tr("Before it can be sent: {what}{more}.")
        self.mistakes.setText(told.format(what=wrong[0], more=more) if wrong else "")
        self.mistakes.setVisible(bool(wrong))

    def _point_at(self, question_id: str) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(ID) == question_id:
                self.list.setCurrentRow(place)
                break
        else:
            self.list.setCurrentRow(0 if self.list.count() else -1)
        self._show_question()

    def _show_question(self) -> None:
        item = self.list.currentItem()
        question_id = str(item.data(ID)) if item else ""
        if question_id != self.chosen:
            self.form.flush()
        self.chosen = question_id
        found = self.rows.get(question_id)
        self.editor.setVisible(found is not None)
        if found is not None:
            self.form.show_record(found)
            self._show_apart(found)

    def _show_apart(self, question: Question) -> None:
        """Show the choices and the rule of a question in their own editors."""
        self.choices.setVisible(question.kind in CHOOSING)
        self.choices.show_lines(question.options)
        rows = list(self.rows.values())
        place = next(at for at, row_ in enumerate(rows) if row_.id == question.id)
        earlier = [builder.asked(row_) for row_ in rows[:place]]
        self.only_if.show_rule(earlier, question.only_if_key, question.only_if_value)

    def _save_rule(self, key: str, words: str) -> None:
        if self.chosen:
            values = {"only_if_key": key, "only_if_value": words}
            self.desk.change("question", self.chosen, **values)

    def _save(self, key: str, value: Any) -> bool:
        return not self.chosen or self.desk.change("question", self.chosen, **{key: value})

    def _move(self, by: int) -> None:
        desk, moved = self.desk, self.chosen
        if moved and self.form.flush():
            desk.attempt(lambda: builder.move(desk.workspace, moved, by))
            self.show_all()

    def _remove_question(self) -> None:
        desk, gone = self.desk, self.chosen
        if gone:
            desk.attempt(lambda: records.remove(desk.workspace, "question", gone))
            self.show_all()

    def _remove_questionnaire(self) -> None:
        desk, gone = self.desk, self.current()
        desk.attempt(lambda: records.remove(desk.workspace, "questionnaire", gone))
        self.show_all()

    def _begin(self) -> None:
        name, is_sure = QInputDialog.getText(self, tr("New questionnaire"), tr("Name"))
        if is_sure:
            desk = self.desk
            edition = str(desk.today.year)
            company = desk.dossier.company.id
            self._made(lambda: builder.start(desk.workspace, company, name, edition, "any"))

    def ask_details(self) -> None:
        """Show name, edition, kind of partner and introduction to change them."""
        dialog = DetailsDialog(self, self.desk, self.current())
        ask(dialog)
        self.show_all()

    def _duplicate(self) -> None:
        desk, parent = self.desk, self.current()
        self._made(lambda: builder.duplicate(desk.workspace, parent))

    def _ask_criteria(self) -> None:
        dialog = CriteriaDialog(self, self.desk)
        if ask(dialog) and dialog.chosen():
            self.add_from_criteria(dialog.chosen())

    def _preview(self) -> None:
        if self.form.flush():
            self.preview_wanted.emit(self.current(), str(self.language.currentData()))

    def _lay(self) -> None:
        new = changing(PushButton(tr("New")))
        menu = Menu(new)
        for role, name in COPIES:
            menu.addAction(tr(name), partial(self.copy_model, role))
        menu.addSeparator()
        menu.addAction(tr("Empty…"), self._begin)
        new.setMenu(menu)
        self.more = PushButton(tr("More"))
        more = Menu(self.more)
        more.addAction(tr("Name and introduction…"), self.ask_details)
        more.addAction(tr("Duplicate"), self._duplicate)
        more.addAction(tr("Remove"), self._remove_questionnaire)
        self.more.setMenu(more)
        self.look = button(tr("Preview"), self._preview)
        head = row(new, self.pick, self.more, self.language, self.look)
        head.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addLayout(head)
        column.addWidget(self.mistakes)
        column.addWidget(self.empty)
        column.addWidget(self._parts(), 1)
        column.addStretch(0)

    def _parts(self) -> Split:
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.list, 1)
        up = button("▲", lambda: self._move(-1), name=tr("Move question up"))
        down = button("▼", lambda: self._move(1), name=tr("Move question down"))
        away = changer(tr("Remove question"), self._remove_question)
        offer(self.list, up, down, away)
        side.addLayout(row(changer(tr("Add question"), self.add_question), None, up, down))
        side.addLayout(row(changer(tr("Add from criteria…"), self._ask_criteria), None))
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(2, 0, 12, 0)
        form.addWidget(self.form)
        form.addWidget(self.choices)
        form.addWidget(self.only_if)
        form.addLayout(row(None, away))
        form.addStretch(1)
        self.editor = scrolled(inner)
        self.split = Split("questions")
        self.split.addWidget(left)
        self.split.addWidget(self.editor)
        self.split.setSizes([320, 480])
        return self.split


class DetailsDialog(QDialog):
    """The editor of a questionnaire's own fields; saves as the person types."""

    def __init__(self, parent: QWidget, desk: Desk, questionnaire_id: str) -> None:
        """Show the stored fields."""
        super().__init__(parent)
        self.setWindowTitle(tr("Questionnaire"))
        fit(self, 80, 31)

        def save(key: str, value: Any) -> bool:
            return desk.change("questionnaire", questionnaire_id, **{key: value})

        self.form = RecordForm(load_form("questionnaire"), save, desk)
        self.form.show_record(records.stored(desk.workspace, "questionnaire", questionnaire_id))
        column = QVBoxLayout(self)
        column.addWidget(scrolled(self.form), 1)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))

    def done(self, result: int) -> None:
        """Save everything typed before the dialog goes."""
        if self.form.flush():
            super().done(result)


def _title(question: Question) -> str:
    must = tr("Must") + " · " if question.must else ""
    return f"{question.key}  {must}{question.text_en or tr('(no text yet)')}"


def _place(role: str) -> int:
    values = [choice.value for choice in load_form("questionnaire").field("role").choices]
    return values.index(role)
