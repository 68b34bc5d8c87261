"""`walk send` and `walk receive`: what they print, write and return."""

import json
from pathlib import Path

import pytest

from ctpat_desktop import cli
from ctpat_desktop.catalogue.walks import load_walk
from ctpat_desktop.records import Walk
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records, walks
from ctpat_desktop.workspace import door
from tests.services.walk_forms.walking import filled_walk

GATES = next(step for step in load_walk().steps() if step.key == "gates")


@pytest.fixture
def file(tmp_path):
    """A workspace without passphrase with one company and two sites."""
    workspace = door.create_workspace(tmp_path / "w.ctpat", None)
    account = companies.start(workspace, "Walk Trading", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    for name in ("Savannah", "Laredo"):
        records.add(workspace, "site", company_id=company, name=name)
    workspace.close()
    return tmp_path / "w.ctpat"


def run(capsys, *arguments):
    try:
        code = cli.main([*map(str, arguments), "--today", "2026-11-28"])
    except SystemExit as leaving:
        code = leaving.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def sent(capsys, file, *more):
    verb = ("walk", "send", file, "--site", "savannah", "--to", file.parent / "out", "--json")
    code, out, err = run(capsys, *verb, *more)
    assert (code, err) == (0, "")
    return Path(json.loads(out)["file"])


def result(file, **values):
    """Return what the walk says of the gates, after saying something else there."""
    workspace = door.open_workspace(file, None)
    with workspace.read() as session:
        walk = session.query(Walk).one().id
    if values:
        walks.say(workspace, walk, GATES, **values)
    row = walks.answers_of(workspace, walk).get("gates")
    workspace.close()
    return (row.result, row.words) if row else None


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_a_walk_goes_out_and_comes_back(capsys, file, kind):
    back = filled_walk(sent(capsys, file, "--format", kind, "--due", "2026-12-15"))
    code, out, err = run(capsys, "walk", "receive", file, back)
    assert (code, err, result(file)) == (1, "", None)
    assert out.splitlines()[1] == (
        "new    gates  9.4  Is every gate manned, or locked and watched by camera?  "
        "(nothing) → Partly: The lock is broken."
    )
    code, out, err = run(capsys, "walk", "receive", file, back, "--accept", "--json")
    (row,) = json.loads(out)["rows"]
    assert (code, err, row["taken"], row["asked"]) == (0, "", True, False)
    assert result(file) == ("partly", "The lock is broken.")


def test_what_was_changed_here_is_taken_only_by_name(capsys, file):
    back = filled_walk(sent(capsys, file, "--format", "xlsx"))
    result(file, result="in_place", words="Locked again.")
    code, out, _ = run(capsys, "walk", "receive", file, back, "--accept")
    assert (code, out.splitlines()[1][:12]) == (1, "asked  gates")
    assert result(file) == ("in_place", "Locked again.")
    code, _, err = run(capsys, "walk", "receive", file, back, "--take", "gate")
    assert (code, err) == (
        2,
        "This form has no row “gate” to take over. Look at it without --take first.\n",
    )


def test_rows_left_out_can_be_taken_later(capsys, file):
    answers = {"gates": ("Partly", "The lock is broken."), "fence_state": ("In place", "")}
    back = filled_walk(sent(capsys, file, "--format", "xlsx"), answers)
    result(file, result="in_place", words="Locked again.")
    run(capsys, "walk", "receive", file, back, "--accept")
    code, _, err = run(capsys, "walk", "receive", file, back, "--take", "gates")
    assert (code, err, result(file)) == (0, "", ("partly", "The lock is broken."))


def test_the_walk_of_another_site_is_one_line(capsys, file):
    back = filled_walk(sent(capsys, file, "--format", "xlsx"))
    code, out, err = run(capsys, "walk", "receive", file, back, "--site", "Laredo", "--accept")
    words = f"{back.name} is the walk of Savannah, not of Laredo."
    assert (code, out, err) == (2, "", f"{words} Choose Savannah and receive it there.\n")


def test_a_site_nobody_has_is_one_line(capsys, file):
    verb = ("walk", "send", file, "--site", "Nome", "--to", file.parent / "out")
    code, out, err = run(capsys, *verb)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert not (file.parent / "out").exists()
