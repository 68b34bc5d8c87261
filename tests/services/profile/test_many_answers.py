"""Many answers at once: one value for all, a pasted column, and what is not taken of it."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers, many_answers
from ctpat_desktop.services.profile.many_answers import LEVEL, cells, plan
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 29)
THREE = ["4.1", "4.2", "4.3"]


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Acme", "importer", 2026), TODAY)


def of(scope, *criteria):
    read = companies.dossier(scope.workspace, scope.account_id)
    return [read.answer(criterion) for criterion in criteria]


def stored(scope, key, criteria=THREE):
    return [getattr(row.whole, key) if row.whole else None for row in of(scope, *criteria)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("owner", "Oscar"),
        ("status", "in_place"),
        ("reviewed_on", date(2026, 3, 1)),
        ("target_on", date(2027, 3, 1)),
    ],
)
def test_all_get_one_value_and_one_undo_takes_it_back(scope, key, value):
    before = stored(scope, key)
    many_answers.change(scope, THREE, key, value)
    assert stored(scope, key) == [value] * 3
    scope.workspace.undo(scope.company_id)
    assert stored(scope, key) == before


def test_levels_are_changed_and_go_back_to_the_shipped_ones(scope):
    shipped = [row.criterion.level for row in of(scope, *THREE)]
    other = "should" if shipped[0] == "must" else "must"
    many_answers.change(scope, THREE, LEVEL, other)
    assert [row.criterion.level for row in of(scope, *THREE)] == [other] * 3
    many_answers.change(scope, [*THREE, "9.7"], LEVEL, "")
    assert [row.criterion.level for row in of(scope, *THREE)] == shipped
    read = companies.dossier(scope.workspace, scope.account_id)
    assert sorted(row.criterion for row in read.overlays) == THREE  # none for 9.7


def test_one_that_cannot_be_changes_none(scope):
    answers.save(scope.workspace, scope.account_id, "4.1", reason="We have no network.")
    with pytest.raises(Problem, match=r"4\.2 was not marked as not applicable"):
        many_answers.change(scope, ["4.1", "4.2"], "status", "not_applicable")
    assert stored(scope, "status", ["4.1"]) == ["not_started"]


@pytest.mark.parametrize("key", ["owner", LEVEL])
def test_nothing_chosen_is_said(scope, key):
    with pytest.raises(Problem, match="nothing to change"):
        many_answers.change(scope, [], key, "must")


def test_a_sheet_s_cells_keep_their_line_ends_and_quotes():
    text = '"First line\nsecond ""line"""\tOscar\r\nplain\t\r\n\r\n'
    assert cells(text) == [['First line\nsecond "line"', "Oscar"], ["plain", ""]]
    assert cells(" \n") == []


def test_a_pasted_column_fills_the_criteria_below(scope):
    made = plan([["One."], [""], ["Three."]], of(scope, *THREE), [("Words", "narrative")])
    assert made.values == {"4.1": {"narrative": "One."}, "4.3": {"narrative": "Three."}}
    assert (made.replaced, made.refused) == ([], [])
    many_answers.write(scope, made.values)
    assert stored(scope, "narrative") == ["One.", None, "Three."]


def test_what_stands_there_is_replaced_only_where_it_differs(scope):
    answers.save(scope.workspace, scope.account_id, "4.1", narrative="One.")
    answers.save(scope.workspace, scope.account_id, "4.2", narrative="Old.")
    answers.save(scope.workspace, scope.account_id, "4.3", narrative="Kept.")
    made = plan([["One."], ["New."], [" "]], of(scope, *THREE), [("Words", "narrative")])
    assert (made.same, made.replaced) == (1, ["4.2"])
    assert made.values == {"4.2": {"narrative": "New."}}


def test_statuses_are_read_in_words_and_a_wrong_one_is_named(scope):
    rows = [["In place", "Oscar"], ["perhaps", "Ines"], ["Not applicable", ""]]
    made = plan(rows, of(scope, *THREE), [("Status", "status"), ("Owner", "owner")])
    assert made.values == {
        "4.1": {"status": "in_place", "owner": "Oscar"},
        "4.2": {"owner": "Ines"},
    }
    assert made.refused == [
        "4.2: “perhaps” is no status.",
        "4.3: “not applicable” needs a reason.",
    ]


def test_the_status_of_what_nobody_answered_stays_as_it_is(scope):
    made = plan([["Not started"]], of(scope, "4.1"), [("Status", "status")])
    assert (made.values, made.same) == ({}, 1)


def test_rows_and_columns_without_a_place_are_named(scope):
    rows = [["Oscar", "x"]] * 5
    made = plan(rows, of(scope, *THREE), [("Owner", "owner"), ("Reviewed", "")])
    assert set(made.values) == set(THREE)
    assert made.refused == [
        "2 rows more than there are criteria below.",
        "Columns that cannot be typed into here: Reviewed.",
    ]
