"""SQLAlchemy is imported without what this program never uses; others get the real modules."""

import subprocess
import sys

SPARED = """
import sys
import ctpat_desktop.services.accounts.companies
spared = "asyncio" in sys.modules, "importlib.metadata" in sys.modules
from sqlalchemy.util import compat, concurrency
import asyncio
ends = concurrency.is_exit_exception(asyncio.CancelledError())
print(*spared, ends, compat.asyncio.run is asyncio.run)
print(bool(compat.importlib_metadata.version("sqlalchemy")), hasattr(compat.asyncio, "__wrapped__"))
"""
CHILD = """
import sys
import ctpat_desktop.exchange.tables.sheets
print("sqlalchemy" in sys.modules)
"""


def said(code):
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_what_is_spared_is_there_for_whoever_asks():
    assert said(SPARED) == ["False", "False", "True", "True", "True", "False"]


def test_the_child_that_reads_lists_needs_no_database():
    assert said(CHILD) == ["False"]
