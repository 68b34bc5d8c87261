"""Two documents of one name are told apart wherever they are listed."""

import pytest

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence.document_names import names


def document(number, title="Seal log", filename="log.pdf", size=2_048):
    return Evidence(id=str(number), title=title, filename=filename, size=size)


@pytest.mark.parametrize(
    ("documents", "called"),
    [
        ([document(1)], ["Seal log"]),
        ([document(1), document(2, "Fence")], ["Seal log", "Fence"]),
        ([document(1, "")], ["log.pdf"]),
        (
            [document(1), document(2, filename="new.pdf")],
            ["Seal log (log.pdf)", "Seal log (new.pdf)"],
        ),
        ([document(1), document(2, size=900)], ["Seal log (2.0 KB)", "Seal log (900 bytes)"]),
        ([document(1), document(2)], ["Seal log #1", "Seal log #2"]),
        (
            [document(1), document(2, "SEAL LOG"), document(3, size=3 * 2**20)],
            ["Seal log (2.0 KB) #1", "SEAL LOG (2.0 KB) #2", "Seal log (3.0 MB)"],
        ),
    ],
)
def test_no_two_documents_are_called_the_same(documents, called):
    found = names(documents)
    assert [found[row.id] for row in documents] == called
