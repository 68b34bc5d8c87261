"""Asks where a team meets: in a shared folder, or on a server."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.exchange.team.credentials import Credentials
from ctpat_desktop.services.team import places
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.boxes import NumberBox
from ctpat_desktop.ui.widgets.dialogs import ask_folder
from ctpat_desktop.ui.widgets.file_drop import takes_file, takes_folder
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine


class PlaceForm(QWidget):
    """A folder or a server; what is typed for the one stays while the other is looked at."""

    changed = Signal()

    def __init__(self) -> None:
        """Offer a folder first."""
        super().__init__()
        self.in_folder = QRadioButton(tr("A shared &folder"))
        self.on_server = QRadioButton(tr("A database &server"))
        self.folder = FolderLine()
        self.server = ServerFields()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.folder)
        self.stack.addWidget(self.server)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self.in_folder, self.on_server, None, spacing=18))
        column.addWidget(self.stack)
        self.in_folder.setChecked(True)
        self.setFocusProxy(self.folder.line)
        self.on_server.toggled.connect(self._show)
        for line in (self.folder.line, *self.server.lines):
            line.textChanged.connect(lambda _: self.changed.emit())

    @property
    def is_server(self) -> bool:
        """Whether a server is chosen."""
        return self.on_server.isChecked()

    def show_place(self, place: str) -> None:
        """Offer the place an invite names; a folder may have another path on this computer."""
        for choice in (self.in_folder, self.on_server):
            choice.hide()
        self.on_server.setChecked(places.is_server(place))
        self.in_folder.setChecked(not places.is_server(place))
        if places.is_server(place):
            self.server.show_server(places.server_of(place))
        elif Path(places.words(place)).is_dir():
            self.folder.line.setText(places.words(place))
        else:
            self.folder.line.clear()
            self.folder.line.setPlaceholderText(places.words(place))

    def why_not(self) -> str:
        """Say what is missing, or return ""."""
        if self.is_server:
            return self.server.why_not()
        return "" if self.folder.line.text().strip() else tr("Choose the shared folder.")

    def place(self) -> str:
        """Return the text of the place; Problem where it cannot be one."""
        if self.is_server:
            return places.of_server(self.server.credentials())
        return places.of_folder(Path(self.folder.line.text().strip()))

    def password(self) -> str:
        """Return the password of the server, "" for a folder."""
        return self.server.password.text() if self.is_server else ""

    def _show(self, is_server: bool) -> None:
        self.stack.setCurrentWidget(self.server if is_server else self.folder)
        self.setFocusProxy(self.server.host if is_server else self.folder.line)
        self.changed.emit()


class FolderLine(QWidget):
    """The path of a folder, and the system's dialog for it."""

    def __init__(self) -> None:
        """Wait for a path."""
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Shared folder"))
        choose = button(tr("Choose…"), self.ask_folder)
        choose.setAutoDefault(False)
        self.line.setAcceptDrops(False)  # a folder that falls there is taken by what is around it
        takes_folder(self, lambda folder: self.line.setText(str(folder)), choose)
        side = row(self.line, choose)
        side.setStretch(0, 1)
        about = tr(
            "Such as a folder on a file server, or one that OneDrive, Dropbox or Google Drive "
            "keeps the same on all computers. All that lies in it is encrypted."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(side)
        column.addWidget(label(about, muted=True))
        column.addStretch(1)

    def ask_folder(self) -> None:
        """Ask for the folder."""
        title = tr("Choose the shared folder")
        name = ask_folder(self, title, self.line.text())
        if name:
            self.line.setText(name)


class ServerFields(QWidget):
    """With what a server is reached."""

    def __init__(self) -> None:
        """Start with the usual port."""
        super().__init__()
        self.host, self.database, self.user = QLineEdit(), QLineEdit(), QLineEdit()
        self.password = SecretLine(tr("Password"))
        self.certificate = QLineEdit()
        self.certificate.setPlaceholderText(tr("Only where the server's own is not known here"))
        self.port = NumberBox()
        self.port.setRange(1, 65535)
        self.port.setValue(5432)
        self.port.setAccessibleName(tr("Port"))
        self._schema = Credentials("", "", "").schema
        self.lines = (self.host, self.database, self.user, self.password, self.certificate)
        choose = button(tr("Choose…"), self.ask_certificate, name=tr("Choose the certificate"))
        takes_file(self.certificate, lambda path: self.certificate.setText(str(path)), "", choose)
        choose.setAutoDefault(False)
        file = row(self.certificate, choose)
        file.setStretch(0, 1)
        where = row(self.host, label(tr("Port")), self.port)
        where.setStretch(0, 1)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Server"), where)
        form.addRow(tr("Database"), self.database)
        form.addRow(tr("User"), self.user)
        form.addRow(tr("Password"), self.password)
        form.addRow(tr("Certificate file"), file)
        named = (
            (self.host, tr("Server")),
            (self.database, tr("Database")),
            (self.user, tr("User")),
            (self.certificate, tr("Certificate file")),
        )
        for line, name in named:
            line.setAccessibleName(name)

    def show_server(self, server: Credentials) -> None:
        """Offer the server an invite names; everybody signs on with a name of their own."""
        self.host.setText(server.host)
        self.port.setValue(server.port)
        self.database.setText(server.database)
        self._schema = server.schema
        if Path(server.root_certificate).is_file():
            self.certificate.setText(server.root_certificate)

    def why_not(self) -> str:
        """Say what is missing, or return ""."""
        if not all(line.text().strip() for line in (self.host, self.database, self.user)):
            return tr("Enter the server, the database and the user.")
        return "" if self.password.text() else tr("Enter the password.")

    def credentials(self) -> Credentials:
        """Return with what the server is reached."""
        return Credentials(
            self.host.text().strip(),
            self.database.text().strip(),
            self.user.text().strip(),
            self.password.text(),
            self.port.value(),
            self._schema,
            self.certificate.text().strip(),
        )

    def ask_certificate(self) -> None:
        """Ask for the file of the server's authority."""
        title = tr("Choose the certificate")
        name = ask_file(self, title, at=self.certificate.text())
        if name:
            self.certificate.setText(name)
