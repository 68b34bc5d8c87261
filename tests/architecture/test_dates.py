"""Only `support/dates.py` says how a day and a time are written for people."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ctpat_desktop"
HOME = "support/dates.py"
MACHINES = {
    "cli/alerts.py": "JSON, and lines that programs sort",
    "cli/partners.py": "JSON",
    "cli/risk.py": "what a program reads",
    "cli/companies.py": "JSON",
    "services/accounts/archive.py": "a day kept as a setting",
    "services/merging/kits.py": "days kept as a setting",
    "services/trade/holds.py": "days kept as a setting",
    "cli/deadlines.py": "JSON, and lines that programs sort",
    "cli/packet_sign.py": "JSON",
    "cli/evidence.py": "JSON",
    "cli/procedures.py": "JSON",
    "cli/trainings.py": "JSON",
    "cli/registers.py": "JSON",
    "cli/submissions.py": "JSON",
    "cli/years.py": "JSON",
    "cli/reviewing.py": "JSON",
    "cli/team.py": "JSON",
    "cli/validations.py": "JSON, and lines that programs sort",
    "catalogue/sendings.py": "what a program reads back",
    "documents/signing/moment.py": "the zone of a time",
    "workspace/merge/change_set.py": "what a program reads back",
    "exchange/calendars.py": "a calendar that programs read",
    "exchange/portal/package.py": "the manifest, which programs read",
    "exchange/questionnaires/answers.py": "an answer as the file holds it",
    "exchange/questionnaires/returned_xlsx.py": "an answer as the file holds it",
    "exchange/office/word_pages.py": "the words of a cell, to look for",
    "exchange/tables/xlsx_book.py": "a list that programs read",
    "services/importing/cells.py": "a cell as text, and a time as it is stored",
    "services/walk_forms/questions.py": "an answer as the file holds it",
    "services/questionnaires/reminders.py": "the fields of a letter somebody else words",
    "services/files/upkeep.py": "a day kept on this computer",
    "services/profile/open_export.py": "the manifest, which programs read",
    "services/validation/day.py": "a time as it is stored",
    "services/profile/sealing.py": "what is sealed",
    "services/samples/questionnaires.py": "an answer as the file holds it",
    "workspace/subset/history.py": "a time as it is stored and hashed",
    "ui/evidence/answer_row.py": "a part of a file's name",
    "ui/registers/filter_days.py": "a condition as views keep it",
    "ui/files/page.py": "a part of a file's name, and a stored day that is read",
    "workspace/backups/backups.py": "a part of a file's name",
    "workspace/revision_texts.py": "what is stored",
    "workspace/chain.py": "what is hashed",
    "workspace/history.py": "what is hashed",
    "workspace/lock_file.py": "what the lock file holds",
    "workspace/repair/salvage.py": "what is stored",
}
"""Files that write or read a day for a program, and what for."""
OWN = re.compile(r"%m/%d|%d/%m|%b|%B")
"""A day in an order or in words that only people need."""
FILES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "migrations" not in path.parts and str(path.relative_to(PACKAGE)) != HOME
]


def written(text):
    """Return the lines on which a day or a time is made into text, each with how."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            how = node.func.attr
            if how in ("strftime", "isoformat") or (how == "toString" and _is_pattern(node.args)):
                found.append((node.lineno, how))
        if isinstance(node, ast.FormattedValue):
            if _spec(node).startswith("%"):
                found.append((node.lineno, _spec(node)))
            elif not _spec(node) and _last(node.value).endswith(("_on", "today", "_day")):
                found.append((node.lineno, "as Python writes it"))
    return found


def _is_pattern(arguments):
    return any(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in arguments)


def _spec(node):
    parts = node.format_spec.values if node.format_spec else ()
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def _last(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_other_place_writes_a_day(path):
    if str(path.relative_to(PACKAGE)) not in MACHINES:
        assert written(path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        'a = at.strftime("%H:%M")',
        "a = day.isoformat()",
        'a = f"{at:%b} {at.day}"',
        'a = day.toString("d.M.yyyy")',
        'a = f"due {row.target_on}."',
    ],
)
def test_a_day_written_elsewhere_is_seen(text):
    assert written(text)


def test_a_number_is_no_day():
    assert written('a = f"{rate:.1%} {count:,} {keys.toString()}"') == []


@pytest.mark.parametrize("path", MACHINES)
def test_every_exception_is_needed_and_puts_no_month_first(path):
    found = [how for _, how in written((PACKAGE / path).read_text())]
    assert found
    assert [how for how in found if OWN.search(how)] == []
