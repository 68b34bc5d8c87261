"""What is known of one leg: its threats, how the criteria are met, and what is done about it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.checklist.risk import THREATS, Asked, Level, Met
from ctpat_desktop.services.risk.assessments import (
    LegView,
    kind_order,
    kind_text,
    level_text,
    source_text,
)
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.risk.levels import MARKS, rating_chip
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import changer, chip, clear, flow, go_there, label, row
from ctpat_desktop.ui.widgets.reasons import allow

MET = {Met.MISSING: ("bad", N_("Missing")), Met.PARTLY: ("warn", N_("Partly met"))}
MOST_GAPS = 12
"""Gaps shown of one leg; the rest is a count."""


class LegPanel(QWidget):
    """The ratings of the chosen leg, with what each rests on."""

    rate_wanted = Signal()
    judge_wanted = Signal(str)
    action_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self.desk, self.why_fixed = desk, ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 4, 8, 4)
        self.column.setSpacing(4)

    def show_leg(self, view: LegView | None, why_fixed: str = "") -> None:
        """Show another leg; None is no leg. `why_fixed` says why it is not rated or judged."""
        clear(self.column)
        self.why_fixed = why_fixed
        if view is None:
            self.column.addWidget(label(tr("Choose a leg on the map."), muted=True))
        else:
            self._risk(view)
            self._threats(view)
            self._gaps(view)
            self._actions(view)
        self.column.addStretch(1)

    def _head(self, words: str, mark: QLabel) -> None:
        self.column.addLayout(row(label(words, h2=True), mark, None))

    def _risk(self, view: LegView) -> None:
        self._head(tr("Risk"), rating_chip(view.risk))

    def _threats(self, view: LegView) -> None:
        self._head(tr("Threats"), rating_chip(view.threat))
        for kind in sorted({*THREATS, *view.threats}, key=kind_order):
            rating = view.threats.get(kind)
            level = Level.named(rating.level) if rating else None
            word = level_text(level) if level else tr("Not rated")
            line = label(kind_text(kind))
            if rating is not None:
                line.setToolTip(f"{source_text(rating)}\n{rating.reason}".strip())
            self.column.addLayout(flow(chip(word, MARKS[level]), line))
        self.rate_button = changer(tr("Rate threats…"), self.rate_wanted.emit)
        allow(self.rate_button, self.why_fixed)
        self.column.addLayout(row(self.rate_button, None))

    def _gaps(self, view: LegView) -> None:
        self._head(tr("Vulnerability"), rating_chip(view.vulnerability))
        source = view.known.source or tr("Nothing is known: no accepted answer, no proven member.")
        self.column.addWidget(label(source, muted=True))
        gaps = view.gaps
        for gap in gaps[:MOST_GAPS]:
            self._gap(view, gap)
        if len(gaps) > MOST_GAPS:
            more = ntr("{n} more", "{n} more", len(gaps) - MOST_GAPS)
            self.column.addWidget(label(more, muted=True))
        unknown = sum(one.met is Met.UNKNOWN for one in view.asked)
        if unknown:
            words = ntr("{n} criterion is not known", "{n} criteria are not known", unknown)
            self.column.addWidget(label(words, muted=True))
        words = tr("Judge a criterion…")
        self.judge_button = changer(words, lambda: self.judge_wanted.emit(""))
        allow(self.judge_button, self.why_fixed)
        self.column.addLayout(row(self.judge_button, None))

    def _gap(self, view: LegView, gap: Asked) -> None:
        mark, word = MET[gap.met]
        level = tr("Must") if gap.is_must else tr("Should")
        own = view.judged.get(gap.criterion)
        line = label(f"{gap.criterion} {level}")
        if own is not None:
            line.setText(f"{line.text()} · {tr('own judgment')}")
            line.setToolTip(own.reason)
        name = tr("Act on {criterion}").format(criterion=gap.criterion)
        act = changer(tr("Act…"), partial(self.action_wanted.emit, gap.criterion), name=name)
        name = tr("Judge {criterion}").format(criterion=gap.criterion)
        judge = changer(tr("Judge…"), partial(self.judge_wanted.emit, gap.criterion), name=name)
        allow(judge, self.why_fixed)
        self.column.addLayout(flow(chip(tr(word), mark), line, judge, act))

    def _actions(self, view: LegView) -> None:
        self.column.addWidget(label(tr("Actions"), h2=True))
        if not view.actions:
            words = tr("Nothing is planned.")
            if view.lacks_action:
                words = tr("Nothing is planned, though the risk is high.")
            self.column.addWidget(label(words, muted=True))
        for action in view.actions:
            due = day_text(action.due_on) if action.due_on else tr("no date")
            words = f"{action.title} ({action.owner or tr('nobody')}, {due})"
            go = Place("partners", table="action", record_id=action.id)
            line = row(label(words), go_there(action.title, partial(self.desk.go_to, go)))
            line.setStretch(0, 1)
            self.column.addLayout(line)
        self.action_button = changer(tr("Add an action…"), lambda: self.action_wanted.emit(""))
        self.column.addLayout(row(self.action_button, None))
