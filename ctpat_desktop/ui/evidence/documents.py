"""The list of the library: documents found by words, kind, expiry and use."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from ctpat_desktop.catalogue import order_key
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.reading import naming
from ctpat_desktop.records import Evidence
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.evidence import filtering, uses
from ctpat_desktop.services.evidence.filtering import Asked, Moment, Shelf
from ctpat_desktop.services.evidence.uses import Uses
from ctpat_desktop.support.due import Due
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import button, label, looks
from ctpat_desktop.ui.widgets.theme import tokens
from ctpat_desktop.workspace.changes import Changes

Index = QModelIndex | QPersistentModelIndex
ROLES = Qt.ItemDataRole


class DocumentsModel(QAbstractListModel):
    """Documents by name; one that expired says so in words and color."""

    def __init__(self, desk: Desk) -> None:
        """Start without documents."""
        super().__init__()
        self.desk = desk
        self.rows: Sequence[Evidence] = ()

    def show_rows(self, rows: Sequence[Evidence]) -> None:
        """Show other documents."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of documents."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = ROLES.DisplayRole) -> Any:
        """Return what one document shows."""
        document = self.rows[index.row()]
        if role == ROLES.UserRole:
            return document.id
        if role == ROLES.ToolTipRole:
            return document.filename
        if role not in (ROLES.DisplayRole, ROLES.ForegroundRole):
            return None
        due = Due(document.expires_on, self.desk.today, is_end=True)
        if role == ROLES.ForegroundRole:
            return QColor(tokens().bad) if due.is_late else None
        name = self.desk.document_names.get(document.id, document.title)
        return f"{name} ({due.words})" if due.is_late else name


class DocumentList(QWidget):
    """The documents of the library with what they are found by; `chosen` says which one is."""

    chosen = Signal(str)
    narrowed = Signal()
    """Other documents are shown."""

    def __init__(self, desk: Desk) -> None:
        """Start empty; `show_all` shows the documents."""
        super().__init__()
        self.desk = desk
        self.words = looks(QLineEdit())
        self.words.setPlaceholderText(tr("Filter by title"))
        self.words.setAccessibleName(tr("Filter by title"))
        self.words.setClearButtonEnabled(True)
        self.kind, self.expiry, self.use = (_box(name) for name in _names())
        self.model = DocumentsModel(desk)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setProperty("rows", True)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(tr("Documents"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.none = label(tr("No document matches."), muted=True)
        self.every = button(tr("Show all documents"), self.clear, "link")
        self._shelf, self._of = Shelf(), object()
        self._uses: Mapping[str, Uses] | None = None
        self._is_pointing = False
        self._lay()
        self._offer_kinds()
        self.words.textChanged.connect(self.narrow)
        for box in (self.kind, self.expiry, self.use):
            box.currentIndexChanged.connect(self.narrow)

    @property
    def asked(self) -> Asked:
        """What the person looks for."""
        return Asked(self.words.text(), *(str(box.currentData()) for box in self._boxes()))

    @property
    def ids(self) -> list[str]:
        """The documents shown, in order."""
        return [row.id for row in self.model.rows]

    def uses(self, document_id: str) -> Uses:
        """Return where a document is used."""
        return self._read_uses().get(document_id, uses.NOWHERE)

    def forget(self, changes: Changes) -> None:
        """Read anew where documents are used, where a change may have changed it."""
        if not changes or any(item.table != "evidence" for item in changes.items):
            self._uses = None

    def show_all(self) -> None:
        """Show the documents of the library that are asked for."""
        self._offer_expiry()
        self._offer_uses()
        self.narrow()

    def narrow(self) -> None:
        """Show the documents that are asked for."""
        asked = self.asked
        known = self._read_uses() if asked.use else {}
        self.model.show_rows(self._sorted().matching(asked, known, self._moment()))
        nothing = not self.model.rows and bool(self.desk.dossier.evidence)
        self.none.setVisible(nothing)
        self.every.setVisible(asked != Asked())
        self.narrowed.emit()

    def clear(self) -> None:
        """Ask for every document."""
        for box in self._boxes():
            box.setCurrentIndex(0)
        self.words.clear()

    def point_at(self, document_id: str) -> bool:
        """Mark a document without choosing it anew; False where it is not shown."""
        at = next((at for at, row in enumerate(self.model.rows) if row.id == document_id), -1)
        if at < 0:
            return False
        self._is_pointing = True
        self.view.setCurrentIndex(self.model.index(at))
        self._is_pointing = False
        return True

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        for box in self._boxes():
            column.addWidget(box)
        column.addWidget(self.every)
        column.addWidget(self.view, 1)
        column.addWidget(self.none)

    def _boxes(self) -> tuple[ChoiceBox, ...]:
        return self.kind, self.expiry, self.use

    def _moved(self, now: QModelIndex) -> None:
        if now.isValid() and not self._is_pointing:
            self.chosen.emit(str(now.data(ROLES.UserRole)))

    def _sorted(self) -> Shelf:
        if self._of is not self.desk.dossier.evidence:
            self._of = self.desk.dossier.evidence
            self._shelf.put(self.desk.dossier.evidence, self.desk.document_names)
        return self._shelf

    def _moment(self) -> Moment:
        return Moment(self.desk.today, int(settings.get(self.desk.workspace, "evidence.soon_days")))

    def _read_uses(self) -> Mapping[str, Uses]:
        if self._uses is None:
            self._uses = uses.by_document(self.desk.scope)
        return self._uses

    def _offer_kinds(self) -> None:
        kinds = choices_of("evidence", "kind")
        _offer(self.kind, [(tr("Every kind"), ""), *((tr(kinds[key]), key) for key in kinds)])

    def _offer_expiry(self) -> None:
        days = self._moment().soon_days
        soon = ntr("Expires within {n} day", "Expires within {n} days", days)
        choices = [(tr("Expired or not"), ""), (tr("Expired"), filtering.EXPIRED)]
        _offer(self.expiry, [*choices, (soon, filtering.SOON)])

    def _offer_uses(self) -> None:
        _offer(self.use, list(self._use_choices()))

    def _use_choices(self) -> Iterator[tuple[str, str]]:
        """Yield what may be asked of the use: sections and criteria in order, then registers."""
        known = self._read_uses().values()
        criteria = sorted({key for use in known for key in use.criteria}, key=order_key)
        tables = {table for use in known for table in use.tables}
        yield tr("Used anywhere or not"), ""
        yield tr("Not linked"), filtering.NOT_LINKED
        yield tr("Linked"), filtering.LINKED
        titles = {str(row.number): row.title for row in self.desk.dossier.edition.chapters}
        section = ""
        for criterion in criteria:
            number = criterion.partition(".")[0]
            if number != section:
                section = number
                yield f"{number}  {titles.get(number, '')}".strip(), f"{filtering.SECTION}{number}"
            yield f"     {criterion}", f"{filtering.CRITERION}{criterion}"
        for title, table in sorted((used_in(table), table) for table in tables):
            yield title, f"{filtering.TABLE}{table}"


def used_in(table: str) -> str:
    """Return what the records of a table that have documents are called on the screen."""
    if table == uses.ELSEWHERE:
        return tr("Answers of another account")
    if table in naming.UNASKED:
        name = naming.table_name(table)
        return f"{name[:1].upper()}{name[1:]}"
    return tr(load_form(table).plural)


def _names() -> tuple[str, ...]:
    return tr("Kind"), tr("Expiry"), tr("Used where")


def _box(name: str) -> ChoiceBox:
    made = looks(ChoiceBox())
    made.setAccessibleName(name)
    made.addItem("", "")
    return made


def _offer(box: ChoiceBox, choices: Sequence[tuple[str, str]]) -> None:
    """Offer choices; what is chosen stays so where it is still offered."""
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == list(choices):
        return
    now = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(now), 0))
    box.blockSignals(False)
