"""Long texts are made of three kinds of fields, so that each is spelled, copied and left alike."""

import re
from pathlib import Path

UI = Path(__file__).parents[2] / "ctpat_desktop" / "ui"
PASTED = {
    "accounts/overlay_dialog.py": "CBP's text",
    "profile/portal_panel.py": "only shown, to be copied",
    "trade/portal_editor.py": "CBP's own words",
    "validation/day_window.py": "only shown",
}
"""Where a text is not the person's own, so that nobody can set its spelling right."""


def users(pattern):
    made = re.compile(pattern)
    return {
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        if made.search(path.read_text(encoding="utf-8"))
    }


def test_nobody_makes_a_long_field_of_qts_own():
    """Words of the recovery sheet are no text; they are read as words of a list."""
    assert users(r"\bQPlainTextEdit\(") - {"widgets/text_box.py", "widgets/read_box.py"} == {
        "lock/unlock.py"
    }


def test_only_pasted_texts_are_not_looked_at():
    own = {"widgets/text_box.py", "session/spelled_box.py"}
    assert users(r"\bTextBox\(") - own == set(PASTED)
