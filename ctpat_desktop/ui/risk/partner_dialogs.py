"""The questions about the risk of partners: a rating of one's own, and how points are weighed."""

from dataclasses import asdict
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.checklist.partner_points import WORDS, Factor, Weights
from ctpat_desktop.checklist.partner_risk import band_words
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.risk import partner_ratings, world
from ctpat_desktop.services.risk.partner_ratings import (
    OwnRating,
    PartnerRatings,
    RatedPartner,
    level_words,
)
from ctpat_desktop.services.risk.partner_reading import SOURCES
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.parts import button, changer, label, row, scrolled
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, lines


class OwnRatingDialog(QDialog):
    """Asks for one's own rating of a partner, why, and of which day."""

    article = "partner-risk"

    def __init__(self, parent: QWidget, desk: Desk, partner: RatedPartner) -> None:
        """Show what holds now."""
        super().__init__(parent)
        self.desk, self.partner = desk, partner
        self.setWindowTitle(tr("Own rating of {partner}").format(partner=partner.row.name))
        fit(self, 66, 20)
        self.level = ChoiceBox()
        self.level.setAccessibleName(tr("Own rating"))
        for level in reversed(Level):
            self.level.addItem(level_words(level), level)
        before = partner.own or partner.computed.rating.floor or Level.HIGH
        self.level.setCurrentIndex(self.level.findData(before))
        self.reason = SpelledBox(tr("Why"), partner.row.risk_reasons)
        self.on = DateField(tr("Rated on"), desk.today)
        self.warning = label("", muted=True)
        self.save_button = changer(tr("Rate"), self.save, "primary")
        self._lay()
        self.level.currentIndexChanged.connect(self._allow)
        self.reason.textChanged.connect(self._allow)
        self.on.typed.connect(self._allow)
        self.on.picked.connect(self._allow)
        self._allow()

    def save(self) -> None:
        """Keep the rating and close; stays open when it was refused."""
        desk, key = self.desk, self.partner.row.id
        own = OwnRating(self._chosen(), self.reason.toPlainText(), self.on.day())
        if not self.on.unread and desk.attempt(
            lambda: partner_ratings.override(desk.scope, key, own)
        ):
            self.accept()

    def _chosen(self) -> Level:
        return Level(self.level.currentData())

    def _allow(self) -> None:
        reason = ""
        if not self.reason.toPlainText().strip():
            reason = tr("Say why.")
        elif self.on.unread or self.on.day() is None:
            reason = tr("Say of which day the rating is.")
        allow(self.save_button, reason)
        floor = self.partner.computed.rating.floor
        is_lower = floor is not None and self._chosen() < floor
        words = tr("This is lower than computed; the list and the papers say so.")
        self.warning.setText(words if is_lower else "")

    def _lay(self) -> None:
        computed = self.partner.computed
        form = QFormLayout()
        form.addRow(tr("Computed"), label(band_words(computed.rating)))
        form.addRow(tr("Own rating"), self.level)
        form.addRow("", self.warning)
        form.addRow(tr("Why"), self.reason.with_note())
        form.addRow(tr("Rated on"), self.on)
        column = QVBoxLayout(self)
        column.addWidget(label(f"{computed.sum_words()}. {computed.why()}", muted=True))
        column.addLayout(form, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))


LEAST_AND_MOST = {
    **{factor.value: (0, 100) for factor in Factor},
    "high_from": (1, 100),
    "medium_from": (1, 100),
    "moves_share": (0, 100),
    "office_share": (0, 100),
    "large_share": (1, 100),
    "fair_share": (1, 100),
    "check_days": (1, 3650),
    "answer_days": (1, 3650),
    "labor_days": (1, 3650),
    "trouble_years": (1, 20),
}
"""The least and most each figure may be."""
FACTORS = {factor.value: words for factor, words in WORDS.items()}
FIGURES = {
    **dict.fromkeys((factor.value for factor in Factor), N_("{factor} (points)")),
    "high_from": N_("High from (% of the points)"),
    "medium_from": N_("Medium from (% of the points)"),
    "moves_share": N_("Roles that carry or arrange cargo count (% of Role)"),
    "office_share": N_("Roles away from the cargo count (% of Role)"),
    "large_share": N_("A share of the goods is large from (%)"),
    "fair_share": N_("A share of the goods is fair from (%)"),
    "check_days": N_("A check of a membership counts for (days)"),
    "answer_days": N_("Accepted answers count for (days)"),
    "labor_days": N_("A forced-labor screening counts for (days)"),
    "trouble_years": N_("Incidents count for (years)"),
}
PREVIEW_MS = 150
"""How long typing rests before the preview is counted."""


def _called(name: str) -> str:
    """Return what a figure is called."""
    return tr(FIGURES[name]).format(factor=tr(FACTORS[name]) if name in FACTORS else "")


class WeightsDialog(QDialog):
    """The figures of the arithmetic, and how many partners would change their band with them."""

    article = "partner-risk"

    def __init__(self, parent: QWidget, desk: Desk, ratings: PartnerRatings) -> None:
        """Show the stored figures."""
        super().__init__(parent)
        self.desk, self.ratings = desk, ratings
        self.setWindowTitle(tr("How partners are rated"))
        fit(self, 78, 31)
        self.boxes = {name: self._box(name) for name in FIGURES}
        self.sources = {
            row.id: _source_box(f"{row.name} {row.edition}".strip(), row.issued_on)
            for row in world.sources(desk.scope)
        }
        chosen = settings.get(desk.workspace, SOURCES)
        for key, box in self.sources.items():
            box.setChecked(key in chosen)
        self.preview = label("")
        self.preview.setMinimumHeight(lines(2.4))
        self.save_button = changer(tr("Use these figures"), self.save, "primary")
        self._later = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._later.timeout.connect(self.count)
        for number in self.boxes.values():
            number.valueChanged.connect(lambda _: self._later.start())
        self._lay()
        self.count()

    def weights(self) -> Weights:
        """Return the figures on the screen."""
        return Weights(**{name: box.value() for name, box in self.boxes.items()})

    def count(self) -> None:
        """Say how many partners would change their band."""
        weights = self.weights()
        is_upside_down = weights.medium_from > weights.high_from
        words = tr("Medium cannot begin above High.") if is_upside_down else ""
        allow(self.save_button, words)
        self.preview.setText(words or self._moves(weights))

    def reset(self) -> None:
        """Show our defaults; they are kept only by the button below."""
        for name, value in asdict(Weights()).items():
            self.boxes[name].setValue(value)
        for box in self.sources.values():
            box.setChecked(False)

    def save(self) -> None:
        """Keep the figures and close."""
        desk = self.desk
        sources = [key for key, box in self.sources.items() if box.isChecked()]
        weights = self.weights()
        if desk.attempt(lambda: partner_ratings.keep_weights(desk.scope, weights, sources)):
            self.accept()

    def _moves(self, weights: Weights) -> str:
        moved = self.ratings.moved(weights)
        if not moved:
            return tr("No partner changes its band with these figures.")
        count = sum(moved.values())
        head = ntr("{n} partner changes its band", "{n} partners change their band", count)
        parts = (
            tr("{n} from {before} to {after}").format(
                n=n, before=level_words(move[0]), after=level_words(move[1])
            )
            for move, n in sorted(moved.items(), key=lambda item: -item[1])
        )
        return f"{head}: {', '.join(parts)}."

    def _box(self, name: str) -> NumberBox:
        box = NumberBox()
        box.setRange(*LEAST_AND_MOST[name])
        box.setValue(getattr(self.ratings.weights, name))
        box.setAccessibleName(_called(name))
        return box

    def _lay(self) -> None:
        inner = QWidget()
        form = QFormLayout(inner)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, box in self.boxes.items():
            form.addRow(_called(name), box)
        words = tr("Country sources that count; none ticked is the newest one with a date.")
        form.addRow(label(words, group=True))
        for tick in self.sources.values():
            form.addRow(tick)
        if not self.sources:
            form.addRow(label(tr("No country source yet, so no country is rated."), muted=True))
        column = QVBoxLayout(self)
        about = tr(
            "All figures are our defaults, not CBP's. A weight of 0 leaves a factor out, and each "
            "partner says so."
        )
        column.addWidget(label(about, muted=True))
        column.addWidget(scrolled(inner), 1)
        column.addWidget(self.preview)
        reset = button(tr("Our defaults"), self.reset)
        cancel = button(tr("Cancel"), self.reject)
        column.addLayout(row(reset, None, cancel, self.save_button))


def _source_box(words: str, issued_on: date | None) -> QCheckBox:
    text = f"{words} ({day_text(issued_on)})" if issued_on else f"{words} ({tr('no date')})"
    box = QCheckBox(text)
    box.setEnabled(bool(issued_on))
    return box
