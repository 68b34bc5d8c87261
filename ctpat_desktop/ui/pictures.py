"""Renders every screen to PNG: for the demo, the README and a person's eye."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services import workspaces
from ctpat_desktop.ui import theme
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.start import StartPage
from ctpat_desktop.ui.window import MainWindow

SCREENS: tuple[tuple[str, Place], ...] = (
    ("home", Place("home")),
    ("company", Place("company")),
    ("contacts", Place("company", table="contact")),
    ("wizard", Place("9", "9.10", field="narrative")),
    ("wizard-sites", Place("9", "9.6")),
    ("wizard-open", Place("4", "4.3")),
    ("grid", Place("grid")),
    ("findings", Place("findings")),
    ("evidence", Place("evidence")),
    ("exports", Place("exports")),
)


def render_all(
    file: Path,
    folder: Path,
    sizes: Iterable[tuple[int, int]],
    themes: Iterable[str],
    today: date | None = None,
) -> list[Path]:
    """Open a workspace, walk all screens and return the PNG files written."""
    app = application()
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for mode in themes:
        theme.apply(app, mode)
        for width, height in sizes:
            window = MainWindow()
            window.resize(width, height)
            window.show()
            suffix = f"{mode}-{width}x{height}"
            window.setCentralWidget(StartPage(_no, _no, _no, (file,), _no))
            made.append(_grab(app, window, folder / f"start-{suffix}.png"))
            window.show_workspace(workspaces.open_file(file), _account(file))
            if today is not None and window.shell is not None:
                window.shell.desk.today = today
                window.shell.desk.read()
                window.shell.rebuild()
            for name, place in SCREENS:
                if window.shell is not None:
                    window.shell.go(place)
                made.append(_grab(app, window, folder / f"{name}-{suffix}.png"))
            window.close()
            window.deleteLater()
            app.processEvents()
    return made


def _grab(app: QApplication, window: QWidget, path: Path) -> Path:
    for _ in range(4):
        app.processEvents()
    window.grab().save(str(path))
    return path


def _account(file: Path) -> str:
    from ctpat_desktop.services import companies

    workspace = workspaces.open_file(file)
    account_id = companies.choose(workspace)
    workspace.close()
    return account_id


def _no(*_given: object) -> None:
    """Do nothing: a picture is not clicked."""
