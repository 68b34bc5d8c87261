"""macOS hands over the file that was double-clicked as an event; acted out, as everywhere else."""

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
from pathlib import Path
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog
from ctpat_desktop.ui.app import Program, application

app = application()
assert isinstance(app, Program)
opened = []
QApplication.sendEvent(app, QFileOpenEvent("/tmp/first.ctpat"))
QApplication.sendEvent(app, QFileOpenEvent("/tmp/second.ctpat"))
assert opened == []
app.opens_with(opened.append)
assert opened == [Path("/tmp/second.ctpat")], opened
QApplication.sendEvent(app, QFileOpenEvent("/tmp/Ñ one.ctpat"))
assert opened[1:] == [Path("/tmp/Ñ one.ctpat")]
dialog = QDialog()
dialog.setModal(True)
dialog.show()
QApplication.sendEvent(app, QFileOpenEvent("/tmp/third.ctpat"))
assert len(opened) == 2
print("as it should be")
"""


def test_the_file_is_opened_once_a_window_can_and_no_dialog_waits():
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert done.stdout == "as it should be\n", done.stderr
