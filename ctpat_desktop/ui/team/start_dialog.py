"""Starts a team with the open file."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ctpat_desktop.services.team import joining, places
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.team.place_form import PlaceForm
from ctpat_desktop.ui.team.team_frame import TeamFrame
from ctpat_desktop.ui.widgets.parts import button, label
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class StartDialog(TeamFrame):
    """The name of this computer, and where the team meets."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Offer a name, and a folder."""
        super().__init__(parent, tr("Start a team"))
        fit(self, 92, 24)
        self.desk = desk
        self.password, self.note = "", ""
        """The server's password, and why no keyring has it."""
        self.name = QLineEdit(computer_name())
        self.name.setAccessibleName(tr("Name of this computer"))
        self.place = PlaceForm()
        self.go_button = button(tr("Start the team"), self.start, "primary")
        self.go_button.setDefault(True)
        form = QFormLayout()
        form.addRow(tr("Name of this computer"), self.name)
        form.addRow(tr("The team meets in"), self.place)
        about = tr(
            "Everybody works in a file of their own, also without a network. What is changed goes "
            "out encrypted to a place that all can reach, and others' changes come from there. You "
            "own the team: you invite, and say who may do what."
        )
        self.column.addWidget(label(about))
        self.column.addLayout(form)
        self.column.addStretch(1)
        self.lay_below(self.go_button)
        self.name.textChanged.connect(lambda _: self.show_state())
        self.place.changed.connect(self.show_state)
        self.show_state()
        self.place.folder.line.setFocus()

    def show_state(self) -> None:
        """Say what is missing before a team can be started."""
        why = tr("The team is being started.") if self.strip.current is not None else ""
        if not why and not self.name.text().strip():
            why = tr("Give this computer a name.")
        allow(self.go_button, why or self.place.why_not())

    def start(self) -> None:
        """Start the team, beside the window."""
        try:
            place = self.place.place()
        except Problem as problem:
            self.banner.say(problem.line())
            return
        workspace, name, password = self.desk.workspace, self.name.text(), self.place.password()
        secret = self.place.server.credentials() if self.place.is_server else None

        def start(_progress: Progress) -> str:
            joining.start(workspace, place, lambda team: places.opened(place, team, password), name)
            return places.remember(secret) if secret is not None else ""

        self.run(tr("Starting the team"), start, self._done)

    def _done(self, note: str) -> None:
        self.note, self.password = note, self.place.password()
        self.place.server.password.clear()
        self.accept()


def computer_name() -> str:
    """Return what this computer is called unless somebody says otherwise."""
    return tr("{name}'s computer").format(name=own_name())
