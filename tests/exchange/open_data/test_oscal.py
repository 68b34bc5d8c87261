"""Criteria and answers as OSCAL: its own rules about ids, numbers and empty lists are kept."""

import json
import re
from contextlib import closing

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.exchange.open_data import oscal
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9.\-_]*")
MODIFIED = "2026-11-21T10:00:00Z"
REQUIRED = {
    "metadata": {"title", "last-modified", "version", "oscal-version"},
    "groups": {"id", "title"},
    "controls": {"id", "title"},
    "parts": {"name"},
    "props": {"name", "value"},
    "components": {"uuid", "type", "title", "description"},
    "control-implementations": {"uuid", "source", "description", "implemented-requirements"},
    "implemented-requirements": {"uuid", "control-id", "description"},
    "resources": {"uuid"},
    "rlinks": {"href"},
    "links": {"href"},
}
"""What OSCAL 1.1.3 requires of each object that we write."""
KNOWN = {
    "catalog": {"uuid", "metadata", "groups"},
    "groups": {"id", "title", "parts", "controls"},
    "controls": {"id", "title", "props", "parts"},
    "component-definition": {"uuid", "metadata", "components", "back-matter"},
    "components": {"uuid", "type", "title", "description", "control-implementations"},
    "implemented-requirements": {"uuid", "control-id", "description", "props", "links"},
    "resources": {"uuid", "title", "props", "rlinks"},
    "rlinks": {"href", "media-type", "hashes"},
}
"""What we write of them; OSCAL takes no other names."""


@pytest.fixture(scope="module")
def dossier(sample_file):
    with closing(workspaces.open_file(sample_file, reading_only=True)) as workspace:
        return companies.dossier(workspace, companies.choose(workspace))


@pytest.fixture(scope="module")
def both(dossier):
    stored = {row.sha256: f"documents/{row.sha256}.pdf" for row in dossier.evidence}
    return {
        **oscal.catalog(dossier, MODIFIED),
        **oscal.components(dossier, MODIFIED, lambda sha256: stored.get(sha256, "")),
    }


def objects(value, name=""):
    if isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from objects(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, name)


def test_every_object_has_what_oscal_requires_and_nothing_unknown(both):
    for name, value in objects(both):
        assert REQUIRED.get(name, set()) <= value.keys(), name
        assert value.keys() <= KNOWN.get(name, value.keys()), name


def test_nothing_is_empty(both):
    for name, value in objects(both):
        for key, inner in value.items():
            assert inner not in ("", [], {}, None), (name, key)


def test_ids_and_numbers_have_their_shape_and_are_there_once(both):
    uuids = [value["uuid"] for _, value in objects(both) if "uuid" in value]
    ids = [value["id"] for _, value in objects(both["catalog"]) if "id" in value]
    assert all(map(UUID.fullmatch, uuids))
    assert all(map(TOKEN.fullmatch, ids))
    assert len(uuids) == len(set(uuids))
    assert len(ids) == len(set(ids))


def test_properties_have_no_blanks_around_them(both):
    for name, value in objects(both):
        if name == "props":
            assert re.fullmatch(r"\S(.*\S)?", value["value"])
            assert TOKEN.fullmatch(value["name"])


def test_each_answer_names_a_criterion_of_the_catalog_and_its_documents(both, dossier):
    controls = {value["id"] for name, value in objects(both["catalog"]) if name == "controls"}
    definition = both["component-definition"]
    resources = {row["uuid"] for row in definition["back-matter"]["resources"]}
    answered = [value for name, value in objects(definition) if name == "implemented-requirements"]
    assert {row["control-id"] for row in answered} <= controls
    linked = {link["href"] for row in answered for link in row.get("links", ())}
    assert linked
    assert linked <= {f"#{uuid}" for uuid in resources}
    said = sum(1 for row in dossier.answers if row.whole) + sum(
        1 for row in dossier.answers for _, response in row.by_site if response
    )
    assert len(answered) == said


def test_the_words_and_the_status_are_those_of_the_answer(both, dossier):
    company = both["component-definition"]["components"][0]
    rows = company["control-implementations"][0]["implemented-requirements"]
    by_control = {row["control-id"]: row for row in rows}
    whole = dossier.answer("1.1").whole
    row = by_control["c-1.1"]
    assert whole.narrative in row["description"]
    props = {prop["name"]: prop["value"] for prop in row["props"]}
    assert props["status"] == whole.status == "in_place"
    assert props["implementation-status"] == "implemented"


def test_ids_of_own_rows_never_meet():
    odd = ["9.1", "9 1", "9_1", "9_20_1", "Eigene Zeile", "Ñ", "9/1", ""]
    assert len({oscal.token(key) for key in odd}) == len(odd)
    assert all(TOKEN.fullmatch(oscal.token(key)) for key in odd)


@pytest.mark.parametrize("entity", load_edition().criteria)
def test_every_criterion_of_every_kind_has_an_id_of_its_own(entity):
    keys = [row.id for row in load_edition().criteria_for(entity)]
    assert len({oscal.token(key) for key in keys}) == len(keys)


def test_it_is_the_same_each_time(both, dossier):
    assert json.dumps(oscal.catalog(dossier, MODIFIED)) == json.dumps({"catalog": both["catalog"]})
