"""Has the columns of a table stand as they were left on this computer: how wide, sorted by which.

Lists of registers do so by themselves (`ui/registers/table.py`): their columns are chosen too.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView, QTreeView

from ctpat_desktop.support import home
from ctpat_desktop.ui.widgets.theme import letters

COLUMNS = "columns"
"""The choice of this computer that holds the columns, by the name of each table."""
KEEP_MS = 400
"""Milliseconds after the last drag until the columns are kept."""
LEAST_FILLING = 12
"""Letters a column that fills the rest shows at the least."""
LEAST, MOST = 1, 500
"""Letters a column can have been left with: texts of another size need other widths."""


class Columns(QObject):
    """The columns of one table; those that fill what is left have no width of their own."""

    def __init__(self, view: QTableView | QTreeView, name: str) -> None:
        """Lay the columns of a table whose model and usual widths are set."""
        super().__init__(view)
        self.view, self.name = view, name
        self.head = view.header() if isinstance(view, QTreeView) else view.horizontalHeader()
        self.later = QTimer(self, singleShot=True, interval=KEEP_MS)
        self.later.timeout.connect(self._keep)
        self._lay()
        self.head.sectionResized.connect(self._changed)
        self.head.sortIndicatorChanged.connect(self._changed)

    def _lay(self) -> None:
        row = _every().get(self.name)
        known = row if isinstance(row, dict) else {}
        widths, order = known.get("widths"), known.get("order")
        if isinstance(widths, list) and len(widths) == self.head.count():
            for at, width in enumerate(widths):
                is_width = isinstance(width, int | float) and LEAST <= width <= MOST
                if self._is_own(at) and is_width:
                    self.head.resizeSection(at, letters(width))
        places = range(self.head.count())
        if not isinstance(order, list) or len(order) != 2 or order[0] not in places:
            return
        if self.view.isSortingEnabled():
            down = Qt.SortOrder.DescendingOrder if order[1] else Qt.SortOrder.AscendingOrder
            self.view.sortByColumn(order[0], down)

    def _is_own(self, at: int) -> bool:
        is_last = at == self.head.count() - 1 and self.head.stretchLastSection()
        return self.head.sectionResizeMode(at) == QHeaderView.ResizeMode.Interactive and not is_last

    def _changed(self) -> None:
        if self.view.isVisible():
            self.later.start()

    def _keep(self) -> None:
        pixels = (self.head.sectionSize(at) for at in range(self.head.count()))
        widths = [round(one * 100 / letters(100), 2) for one in pixels]
        is_down = self.head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        order = [self.head.sortIndicatorSection(), is_down] if self.view.isSortingEnabled() else []
        now = {"widths": widths, "order": order}
        every = _every()
        if every.get(self.name) != now:
            home.prefer(COLUMNS, {**every, self.name: now})


class Filling(QObject):
    """A column that fills what the others leave; where that is too little, it keeps some room."""

    def __init__(self, view: QTableView | QTreeView, at: int) -> None:
        """Fill a table whose model is set with its column at this place."""
        super().__init__(view)
        self.at = at
        self.head = view.header() if isinstance(view, QTreeView) else view.horizontalHeader()
        self.head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.head.viewport().installEventFilter(self)
        self.head.sectionResized.connect(self._fit_beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again what is left when the table gets another size."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit_beside(self, at: int) -> None:
        if at != self.at:
            self._fit()

    def _fit(self) -> None:
        head, least = self.head, letters(LEAST_FILLING)
        others = (head.sectionSize(at) for at in range(head.count()) if at != self.at)
        is_enough = head.viewport().width() - sum(others) >= least
        modes = QHeaderView.ResizeMode
        mode = modes.Stretch if is_enough else modes.Fixed
        if head.sectionResizeMode(self.at) != mode:
            head.setSectionResizeMode(self.at, mode)
        if not is_enough:
            head.resizeSection(self.at, least)


def _every() -> dict[str, object]:
    found = home.preferences().get(COLUMNS)
    return dict(found) if isinstance(found, dict) else {}
