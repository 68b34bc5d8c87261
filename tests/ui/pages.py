"""What tests know of the inside of the pages: the one place to change when a page is rebuilt."""

from PySide6.QtCore import Qt


def editor(window):
    """Return the editor of the criterion on the screen."""
    return window.shell.wizard.editor


def answer(window, number=0):
    """Return a form of the criterion on the screen: the whole company's, or that of a site."""
    return editor(window).forms[number]


def words(window, number=0):
    """Return the box of what the company does, in one of these forms."""
    return answer(window, number).narrative


def evidence(window, number=0):
    """Return the row of documents of one of these forms."""
    return answer(window, number).evidence


def import_rows(dialog):
    """Return the rows an import of answers shows, as the table has them: number, title, words."""
    rows = dialog.look.table.rows
    return [
        tuple(
            rows.data(rows.index(row, column), Qt.ItemDataRole.DisplayRole) for column in (1, 2, 3)
        )
        for row in range(rows.rowCount())
    ]


def tick_row(dialog, number):
    """Tick the row of a criterion in an import of answers."""
    rows = dialog.look.table.rows
    row = [shown[0] for shown in import_rows(dialog)].index(number)
    rows.setData(rows.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)


def show_row(dialog, number):
    """Look at a criterion in an import of answers; return what stands beside the table."""
    row = [shown[0] for shown in import_rows(dialog)].index(number)
    dialog.look.table.setCurrentIndex(dialog.look.table.rows.index(row, 0))
    return dialog.look.text.toPlainText()
