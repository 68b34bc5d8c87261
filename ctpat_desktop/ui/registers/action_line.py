"""The line below a finding that makes it a corrective action, or says how far that one is."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.registers import finding_actions
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label
from ctpat_desktop.ui.widgets.reasons import allow


class ActionLine(QWidget):
    """A button while there is no action; afterwards its state and the way to it."""

    def __init__(self, desk: Desk, make: Callable[[], object]) -> None:
        """`make` makes the finding an action."""
        super().__init__()
        self.desk, self.action_id = desk, ""
        self.make = changer(tr("Make a corrective action"), make)
        self.state = label("", muted=True)
        self.state.setWordWrap(False)
        self.go = button(tr("Go to the action"), self._go, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow(self.make, self.state, self.go))

    def show_action(self, action_id: str | None, *, is_finding: bool, closed: str = "") -> None:
        """Show the action of a finding; `closed` says why none can be made."""
        found = finding_actions.state_of(self.desk.workspace, action_id, self.desk.today)
        self.action_id = (action_id or "") if found else ""
        # What comes is shown before the button goes, so that the keyboard has where to go on.
        self.state.setText(tr("Corrective action: {state}").format(state=found))
        self.state.setVisible(bool(found))
        self.go.setVisible(bool(found))
        self.make.setVisible(is_finding and not found)
        allow(self.make, closed)

    def _go(self) -> None:
        self.desk.go_to(Place("partners", table="action", record_id=self.action_id))
