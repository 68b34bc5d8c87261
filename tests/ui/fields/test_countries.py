"""Countries and states are chosen, found while typing, and never free text."""

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.catalogue.forms import Field, Kind
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import countries
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.fields.countries import CountryInput, RegionInput


@pytest.fixture
def country(qtbot):
    made = CountryInput(Field("country", Kind.COUNTRY, "Country"))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def state(qtbot, country):
    made = RegionInput(Field("state", Kind.REGION, "State or province"))
    qtbot.addWidget(made)
    made.follow(country)
    made.show()
    return made


def typed(qtbot, widget, words):
    line = widget.box.lineEdit()
    line.selectAll()
    if words.isascii():
        qtbot.keyClicks(line, words)
    else:  # the driver of keys knows no accents
        line.insert(words)
    widget.box.completer().popup().hide()
    qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("USA", "US"),
        ("united states", "US"),
        ("Mexico", "MX"),
        ("méxico", "MX"),
        ("MX", "MX"),
        ("mx", "MX"),
        ("Canada", "CA"),
        ("Viet Nam", "VN"),
        ("Deutschland", "DE"),
        ("Türkiye", "TR"),
    ],
)
def test_a_country_is_found_as_people_write_it(qtbot, country, words, code):
    typed(qtbot, country, words)
    assert (country.value(), country.problem) == (code, "")
    assert country.box.currentText() == countries.listed_countries()[code]


def offered(widget):
    model = widget.box.completer().completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("mex", "Mexico"),
        ("MX", "MX → Mexico"),
        ("usa", "USA → United States"),
        ("united s", "United States"),
        ("reun", "Réunion"),
    ],
)
def test_what_begins_with_the_words_is_offered_first(qtbot, country, words, first):
    qtbot.keyClicks(country.box.lineEdit(), words)
    assert offered(country)[0] == first


def test_what_holds_the_words_comes_last_and_each_country_once(qtbot, country):
    qtbot.keyClicks(country.box.lineEdit(), "uni")
    found = offered(country)
    united = [name for name in found if name.startswith("United")]
    assert found[: len(united)] == united
    assert found.index("Réunion") > found.index("United States")
    assert len({name.rpartition(" → ")[2] for name in found}) == len(found)


def test_words_in_no_list_are_not_stored(qtbot, country):
    country.show_value("US")
    typed(qtbot, country, "united st")
    assert country.value() == "US"
    assert country.box.currentText() == "united st"
    assert "“united st” is not in the list and was not saved" in country.problem


def test_an_old_value_in_no_list_stays_and_is_shown(qtbot, country):
    country.show_value("united st")
    assert (country.box.currentText(), country.value()) == ("united st", "united st")


def test_a_country_is_emptied_by_deleting(qtbot, country):
    country.show_value("US")
    country.box.lineEdit().clear()
    country.settle()
    assert (country.value(), country.problem) == ("", "")


def test_nothing_but_countries_is_offered(country):
    names = [country.box.itemText(number) for number in range(country.box.count())]
    assert "European Union" not in names
    assert not [name for name in names if name.startswith("Pseudo")]
    assert "Kosovo" in names


@pytest.mark.parametrize(
    ("where", "words", "code"),
    [
        ("US", "new jersey", "NJ"),
        ("US", "tx", "TX"),
        ("CA", "Québec", "QC"),
        ("CA", "ontario", "ON"),
        ("MX", "Nuevo Leon", "NLE"),
        ("MX", "CDMX", "CMX"),
        ("DE", "Bayern", "Bayern"),
    ],
)
def test_a_state_of_the_country_is_found(qtbot, country, state, where, words, code):
    country.show_value(where)
    typed(qtbot, state, words)
    assert (state.value(), state.problem) == (code, "")


def test_a_state_of_another_country_is_not_stored(qtbot, country, state):
    country.show_value("US")
    state.show_value("NJ")
    typed(qtbot, state, "Ontario")
    assert state.value() == "NJ"
    assert state.problem


def test_the_form_stores_codes_and_a_finding_leads_there(qtbot, window):
    desk = window.shell.desk
    address = desk.dossier.addresses[0]
    records.change(desk.workspace, "address", address.id, country="united st", postal_code="2940")
    (found,) = [row for row in desk.review.findings if row.rule == "company.format"]
    desk.go(found)
    form = window.shell.pages["company"].lists["address"].editor
    assert form.inputs["country"].box.lineEdit().text() == "united st"
    assert form.warnings["country"].text().startswith("“united st” is no country.")
    typed(qtbot, form.inputs["country"], "USA")
    assert records.stored(desk.workspace, "address", address.id).country == "US"
    (found,) = [row for row in desk.review.findings if row.rule == "company.format"]
    assert found.place == Place(
        "company",
        table="address",
        record_id=address.id,
        field="postal_code",
        label="Company › Addresses",
    )
