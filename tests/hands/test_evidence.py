"""A document is found, replaced, looked at and put back by pointer and keys alone."""

import pytest
from sqlalchemy import select

from ctpat_desktop.records import EvidenceVersion
from ctpat_desktop.workspace import door

pytestmark = pytest.mark.full


def former_files(plain):
    """Return the files the documents were before, and why they were replaced."""
    workspace = door.open_workspace(plain, None, reading_only=True)
    try:
        with workspace.read() as session:
            rows = session.scalars(select(EvidenceVersion).order_by(EvidenceVersion.position))
            return [(row.filename, row.reason) for row in rows]
    finally:
        workspace.close()


def test_a_document_is_replaced_and_put_back(hands, plain, tmp_path):
    path = tmp_path / "log.txt"
    path.write_text("the seals of the new year\n" * 30)
    hands.key("ctrl+5")
    hands.click("Filter by title", "QLineEdit")
    hands.type("seal and ship")
    hands.until(lambda: hands.ask(see="Show all documents", kind=""))
    hands.point("Title", "QLineEdit")
    hands.wheel_to("Replace with a new version…")
    hands.click("Replace with a new version…")
    hands.click("Newer file", "QLineEdit")
    hands.type(str(path))
    hands.click("Reason", "QLineEdit")
    hands.type("New year")
    hands.key("Return")
    hands.until(lambda: former_files(plain) == [("seal-shipment-log.pdf", "New year")])
    hands.point("Title", "QLineEdit")
    hands.wheel(15, down=False)
    hands.click("Versions", "QListWidget")
    hands.on("Versions")
    hands.key("End")
    hands.wheel_to("Put back")
    hands.click("Put back")
    back = "The version seal-shipment-log.pdf was put back."
    hands.until(
        lambda: former_files(plain) == [("seal-shipment-log.pdf", "New year"), ("log.txt", back)]
    )
    hands.key("ctrl+z")
    hands.until(lambda: len(former_files(plain)) == 1)
