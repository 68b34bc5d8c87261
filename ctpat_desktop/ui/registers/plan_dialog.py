"""Asks for the site, the storey and the picture of a new floor plan."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from ctpat_desktop.records import Site
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import letters

KINDS = "(*.png *.jpg *.jpeg *.pdf *.tif *.tiff *.webp *.bmp)"


class PlanDialog(QDialog):
    """After it was accepted `site_id`, `title` and `path` say what was chosen."""

    article = "floor-plan"

    def __init__(self, parent: QWidget, sites: list[Site]) -> None:
        """Offer these sites."""
        super().__init__(parent)
        self.setWindowTitle(tr("Add a floor plan"))
        self.path: Path | None = None
        self.banner = Banner()
        self.sites = ChoiceBox()
        self.sites.setAccessibleName(tr("Site"))
        for site in sites:
            self.sites.addItem(site.name, site.id)
        self.storey = Line()
        self.storey.setAccessibleName(tr("Floor or area"))
        self.storey.setPlaceholderText(tr("Such as ground floor, or yard"))
        self.file = label(tr("A picture (PNG, JPEG, TIFF) or a PDF"), muted=True)
        self.choose_button = button(tr("Choose the picture…"), self.ask_file)
        self.add_button = button(tr("Add the plan"), self.add, "primary")
        close = button(tr("Cancel"), self.reject)
        for made in (self.choose_button, close):
            made.setAutoDefault(False)
        form = QFormLayout()
        form.addRow(tr("Site"), self.sites)
        form.addRow(tr("Floor or area"), self.storey)
        form.addRow(tr("Picture"), self.choose_button)
        form.addRow("", self.file)
        column = QVBoxLayout(self)
        column.addStrut(letters(70))
        column.addWidget(label(tr("Add a floor plan"), h1=True))
        column.addWidget(self.banner)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(row(None, close, self.add_button))
        takes_file(self, self.take_named, KINDS, self.choose_button)
        self.storey.setFocus()

    @property
    def site_id(self) -> str:
        """The site that was chosen."""
        return str(self.sites.currentData())

    @property
    def title(self) -> str:
        """The storey or area that was typed."""
        return self.storey.text().strip()

    def ask_file(self) -> None:
        """Ask for the picture."""
        name = ask_file(self, tr("Choose the picture"), f"{tr('Floor plans')} {KINDS}")
        if name:
            self.take_named(Path(name))

    def take_named(self, path: Path) -> None:
        """Name the picture."""
        self.path = path
        self.file.setText(path.name)
        self.banner.read()

    def add(self) -> None:
        """Close once all of it is said."""
        if not self.title:
            self.banner.say(tr("Say which storey or area the plan shows."))
            self.storey.setFocus()
        elif self.path is None:
            self.banner.say(tr("Choose the picture of the plan first."))
            self.choose_button.setFocus()
        else:
            self.accept()
