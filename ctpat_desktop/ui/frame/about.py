"""What the Help menu says of this program."""

from PySide6.QtWidgets import QMessageBox, QWidget

from ctpat_desktop import __version__
from ctpat_desktop.support.language import tr

ABOUT = (
    "CTPAT Desktop {version}\n\nThe official text of the criteria is CBP's. Titles, summaries and "
    "guidance here are this program's own words; check them against CBP's booklet and paste its "
    "text where you need it.\n\nThis program never uses the network. What you type is saved "
    "within one second.\n\nApache License 2.0"
)


def show_about(parent: QWidget) -> None:
    """Show the box."""
    QMessageBox.about(parent, tr("About CTPAT Desktop"), tr(ABOUT).format(version=__version__))
