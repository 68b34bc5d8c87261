"""The library keeps what a packet holds and says why."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.services.packets import store
from tests.ui.driving import opened


@pytest.fixture
def page(qtbot, empty, sealed, key):
    opened(qtbot, empty, sealed, key)
    empty.shell.open("evidence")
    return empty.shell.pages["evidence"]


def titles(page):
    return [str(page.list.model.index(at).data()) for at in range(len(page.list.ids))]


def test_removing_a_signed_packet_is_refused_in_one_line(page, qtbot):
    signed = store.last_signed(page.desk.scope)
    page._show(signed.evidence_id)
    before = titles(page)
    (remove,) = [row for row in page.findChildren(QPushButton) if row.text() == "Remove"]
    with qtbot.waitSignal(page.desk.notified) as told:
        qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert told.args[1].startswith(
        "“MOU packet 2025, signed” was not removed: MOU packet 2025 holds it."
    )
    assert titles(page) == before
    assert page.chosen == signed.evidence_id


def test_several_refused_files_of_one_drop_are_one_message(page, qtbot, tmp_path):
    paths = [tmp_path / name for name in ("Thumbs.db", "log.txt", "empty.pdf")]
    for path, data in zip(paths, (b"x", b"x", b""), strict=True):
        path.write_bytes(data)
    told = []
    page.desk.notified.connect(lambda _, text: told.append(text))
    page.take_files(paths)
    assert len(told) == 1
    assert all(name in told[0] for name in ("2 of 3 files", "Thumbs.db", "empty.pdf"))
    assert "log" in titles(page)
