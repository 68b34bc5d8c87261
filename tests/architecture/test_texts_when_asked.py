"""No text is looked up while the program is imported: it would stay in that language for good."""

import subprocess
import sys
from pathlib import Path

LOOK = """
import importlib, pkgutil, sys, traceback
import ctpat_desktop
from ctpat_desktop.support import language

def asked(code):
    where = [f"{one.filename}:{one.lineno}" for one in traceback.extract_stack()[:-2]]
    sys.exit("looked up at " + [line for line in where if "ctpat_desktop" in line][-1])

language._texts = asked
skipped = ("ctpat_desktop.__main__", "ctpat_desktop.workspace.migrations.")
for row in pkgutil.walk_packages(ctpat_desktop.__path__, "ctpat_desktop."):
    if not row.name.startswith(skipped):
        importlib.import_module(row.name)
print("all imported")
"""


def test_no_text_is_looked_up_while_modules_are_imported():
    run = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert run.stdout.strip() == "all imported", run.stderr[-500:]
