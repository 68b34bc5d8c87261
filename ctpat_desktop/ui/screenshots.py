"""Renders every screen to PNG: for the demo, the README and a person's eye."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from time import sleep

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import store
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.frame.start import StartPage
from ctpat_desktop.ui.history.dialog import HistoryDialog
from ctpat_desktop.ui.lock.unlock import UnlockPage
from ctpat_desktop.ui.packets.session import OfficerSession
from ctpat_desktop.ui.packets.signing.scan_dialog import ScanDialog
from ctpat_desktop.ui.packets.signing.sign_dialog import SignDialog
from ctpat_desktop.ui.profile.edition_dialog import EditionDialog
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog
from ctpat_desktop.ui.window import MainWindow

MOST_WAITS = 1_000
"""Looks at whether a screen is done, of 10 milliseconds each."""

REGISTERS = (
    *("partner", "partner_risk", "partner_plan", "risk_steps", "risk_map", "risk_world"),
    *("procedure", "incident", "action", "mra_program", "site", "site_plans", "site_walk"),
    *("person", "device", "training_session", "course", "topic", "training_matrix"),
    *("it_asset", "inspection", "seal", "seal_batch", "visitor", "pickup"),
    *("trade_eligibility", "trade_questionnaire", "covered_ior", "trade_duties", "annual_letter"),
    *("self_test", "disclosure", "labor_requirements", "chain_map", "detention", "itrac_figures"),
    *("test_figures", "supply_chain"),
)
"""Registers and views that get a picture, by the names of their tabs."""

CHARTS = ("progress", "evidence", "training", "partners", "actions")
SCREENS: tuple[tuple[str, Place], ...] = (
    ("home", Place("home")),
    ("company", Place("company")),
    ("contacts", Place("company", table="contact")),
    ("wizard", Place("9", "9.10", field="narrative")),
    ("wizard-sites", Place("9", "9.6")),
    ("wizard-open", Place("4", "4.3")),
    *((table, Place("registers", table=table)) for table in REGISTERS),
    ("questionnaires", Place("questionnaires")),
    ("reports", Place("reports")),
    ("grid", Place("grid")),
    ("findings", Place("findings")),
    ("review", Place("review")),
    ("review-comments", Place("review", field="comments")),
    ("year", Place("year")),
    ("deadlines", Place("deadlines")),
    *((f"charts-{key}", Place("charts", field=key)) for key in CHARTS),
    ("evidence", Place("evidence")),
    ("exports", Place("exports")),
    ("packets", Place("packets")),
    ("submissions", Place("submissions")),
    ("safety", Place("safety")),
    ("settings", Place("settings")),
)


def render_all(
    file: Path,
    folder: Path,
    sizes: Iterable[tuple[int, int]],
    themes: Iterable[str],
    today: date | None = None,
    passphrase: str = "",
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
            window.show_page(StartPage(window, (file,)))
            made.append(_grab(app, window, folder / f"start-{suffix}.png"))
            window.show_page(UnlockPage(_open_words(file), bytes(16), _no, asks_keyring=False))
            made.append(_grab(app, window, folder / f"unlock-{suffix}.png"))
            workspace = workspaces.open_file(file, passphrase)
            window.show_workspace(workspace, companies.choose(workspace))
            _wait_for_backup(app, window)
            if today is not None and window.shell is not None:
                window.shell.desk.today = today
                window.shell.desk.read()
                window.shell.rebuild()
            for name, place in SCREENS:
                if window.shell is not None:
                    window.shell.go(place)
                    _wait_for_jobs(app)
                made.append(_grab(app, window, folder / f"{name}-{suffix}.png"))
            made += [
                _grab(app, window, folder / f"{name}-{suffix}.png") for name in _over(app, window)
            ]
            for name, dialog in _dialogs(window):
                dialog.show()
                made.append(_grab(app, dialog, folder / f"{name}-{suffix}.png"))
                dialog.close()
            window.close()
            window.deleteLater()
            app.processEvents()
    return made


def render_places(file: Path, folder: Path, places: Mapping[str, Place], today: date) -> list[Path]:
    """Open a workspace that is not encrypted and write a picture of each place; return them.

    Light, 1280x800, in the language spoken now.
    """
    app = application()
    theme.apply(app, "light")
    folder.mkdir(parents=True, exist_ok=True)
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    workspace = workspaces.open_file(file, "")
    window.show_workspace(workspace, companies.choose(workspace))
    _wait_for_backup(app, window)
    made: list[Path] = []
    if window.shell is not None:
        window.shell.desk.today = today
        window.shell.desk.read()
        window.shell.rebuild()
        for name, place in places.items():
            window.shell.go(place)
            _wait_for_jobs(app)
            made.append(_grab(app, window, folder / f"{name}.png"))
    window.close_workspace()
    window.close()
    window.deleteLater()
    app.processEvents()
    return made


def first_screen(file: Path, picture: Path, today: date, passphrase: str = "") -> Path:
    """Open a workspace in a window and write the picture of its first page; return its path."""
    app = application()
    window = MainWindow()
    window.show()
    workspace = workspaces.open_file(file, passphrase)
    window.show_workspace(workspace, companies.choose(workspace))
    if window.shell is not None:
        window.shell.desk.today = today
    _wait_for_jobs(app)
    made = _grab(app, window, picture)
    window.close_workspace()
    window.close()
    window.deleteLater()
    app.processEvents()
    return made


def _wait_for_backup(app: QApplication, window: MainWindow) -> None:
    """Let the backup of opening be made now, so that the pictures show one."""
    if window.keeper is not None:
        window.keeper.back_up()
        while window.keeper.running is not None:
            app.processEvents()
            sleep(0.01)


def _wait_for_jobs(app: QApplication) -> None:
    """Let a preview that is read beside the window be there."""
    app.processEvents()
    for _ in range(MOST_WAITS):
        if not tasks.are_running():
            return
        app.processEvents()
        sleep(0.01)


def _over(app: QApplication, window: MainWindow) -> Iterator[str]:
    """Show what lies over or above a page, one after the other, and yield its name."""
    shell = window.shell
    if shell is None:
        return
    shell.go(Place("seals"))
    shell.way.purpose.toggle()
    yield "purpose"
    shell.way.purpose.toggle()
    window.menus.go_anywhere.trigger()
    if shell.boxes.anywhere is not None:
        shell.boxes.anywhere.words.setText("seal")
        _wait_for_jobs(app)
        yield "goto"
        shell.boxes.anywhere.leave()


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    passphrase = PassphraseDialog(
        window, "Passphrase of the new workspace", may_be_plain=True, has_keyring=True
    )
    passphrase.first.setText("tin lantern forty harbor")
    yield "passphrase", passphrase
    if window.shell is not None:
        desk = window.shell.desk
        whole = desk.dossier.answer("9.10").whole
        if whole is not None:
            yield "history", HistoryDialog(window, desk, "response", whole.id, "9.10")
        yield from _signing(window, desk)
        yield "edition", _edition(window, desk)
        window.shell.open_portal()
        _wait_for_jobs(application())
        if window.shell.portal is not None:
            yield "portal-desk", window.shell.portal


def _edition(window: MainWindow, desk: Desk) -> QDialog:
    """Return what a person sees before a move; the file of the made-up edition is added for it."""
    dialog = EditionDialog(window, desk)
    dialog.add(shipped("resources", "editions", "invented-2031.json"))
    dialog.table.setCurrentCell(2, 1)
    return dialog


def _signing(window: MainWindow, desk: Desk) -> Iterator[tuple[str, QDialog]]:
    """Yield what an officer sees, for the packet that waits for a signature, if one does."""
    yield "officer", OfficerSession(window, desk)
    waiting = store.open_packet(desk.scope)
    if waiting is not None:
        issued = store.issued(desk.workspace, waiting.id)
        yield "scan", ScanDialog(window, desk, issued)
        yield "sign", SignDialog(window, desk, issued.pdf, issued.title)


def _grab(app: QApplication, window: QWidget, path: Path) -> Path:
    for _ in range(4):
        app.processEvents()
    window.grab().save(str(path))
    return path


def _open_words(file: Path) -> str:
    return tr("Open {name}").format(name=file.name)


def _no(*_args: object) -> None:
    """Do nothing: a picture is not clicked."""
