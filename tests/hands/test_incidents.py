"""An incident is recorded with those who were told, acted on and printed, by pointer and keys."""

from datetime import date

import pytest

from ctpat_desktop.records import Action, Incident, IncidentNotice
from ctpat_desktop.workspace import door

pytestmark = pytest.mark.full

NOTICES = (
    ("CBP", "port", "Port office", "6:40"),
    ("Own", "management", "Victor Salcedo", "6:20"),
)


@pytest.fixture
def look(plain):
    """Read the file with other eyes: `look(table, number)` gets the rows with that parent."""

    def read(kind, **values):
        workspace = door.open_workspace(plain, None, reading_only=True)
        try:
            with workspace.read() as session:
                return session.query(kind).filter_by(**values).order_by(kind.position).all()
        finally:
            workspace.close()

    return read


def test_an_incident_with_two_notices_and_an_action(hands, look):
    hands.maximize()
    hands.settle()
    hands.key("ctrl+j", "g")
    hands.click("Add security incident", "QPushButton")
    for words in ("26-03", "11/20/2026", "6:15", "Wendell Price"):
        hands.type(words)
        hands.key("Tab")
    hands.type("Cargo")  # the list goes to what is typed
    hands.key("Tab")
    hands.type("Newark")
    hands.key("Tab")
    hands.type("Dock 3")
    hands.key("Tab", "Tab", "Tab")
    hands.type("The chain of dock 3 was cut.")
    hands.key("Tab", "Tab")
    hands.type("Victor Salcedo")
    hands.key("Tab")
    (incident,) = hands.until(lambda: look(Incident, number="26-03", owner="Victor Salcedo"))
    assert (incident.kind, incident.found_on) == ("theft", date(2026, 11, 20))
    assert (incident.found_at, incident.place) == ("06:15", "Dock 3")
    assert incident.text == "The chain of dock 3 was cut."

    hands.click_tab("Who was told")
    for first, _, name, at in NOTICES:
        hands.click("Add", "QPushButton")
        hands.until(lambda: hands.focus() == ["Who"])
        for words in (first, name, "11/20/2026", at):
            hands.type(words)
            hands.key("Tab")
    rows = hands.until(
        lambda: (
            [row for row in look(IncidentNotice, incident_id=incident.id) if row.told_at][1:]
            and look(IncidentNotice, incident_id=incident.id)
        )
    )
    told = [(row.informed, row.name, row.told_at.lstrip("0")) for row in rows]
    assert told == [row[1:] for row in NOTICES]

    hands.click_tab("Details")
    hands.point("What happened")
    hands.do("mousemove_relative", "--", -200, 0)
    hands.wheel_to("Add corrective action", "QPushButton")
    hands.click("Add corrective action", "QPushButton")
    hands.until(lambda: hands.focus() == ["What is to be done"])
    (action,) = hands.until(lambda: look(Action, incident_id=incident.id))
    assert (action.source, action.criterion, action.owner) == ("incident", "7.37", "Victor Salcedo")
    hands.key("ctrl+a")
    hands.type("Weld the chain of dock 3 anew")
    hands.key("Tab")
    hands.until(lambda: look(Action, id=action.id)[0].title == "Weld the chain of dock 3 anew")

    hands.key("ctrl+j", "g")
    hands.click("Print form…", "QPushButton")
    hands.until(lambda: any("Preview" in row[0] for row in hands.ask()["windows"]))
