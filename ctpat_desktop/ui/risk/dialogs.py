"""The questions about a leg: how high each threat is, how a criterion is met, what is done."""

from datetime import date

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist.risk import THREATS
from ctpat_desktop.services.risk import country_import
from ctpat_desktop.services.risk.assessments import LegView, kind_order, kind_text
from ctpat_desktop.services.risk.drawing import where
from ctpat_desktop.services.risk.ratings import ActionPlan, Judgment, LegRatings, Reach, ThreatWords
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.parts import button, changer, label, looks, row, scrolled
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, letters, lines

LEVELS = ("", "low", "medium", "high")


def _choices(table: str, key: str) -> list[tuple[str, str]]:
    return [(one.value, tr(one.label)) for one in load_form(table).field(key).choices]


class RateDialog(QDialog):
    """Asks for the levels of the threats at a leg, with the source and the reason."""

    article = "risk-assessment"

    def __init__(self, parent: QWidget, desk: Desk, view: LegView) -> None:
        """Show what holds now."""
        super().__init__(parent)
        self.desk, self.view = desk, view
        self.setWindowTitle(tr("Threats at {leg}").format(leg=view.leg.name))
        fit(self, 92, 27)
        self.reach = ChoiceBox()
        self.reach.setAccessibleName(tr("Holds for"))
        for reach, words in self._reaches():
            self.reach.addItem(words, reach)
        self.boxes: dict[str, ChoiceBox] = {}
        self.own = QLineEdit()
        self.own.setPlaceholderText(tr("Own kind of threat"))
        self.own.setAccessibleName(tr("Own kind of threat"))
        self.own_level = self._levels("", tr("Level of the own kind"))
        self.source = QLineEdit(self._before("source"))
        self.source.setAccessibleName(tr("Source"))
        self.source_on = DateField(tr("Edition or date of the source"), self._day())
        self.reason = SpelledBox(tr("Why"))
        self.reason.setFixedHeight(lines(4))
        self.save_button = changer(tr("Rate"), self.save, "primary")
        self._lay()
        for box in (*self.boxes.values(), self.own_level):
            box.currentIndexChanged.connect(self._allow)
        for line in (self.own, self.source, self.reason):
            line.textChanged.connect(self._allow)
        self.source_on.typed.connect(self._allow)
        self.source_on.picked.connect(self._allow)
        self._allow()

    def save(self) -> None:
        """Keep the ratings that were changed and close; stays open when they were refused."""
        desk, leg = self.desk, self.view.leg
        source_on = self.source_on.day()
        words = ThreatWords(
            self._changed(), self.source.text(), source_on, self.reason.toPlainText()
        )
        reach = self.reach.currentData()
        if not self.source_on.unread and desk.attempt(
            lambda: LegRatings(desk.scope, leg.id).rate(reach, words)
        ):
            self.accept()

    def _changed(self) -> dict[str, str]:
        """Return the levels that are not as they were, by kind."""
        found = {kind: str(box.currentData()) for kind, box in self.boxes.items()}
        levels = {kind: level for kind, level in found.items() if level != self._level(kind)}
        own, level = self.own.text().strip(), str(self.own_level.currentData())
        return {**levels, own: level} if own and level else levels

    def _allow(self) -> None:
        levels, reason = self._changed(), ""
        if not levels:
            reason = tr("Change a level first.")
        elif any(levels.values()) and not self.source.text().strip():
            reason = tr("Name the source.")
        elif any(levels.values()) and (self.source_on.unread or self.source_on.day() is None):
            reason = tr("Say of which day the source is.")
        elif any(levels.values()) and not self.reason.toPlainText().strip():
            reason = tr("Say why.")
        allow(self.save_button, reason)

    def _reaches(self) -> list[tuple[Reach, str]]:
        leg = self.view.leg
        found = []
        if leg.country:
            words = tr("The whole country: {place}").format(place=where("", leg.country))
            found.append((Reach.COUNTRY, words))
        if leg.country and leg.place:
            found.append((Reach.PLACE, where(leg.place, leg.country)))
        found.append((Reach.LEG, tr("Only the leg {leg}").format(leg=leg.name)))
        return found

    def _level(self, kind: str) -> str:
        rating = self.view.threats.get(kind)
        return rating.level if rating else ""

    def _before(self, key: str) -> str:
        """Return what was said of the last rating: the next one mostly has the same source."""
        rows = [str(getattr(one, key)) for one in self.view.threats.values()]
        return rows[-1] if rows else ""

    def _day(self) -> date | None:
        days = [one.source_on for one in self.view.threats.values()]
        return days[-1] if days else None

    def _levels(self, value: str, name: str) -> ChoiceBox:
        box = looks(ChoiceBox())
        box.setAccessibleName(name)
        words = dict(_choices("threat_rating", "level"))
        for level in LEVELS:
            box.addItem(words.get(level, tr("Not rated")), level)
        box.setCurrentIndex(box.findData(value))
        box.setMinimumWidth(letters(15))
        return box

    def _lay(self) -> None:
        grid = QGridLayout()
        for number, kind in enumerate(sorted({*THREATS, *self.view.threats}, key=kind_order)):
            words = kind_text(kind)
            self.boxes[kind] = self._levels(self._level(kind), words)
            line, side = divmod(number, 2)
            grid.addWidget(label(words), line, 3 * side)
            grid.addWidget(self.boxes[kind], line, 3 * side + 1)
        last = grid.rowCount()
        grid.addWidget(self.own, last, 0)
        grid.addWidget(self.own_level, last, 1)
        grid.setColumnMinimumWidth(2, letters(3))
        for side in (0, 3):
            grid.setColumnStretch(side, 1)
        inner = QWidget()
        inner.setLayout(grid)
        form = QFormLayout()
        form.addRow(tr("Holds for"), self.reach)
        form.addRow(tr("Source"), self.source)
        form.addRow(tr("Edition or date of the source"), self.source_on)
        form.addRow(tr("Why"), self.reason.with_note())
        column = QVBoxLayout(self)
        column.addWidget(scrolled(inner), 1)
        column.addLayout(form)
        for words in country_import.readings(self.desk.scope, self.view.leg.country):
            column.addWidget(label(words, muted=True))
        words = tr("Only what you change here is rated again; the rest stays.")
        column.addWidget(label(words, muted=True))
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))


class JudgeDialog(QDialog):
    """Asks how a criterion is met at a leg where the answers say otherwise, or nothing."""

    article = "risk-assessment"

    def __init__(self, parent: QWidget, desk: Desk, view: LegView, criterion: str) -> None:
        """Show what holds now; "" asks for the criterion too."""
        super().__init__(parent)
        self.desk, self.view = desk, view
        self.setWindowTitle(tr("Judge a criterion at {leg}").format(leg=view.leg.name))
        fit(self, 70, 20)
        before = view.judged.get(criterion)
        self.criterion = QLineEdit(criterion)
        self.criterion.setAccessibleName(tr("Criterion"))
        self.met, self.how = ChoiceBox(), ChoiceBox()
        for box, key, name in (
            (self.met, "state", N_("Met")),
            (self.how, "how", N_("How it was checked")),
        ):
            box.setAccessibleName(tr(name))
            box.addItem(tr("Choose…"), "")
            for value, words in _choices("vulnerability_rating", key):
                box.addItem(words, value)
        self.reason = SpelledBox(tr("Why"), before.reason if before else "")
        if before is not None:
            self.met.setCurrentIndex(max(0, self.met.findData(before.state)))
            self.how.setCurrentIndex(max(0, self.how.findData(before.how)))
        form = QFormLayout()
        for words, field in (
            (tr("Criterion"), self.criterion),
            (tr("Met"), self.met),
            (tr("How it was checked"), self.how),
        ):
            form.addRow(words, field)
        form.addRow(tr("Why"), self.reason.with_note())
        self.save_button = changer(tr("Keep this judgment"), self.save, "primary")
        self.back_button = changer(tr("Go by the answers again"), self.take_back)
        self.back_button.setVisible(before is not None)
        column = QVBoxLayout(self)
        column.addLayout(form, 1)
        cancel = button(tr("Cancel"), self.reject)
        column.addLayout(row(self.back_button, None, cancel, self.save_button))
        self.criterion.textChanged.connect(self._allow)
        for box in (self.met, self.how):
            box.currentIndexChanged.connect(self._allow)
        self.reason.textChanged.connect(self._allow)
        self._allow()

    def save(self) -> None:
        """Keep the judgment and close; stays open when it was refused."""
        desk, leg = self.desk, self.view.leg
        words = Judgment(
            self.criterion.text().strip(),
            str(self.met.currentData()),
            str(self.how.currentData()),
            self.reason.toPlainText().strip(),
        )
        if desk.attempt(lambda: LegRatings(desk.scope, leg.id).judge(words)):
            self.accept()

    def _allow(self) -> None:
        reason = "" if self.reason.toPlainText().strip() else tr("Say why.")
        if not self.how.currentData():
            reason = tr("Say how it was checked.")
        if not self.met.currentData():
            reason = tr("Say how far it is met.")
        if not self.criterion.text().strip():
            reason = tr("Name the criterion.")
        allow(self.save_button, reason)

    def take_back(self) -> None:
        """Let the answers decide again and close."""
        desk, leg, criterion = self.desk, self.view.leg, self.criterion.text().strip()
        if desk.attempt(lambda: LegRatings(desk.scope, leg.id).take_back(criterion)):
            self.accept()


class ActionDialog(QDialog):
    """Asks what is done about a leg, by whom and until when."""

    article = "corrective-action"

    def __init__(self, parent: QWidget, desk: Desk, view: LegView, criterion: str) -> None:
        """Suggest words for a gap; "" is about the leg as a whole."""
        super().__init__(parent)
        self.desk, self.view, self.criterion = desk, view, criterion
        self.setWindowTitle(tr("Action for {leg}").format(leg=view.leg.name))
        fit(self, 64, 14)
        holder = view.holder or view.leg.name
        words = tr("{holder}: meet {criterion}") if criterion else tr("{holder}: lower the risk")
        self.title = QLineEdit(words.format(holder=holder, criterion=criterion))
        self.title.setAccessibleName(tr("What is to be done"))
        self.owner = QLineEdit()
        self.owner.setAccessibleName(tr("Owner"))
        self.due = DateField(tr("Due on"))
        form = QFormLayout()
        form.addRow(tr("What is to be done"), self.title)
        form.addRow(tr("Owner"), self.owner)
        form.addRow(tr("Due on"), self.due)
        self.save_button = changer(tr("Add action"), self.save, "primary")
        column = QVBoxLayout(self)
        column.addLayout(form, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))
        self.title.textChanged.connect(self._allow)
        self.owner.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        reason = "" if self.owner.text().strip() else tr("Name who does it.")
        if not self.title.text().strip():
            reason = tr("Say what is to be done.")
        allow(self.save_button, reason)

    def save(self) -> None:
        """Add the action and close; stays open when it was refused."""
        desk, leg = self.desk, self.view.leg
        plan = ActionPlan(self.title.text(), self.owner.text(), self.due.day(), self.criterion)
        if not self.due.unread and desk.attempt(lambda: LegRatings(desk.scope, leg.id).plan(plan)):
            self.accept()
