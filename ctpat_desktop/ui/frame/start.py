"""The first page: new, open, recent, sample."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.host import Host
from ctpat_desktop.ui.widgets.parts import button, card, label, row
from ctpat_desktop.ui.widgets.theme import letters


class StartPage(QWidget):
    """What the person sees before a workspace is open."""

    def __init__(self, host: Host, recent: tuple[Path, ...]) -> None:
        """Offer the ways in; `recent` are files opened before that still exist."""
        super().__init__()
        self.host = host
        frame, column = card()
        frame.setFixedWidth(letters(74))
        column.setContentsMargins(32, 28, 32, 28)
        column.addWidget(label(tr("CTPAT Desktop"), h1=True))
        column.addWidget(
            label(tr("Write, prove and submit a CTPAT security profile, offline."), muted=True)
        )
        self.new_button = button(tr("New workspace…"), lambda: host.opener.ask_new(), "primary")
        self.setFocusProxy(self.new_button)
        line = row(self.new_button, button(tr("Open…"), lambda: host.opener.ask_open()), None)
        column.addSpacing(10)
        column.addLayout(line)
        column.addSpacing(10)
        column.addWidget(label(tr("Recent"), h2=True))
        for path in recent:
            name = path.name.replace("&", "&&")  # a single one would mark a key
            link = button(name, partial(self._reopen, path), "link")
            link.setToolTip(str(path))
            where = label(str(path.parent), muted=True)
            column.addWidget(link)
            column.addWidget(where)
            if path is recent[0]:
                self.setFocusProxy(link)
        if not recent:
            column.addWidget(label(tr("Nothing opened yet."), muted=True))
        column.addSpacing(10)
        column.addWidget(label(tr("Look around with an invented company"), h2=True))
        column.addLayout(
            row(
                button(tr("Sample importer…"), lambda: host.opener.ask_sample("importer")),
                button(tr("Sample carrier…"), lambda: host.opener.ask_sample("carrier")),
                None,
            )
        )
        column.addSpacing(10)
        repair = button(tr("Repair a damaged file…"), lambda: host.opener.ask_repair(), "link")
        join = button(tr("Join a team with an invite…"), lambda: host.opener.ask_join(), "link")
        column.addLayout(row(join, repair, None))
        outer = QVBoxLayout(self)
        outer.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)

    def _reopen(self, path: Path) -> None:
        self.host.opener.open_path(path)
