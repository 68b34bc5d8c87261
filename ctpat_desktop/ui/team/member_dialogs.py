"""Asks for a member's new role, a new name, or the password of the team's server."""

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.team.standing import Person
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.team.invite_dialog import role_box
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters


class OneFieldDialog(QDialog):
    """One field, what it means, and a button that takes it."""

    def __init__(self, parent: QWidget | None, title: str, go: str) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.ok = button(go, self.accept, "primary")
        self.ok.setDefault(True)

    def lay(self, name: str, field: QWidget, about: str) -> None:
        """Show the field under its name, with what it means."""
        form = QFormLayout()
        form.addRow(name, field)
        column = QVBoxLayout(self)
        column.addStrut(letters(66))
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(label(about))
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.ok))
        field.setFocus()


class RoleDialog(OneFieldDialog):
    """What a member may do from now on."""

    def __init__(self, parent: QWidget | None, person: Person) -> None:
        """Show the role it has."""
        super().__init__(parent, tr("Change the role"), tr("Change the role"))
        self.box = role_box(person.roles.get("*", "reader"))
        about = tr(
            "The role of {name} is for all companies of the file. It counts for what {name} hands "
            "out from now on; what came before stays."
        )
        self.lay(tr("Role"), self.box, about.format(name=person.name))

    @property
    def role(self) -> str:
        """The role that is chosen."""
        return str(self.box.currentData())


class NameDialog(OneFieldDialog):
    """What a member is called."""

    def __init__(self, parent: QWidget | None, person: Person) -> None:
        """Show the name it has."""
        super().__init__(parent, tr("Rename"), tr("Rename"))
        self.line = QLineEdit(person.name)
        self.line.setAccessibleName(tr("Name"))
        self.line.setMaxLength(80)
        self.line.textChanged.connect(self._check)
        self.lay(tr("Name"), self.line, tr("Everybody in the team sees this name."))
        self.line.selectAll()

    def _check(self, text: str) -> None:
        allow(self.ok, "" if text.strip() else tr("Type a name."))


class PasswordDialog(OneFieldDialog):
    """The password of the team's server, where no keyring has it."""

    def __init__(self, parent: QWidget | None, place: str, why: str) -> None:
        """Say whose password is asked, and why."""
        super().__init__(parent, tr("Password of the team's server"), tr("Use this password"))
        self.line = SecretLine(tr("Password"))
        self.line.textChanged.connect(self._check)
        words = tr("The team meets in {place}. {why}").format(place=place, why=why)
        self.lay(tr("Password"), self.line, words)
        self._check("")

    def _check(self, text: str) -> None:
        allow(self.ok, "" if text else tr("Type the password."))
