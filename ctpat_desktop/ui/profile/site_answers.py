"""The company's answer on a criterion and those of its sites: a list, and the chosen one beside."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.profile.response_form import ResponseForm
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import label, row
from ctpat_desktop.ui.widgets.theme import letters

Index = QModelIndex | QPersistentModelIndex
WIDTH = 23
"""Letters the list is wide; the tool tip has a long name whole."""


class SiteModel(QAbstractListModel):
    """The company first, then its sites, each with a mark that tells whether it has answered."""

    def __init__(self, sites: list[tuple[str, str]]) -> None:
        """Show sites by id and name."""
        super().__init__()
        self.rows: list[tuple[str | None, str]] = [(None, tr("Company")), *sites]
        self.answered: set[str] = set()

    def show_answered(self, answered: set[str]) -> None:
        """Mark the sites that have answered."""
        if answered != self.answered:
            self.answered = answered
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a name with its mark; the tool tip and the screen reader get it in words."""
        site_id, name = self.rows[index.row()]
        done = site_id in self.answered
        if role == Qt.ItemDataRole.DisplayRole:
            return name if site_id is None else f"{'✓' if done else '○'} {name}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole and site_id is not None:
            return f"{name}, {tr('done') if done else tr('open')}"
        return None


class SiteAnswers(QWidget):
    """The list at the left and the form of the chosen line at the right; forms are built late."""

    def __init__(
        self, desk: Desk, criterion: str, whole: ResponseForm, build: Callable[[str], ResponseForm]
    ) -> None:
        """Start with the company's own form; `build` makes that of a site."""
        super().__init__()
        self.desk, self.criterion, self._build = desk, criterion, build
        self.forms = [whole]
        """Those built so far, in this order; what could not be saved stays in them."""
        self.model = SiteModel([(site.id, site.name) for site in desk.dossier.sites])
        self.list = QListView()
        self.list.setAccessibleName(tr("Sites"))
        self.list.setModel(self.model)
        self.list.setProperty("rows", True)
        self.list.ensurePolished()  # the height of all lines is measured once, with the style
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(letters(WIDTH))
        self.stack = QStackedWidget()
        self.stack.addWidget(whole)
        self.rolled_up = label("", muted=True)
        line = row(self.list, self.stack)
        line.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rolled_up)
        column.addLayout(line, 1)
        self.show_marks()
        self.list.setCurrentIndex(self.model.index(0))
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._chosen(now.row()))

    @property
    def form(self) -> ResponseForm:
        """The form on the screen."""
        return next(form for form in self.forms if form is self.stack.currentWidget())

    def choose(self, site_id: str | None) -> ResponseForm:
        """Show the company's answer (None) or that of a site."""
        here = next((n for n, (key, _) in enumerate(self.model.rows) if key == site_id), 0)
        self.list.setCurrentIndex(self.model.index(here))
        return self.form

    def show_marks(self) -> None:
        """Count the sites that have answered."""
        answered = self.desk.answered_sites(self.criterion)
        self.model.show_answered(answered)
        words = ntr(
            "{done} of {n} site answered",
            "{done} of {n} sites answered",
            len(self.model.rows) - 1,
            done=len(answered),
        )
        self.rolled_up.setText(words)

    def _chosen(self, place: int) -> None:
        site_id = self.model.rows[place][0]
        if self.form.site_id != site_id:
            self.form.flush()
            self.stack.setCurrentWidget(self._form_of(site_id))

    def _form_of(self, site_id: str | None) -> ResponseForm:
        for form in self.forms:
            if form.site_id == site_id:
                return form
        form = self._build(site_id or "")
        self.forms.append(form)
        self.stack.addWidget(form)
        return form
