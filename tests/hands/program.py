"""Runs the program as a person starts it, and tells on request what is where on the screen.

One JSON object a line on standard input asks, one on standard output answers. It only looks: every
act of a test comes from the X server as pointer, wheel and keys.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QSocketNotifier, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from ctpat_desktop.ui import app
from ctpat_desktop.ui.frame.page_tree import PageTree
from ctpat_desktop.ui.window import MainWindow


def value(widget):
    """Return what a person reads in a widget."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, QPlainTextEdit | QTextBrowser):
        return widget.toPlainText()
    if isinstance(widget, QAbstractButton):
        return bool(widget.isChecked())
    return widget.text() if isinstance(widget, QLineEdit | QLabel) else ""


def names(widget):
    """Return the words a person would call a widget by."""
    own = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return {widget.accessibleName(), own.replace("&", "")} - {""}


def rect(widget):
    """Return left, top, width and height on the screen of the part of a widget that is seen."""
    seen = widget.visibleRegion().boundingRect()
    at = widget.mapToGlobal(QPoint(seen.x(), seen.y()))
    return [at.x(), at.y(), seen.width(), seen.height()]


def widgets(name, kind):
    """Return the visible widgets of a name, those on top first."""
    tops = QApplication.topLevelWidgets()
    active = QApplication.activePopupWidget() or QApplication.activeWindow()
    tops.sort(key=lambda top: top is not active)
    every = [widget for top in tops for widget in [top, *top.findChildren(QWidget)]]
    return [
        widget
        for widget in every
        if widget.isVisible()
        and name in names(widget)
        and (not kind or kind in [row.__name__ for row in type(widget).__mro__])
    ]


def tabs():
    """Return the tabs on the screen by their words: rectangle, and whether each is in front.

    A page and a form in it can have tabs of one name: the page's own, further up, are meant.
    """
    bars = [w for w in QApplication.allWidgets() if isinstance(w, QTabBar) and w.isVisible()]
    bars.sort(key=lambda bar: bar.mapToGlobal(QPoint()).y(), reverse=True)
    rows = {}
    for bar in bars:
        for at in range(bar.count()):
            box = bar.tabRect(at)
            corner = bar.mapToGlobal(box.topLeft())
            rows[bar.tabText(at)] = {
                "rect": [corner.x(), corner.y(), box.width(), box.height()],
                "current": at == bar.currentIndex(),
            }
    return rows


def cell(name, row, column):
    """Return rectangle and words of one cell of a table."""
    view = next(view for view in widgets(name, "") if isinstance(view, QAbstractItemView))
    index = view.model().index(row, column)
    box = view.visualRect(index)
    corner = view.viewport().mapToGlobal(box.topLeft())
    return {
        "rect": [corner.x(), corner.y(), box.width(), box.height()],
        "value": index.data(),
        "rows": view.model().rowCount(),
    }


def listed(name):
    """Return the words of all rows of a list; none while it is hidden."""
    views = [view for view in widgets(name, "") if isinstance(view, QAbstractItemView)]
    if not views:
        return []
    view = views[0]
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def pages():
    """Return the list of pages, whatever it is called in the language of the screens."""
    trees = [w for w in QApplication.allWidgets() if isinstance(w, PageTree) and w.isVisible()]
    return trees[0] if trees else None


def page(name):
    """Return where a page is in the list of pages, and its group where that is folded."""
    tree = pages()
    row = next((r for head in tree.heads() for r in head.below() if r.text(0) == name), None)
    head = row.parent()

    def place(item):
        box = tree.visualItemRect(item)
        corner = tree.viewport().mapToGlobal(box.topLeft())
        return [corner.x(), corner.y(), box.width(), box.height()]

    return {"rect": place(row), "group": [] if head.isExpanded() else place(head)}


def answer(asked):
    """Return the answer to one question."""
    if "page" in asked:
        return page(asked["page"]) if pages() else None
    if "see" in asked:
        rows = widgets(asked["see"], asked.get("kind", ""))
        return [{"rect": rect(w), "value": value(w), "on": w.isEnabled()} for w in rows]
    if "cell" in asked:
        return cell(*asked["cell"])
    if "rows" in asked:
        return listed(asked["rows"])
    if "tabs" in asked:
        return tabs()
    if "texts" in asked:
        labels = [w for w in QApplication.allWidgets() if isinstance(w, QLabel) and w.isVisible()]
        return [label.text() for label in labels if label.text()]
    focus = QApplication.focusWidget()
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return {
        "focus": sorted(names(focus)) if focus else [],
        "kind": type(focus).__name__ if focus else "",
        "at": rect(focus) if focus else [],
        "windows": [
            [w.windowTitle(), *w.frameGeometry().getRect(), w.isMaximized()] for w in windows
        ],
    }


def note_saves(path):
    """Write down, at once, the words of the answer on the screen whenever "Saved" is said."""
    notes = path.open("w", encoding="utf-8", buffering=1)
    waiting = QTimer(QApplication.instance())

    def note(_time):
        box = window.shell.wizard.editor.forms[0].narrative
        notes.write(json.dumps(box.toPlainText()) + "\n")

    def look():
        nonlocal window
        found = [top for top in QApplication.topLevelWidgets() if isinstance(top, MainWindow)]
        window = found[0] if found else None
        if window is not None and window.shell is not None:
            waiting.stop()
            window.shell.desk.saved.connect(note)

    window = None
    waiting.timeout.connect(look)
    waiting.start(20)


def main():
    """Start the program; the questions come with its event loop."""
    if os.environ.get("CTPAT_HANDS_SAVES"):
        note_saves(Path(os.environ["CTPAT_HANDS_SAVES"]))
    lines = QSocketNotifier(0, QSocketNotifier.Type.Read)

    def heard():
        line = sys.stdin.readline()
        if line:
            sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
            sys.stdout.flush()
        else:
            lines.setEnabled(False)

    lines.activated.connect(heard)
    return app.run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    application = app.application()
    sys.exit(main())
