"""What the tests of the packet page share: a person who issues although points are open."""

import pytest
from PySide6.QtWidgets import QMessageBox


@pytest.fixture(autouse=True)
def issues_anyway(monkeypatch):
    """Answer Yes where no test says otherwise."""
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
