"""Procedures begun from an outline, approved, replaced, and found by criterion."""

from datetime import date, timedelta

import pytest

from ctpat_desktop.catalogue.outlines import LANGUAGES, blanks, load_outlines
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.procedures import library
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 21)


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Harbor", "importer", 2026), TODAY)


def begun(scope, outline="seals", language="en"):
    return library.one(scope, library.begin(scope, outline, language))


def filled(scope, written, **values):
    """Write over every blank of the newest draft and return its id."""
    version = written.draft
    text = version.text
    for blank in blanks(text):
        text = text.replace(f"[[{blank}]]", "the guard")
    records.change(scope.workspace, "procedure_version", version.id, **{"text": text, **values})
    return version.id


def offered(scope):
    return [row.outline.id for row in library.offers(scope)]


def test_an_importer_is_offered_what_its_criteria_ask_for(scope):
    ids = offered(scope)
    assert ids[0] == "statement-of-support"
    assert "seals" in ids
    assert not {"ship-access", "broker-outreach", "passenger-flights", "subcontracting"} & set(ids)
    seals = next(row for row in library.offers(scope) if row.outline.id == "seals")
    assert "6.1" in seals.criteria
    assert "6.3" not in seals.criteria, "no importer is asked 6.3"


def test_an_outline_says_which_procedures_name_its_criteria_already(scope):
    def seals():
        return next(row for row in library.offers(scope) if row.outline.id == "seals")

    assert seals().words == ", ".join(seals().criteria)
    company = scope.company_id
    values = {"title": "Yard rules", "criteria": "6.1; 9.4"}
    key = records.add(scope.workspace, "procedure", company_id=company, **values)
    assert seals().named_in == ("Yard rules",)
    assert seals().words.endswith("7.30 · already named in: Yard rules")
    records.change(scope.workspace, "procedure", key, retired_on=scope.today)
    assert seals().named_in == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_beginning_makes_a_procedure_and_its_draft_in_one_step(scope, language):
    written = begun(scope, language=language)
    outline = load_outlines()["seals"]
    procedure, (version,) = written.procedure, written.versions
    assert procedure.title == outline.words[language].title
    assert procedure.criteria.startswith("6.1, 6.2, 6.5")
    assert procedure.review_months == 12
    assert (version.version, version.language, version.status) == ("1", language, "draft")
    assert (version.outline, version.text) == ("seals", outline.text(language))
    assert "seals" not in offered(scope)
    scope.workspace.undo()
    assert library.written(scope) == []
    assert "seals" in offered(scope)
    scope.workspace.redo()
    assert library.one(scope, procedure.id).versions[0].text == version.text


def test_what_is_begun_is_not_begun_again(scope):
    begun(scope)
    with pytest.raises(Problem, match="this outline has a procedure already"):
        library.begin(scope, "seals", "fr")
    with pytest.raises(Problem, match="or is not for you"):
        library.begin(scope, "ship-access", "en")
    assert len(library.written(scope)) == 1


def test_a_procedure_of_the_same_name_counts_as_begun(scope):
    title = load_outlines()["access"].words["es"].title.upper()
    records.add(scope.workspace, "procedure", company_id=scope.company_id, title=title)
    assert "access" not in offered(scope)


def test_approving_is_refused_while_a_blank_is_left(scope):
    written = begun(scope)
    with pytest.raises(Problem, match="blanks are left: sites; place of the local copy"):
        library.approve(scope, written.draft.id, "Ann Lee", TODAY)
    assert library.one(scope, written.procedure.id).in_force is None


@pytest.mark.parametrize(
    ("by", "on", "words"),
    [
        (" ", TODAY, "nobody is named"),
        ("Ann Lee", TODAY + timedelta(days=1), "the date is in the future"),
    ],
)
def test_approving_needs_a_name_and_a_day_that_has_come(scope, by, on, words):
    key = filled(scope, begun(scope))
    with pytest.raises(Problem, match=words):
        library.approve(scope, key, by, on)


def test_an_empty_version_is_not_approved(scope):
    key = filled(scope, begun(scope), text=" ")
    with pytest.raises(Problem, match="neither text nor file"):
        library.approve(scope, key, "Ann Lee", TODAY)


def test_approving_puts_in_force_and_sets_the_next_review(scope):
    written = begun(scope)
    key = filled(scope, written)
    library.approve(scope, key, " Ann Lee ", date(2026, 11, 20))
    after = library.one(scope, written.procedure.id)
    version, procedure = after.in_force, after.procedure
    assert (version.id, version.approved_by, version.approved_on) == (
        key,
        "Ann Lee",
        date(2026, 11, 20),
    )
    assert (procedure.reviewed_on, procedure.reviewed_by) == (date(2026, 11, 20), "Ann Lee")
    assert procedure.next_review_on == date(2027, 11, 20)
    with pytest.raises(Problem, match="this version is no draft"):
        library.approve(scope, key, "Ann Lee", TODAY)
    scope.workspace.undo()
    assert library.one(scope, procedure.id).draft.id == key
    assert library.one(scope, procedure.id).procedure.next_review_on is None


def test_the_version_before_it_in_the_same_language_is_replaced(scope):
    written = begun(scope)
    first = filled(scope, written)
    library.approve(scope, first, "Ann Lee", date(2026, 1, 5))
    same = {"company_id": scope.company_id, "procedure_id": written.procedure.id}
    spanish = records.add(
        scope.workspace, "procedure_version", version="1", language="es", text="Sí.", **same
    )
    library.approve(scope, spanish, "Ann Lee", date(2026, 1, 6))
    tenth = records.add(
        scope.workspace, "procedure_version", version="10", text="New words.", **same
    )
    assert library.one(scope, written.procedure.id).draft.id == tenth
    library.approve(scope, tenth, "Bo Ray", TODAY)
    states = {row.id: row.status for row in library.one(scope, written.procedure.id).versions}
    assert states == {first: "replaced", spanish: "approved", tenth: "approved"}
    assert library.one(scope, written.procedure.id).in_force.id == tenth


def test_approving_an_older_version_leaves_a_later_review_as_it_is(scope):
    written = begun(scope)
    key = filled(scope, written)
    records.change(
        scope.workspace, "procedure", written.procedure.id, reviewed_on=TODAY, reviewed_by="Bo"
    )
    library.approve(scope, key, "Ann Lee", date(2026, 1, 5))
    procedure = library.one(scope, written.procedure.id).procedure
    assert (procedure.reviewed_on, procedure.next_review_on) == (TODAY, None)


def test_procedures_are_found_by_criterion(scope):
    written = begun(scope, "cybersecurity")
    title = written.procedure.title
    assert library.answering(scope, "4.6") == [(written.procedure.id, title)]
    assert library.answering(scope, "4.1") == [(written.procedure.id, title)]
    assert library.answering(scope, "6.1") == []
    records.change(
        scope.workspace, "procedure", written.procedure.id, criteria="4.10;4.13", retired_on=None
    )
    assert library.answering(scope, "4.1") == [], "4.10 is another one"
    records.change(scope.workspace, "procedure", written.procedure.id, retired_on=TODAY)
    assert library.answering(scope, "4.10") == []
