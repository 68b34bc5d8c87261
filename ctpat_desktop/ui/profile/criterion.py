"""The editor of one criterion: its answers, and owner, day and portal reference below."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import OwnAnswer, WholeAnswer
from ctpat_desktop.reading.statements import TABLE
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.profile.reread import RereadBar
from ctpat_desktop.ui.profile.response_form import ResponseForm, bound_day
from ctpat_desktop.ui.profile.site_answers import SiteAnswers
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.parts import card, changer, chip, clear, flow, label, row
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.workspace.changes import Changes

COUNTING = frozenset({"status", "reason"})
"""Fields of a response that decide whether a site counts as answered."""


class CriterionEditor(QWidget):
    """Everything about one criterion of the chosen account."""

    def __init__(
        self,
        desk: Desk,
        answer: WholeAnswer,
        limit: int,
        edit_overlay: Callable[[WholeAnswer], object],
    ) -> None:
        """Show one answer; `edit_overlay` opens the dialog for the criterion itself."""
        super().__init__()
        self.desk, self.answer, self.limit = desk, answer, limit
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, self.column = card()
        frame.setAccessibleName(f"{answer.criterion.id}  {answer.criterion.title}")
        outer.addWidget(frame)
        self._head(edit_overlay)
        self.body = QVBoxLayout()
        self.column.addLayout(self.body, 1)
        self._fill_body()
        self._foot()

    @property
    def forms(self) -> list[ResponseForm]:
        """The company's form, and those of the sites looked at so far."""
        return self.sites.forms if self.sites else [self.whole_form]

    def flush(self) -> bool:
        """Save everything typed in all forms."""
        saves = [form.flush() for form in self.forms]
        saves += [
            save.flush() for save in (self.owner_save, self.reference_save, self.reviewed_save)
        ]
        return all(saves) and not self.reviewed.unread

    def focus(self, field: str, site_id: str = "", statement: str = "") -> None:
        """Put the cursor into a field of the company's or of one site's answer or statement."""
        if field in ("owner", "reviewed_on"):
            (self.owner if field == "owner" else self.reviewed).setFocus()
            return
        form = self.sites.choose(site_id or None) if self.sites else self.whole_form
        form.focus(field, statement)

    def place(self) -> Place:
        """Return the field that has the keyboard, as a place to come back to."""
        form = self.sites.form if self.sites else self.whole_form
        criterion = self.answer.criterion
        where = Place(str(criterion.category), criterion.id, site_id=form.site_id or "")
        statement, field = form.statements.focused()
        if statement:
            return replace(where, table=TABLE, record_id=statement, field=field)
        return replace(where, field=form.focused())

    def is_about(self, answer: WholeAnswer, changes: Changes) -> bool:
        """Return whether changes of somebody else touch what is typed into here."""
        before = [form.stored for form in self.forms]
        now = [self.desk.at_site(answer.criterion.id, site).response for site in self._sites()]
        ids = {row.id for row in (*before, *now, self.answer.whole, answer.whole) if row}
        touched = any(item.table == "response" and item.record_id in ids for item in changes.items)
        return touched or changes.touches("site", "criterion_overlay")

    def _sites(self) -> list[str]:
        return [form.site_id for form in self.forms if form.site_id]

    def refresh(self, answer: WholeAnswer, changes: Changes) -> None:
        """Show what changed beside the fields the person types in."""
        self.answer = answer
        self.reread.show_state()
        for form in self.forms:
            form.refresh(self._own_answer(form.site_id))
        own = answer.whole.id if answer.whole else ""
        others = [item for item in changes.items if item.record_id != own]
        moved = any(not item.fields or item.fields & COUNTING for item in others)
        if self.sites is not None and (moved or not changes):
            self.sites.show_marks()

    def _head(self, edit_overlay: Callable[[WholeAnswer], object]) -> None:
        criterion = self.answer.criterion
        title = label(f"{criterion.id}  {criterion.title}", h15=True)
        words = labels.weight(criterion)
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
        self.reread = RereadBar(self.desk, criterion.id)
        self.column.addWidget(self.reread)
        if criterion.official_text:
            self.column.addWidget(label(tr("CBP's text, as you pasted it:"), muted=True))
            self.column.addWidget(label(criterion.official_text))

    def _fill_body(self) -> None:
        clear(self.body)
        self.sites: SiteAnswers | None = None
        shown: QWidget = self._form(None)
        if self.answer.is_per_site:
            whole = self.whole_form
            shown = self.sites = SiteAnswers(self.desk, whole.criterion, whole, self._form)
        self.body.addWidget(shown, 1)

    def _form(self, site_id: str | None) -> ResponseForm:
        form = ResponseForm(self.desk, self._own_answer(site_id), self.limit)
        if site_id is None:
            self.whole_form = form
        return form

    def _own_answer(self, site_id: str | None) -> OwnAnswer:
        """Return what is said for the company, or, read now, for one site."""
        if site_id is None:
            return self.answer.own()
        return self.desk.at_site(self.answer.criterion.id, site_id)

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
        if not self.flush():
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
