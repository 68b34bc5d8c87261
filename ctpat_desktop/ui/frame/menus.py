"""The menu bar of the main window and every key it listens to.

No key here belongs to a desktop or to a screen reader (`tests/ui/frame/test_keys.py` lists those).
Pages of one kind share a first stroke: Ctrl+J, then 1 to 9, 0, - and = for the sections of the
profile, or the letter of a register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu

from ctpat_desktop.support import home, language, own_language
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.frame.text_size import TextSizes
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.help_key import HELP
from ctpat_desktop.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from ctpat_desktop.ui.frame.host import Host
    from ctpat_desktop.ui.frame.shell import Shell

PAGES = (
    ("home", N_("Home"), "Ctrl+1"),
    ("companies", N_("All companies"), "Ctrl+J, Z"),
    ("company", N_("Company"), "Ctrl+2"),
    ("grid", N_("All answers"), "Ctrl+3"),
    ("findings", N_("Findings"), "Ctrl+4"),
    ("review", N_("Review"), "Ctrl+J, V"),
    ("year", N_("Yearly review"), "Ctrl+J, Y"),
    ("deadlines", N_("Deadlines"), "Ctrl+J, U"),
    ("charts", N_("Charts"), "Ctrl+J, Q"),
    ("evidence", N_("Evidence"), "Ctrl+5"),
    ("search", N_("Search"), "Ctrl+F"),
    ("questionnaires", N_("Questionnaires"), "Ctrl+7"),
)
OF_SUBMITTING = (
    ("packets", N_("MOU packet"), "Ctrl+9"),
    ("submissions", N_("Submissions"), "Ctrl+J, X"),
)
OF_FILE = (
    ("reports", N_("Reports"), "Ctrl+8"),
    ("safety", N_("Safety"), "Ctrl+6"),
    ("settings", N_("Settings"), "Ctrl+,"),
)
"""Pages in menus of their own: in one alone there would be more entries than letters."""
ABOUT = later("ctpat_desktop.ui.frame.about:show_about")
LICENSES = later("ctpat_desktop.ui.frame.licenses_dialog:show_licenses")
MANUAL = later("ctpat_desktop.ui.frame.manual_key:show_manual")
NAME = later("ctpat_desktop.ui.reviewing.name_dialog:ask_name")
REDACTED = later("ctpat_desktop.ui.files.redacted_dialog:RedactedDialog")
COMPANY_OUT = later("ctpat_desktop.ui.files.company_dialogs:CompanyOutDialog")
COMPANY_IN = later("ctpat_desktop.ui.files.company_dialogs:bring_company_in")
KIT_OUT = later("ctpat_desktop.ui.merging.kit_dialog:KitDialog")
MERGE = later("ctpat_desktop.ui.merging.asking:merge")
SETTLE = later("ctpat_desktop.ui.merging.asking:settle")
TEAM = later("ctpat_desktop.ui.team.asking:show_team")
REPLACE = later("ctpat_desktop.ui.profile.replace_dialog:ask_replace")
PAGE_NAME = later("ctpat_desktop.ui.frame.place_names:page_name")
ROWS = later("ctpat_desktop.ui.frame.goto_rows:commands_of")
TASKS = later("ctpat_desktop.ui.frame.goto_rows:tasks_of")
NEXT_MISSPELLED = later("ctpat_desktop.ui.session.spelled:next_misspelled")
SELF_TEST = later("ctpat_desktop.ui.frame.self_test:show_self_test")
SECTION_KEYS = "1234567890-="
"""The second stroke for each section: the keys of the digit row from left to right."""
REGISTER_KEYS = {
    "partners": "P",
    "risk": "R",
    "sites": "S",
    "people": "E",
    "training": "T",
    "procedures": "K",
    "systems": "I",
    "inspections": "N",
    "seals": "L",
    "incidents": "G",
    "logs": "D",
    "trade": "C",
    "annual": "A",
    "controls": "O",
    "forced_labor": "F",
    "holds": "H",
    "itrac": "M",
    "cbp": "B",
}
"""The second stroke for each page of registers."""

INSIDE = (
    (N_("Tab, Shift+Tab"), N_("To the next or previous field, as the eye reads")),
    (N_("Up, Down"), N_("To the next row of a list, and between the pages in the list of pages")),
    (N_("Left, Right"), N_("Between the tabs of a page, and between the choices of a status")),
    (N_("Ctrl+Tab, Ctrl+Shift+Tab"), N_("To the next or previous tab, from anywhere on it")),
    (N_("Space, Enter"), N_("Press a button, open a page")),
    (N_("Alt+Down, F4"), N_("Open the calendar of a date or the list of a drop-down")),
    (N_("F2"), N_("Type into a cell of a list")),
    (
        N_("Menu key, Shift+F10"),
        N_("Open the menu of a list, with what can be done with its rows"),
    ),
    (
        N_("Ctrl+Shift+Left, Ctrl+Shift+Right"),
        N_("Make the column the keyboard is in narrower or wider"),
    ),
    (N_("Ctrl+C, Ctrl+A"), N_("Copy the chosen rows of a list, choose all of them")),
    (N_("Left, Right"), N_("Fold or unfold a group in the list of pages")),
    (N_("A to Z, 0 to 9"), N_("To the next page of the list that begins with what you type")),
    (N_("Esc"), N_("Close a list of pages or a guide that lies over the page")),
    (
        N_("Ctrl++, Ctrl+-, Ctrl+0"),
        N_("Zoom a plan, a scan or a document in and out, or show all of it"),
    ),
    (N_("Arrows, Enter"), N_("Move the border between two parts, or put it back")),
    (N_("Arrows, Shift+Arrows, Del"), N_("Move the chosen mark of a floor plan, or remove it")),
    (N_("Space, Enter"), N_("Place a mark in the middle of a floor plan, end the line of a fence")),
)
"""Keys that belong to no entry of a menu."""


class Menus:
    """The menus of one window; entries that can do nothing look so."""

    def __init__(self, window: Host) -> None:
        """Build the menu bar."""
        self.window = window
        self.of_shell: list[QAction] = []
        self._of_page: dict[str, QAction] = {}
        self._file_menu(self._menu(tr("&File")))
        self.edit = self._menu(tr("&Edit"))
        self._edit_menu(self.edit)
        self._go_menu(self._menu(tr("&Go")))
        self._view_menu(self._menu(tr("&View")))
        aid = self._menu(tr("&Help"))
        manual = self._act(aid, tr("Manual"), self.show_manual, "F1")
        manual.setObjectName(HELP)
        self._act(aid, tr("Keys"), lambda: self.show_manual("keys"), "Ctrl+J, F1")
        words = tr("What is this page for?")
        self._shell_act(aid, words, lambda s: s.way.purpose.toggle(), "Shift+F1")
        self._act(aid, tr("Verify a signed PDF…"), self.verify)
        self._act(aid, tr("Check this installation…"), lambda: SELF_TEST(window))
        self._act(aid, tr("Licenses…"), lambda: LICENSES(window))
        self._act(aid, tr("About"), lambda: ABOUT(window, window.workspace))

    def show_manual(self, key: str = "") -> None:
        """Show the manual at an article, without one at what is on the screen."""
        self.fill_registers()
        MANUAL(self.window, INSIDE, key)

    def close_manual(self) -> None:
        """Close the manual, such as before another language is spoken."""
        for dialog in self.window.findChildren(QDialog):
            if dialog.property(HELP):
                dialog.close()

    def show_team(self) -> None:
        """Show the team of the open file; where none is open, join one."""
        shell = self.window.open_shell()
        if shell is None:
            self.window.opener.ask_join()
        elif shell.is_free():
            made = TEAM(self.window, shell.desk, shell.exchanger)
            if made is not None:
                self.window.opener.open_path(made)

    def ask_name(self) -> None:
        """Ask for the person's own name; pages that say it follow."""
        shell = self.window.open_shell()
        if NAME(self.window, self.window.workspace) and shell is not None:
            shell.show_all()

    def enable(self, shell: Shell | None) -> None:
        """Offer what the open workspace can do; None while there is none or it is locked."""
        for action in self.of_shell:
            action.setEnabled(shell is not None)
        self.team.setEnabled(shell is not None or self.window.workspace is None)
        self.show_state(shell)

    def show_state(self, shell: Shell | None) -> None:
        """Name what can be taken back, and gray what can do nothing now."""
        undo, redo = (shell.desk.undoable(), shell.desk.redoable()) if shell else ("", "")
        self.undo.setText(f"{tr('Undo')} {undo}".strip())
        self.undo.setEnabled(bool(undo))
        self.redo.setText(f"{tr('Redo')} {redo}".strip())
        self.redo.setEnabled(bool(redo))
        if shell is None:
            return
        for action in (self.company_in, self.company_new, self.kit_out, self.merge, self.settle):
            action.setEnabled(not shell.desk.workspace.reading_only)
        self.next_gap.setEnabled(not shell.desk.review.is_complete)
        self.guide.setEnabled(shell.has_guide())
        self.go_back.setEnabled(shell.way.trail.can(-1))
        self.go_forward.setEnabled(shell.way.trail.can(1))
        self.guide.setChecked(not shell.guide.isHidden())
        offered = shell.offered()
        for key, action in self._of_page.items():
            action.setVisible(key in offered)
            action.setEnabled(key in offered)
            if key.isdigit() and key in offered:
                action.setText(PAGE_NAME(shell.desk.dossier, key))

    def verify(self) -> None:
        """Show who signed a PDF; no workspace is needed for it."""
        from ctpat_desktop.ui.packets.signing.verify_dialog import VerifyDialog

        VerifyDialog(self.window).exec()

    def fill_registers(self) -> None:
        """Offer the registers; their definitions are read with the first workspace."""
        from ctpat_desktop.catalogue.areas import load_areas

        if self.registers.isEmpty():
            for area in load_areas():
                key = REGISTER_KEYS.get(area.id)
                self._page(self.registers, area.id, tr(area.title), f"Ctrl+J, {key}" if key else "")

    def _menu(self, title: str) -> Menu:
        made = Menu(self.window.menuBar(), title)
        self.window.menuBar().addMenu(made)
        return made

    def _file_menu(self, menu: QMenu) -> None:
        window, keys = self.window, QKeySequence.StandardKey
        self._act(menu, tr("New workspace…"), lambda: window.opener.ask_new(), keys.New)
        self._act(menu, tr("Open…"), lambda: window.opener.ask_open(), keys.Open)
        self._shell_act(
            menu,
            tr("Save to another place…"),
            lambda shell: shell.ask_elsewhere(),
            "Ctrl+Shift+S",
        )
        self._shell_act(menu, tr("Lock"), lambda _: window.lock(), "Ctrl+L")
        self._shell_act(menu, tr("Close workspace"), lambda _: window.close_to_start(), "Ctrl+W")
        menu.addSeparator()
        self._act(menu, tr("Repair a damaged file…"), lambda: window.opener.ask_repair())
        words = tr("Make a file of an open export…")
        self._act(menu, words, lambda: window.opener.ask_open_export())
        self._shell_act(menu, tr("Redacted copy…"), lambda shell: self._write_part(shell, REDACTED))
        menu.addSeparator()
        words = tr("Hand out a field kit…")
        self.kit_out = self._shell_act(menu, words, lambda shell: self._write_part(shell, KIT_OUT))
        words = tr("Merge with another copy or a field kit…")
        self.merge = self._shell_act(menu, words, lambda shell: self._flushed(shell, MERGE))
        words = tr("Settle differences…")
        self.settle = self._shell_act(menu, words, lambda shell: self._flushed(shell, SETTLE))
        self.team = self._act(menu, tr("Team…"), self.show_team)
        menu.addSeparator()
        words = tr("Take a company out…")
        self._shell_act(menu, words, lambda shell: self._write_part(shell, COMPANY_OUT))
        words = tr("Bring a company in…")
        self.company_in = self._shell_act(menu, words, lambda s: self._flushed(s, COMPANY_IN))
        words = tr("Add company or account…")
        self.company_new = self._shell_act(menu, words, lambda shell: shell.sidebar.choose(""))
        menu.addSeparator()
        self._shell_act(menu, tr("Import answers…"), lambda shell: shell.ask_answers())
        self._shell_act(menu, tr("Export and print…"), lambda s: s.open("exports"), "Ctrl+P")
        self._shell_act(menu, tr("Portal desk"), lambda s: s.open_portal(), "Ctrl+J, W")
        menu.addSeparator()
        self._act(menu, tr("Your name…"), self.ask_name)
        menu.addSeparator()
        self._act(menu, tr("Quit"), window.close, keys.Quit)

    def _write_part(self, shell: Shell, dialog_of: Callable[..., Any]) -> None:
        """Write a part of the file into a new one, and open that if it is wanted."""
        if not shell.flush():
            shell.desk.say_held()
            return
        dialog = dialog_of(self.window, shell.desk)
        if dialog.exec() and dialog.made is not None:
            self.window.opener.open_path(dialog.made)

    def _flushed(self, shell: Shell, begin: Callable[..., Any]) -> None:
        """Begin what changes the file as a whole, once everything typed is saved."""
        if shell.flush():
            begin(self.window, shell.desk)
        else:
            shell.desk.say_held()

    def _edit_menu(self, menu: QMenu) -> None:
        menu.aboutToShow.connect(self._settle_typing)
        self.undo = self._shell_act(menu, tr("Undo"), lambda shell: shell.undo(), "Ctrl+Z")
        self.redo = self._shell_act(menu, tr("Redo"), lambda shell: shell.redo(), "Ctrl+Shift+Z")
        menu.addSeparator()
        words = tr("Find and replace in answers…")
        self._shell_act(menu, words, lambda shell: self._flushed(shell, REPLACE), "Ctrl+R")
        self._shell_act(menu, tr("Next misspelled word"), NEXT_MISSPELLED, "F7")
        menu.addSeparator()
        self._shell_act(menu, tr("Add custom criterion…"), lambda shell: shell.ask_own_row())
        self._shell_act(menu, tr("Move to another edition…"), lambda shell: shell.ask_edition())
        self._shell_act(menu, tr("Removed records…"), lambda shell: shell.guide.open_removed())

    def _go_anywhere(self, shell: Shell) -> None:
        """Ask where to go; what the menus offer now can be chosen there too."""
        self.show_state(shell)
        bar = self.window.menuBar()
        menus = [menu for action in bar.actions() if isinstance(menu := action.menu(), QMenu)]
        commands = ROWS(menus, (*self._of_page.values(), self.go_anywhere))
        shell.boxes.ask_where([*commands, *TASKS(self.show_manual)])

    def _go_menu(self, menu: Menu) -> None:
        words = tr("Go to anything…")
        self.go_anywhere = self._shell_act(menu, words, self._go_anywhere, "Ctrl+K")
        words, keys = tr("Another company…"), "Ctrl+Shift+K"
        self._shell_act(menu, words, lambda shell: shell.boxes.ask_company(), keys)
        keys_of = QKeySequence.StandardKey
        self.go_back = self._shell_act(menu, tr("Back"), lambda s: s.way.step(-1), keys_of.Back)
        ahead = tr("Forward")
        self.go_forward = self._shell_act(menu, ahead, lambda s: s.way.step(1), keys_of.Forward)
        menu.addSeparator()
        self._pages(menu, PAGES)
        menu.addSeparator()
        self._section_menu(menu.below(tr("Sections")))
        self.registers = menu.below(tr("Registers"))
        self._pages(menu.below(tr("Submit and CBP")), OF_SUBMITTING)
        self._pages(menu.below(tr("File and reports")), OF_FILE)

    def _section_menu(self, menu: Menu) -> None:
        self.sections = menu
        for number, stroke in enumerate(SECTION_KEYS, 1):
            words = tr("Section {n}").format(n=number)
            self._page(menu, str(number), words, f"Ctrl+J, {stroke}")
        menu.addSeparator()
        self._shell_act(menu, tr("Next criterion"), lambda s: s.wizard.step(1), "Ctrl+PgDown")
        self._shell_act(menu, tr("Previous criterion"), lambda s: s.wizard.step(-1), "Ctrl+PgUp")
        words = tr("Next gap")
        self.next_gap = self._shell_act(menu, words, lambda s: s.wizard.next_gap(), "Ctrl+G")

    def _view_menu(self, menu: Menu) -> None:
        colors, now = QActionGroup(menu), home.preferences().get("theme", "system")
        for mode, words in theme.NAMES.items():
            action = self._act(menu, tr(words), partial(self.window.color, mode))
            action.setCheckable(True)
            action.setChecked(mode == now)
            colors.addAction(action)
        tongues, own = QActionGroup(menu), own_language.chosen()
        sub = menu.below(tr("Language"))
        for code, name in {"": tr("System default"), **language.LANGUAGES}.items():
            action = self._act(sub, name, partial(self.window.follow, own_language.LANGUAGE, code))
            action.setCheckable(True)
            action.setChecked(code == own)
            tongues.addAction(action)
        TextSizes(menu, partial(self.window.follow, theme.SIZE))
        menu.addSeparator()
        self.guide = self._shell_act(menu, tr("Guide panel"), lambda s: s.toggle_guide(), "F9")
        self.guide.setCheckable(True)
        self._shell_act(menu, tr("List of pages"), lambda s: s.panes.toggle_sidebar(), "Shift+F9")
        menu.addSeparator()
        self._shell_act(menu, tr("Next pane"), lambda s: s.panes.go_pane(1), "F6")
        self._shell_act(menu, tr("Previous pane"), lambda s: s.panes.go_pane(-1), "Shift+F6")

    def _settle_typing(self) -> None:
        """Save what is typed before the menu says what can be taken back."""
        shell = self.window.open_shell()
        if shell is not None:
            shell.flush()

    def _pages(self, menu: QMenu, pages: Iterable[tuple[str, str, str]]) -> None:
        for key, words, keys in pages:
            self._page(menu, key, tr(words), keys)

    def _page(self, menu: QMenu, key: str, words: str, keys: str) -> None:
        self._of_page[key] = self._shell_act(menu, words, lambda shell: shell.open(key), keys)

    def _shell_act(
        self,
        menu: QMenu,
        words: str,
        do: Callable[[Shell], object],
        keys: str | QKeySequence.StandardKey = "",
    ) -> QAction:
        def act() -> None:
            shell = self.window.open_shell()
            if shell is not None:
                do(shell)

        action = self._act(menu, words, act, keys)
        self.of_shell.append(action)
        return action

    def _act(
        self,
        menu: QMenu,
        words: str,
        do: Callable[[], object],
        keys: str | QKeySequence.StandardKey = "",
    ) -> QAction:
        action = QAction(words, menu)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: do())
        menu.addAction(action)
        return action
