"""Says anew where a team meets: a folder with another path here, or another password."""

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ctpat_desktop.services.team import joining, ledger, places
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.team.place_form import PlaceForm
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class PlaceDialog(QDialog):
    """The place as this file knows it, to be corrected."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Show the place; the password is typed anew."""
        super().__init__(parent)
        self.setWindowTitle(tr("Where the team meets"))
        self.desk, self.password, self.note = desk, "", ""
        self.banner, self.place = Banner(), PlaceForm()
        now = ledger.needed(desk.workspace).place
        self.place.show_place(now)
        fit(self, 84, 20 if self.place.is_server else 14)
        if self.place.is_server:
            self.place.server.user.setText(places.server_of(now).user)
        self.ok = button(tr("Meet there"), self.take, "primary")
        self.ok.setDefault(True)
        about = tr(
            "Change this where the same place is reached in another way from this computer. It "
            "moves nothing: to another place a team moves with all that lies in it."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(label(about))
        column.addWidget(self.place)
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.ok))
        self.place.changed.connect(self._check)
        self._check()
        self.place.setFocus()

    def take(self) -> None:
        """Keep the place, and the password in the keyring."""
        try:
            place, password = self.place.place(), self.place.password()
            joining.move_place(self.desk.workspace, place)
        except Problem as problem:
            self.banner.say(problem.line())
            return
        self.password = password
        if password:
            server = replace(places.server_of(place), password=password)
            self.note = places.remember(server)
        self.accept()

    def _check(self) -> None:
        allow(self.ok, self.place.why_not())
