"""Every list of every page has a menu, copies its rows, and offers what its page can do with them.

A new list has to be named below: with what its menu does, or as one with nothing but copying.
"""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView

from ctpat_desktop.ui.frame.page_tree import PageTree
from ctpat_desktop.ui.registers.reports import ReportModel
from ctpat_desktop.ui.registers.table import RegisterTable
from ctpat_desktop.ui.widgets import clipboard, list_menu
from ctpat_desktop.ui.widgets.rows import RowsTable
from tests.ui.fits.walking import closed, opened, places

OF_A_REGISTER = {"Change selected…", "Remove", "Copy cell"}
DOES = {
    "Findings": {"Open", "Tick all"},
    "Deadlines": {"Go there"},
    "All companies": {"Open company"},
    "What was found": {"Open"},
    "Contacts": {"Add contact", "Remove"},
    "Addresses": {"Add address", "Remove"},
    "Identifiers": {"Add identifier", "Remove"},
    "All answers": {"Change selected…", "Copy cells", "Paste below"},
    "Documents": {"Open", "Replace with a new version…", "Link to answers…", "Remove"},
    "Answers by state": {"Open", "Assign…", "Comment…", "Approve"},
    "What others changed": {"Go there"},
    "Criteria of the year": {"Still true", "Go to the answer"},
    "Submissions": {"Print its report…"},
    "Marks on the plan": {"Remove mark"},
    "Questions of the walk": {"In place  1"},
    "Partners by risk": {"Rate…", "Use the computed rating"},
    "Due-diligence plan": {"Open the partner", "Use these dates"},
    "Answers of rows": {"Accept ticked answers", "Refuse…"},
    "Requests of rows": {"Review answers", "Reminders…", "Cancel request"},
    "A report": {"Open"},
    "Choices": {"Add choice", "Remove choice"},
    "Questions": {"Move question up", "Remove question"},
    "Questions of eligibility": {"Go there"},
    "Forced labor requirements": {"Go there"},
    "Results of self-tests": {"Go to this test"},
    "Figures": {"Print preview…"},
}
ONLY_COPIED = {
    "Proposed follow-ups",  # made all at once, by the button below
    "Criteria that differ",  # the words of the current one are beside it
    "Countries",  # the map beside it follows
    "Training matrix",  # its cells are boxes to tick
    "Questions by section",  # the answers of the current one are beside it
    "Answers",  # they are ticked
    "Reports",  # the current one is beside it
    "Questions compared",
    "Inspected points",
}
SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
CTRL = Qt.KeyboardModifier.ControlModifier


def lists(root):
    """Yield the lists that are on the screen and can be reached."""
    for view in root.findChildren(QAbstractItemView):
        inside = isinstance(view, QHeaderView) or isinstance(view.parentWidget(), QComboBox)
        takes = view.focusPolicy() & Qt.FocusPolicy.ClickFocus
        if view.isVisible() and takes and not inside and view.window() is root:
            yield view


def lacks(name, view):
    """Yield a line for everything a list cannot do."""
    view.setFocus()
    menu = view.findChild(list_menu.ListMenu)
    if menu is None:
        yield f"{name}: no menu"
        return
    acts = {action.text() for action in menu.menu().actions()}
    title = view.accessibleName() + (" of rows" if isinstance(view, RowsTable) else "")
    title = "A report" if isinstance(view.model(), ReportModel) and name == "reports" else title
    wanted = OF_A_REGISTER if isinstance(view, RegisterTable) else DOES.get(title)
    if wanted is None and title not in ONLY_COPIED:
        yield f"{name}: {title!r} is not named here; it does {sorted(acts)}"
    several = view.selectionMode() in list_menu.SEVERAL
    wanted = {*(wanted or ()), *(("Select all",) if several else ())}
    yield from (f"{name}: {title!r} does not offer {words!r}" for words in wanted - acts)
    yield from _copies(f"{name}: {title!r}", view)


def _copies(name, view):
    """Yield a line where the first row is not copied by its key."""
    model = view.model()
    if not model.rowCount() or not (list_menu.shown_columns(view)):
        return
    QGuiApplication.clipboard().setText("before")
    if not view.selectedIndexes():
        first = model.index(0, list_menu.shown_columns(view)[0])
        view.setCurrentIndex(first)
        view.selectionModel().select(first, SELECT)
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    if QGuiApplication.clipboard().text() == "before":
        yield f"{name} is not copied"


def test_every_list_has_its_menu_and_is_copied(qapp, sample_file):
    del qapp
    window = opened(sample_file)
    window.resize(1280, 740)
    lines, met = [], set()
    for name in places(window.shell):
        for view in lists(window):
            if isinstance(view, PageTree):
                continue
            met.add(view.accessibleName())
            lines += lacks(name, view)
    clipboard.forget()
    closed(window)
    assert not lines, "\n".join(lines)
    assert len(met) > 60


def test_the_list_of_pages_is_not_copied_and_has_no_menu(qapp, sample_file):
    del qapp
    window = opened(sample_file)
    tree = window.shell.sidebar.tree
    tree.setFocus()
    QGuiApplication.clipboard().setText("before")
    QTest.keyClick(tree, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "before"
    assert list_menu.menu_of(tree).menu().isEmpty()
    closed(window)
