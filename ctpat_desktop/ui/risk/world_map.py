"""The world in fields, a country each, colored by what a source says; and the same as a table."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.world import COLUMNS, ROWS, fields
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.services.risk import world
from ctpat_desktop.services.risk.assessments import level_text
from ctpat_desktop.services.risk.world import CountryRow
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.columns import Columns
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import flow, label, looks
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.theme import fitting, letters, lines, tokens
from ctpat_desktop.workspace.changes import Changes

HEADINGS = (
    N_("Country"),
    N_("Rating of the source"),
    N_("Our rating"),
    N_("Partners"),
    N_("Legs of chains"),
)
WIDTHS = (26, 24, 12, 10, 12)
CODE = Qt.ItemDataRole.UserRole
LONGEST = "▲WW"
"""What no field of a country is wider than."""
SIGNS = {Level.LOW: "○", Level.MEDIUM: "●", Level.HIGH: "▲"}


class WorldMap(QWidget):
    """A field for each country; what the company has there stands in it as a number."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty("drawing", True)
        self.rows: dict[str, CountryRow] = {}
        self.current = ""
        self.setAccessibleName(tr("Map of the world"))
        text = tr("The table below says the same in words.")
        self.setAccessibleDescription(text)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[CountryRow, ...]) -> None:
        """Show other ratings."""
        self.rows = {row.code: row for row in rows}
        self.update()

    def choose(self, code: str) -> None:
        """Mark a country."""
        self.current = code
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all fields."""
        return QSize(letters(90), lines(18))

    def code_at(self, point: QPointF) -> str:
        """Return the country at a point of the widget, or ""."""
        wide, high = self.width() / COLUMNS, self.height() / ROWS
        place = (int(point.x() // wide), int(point.y() // high))
        return next((code for code, field in fields().items() if field == place), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the country clicked on."""
        code = self.code_at(event.position())
        if code in self.rows:
            self.chosen.emit(code)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which country is under the pointer."""
        row = self.rows.get(self.code_at(event.position()))
        self.setToolTip(words(row) if row else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all fields."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = self.width() / COLUMNS, self.height() / ROWS
        painter.setFont(fitting(self.font(), LONGEST, QSizeF(wide - 4, high - 2)))
        for code, (column, line) in fields().items():
            place = QRectF(column * wide, line * high, wide, high).adjusted(1, 1, -1, -1)
            self._draw(painter, code, place)
        painter.end()

    def _draw(self, painter: QPainter, code: str, place: QRectF) -> None:
        colors, row = tokens(), self.rows.get(code)
        names = {Level.LOW: colors.ok, Level.MEDIUM: colors.warn, Level.HIGH: colors.bad}
        name = names[row.level] if row and row.level else colors.muted
        tint = QColor(name)
        tint.setAlpha(110 if row and row.level else 30)
        painter.setBrush(tint)
        is_current = code == self.current
        used = bool(row and row.is_used)
        color = QColor(colors.accent if is_current else colors.text if used else name)
        painter.setPen(QPen(color, 3.0 if is_current else 1.6 if used else 0.5))
        painter.drawRoundedRect(place, 3, 3)
        painter.setPen(QPen(QColor(colors.text if row else colors.muted)))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign_of(row) + code)


def sign_of(row: CountryRow | None) -> str:
    """Return the sign of the company's own rating: the color does not say it alone."""
    return SIGNS[row.level] if row and row.level else ""


def words(row: CountryRow) -> str:
    """Return what is known of a country in one line."""
    rating = row.value or tr("not rated")
    text = tr("{country}: {rating}, {partners} partners, {legs} legs")
    return text.format(country=row.name, rating=rating, partners=row.partners, legs=row.legs)


class WorldView(RegisterView):
    """The map and the table of one source."""

    tables = ("country_source", "country_rating", "partner", "risk_leg", "risk_chain")

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.box = looks(ChoiceBox())
        self.box.setAccessibleName(tr("Source"))
        self.box.setMinimumWidth(letters(30))
        self.box.activated.connect(lambda _: self.show_source())
        self.map = WorldMap()
        self.map.chosen.connect(self.point)
        self.table = reading(QTableWidget(0, len(HEADINGS)), tr("Countries"))
        self.table.setHorizontalHeaderLabels([tr(words) for words in HEADINGS])
        self.table.horizontalHeader().setStretchLastSection(True)
        tell_cut(self.table)
        for at, width in enumerate(WIDTHS):
            self.table.setColumnWidth(at, letters(width))
        Columns(self.table, "countries")
        self.table.currentCellChanged.connect(lambda *_: self._follow())
        self.empty = EmptyNote("risk_world")
        self.empty.setText(tr("No country yet: neither a partner nor a leg, nor a source has one."))
        legend = tr(
            "A thick frame: you have partners or legs there. "
            "Your own ratings: ▲ high, ● medium, ○ low."
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow(self.box))
        column.addWidget(self.map)
        column.addWidget(label(legend, muted=True))
        column.addWidget(self.table, 1)
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)

    def show_all(self) -> None:
        """Offer the sources there are and show the chosen one."""
        before = self.box.currentData()
        self.box.clear()
        self.box.addItem(tr("No source: only where you are"), "")
        for source in world.sources(self.desk.scope):
            self.box.addItem(f"{source.name} {source.edition}", source.id)
        at = self.box.findData(before) if before else min(1, self.box.count() - 1)
        self.box.setCurrentIndex(max(0, at))
        self.show_source()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        del changes
        self.show_all()

    def show_source(self) -> None:
        """Show what the chosen source says."""
        rows = world.rows(self.desk.scope, str(self.box.currentData()))
        self.empty.setVisible(not rows and self.box.count() == 1)
        self.body.setVisible(self.empty.isHidden())
        self.map.show_rows(rows)
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            own = level_text(row.level) if row.level else tr("Not rated")
            counts = (str(row.partners or ""), str(row.legs or ""))
            for column, text in enumerate((row.name, row.value, own, *counts)):
                item = QTableWidgetItem(text)
                item.setData(CODE, row.code)
                self.table.setItem(at, column, item)
        self.table.blockSignals(False)
        if rows:
            self.table.setCurrentCell(0, 0)
            self._follow()

    def point(self, code: str) -> None:
        """Go to the row of a country."""
        for at in range(self.table.rowCount()):
            item = self.table.item(at, 0)
            if item is not None and item.data(CODE) == code:
                self.table.setCurrentCell(at, 0)

    def _follow(self) -> None:
        item = self.table.item(self.table.currentRow(), 0)
        self.map.choose(str(item.data(CODE)) if item is not None else "")
