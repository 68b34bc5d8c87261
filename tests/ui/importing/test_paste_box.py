"""What is pasted from Google Docs, Word or a sheet comes as the text that is read."""

import pytest
from PySide6.QtCore import QMimeData

from ctpat_desktop.exchange.profile.found import Source
from ctpat_desktop.exchange.profile.reader import text_answers
from ctpat_desktop.ui.importing.paste_box import PasteBox
from tests.exchange.profile.known import KNOWN

TABLE = """<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><div>
<table><colgroup><col/><col/></colgroup><tbody>
<tr><td><p><span>Criterion</span></p></td><td><p><span>Answer</span></p></td></tr>
<tr><td><p><span>4.1</span></p></td><td><p><span>We lock.</span></p><p>Daily.</p></td></tr>
<tr><td><p><span>4.2</span></p></td><td><ul><li>Doors</li><li>Gates</li></ul></td></tr>
</tbody></table></div></b>"""
FLAT = "Criterion\nAnswer\n4.1\nWe lock.\nDaily.\n4.2\nDoors\nGates"


def pasted(qtbot, html, text):
    box = PasteBox("Text", "")
    qtbot.addWidget(box)
    given = QMimeData()
    if html:
        given.setHtml(html)
    if text:
        given.setText(text)
    assert box.canInsertFromMimeData(given)
    box.insertFromMimeData(given)
    return box.toPlainText()


def answers(text):
    found = text_answers(text, Source("The text", KNOWN))
    return {row.criterion: row.narrative for row in found.answers}


@pytest.mark.parametrize("text", [FLAT, ""])
def test_a_table_of_google_docs_keeps_its_cells(qtbot, text):
    assert answers(pasted(qtbot, TABLE, text)) == {
        "4.1": "We lock.\nDaily.",
        "4.2": "Doors\nGates",
    }


def test_paragraphs_of_google_docs_come_as_plain_text(qtbot):
    html = "<h2><span>4.1 Doors</span></h2><p><span>We lock.</span></p><br/><ul><li>a</li></ul>"
    plain = "4.1 Doors\nWe lock.\n\n* a"
    assert pasted(qtbot, html, plain) == plain
    assert answers(plain) == {"4.1": "We lock.\n\n* a"}


def test_cells_of_a_sheet_come_as_the_sheet_gives_them(qtbot):
    plain = "Criterion\tAnswer\n4.1\tWe lock."
    assert pasted(qtbot, TABLE, plain) == plain


def test_a_page_without_plain_text_is_read_as_its_words(qtbot):
    assert pasted(qtbot, "<p>4.1 We lock.</p><p>Daily.</p>", "") == "4.1 We lock.\nDaily."
