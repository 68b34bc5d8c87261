"""The shipped catalogue: how many rows each entity type has, in which order and language."""

import pytest

from ctpat_desktop.catalogue import Level, Overlay, Trust, load_edition, resolve
from ctpat_desktop.catalogue.model import order_key

ROWS = {
    "importer": 95,
    "exporter": 94,
    "highway_carrier": 84,
    "mexico_long_haul_carrier": 81,
    "rail_carrier": 70,
    "sea_carrier": 69,
    "air_carrier": 68,
    "customs_broker": 65,
    "consolidator": 92,
    "third_party_logistics": 94,
    "us_marine_port_terminal": 62,
    "foreign_marine_port_terminal": 62,
    "foreign_manufacturer": 95,
}
EDITION = load_edition()


def row(criterion, rows=None):
    return next(x for x in rows or EDITION.criteria_for("importer") if x.id == criterion)


def test_an_edition_is_read_once_however_it_is_asked_for():
    assert load_edition("2020-03", "en") is EDITION
    assert load_edition(language="en") is EDITION
    assert load_edition(edition="2020-03") is EDITION


def test_thirteen_entity_types():
    assert sorted(kind.id for kind in EDITION.entities) == sorted(ROWS)


@pytest.mark.parametrize(("entity", "count"), ROWS.items())
def test_rows_per_entity_type(entity, count):
    assert len(EDITION.criteria_for(entity)) == count


def test_twelve_categories_in_order():
    assert [category.number for category in EDITION.categories] == list(range(1, 13))


@pytest.mark.parametrize("entity", ROWS)
def test_rows_stand_in_the_booklets_order(entity):
    keys = [(x.category, order_key(x.id)) for x in EDITION.criteria_for(entity)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_nine_stands_before_ten():
    ids = [x.id for x in EDITION.criteria_for("importer")]
    assert ids.index("9.9") < ids.index("9.10")
    assert sorted(["9.10", "9.x", "9.9", "9.1"], key=order_key) == ["9.1", "9.9", "9.10", "9.x"]


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("entity", ROWS)
def test_each_language_has_its_own_words(entity, language):
    pairs = zip(
        EDITION.criteria_for(entity),
        load_edition(language=language).criteria_for(entity),
        strict=True,
    )
    for english, other in pairs:
        assert other.title.strip()
        assert other.summary.strip()
        assert other.summary != english.summary


def test_french_and_spanish_differ():
    french, spanish = load_edition(language="fr"), load_edition(language="es")
    assert row("1.1", french.criteria_for("importer")).title == "Déclaration d'appui"
    assert row("1.1", spanish.criteria_for("importer")).title == "Declaración de apoyo"


def test_every_row_says_how_to_answer_and_prove_it():
    for entity in ROWS:
        for criterion in EDITION.criteria_for(entity):
            assert criterion.guidance.strip(), criterion.id
            assert criterion.evidence_hint.strip(), criterion.id


def test_overlay_changes_the_level():
    rows = resolve(EDITION.criteria_for("importer"), [Overlay("1.1", level="must")])
    assert row("1.1").level is Level.SHOULD
    assert row("1.1", rows).level is Level.MUST
    assert row("1.1", rows).changed == ("level",)


def test_overlay_adds_the_official_text():
    rows = resolve(EDITION.criteria_for("importer"), [Overlay("1.1", official_text="As CBP says")])
    assert row("1.1", rows).official_text == "As CBP says"
    assert row("1.1", rows).title == row("1.1").title
    assert row("1.1", rows).changed == ("official_text",)


def test_overlay_with_the_shipped_level_changes_nothing():
    rows = resolve(EDITION.criteria_for("importer"), [Overlay("1.1", level="should")])
    assert rows == EDITION.criteria_for("importer")


def test_own_row_stands_in_its_category():
    own = Overlay("9.x1", is_own=True, category=9, title="Drone patrol", level="must")
    rows = resolve(EDITION.criteria_for("importer"), [own])
    mine = row("9.x1", rows)
    after = rows[rows.index(mine) + 1]
    assert (mine.title, mine.level, mine.trust) == ("Drone patrol", Level.MUST, Trust.OWN)
    assert (rows[rows.index(mine) - 1].category, after.category) == (9, 10)
    assert len(rows) == 96


def test_own_row_without_words_is_a_should_named_by_its_number():
    (mine,) = resolve((), [Overlay("2.a", is_own=True, category=2)])
    assert (mine.title, mine.level, mine.category) == ("2.a", Level.SHOULD, 2)
