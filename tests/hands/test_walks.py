"""A site is walked with all its questions, and a unit inspected, with real pointer and keys."""

import pytest

from ctpat_desktop.catalogue.walks import load_walk
from ctpat_desktop.records import Inspection, Seal, Site, Walk
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import walk_answers
from ctpat_desktop.services.registers import inspections, walks
from ctpat_desktop.workspace import door
from tests.services.walk_forms.walking import filled_walk

pytestmark = pytest.mark.full

RESULTS = ("in_place", "partly", "in_place", "not_applicable")


@pytest.fixture
def look(plain):
    """Read the file with other eyes: `look(reader)` gets the workspace, opened to read."""

    def read(reader):
        workspace = door.open_workspace(plain, None, reading_only=True)
        try:
            return reader(workspace)
        finally:
            workspace.close()

    return read


def walked(workspace):
    """Return the results of the only walk, by the key of the question."""
    with workspace.read() as session:
        walk = session.query(Walk).one_or_none()
    said = walks.answers_of(workspace, walk.id) if walk else {}
    return {key: (row.result, row.words) for key, row in said.items()}


def test_a_site_is_walked_with_all_its_questions(hands, look):
    steps = load_walk().steps()
    hands.page("Sites")
    hands.click_tab("Site walks")
    hands.click("Start a walk", "QPushButton")
    hands.click("In place  1", "QPushButton")
    expected = {steps[0].key: ("in_place", "")}
    for number, step in enumerate(steps[1:], 1):
        hands.key("ctrl+Return")
        result = RESULTS[number % len(RESULTS)]
        words = "" if result == "in_place" else f"Seen at {number}"
        key = {"in_place": "1", "partly": "2", "not_applicable": "4"}[result]
        hands.key(key)
        if words:
            hands.type(words)
        expected[step.key] = (result, words)
    hands.until(lambda: f"{len(steps)} of {len(steps)} questions" in hands.ask(texts=1))
    hands.until(lambda: look(walked) == expected)
    hands.click_tab("Proposed answers")
    hands.click("Take over 9.1", "QPushButton")

    def taken(workspace):
        account = companies.choose(workspace)
        with workspace.read() as session:
            walk = session.query(Walk).one()
            site = session.get(Site, walk.site_id).id
        rows = walk_answers.proposals(workspace, account, walk.id)
        by_site = companies.dossier(workspace, account).answer("9.1").by_site
        here = next(row for place, row in by_site if place.id == site)
        return next(row for row in rows if row.criterion == "9.1").is_same, here.status

    worst = max(
        (expected[step.key][0] for step in steps if step.criterion == "9.1"),
        key=walks.RANK.__getitem__,
    )
    hands.until(lambda: look(taken) == (True, worst))


def test_a_walk_goes_out_as_a_form_and_comes_back(hands, look, tmp_path):
    hands.page("Sites")
    hands.click_tab("Site walks")
    hands.click("Form", "QPushButton")
    hands.key("Down", "Return")
    hands.click("Folder", "QLineEdit")
    hands.type(str(tmp_path / "out"))
    hands.click("Write the form", "QPushButton")
    hands.until(lambda: list((tmp_path / "out").glob("*W??-*.pdf")))
    (path,) = (tmp_path / "out").glob("*.pdf")
    answers = {"gates": ("Partly", "The lock is broken."), "fence_state": ("In place", "")}
    back = filled_walk(path, answers, {"name": "Rosa Diaz"})
    hands.click("Form", "QPushButton")
    hands.key("Down", "Down", "Return")
    hands.type(str(back))
    hands.key("Return")
    hands.see("Take over (3)", "QPushButton")
    hands.picture(tmp_path / "compared.png")
    hands.click("What the form says", "RowsTable")
    hands.key("Home", "space")  # the fence stays as it is
    hands.click("Take over (2)", "QPushButton")
    hands.until(lambda: look(walked) == {"gates": ("partly", "The lock is broken.")})
    hands.key("ctrl+z")
    hands.until(lambda: look(walked) == {})


def test_a_unit_is_inspected_point_by_point(hands, look):
    hands.key("ctrl+j", "n")
    hands.click("Add inspection", "QPushButton")
    hands.type("MSKU 777777 1")
    hands.key("Tab")
    hands.key("Down", "Tab")
    hands.click_tab("Inspected points")
    hands.click("Inspected points", "QTreeWidget")
    hands.key("Home")
    hands.key("p", "p", "f")
    hands.type("Floor not flat, paint new")
    hands.key("Return", "n", "p", "p", "p")

    def results(workspace):
        with workspace.read() as session:
            rows = session.query(Inspection).filter(Inspection.unit_number == "MSKU 777777 1")
            record = rows.one_or_none()
        points = inspections.points(workspace, record.id) if record else []
        return [point.result for point in points]

    hands.until(lambda: look(results) == ["ok", "ok", "defect", "none", "ok", "ok", "ok"])
    assert any(text == "7 of 7 points, 1 failed" for text in hands.ask(texts=1))
    hands.click_tab("Details")
    hands.point("Inspector", "QLineEdit")
    hands.wheel_to("Use a seal from the ledger…", "QPushButton")
    hands.click("Use a seal from the ledger…", "QPushButton")
    hands.see("Find a number", "QLineEdit")
    hands.key("Return")

    def sealed(workspace):
        with workspace.read() as session:
            rows = session.query(Seal).filter(Seal.container == "MSKU 777777 1")
            return [row.state for row in rows]

    hands.until(lambda: look(sealed) == ["used"])
