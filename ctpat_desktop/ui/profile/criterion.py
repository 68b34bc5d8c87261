"""The editor of one criterion: status, words, reason, date, evidence, owner, sites."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import Answer
from ctpat_desktop.records import Response
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.evidence.answer_row import EvidenceRow
from ctpat_desktop.ui.history.dialog import HistoryDialog, open_dialog
from ctpat_desktop.ui.session.desk import Autosave, Desk
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, Tabs
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.due_chip import late_beside
from ctpat_desktop.ui.widgets.parts import (
    FlowLayout,
    button,
    card,
    changer,
    chip,
    clear,
    flow,
    label,
    row,
)
from ctpat_desktop.ui.widgets.text_box import TextBox
from ctpat_desktop.ui.widgets.theme import letters, lines

TAB = 18
"""Letters of a site's name on its tab; the tool tip has the whole name."""

STATUSES = (
    ("in_place", "In place"),
    ("partly", "Partly"),
    ("planned", "Planned"),
    ("not_applicable", "Not applicable"),
)

NOT_APPLICABLE = "not_applicable"


class ResponseForm(QWidget):
    """The fields of one response: the company's or one site's."""

    def __init__(self, desk: Desk, answer: Answer, site_id: str | None, limit: int) -> None:
        """Show what is stored for `site_id` (None: the company as a whole)."""
        super().__init__()
        self.desk, self.criterion, self.site_id = desk, answer.criterion.id, site_id
        self.limit = limit
        self.stored = _stored(answer, site_id)
        self.saves: list[Autosave] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._status_row())
        self.standing = chip("", "warn")
        column.addWidget(self.standing)
        self._narrative_box(column)
        self._reason_box(column)
        self._target_row(column)
        column.addWidget(label(tr("Evidence"), h2=True))
        self.evidence = EvidenceRow(desk, answer, self.stored, site_id)
        column.addWidget(self.evidence)
        self._show_fitting(self.stored.status if self.stored else "not_started")
        self._say_standing()

    def seal(self) -> bool:
        """Save everything typed; False when something could not be saved."""
        return all([save.flush() for save in self.saves]) and not self.target.unread

    def copy(self) -> None:
        """Copy the words for pasting into the portal; they do not stay on the clipboard."""
        clipboard.copy_text(self.narrative.toPlainText())

    def show_versions(self) -> None:
        """Open what was said here before, once typing is saved."""
        if self.seal() and self.stored is not None:
            title = tr("answer {n}").format(n=self.criterion)
            where = (self.window(), self.desk, "response", self.stored.id)
            open_dialog(HistoryDialog(*where, title))

    def focus(self, field: str) -> None:
        """Put the cursor into a field by its stored name."""
        places: dict[str, QWidget] = {
            "narrative": self.narrative,
            "reason": self.reason,
            "target_on": self.target,
            "evidence": self.evidence.add_button,
        }
        checked = self.group.checkedButton() or self.group.buttons()[0]
        places.get(field, checked).setFocus(Qt.FocusReason.OtherFocusReason)

    def focused(self) -> str:
        """Return the stored name of the field that has the keyboard, or ""."""
        focus = self.window().focusWidget()
        fields = {"narrative": self.narrative, "reason": self.reason, "target_on": self.target}
        held = (key for key, w in fields.items() if focus and (w is focus or w.isAncestorOf(focus)))
        return next(held, "")

    def _status_row(self) -> FlowLayout:
        self.group = QButtonGroup(self)
        line = flow(spacing=0)
        for key, words in STATUSES:
            choice = button(tr(words), lambda: None, "segment", f"{tr('Status')}: {tr(words)}")
            choice.setCheckable(True)
            choice.setProperty("status", key)
            choice.setChecked(bool(self.stored and self.stored.status == key))
            self.group.addButton(choice)
            line.addWidget(choice)
        self.group.buttonClicked.connect(self._chosen)
        return line

    def _narrative_box(self, column: QVBoxLayout) -> None:
        self.counter = label("", muted=True)
        self.counter.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = label(tr("What you do"), h2=True)
        copy = button(tr("Copy"), self.copy, "link", tr("Copy what you do"))
        copy.setToolTip(tr("For pasting into the portal; taken off the clipboard after 30 seconds"))
        versions = button(
            tr("Versions…"), self.show_versions, "link", tr("Versions of this answer")
        )
        if self.site_id is None:  # the guide has those of the company's answer
            versions.hide()
        line = row(head, copy, versions, self.counter)
        line.setStretch(3, 1)
        column.addLayout(line)
        self.narrative = self._bound_box(tr("What you do"), "narrative", 5)
        self.narrative.textChanged.connect(self._count)
        column.addWidget(self.narrative, 1)
        self._count()

    def _reason_box(self, column: QVBoxLayout) -> None:
        self.reason_label = label(tr("Why it does not apply"), h2=True)
        self.reason = self._bound_box(tr("Why it does not apply"), "reason", 3)
        self.reason.setMaximumHeight(lines(5))
        column.addWidget(self.reason_label)
        column.addWidget(self.reason)

    def _target_row(self, column: QVBoxLayout) -> None:
        self.target_box = QWidget()
        stored = self.stored.target_on if self.stored else None
        self.target = DateField(tr("Target date"), stored)
        self.saves.append(bound_day(self, self.target, lambda day: self._save(target_on=day)))
        late = late_beside(self.target, lambda: self.desk.today)
        line = row(label(tr("In place by"), h2=True), self.target, late, None)
        line.setContentsMargins(0, 0, 0, 0)
        self.target_box.setLayout(line)
        column.addWidget(self.target_box)

    def _bound_box(self, name: str, field: str, high: float) -> TextBox:
        text = getattr(self.stored, field) if self.stored else ""
        box = TextBox(name, text)
        box.setMinimumHeight(lines(high))
        save = Autosave(self, lambda words: self._save_words(field, words))
        box.textChanged.connect(lambda: save.typed(box.toPlainText()))
        box.textChanged.connect(lambda: self._say_standing())
        box.left.connect(save.flush)
        self.saves.append(save)
        return box

    def _chosen(self, choice: QWidget) -> None:
        status = str(choice.property("status"))
        self._show_fitting(status)
        if status == NOT_APPLICABLE:
            if not self.reason.toPlainText().strip():
                self._say_standing()
                self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self._save(status=status, reason=self.reason.toPlainText())
        else:
            self._save(status=status)
        self._say_standing()

    def _save_words(self, field: str, words: str) -> bool:
        """Save typed words; the reason brings "not applicable" along, which waited for it."""
        values: dict[str, object] = {field: words}
        if field == "reason" and words.strip() and self._chosen_status() == NOT_APPLICABLE:
            values["status"] = NOT_APPLICABLE
        return self._save(**values)

    def _chosen_status(self) -> str:
        checked = self.group.checkedButton()
        return str(checked.property("status")) if checked is not None else ""

    def _say_standing(self) -> None:
        """Say what is missing for the answer to count."""
        waits = not self.reason.toPlainText().strip()
        has_words = bool(self.narrative.toPlainText().strip())
        words = ""
        if self._chosen_status() == NOT_APPLICABLE and waits:
            words = self._waiting_words()
        elif not self._chosen_status() and has_words:
            words = tr("Status missing: choose one above. Until then it is unanswered.")
        self.standing.setText(words)
        self.standing.setVisible(bool(words))

    def _waiting_words(self) -> str:
        stored = self.stored.standing if self.stored else ""
        if stored in dict(STATUSES):
            words = tr("Not saved yet: say why it does not apply. Until then “{status}” stays.")
            return words.format(status=tr(dict(STATUSES)[stored]))
        return tr("Not saved yet: say why it does not apply. Until then this is unanswered.")

    def _show_fitting(self, status: str) -> None:
        self.reason.setVisible(status == "not_applicable")
        self.reason_label.setVisible(status == "not_applicable")
        self.target_box.setVisible(status in ("partly", "planned"))

    def _count(self) -> None:
        length = len(self.narrative.toPlainText())
        over = tr(" · longer than the limit") if length > self.limit else ""
        is_ours = self.limit == settings.DEFAULTS["portal.soft_limit"]
        ours = tr(" (our default)") if is_ours else ""
        self.counter.setText(f"{length:,} / {self.limit:,}{ours}{over}")

    def _save(self, **values: object) -> bool:
        return self.desk.answer(self.criterion, self.site_id, **values)


class CriterionEditor(QWidget):
    """Everything about one criterion of the chosen account."""

    def __init__(
        self, desk: Desk, answer: Answer, limit: int, edit_overlay: Callable[[Answer], object]
    ) -> None:
        """Show one answer; `edit_overlay` opens the dialog for the criterion itself."""
        super().__init__()
        self.desk, self.answer, self.limit = desk, answer, limit
        self.forms: list[ResponseForm] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, self.column = card()
        outer.addWidget(frame)
        self._head(edit_overlay)
        self.body = QVBoxLayout()
        self.column.addLayout(self.body, 1)
        self._fill_body()
        self._foot()

    def seal(self) -> bool:
        """Save everything typed in all forms."""
        saves = [form.seal() for form in self.forms]
        saves += [
            save.flush() for save in (self.owner_save, self.reference_save, self.reviewed_save)
        ]
        return all(saves) and not self.reviewed.unread

    def focus(self, field: str, site_id: str = "") -> None:
        """Put the cursor into a field of the company's or of one site's answer."""
        if field in ("owner", "reviewed_on"):
            (self.owner if field == "owner" else self.reviewed).setFocus()
            return
        for number, form in enumerate(self.forms):
            if (form.site_id or "") == site_id:
                if self.tabs is not None:
                    self.tabs.setCurrentIndex(number)
                form.focus(field)

    def focused(self) -> tuple[str, str]:
        """Return the stored name of the field that has the keyboard, and its site, or ""."""
        at = self.tabs.currentIndex() if self.tabs is not None else 0
        return self.forms[at].focused(), self.forms[at].site_id or ""

    def refresh(self, answer: Answer) -> None:
        """Show what changed beside the fields the person types in."""
        self.answer = answer
        for form in self.forms:
            form.stored = _stored(answer, form.site_id)
            form.evidence.show_links(answer, form.stored)
        self._show_tabs()

    def _head(self, edit_overlay: Callable[[Answer], object]) -> None:
        criterion = self.answer.criterion
        title = label(f"{criterion.id}  {criterion.title}", h15=True)
        words = labels.level(criterion.level)
        marks = [chip(words, "bad" if criterion.is_must else "warn")]
        if criterion.is_unsure:
            marks.append(chip(tr("check against CBP's booklet"), "note"))
        if criterion.changed:
            marks.append(chip(tr("Custom"), "ok"))
        self.per_site = QCheckBox(tr("Answer per site"))
        self.per_site.setChecked(self.answer.is_per_site)
        self.per_site.setEnabled(bool(self.desk.dossier.sites))
        self.per_site.toggled.connect(self._per_site_toggled)
        line = row(title, *marks, self.per_site)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        change = changer(tr("Your own text…"), lambda: edit_overlay(self.answer), "link")
        change.setToolTip(tr("Paste CBP's official text or change the level for your account"))
        about = row(label(criterion.summary, muted=True), change)
        about.setStretch(0, 1)
        self.column.addLayout(about)
        if criterion.official_text:
            self.column.addWidget(label(tr("CBP's text, as you pasted it:"), muted=True))
            self.column.addWidget(label(criterion.official_text))

    def _fill_body(self) -> None:
        clear(self.body)
        self.forms = [ResponseForm(self.desk, self.answer, None, self.limit)]
        self.tabs: QTabWidget | None = None
        if not self.answer.is_per_site:
            self.body.addWidget(self.forms[0], 1)
            return
        self.tabs = Tabs()
        self.tabs.setAccessibleName(tr("Sites"))
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.addTab(self._tab(self.forms[0]), tr("Company"))
        self.tabs.setTabToolTip(0, tr("Company"))
        for site, _ in self.answer.by_site:
            form = ResponseForm(self.desk, self.answer, site.id, self.limit)
            self.forms.append(form)
            self.tabs.addTab(self._tab(form), site.name)
            self.tabs.setTabToolTip(self.tabs.count() - 1, site.name)
        self.rolled_up = label("", muted=True)
        self.body.addWidget(self.rolled_up)
        self.body.addWidget(self.tabs, 1)
        self._show_tabs()

    def _show_tabs(self) -> None:
        if self.tabs is None:
            return
        for number, (site, response) in enumerate(self.answer.by_site, 1):
            done = response is not None and response.is_answered
            short = site.name if len(site.name) <= TAB else f"{site.name[: TAB - 1]}…"
            self.tabs.setTabText(number, f"{'✓' if done else '○'} {short}")
        self.rolled_up.setText(self._rolled_up())

    def _tab(self, form: ResponseForm) -> QWidget:
        form.setContentsMargins(10, 10, 10, 10)
        return form

    def _rolled_up(self) -> str:
        done = sum(bool(r and r.is_answered) for _, r in self.answer.by_site)
        return tr("{done} of {all} sites answered").format(done=done, all=len(self.answer.by_site))

    def _foot(self) -> None:
        whole = self.answer.whole
        self.owner = ChoiceBox()
        self.owner.setEditable(True)
        self.owner.setAccessibleName(tr("Owner"))
        self.owner.setMinimumWidth(letters(26))
        titles = [row.title for row in self.desk.dossier.contacts]
        titles += [found.whole.owner for found in self.desk.dossier.answers if found.whole]
        self.owner.addItems(list(dict.fromkeys(title for title in titles if title)))
        self.owner.setCurrentText(whole.owner if whole else "")
        self.owner_save = Autosave(self, lambda words: self._save(owner=words))
        self.owner.currentTextChanged.connect(self.owner_save.typed)
        self.reviewed = DateField(tr("Reviewed on"), whole.reviewed_on if whole else None)
        self.reviewed_save = bound_day(self, self.reviewed, lambda day: self._save(reviewed_on=day))
        self.reference = QLineEdit(whole.portal_reference if whole else "")
        self.reference.setAccessibleName(tr("Portal reference"))
        self.reference.setMaximumWidth(letters(13))
        self.reference_save = Autosave(self, lambda words: self._save(portal_reference=words))
        self.reference.textChanged.connect(self.reference_save.typed)
        owner_label, seen_label = label(tr("Owner"), muted=True), label(tr("Reviewed"), muted=True)
        portal_label = label(tr("Portal"), muted=True)
        for words in (owner_label, seen_label, portal_label):
            words.setWordWrap(False)
        pairs = ((owner_label, self.owner), (seen_label, self.reviewed))
        foot = flow(spacing=12)
        for pair in (*pairs, (portal_label, self.reference)):
            together, line = QWidget(), row(*pair)
            line.setContentsMargins(0, 0, 0, 0)
            together.setLayout(line)
            together.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            foot.addWidget(together)
        self.column.addLayout(foot)

    def _per_site_toggled(self, on: bool) -> None:
        if not self.seal():
            self.per_site.blockSignals(True)
            self.per_site.setChecked(not on)
            self.per_site.blockSignals(False)
            self.desk.say_held()
            return
        self._save(per_site=on)
        self.answer = self.desk.dossier.answer(self.answer.criterion.id)
        self._fill_body()

    def _save(self, **values: object) -> bool:
        return self.desk.answer(self.answer.criterion.id, None, **values)


def _stored(answer: Answer, site_id: str | None) -> Response | None:
    if site_id is None:
        return answer.whole
    return next((found for site, found in answer.by_site if site.id == site_id), None)


def bound_day(parent: QWidget, field: DateField, save: Callable[[date | None], bool]) -> Autosave:
    """Save a day shortly after it is typed, and at once when it is picked."""
    saving = Autosave(parent, lambda _: save(field.day()))

    def picked(_day: object) -> None:
        saving.typed("")
        saving.flush()

    field.typed.connect(lambda: saving.typed(""))
    field.picked.connect(picked)
    return saving
