"""A definition with a mistake is refused in one line that names the file and the mistake."""

import json
import shutil

import pytest

from ctpat_desktop.catalogue.forms import Kind, load_form, read_form
from ctpat_desktop.services import forms_check
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.shipped import shipped


@pytest.fixture
def forms(tmp_path):
    return shutil.copytree(shipped("forms"), tmp_path / "forms")


def spoil_edition(forms, change):
    path = forms / "catalogue" / "2020-03" / "criteria.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data["criteria"][0])
    path.write_text(json.dumps(data), encoding="utf-8")


def spoil_form(forms, old, new, name="contact"):
    path = forms / "records" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_copy_of_the_shipped_forms_is_in_order(forms):
    assert forms_check.problems(forms) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda row: row.pop("guidance"), "missing \"'guidance' in criterion 1.1\""),
        (lambda row: row["title"].pop("fr"), "missing \"'fr' in criterion 1.1\""),
        (
            lambda row: row["levels"].update(importer=["shall", "source"]),
            "criterion 1.1, importer: 'shall' is not a valid Level",
        ),
        (
            lambda row: row["levels"].update(importer=["must", "guess"]),
            "criterion 1.1, importer: 'guess' is not a valid Trust",
        ),
        (lambda row: row.update(category=13), "criterion 1.1 names category 13"),
        (lambda row: row["summary"].update(es=""), "criterion 1.1 lacks a text in es"),
        (
            lambda row: row["summary"].update(en="Other words."),
            "criterion 1.1 was reworded without a new fingerprint",
        ),
    ],
)
def test_mistake_in_the_catalogue(forms, change, words):
    spoil_edition(forms, change)
    (line,) = set(forms_check.problems(forms))
    assert "criteria.json" in line
    assert words in line
    assert "\n" not in line


@pytest.mark.parametrize("text", ["{", "[]", "3", ""])
def test_catalogue_that_is_not_an_edition(forms, text):
    (forms / "catalogue" / "2020-03" / "criteria.json").write_text(text)
    (line,) = forms_check.problems(forms)
    assert line.startswith("2020-03/criteria.json: ")


def test_missing_catalogue(tmp_path):
    lines = forms_check.problems(tmp_path)
    assert "2020-03/criteria.json: " in lines[0]
    assert "No such file" in lines[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Contact"', 'title = "Contact', "records/contact.toml: Illegal character"),
        ('title = "Contact"', "", "records/contact.toml: "),
        ('key = "email"', 'key = "mail"', "contact.toml: no column “mail” in contact."),
        ('key = "email"', 'key = "phone"', "contact.toml: “phone” is asked twice."),
        ('key = "email"', 'key = "mail"', "contact.toml: the column “email” has no field."),
        ('kind = "text"', 'kind = "texxt"', "'texxt' is not a valid Kind"),
        ('kind = "text"', "", "missing 'kind'"),
        ('kind = "text"', 'kind = "text"\ncolor = "red"', "color"),
        ('id = "contact"', 'id = "kontact"', "contact.toml: there is no table “kontact”."),
    ],
)
def test_mistake_in_a_form(forms, old, new, words):
    spoil_form(forms, old, new)
    lines = forms_check.problems(forms)
    assert any(words in line for line in lines), lines
    assert all("contact.toml" in line and "\n" not in line for line in lines)


@pytest.mark.parametrize("text", ["", 'field = ["a"]', "field = 3", 'id = "contact"', "\x00"])
def test_form_that_is_none(forms, text):
    (forms / "records" / "contact.toml").write_text(text)
    (line,) = forms_check.problems(forms)
    assert line.startswith("records/contact.toml: ")


def test_form_without_fields_says_so(forms):
    (forms / "records" / "contact.toml").write_text('id = "contact"\ntitle = "C"\nplural = "C"')
    assert forms_check.problems(forms) == ["records/contact.toml: missing 'field'."]


def test_missing_form_is_named(forms):
    (forms / "records" / "contact.toml").unlink()
    assert forms_check.problems(forms) == ["contact.toml: the form is missing."]


def test_form_that_is_not_text(tmp_path):
    path = tmp_path / "contact.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Problem, match=r"contact\.toml"):
        read_form(path)


@pytest.mark.parametrize(
    "name",
    ["company", "address", "contact", "identifier", "site", "account", "evidence", "response"],
)
def test_shipped_form_is_complete(name):
    form = load_form(name)
    assert form.id == name
    assert form.title
    assert form.plural
    assert any(field.in_list for field in form.fields)
    for field in form.fields:
        is_choice = field.kind in {Kind.CHOICE, Kind.MULTI_CHOICE} and field.key != "entity"
        assert field.label
        assert bool(field.choices) == is_choice or field.kind is Kind.IDENTIFIER, field.key


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'not_before = "issued_on"',
            'not_before = "given_on"',
            "device.toml: “returned_on” has a rule on “given_on”, which is no field.",
        ),
        (
            'not_before = "issued_on"',
            'not_before = "number"',
            "device.toml: “returned_on” has a rule on “number”, which is no day.",
        ),
        (
            '"person_id.left_on"',
            '"person_id.gone_on"',
            "device.toml: “issued_on” has a rule on “person_id.gone_on”, which is no field.",
        ),
        ('stays = ["person_id"]', 'stays = ["holder"]', "device.toml: “holder” is no field."),
        (
            'newest_first = "issued_on"',
            'newest_first = "day"',
            "device.toml: “day” is no field.",
        ),
        (
            'on_meeting = "conflict"',
            'on_meeting = "clash"',
            "records/device.toml: on_meeting cannot be “clash”.",
        ),
    ],
)
def test_a_rule_on_days_or_on_meeting_names_what_is_there(forms, old, new, words):
    spoil_form(forms, old, new, "device")
    assert forms_check.problems(forms) == [words]


def test_a_date_is_not_set_against_a_time(forms):
    spoil_form(forms, 'not_before = "arrived_at"', 'not_before = "visited_on"', "visitor")
    assert forms_check.problems(forms) == [
        "visitor.toml: “left_at” sets a date against a time.",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [('report_on", limit', 'report", limit'), ("cbp_report_days", "report_days")],
)
def test_a_default_day_is_counted_from_what_is_there(forms, old, new):
    spoil_form(forms, old, new, "validation")
    (line,) = forms_check.problems(forms)
    assert line.startswith("validation.toml: the clock of “due_on” counts")
