"""What stands in the dialog of a file that is in no team: the two ways into one."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import button, card, label, row
from ctpat_desktop.ui.widgets.reasons import Reason


class WaysIn(QWidget):
    """To start a team with the open file, or to join one in a new file."""

    def __init__(self, start: Callable[[], object], join: Callable[[], object]) -> None:
        """Offer both."""
        super().__init__()
        self.start_button = button(tr("&Start a team…"), start, "primary", tr("Start a team…"))
        self.join_button = button(tr("&Join with an invite…"), join, "", tr("Join with an invite…"))
        self.reason = Reason()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        about = tr(
            "In a team several people work on the same companies, each in a file on their own "
            "computer, also without a network. This file is in no team."
        )
        column.addWidget(label(about))
        starts = tr(
            "You begin with this file and invite the others. The changes meet in a shared folder "
            "or on a database server of your own; all of it is encrypted there."
        )
        joins = tr(
            "Somebody sent you an invite and told you its code. All the team has comes into a new "
            "file on this computer; this file stays as it is."
        )
        column.addWidget(_way(tr("Start a team with this file"), starts, self.start_button))
        column.addWidget(self.reason)
        column.addWidget(_way(tr("Join a team"), joins, self.join_button))
        column.addStretch(1)


def _way(title: str, about: str, go: QPushButton) -> QWidget:
    frame, column = card()
    column.addWidget(label(title, h2=True))
    column.addWidget(label(about))
    column.addLayout(row(go, None))
    return frame
